"""Builds the tree: one function a rule of grammar/review.lark, from tokens to nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from reviewfmt.model import (
    AnyScore,
    Block,
    Episode,
    Guide,
    Heading,
    ItemList,
    Quote,
    Rating,
    Section,
    Verdict,
)
from reviewfmt.parser.guide import Opening, guide_season
from reviewfmt.span import Span


class Body(NamedTuple):
    """A section's blocks, and the ratings and verdicts that stood among them."""

    heading: Heading | None
    score: AnyScore | None
    blocks: list[Block]
    ratings: list[Rating]
    verdicts: list[Verdict]


class Document(NamedTuple):
    """What rule `review` builds, in the order of the source."""

    bodies: list[Body]
    stretches: list[tuple[Opening, list[Episode], list[Body]]]
    ratings: list[Rating]
    verdicts: list[Verdict]


class Builder:
    """The functions that Lark calls, each named as its rule."""

    def review(self, children: list[Any]) -> Document:
        """Gather the parts of the document."""
        bodies: list[Body] = []
        stretches = []
        ratings: list[Rating] = []
        verdicts: list[Verdict] = []
        for child in children:
            if type(child) is Body:
                bodies.append(child)
                ratings += child.ratings
                verdicts += child.verdicts
            elif type(child) is tuple:
                opening, entries, parts = child
                below = []
                for part in parts:
                    if type(part) is Body:
                        below.append(part)
                        ratings += part.ratings
                        verdicts += part.verdicts
                    elif part.type == "RATING":
                        ratings += part.value
                    else:
                        verdicts += part.value
                stretches.append((opening, entries, below))
            elif child.type == "RATING":
                ratings += child.value
            elif child.type == "VERDICT":
                verdicts += child.value
        return Document(bodies, stretches, ratings, verdicts)

    def stretch(self, children: list[Any]) -> Any:
        """Return a guide and what stands below it."""
        opening, entries = children[0]
        return opening, entries, children[1:]

    def guide(self, children: list[Any]) -> Any:
        """Return the opening of a guide and its entries."""
        return children[0].value[0], [entry for run in children[1:-1] for entry in run]

    def entry(self, children: list[Any]) -> list[Episode]:
        """Return the entries of a run; the notes below it are the last one's."""
        entries: list[Episode] = children[0].value
        if len(children) > 1:
            last = entries[-1]
            notes = (*last.notes, *_body(None, None, children[1:]).blocks)
            entries[-1] = Episode(
                last.label,
                last.number,
                last.number_end,
                last.title,
                last.score,
                notes,
                last.span,
                last.named_season,
            )
        return entries

    def opening(self, children: list[Any]) -> Body:
        """Return blocks with no heading above them."""
        return _body(None, None, children)

    def section(self, children: list[Any]) -> Body:
        """Return a heading and the blocks below it."""
        heading, score = children[0].value[0]
        return _body(heading, score, children[1:])

    def bullets(self, children: list[Any]) -> ItemList:
        """Return a list with bullets."""
        return _list(children[0].value)

    def numbers(self, children: list[Any]) -> ItemList:
        """Return a list with numbers."""
        return _list(children[0].value)

    def quote(self, children: list[Any]) -> Quote:
        """Return a quotation."""
        paragraphs = tuple(children[0].value)
        return Quote(paragraphs, _span(paragraphs))


def _list(run: list[Any]) -> ItemList:
    (first, start), *further = run
    items = (first, *further)
    return ItemList(items, start, _span(items))


def _span(nodes: Sequence[Any]) -> Span:
    if len(nodes) == 1:
        span: Span = nodes[0].span
        return span
    return Span(*nodes[0].span[:3], *nodes[-1].span[3:])


def _body(heading: Heading | None, score: AnyScore | None, children: list[Any]) -> Body:
    blocks: list[Block] = []
    ratings: list[Rating] = []
    verdicts: list[Verdict] = []
    for child in children:
        kind = type(child)
        if kind is ItemList or kind is Quote:
            blocks.append(child)
        elif child.type == "RATING":
            ratings += child.value
        elif child.type == "VERDICT":
            verdicts += child.value
        else:
            blocks += child.value
    return Body(heading, score, blocks, ratings, verdicts)


def build_sections(bodies: Sequence[Body], guide: int | None) -> list[Section]:
    """Return the sections of bodies that stand below a guide, None for above the first."""
    sections = []
    for body in bodies:
        blocks = tuple(body.blocks)
        nodes = blocks if body.heading is None else (body.heading, *blocks)
        sections.append(Section(body.heading, blocks, guide, body.score, _span(nodes)))
    return sections


def build_guide(opening: Opening, entries: Sequence[Episode], season: int | None) -> Guide:
    """Return the guide of entries, with the season that it has for want of another."""
    last = entries[-1]
    end = last.notes[-1].span if last.notes else last.span
    span = Span(*entries[0].span[:3], *end[3:])
    given = guide_season(entries, opening.season, season)
    return Guide(given, tuple(entries), opening.score, span)
