"""Builds the tree: one function for each rule of grammar/review.lark, from tokens to nodes."""

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
from reviewfmt.node import maker
from reviewfmt.parser.guide import Opening, guide_season
from reviewfmt.span import Span, joined

_new = tuple.__new__
_episode, _section = maker(Episode), maker(Section)


class Body(NamedTuple):
    """The blocks of a section, and the ratings and verdicts among them."""

    heading: Heading | None
    score: AnyScore | None
    blocks: list[Block]
    ratings: list[Rating]
    verdicts: list[Verdict]


class Stretch(NamedTuple):
    """A guide and what follows it: bodies, and tokens of ratings and verdicts."""

    opening: Opening
    entries: list[Episode]
    below: list[Any]


class Document(NamedTuple):
    """What rule `review` builds, in the order of the source."""

    bodies: list[Body]
    stretches: list[tuple[Opening, list[Episode], list[Body]]]
    ratings: list[Rating]
    verdicts: list[Verdict]


class Builder:
    """The functions that build nodes; each has the name of its rule.

    Children are tokens, which are plain tuples, and what other rules have built.
    """

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
            elif type(child) is Stretch:
                below = []
                for part in child.below:
                    if type(part) is Body:
                        below.append(part)
                        ratings += part.ratings
                        verdicts += part.verdicts
                    elif part[0] == "RATING":
                        ratings += part[1]
                    else:
                        verdicts += part[1]
                stretches.append((child.opening, child.entries, below))
            elif child[0] == "RATING":
                ratings += child[1]
            elif child[0] == "VERDICT":
                verdicts += child[1]
        return Document(bodies, stretches, ratings, verdicts)

    def stretch(self, children: list[Any]) -> Stretch:
        """Return a guide and what follows it."""
        opening, entries = children[0]
        return Stretch(opening, entries, children[1:])

    def guide(self, children: list[Any]) -> tuple[Opening, list[Episode]]:
        """Return the opening of a guide and its entries."""
        return children[0][1][0], [entry for run in children[1:-1] for entry in run]

    def entry(self, children: list[Any]) -> Sequence[Episode]:
        """Return the entries of a run; the notes below it belong to the last entry."""
        entries: list[Episode] = children[0][1]
        if len(children) == 1:
            return tuple(entries)
        *others, last = entries
        notes = (*last.notes, *_body(None, None, children[1:]).blocks)
        noted = _episode(
            last.label,
            last.number,
            last.number_end,
            last.title,
            last.score,
            notes,
            last.span,
            last.named_season,
        )
        return (*others, noted)

    def opening(self, children: list[Any]) -> Body:
        """Return blocks with no heading above them."""
        return _body(None, None, children)

    def section(self, children: list[Any]) -> Body:
        """Return a heading and the blocks below it."""
        heading, score = children[0][1][0]
        return _body(heading, score, children[1:])

    def bullets(self, children: list[Any]) -> ItemList:
        """Return a list with bullets."""
        return _list(children[0][1])

    def numbers(self, children: list[Any]) -> ItemList:
        """Return a list with numbers."""
        return _list(children[0][1])

    def quote(self, children: list[Any]) -> Quote:
        """Return a quotation."""
        paragraphs = tuple(children[0][1])
        return Quote(paragraphs, _span(paragraphs))


def _list(run: list[Any]) -> ItemList:
    (first, start), *further = run
    items = (first, *further)
    return ItemList(items, start, _span(items))


def _span(nodes: Sequence[Any]) -> Span:
    if len(nodes) == 1:
        span: Span = nodes[0].span
        return span
    return joined(nodes[0].span, nodes[-1].span)


def _body(heading: Heading | None, score: AnyScore | None, children: list[Any]) -> Body:
    blocks: list[Block] = []
    ratings: list[Rating] = []
    verdicts: list[Verdict] = []
    for child in children:
        if type(child) is not tuple:
            blocks.append(child)
            continue
        kind, nodes = child
        if kind == "RATING":
            ratings += nodes
        elif kind == "VERDICT":
            verdicts += nodes
        else:
            blocks += nodes
    return _new(Body, (heading, score, blocks, ratings, verdicts))


def build_sections(bodies: Sequence[Body], guide: int | None) -> list[Section]:
    """Return the sections of bodies; `guide` is the guide above them, None above the first."""
    sections = []
    for body in bodies:
        blocks = tuple(body.blocks)
        nodes = blocks if body.heading is None else (body.heading, *blocks)
        sections.append(_section(body.heading, blocks, guide, body.score, _span(nodes)))
    return sections


def build_guide(opening: Opening, entries: Sequence[Episode], season: int | None) -> Guide:
    """Return the guide of entries; `season` is its season if its own lines name none."""
    last = entries[-1]
    end = last.notes[-1].span if last.notes else last.span
    given = guide_season(entries, opening.season, season)
    return Guide(given, tuple(entries), opening.score, joined(entries[0].span, end))
