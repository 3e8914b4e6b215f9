"""The kinds of lines, and what a line of each kind says (spec, "Kinds of lines")."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from reviewfmt.characters import widened
from reviewfmt.syntax.scores import ScoreMatch


class Kind(StrEnum):
    """The kinds of lines, in their order: the first that fits wins."""

    BLANK = "BLANK"
    COMMENT = "COMMENT"
    ESCAPED = "ESCAPED"
    HEADING = "HEADING"
    TITLE = "TITLE"
    QUOTE = "QUOTE"
    FIGURE = "FIGURE"
    COMMENTS = "COMMENTS"
    BOILERPLATE = "BOILERPLATE"
    GUIDE = "GUIDE"
    SEASON = "SEASON"
    VERDICT = "VERDICT"
    ENTRY = "ENTRY"
    RATING = "RATING"
    FIELD = "FIELD"
    ITEM = "ITEM"
    PROSE = "PROSE"


KINDS = tuple(Kind)
"""The ordered table of kinds."""


class Fault(NamedTuple):
    """The fault of an unreadable score: a code, its variant, and its place."""

    code: str
    variant: str
    start: int
    end: int


class Split(NamedTuple):
    """The cut of a line into a name and a score: where the name ends, and the score.

    `tail` is where text behind the score begins, -1 if there is none. `pipe` tells that the
    separator is a pipe, `dashed` that the pipe has a dash. `passed` tells that an earlier score was
    skipped, because other text follows it.
    """

    name_end: int
    score: ScoreMatch | None
    fault: Fault | None
    note: str | None
    tail: int
    pipe: bool
    dashed: bool
    passed: bool = False


class Season(NamedTuple):
    """A SEASON line: its season names, whether it has a pipe, and its score."""

    seasons: tuple[int, ...]
    pipe: bool
    split: Split | None
    name: str


class Guide(NamedTuple):
    """A GUIDE line: the season it names, and its score."""

    season: int | None
    split: Split | None


class Heading(NamedTuple):
    """A HEADING line: its text, where that begins, and its score."""

    text: str
    start: int
    split: Split | None


class Entry(NamedTuple):
    """An ENTRY line; `title` is "" if it has none.

    `label` is the folded word, "" for none. `strong` tells that a score or a separator marks the
    entry. `numeral` tells that its only label is `7.`, which counts only inside a guide.
    """

    label: str | None
    number: str | None
    number_end: str | None
    season: int | None
    title: str
    split: Split | None
    strong: bool
    numeral: bool


class Rating(NamedTuple):
    """A RATING line: the name, its score, and whether a bullet opens it."""

    name: str
    split: Split
    bullet: bool


class Verdict(NamedTuple):
    """A VERDICT line; `worded` is where words stand instead of a score, else -1."""

    name: str
    split: Split | None
    worded: int
    bullet: bool


class Field(NamedTuple):
    """A FIELD line: the key, the name of a known one, the value, and whether it is escaped."""

    key: str
    name: str | None
    value: str
    value_start: int
    escaped: bool


class Item(NamedTuple):
    """An ITEM line: its number (None for a bullet), its text, and where the text begins."""

    number: int | None
    text: str
    start: int


class Figure(NamedTuple):
    """A FIGURE line."""

    src: str
    alt: str | None
    caption: str | None


Data = Season | Guide | Heading | Entry | Rating | Verdict | Field | Item | Figure | str | None
"""What a line says, by its kind; a str is the text of a line of prose, or a table's name."""


class Found(NamedTuple):
    """A kind, and what a line of that kind says."""

    kind: Kind
    data: Data = None


SIGNS = frozenset(widened("%#>") + "\\!~")
"""The signs that decide the kind of a line which they open."""
