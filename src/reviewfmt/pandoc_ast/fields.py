"""The fields of a review out of a document's metadata and its list of terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from reviewfmt.characters import LANGUAGE_TAG, tidy
from reviewfmt.model import Metadata, Score
from reviewfmt.pandoc_ast.shape import Node
from reviewfmt.pandoc_ast.text import TextReader, plain_text
from reviewfmt.scores import read_score

_NAMES = {
    "author": ("author", "authors", "creator", "reviewer", "by"),
    "published": ("published", "date", "pubdate", "datepublished", "created"),
    "language": ("lang", "language", "locale", "inlanguage"),
    "network": ("network", "channel", "broadcaster"),
    "genre": ("genre", "genres"),
    "tags": ("tags", "tag", "keywords"),
    "cover": ("cover", "image", "cover-image"),
    "spoilers": ("spoilers", "spoiler"),
}
KEYS = {name: key for key, names in _NAMES.items() for name in names}
"""What a field is called in metadata, and the key that it has in a review."""

_SEVERAL = ("genre", "tags")
_DATES = ("%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%b %d, %Y", "%Y/%m/%d", "%Y%m%d")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")


_SCORES = ("verdict", "rating", "score", "reviewrating", "overall")
_MAXIMA = ("rating_max", "max_rating", "best_rating", "bestrating", "out_of", "scale")
# fmt: off
_NO_CONTENT = frozenset({
    "title", "generator", "identifier", "dir", "pagetitle", "css", "viewport", "creator",
    "subject", "toc-title", "abstract-title",
})
# fmt: on
_MAIN_PARTS = ("name", "text", "image", "src", "url", "path", "value")


def values_of(node: Node, text: TextReader) -> tuple[str, ...]:
    """Return the texts of a value of pandoc's metadata."""
    kind, content = node["t"], node["c"]
    if kind == "MetaList":
        return tuple(value for each in content for value in values_of(each, text))
    if kind == "MetaMap":
        named = next((name for name in _MAIN_PARTS if name in content), None)
        if named:
            for key in content:
                if key != named:
                    text.left += [f"{key}: {value}" for value in values_of(content[key], text)]
            return values_of(content[named], text)
        return tuple(
            f"{key}: {value}" for key in content for value in values_of(content[key], text)
        )
    if kind == "MetaBool":
        return ("true" if content else "false",)
    if kind == "MetaInlines":
        said = text.line(content)
    elif kind == "MetaBlocks":
        said = tidy(" ".join(map(plain_text, content)))
    else:
        said = tidy(str(content))
    return (said,) if said else ()


def day_of(said: str) -> date | None:
    """Return the day that `said` names, in ISO's form or an English one, or None."""
    match = _DAY.match(said)
    if match:
        try:
            return date.fromisoformat(match[0])
        except ValueError:
            return None
    for form in _DATES:
        try:
            return datetime.strptime(said, form).date()
        except ValueError:
            continue
    return None


def metadata_of(found: Mapping[str, tuple[str, ...]], left: list[str]) -> Metadata:
    """Return the fields that `found` gives by their keys; what is unreadable goes to `left`."""
    given: dict[str, Any] = {}
    for key, values in found.items():
        if key in _SEVERAL:
            parts = (tidy(part) for value in values for part in value.split(","))
            given[key] = tuple(filter(None, parts))
        elif values:
            given[key] = ", ".join(values)
    if "published" in given:
        day = day_of(given["published"])
        if day is None:
            left.append(f"published: {given['published']}")
        given["published"] = day
    if "language" in given and not LANGUAGE_TAG.fullmatch(given["language"].replace("_", "-")):
        left.append(f"language: {given.pop('language')}")
    elif "language" in given:
        given["language"] = given["language"].replace("_", "-")
    return Metadata(**given)


def fields_of(
    found: Mapping[str, tuple[str, ...]],
    given: Mapping[str, tuple[str, ...]],
    left: list[str],
    *,
    page: bool,
) -> Metadata:
    """Return the fields: those that stand in the body, then those of the metadata.

    The metadata of a page is made for machines, and what else it holds is no part of it.
    """
    taken = dict(given)
    for key, names in _NAMES.items():
        named = [name for name in names if found.get(name)]
        if key == "tags" and given:
            named = [name for name in named if name != "keywords"]
        if key in taken or not named:
            left += [f"{name}: {', '.join(found[name])}" for name in named if not page]
            continue
        taken[key] = found[named[0]]
        for name in named[1:]:
            if key in _SEVERAL or key == "author":
                taken[key] += tuple(each for each in found[name] if each not in taken[key])
            else:
                left.append(f"{name}: {', '.join(found[name])}")
    known = (*KEYS, *_SCORES, *_MAXIMA, *_NO_CONTENT)
    if not page:
        left += [
            f"{name}: {', '.join(found[name])}"
            for name in found
            if found[name] and name not in known
        ]
    if "tags" not in taken and not given and found.get("subject"):
        taken["tags"] = found["subject"]
    return metadata_of(taken, left)


def rated_of(
    found: Mapping[str, tuple[str, ...]], typed: Score | None, left: list[str]
) -> Score | None:
    """Return the score that the metadata names, with the maximum that stands beside it.

    What it names besides goes to `left`, and all where the prose has a verdict that is `typed`.
    """
    most = next((" ".join(found[each]) for each in _MAXIMA if found.get(each)), "")
    rated = None
    for name in _SCORES:
        said = " ".join(found.get(name, ()))
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


def _loose_score(said: str) -> Score | None:
    match = _LOOSE.match(said)
    if match is None:
        return None
    if match[1]:
        return read_score(f"{match[1]}/{match[2]}")
    return read_score(f"{match[3]}/5" if match[3] else match[0])
