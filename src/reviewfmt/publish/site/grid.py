"""The scores of a work in one table: a column per season, a row per episode."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from reviewfmt.model import LABELS
from reviewfmt.publish.site.catalogue import Group, Placed
from reviewfmt.publish.site.records import Mark, Part, Row

STEPS = 5
"""The number of colours for scores."""

_NUMBERED = LABELS[:2]  # episodes and chapters come first, one below the other
_MOST_SPANNED = 50


class Column(NamedTuple):
    """A season of one review: its number, the mean of its scores, and the verdict."""

    season: int | None
    review: Placed
    mean: Mark | None
    verdict: Mark | None


class Cell(NamedTuple):
    """A score in the grid: how it is shown, its step from 1 to `STEPS`, and the entry's title."""

    mark: Mark
    step: int
    title: str | None


class Line(NamedTuple):
    """A row of the grid: the label and number of an entry, and a cell or None per column."""

    label: str | None
    number: str | None
    title: str | None
    cells: tuple[Cell | None, ...]


class Grid(NamedTuple):
    """The grid; `maximum` is the maximum that all scores share, or ""."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    maximum: str


_Key = tuple[int, Decimal, str]


def grid_of(work: Group) -> Grid | None:
    """Return the grid of a work; None if fewer than two entries have a score."""
    parts = [(one, part) for one in work.reviews for part in one.record.parts]
    marks = [row.mark for _, part in parts for row in part.rows if row.mark is not None]
    if len(marks) < 2:
        return None
    columns, cells = [], []
    for one, part in parts:
        alone = len(one.record.parts) == 1
        season = one.record.season if part.season is None else part.season
        columns.append(Column(season, one, part.mean, one.record.verdict if alone else None))
        cells.append(_cells(part))
    keys = sorted({key for column in cells for key in column})
    maxima = {mark.text.rpartition("/")[2] for mark in marks if "/" in mark.text}
    same = len(maxima) == 1 and all("/" in mark.text for mark in marks)
    lines = tuple(_line(key, [column.get(key) for column in cells]) for key in keys)
    return Grid(tuple(columns), lines, maxima.pop() if same else "")


def step_of(share: float) -> int:
    """Return the step of a share, from 1 to `STEPS`: most scores are in its upper half."""
    return min(max(int((share - 0.3) / 0.7 * STEPS) + 1, 1), STEPS)


def _cells(part: Part) -> dict[_Key, tuple[Row, str | None]]:
    """Return the scored rows of a guide by their sort keys, each with its number.

    A double episode is in the rows of all its numbers. If two have the same number, the first
    counts.
    """
    found: dict[_Key, tuple[Row, str | None]] = {}
    for place, row in enumerate(part.rows):
        if row.mark is None:
            continue
        for key, number in _keys(row, place):
            found.setdefault(key, (row, number))
    return found


def _keys(row: Row, place: int) -> Sequence[tuple[_Key, str | None]]:
    group = LABELS.index(row.label) if row.label in LABELS else len(LABELS)
    if row.label in _NUMBERED and row.number is not None:
        first = Decimal(row.number)
        last = first if row.end is None else Decimal(row.end)
        spanned = min(int(last - first), _MOST_SPANNED)
        numbers = [first + step for step in range(spanned + 1)] or [first]
        return [((group, number, ""), f"{number.normalize():f}") for number in numbers]
    number = Decimal(row.number) if row.number is not None else Decimal(10**6 + place)
    return [((group, number, "" if row.number else row.title or ""), row.number)]


def _line(key: _Key, found: Sequence[tuple[Row, str | None] | None]) -> Line:
    row, number = next(one for one in found if one is not None)
    cells = tuple(
        None
        if one is None or one[0].mark is None
        else Cell(one[0].mark, step_of(one[0].mark.share), one[0].title)
        for one in found
    )
    return Line(row.label, number, row.title if number is None else None, cells)
