"""Turns one record into its rows, whatever it contains."""

from __future__ import annotations

from typing import NamedTuple

from reviewfmt.columns.rows import Row
from reviewfmt.columns.schema import EPISODES
from reviewfmt.corpus import tables
from reviewfmt.corpus.archives import http_of
from reviewfmt.corpus.fields import of_line
from reviewfmt.corpus.holding import (
    Held,
    failed,
    in_format,
    in_page,
    in_review,
    in_text,
    refused,
)
from reviewfmt.corpus.records import AUTO, HTML, HTTP, LINE, TEXT, Asked, Record, too_long
from reviewfmt.corpus.texts import text_of
from reviewfmt.diagnostic import ReviewError
from reviewfmt.pages.found import is_html

_ANSWERED = range(200, 300)
_PAGES = ("text/html", "application/xhtml+xml", "")
_PLAIN = "text/plain"
_KINDS = ("text", "image", "audio", "video", "font", "application", "model", "multipart", "message")


class Rows(NamedTuple):
    """The status of a record, and its rows by table.

    A record of a type that is only counted has no rows.
    """

    counted: str
    rows: dict[str, list[Row]]


def rows_of(record: Record, asked: Asked) -> Rows:
    """Return the rows of a record. Never raises: a failure is a row."""
    try:
        record, held = _held(record, asked)
        if held is None:
            return Rows(f"response: {_major(record.kind)}", {})
        return _rows(record, held)
    except RecursionError:
        reason = "it is nested too deep to be read"
    except MemoryError:
        reason = "it takes more memory than there is"
    except Exception as error:  # whatever error foreign data causes, the job continues
        reason = f"{type(error).__name__} while it was read: {error}"
    return _rows(record, failed(record.kind, reason))


def failed_rows(record: Record, reason: str) -> Rows:
    """Return the rows of a record that is not read, with the reason."""
    return _rows(record, failed(record.kind, reason))


def _rows(record: Record, held: Held) -> Rows:
    source = record.source
    reviews: list[Row] = []
    episodes: list[Row] = []
    findings = list(tables.finding_rows(held.findings, source, None, tables.FINDING))
    for at, one in enumerate(held.found):
        review, entries = tables.review_rows(one.review, one.own, source, at, one.outcome)
        reviews.append(review)
        episodes += entries
        said = {
            tables.FINDING: one.findings,
            tables.LOSS: one.losses,
            tables.DOUBT: one.doubts,
        }
        for kind, found in said.items():
            findings += tables.finding_rows(found, source, at, kind)
    outcome = held.outcome or held.found[0].outcome
    row = tables.record_row(record, held.format, outcome, held.reason, len(reviews))
    rows = {
        tables.REVIEWS.name: reviews,
        EPISODES.name: episodes,
        tables.FINDINGS.name: findings,
        tables.RECORDS.name: [row],
    }
    return Rows(outcome, rows)


def _major(kind: str) -> str:
    major = kind.partition("/")[0]
    return major if major in _KINDS else "unknown"


def _held(record: Record, asked: Asked) -> tuple[Record, Held | None]:
    """Return a record with what its bytes say about it, and its contents.

    The contents are None for a server's answer that is not a page; then its kind is the type.
    """
    if record.failed:
        return record, failed(record.kind, record.failed)
    try:
        if record.kind == LINE:
            record = of_line(record, asked)
        if record.kind == HTTP:
            return _of_server(record, asked)
        return record, _by_kind(record, asked)
    except ReviewError as error:
        return record, refused(record.kind, error)
    except ValueError as error:
        return record, failed(record.kind, str(error))


def _of_server(record: Record, asked: Asked) -> tuple[Record, Held | None]:
    status, kind, charset, content = http_of(record.data, asked.limit)
    if kind not in _PAGES and kind != _PLAIN:
        return record._replace(kind=kind), None
    form = TEXT if kind == _PLAIN else HTML
    record = record._replace(kind=form, data=content, charset=charset, size=len(content))
    if status not in _ANSWERED:
        return record, Held(form, (), tables.NONE, f"the server answered {status}")
    if len(content) > asked.limit:
        return record, failed(form, too_long(asked.limit))
    return record, _by_kind(record, asked)


def _by_kind(record: Record, asked: Asked) -> Held:
    if record.kind not in (AUTO, TEXT, HTML, "review"):
        return in_format(record.data, record.kind, asked)
    text, losses = text_of(record)
    if record.kind == "review":
        return in_review(text, asked, losses)
    if record.kind == HTML or (record.kind == AUTO and is_html(text)):
        return in_page(text, asked, losses)
    return in_text(text, asked, losses, is_body=record.row is not None)
