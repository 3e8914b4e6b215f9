"""What comes of one record: the cases of tests/data/corpus/records.toml, and what holds for all."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.columns.schema import EPISODES
from reviewfmt.corpus.child import do
from reviewfmt.corpus.reading import rows_of
from reviewfmt.corpus.records import Asked, Piece, Record
from reviewfmt.corpus.tables import FINDINGS, RECORDS, REVIEWS, TABLES
from reviewfmt.document import from_data
from reviewfmt.fields import FieldType
from reviewfmt.model import FIELDS

CASES = tomllib.loads(Path(__file__).parent.joinpath("data/corpus/records.toml").read_text("utf-8"))


def _data(case: dict[str, Any]) -> bytes:
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    if "repeat" in case:
        text, times = case["repeat"]
        return str(text).encode() * int(times)
    return str(case["data"]).encode(case.get("encoding", "utf-8"))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_a_record_becomes_rows(case: dict[str, Any]) -> None:
    data = _data(case)
    said: dict[str, Any] = {name: case.get(name) for name in ("row", "charset")}
    record = Record("in", 0, case["kind"], data, size=len(data), **said)
    counted, rows = rows_of(record, Asked())
    assert counted == case["outcome"]
    if not rows:
        return
    for table in TABLES:
        assert all(tuple(row) == table.names for row in rows[table.name]), table.name
    (row,) = rows["records"]
    assert row["outcome"] == counted
    assert row["format"] == case.get("format", row["format"])
    assert case.get("reason", "") in str(row["reason"] or "")
    assert (row["reason"] is None) == (counted in ("review", "draft"))
    for name in ("address", "date"):
        if name in case:
            assert row[name] == case[name]
    reviews = rows["reviews"]
    assert row["reviews"] == len(reviews) == len(case.get("works", ()))
    assert [one["work"] for one in reviews] == case.get("works", [])
    assert [one["position"] for one in reviews] == list(range(len(reviews)))
    if "verdicts" in case:
        assert [one["verdict"] for one in reviews] == case["verdicts"]
    if "episodes" in case:
        assert len(rows["episodes"]) == case["episodes"]
    for kind, key in (("finding", "findings"), ("loss", "losses")):
        codes = [one["code"] for one in rows["findings"] if one["kind"] == kind]
        assert set(case.get(key, ())) <= set(codes), (kind, codes)
    for one in reviews:
        review = from_data(json.loads(str(one["document"])))
        assert review.verdict is None or str(review.verdict.score) == one["verdict"]


def test_findings_have_their_places_and_drafts_their_doubts() -> None:
    text = "Lantern Bay Review\n\nA town.\n\nVerdict: 8/10\nVerdict: 8/10\n"
    found = rows_of(Record("in", 0, "review", text.encode()), Asked())
    assert 6 in [one["line"] for one in found.rows["findings"]]
    page = "<html><body><h1>Lantern Bay Review</h1><p>A town.</p><p>So: 8</p></body></html>"
    rows = rows_of(Record("in", 0, "html", page.encode()), Asked()).rows["findings"]
    doubts = [one for one in rows if one["kind"] == "doubt"]
    assert doubts
    assert {one["code"] for one in doubts} == {"RF601"}
    assert all(one["line"] is not None for one in doubts)


def test_a_record_that_is_too_long_has_failed() -> None:
    asked = Asked(limit=100)
    data = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"x" * 101
    assert rows_of(Record("in", 0, "http", data), asked).counted == "failed"
    line = json.dumps({"text": "x" * 101}).encode()
    (row,) = rows_of(Record("in", 0, "line", line), asked).rows["records"]
    assert row["reason"] == "it is too long: more than 100 bytes, the limit"


def test_an_answer_that_unpacks_without_end_is_cut() -> None:
    import gzip

    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    data = head + gzip.compress(b"a" * 50_000_000)
    (row,) = rows_of(Record("in", 0, "http", data), Asked(limit=1000)).rows["records"]
    assert row["outcome"] == "failed"
    assert row["bytes"] == 1001


def test_what_nobody_thought_of_is_a_row_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_given: object) -> None:
        raise ZeroDivisionError("by chance")

    monkeypatch.setattr("reviewfmt.corpus.reading._by_kind", fails)
    (row,) = rows_of(Record("in", 0, "text", b"x"), Asked()).rows["records"]
    assert row["reason"] == "ZeroDivisionError while it was read: by chance"


def test_the_tables_have_their_columns_and_no_two_of_one_name() -> None:
    for table in TABLES:
        assert len(set(table.names)) == len(table.names), table.name
        assert set(table.key) <= set(table.names)
    assert EPISODES in TABLES
    named = {one.name for one in FIELDS if one.type is not FieldType.LIST}
    assert named <= set(REVIEWS.names)
    assert RECORDS.names[0] == FINDINGS.names[0] == "source"


def test_a_piece_counts_what_it_gives() -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\n\r\nGIF"
    records = (
        Record("in", 0, "text", b"Nothing."),
        Record("in", 1, "http", page),
        Record("in", 2, "auto", failed="it is broken"),
        Record("in", 3, "auto", b"x"),
    )
    result = do(Piece(0, records), Asked(), {3: "it killed"})
    assert result.counts == {"none": 1, "response: image": 1, "failed": 2}
    assert set(result.batches) == {table.name for table in TABLES}
