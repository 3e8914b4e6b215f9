"""The result of parsing: the review, as far as the text can be read, and the diagnostics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import NamedTuple

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Block, Episode, ItemList, Leaf, Quote, Review
from reviewfmt.node import node
from reviewfmt.span import Span
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.lines import Line
from reviewfmt.syntax.parts import Part


class ClassifiedLine(NamedTuple):
    """A line that is not blank: its place, its text, its kind and its part of the document.

    `line` and `column` count from 1, `offset` from 0. The names of kinds and parts are those of
    the spec's tables.
    """

    line: int
    column: int
    offset: int
    text: str
    kind: str
    part: str


@node
class Parsed:
    """A text after parsing.

    `review` is complete if no diagnostic is an error; otherwise it holds what could be read.
    `beside` holds the leaves that are not in the review: names of guides, season lines, and an
    empty comment for each lone `%`, which separates two lists.
    """

    text: str = field(repr=False)
    review: Review
    diagnostics: tuple[Diagnostic, ...] = ()
    beside: tuple[Leaf, ...] = ()
    read: tuple[Sequence[Line], Sequence[Kind], Sequence[Part]] = field(
        default=((), (), ()), repr=False, compare=False
    )
    """The lines, with the kind and the part of each."""

    @property
    def lines(self) -> tuple[ClassifiedLine, ...]:
        """The lines that are not blank, in order."""
        return tuple(
            ClassifiedLine(*line.span[:3], line.text, kind, part)
            for line, kind, part in zip(*self.read, strict=True)
        )

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every leaf, in the order of the source.

        A line that is not blank belongs to one of them, or has an error on it.
        """
        return tuple(sorted(self._leaves(), key=lambda leaf: leaf.span.offset))

    def _leaves(self) -> Iterator[Leaf]:
        review = self.review
        if review.title.text:
            yield review.title
        yield from review.metadata.fields
        for guide in review.guides:
            for episode in guide.episodes:
                yield episode
                yield from _note_leaves(episode)
        for section in review.sections:
            if section.heading is not None:
                yield section.heading
            for block in section.blocks:
                yield from _block_leaves(block)
        yield from review.ratings
        if review.verdict is not None:
            yield review.verdict
        yield from review.boilerplate
        yield from review.comments
        yield from self.beside


def _block_leaves(block: Block) -> Iterator[Leaf]:
    if isinstance(block, ItemList):
        yield from block.items
    elif isinstance(block, Quote):
        yield from block.paragraphs
    else:
        yield block


def _note_leaves(episode: Episode) -> Iterator[Leaf]:
    """Yield the leaves of an entry's notes, except a remark on the line of the entry."""
    span: Span = episode.span
    for note in episode.notes:
        if note.span.offset >= span.end_offset or note.span.end_offset <= span.offset:
            yield from _block_leaves(note)
