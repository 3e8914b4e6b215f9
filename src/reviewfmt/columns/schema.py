"""The two tables that reviews become: each column's name, type, meaning and origin.

The rows, the writers of CSV, JSON Lines and Parquet, and the documentation use these tables. Each
field of `model.FIELDS` is a column of the first table.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from reviewfmt.fields import FieldSpec, FieldType
from reviewfmt.model import FIELDS

SCHEMA_VERSION = "1"
"""The version of the tables: it changes if a column is renamed or removed, or its meaning changes.

A new column does not affect programs that read the others.
"""


class ColumnType(StrEnum):
    """The type of the values in a column.

    `TEXT` is a str; `INTEGER` an int; `NUMBER` an int or a float; `DATE` a `datetime.date`; `TEXTS`
    a tuple of str; `NUMBERS` a tuple of numbers, with None if one is missing.
    """

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    TEXTS = "list of texts"
    NUMBERS = "list of numbers"

    @property
    def is_list(self) -> bool:
        """Whether a value is a list."""
        return self in (ColumnType.TEXTS, ColumnType.NUMBERS)


class Column(NamedTuple):
    """One column.

    `nullable` tells whether a value may be missing (None). `doc` is a sentence for users. `origin`
    says where in the `Review` the value comes from, such as `metadata.author`; "" if it comes
    from outside of it.
    """

    name: str
    type: ColumnType
    nullable: bool
    doc: str
    origin: str = ""


class Table(NamedTuple):
    """One table: its name, what a row is, and its columns in their order.

    `key` names the columns whose values together identify a row.
    """

    name: str
    doc: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(one.name for one in self.columns)


_TYPES = {
    FieldType.LIST: ColumnType.TEXTS,
    FieldType.DATE: ColumnType.DATE,
    FieldType.NUMBER: ColumnType.INTEGER,
}
"""The types of fields whose values are not texts."""

_EXACT = "exact: `8.5/10`, or a grade such as `A-`"
_ROUNDED = "with two decimals at most: `7.25/10`"
_TEXT, _INTEGER, _NUMBER = ColumnType.TEXT, ColumnType.INTEGER, ColumnType.NUMBER


def _field(field: FieldSpec) -> Column:
    """Return the column of a field."""
    type_ = _TYPES.get(field.type, _TEXT)
    doc = f"The field `{field.label}`{'; empty if there is none' if type_.is_list else ''}."
    return Column(field.name, type_, not type_.is_list, doc, f"metadata.{field.name}")


def _score(name: str, what: str, origin: str) -> Iterator[Column]:
    """Yield the columns of a score: as it is written, and as numbers."""
    yield Column(name, _TEXT, True, f"{what}.", origin)
    yield Column(f"{name}_value", _NUMBER, True, "Its value; none for a grade.", f"{origin}.value")
    doc = "Its maximum; none for a grade."
    yield Column(f"{name}_maximum", _NUMBER, True, doc, f"{origin}.out_of")
    doc = "Its value as a share of its maximum, from 0 to 1; none for a grade."
    yield Column(f"{name}_share", _NUMBER, True, doc, f"{origin}.share")


_PLACE = (
    Column(
        "source",
        _TEXT,
        False,
        "The file that the review was read from, as it was named, or its address.",
    ),
    Column(
        "position",
        _INTEGER,
        False,
        "The index of the review in its source, from 0; always 0 for a single file.",
    ),
)
_WORK = (
    Column("work", _TEXT, False, "The name of the work, without marks.", "title.work"),
    Column(
        "work_key",
        _TEXT,
        False,
        "The name for comparisons: in lower case, with full-width letters made narrow.",
        "title.work",
    ),
    Column(
        "work_kind",
        _TEXT,
        False,
        "`series`, `movie` or `book`, by the field `Kind` or by the labels of the entries.",
        "metadata.kind",
    ),
)

REVIEWS = Table(
    "reviews",
    "One row for each review.",
    ("source", "position"),
    (
        *_PLACE,
        Column("title", _TEXT, False, "The title line, without marks.", "title.text"),
        *_WORK,
        Column("season", _INTEGER, True, "The season that the review is about.", "title.season"),
        Column("tagline", _TEXT, True, "The tagline of the title, without marks.", "title.tagline"),
        *map(_field, FIELDS),
        Column(
            "extra",
            ColumnType.TEXTS,
            False,
            "Fields that the format does not know, each as `Key: value`.",
            "metadata.extra",
        ),
        *_score("verdict", f"The verdict, {_EXACT}", "verdict.score"),
        Column("verdict_note", _TEXT, True, "The remark after the verdict.", "verdict.note"),
        *_score("mean", f"The mean of the scores of the entries, {_ROUNDED}", "mean"),
        Column("entries", _INTEGER, False, "The number of entries in the guides.", "episodes"),
        Column(
            "scored_entries",
            _INTEGER,
            False,
            "The number of entries with a numeric score.",
            "episodes",
        ),
        Column(
            "aspects",
            ColumnType.TEXTS,
            False,
            "The aspects with a rating, such as `Story`.",
            "ratings[].aspect",
        ),
        Column(
            "aspect_scores",
            ColumnType.TEXTS,
            False,
            "The ratings of the aspects, exact, in the same order.",
            "ratings[].score",
        ),
        Column(
            "aspect_shares",
            ColumnType.NUMBERS,
            False,
            "The ratings as shares of their maxima, in the same order; none for a grade.",
            "ratings[].score.share",
        ),
        Column(
            "text",
            _TEXT,
            False,
            "The prose without marks, spoilers included; a blank line between two blocks.",
            "sections",
        ),
    ),
)

EPISODES = Table(
    "episodes",
    "One row for each entry of a guide, in the order of the source.",
    ("source", "position", "entry"),
    (
        *_PLACE,
        Column(
            "entry", _INTEGER, False, "The number of the entry in the review, from 1.", "episodes"
        ),
        *_WORK,
        Column("author", _TEXT, True, "The author of the review.", "metadata.author"),
        Column("published", ColumnType.DATE, True, "The date of the review.", "metadata.published"),
        Column(
            "season",
            _INTEGER,
            True,
            "The season of the guide, or that of the review.",
            "guides[].season",
        ),
        Column(
            "label",
            _TEXT,
            True,
            "The label of the entry, such as `Episode` or `OVA`; none for a bare title.",
            "guides[].episodes[].label",
        ),
        Column(
            "number", _NUMBER, True, "Its number within the label.", "guides[].episodes[].number"
        ),
        Column(
            "number_end",
            _NUMBER,
            True,
            "The last number of a double entry.",
            "guides[].episodes[].number_end",
        ),
        Column("title", _TEXT, True, "Its title, without marks.", "guides[].episodes[].title"),
        *_score("score", f"Its score, {_EXACT}", "guides[].episodes[].score"),
        Column(
            "note",
            _TEXT,
            True,
            "The notes below the entry, without marks; a blank line between two blocks.",
            "guides[].episodes[].notes",
        ),
        Column(
            "line",
            _INTEGER,
            True,
            "The line of the source on which the entry begins; none if lines are not known.",
            "guides[].episodes[].span",
        ),
    ),
)

TABLES: dict[str, Table] = {one.name: one for one in (REVIEWS, EPISODES)}
"""Both tables by their names."""
