"""Reads the title and the fields below it (spec, "Title" and "Fields")."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from reviewfmt.characters import LANGUAGE_TAG, LIST_COMMAS, closed, tidy
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.fields import FieldType
from reviewfmt.findings import report
from reviewfmt.model import FIELDS, Field, Leaf, Metadata, Title
from reviewfmt.nearest import Nearest
from reviewfmt.node import maker
from reviewfmt.parser import ratings
from reviewfmt.parser.dates import read_day
from reviewfmt.parser.title import Named, read_title
from reviewfmt.parser.tokens import Token
from reviewfmt.span import NOWHERE
from reviewfmt.syntax import line_kinds
from reviewfmt.syntax.line_kinds import KINDS, Kind
from reviewfmt.syntax.line_readers import SCALES, read_field
from reviewfmt.syntax.lines import Line
from reviewfmt.syntax.place import LONGEST_WRAPPED
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import Words

LONGEST_TITLE = 160
"""The most characters of a title without `#`."""

_NO_TITLE = frozenset((Kind.SEASON, Kind.GUIDE, Kind.ENTRY, Kind.VERDICT, Kind.COMMENTS))
_ASIDE = frozenset((Kind.COMMENT, Kind.BOILERPLATE))
_RATED = frozenset((Kind.RATING, Kind.VERDICT))
_ENDS_TITLES = frozenset((Kind.TITLE, Kind.COMMENTS))
_PROSE = Kind.PROSE
_TITLE = Kind.TITLE
_ESCAPED = Kind.ESCAPED
_ENTRY = Kind.ENTRY
_VERDICT = Kind.VERDICT
_BEFORE_FIELD = frozenset(KINDS[: KINDS.index(Kind.VERDICT)])
"""The kinds that take precedence over FIELD among the fields."""
_field, _metadata = maker(Field), maker(Metadata)
_WHOLE = re.compile(r"\d{1,4}", re.ASCII)


class Head(NamedTuple):
    """The title of a line, and whether the line itself shows that it is the title."""

    title: Title
    named: Named
    explicit: bool


def read_head(lines: Sequence[Line], k: int, words: Words) -> tuple[Head | None, list[Diagnostic]]:
    """Read the title on line `k`, the first line that is neither comment nor boilerplate."""
    line = lines[k]
    explicit = line.kind is _TITLE
    text = line.text
    span = line.span
    if not explicit:
        if line.kind in _NO_TITLE:
            return None, [report("RF101", span, variant="structure", kind=line.kind)]
        field = read_field(text, words)
        if field is not None and field.name is not None:
            return None, [report("RF101", span, variant="key", key=field.key)]
        if len(text) > LONGEST_TITLE:
            return None, [
                report("RF101", span, variant="long", length=len(text), most=LONGEST_TITLE)
            ]
    if line.kind is _ESCAPED:
        text = text[1:]
    elif explicit:
        text = str(line.data)
    text = tidy(text)
    named = read_title(text, words)
    if not explicit and not named.told:
        later = _later_title(lines, k + 1, words)
        if later is not None:
            variant = "explicit" if later.kind is _TITLE else "later"
            place = later.span if variant == "explicit" else span
            finding = report(
                "RF101",
                place,
                variant=variant,
                line=later.span.line,
                title=later.text,
                related=(later.span,),
            )
            return None, [finding]
    return Head(Title(text, named.work, named.season, named.tagline, span), named, explicit), []


def _later_title(lines: Sequence[Line], k: int, words: Words) -> Line | None:
    """Return a later line that reads as the title: a line with `#`, or one with a Review word.

    A line with a Review word counts only above the first line of long prose.
    """
    above = True
    for at in range(k, len(lines)):
        line = lines[at]
        kind = line.kind
        if kind in _ENDS_TITLES:
            return line if kind is _TITLE else None
        above = above and len(line.text) <= LONGEST_WRAPPED
        if above and kind is _PROSE and words.review_word.search(line.text) is not None:
            named = read_title(line.text, words)
            if named.reviewed:
                return line
    return None


# -- fields -----------------------------------------------------------------------------------


class Fields(NamedTuple):
    """The fields, in order, and where the rest of the text begins."""

    tokens: Sequence[Token]
    end: int
    findings: list[Diagnostic]
    beside: list[Leaf]
    fields: list[Field]
    verdict: Line | None


def _fits(
    found: Sequence[tuple[Line, line_kinds.Field, bool]], *, first: bool, whole: bool
) -> bool:
    """Tell whether lines `Key: value` at the beginning of a block are fields or ratings.

    `first` tells that the lines are directly below the title, `whole` that they fill the block.
    """
    if not first:
        return found[0][1].name is not None or found[0][1].escaped
    plain = [(line, data) for line, data, rated in found if not rated]
    if any(data.name is not None or data.escaped for _, data in plain):
        return True
    return whole and len(plain) > 1 and not any(closed(line.text) for line, _ in plain)


def is_rated(line: Line, data: line_kinds.Field) -> bool:
    """Tell whether a line among the fields is a rating: its key is unknown, its value a score."""
    if data.name is not None or data.escaped or line.kind not in _RATED:
        return False
    split = getattr(line.data, "split", None)
    if split is None or split.score is None:
        return False
    value = split.score.value
    return isinstance(value, str) or value[1] in SCALES


def _field_of(line: Line, words: Words, repeats: frozenset[str]) -> line_kinds.Field | None:
    """Return what a line says as a field, None if it ends the fields."""
    if line.kind is _PROSE and repeats and tidy(line.text) in repeats:
        return None
    data = read_field(line.text, words)
    if data is None or (line.kind in _BEFORE_FIELD and not data.escaped):
        return None
    if data.name is None and not data.escaped:
        if not data.value:
            return None
        if line.kind is _ENTRY:
            return None
    return data


def read_fields(
    lines: Sequence[Line], k: int, words: Words, repeats: frozenset[str] = frozenset()
) -> Fields:
    """Read the fields from line `k` on, with the ratings and the verdict among them.

    `repeats` are the texts that repeat the title: a line with such a text is not a field.
    """
    tokens: list[Token] = []
    findings: list[Diagnostic] = []
    beside: list[Leaf] = []
    fields: list[Field] = []
    verdict: Line | None = None
    first_block = True
    at = k
    while at < len(lines):
        end = at
        block = lines[at].block
        found: list[tuple[Line, line_kinds.Field, bool]] = []
        judged = verdict is not None
        while end < len(lines) and lines[end].block == block:
            line = lines[end]
            data = _field_of(line, words, repeats)
            if data is not None:
                found.append((line, data, is_rated(line, data)))
                judged = judged or (found[-1][2] and line.kind is Kind.VERDICT)
            elif line.kind not in _ASIDE or (judged and line.data == "counts"):
                break  # below a verdict a count of comments opens them
            end += 1
        whole = end == len(lines) or lines[end].block != block
        if not found and whole:  # comments alone: the fields may follow
            at = end
            continue
        if not found or not _fits(found, first=first_block, whole=whole):
            break
        for line, data, rated in found:
            if rated:
                reading = ratings.read_scored(line, verdict)
                if line.kind is _VERDICT and verdict is None:
                    verdict = line
                tokens.extend(reading.tokens)
                findings.extend(reading.findings)
                continue
            field = _field(data.key, data.value, data.name, line.span)
            fields.append(field)
            tokens.append(("FIELD", [field]))
        first_block = False
        at = end
        if not whole:
            break
    return Fields(tokens, at, findings, beside, fields, verdict)


class Said(NamedTuple):
    """What the fields say: the metadata, and the title with what they overrule."""

    metadata: Metadata
    title: Title
    findings: list[Diagnostic]


def read_values(fields: Sequence[Field], title: Title, words: Words) -> Said:
    """Return what the fields say; an unreadable value is absent and has an error."""
    if not fields:
        return Said(_NO_METADATA, title, [])
    found: list[Diagnostic] = []
    known: dict[str, Field] = {}
    extra: dict[str, Field] = {}
    for field in fields:
        table, key = (known, field.name) if field.name is not None else (extra, fold(field.key))
        assert key is not None
        if key in table:
            first = table[key].span
            found.append(
                report("RF117", field.span, key=field.key, line=first.line, related=(first,))
            )
            continue
        table[key] = field
        if field.name is None and (near := nearest_key(field.key, words)):
            found.append(report("RF114", field.span, key=field.key, near=near))
    values: dict[str, Any] = {}
    for spec in FIELDS:
        if spec.name in known and known[spec.name].value:
            if spec.type is FieldType.DATE:
                value: Any = read_day(known[spec.name], known.get("language"), words, found)
            else:
                value = _VALUES[spec.type](known[spec.name], words, found)
            if value is not None:
                values[spec.name] = value
    metadata = _metadata(**values, extra=tuple(extra.values()), fields=tuple(fields))
    return Said(metadata, _overruled(title, known, words, found), found)


_NO_METADATA = Metadata()


def _overruled(
    title: Title, known: Mapping[str, Field], words: Words, found: list[Diagnostic]
) -> Title:
    """Return the title after the fields `Work`, `Season` and `Tagline` have overruled it."""
    work, season, tagline = title.work, title.season, title.tagline
    if "work" in known and known["work"].value:
        work = known["work"].value
    if "season" in known:
        season = _season(known["season"], words, found)
    if "tagline" in known:
        tagline = known["tagline"].value or None
    if (work, season, tagline) == (title.work, title.season, title.tagline):
        return title
    return Title(title.text, work, season, tagline, title.span)


def _season(field: Field, words: Words, found: list[Diagnostic]) -> int | None:
    if not field.value:
        return None
    if _WHOLE.fullmatch(field.value):
        return int(field.value)
    named = words.season_at(field.value)
    if named is not None and named[1] == len(field.value):
        return named[0]
    found.append(report("RF128", field.span, value=field.value))
    return None


def _text(field: Field, words: Words, found: list[Diagnostic]) -> str | None:
    return field.value


def _list(field: Field, words: Words, found: list[Diagnostic]) -> tuple[str, ...]:
    parts = (tidy(part) for part in re.split(f"[{LIST_COMMAS}]", field.value))
    return tuple(part for part in parts if part)


def _language(field: Field, words: Words, found: list[Diagnostic]) -> str | None:
    if LANGUAGE_TAG.fullmatch(field.value):
        return field.value
    name = field.value.casefold()
    tags = (one.language for one in words.vocabularies if one.name.casefold() == name)
    if (tag := next(tags, None)) is None:
        found.append(report("RF116", field.span, value=field.value))
    else:
        found.append(
            report("RF116", field.span, variant="named", value=field.value, key=field.key, tag=tag)
        )
    return None


def _status(field: Field, words: Words, found: list[Diagnostic]) -> str | None:
    status = words.statuses.get(fold(field.value))
    if status is None:
        found.append(report("RF122", field.span, value=field.value))
    return status


def _number(field: Field, words: Words, found: list[Diagnostic]) -> int | None:
    return _season(field, words, found)


_VALUES: Mapping[FieldType, Callable[[Field, Words, list[Diagnostic]], Any]] = {
    FieldType.TEXT: _text,
    FieldType.LIST: _list,
    FieldType.LANGUAGE: _language,
    FieldType.STATUS: _status,
    FieldType.NUMBER: _number,
}


_LIKE = 0.8
"""How similar a key must be to a known one, in difflib's measure, to be taken for a slip."""


@lru_cache(maxsize=256)  # a site has the same keys in all its reviews
def nearest_key(key: str, words: Words) -> str | None:
    """Return the known key that `key` looks like a slip of, or None."""
    near = _nearest(words).of(fold(key))
    return near.capitalize() if near else None


@lru_cache(maxsize=16)
def _nearest(words: Words) -> Nearest:
    return Nearest(words.fields, _LIKE)


NOTHING = Title("", "", None, None, NOWHERE)
