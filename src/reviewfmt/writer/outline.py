"""The leaves of a review or of a text, in the order in which they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from reviewfmt.model import (
    AnyScore,
    Block,
    Episode,
    Guide,
    GuideHeading,
    Heading,
    ItemList,
    Leaf,
    Quote,
    Rating,
    Review,
    SeasonLine,
    Section,
    Verdict,
)
from reviewfmt.writer.piece import NO_GUIDE


class Role(NamedTuple):
    """Where a leaf belongs: its group and its guide, and what its own node does not say."""

    group: tuple[str, int] | None = None
    guide: int = NO_GUIDE
    score: AnyScore | None = None
    number: int | None = None


class Outline:
    """The leaves of a review with their roles."""

    def __init__(self) -> None:
        self.roles: dict[int, Role] = {}
        self._groups = 0

    def block(self, block: Block, guide: int = NO_GUIDE) -> Iterator[Leaf]:
        """Yield the leaves of a block, and record their roles."""
        self._groups += 1
        if isinstance(block, ItemList):
            for at, item in enumerate(block.items):
                value = None if block.start is None else block.start + at
                self.roles[id(item)] = Role(("list", self._groups), guide, number=value)
                yield item
        elif isinstance(block, Quote):
            for paragraph in block.paragraphs:
                self.roles[id(paragraph)] = Role(("quote", self._groups), guide)
                yield paragraph
        else:
            self.roles[id(block)] = Role(None, guide)
            yield block

    def episode(self, episode: Episode, guide: int) -> Iterator[Leaf]:
        """Yield an entry and the leaves of its notes."""
        self.roles[id(episode)] = Role(("guide", guide), guide)
        yield episode
        for note in episode.notes:
            yield from self.block(note, guide)

    def heading(self, heading: Heading, score: AnyScore | None) -> Heading:
        """Return a heading, and record its score."""
        self.roles[id(heading)] = Role(score=score)
        return heading


def review_leaves(review: Review, outline: Outline) -> Iterator[Leaf]:
    """Yield the leaves of a review in the order of the canonical form."""
    lines = list(review.boilerplate)
    title = review.title.span.offset
    while lines and lines[0].span.offset < title:
        yield lines.pop(0)
    yield review.title
    yield from review.comments
    sections = list(review.sections)
    for section in sections:
        if section.guide is None:
            yield from _section_leaves(section, outline)
    for index, guide in enumerate(review.guides):
        yield from _guide_leaves(guide, index, outline)
        for section in sections:
            if section.guide == index:
                yield from _section_leaves(section, outline)
    yield from review.ratings
    if review.verdict is not None:
        yield review.verdict
    yield from lines


def _section_leaves(section: Section, outline: Outline) -> Iterator[Leaf]:
    if section.heading is not None:
        yield outline.heading(section.heading, section.score)
    for block in section.blocks:
        yield from outline.block(block)


def _guide_leaves(guide: Guide, index: int, outline: Outline) -> Iterator[Leaf]:
    if guide.season is not None:
        yield SeasonLine((guide.season,))
    yield GuideHeading(None, guide.score)
    for episode in guide.episodes:
        yield from outline.episode(episode, index)


def text_leaves(review: Review, leaves: Sequence[Leaf], outline: Outline) -> Iterable[Leaf]:
    """Return the leaves of a text in order, including remarks, and record their roles."""
    found: list[tuple[int, int, Leaf]] = []
    count = 0

    def add(leaf: Leaf, offset: int) -> None:
        nonlocal count
        count += 1
        found.append((offset, count, leaf))

    add(review.title, review.title.span.offset)
    for index, guide in enumerate(review.guides):
        for episode in guide.episodes:
            for leaf in outline.episode(episode, index):
                # A remark behind a score becomes a note on its own line.
                add(leaf, max(leaf.span.offset, episode.span.offset))
    for section in review.sections:
        for leaf in _section_leaves(section, outline):
            add(leaf, leaf.span.offset)
    known = {id(leaf) for _, _, leaf in found}
    season: SeasonLine | None = None
    fields = review.metadata.fields
    last_field = fields[-1].span.end_offset if fields else 0
    for leaf in leaves:
        if isinstance(leaf, SeasonLine):
            season = leaf  # it moves to its guide, if one follows
            continue
        if season is not None and isinstance(leaf, GuideHeading | Episode):
            found.append((leaf.span.offset, -1, season))
            season = None
        if id(leaf) not in known:
            # A rating or verdict among the fields moves below them.
            among = isinstance(leaf, Rating | Verdict) and leaf.span.offset < last_field
            add(leaf, last_field if among else leaf.span.offset)
    found.sort(key=itemgetter(0, 1))
    return [leaf for _, _, leaf in found]
