"""The parts of a text that an edit writes as a whole, by their place in the review."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from reviewfmt.model import (
    Block,
    GuideHeading,
    ItemList,
    Leaf,
    Quote,
    SeasonLine,
)
from reviewfmt.parser import Parsed
from reviewfmt.span import Span
from reviewfmt.syntax.vocabulary import fold

Key: TypeAlias = tuple[str | int, ...]
"""Where a piece belongs in the tree of a review."""


class Piece(NamedTuple):
    """A part of a text that is written as a whole.

    `spans` are its places in the text; the last one is the main one. `spelling` is the text there.
    `node` is the node that the part says, with its score if it has one.
    """

    key: Key
    node: object
    spans: tuple[Span, ...]
    spelling: str


def pieces_of(parsed: Parsed) -> dict[Key, Piece]:
    """Return the pieces of a text that was read, by their keys, in the order of the text."""
    text = parsed.text
    found = [
        Piece(key, node, spans, text[spans[0].offset : spans[-1].end_offset])
        for key, node, spans in _parts(parsed)
    ]
    found.sort(key=lambda piece: piece.spans[-1].offset)
    return {piece.key: piece for piece in found}


def _parts(parsed: Parsed) -> Iterator[tuple[Key, object, tuple[Span, ...]]]:
    review = parsed.review
    yield ("title",), review.title, (review.title.span,)
    for field in review.metadata.fields:
        yield (
            ("field", field.name or "", fold(field.key) if not field.name else ""),
            field,
            (field.span,),
        )
    headers = _headers(parsed)
    for at, guide in enumerate(review.guides):
        if headers[at]:
            yield ("guide", at), replace(guide, episodes=()), tuple(one.span for one in headers[at])
        for number, episode in enumerate(guide.episodes):
            yield ("entry", at, number), replace(episode, notes=()), (episode.span,)
            yield from _blocks(("note", at, number), episode.notes)
    for at, section in enumerate(review.sections):
        if section.heading is not None:
            yield ("heading", at), replace(section, blocks=(), guide=None), (section.heading.span,)
        yield from _blocks(("block", at), section.blocks)
    for at, rating in enumerate(review.ratings):
        yield ("rating", at), rating, (rating.span,)
    if review.verdict is not None:
        yield ("verdict",), review.verdict, (review.verdict.span,)


def _blocks(key: Key, blocks: Sequence[Block]) -> Iterator[tuple[Key, object, tuple[Span, ...]]]:
    for at, block in enumerate(blocks):
        if isinstance(block, ItemList):
            for number, item in enumerate(block.items):
                yield (*key, at, number), item, (item.span,)
        elif isinstance(block, Quote):
            first, last = block.paragraphs[0].span, block.paragraphs[-1].span
            yield (*key, at), block, (joined(first, last),)
        else:
            yield (*key, at), block, (block.span,)


def joined(first: Span, last: Span) -> Span:
    """Return the span from the start of `first` to the end of `last`."""
    return first._replace(
        end_line=last.end_line, end_column=last.end_column, end_offset=last.end_offset
    )


def _headers(parsed: Parsed) -> list[list[Leaf]]:
    """Return the leaves that open each guide: its name and its season line."""
    starts = [guide.episodes[0].span.offset for guide in parsed.review.guides]
    found: list[list[Leaf]] = [[] for _ in starts]
    for leaf in parsed.beside:
        at = bisect_right(starts, leaf.span.offset)
        if isinstance(leaf, SeasonLine | GuideHeading) and at < len(found):
            found[at].append(leaf)
    for leaves in found:
        leaves.sort(key=lambda leaf: leaf.span.offset)
    return found
