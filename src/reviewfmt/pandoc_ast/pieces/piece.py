"""The pieces that a document consists of, as a review has them.

Their texts hold inline marks, as a review spells them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from reviewfmt.model import AnyScore
from reviewfmt.syntax import inline

NESTED = "list in a list"
"""How a list inside an item of another list is reported."""


@dataclass(frozen=True, slots=True)
class Head:
    """A heading; `language` is what its own attributes name.

    `score` is the score that is marked as its own; `whole` is true if its text is kept from
    being read for one.
    """

    level: int
    text: str
    language: str | None = None
    score: AnyScore | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, a line end where one was forced.

    `score` is the score that opens it in strong text, and `note` what follows that.
    `subtitle` is true if it is marked as the line below a title.
    """

    text: str
    score: AnyScore | None = None
    note: str | None = None
    subtitle: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """The items of a list; `start` is its first number, None if it has no numbers.

    `parts` are the pieces that each item holds, `nested` how many of them are lists.
    """

    items: tuple[str, ...]
    start: int | None = None
    parts: tuple[tuple[Piece, ...], ...] = ()

    @property
    def nested(self) -> int:
        """How many lists stand inside its items."""
        return sum(isinstance(one, Bullets) for each in self.parts for one in each)


@dataclass(frozen=True, slots=True)
class Quotation:
    """The paragraphs of a quotation; `joins` is true if it continues one right above it."""

    paragraphs: tuple[str, ...]
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is alone: its address, the text that stands for it, its caption."""

    src: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its column heads in lower case, () where it has none, and its rows of text.

    `heads` are the column heads as they are spelled, and `above` the rows of heads above them.
    `caption` is what its caption says.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...] = ()
    above: tuple[tuple[str, ...], ...] = ()
    caption: str = ""

    @property
    def all(self) -> tuple[tuple[str, ...], ...]:
        """Its rows, those of heads among them, without empty ones."""
        return tuple(row for row in (*self.above, self.heads, *self.rows) if any(row))


@dataclass(frozen=True, slots=True)
class Terms:
    """A list of terms, without marks, and what is said about each."""

    terms: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of text, without the caption: the score that it is, else None, and its note.

    `marked` is true if it is marked as the verdict.
    """

    text: str
    score: AnyScore | None = None
    note: str | None = None
    marked: bool = False


Piece: TypeAlias = Head | Prose | Bullets | Quotation | Picture | Rule | Grid | Terms | Figure


def words_of(piece: Piece) -> str:
    """Return the words of a piece as one text, marks kept."""
    if isinstance(piece, Head | Prose | Figure):
        return piece.text.replace("\n", " ")
    if isinstance(piece, Bullets):
        return " ".join(piece.items)
    if isinstance(piece, Quotation):
        return " ".join(piece.paragraphs)
    if isinstance(piece, Picture):
        return piece.caption or inline.escape(piece.alt)
    if isinstance(piece, Grid):
        return " ".join(cell for row in (piece.heads, *piece.rows) for cell in row if cell)
    if isinstance(piece, Terms):
        return " ".join(f"{inline.escape(term)}: {', '.join(said)}" for term, said in piece.terms)
    return ""
