"""What reading a text gives: the review as far as it reads, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import ItemList, Leaf, Review


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as it was read.

    `review` is whole when no diagnostic is an error, else what could be read. `beside` holds
    the leaves that are no part of the review: headings of guides, season lines, lines in error.
    """

    text: str = field(repr=False)
    review: Review
    diagnostics: tuple[Diagnostic, ...] = ()
    beside: tuple[Leaf, ...] = ()

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Every leaf, in the order of the source: no line that is not blank is without one,
        unless an error stands on it.
        """
        return tuple(sorted(self._leaves(), key=lambda leaf: leaf.span.offset))

    def _leaves(self) -> Iterator[Leaf]:
        review = self.review
        if review.title.text:
            yield review.title
        yield from review.metadata.fields
        for guide in review.guides:
            yield from guide.episodes
        for section in review.sections:
            if section.heading is not None:
                yield section.heading
            for block in section.blocks:
                if isinstance(block, ItemList):
                    yield from block.items
                else:
                    yield block
        yield from review.ratings
        if review.verdict is not None:
            yield review.verdict
        yield from review.boilerplate
        yield from review.comments
        yield from self.beside
