"""The pieces that a document consists of.

Their texts contain inline marks in the notation of a review.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count, repeat
from typing import TypeAlias

from reviewfmt.model import AnyScore, Item, ItemList
from reviewfmt.syntax import inline

NESTED = "list in a list"
"""The name of a list inside an item of another list, in losses."""


@dataclass(frozen=True, slots=True)
class Head:
    """A heading; `language` is from its own attributes.

    `score` is the score that is marked as its own; `whole` is true if its text is protected from
    being read as a score.
    """

    level: int
    text: str
    language: str | None = None
    score: AnyScore | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, with a line end for each forced one.

    `score` is the score in strong text at its beginning, and `note` is the text after it.
    `subtitle` is true if it is marked as the line below a title.
    """

    text: str
    score: AnyScore | None = None
    note: str | None = None
    subtitle: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """The items of a list; `start` is its first number, or None without numbers.

    `parts` are the pieces in each item, and `nested` is the number of lists among them. The items
    of those lists are in `items` too. So the number of an item may not be the one that counting up
    from `start` gives: in this case, `numbers` has it for each item, as text, and "" for none.
    """

    items: tuple[str, ...]
    start: int | None = None
    parts: tuple[tuple[Piece, ...], ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def nested(self) -> int:
        """The number of lists inside its items."""
        return sum(isinstance(one, Bullets) for each in self.parts for one in each)

    def numbered(self) -> list[tuple[str, str]]:
        """Return each item with its number as text, "" for none."""
        numbers: Iterable[str] = self.numbers
        if len(self.numbers) != len(self.items):
            numbers = repeat("") if self.start is None else (f"{at}." for at in count(self.start))
        return list(zip(numbers, self.items, strict=False))

    def without(self, place: int) -> list[Bullets]:
        """Return the list without one of its items, or [] if this is the only one.

        The other items keep their numbers.
        """
        kept = self.numbered()
        del kept[place]
        if not kept:
            return []
        numbers, items = zip(*kept, strict=True)
        counts = self.start is None or (not self.numbers and place in (0, len(items)))
        start = self.start + 1 if self.start is not None and not place else self.start
        return [Bullets(items, start, (), () if counts else numbers)]

    def listed(self) -> ItemList:
        """Return the list of a review; numbers that do not count up become text of the items."""
        if len(self.numbers) != len(self.items):
            return ItemList(tuple(map(Item, self.items)), self.start)
        return ItemList(tuple(Item(f"{number} {item}".strip()) for number, item in self.numbered()))


@dataclass(frozen=True, slots=True)
class Quotation:
    """The paragraphs of a quotation; `joins` is true if it continues the one directly above it."""

    paragraphs: tuple[str, ...]
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on its own: its address, its alternative text, its caption."""

    src: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its column heads in lower case, or () without heads, and its rows of text.

    `heads` are the column heads as they are spelled, `above` are the rows of heads above them, and
    `caption` is the text of its caption.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...] = ()
    above: tuple[tuple[str, ...], ...] = ()
    caption: str = ""

    @property
    def all(self) -> tuple[tuple[str, ...], ...]:
        """All rows, including those of heads, except empty ones."""
        return tuple(row for row in (*self.above, self.heads, *self.rows) if any(row))


@dataclass(frozen=True, slots=True)
class Terms:
    """A definition list: terms without marks, and their definitions."""

    terms: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with text, without its caption: its score or None, and its note.

    `marked` is true if it is marked as the verdict.
    """

    text: str
    score: AnyScore | None = None
    note: str | None = None
    marked: bool = False


Piece: TypeAlias = Head | Prose | Bullets | Quotation | Picture | Rule | Grid | Terms | Figure


def words_of(piece: Piece) -> str:
    """Return the words of a piece as one text, with marks."""
    if isinstance(piece, Head | Prose | Figure):
        return piece.text.replace("\n", " ")
    if isinstance(piece, Bullets):
        return " ".join(f"{number} {item}".strip() for number, item in piece.numbered())
    if isinstance(piece, Quotation):
        return " ".join(piece.paragraphs)
    if isinstance(piece, Picture):
        return piece.caption or inline.escape(piece.alt)
    if isinstance(piece, Grid):
        return " ".join(cell for row in (piece.heads, *piece.rows) for cell in row if cell)
    if isinstance(piece, Terms):
        return " ".join(f"{inline.escape(term)}: {', '.join(said)}" for term, said in piece.terms)
    return ""
