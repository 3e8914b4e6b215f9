"""The tables of reviews and episodes: their columns, their rows, and the formats that hold them."""

from __future__ import annotations

import hashlib
import io
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any

import pyarrow.parquet as arrow_parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reviewfmt
from reviewfmt.columns import delimited, json_lines, parquet
from reviewfmt.columns.formats import TABULAR, writer
from reviewfmt.columns.rows import Row, rows_of
from reviewfmt.columns.schema import EPISODES, REVIEWS, SCHEMA_VERSION, TABLES, ColumnType, Table
from reviewfmt.fields import FieldType
from reviewfmt.model import FIELDS, Review
from reviewfmt.parser import parse
from tests.grown import grown

DATA = Path(__file__).parent / "data" / "columns"
CASES = tomllib.loads((DATA / "rows.toml").read_text(encoding="utf-8"))["case"]
FORMULAS = tomllib.loads((DATA / "formulas.toml").read_text(encoding="utf-8"))["case"]
SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.review"))
IDENTIFIER = re.compile(r"[a-z][a-z_]*")


@pytest.fixture(scope="module")
def reviews() -> list[Review]:
    return [*grown(30), *map(reviewfmt.load, SAMPLES)]


def rows_in(reviews: Sequence[Review], table: Table) -> list[Row]:
    """The rows of reviews in one table; their sources are names that a spreadsheet would run."""
    return [
        row
        for at, review in enumerate(reviews)
        for row in rows_of(review, f"=r{at}.review", at % 3).of(table.name)
    ]


# -- the schema -------------------------------------------------------------------------------


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda one: str(one.name))
def test_a_table_describes_its_columns(table: Table) -> None:
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    for one in table.columns:
        assert IDENTIFIER.fullmatch(one.name)
        assert one.doc.endswith("."), one.name
        assert not (one.type.is_list and one.nullable), "an empty list says that there is none"


def test_every_field_is_a_column() -> None:
    columns = {one.name: one for one in REVIEWS.columns}
    for field in FIELDS:
        column = columns[field.name]
        assert column.origin == f"metadata.{field.name}"
        assert (column.type is ColumnType.TEXTS) == (field.type is FieldType.LIST)
        assert (column.type is ColumnType.DATE) == (field.type is FieldType.DATE)
        assert field.label in column.doc


# -- rows -------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_rows(case: dict[str, Any]) -> None:
    found = rows_of(reviewfmt.loads(case["text"].lstrip()), "a.review")
    asked = [case["review"], *case.get("episodes", [])]
    given = [found.review, *found.episodes]
    assert len(asked) == len(given) or "episodes" not in case
    for wanted, row in zip(asked, given, strict=False):
        told = {name: "none" if row[name] is None else row[name] for name in wanted}
        assert told == {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in wanted.items()
        }


def test_an_entry_has_the_line_of_its_source() -> None:
    text = CASES[0]["text"].lstrip()
    lines = text.splitlines()
    for row in rows_of(parse(text).review, "a.review").episodes:
        assert lines[int(str(row["line"])) - 1].startswith("Episode ")


def test_an_entry_that_was_made_by_hand_has_no_line() -> None:
    made = reviewfmt.from_json(reviewfmt.to_json(reviewfmt.load(SAMPLES[0])))
    assert {row["line"] for row in rows_of(made, "a.json").episodes} == {None}


_OF = {
    ColumnType.TEXT: (str,),
    ColumnType.INTEGER: (int,),
    ColumnType.NUMBER: (int, float),
    ColumnType.DATE: (date,),
    ColumnType.TEXTS: (tuple,),
    ColumnType.NUMBERS: (tuple,),
}


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda one: str(one.name))
def test_rows_keep_the_schema(table: Table, reviews: list[Review]) -> None:
    rows = rows_in(reviews, table)
    assert len(rows) > 40
    for row in rows:
        assert tuple(row) == table.names
        for one in table.columns:
            value = row[one.name]
            if value is None:
                assert one.nullable, one.name
            else:
                assert isinstance(value, _OF[one.type]), one.name
                assert value != "" or not one.nullable, one.name
    keys = [tuple(row[name] for name in table.key) for row in rows]
    assert len(set(keys)) == len(keys)


# -- formats ----------------------------------------------------------------------------------


def written(format: str, table: Table, rows: Sequence[Row]) -> bytes:
    file = io.BytesIO()
    one = writer(format, file, table)
    for row in rows:
        one.write([row])
    one.close()
    return file.getvalue()


def read_back(format: str, data: bytes, table: Table, tmp_path: Path) -> list[Row]:
    path = tmp_path / f"table.{format}"
    path.write_bytes(data)
    if format == "parquet":
        return list(parquet.rows_in(str(path), table))
    read: Callable[[IO[str], Table], Iterator[Row]] = (
        delimited.read_rows if format == "csv" else json_lines.read_rows  # type: ignore[assignment]
    )
    with path.open(encoding="utf-8", newline="") as file:
        return list(read(file, table))


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda one: str(one.name))
@pytest.mark.parametrize("format", TABULAR)
def test_rows_come_back_from_every_format(
    format: str, table: Table, reviews: list[Review], tmp_path: Path
) -> None:
    rows = rows_in(reviews, table)
    data = written(format, table, rows)
    assert read_back(format, data, table, tmp_path) == rows
    assert written(format, table, rows) == data, "the same rows, other bytes"
    assert read_back(format, written(format, table, []), table, tmp_path) == []


def test_csv_is_what_rfc_4180_says(reviews: list[Review]) -> None:
    data = written("csv", EPISODES, rows_in(reviews[-3:], EPISODES))
    text = data.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert text.endswith("\r\n")
    assert text.partition("\r\n")[0] == ",".join(EPISODES.names)
    assert ",3.5,5,0.7," in text, "numbers are numbers"


@pytest.mark.parametrize("case", FORMULAS, ids=lambda case: repr(case["text"]))
def test_formulas(case: dict[str, str]) -> None:
    cell = delimited.guarded(case["text"])
    assert cell == case.get("cell", case["text"])
    assert delimited.unguarded(cell) == case["text"]


CELLS = st.text(st.sampled_from("=+-@＝－'\";\t\r\n ,a1"), max_size=12) | st.text(max_size=20)


@given(CELLS)
def test_no_cell_is_run_whatever_parts_cells(text: str) -> None:
    cell = delimited.guarded(text)
    assert delimited.unguarded(cell) == text
    assert cell[:1] not in ("\t", "\r", "\n")
    for part in re.split(r"[;\t\r\n]", cell):
        unquoted = part.lstrip('"')
        assert unquoted[:1] not in tuple("=+-@＝＋－＠"), part


def test_guarding_takes_linear_time() -> None:
    text = "'" * 200_000 + ";" + "\"'" * 200_000
    assert delimited.unguarded(delimited.guarded(text * 2)) == text * 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b\r\n1,2\r\n", "the columns source, position, entry"),
        ("", "the columns source, position, entry"),
        (",".join(EPISODES.names) + "\r\n1,2\r\n", "line 2: 2 cells, expected 19"),
        (",".join(EPISODES.names) + '\r\n"1', "unexpected end of data"),
    ],
)
def test_what_is_no_table_of_csv_is_refused(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        list(delimited.read_rows(io.StringIO(text, newline=""), EPISODES))


def test_what_is_no_row_of_json_is_refused() -> None:
    with pytest.raises(ValueError, match="line 1: not a row of the table episodes"):
        list(json_lines.read_rows(io.StringIO('{"a": 1}\n'), EPISODES))


# -- Parquet ----------------------------------------------------------------------------------


def test_parquet_says_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    path.write_bytes(written("parquet", REVIEWS, []))
    schema = arrow_parquet.read_schema(path)
    assert schema.metadata[parquet.TABLE] == b"reviews"
    assert schema.metadata[parquet.VERSION] == SCHEMA_VERSION.encode()
    docs = {field.name: field.metadata[parquet.DOC].decode() for field in schema}
    assert docs == {one.name: one.doc for one in REVIEWS.columns}
    assert parquet.held_in(str(path))[:3] == (str(path), "reviews", 0)


def test_parquet_is_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_A_GROUP", 10)
    rows = rows_in([reviewfmt.load(SAMPLES[0])] * 25, REVIEWS)
    file = arrow_parquet.ParquetFile(io.BytesIO(written("parquet", REVIEWS, rows)))
    groups = [file.metadata.row_group(at) for at in range(file.num_row_groups)]
    assert [one.num_rows for one in groups] == [10, 10, 5]
    assert {one.column(0).compression for one in groups} == {"ZSTD"}
    monkeypatch.setattr(parquet, "CHARACTERS_A_GROUP", 2 * len(str(rows[0]["text"])))
    file = arrow_parquet.ParquetFile(io.BytesIO(written("parquet", REVIEWS, rows)))
    assert file.num_row_groups > 3, "long texts make smaller groups"


def test_the_bytes_of_parquet_do_not_rest_on_how_rows_come() -> None:
    rows = rows_in(list(map(reviewfmt.load, SAMPLES)), EPISODES)
    one, other = io.BytesIO(), io.BytesIO()
    for file, size in ((one, 1), (other, 50)):
        table = parquet.ParquetWriter(file, EPISODES)
        for at in range(0, len(rows), size):
            table.write(rows[at : at + size])
        table.close()
    digests = {hashlib.sha256(file.getvalue()).digest() for file in (one, other)}
    assert len(digests) == 1


@pytest.fixture(scope="module")
def whole() -> bytes:
    return written("parquet", REVIEWS, rows_in(list(map(reviewfmt.load, SAMPLES)), REVIEWS))


@pytest.mark.parametrize("kept", [0, 4, 1_000, -9, -1])
def test_parquet_that_is_cut_short_is_refused(kept: int, whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "short.parquet"
    path.write_bytes(whole[:kept])
    with pytest.raises(parquet.ParquetError, match="not a Parquet file, or cut short"):
        parquet.held_in(str(path))


def test_parquet_with_a_broken_page_is_refused(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.parquet"
    path.write_bytes(whole[:4] + b"\xff" * 2_000 + whole[2_004:])
    assert parquet.held_in(str(path)).table == "reviews"
    with pytest.raises(parquet.ParquetError, match="cannot be read"):
        list(parquet.rows_in(str(path), REVIEWS))


def test_parquet_without_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.parquet"
    names = [name for name in EPISODES.names if name not in ("score_share", "line")]
    full = parquet.arrow_table(EPISODES, ())
    for table, told in (
        (full.select(names), "lacks score_share, line, which the table of episodes has"),
        (full.select(names).replace_schema_metadata(None), "lacks score_share, line, which"),
    ):
        arrow_parquet.write_table(table, path)
        with pytest.raises(parquet.ParquetError, match=told):
            parquet.held_in(str(path))


def test_parquet_that_a_program_has_rewritten_is_read(tmp_path: Path) -> None:
    path = tmp_path / "again.parquet"
    table = parquet.arrow_table(EPISODES, ()).replace_schema_metadata(None)
    arrow_parquet.write_table(table.select([*reversed(EPISODES.names)]), path)
    assert parquet.held_in(str(path)).table == "episodes"
