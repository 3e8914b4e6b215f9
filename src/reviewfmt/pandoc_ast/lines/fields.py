"""Reads the fields of a review from a document's metadata and its definition lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from reviewfmt.characters import LANGUAGE_TAG, LIST_COMMAS, tidy
from reviewfmt.fields import TITLE_FIELDS, FieldSpec, FieldType
from reviewfmt.model import FIELDS, AnyScore, Field, Metadata
from reviewfmt.pandoc_ast.printed import known_fields
from reviewfmt.pandoc_ast.scored import read_score
from reviewfmt.pandoc_ast.shape import Node
from reviewfmt.pandoc_ast.text import TextReader, plain_text
from reviewfmt.syntax import dates, inline
from reviewfmt.syntax.line_kinds import Field as FieldLine
from reviewfmt.syntax.line_readers import read_field
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in

_OTHER_NAMES = {
    "authors": "author",
    "creator": "author",
    "reviewer": "author",
    "words": "author",
    **dict.fromkeys(("by", "byline", "text", "texto", "texte", "testo", "tekst", "文"), "author"),
    "pubdate": "published",
    "datepublished": "published",
    "created": "published",
    "date_published": "published",
    "pub_date": "published",
    "date_posted": "published",
    "published_at": "published",
    "publish_date": "published",
    "posted": "published",
    "posted on": "published",
    "reviewed": "published",
    "reviewed on": "published",
    "review date": "published",
    "date of review": "published",
    "locale": "language",
    "inlanguage": "language",
    "channel": "network",
    "broadcaster": "network",
    "genres": "genre",
    "tag": "tags",
    "keywords": "tags",
    "topics": "tags",
    "labels": "tags",
    "image": "cover",
    "cover-image": "cover",
    "cover-alt": "cover_text",
    "cover_alt": "cover_text",
    "image-alt": "cover_text",
    "image_alt": "cover_text",
    "spoiler": "spoilers",
    **dict.fromkeys(("lastmod", "modified", "updated_at", "datemodified"), "updated"),
    **dict.fromkeys(("last_modified", "last_modified_at", "date_modified"), "updated"),
    **dict.fromkeys(("canonicalurl", "canonical_url", "canonical-url"), "canonical"),
    "rights": "licence",
}
"""Other people's names of fields; an earlier name takes precedence over a later one."""

DATE_NAMES = frozenset(
    ("日付", "投稿日", "公開日", "日期", "날짜", "fecha", "datum", "data", "дата", "التاريخ")
)
"""Names of the date in other languages, only in lines; elsewhere they may mean more."""

_TYPED = frozenset(("author", "published", "tags", "genre", "network"))
"""Fields that a line may name in other people's words: `Date:`, `Reviewer:`, `Keywords:`."""

_WIKI = re.compile(r"\[\[(?:[^\[\]|]++\|)?+([^\[\]|]++)\]\]")
"""Matches a wiki link to a page by its name: `[[Ana Lima]]`."""

_COMMA = re.compile(f"[{LIST_COMMAS}]")
_SPECS = {field.name: field for field in (*FIELDS, *TITLE_FIELDS)}

_SCORES = ("verdict", "rating", "score", "reviewrating", "overall", "review")
_MAXIMA = ("rating_max", "max_rating", "best_rating", "bestrating", "out_of", "scale")
# fmt: off
_NO_CONTENT = frozenset({
    "title", "generator", "identifier", "dir", "pagetitle", "css", "viewport", "creator",
    "subject", "toc-title", "abstract-title",
})
# fmt: on
_TABLES = ("extra", "params", "taxonomies")
"""The tables of front matter in which site generators let authors put fields."""

EXTRA = "extra"
"""The key of the front matter with the fields that the format does not know."""

_MAIN_PARTS = ("name", "text", "image", "src", "url", "path", "value")


@cache
def names(*, ours: bool) -> Mapping[str, str]:
    """Return the fields by their folded names; `ours` leaves out other people's names."""
    roles = {field.role: field.name for field in FIELDS}
    if ours:
        return {**roles, **known_fields()}
    return {**_who_wrote(), **_OTHER_NAMES, **roles, **known_fields()}


def _who_wrote() -> Mapping[str, str]:
    """Return the phrases before an author's name that also name the field."""
    return {
        fold(word): "author"
        for one in built_in().vocabularies
        for word in one.words("byline", "by")
        if " " in word
    }


@cache
def names_of_lines() -> Mapping[str, str]:
    """Return the fields by their names in lines, where the creator is that of the show."""
    known = names(ours=False)
    return {key: name for key, name in known.items() if key not in _OF_MACHINES}


_OF_MACHINES = frozenset(("creator", "created", "image", "subject"))


def is_credit(key: str) -> bool:
    """Tell whether the name of a field may be about the author of the work: `Written by`."""
    found = read_field(f"{key}: x", built_in()) if " " in key else None
    return found is not None and found.name == "author"


def field_of(line: str) -> FieldLine | None:
    """Return the field in a line, by our names or other people's, or None."""
    found = read_field(line, built_in())
    if found is None or found.name is not None:
        return found
    key = fold(found.key)
    name = "published" if key in DATE_NAMES else names_of_lines().get(key)
    return found._replace(name=name) if name in _TYPED else found


def values_of(node: Node, text: TextReader) -> tuple[str, ...]:
    """Return the texts of a value of pandoc's metadata, with their marks."""
    kind, content = node["t"], node["c"]
    if kind == "MetaList":
        return tuple(value for each in content for value in values_of(each, text))
    if kind == "MetaMap":
        if (rated := _rated(content, text)) is not None:
            return (rated,)
        named = next((name for name in _MAIN_PARTS if name in content), None)
        if named:
            for key in content:
                if key != named:
                    text.left += [
                        f"{key}: {inline.plain(value)}" for value in values_of(content[key], text)
                    ]
            return values_of(content[named], text)
        return tuple(
            f"{inline.escape(key)}: {value}"
            for key in content
            for value in values_of(content[key], text)
        )
    if kind == "MetaBool":
        return ("true" if content else "false",)
    if kind == "MetaInlines":
        said = text.marked(content)
    elif kind == "MetaMarked":  # not a node of pandoc, but a text with the marks of a review
        said = tidy(content)
    elif kind == "MetaBlocks":
        said = inline.escape(tidy(" ".join(map(plain_text, content))))
    else:
        said = inline.escape(tidy(str(content)))
    return (said,) if said else ()


def _rated(content: Mapping[str, Node], text: TextReader) -> str | None:
    """Return the score in a table of a value and its maximum, or None."""
    keys = {fold(key): key for key in content}
    value = next((keys[key] for key in (*_SCORES, "value") if key in keys), None)
    most = next((keys[key] for key in (*_MAXIMA, "max", "best", "maximum") if key in keys), None)
    if value is None or most is None or len(content) != len({value, most}):
        return None
    said = [" ".join(values_of(content[key], text)) for key in (value, most)]
    return "/".join(said)


def metadata_of(found: Mapping[str, Sequence[str]], left: list[str]) -> Metadata:
    """Return the fields in `found` by their names; unreadable ones are added to `left`."""
    given: dict[str, Any] = {}
    for field in FIELDS:
        plain = (_WIKI.sub(r"\1", inline.plain(said)) for said in found.get(field.name, ()))
        values = [said for said in plain if said]
        if not values:
            continue
        if field.type is FieldType.LIST:
            parts = (tidy(part) for value in values for part in _COMMA.split(value))
            given[field.name] = tuple(filter(None, parts))
            continue
        said = ", ".join(values)
        value = _TYPES[field.type](said)
        if value is None:
            left.append(f"{field.name}: {said}{_readings(field, said)}")
        else:
            given[field.name] = value
    return Metadata(**given)


def _readings(field: FieldSpec, said: str) -> str:
    """Return the two meanings of an ambiguous date, as the end of a message."""
    found = dates.read(said).readings if field.type is FieldType.DATE else ()
    return f" ({' or '.join(map(str, found))})" if found else ""


def _language(said: str) -> str | None:
    tag = said.replace("_", "-")
    return tag if LANGUAGE_TAG.fullmatch(tag) else None


def season_of(said: str) -> str | None:
    """Return the number of a season in a text, `2` or `Season Two`, or None."""
    if said.isascii() and said.isdigit():
        return str(int(said)) if len(said) <= 4 else None
    named = built_in().season_at(said)
    return str(named[0]) if named is not None and named[1] == len(said) else None


_TYPES: Mapping[FieldType, Callable[[str], Any]] = {
    FieldType.TEXT: str,
    FieldType.DATE: lambda said: dates.read(said.removeprefix("@")).day,  # as Notion writes it
    FieldType.LANGUAGE: _language,
    FieldType.STATUS: lambda said: built_in().statuses.get(fold(said)),
    FieldType.NUMBER: season_of,
}


def reads_value(field: FieldSpec, said: str) -> bool:
    """Tell whether a text is a value of a field."""
    return _TYPES[field.type](said) is not None if field.type in _TYPES else True


def overrules_of(found: Mapping[str, Sequence[str]], left: list[str]) -> dict[str, str]:
    """Return the title's values from its fields, "" for a field that says there is none."""
    given = {}
    for field in TITLE_FIELDS:
        if field.name in found:
            said = ", ".join(filter(None, found[field.name]))
            value = _TYPES[field.type](said) if said else ""
            remark = _REMARK.fullmatch(said) if value is None else None
            if remark is not None and (value := _TYPES[field.type](remark["said"])) is not None:
                left.append(f"{field.name}: {said}")
            if value is None:
                left.append(f"{field.name}: {said}")
            else:
                given[field.name] = value
    return given


_REMARK = re.compile(r"(?P<said>[^()]+?)[ \t]*\([^()]+\)")
"""A value with a remark behind it: `4 (the last one)`."""


@dataclass(slots=True)
class Fields:
    """The fields of a document: those of the title, the others, and the unknown ones."""

    metadata: Metadata
    overrules: dict[str, str]


def fields_of(
    found: Mapping[str, Sequence[str]],
    given: Mapping[str, Sequence[str]],
    extra: Sequence[Field],
    left: list[str],
    *,
    page: bool,
    ours: bool,
) -> Fields:
    """Return the fields: first those in the body, then those of the metadata.

    The metadata of a page is for machines; what else it contains is not part of the review.
    """
    taken: dict[str, Sequence[str]] = dict(given)
    known = names(ours=ours)
    by_name: dict[str, list[str]] = {}
    if not ours:
        known = {**known, **_dated(found)}
    values = {fold(key): said for key, said in found.items() if said}
    for each, name in reversed(list(known.items())):
        if each in values:
            by_name.setdefault(name, []).append(each)
    for name, called in by_name.items():
        if name == "tags" and given:
            called = [each for each in called if each != "keywords"]
        if name in taken or not called:
            left += [_shown(each, values[each]) for each in called if not page]
            continue
        taken[name] = values[called[0]]
        for each in called[1:]:
            if _SPECS[name].type is FieldType.LIST or _SPECS[name].role == "author":
                taken[name] = [
                    *taken[name],
                    *(one for one in values[each] if one not in taken[name]),
                ]
            elif not _repeats(name, values[each], taken[name]):
                left.append(_shown(each, values[each]))
    if "tags" not in taken and not page and values.get("categories"):
        taken["tags"] = values["categories"]
        found = {key: said for key, said in found.items() if fold(key) != "categories"}
    extra = [*extra, *(() if page else _unknown(found, known, left))]
    if "tags" not in taken and not given and values.get("subject"):
        taken["tags"] = values["subject"]
    data = replace(metadata_of(taken, left), extra=tuple(extra))
    return Fields(data, overrules_of(taken, left))


def _dated(found: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """Return the keys that mean a date in other languages, if their values are dates."""
    return {
        fold(key): "published"
        for key, said in found.items()
        if fold(key) in DATE_NAMES and dates.read(inline.plain(" ".join(said))).day is not None
    }


def once_each(fields: Fields, left: list[str]) -> Fields:
    """Return fields without repeated unknown keys; the repetitions are added to `left`."""
    seen: dict[str, str] = {}
    for one in fields.metadata.extra:
        if seen.setdefault(fold(one.key), one.value) != one.value:
            left.append(f"{one.key}: {one.value}")
    kept = {fold(one.key): one for one in reversed(fields.metadata.extra)}
    extra = tuple(one for one in fields.metadata.extra if kept[fold(one.key)] is one)
    return Fields(replace(fields.metadata, extra=extra), fields.overrules)


def unpacked(found: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Return metadata with the known fields and the score from its tables, such as `[params]`.

    The metadata is that of a document of others.
    """
    known = {*names(ours=False), *_SCORES, *_MAXIMA}
    all_of: dict[str, Sequence[str]] = {}
    inside: dict[str, list[str]] = {}
    for key, values in found.items():
        if fold(key) not in _TABLES:
            all_of[key] = values
            continue
        rest: list[str] = []
        for value in values:
            name, _, said = value.partition(": ")
            if fold(name) in known and name not in found:
                inside.setdefault(name, []).append(said)
            else:
                rest.append(value)
        if rest:
            all_of[key] = rest
    return {**all_of, **inside}


def _repeats(name: str, said: Sequence[str], known: Sequence[str]) -> bool:
    """Tell whether a value is known, or is a known language with a country that a program added."""
    if _SPECS[name].type is FieldType.LANGUAGE:
        return [one.partition("-")[0] for one in said] == [one.partition("-")[0] for one in known]
    return said == known


def _shown(name: str, values: Sequence[str]) -> str:
    return f"{name}: {', '.join(map(inline.plain, values))}"


def _unknown(
    found: Mapping[str, Sequence[str]], known: Mapping[str, str], left: list[str]
) -> Iterator[Field]:
    """Yield the metadata without a name in the format; what no field can say goes to `left`."""
    seen: set[str] = set()
    for key, values in found.items():
        folded = fold(key)
        if folded in known or folded in (*_SCORES, *_MAXIMA, *_NO_CONTENT):
            continue
        if folded == EXTRA:
            parts = (inline.plain(value).partition(":") for value in values)
            pairs = [(name, tidy(said)) for name, _, said in parts]
        else:
            pairs = [(key, ", ".join(map(inline.plain, values)))]
        for name, said in pairs:
            if not said:
                continue
            if fold(name) not in seen and _is_key(name):
                seen.add(fold(name))
                yield Field(name, said)
            else:
                left.append(f"{name}: {said}")


def _is_key(key: str) -> bool:
    """Tell whether an unknown field may have this key."""
    line = read_field(f"{key}: \\a", built_in())
    return line is not None and (line.key, line.value) == (key, "a")


def rated_of(
    found: Mapping[str, Sequence[str]], typed: AnyScore | None, left: list[str]
) -> AnyScore | None:
    """Return the score in the metadata, with the maximum beside it.

    Other values are added to `left`; so is everything if the prose has a `typed` verdict.
    """
    given = {fold(key): " ".join(map(inline.plain, said)) for key, said in found.items()}
    most = next((given[each] for each in _MAXIMA if given.get(each)), "")
    rated = None
    for name in _SCORES:
        said = given.get(name, "")
        if not said:
            continue
        score = read_score(said) or read_score(f"{said}/{most}") or _loose_score(said)
        taken = typed or rated
        if score is None or (taken is not None and score != taken):
            left.append(f"{name}: {said}")
        elif taken is None:
            rated = score
    return rated


_LOOSE = re.compile(r"([\d.,]+) of (\d+)|([\d.,]+) stars?|\S+(?= \()", re.IGNORECASE)


def _loose_score(said: str) -> AnyScore | None:
    match = _LOOSE.match(said)
    if match is None:
        return None
    if match[1]:
        return read_score(f"{match[1]}/{match[2]}")
    return read_score(f"{match[3]}/5" if match[3] else match[0])
