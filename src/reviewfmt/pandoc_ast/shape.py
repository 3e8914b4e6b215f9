"""What of a review's structure a format has a place for, and text as pandoc's inlines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from reviewfmt.commonmark import escape

API_VERSION = [1, 23, 1]
"""The version of pandoc's AST that is written here."""

Node: TypeAlias = dict[str, Any]
Inlines: TypeAlias = list[Node]
Cell: TypeAlias = list[Any]


def words(text: str) -> Inlines:
    """Return `text` as words and the spaces between them; other spaces are part of a word."""
    inlines: Inlines = []
    for index, word in enumerate(text.split(" ")):
        if index:
            inlines.append({"t": "Space"})
        if word:
            inlines.append({"t": "Str", "c": word})
    return inlines


def _verbatim(text: str) -> Inlines:
    """One string, its spaces in it: beside words of no width writers drop a space between."""
    return [{"t": "Str", "c": text}] if text else []


def _commonmark(text: str) -> Inlines:
    return [{"t": "RawInline", "c": ["markdown", escape(text)]}] if text else []


_NUMBER_OF_YAML = re.compile(r"(?!0$|[1-9]\d*$)[-+.]?\d[\w.+-]*")


def front_matter_text(text: str) -> Inlines:
    """Return `text` as a value of a front matter, where `0x1f` and `007` would be numbers."""
    if not _NUMBER_OF_YAML.fullmatch(text):
        return _commonmark(text)
    return [{"t": "RawInline", "c": ["markdown", f"&#x{ord(text[0]):X};{escape(text[1:])}"]}]


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a review's structure a format has a place for.

    `level` is the level of the sections' headings; `title` puts the title above them as a
    heading of level 1; `marks` adds ids, classes, attributes, sections and the figure; `fields`
    names the fields that stand in the body; `front_matter` names the metadata in the words of a
    page's front matter, all of it, in place of a publisher's; `text` turns text into inlines.
    """

    level: int = 2
    title: bool = True
    marks: bool = True
    fields: frozenset[str] = frozenset(
        {"Author", "Published", "Network", "Genre", "Tags", "Cover", "Spoilers"}
    )
    front_matter: bool = False
    text: Callable[[str], Inlines] = words


PAGE = Shape(text=_verbatim)
"""A page of HTML, alone or in an EPUB."""

ARTICLE = Shape(
    level=1,
    title=False,
    marks=False,
    fields=frozenset({"Network", "Genre", "Tags", "Cover", "Spoilers"}),
)
"""A document whose format sets the title, the author and the date itself."""

BARE = Shape(marks=False)
"""Text whose format has no place for metadata."""

FRONT_MATTER = Shape(
    title=False, marks=False, fields=frozenset(), front_matter=True, text=_commonmark
)
"""Markdown below a front matter that holds the title and the fields."""
