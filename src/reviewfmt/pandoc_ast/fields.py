"""The fields of a review out of a document's metadata and its list of terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from reviewfmt.characters import LANGUAGE_TAG, tidy
from reviewfmt.model import Metadata
from reviewfmt.pandoc_ast.shape import Node
from reviewfmt.pandoc_ast.text import TextReader, plain_text

NAMES = {
    "author": ("author", "authors", "creator", "reviewer", "by"),
    "published": ("published", "date", "pubdate", "datepublished", "created"),
    "language": ("lang", "language", "locale", "inlanguage"),
    "network": ("network", "channel", "broadcaster"),
    "genre": ("genre", "genres"),
    "tags": ("tags", "tag", "keywords"),
    "cover": ("cover", "image", "cover-image"),
    "spoilers": ("spoilers", "spoiler"),
}
KEYS = {name: key for key, names in NAMES.items() for name in names}
"""What a field is called in metadata, and the key that it has in a review."""

SEVERAL = ("genre", "tags")
_DATES = ("%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%b %d, %Y", "%Y/%m/%d", "%Y%m%d")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=$|[T ])")


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
        if key in SEVERAL:
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
