"""Batches of rows for other processes, and Parquet that is written and read batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.parquet as arrow_parquet

from reviewfmt.columns.parquet import (
    CHARACTERS_A_GROUP,
    ROWS_A_GROUP,
    ParquetError,
    arrow_schema,
    first_line,
)
from reviewfmt.columns.rows import Row
from reviewfmt.columns.schema import Table

VERSION: str = pa.__version__
"""The version of the writer: another version may write other bytes."""

_NOTE = b"reviewfmt.note"
_BATCH = 64
_UNREADABLE = (pa.ArrowException, OSError, ValueError, KeyError, OverflowError)


def packed(rows: Iterable[Row], table: Table) -> bytes:
    """Return rows of a table as bytes that `BatchWriter.add` takes, in this process or another."""
    schema = arrow_schema(table)
    held = list(rows)
    columns = [pa.array([row[one.name] for row in held], one.type) for one in schema]
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.ipc.new_stream(sink, schema, options=options) as writer:
        writer.write_batch(pa.record_batch(columns, schema))
    data: bytes = sink.getvalue().to_pybytes()
    return data


class BatchWriter:
    """Writes packed rows of a table as Parquet, in row groups, compressed with zstd.

    The same batches give the same bytes. Memory is that of one row group. `note` is kept in the
    file, and read with `note_of`. Raises OSError as writing does.
    """

    def __init__(self, file: BinaryIO, table: Table) -> None:
        """Begin the table in `file`."""
        self._schema = arrow_schema(table)
        self._writer = arrow_parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._held: list[Any] = []
        self._rows = self._size = 0

    def add(self, data: bytes) -> None:
        """Add rows; they stay in memory until a row group is full."""
        with pa.ipc.open_stream(data) as reader:
            batch = reader.read_next_batch()
        if not batch.num_rows:
            return
        self._held.append(batch)
        self._rows += batch.num_rows
        self._size += batch.nbytes
        if self._rows >= ROWS_A_GROUP or self._size >= CHARACTERS_A_GROUP:
            self._write_group()

    def _write_group(self) -> None:
        table = pa.Table.from_batches(self._held, self._schema).combine_chunks()
        self._writer.write_table(table, row_group_size=table.num_rows)
        self._held, self._rows, self._size = [], 0, 0

    def close(self, note: str = "") -> None:
        """Write the remaining rows, and the end of the file."""
        if self._held:
            self._write_group()
        if note:
            self._writer.add_key_value_metadata({_NOTE.decode(): note})
        self._writer.close()


def note_of(path: str) -> str | None:
    """Return the note in a Parquet file; None if there is none, or the file is not complete."""
    try:
        found = arrow_parquet.read_metadata(path).metadata or {}
    except (pa.ArrowException, OSError):
        return None
    note = found.get(_NOTE)
    return None if note is None else note.decode("utf-8", "replace")


class Foreign(NamedTuple):
    """A Parquet file from elsewhere: its rows, and the type of each column, "" for text."""

    rows: int
    columns: dict[str, str]


def look_into(path: str) -> Foreign:
    """Return the content of a Parquet file; raises ParquetError if it is not one."""
    try:
        with arrow_parquet.ParquetFile(path) as file:
            held = {
                one.name: "" if _is_text(one.type) else str(one.type) for one in file.schema_arrow
            }
            return Foreign(file.metadata.num_rows, held)
    except _UNREADABLE as error:
        raise ParquetError(
            f"{path}: not a Parquet file, or cut short: {first_line(error)}"
        ) from error


def _is_text(type_: Any) -> bool:
    types = pa.types
    if types.is_dictionary(type_):
        type_ = type_.value_type
    return bool(
        types.is_string(type_)
        or types.is_large_string(type_)
        or types.is_binary(type_)
        or types.is_large_binary(type_)
        or types.is_string_view(type_)
        or types.is_binary_view(type_)
    )


def cells(path: str, columns: Sequence[str], skip: int = 0) -> Iterator[tuple[Any, ...]]:
    """Yield the values of columns, row by row, after the first `skip` rows.

    Skipped row groups are not read. Raises ParquetError if the file cannot be read to
    its end.
    """
    try:
        with arrow_parquet.ParquetFile(path) as file:
            for group in range(file.num_row_groups):
                rows = file.metadata.row_group(group).num_rows
                if rows <= skip:
                    skip -= rows
                    continue
                for batch in file.iter_batches(_BATCH, [group], list(columns)):
                    found = [batch.column(name) for name in columns]
                    yield from _cells_of(found, batch.num_rows, skip)
                    skip = max(skip - batch.num_rows, 0)
    except UnicodeDecodeError as error:
        told = f"byte 0x{error.object[error.start]:02X} is not UTF-8 text"
        raise ParquetError(f"{path}: damaged here, the rest is not read: {told}") from error
    except _UNREADABLE as error:
        told = f"damaged here, the rest is not read: {first_line(error)}"
        raise ParquetError(f"{path}: {told}") from error


def _cells_of(columns: Sequence[Any], rows: int, skip: int) -> Iterator[tuple[Any, ...]]:
    """Yield the values of columns, row by row, up to the first damaged row."""
    try:
        found = [one.to_pylist() for one in columns]
    except (ValueError, OverflowError):
        for row in range(skip, rows):
            yield tuple(one[row].as_py() for one in columns)
    else:
        yield from list(zip(*found, strict=True))[skip:]
