"""Hints that are computed from the scores: the mean of a guide, and a score out of ten."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from reviewfmt.model import Score, digits, mean_of
from reviewfmt.server.outline import name_of
from reviewfmt.server.positions import Json

if TYPE_CHECKING:
    from reviewfmt.model import AnyScore
    from reviewfmt.server.analysis import Analysis

_TEN = Decimal(10)


def share_of_ten(score: Score) -> str | None:
    """Return a score out of ten, with one decimal.

    Returns None if it is out of ten already, or is not between 0 and its maximum.
    """
    if score.out_of == _TEN or score.out_of <= 0 or not 0 <= score.value <= score.out_of:
        return None
    share = score.value / score.out_of * _TEN
    return f"{digits(share.quantize(Decimal('0.1'), ROUND_HALF_UP))}/10"


def hints(analysis: Analysis, start: int, end: int) -> list[Json]:
    """Return the hints of a range, in the order of the text."""
    found = [*_means(analysis), *_shares(analysis)]
    return [
        {
            "position": analysis.places.position(at),
            "label": label,
            "paddingLeft": True,
            "tooltip": tooltip,
        }
        for at, label, tooltip in sorted(found)
        if start <= at <= end
    ]


def _means(analysis: Analysis) -> Iterator[tuple[int, str, str]]:
    """Yield the mean of each guide, after its name or, without a name, after its first entry."""
    for at, guide in enumerate(analysis.review.guides):
        scores = [one.score for one in guide.episodes]
        mean = mean_of(scores)
        count = sum(isinstance(one, Score) for one in scores)
        if mean is None or count < 2:
            continue
        name = name_of(analysis, guide, at)
        place = guide.episodes[0].span.end_offset if name is None else name.span.end_offset
        yield place, f"mean {mean}", f"the mean of {count} scores"


def _shares(analysis: Analysis) -> Iterator[tuple[int, str, str]]:
    for score in scores(analysis):
        if isinstance(score, Score) and (share := share_of_ten(score)) is not None:
            yield score.span.end_offset, f"= {share}", "the share of ten"


def scores(analysis: Analysis) -> Iterator[AnyScore]:
    """Yield the scores of a review that have a place in its text."""
    review = analysis.review
    scored = (
        *(one for guide in review.guides for one in (guide, *guide.episodes)),
        *review.sections,
        *review.ratings,
        *(() if review.verdict is None else (review.verdict,)),
    )
    for one in scored:
        if one.score is not None and one.score.span.end_offset:
            yield one.score
