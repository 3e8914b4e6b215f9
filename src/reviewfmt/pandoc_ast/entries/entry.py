"""Reads the scores, entries and tables of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from reviewfmt.characters import tidy
from reviewfmt.model import Episode, Guide, Rating
from reviewfmt.pandoc_ast.pieces.piece import Grid
from reviewfmt.pandoc_ast.printed import known_fields, known_words
from reviewfmt.pandoc_ast.scored import DASH, Illegible, read_score, split_note
from reviewfmt.syntax import inline
from reviewfmt.syntax.scores import number as _number
from reviewfmt.syntax.vocabulary import NUMBER_HERE, fold
from reviewfmt.syntax.words import built_in

_BARE = re.compile(
    r"(?P<first>\d{1,6}(?:\.\d{1,3})?)(?:\s*[–—&+-]\s*(?P<last>\d{1,6}(?:\.\d{1,3})?))?"
)
NUMBER_HEADS = frozenset(
    (
        *("#", "n", "n.", "no", "no.", "nr", "nr.", "num", "num.", "núm", "núm.", "n°", "nº"),
        *("n.º", "n.°", "number", "№", "話数", "話", "回", "集数"),
    )
)
"""Other names of the column of numbers, folded."""

_FULL_TITLES = frozenset(("episode title", "episode name"))
_TITLES = _FULL_TITLES | {"name"}
_SCORES = frozenset(
    (
        *("rating", "review score", "our score", "my score", "grade", "mark", "marks", "points"),
        *("punkte", "puntos", "pontos", "⭐", "★", "🌟", "⭐️"),
    )
)
_OUT_OF = re.compile(r"(?:out of |/)\d{1,3}")
"""The head of a column of scores that gives only their maximum."""

_ASPECTS = frozenset(
    (
        *("category", "criterion", "area", "part", "kategorie", "kriterium", "categoría"),
        *("categoria", "catégorie", "critère", "criterio", "critério", "apartado", "rubrique"),
        *(
            "rubrik",
            "bereich",
            "onderdeel",
            "categorie",
            "voce",
            "項目",
            "element",
            "department",
            "subject",
            "aspects",
        ),
    )
)


@cache
def headings(key: str) -> frozenset[str]:
    """Return the folded words of headings above a guide, the ratings or the conclusion."""
    every = built_in().vocabularies
    return frozenset(fold(word) for one in every for word in one.words("headings", key))


@cache
def _labels() -> frozenset[str]:
    """Return the names of the column of labels, without the numbers that they may contain."""
    words = {word for word in built_in().labels if NUMBER_HERE not in word}
    return frozenset(known_words("episode") | words | {f"{word}." for word in words})


@cache
def _columns() -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the names of the columns of a guide, in every language and as other people use."""
    return (
        ("label", _labels() | NUMBER_HEADS),
        ("title", known_words("title") | _TITLES),
        ("score", known_words("score") | _SCORES),
    )


@cache
def column_words() -> frozenset[str]:
    """Return the folded names by which a table, or its heading, tells what it contains."""
    heads = headings("ratings") | headings("guide")
    return frozenset(_ASPECTS.union(heads, *(names for _, names in _columns())))


_MAXIMUM = re.compile(
    r"[ \t]*[(\[]?[ \t]*(?:out of|/|von|sur|de|su)[ \t]*(?P<most>\d{1,3})[ \t]*[)\]]?\Z"
)


def maximum_in(name: str) -> str | None:
    """Return the maximum in the head of a column: `Score (/5)`, `Out of 10`."""
    match = _MAXIMUM.search(name[-_LONGEST_MAXIMUM:].lower())
    return None if match is None else match["most"]


def without_maximum(name: str) -> str:
    """Return the head of a column without its maximum."""
    match = _MAXIMUM.search(name.lower()) if len(name) <= 2 * _LONGEST_MAXIMUM else None
    return name if match is None else name[: match.start()]


_LONGEST_MAXIMUM = 30


def column_of(name: str) -> str:
    """Return what a column contains, by its name; "" if it is not from a guide or ratings."""
    if (bare := without_maximum(name)) != name:
        return column_of(bare) if bare else "score"
    folded = fold(name)
    if folded in known_words("aspect") or folded in _ASPECTS:
        return "aspect"
    part = next((part for part, names in _columns() if folded in names), "")
    if part or not name:
        return part
    if known_fields().get(folded) == "season":
        return "season"
    scored = _OUT_OF.fullmatch(folded) or built_in().verdict_name.fullmatch(name)
    return "score" if scored else ""


def is_guide(grid: Grid) -> bool:
    """Tell whether a table is an episode guide."""
    found = set(map(column_of, grid.columns))
    if not grid.rows or "aspect" in found:
        return False
    return names_entries(grid.columns) or ("score" in found and bool(found & {"label", "title"}))


def names_entries(columns: Iterable[str]) -> bool:
    """Tell whether the name of a column shows that its table is a guide."""
    return any(fold(name) in _labels() | _FULL_TITLES for name in columns)


def is_ratings(grid: Grid) -> bool:
    """Tell whether a table contains ratings by aspect."""
    found = set(map(column_of, grid.columns))
    if grid.rows and len(grid.columns) == 2 and found == {"aspect", "score"}:
        return True
    return (
        not grid.columns
        and bool(grid.rows)
        and all(len(row) == 2 and row[0] and read_score(inline.plain(row[1])) for row in grid.rows)
    )


class Read(NamedTuple):
    """A guide as read from a table, and the name of each of its entries in the table."""

    guide: Guide
    names: tuple[str, ...]


def guide_of(
    grid: Grid, season: int | None, left: list[str], *, lenient: bool = False
) -> Read | None:
    """Return the guide in a table; parts that have no place in a guide are added to `left`.

    With `lenient`, words in place of a score are kept.
    """
    places: dict[str, int] = {}
    for place, name in enumerate(grid.columns):
        part = column_of(name)
        if part and part not in places:
            places[part] = place
    episodes, names = [], []
    for row in grid.rows:
        cells = {part: row[place] for part, place in places.items() if place < len(row)}
        left += [
            f"{grid.columns[place] if place < len(grid.columns) else 'cell'}: {inline.plain(cell)}"
            for place, cell in enumerate(row)
            if cell and place not in places.values()
        ]
        episode = _entry(cells, left, lenient)
        if episode is not None:
            episodes.append(episode)
            said = (cells.get("label", ""), cells.get("title", ""))
            names.append(": ".join(filter(None, map(inline.plain, said))))
    return Read(Guide(season, tuple(episodes)), tuple(names)) if episodes else None


def _entry(cells: dict[str, str], left: list[str], lenient: bool) -> Episode | None:
    label, number, last = None, None, None
    title = cells.get("title") or None
    said = cells.get("label", "")
    if said and "title" not in cells:
        before, colon, after = said.partition(":")
        if colon:
            said, title = tidy(before), tidy(after) or None
    if said:
        label, number, last = label_of(inline.plain(said))
        if label is None:
            title = f"{said}: {title}" if title else said
    score = None
    if cells.get("score"):
        spelled = inline.plain(cells["score"])
        score = read_score(spelled)
        if score is None and lenient and (label or title):
            score = Illegible(spelled)
        elif score is None:
            left.append(f"score: {spelled}")
    if label is None and title is None:
        if score is not None:
            left.append(f"score with no episode: {inline.plain(cells['score'])}")
        return None
    return Episode(label, number, last, title, score)


def label_of(said: str) -> tuple[str | None, Decimal | None, Decimal | None]:
    """Return the label of an entry, its number, and the last number of a double entry."""
    bare = _BARE.fullmatch(said)
    if bare:
        last = _number(bare["last"]) if bare["last"] else None
        return "Episode", _number(bare["first"]), last
    words = built_in()
    match = words.label.fullmatch(said)
    if match is None:
        return words.labels.get(fold(said).rstrip(".")), None, None
    given = match.groupdict()
    if given["label"] is not None:
        name = words.labels.get(fold(given["label"]))
        numbers = given["number"], given["number_end"]
    elif given["after"] is not None:
        around = f"{given['before']}{NUMBER_HERE}{given['after']}"
        name = words.labels.get(fold(around)) or words.labels.get(
            fold(NUMBER_HERE + given["after"])
        )
        numbers = given["number_around"], given["number_end_around"]
    else:
        name, numbers = "Episode", (given["code"], given["code_end"])
    first, last = (_number(each) if each else None for each in numbers)
    return name, first, last


def ratings_of(grid: Grid, left: list[str], *, lenient: bool = False) -> list[Rating]:
    """Return the ratings in a table; the parameters are those of `guide_of`."""
    found = []
    first = column_of(grid.columns[0]) if grid.columns else ""
    aspect, score = (1, 0) if first == "score" else (0, 1)
    for row in grid.rows:
        said, note = split_note(row[score]) if len(row) > score else ("", None)
        value = read_score(inline.plain(said))
        if value is None and lenient and said:
            value = Illegible(inline.plain(said))
        if value is None or not row[aspect]:
            left.append(inline.plain(DASH.join(filter(None, row))))
        else:
            found.append(Rating(inline.plain(row[aspect]), value, note))
    return found
