"""Finds grids in pages, with a row for each season and a column for each episode, or vice versa."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from reviewfmt.characters import tidy
from reviewfmt.pages.lines import PageLine
from reviewfmt.syntax.entries import read_guide_entry
from reviewfmt.syntax.scores import Value, number, read
from reviewfmt.syntax.words import Words

_BARE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_NONE = re.compile(r"(?:[-–—?.xX]|n/?a|tba)?", re.IGNORECASE)
_RULE = re.compile(r"[\s|｜:+=–—-]+")
_CORNER_PARTS = re.compile(r"\s*[/\\|×x]\s*")
_FEWEST_COLUMNS = 2
_LONGEST = 30

SEASON, EPISODE, NUMBER, MEAN = "season", "episode", "number", "mean"


class Cell(NamedTuple):
    """A field of a grid: the season, the number of the episode, and its score.

    `is_bare` tells that the score has no maximum; then it counts only if the words have one. A cell
    without an episode is the score of the whole season.
    """

    season: Decimal
    episode: Decimal | None
    value: Value | None
    is_bare: bool


class Row(NamedTuple):
    """A line in a grid: its head, or a row of `cells`; `is_short` if cells are missing."""

    is_head: bool
    cells: tuple[Cell, ...] = ()
    is_short: bool = False


class _Name(NamedTuple):
    kind: str
    number: Decimal


class _Head(NamedTuple):
    by_row: str
    columns: tuple[_Name, ...]


def grids(lines: Sequence[PageLine], words: Words) -> dict[int, Row]:
    """Return the meanings of the lines in grids, by their places in the page."""
    found: dict[int, Row] = {}
    head: _Head | None = None
    for at, line in enumerate(lines):
        if head is not None and not line.gap and _RULE.fullmatch(line.text):
            found[at] = Row(True)
            continue
        if len(line.cells) < _FEWEST_COLUMNS:
            head = None
            continue
        row = None if head is None else _row(head, line.cells, words)
        if row is not None:
            found[at] = row
            continue
        head = _head(lines, at, words)
        if head is not None:
            found[at] = Row(True)
    return found


def _head(lines: Sequence[PageLine], at: int, words: Words) -> _Head | None:
    """Return the head of a grid that begins at a line, or None."""
    below = [one for one in lines[at + 1 : at + 3] if not _RULE.fullmatch(one.text)][:1]
    if not below or len(below[0].cells) < _FEWEST_COLUMNS:
        return None
    cells = lines[at].cells
    for corner, heads in ((None, cells), (cells[0], cells[1:])):
        columns = _columns(heads, words)
        if not columns:
            continue
        first = _name(below[0].cells[0], words)
        kind = _kind(columns[0].kind, None if first is None else first.kind, corner, words)
        if kind is None:
            continue
        head = _Head(kind, columns)
        row = _row(head, below[0].cells, words)
        if row is not None and len(row.cells) >= _FEWEST_COLUMNS:
            return head
    return None


def _columns(cells: Sequence[str], words: Words) -> tuple[_Name, ...]:
    """Return the columns of a grid; they are of one kind, except that the last may be a mean."""
    names = [_name(cell, words) for cell in cells]
    if len(names) > _FEWEST_COLUMNS and names[-1] is None and _is_mean(cells[-1], words):
        names[-1] = _Name(MEAN, Decimal(0))
    kinds = {name.kind for name in names[:-1] if name is not None}
    known = tuple(name for name in names if name is not None)
    if len(known) < max(len(names), _FEWEST_COLUMNS) or len(kinds) != 1:
        return ()
    if known[-1].kind not in (*kinds, MEAN) or len({*known}) < len(known):
        return ()
    return known


def _kind(columns: str, rows: str | None, corner: str | None, words: Words) -> str | None:
    """Return the kind of the rows of a grid, SEASON or EPISODE; None if it is unknown."""
    if rows is None:
        return None
    if columns == SEASON:
        return EPISODE if rows != SEASON else None
    if columns == EPISODE:
        return SEASON if rows != EPISODE else None
    if rows != NUMBER:
        return rows
    parts = [] if corner is None else _CORNER_PARTS.split(corner)
    kinds = [kind for part in parts if (kind := _word_kind(part, words)) is not None]
    return kinds[0] if kinds else None


def _word_kind(word: str, words: Words) -> str | None:
    """Return what a word in the corner names: seasons or episodes."""
    named = _name(f"{tidy(word)} 1", words)
    return None if named is None or named.kind == NUMBER else named.kind


def _name(cell: str, words: Words) -> _Name | None:
    """Return the season or the episode that the name of a row or a column means."""
    text = cell.strip(" :：.#")
    if not text or len(text) > _LONGEST:
        return None
    if text.isdecimal():
        return _Name(NUMBER, number(text))
    season = words.season_at(text)
    if season is not None and season[1] == len(text):
        return _Name(SEASON, Decimal(season[0]))
    entry = read_guide_entry(text, words)
    if entry is None or entry.label != "Episode" or entry.title or entry.number is None:
        return None
    return None if entry.number_end else _Name(EPISODE, number(entry.number))


def _is_mean(cell: str, words: Words) -> bool:
    text = cell.strip(" :：.")
    return bool(text) and (text in "Øø∅" or words.verdict_end(text) == len(text))


def _row(head: _Head, cells: Sequence[str], words: Words) -> Row | None:
    """Return a row of a grid, or None."""
    first = _name(cells[0], words)
    if first is None or first.kind not in (head.by_row, NUMBER):
        return None
    values = cells[1:]
    if not values or len(values) > len(head.columns):
        return None
    found = tuple(_cells(head, first.number, values, words))
    if len(found) < len(values):
        return None
    return Row(False, found, len(values) < len(head.columns))


def _cells(head: _Head, name: Decimal, values: Sequence[str], words: Words) -> Iterator[Cell]:
    """Yield the fields of a row, with a score or without."""
    for column, text in zip(head.columns, values, strict=False):
        value = read(text, words)
        is_bare = value is None and _BARE.fullmatch(text) is not None
        if value is None and not is_bare and not _NONE.fullmatch(text):
            return
        if is_bare and words.maximum is not None and number(text) <= words.maximum:
            value = (number(text), Decimal(words.maximum))
        if column.kind == MEAN:
            yield Cell(name, None, value, is_bare)
        elif head.by_row == SEASON:
            yield Cell(name, column.number, value, is_bare)
        else:
            yield Cell(column.number, name, value, is_bare)
