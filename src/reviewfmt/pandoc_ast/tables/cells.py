"""Recognizes what the cells and the rows of a table contain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cache

from reviewfmt.characters import closed, tidy
from reviewfmt.model import Episode
from reviewfmt.pandoc_ast.entries.entry import (
    NUMBER_HEADS,
    column_of,
    label_of,
)
from reviewfmt.pandoc_ast.lines.fields import field_of
from reviewfmt.pandoc_ast.printed import known_fields, known_words, season_of_guide
from reviewfmt.pandoc_ast.scored import read_score, split_note
from reviewfmt.syntax import inline
from reviewfmt.syntax.entries import read_guide_entry
from reviewfmt.syntax.scores import number as number_of
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in

Row = Sequence[str]
_DOTTED = re.compile(r"(\d{1,2})\.(\d\d)")
"""Matches a season and an episode of two digits: `2.01`."""

LEAST_NOTE_WORDS = 4


def columns_of(heads: Row) -> dict[str, int]:
    """Return the column of each part of an entry or a rating, by the heads of a table."""
    columns: dict[str, int] = {}
    labels: list[int] = []
    for at, head in enumerate(heads):
        part = column_of(inline.plain(head))
        if part == "label":
            labels.append(at)
        if part:
            columns.setdefault(part, at)
    numbers = [at for at in labels if fold(inline.plain(heads[at])) in NUMBER_HEADS]
    named = [at for at in labels if at not in numbers]
    if numbers and named and "title" not in columns:
        # `# | Episode | Score`: the numbers have their own column, so the other one has titles.
        columns |= {"label": numbers[0], "title": named[0]}
    return columns


def cell_at(row: Row, at: int | None) -> str:
    """Return the cell of a row at an index, or "" if there is none."""
    return row[at] if at is not None and at < len(row) else ""


def holds_of_most(rows: Iterable[Row], at: int, is_one: Callable[[str], object]) -> bool:
    """Tell whether most cells of a column are of a kind."""
    cells = [cell_at(row, at) for row in rows]
    return 2 * sum(bool(is_one(cell)) for cell in cells) > len(cells)


def is_scored(cell: str) -> bool:
    """Tell whether a cell contains a score."""
    return read_score(inline.plain(split_note(cell)[0])) is not None


def is_short(cell: str) -> bool:
    """Tell whether a cell contains a few words and no sentence."""
    return 0 < len(cell.split()) < LEAST_NOTE_WORDS + 4 and not closed(inline.plain(cell))


def is_labelled(cell: str) -> bool:
    """Tell whether a cell begins with the label or the number of an entry."""
    return labelled(cell) is not None


def is_titled(cell: str) -> bool:
    """Tell whether a cell contains the label or the number of an entry and its title."""
    read = labelled(cell)
    return read is not None and read.title is not None


def labelled(cell: str) -> Episode | None:
    """Return the entry whose label or number begins a cell; None if there is none."""
    said = inline.plain(cell)
    whole = label_of(said.removeprefix("#").rstrip(".").strip())
    entry = read_guide_entry(cell, built_in()) if cell else None
    season = entry.season if entry is not None else None
    if (dotted := _DOTTED.fullmatch(said)) is not None:
        return Episode("Episode", Decimal(int(dotted[2])), named_season=int(dotted[1]))
    if whole[0] is not None:
        return Episode(*whole, named_season=season)
    if entry is not None and entry.label is not None and entry.number is not None:
        last = None if entry.number_end is None else number_of(entry.number_end)
        return Episode(
            entry.label, number_of(entry.number), last, entry.title or None, named_season=season
        )
    before, colon, after = cell.partition(":")
    label, number, last = label_of(inline.plain(before)) if colon else (None, None, None)
    return Episode(label, number, last, tidy(after) or None) if number is not None else None


def in_named_season(
    found: list[tuple[int | None, Episode, str]], season: int | None
) -> list[tuple[int | None, Episode, str]]:
    """Return entries in the season that their numbers name, if all named seasons agree."""
    named = {one.named_season for _, one, _ in found} - {None}
    if season is None and len(named) == 1 and all(each is None for each, _, _ in found):
        (season,) = named
        return [(season, episode, name) for _, episode, name in found]
    return found


def names_season(said: str) -> bool:
    """Tell whether a text is only the name of a season."""
    match = built_in().season_name.fullmatch(said)
    return match is not None and season_of_guide(said) is not None


def may_be_average(name: str) -> bool:
    """Tell whether a name may be that of an average as well as of a verdict."""
    folded = fold(name)
    return any(
        folded in map(fold, one.words("verdict", "alone")) for one in built_in().vocabularies
    )


def are_fields(rows: Sequence[Row]) -> bool:
    """Tell whether the rows of a table are fields: most of their first cells name known fields."""
    keys = [fold(inline.plain(next(filter(None, row))).rstrip(" :")) for row in rows]
    known = sum(field_name(key) is not None for key in keys)
    return known >= 2 or (known >= 1 and known == len(keys))


def field_name(key: str) -> str | None:
    """Return the field that the first cell of a row names, or None."""
    found = field_of(f"{key}: x")
    return known_fields().get(fold(key)) or (found.name if found is not None else None)


def names_work(key: str) -> bool:
    """Tell whether the name of a field is one for the work: `Title`, `Anime`."""
    return fold(key) in _kinds() or fold(key) in known_words("title")


@cache
def _kinds() -> frozenset[str]:
    """Return the names of kinds of works; `Music` may be an aspect, and is left out."""
    return frozenset(
        fold(word)
        for one in built_in().vocabularies
        for kind in one.tables.get("works", {})
        for word in one.words("works", kind)
    )


def is_key(key: str) -> bool:
    """Tell whether a text can be the key of an unknown field."""
    return ":" not in key and key[:1].isalpha() and len(key.split()) <= 3
