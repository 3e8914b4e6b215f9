"""Sections, their headings, and the blocks of prose in them."""

from __future__ import annotations

from dataclasses import field
from typing import TypeAlias, get_args

from reviewfmt.model.checks import (
    check_int_or_none,
    check_str,
    check_str_or_none,
    check_tuple,
    check_type,
)
from reviewfmt.model.marked import Marked
from reviewfmt.model.scores import AnyScore, check_score
from reviewfmt.node import node
from reviewfmt.span import NOWHERE, Span


@node
class Heading(Marked):
    """The heading of a section (spec, "Headings")."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.text) is not str:
            check_str(self, "text")


@node
class Paragraph(Marked):
    """A paragraph as one line of text, without white space at its ends (spec, "Paragraphs")."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.text) is not str:
            check_str(self, "text")


@node
class Item(Marked):
    """One item of a list, without its bullet or number."""

    text: str
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.text) is not str:
            check_str(self, "text")


@node
class ItemList:
    """A list (spec, "Lists"): bullets where `start` is None, else numbers that begin with it."""

    items: tuple[Item, ...]
    start: int | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        check_tuple(self, "items", Item, "Item")
        check_int_or_none(self, "start")


@node
class Quote:
    """A quotation of one paragraph or more (spec, "Quotes")."""

    paragraphs: tuple[Paragraph, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        check_tuple(self, "paragraphs", Paragraph, "Paragraph")


@node
class Figure:
    """A picture: its address, the text that stands for it, and its caption (spec, "Figures")."""

    src: str
    alt: str | None = None
    caption: str | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        check_str(self, "src")
        check_str_or_none(self, "alt")
        check_str_or_none(self, "caption")


Block: TypeAlias = Paragraph | ItemList | Quote | Figure
_BLOCKS: tuple[type, ...] = get_args(Block)


def check_blocks(node: object, name: str) -> None:
    """Check that an attribute is a tuple of blocks; a list becomes a tuple."""
    check_tuple(node, name, _BLOCKS, "Paragraph, ItemList, Quote and Figure")


@node
class Section:
    """A heading and the blocks below it (spec, "Sections").

    `heading` is None only in the first section of its guide. `guide` is the index of the guide
    above the section, None above the first guide. `score` is the score of the section.
    """

    heading: Heading | None
    blocks: tuple[Block, ...]
    guide: int | None = None
    score: AnyScore | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def __post_init__(self) -> None:
        if type(self.heading) is not Heading:
            check_type(self, "heading", (Heading, type(None)), "a Heading or None")
        check_blocks(self, "blocks")
        if self.guide is not None:
            check_int_or_none(self, "guide")
        if self.score is not None:
            check_score(self)
