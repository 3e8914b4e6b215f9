"""Corrects the numbers of episodes, if a page adds the season or numbers something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reviewfmt.model import Episode, Guide
from reviewfmt.pages.drafts import Doubt, Draft
from reviewfmt.pages.lines import PageLine


def with_numbers(draft: Draft, lines: Sequence[PageLine]) -> Draft:
    """Return a draft whose episodes are numbered in their seasons.

    `3.1`, `3.2` and `3.3` are the first three episodes of the third season. An episode with the
    number of another one of its season is in doubt.
    """
    guides = tuple(map(_without_season, draft.review.guides))
    known = {line.span.offset: line for line in lines}
    doubts = (*draft.doubts, *_again(guides, known, draft.doubts))
    return draft._replace(review=replace(draft.review, guides=guides), doubts=doubts)


def _without_season(guide: Guide) -> Guide:
    parts = [str(one.number).partition(".") for one in guide.episodes]
    inside = [fraction for _, _, fraction in parts]
    seasons = {season for season, _, _ in parts}
    counts = [str(at) for at in range(1, len(inside) + 1)]
    if len(inside) < 2 or seasons != {str(guide.season)} or inside != counts:
        return guide
    episodes = tuple(
        replace(one, number=Decimal(number), number_end=None)
        for one, number in zip(guide.episodes, inside, strict=True)
    )
    return replace(guide, episodes=episodes)


def _again(
    guides: Sequence[Guide], lines: Mapping[int, PageLine], doubts: Sequence[Doubt]
) -> Iterator[Doubt]:
    """Yield a doubt for each episode with the number of another one above it."""
    seen: set[tuple[object, ...]] = set()
    doubted = {doubt.line.span.offset for doubt in doubts}
    for guide in guides:
        for one in guide.episodes:
            key = _key(guide, one)
            line = lines.get(one.span.offset)
            if key in seen and line is not None and line.span.offset not in doubted:
                yield Doubt(line, "same-number", "entry")
            if one.number is not None:
                seen.add(key)


def _key(guide: Guide, episode: Episode) -> tuple[object, ...]:
    return (guide.season, episode.label, episode.number)
