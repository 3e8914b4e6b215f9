"""Which parts of a review a format has a place for, and text as pandoc's inlines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from html import escape
from typing import Any, TypeAlias

API_VERSION = [1, 23, 1]
"""The version of pandoc's AST that is written."""

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


def verbatim(text: str) -> Inlines:
    """Return one string with its spaces; writers drop a space beside words of zero width."""
    return [{"t": "Str", "c": text}] if text else []


class Marks(Enum):
    """How a format names the parts of a document.

    `CLASSES` are ids, classes and attributes, sections and figures; `STYLES` are the names of
    styles; with `NONE`, only the order and the words are left.
    """

    NONE = "none"
    CLASSES = "classes"
    STYLES = "styles"


@dataclass(frozen=True, slots=True)
class Held:
    """An embedded picture: its name in the document, and its width and height in dots."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What of a review's structure a format has a place for.

    `level` is the level of the sections' headings; `title` puts the title above them as a
    heading of level 1, and every field below it: without it the format sets the title, and the
    fields that pandoc gives a role, itself. `marks` says how parts are named. `front_matter`
    puts the fields in the metadata under their own names, all of them and nowhere else, and
    says that text is Markdown. `pictures` is true if the format refers to a picture by its
    address; a format without it prints the address. `rule` is a line across the page, behind
    pandoc's name of the format, where pandoc would draw it as wide as a line may be. `text`
    turns text into inlines, `rest` what follows other inlines on the same line, `linked`
    the text of a link where that has signs of its own. `strict` tells
    that an address which has to be escaped is printed and not referred to. `keyword` turns a
    keyword into inlines where the format holds it in quotes. `alts` is true if any text may
    stand for a picture, `apart` names the metadata for which the format has no safe place. `held`
    names the pictures that the document holds inside, by the addresses that a review gives.
    """

    level: int = 2
    title: bool = True
    marks: Marks = Marks.NONE
    front_matter: bool = False
    pictures: bool = False
    rule: tuple[str, str] | None = None
    strict: bool = False
    text: Callable[[str], Inlines] = words
    rest: Callable[[str], Inlines] = words
    linked: Callable[[str], Inlines] | None = None
    keyword: Callable[[str], Inlines] | None = None
    alts: bool = True
    apart: frozenset[str] = frozenset()
    held: Mapping[str, Held] = field(default_factory=dict, compare=False)


def raw(writer: str, text: str) -> Inlines:
    """Return text that `writer` passes through unchanged."""
    return [{"t": "RawInline", "c": [writer, text]}] if text else []


def _attribute(text: str) -> Inlines:
    """Return `text` as a part of an attribute's value."""
    return raw("html", escape(text, quote=True))


PAGE = Shape(marks=Marks.CLASSES, pictures=True, text=verbatim, rest=verbatim, keyword=_attribute)
"""A page of HTML."""

BOOK = Shape(marks=Marks.CLASSES, text=verbatim, rest=verbatim)
"""A page of HTML in an EPUB, which may show only pictures inside the book."""

ARTICLE = Shape(level=1, title=False)
"""A document whose format sets the title, the author and the date itself."""

WORD = Shape(
    level=1,
    title=False,
    marks=Marks.STYLES,
    text=verbatim,
    rest=verbatim,
    apart=frozenset(("author", "date", "keywords")),
)
"""A document of a word processor, whose styles name its parts.

Its fields are lines, which every word processor keeps. Its keywords would be changed: LibreOffice
splits them at each space.
"""

BARE = Shape()
"""Text in a format that has no place for metadata."""

FRONT_MATTER = Shape(title=False, front_matter=True, pictures=True, rule=("markdown", "* * *"))
"""Markdown below a front matter with the title and the fields."""
