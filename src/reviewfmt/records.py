"""Review -> rows: the entries of its guides as flat records, for data frames and tables."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from reviewfmt.model import Grade, Review, Score


class Row(TypedDict):
    """One entry of a guide.

    `season` is the season of the guide; `number` counts within the label. A score has `value`,
    `out_of` and `share` (from 0 to 1); a grade has `grade`. Missing values are None.
    """

    work: str
    season: int | None
    label: str | None
    number: int | float | None
    number_end: int | float | None
    title: str | None
    value: int | float | None
    out_of: int | float | None
    share: float | None
    grade: str | None


def rows(review: Review) -> list[Row]:
    """Return a row for each entry of the guides, in the order of the source.

    Every row has the same keys, so that `pandas.DataFrame(rows(review))` works.
    """
    found: list[Row] = []
    for guide in review.guides:
        for episode in guide.episodes:
            score = episode.score if isinstance(episode.score, Score) else None
            found.append(
                {
                    "work": review.work,
                    "season": guide.season,
                    "label": episode.label,
                    "number": number_of(episode.number),
                    "number_end": number_of(episode.number_end),
                    "title": episode.title,
                    "value": number_of(score.value) if score else None,
                    "out_of": number_of(score.out_of) if score else None,
                    "share": float(score) if score else None,
                    "grade": episode.score.grade if isinstance(episode.score, Grade) else None,
                }
            )
    return found


def number_of(number: Decimal | None) -> int | float | None:
    """Return a number for a data frame: an int if it is whole, or else a float."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
