"""The tables of a corpus: those of `columns` with more columns, and two additional ones.

Each record of the inputs has one row in `records`, whatever its outcome. The other tables refer to
it by `source`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewfmt.columns.rows import Row, rows_of
from reviewfmt.columns.schema import EPISODES, Column, ColumnType, Table
from reviewfmt.columns.schema import REVIEWS as OF_REVIEWS
from reviewfmt.corpus.records import Record
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Review
from reviewfmt.span import NOWHERE
from reviewfmt.violation import Path

REVIEW, DRAFT, NONE, FAILED = "review", "draft", "none", "failed"
OUTCOMES = (REVIEW, DRAFT, NONE, FAILED)
"""The outcomes of a record: a whole review, a draft by best guess, no review, a failure."""

FINDING, LOSS, DOUBT = "finding", "loss", "doubt"

_TEXT, _INTEGER = ColumnType.TEXT, ColumnType.INTEGER
_SOURCE = Column(
    "source",
    _TEXT,
    False,
    "The record: its file, with `:` and the line or row in it, or `@` and the offset.",
)

REVIEWS = OF_REVIEWS._replace(
    columns=(
        *OF_REVIEWS.columns,
        Column("outcome", _TEXT, False, "`review`, or `draft` for one that is a best guess."),
        Column("document", _TEXT, False, "The JSON document of the review, in one line."),
    )
)

RECORDS = Table(
    "records",
    "One row for each record of the inputs.",
    ("source",),
    (
        _SOURCE,
        Column("file", _TEXT, False, "The input that contains the record."),
        Column("number", _INTEGER, False, "The index of the record in the input, from 0."),
        Column("offset", _INTEGER, True, "The offset of the record in the input, in bytes."),
        Column("row", _INTEGER, True, "Its line or row, from 1."),
        Column("address", _TEXT, True, "The address that the input gives."),
        Column("date", _TEXT, True, "The date that the input gives, unchanged."),
        Column("bytes", _INTEGER, False, "The size of the record in bytes."),
        Column(
            "format", _TEXT, False, "The format of the record: `html`, `text` or another format."
        ),
        Column("outcome", _TEXT, False, f"One of `{'`, `'.join(OUTCOMES)}`."),
        Column("reason", _TEXT, True, "The reason why it contains no review, or failed."),
        Column("reviews", _INTEGER, False, "The number of reviews in it."),
    ),
)

FINDINGS = Table(
    "findings",
    "One row for each finding of the rules, loss of the conversion, and doubt of the page reader.",
    ("source", "position"),
    (
        _SOURCE,
        Column("position", _INTEGER, True, "The index of the review in the record, from 0."),
        Column("kind", _TEXT, False, f"`{FINDING}`, `{LOSS}` or `{DOUBT}`."),
        Column("code", _TEXT, False, "The code of the rule."),
        Column("severity", _TEXT, False, "`error` or `warning`."),
        Column("line", _INTEGER, True, "The line of the record; none if it is not known."),
        Column("column", _INTEGER, True, "The column in that line."),
        Column("message", _TEXT, False, "The message."),
    ),
)

TABLES = (REVIEWS, EPISODES, FINDINGS, RECORDS)
"""All tables, in the order in which their parts are moved into place; `records` comes last."""


def review_rows(
    review: Review, own: Mapping[Path, object], source: str, position: int, outcome: str
) -> tuple[Row, list[Row]]:
    """Return the row of a review, and those of its episodes.

    `own` are the keys of a JSON document that are not part of a review.
    """
    import json

    from reviewfmt.document import to_data

    rows = rows_of(review, source, position)
    document = json.dumps(to_data(review, own), ensure_ascii=False, separators=(",", ":"))
    return {**rows.review, "outcome": outcome, "document": document}, list(rows.episodes)


def finding_rows(
    found: tuple[Diagnostic, ...], source: str, position: int | None, kind: str
) -> Iterator[Row]:
    """Yield a row for each finding."""
    for one in found:
        is_placed = one.span != NOWHERE
        yield {
            "source": source,
            "position": position,
            "kind": kind,
            "code": one.code,
            "severity": str(one.severity.value),
            "line": one.span.line if is_placed else None,
            "column": one.span.column if is_placed else None,
            "message": one.message,
        }


def record_row(record: Record, format: str, outcome: str, reason: str, reviews: int) -> Row:
    """Return the row of a record."""
    return {
        "source": record.source,
        "file": record.file,
        "number": record.number,
        "offset": record.offset,
        "row": record.row,
        "address": record.address,
        "date": record.date,
        "bytes": record.size,
        "format": format,
        "outcome": outcome,
        "reason": reason or None,
        "reviews": reviews,
    }
