"""Inputs of a corpus: lines, Parquet, web archives, documents; whole, and damaged in many ways."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from reviewfmt.corpus.archives import MOST_BROKEN, archive
from reviewfmt.corpus.cutting import cut
from reviewfmt.corpus.inputs import Place, inputs_of, stream
from reviewfmt.corpus.records import Asked, CorpusError, Other, Record
from tests.corpora import done, json_lines, page, table, text, warc

LIMIT = 1_000_000


def _read(path: Path, asked: Asked | None = None, start: Place | None = None) -> list[Record]:
    asked = asked or Asked(limit=LIMIT)
    items = stream(inputs_of([str(path)], asked), asked, start or Place())
    return [item for _, item in items if isinstance(item, Record)]


# -- lines of JSON ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.ndjson"])
def test_each_line_is_a_record(tmp_path: Path, name: str) -> None:
    path = json_lines(tmp_path / name, [text(at) for at in range(5)])
    found = _read(path)
    assert [one.row for one in found] == [1, 2, 3, 4, 5]
    assert [one.source for one in found] == [f"{path}:{at}" for at in range(1, 6)]
    plain = json_lines(tmp_path / "plain.jsonl", [text(at) for at in range(5)]).read_bytes()
    for one in found:
        assert one.offset is not None
        assert plain[one.offset :].startswith(one.data)


def test_blank_lines_are_no_records_and_keep_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\n{"text": "a"}\n   \r\n{"text": "b"}')
    assert [(one.row, one.number, one.offset) for one in _read(path)] == [(2, 0, 1), (4, 1, 20)]


def test_a_line_that_is_too_long_fails_alone(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl.gz", ["a", "x" * 5_000_000, "b"])
    first, second, third = _read(path)
    assert not first.failed
    assert second.failed == "it is too long: more than 1000000 bytes, the limit"
    assert second.size > 5_000_000
    assert second.data == b""
    assert (third.row, third.failed) == (3, "")


def _cut_short(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def _damaged(data: bytes) -> bytes:
    middle = len(data) * 2 // 3
    return (
        data[:middle]
        + bytes(byte ^ 0x5A for byte in data[middle : middle + 64])
        + data[middle + 64 :]
    )


def _wrong_sum(data: bytes) -> bytes:
    return data[:-8] + b"\0\1\2\3" + data[-4:]


def _with_rest(data: bytes) -> bytes:
    return data + b"no gzip"


@pytest.mark.parametrize(
    ("spoil", "said", "all_there"),
    [
        (_cut_short, "cut short", False),
        (_damaged, "", False),  # where it shows is deflate's to say
        (_wrong_sum, "the records before may be wrong", True),
        (_with_rest, "the compressed data is damaged here: the rest cannot be read", True),
    ],
)
def test_what_precedes_a_break_is_kept_and_the_break_is_a_record(
    tmp_path: Path, spoil: Callable[[bytes], bytes], said: str, all_there: bool
) -> None:
    path = json_lines(tmp_path / "a.jsonl.gz", [text(at) for at in range(3000)])
    path.write_bytes(spoil(path.read_bytes()))
    *before, last = _read(path)
    assert last.broken
    assert said in last.failed
    assert last.row == len(before) + 1
    assert last.offset is not None
    assert len(before) == 3000 if all_there else len(before) > 100
    assert all(one.data.startswith(b'{"text": "Lantern Bay ') for one in before[:100])
    assert not any(one.failed for one in before)


def test_reading_goes_on_at_any_record(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl.gz", [text(at) for at in range(9)])
    assert _read(path, start=Place(0, 4)) == _read(path)[4:]


# -- Parquet ----------------------------------------------------------------------------------


def _parquet(path: Path, columns: dict[str, list[object]], rows: int = 1000) -> Path:
    pyarrow.parquet.write_table(pyarrow.table(columns), path, row_group_size=rows)
    return path


@pytest.mark.parametrize("column", ["text", "html", "body"])
def test_the_usual_column_is_taken(tmp_path: Path, column: str) -> None:
    columns: dict[str, list[object]] = {
        "n": [1, 2, 3],
        column: [text(1), None, text(2)],
        "url": ["https://a.example/1", None, ""],
    }
    first, second, third = _read(_parquet(tmp_path / "a.parquet", columns))
    assert (first.row, first.address, first.data) == (1, "https://a.example/1", text(1).encode())
    assert second.failed == "the row has no text"
    assert (third.row, third.address) == (3, None)


def test_bytes_dates_and_named_columns_are_taken(tmp_path: Path) -> None:
    import datetime

    columns: dict[str, list[object]] = {
        "raw": [page(0).encode("cp1252")],
        "when": [datetime.datetime(2020, 1, 2, 3, 4)],
        "text": ["another"],
    }
    path = _parquet(tmp_path / "a.parquet", columns)
    (one,) = _read(path, Asked(field="raw", kind="html", date_field="when"))
    assert (one.kind, one.date, one.charset) == ("html", "2020-01-02T03:04:00", None)


def test_a_row_that_is_too_long_fails_alone(tmp_path: Path) -> None:
    path = _parquet(tmp_path / "a.parquet", {"text": ["a", "x" * 2_000_000, "b"]})
    assert [bool(one.failed) for one in _read(path)] == [False, True, False]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(), "no column text, html, content or body; there is n, note"),
        (Asked(field="note2"), 'no column "note2"; there is n, note'),
        (Asked(field="n"), "the column n holds int64, expected text"),
        (Asked(field="note", address_field="site"), 'no column "site"; there is n, note'),
    ],
)
def test_a_column_that_is_not_there_is_reported_with_those_that_are(
    tmp_path: Path, asked: Asked, said: str
) -> None:
    path = _parquet(tmp_path / "a.parquet", {"n": [1], "note": ["x"]})
    with pytest.raises(CorpusError, match=re.escape(said)) as raised:
        _read(path, asked)
    assert str(raised.value).startswith(f"{path}: ")


def test_a_usual_column_of_another_type_is_named(tmp_path: Path) -> None:
    path = _parquet(tmp_path / "a.parquet", {"n": [1], "html": [[1.5]], "note": ["x"]})
    with pytest.raises(CorpusError, match=r"the column html holds list<.*>, expected text"):
        _read(path)


def _whole_parquet(folder: Path) -> bytes:
    return _parquet(folder / "whole.parquet", {"text": [text(1)]}).read_bytes()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: b"",
        lambda whole: b"PAR1 and nothing else",
        lambda whole: b"PAR1" + b"\0" * 100 + b"PAR1",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-4],
    ],
)
def test_what_is_no_parquet_is_a_broken_row_and_the_rest_is_read(
    tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(spoil(_whole_parquet(tmp_path)))
    (one,) = _read(path)
    assert one.broken
    assert one.failed.startswith("not a Parquet file, or cut short")
    lines = json_lines(tmp_path / "b.jsonl", [text(2)])
    result = done([path, lines], tmp_path / "out", 1)
    assert (result.counts, result.broken) == ({"failed": 1, "review": 1}, 1)


@pytest.mark.parametrize("row", [0, 70, 199])
def test_a_damaged_text_of_parquet_keeps_the_rows_before(tmp_path: Path, row: int) -> None:
    texts: list[object] = [f"{at:06} {'y' * 40}" for at in range(200)]
    path = tmp_path / "a.parquet"
    columns = pyarrow.table({"text": texts})
    plain = {"compression": "none", "use_dictionary": False, "write_statistics": False}
    pyarrow.parquet.write_table(columns, path, **plain)
    data = bytearray(path.read_bytes())
    at = data.find(f"{row:06} ".encode())
    data[at + 8 : at + 38] = b"\xff" * 30
    path.write_bytes(data)
    *before, last = _read(path)
    assert [one.row for one in before] == list(range(1, row + 1))
    assert last.broken
    assert last.row == row + 1
    assert last.failed == "damaged here, the rest is not read: byte 0xFF is not UTF-8 text"


def test_parquet_with_a_damaged_page_keeps_the_rows_before(tmp_path: Path) -> None:
    texts: list[object] = [text(at) for at in range(2000)]
    path = _parquet(tmp_path / "a.parquet", {"text": texts}, rows=500)
    file = pyarrow.parquet.ParquetFile(path)
    start = file.metadata.row_group(3).column(0).data_page_offset
    data = bytearray(path.read_bytes())
    data[start : start + 400] = b"\xff" * 400
    path.write_bytes(data)
    *before, last = _read(path)
    assert len(before) == 1500
    assert last.broken
    assert last.row == 1501
    assert last.failed.startswith("damaged here")


def test_rows_go_on_at_any_record(tmp_path: Path) -> None:
    texts: list[object] = [text(at) for at in range(300)]
    path = _parquet(tmp_path / "a.parquet", {"text": texts}, rows=100)
    for start in (0, 1, 99, 100, 250):
        assert _read(path, start=Place(0, start)) == _read(path)[start:]


# -- web archives -----------------------------------------------------------------------------

NAMES = ["a.warc", "a.warc.gz"]


@pytest.mark.parametrize("name", NAMES)
def test_answers_are_records_and_others_are_counted(tmp_path: Path, name: str) -> None:
    path = warc(tmp_path / name, [page(at) for at in range(4)], others=True)
    found = list(archive(str(path), LIMIT))
    assert [type(one) for one in found] == [Other, Record] * 4
    assert {one.type for one in found if isinstance(one, Other)} == {"request"}
    records = [one for one in found if isinstance(one, Record)]
    assert [one.address for one in records] == [f"https://a.example/{at}" for at in range(4)]
    assert all(page(at).encode() in one.data for at, one in enumerate(records))
    assert len({one.source for one in records}) == 4


def test_an_archive_that_is_compressed_as_a_whole_is_read(tmp_path: Path) -> None:
    plain = warc(tmp_path / "a.warc", [page(at) for at in range(4)])
    whole = tmp_path / "whole.warc.gz"
    whole.write_bytes(gzip.compress(plain.read_bytes()))
    one, other = (list(archive(str(path), LIMIT)) for path in (plain, whole))
    assert [(r.offset, r.data) for r in one if isinstance(r, Record)] == [
        (r.offset, r.data) for r in other if isinstance(r, Record)
    ]


def test_texts_of_wet_are_records(tmp_path: Path) -> None:
    body = text(3).encode()
    head = (
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://a.example/\r\n"
        f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    path = tmp_path / "a.wet.gz"
    path.write_bytes(gzip.compress(head.encode() + body + b"\r\n\r\n"))
    (one,) = _read(path)
    assert (one.kind, one.data, one.address) == ("text", body, "https://a.example/")


def _broken_at(path: Path, fifth: Callable[[bytes], bytes]) -> tuple[list[bytes], int]:
    """Spoil the fifth record of an archive; return the records, and where the fifth begins."""
    data = path.read_bytes()
    is_compressed = path.suffix == ".gz"
    plain = gzip.decompress(data) if is_compressed else data
    records = re.split(rb"(?=WARC/1\.0\r\n)", plain)[1:]
    records[4] = fifth(records[4])
    made = [gzip.compress(one) if is_compressed else one for one in records]
    path.write_bytes(b"".join(made))
    return records, sum(map(len, made[:4]))


def _length(change: int) -> Callable[[bytes], bytes]:
    def spoil(record: bytes) -> bytes:
        return re.sub(
            rb"Content-Length: (\d+)",
            lambda match: b"Content-Length: %d" % (int(match[1]) + change),
            record,
            count=1,
        )

    return spoil


SPOILT = {
    "too short": (_length(-50), "but there are more"),
    "too long": (_length(50), ""),
    "much too long": (_length(10**9), "but there are only"),
    "longer than the limit": (_length(LIMIT), "but there are only"),
    "no length": (
        lambda record: record.replace(b"Content-Length", b"Content-Breadth", 1),
        "no length",
    ),
    "no number": (
        lambda record: re.sub(rb"Content-Length: \d+", b"Content-Length: x", record, count=1),
        "",
    ),
    "no header": (lambda record: record.replace(b"WARC/1.0", b"WRAC/1.0", 1), "no WARC record"),
    "nothing but noise": (lambda record: bytes(range(256)) * 4, "no WARC record"),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("how", SPOILT)
def test_a_broken_record_costs_no_other(tmp_path: Path, name: str, how: str) -> None:
    spoil, said = SPOILT[how]
    path = warc(tmp_path / name, [page(at) for at in range(9)])
    _, at = _broken_at(path, spoil)
    found = _read(path)
    whole = [one.address for one in found if not one.failed]
    assert whole == [f"https://a.example/{number}" for number in range(9) if number != 4]
    (broken,) = (one for one in found if one.failed)
    assert broken.broken
    assert broken.offset == at
    assert said in broken.failed
    assert [one.number for one in found] == list(range(9))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("share", [0.3, 0.5, 0.77, 0.99])
def test_an_archive_that_is_cut_short_says_so(tmp_path: Path, name: str, share: float) -> None:
    path = warc(tmp_path / name, [page(at) for at in range(9)])
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    *before, last = _read(path)
    assert last.broken
    assert not any(one.failed for one in before)
    assert len(before) == int(9 * share)


def test_compressed_data_that_is_damaged_costs_one_record(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc.gz", [page(at) for at in range(9)])
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(byte ^ 0x5A for byte in data[middle : middle + 40])
    path.write_bytes(data)
    found = _read(path)
    assert len(found) == 9
    assert sum(bool(one.failed) for one in found) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_record_far_too_long_fails_alone(tmp_path: Path, name: str) -> None:
    path = warc(tmp_path / name, [page(0), b"x" * 8_000_000, page(1)])
    first, second, third = _read(path)
    assert not first.failed
    assert not third.failed
    assert second.failed == "it is too long: more than 1000000 bytes, the limit"
    assert second.size > 8_000_000
    assert not second.broken


@pytest.mark.parametrize("name", NAMES)
def test_archives_go_on_at_any_record(tmp_path: Path, name: str) -> None:
    path = warc(tmp_path / name, [page(at) for at in range(9)], others=True)
    _broken_at(path, _length(50))
    whole = _read(path)
    for at, one in enumerate(whole):
        assert _read(path, start=Place(0, one.number, one.offset or 0)) == whole[at:]


def test_an_archive_with_too_many_broken_records_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"WARC/1.1\r\nWARC-Type: response\r\n\r\n" * (MOST_BROKEN + 50))
    found = _read(path)
    assert len(found) == MOST_BROKEN + 1
    assert found[-1].failed.endswith("the rest is not read")


@pytest.mark.parametrize("data", [b"", b"hello\n" * 100, b"WARC/1.1\r\n", b"\x1f\x8b\x08"])
def test_what_is_no_archive_is_one_broken_record_or_none(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(data)
    assert [one.broken for one in _read(path)] == [True] * bool(data)


# -- documents, and what is asked of all --------------------------------------------------------


def test_documents_of_all_kinds_are_records(tmp_path: Path) -> None:
    (tmp_path / "a.review").write_text(text(1), encoding="utf-8")
    (tmp_path / "b.html").write_text(page(0), encoding="utf-8")
    (tmp_path / "c.txt").write_text("Nothing.\n", encoding="utf-8")
    (tmp_path / "d.md").write_text("# Lantern Bay Review\n\nA town.\n\nVerdict: 8/10\n")
    (tmp_path / "e").write_text(page(1), encoding="utf-8")
    (tmp_path / "f.review").mkdir()
    output = tmp_path / "out"
    result = done(
        [tmp_path / name for name in ("a.review", "b.html", "c.txt", "d.md", "e")], output
    )
    assert result.counts == {"review": 2, "draft": 2, "none": 1}
    rows = table(output, "records")
    assert [row["format"] for row in rows] == ["review", "html", "text", "markdown", "html"]
    assert [row["source"] for row in rows] == [row["file"] for row in rows]


def test_a_file_that_is_gone_meanwhile_is_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.review"
    path.write_text(text(1), encoding="utf-8")
    asked = Asked()
    inputs = inputs_of([str(path)], asked)
    path.unlink()
    ((_, one),) = stream(inputs, asked, Place())
    assert isinstance(one, Record)
    assert "no such file" in one.failed


def test_a_document_that_cannot_be_opened_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.review").symlink_to(tmp_path / "a.review")
    (tmp_path / "b.review").write_text(text(1), encoding="utf-8")
    asked = Asked()
    inputs = inputs_of([str(tmp_path / name) for name in ("a.review", "b.review")], asked)
    (_, first), (_, second) = stream(inputs, asked, Place())
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert first.broken
    assert first.failed.startswith("it cannot be read: too many levels of symbolic links")
    assert not second.failed


def test_an_input_that_is_not_there_is_reported_at_once(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such file"):
        inputs_of([str(tmp_path / "a.jsonl")], Asked())


def test_pieces_and_parts_end_where_the_records_say(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", ["x"] * 1000)
    asked = Asked()
    cuts = list(cut(stream(inputs_of([str(path)], asked), asked, Place()), 0, 450))
    assert [(one.part, len(one.piece.records), one.is_last) for one in cuts] == [
        (0, 200, False),
        (0, 200, False),
        (0, 50, True),
        (1, 200, False),
        (1, 200, False),
        (1, 50, True),
        (2, 100, True),
    ]
    assert [one.then and one.then.number for one in cuts if one.is_last] == [450, 900, None]


def test_a_piece_has_a_bound_in_bytes_too(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", ["x" * 900_000] * 10)
    asked = Asked()
    cuts = list(cut(stream(inputs_of([str(path)], asked), asked, Place()), 0, 450))
    assert [len(one.piece.records) for one in cuts] == [3, 3, 3, 1]
