"""Writes rows as Parquet, and reads them: typed columns with their meanings, in row groups.

The same rows give the same bytes. Memory is that of one row group, however many rows there are.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.dataset as arrow_dataset
import pyarrow.parquet as arrow_parquet

from reviewfmt.columns.rows import Row
from reviewfmt.columns.schema import SCHEMA_VERSION, TABLES, Column, ColumnType, Table
from reviewfmt.files import reason

ROWS_A_GROUP = 16_384
"""The largest number of rows in a row group."""

CHARACTERS_A_GROUP = 8 * 1024 * 1024
"""A row group is written as soon as its texts have this many characters."""

_ROWS_HELD = 512
"""As many rows are held as they come; in pyarrow's columns they take less room."""

DOC, TABLE, VERSION = b"description", b"reviewfmt.table", b"reviewfmt.schema"
"""Keys of the metadata: of a column what it means, of a file which table it is, and its version."""

_TYPES = {
    ColumnType.TEXT: pa.string(),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.NUMBER: pa.float64(),
    ColumnType.DATE: pa.date32(),
    ColumnType.TEXTS: pa.list_(pa.string()),
    ColumnType.NUMBERS: pa.list_(pa.float64()),
}


class ParquetError(Exception):
    """A file that is not Parquet, or has no table; the message contains its path."""


class Held(NamedTuple):
    """A Parquet file: the name of its table, its rows, and the schema of pyarrow."""

    path: str
    table: str
    rows: int
    schema: Any


def arrow_schema(table: Table) -> Any:
    """Return the pyarrow schema of a table, with the meaning of each column."""
    columns = [_field(one) for one in table.columns]
    told = {TABLE: table.name.encode(), VERSION: SCHEMA_VERSION.encode()}
    return pa.schema(columns, metadata=told)


def _field(column: Column) -> Any:
    told = {DOC: column.doc.encode()}
    return pa.field(column.name, _TYPES[column.type], column.nullable, told)


def arrow_table(table: Table, rows: Sequence[Row]) -> Any:
    """Return rows of a table as a pyarrow table."""
    schema = arrow_schema(table)
    columns = [pa.array([row[one.name] for row in rows], one.type) for one in schema]
    return pa.table(columns, schema)


class ParquetWriter:
    """Writes the rows of a table to a file, in row groups, compressed with zstd."""

    def __init__(self, file: BinaryIO, table: Table) -> None:
        """Begin the table in `file`."""
        self._table = table
        self._texts = tuple(one.name for one in table.columns if one.type is ColumnType.TEXT)
        self._writer = arrow_parquet.ParquetWriter(file, arrow_schema(table), compression="zstd")
        self._rows: list[Row] = []
        self._packed: list[Any] = []
        self._number = self._size = 0

    def write(self, rows: Iterable[Row]) -> None:
        """Write rows; they stay in memory until a row group is full."""
        for row in rows:
            self._rows.append(row)
            self._number += 1
            self._size += sum(len(str(row[name])) for name in self._texts)
            if self._number >= ROWS_A_GROUP or self._size >= CHARACTERS_A_GROUP:
                self._write_group()
            elif len(self._rows) >= _ROWS_HELD:
                self._pack()

    def _pack(self) -> None:
        self._packed.append(arrow_table(self._table, self._rows))
        self._rows = []

    def _write_group(self) -> None:
        self._pack()
        self._writer.write_table(pa.concat_tables(self._packed), self._number)
        self._packed, self._number, self._size = [], 0, 0

    def close(self) -> None:
        """Write the remaining rows, and the end of the file."""
        if self._number:
            self._write_group()
        self._writer.close()


def can_hold(field: Any) -> bool:
    """Tell whether Parquet has a type for a field of a pyarrow schema."""
    try:
        arrow_parquet.ParquetWriter(pa.BufferOutputStream(), pa.schema([field])).close()
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        return False
    return True


def write_batches(schema: Any, batches: Iterable[Any], file: BinaryIO) -> None:
    """Write pyarrow batches, the result of a query, to a file."""
    with arrow_parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)


# -- reading ----------------------------------------------------------------------------------


def held_in(path: str) -> Held:
    """Return the name of the table in a Parquet file, with its rows and its schema.

    A file may name its table in its metadata, one of `TABLES` or another. Otherwise, for example if
    another program has rewritten it, its columns identify the table. Raises ParquetError for a file
    that is not Parquet or is cut short, and if columns are missing, with their names.
    """
    try:
        with arrow_parquet.ParquetFile(path) as file:
            schema, rows = file.schema_arrow, file.metadata.num_rows
    except pa.ArrowException as error:
        told = f"not a Parquet file, or cut short: {first_line(error)}"
        raise ParquetError(f"{path}: {told}") from error
    except OSError as error:
        raise ParquetError(f"{path}: cannot be read: {reason(error)}") from error
    name = (schema.metadata or {}).get(TABLE, b"").decode("utf-8", "replace")
    if name and name not in TABLES:
        return Held(path, name, rows, schema)
    table = TABLES[name] if name else _likest(schema.names)
    if missing := [one for one in table.names if one not in schema.names]:
        told = f"lacks {', '.join(missing)}, which the table of {table.name} has"
        raise ParquetError(f"{path}: {told}; reviewfmt convert -t parquet writes it")
    return Held(path, table.name, rows, schema)


def _likest(names: Sequence[str]) -> Table:
    """Return the table that has the most columns among the names."""
    return max(TABLES.values(), key=lambda one: len(set(names) & {*one.names}) / len(one.names))


def first_line(error: Exception) -> str:
    """Return the message of a pyarrow error in one line."""
    text = str(error).partition("\n")[0].strip()
    return text[:1].lower() + text[1:]


def dataset(held: Sequence[Held]) -> Any:
    """Return the rows of files with the same table, as a pyarrow dataset.

    A value in the name of a folder (`year=2024`) is a column too. Raises ParquetError if the
    columns of two files do not agree.
    """
    try:
        hive = arrow_dataset.partitioning(flavor="hive")
        paths = [one.path for one in held]
        found = arrow_dataset.dataset(paths, format="parquet", partitioning=hive)
        schemas = [one.schema.remove_metadata() for one in held]
        return found.replace_schema(pa.unify_schemas([found.schema, *schemas]))
    except (pa.ArrowException, OSError) as error:
        raise ParquetError(f"{held[0].path}: {first_line(error)}") from error


def rows_in(path: str, table: Table, columns: Sequence[str] | None = None) -> Iterator[Row]:
    """Yield the rows of a file with `table`, with all its columns or the named ones.

    Raises ParquetError if the file cannot be read to its end.
    """
    names = list(table.names if columns is None else columns)
    lists = {one.name for one in table.columns if one.type.is_list}.intersection(names)
    try:
        with contextlib.closing(arrow_parquet.ParquetFile(path)) as file:
            for batch in file.iter_batches(columns=names):
                for row in batch.to_pylist():
                    for name in lists:
                        row[name] = tuple(row[name] or ())
                    yield row
    except (pa.ArrowException, OSError) as error:
        raise ParquetError(f"{path}: cannot be read: {first_line(error)}") from error
