"""Rows as JSON Lines: an object on each line, with every column; dates are in ISO form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO, TextIO

from reviewfmt.columns.rows import Row
from reviewfmt.columns.schema import ColumnType, Table


class JsonLinesWriter:
    """Writes rows as JSON Lines in UTF-8."""

    def __init__(self, file: BinaryIO, table: Table) -> None:
        """Store the file to write to."""
        self._file = file
        self._names = table.names
        self._encode = json.JSONEncoder(ensure_ascii=False, default=_plain).encode

    def write(self, rows: Iterable[Row]) -> None:
        """Write rows."""
        for row in rows:
            values = {name: row[name] for name in self._names}
            self._file.write(f"{self._encode(values)}\n".encode())

    def close(self) -> None:
        """Do nothing: every line is written."""


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be in a row")


def read_rows(file: TextIO, table: Table) -> Iterator[Row]:
    """Yield the rows of a table that `JsonLinesWriter` has written.

    Raises ValueError if a line is not a row of the table.
    """
    for number, line in enumerate(file, 1):
        values = json.loads(line)
        if not isinstance(values, dict) or not values.keys() >= {*table.names}:
            raise ValueError(f"line {number}: not a row of the table {table.name}")
        row: Row = {}
        for one in table.columns:
            value = values[one.name]
            if one.type is ColumnType.DATE and value is not None:
                value = date.fromisoformat(value)
            row[one.name] = tuple(value) if one.type.is_list else value
        yield row
