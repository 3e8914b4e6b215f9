"""Scores, entries and tables of a document as a review has them."""

from __future__ import annotations

import re
from decimal import Decimal

from reviewfmt.characters import tidy
from reviewfmt.model import Episode, Guide, Rating
from reviewfmt.pandoc_ast.pieces import Grid
from reviewfmt.scores import number as _number
from reviewfmt.scores import read_score

_LABEL = re.compile(
    r"(?P<kind>[^\W\d_][^\d]{0,30}?)?\s*(?P<first>\d{1,6}(?:\.\d{1,3})?)"
    r"(?:\s*(?:–|—|-|&|\+|and\b|to\b)\s*(?P<last>\d{1,6}(?:\.\d{1,3})?))?",
    re.IGNORECASE,
)
_CODE = re.compile(r"S\d{1,3}\s*E(?P<first>\d{1,5})", re.IGNORECASE)
_KINDS = {"": "Episode", "ep": "Episode"} | {
    label.lower(): label
    for label in ("Episode", "Chapter", "Special", "OVA", "ONA", "OAD", "Movie")
}

EPISODE = frozenset(("episode", "ep", "ep.", "#", "no", "no.", "nr", "number", "chapter", "№"))
_EPISODES = frozenset(("episode", "ep", "ep.", "episode title", "episode name"))
TITLE = frozenset(("title", "name", "episode title", "episode name"))
SCORE = frozenset(("score", "rating", "review score", "our score", "grade", "mark"))
ASPECT = frozenset(("aspect", "category", "criterion", "area", "part"))


def is_guide(grid: Grid) -> bool:
    """Tell whether a table is an episode guide."""
    names = set(grid.columns)
    if not grid.rows or names & ASPECT:
        return False
    return bool(names & _EPISODES) or bool(names & (EPISODE | TITLE) and names & SCORE)


def is_ratings(grid: Grid) -> bool:
    """Tell whether a table holds ratings by aspect."""
    names = set(grid.columns)
    if grid.rows and len(grid.columns) == 2 and names & ASPECT and names & SCORE:
        return True
    return (
        not grid.columns
        and bool(grid.rows)
        and all(len(row) == 2 and row[0] and read_score(row[1]) for row in grid.rows)
    )


def guide_of(grid: Grid, season: int | None, left: list[str]) -> Guide | None:
    """Return the guide that a table is; what of it has no place goes to `left`."""
    places = {}
    for place, name in enumerate(grid.columns):
        for part, names in (("label", EPISODE), ("title", TITLE), ("score", SCORE)):
            if name in names and part not in places:
                places[part] = place
                break
    episodes = []
    for row in grid.rows:
        cells = {part: row[place] for part, place in places.items() if place < len(row)}
        left += [
            f"{grid.columns[place] if place < len(grid.columns) else 'cell'}: {cell}"
            for place, cell in enumerate(row)
            if cell and place not in places.values()
        ]
        episode = _entry(cells, left)
        if episode is not None:
            episodes.append(episode)
    return Guide(season, tuple(episodes)) if episodes else None


def _entry(cells: dict[str, str], left: list[str]) -> Episode | None:
    label, number, last = None, None, None
    title = cells.get("title") or None
    said = cells.get("label", "")
    if said and "title" not in cells:
        before, colon, after = said.partition(":")
        if colon:
            said, title = tidy(before), tidy(after) or None
    if said:
        label, number, last = _label(said)
        if label is None:
            title = f"{said}: {title}" if title else said
    score = None
    if cells.get("score"):
        score = read_score(cells["score"])
        if score is None:
            left.append(f"score: {cells['score']}")
    if label is None and title is None:
        if score is not None:
            left.append(f"score with no episode: {cells['score']}")
        return None
    return Episode(label, number, last, title, score)


def _label(said: str) -> tuple[str | None, Decimal | None, Decimal | None]:
    """Return what an entry is called, its number, and the last number of a double one."""
    match = _CODE.fullmatch(said)
    if match:
        return "Episode", _number(match["first"]), None
    match = _LABEL.fullmatch(said)
    kind = tidy(match["kind"] or "" if match else said).rstrip(".").lower()
    label = _KINDS.get(kind) or _KINDS.get(kind.removesuffix("s"))
    if match is None or label is None:
        return label, None, None
    last = _number(match["last"]) if match["last"] else None
    return label, _number(match["first"]), last


def ratings_of(grid: Grid, left: list[str]) -> list[Rating]:
    """Return the ratings that a table holds; what of it has no place goes to `left`."""
    found = []
    aspect, score = (1, 0) if grid.columns and grid.columns[0] in SCORE else (0, 1)
    for row in grid.rows:
        value = read_score(row[score]) if len(row) > score else None
        if value is None or not row[aspect]:
            left.append(" ".join(filter(None, row)))
        else:
            found.append(Rating(row[aspect], value))
    return found
