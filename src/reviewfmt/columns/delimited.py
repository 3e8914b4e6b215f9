"""Rows as CSV (RFC 4180), in which no spreadsheet finds a formula, and back.

A list is a JSON array: any sign may be in its items, so no separator does. A missing value is an
empty cell.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import BinaryIO, TextIO

from reviewfmt.columns.rows import Cell, Row
from reviewfmt.columns.schema import ColumnType, Table

_OPENERS = "=+@＝＋－＠-"
"""What opens a formula, in full width too: spreadsheets of some languages take those as well."""

# A program that takes the semicolon or the tab for the separator begins a cell behind each of them,
# and a row behind a line end. The quotes around what it takes for a cell are no part of it.
_OPENING = f"[\"']*+[{_OPENERS}]"
_BEHIND = r"(?<=[;\t\r\n])"
_START = f"[\"']*+[\\t\\r\\n{_OPENERS}]"
_TO_GUARD = re.compile(rf"\A(?={_START})|{_BEHIND}(?={_OPENING})")
_GUARDED = re.compile(rf"\A'(?={_START})|{_BEHIND}'(?={_OPENING})")
_SEPARATORS = frozenset(";\t\r\n")
_MAY_START = frozenset(f"\"'\t\r\n{_OPENERS}")

_LARGEST_CELL = 2**31 - 1


def guarded(text: str) -> str:
    """Return a text with an apostrophe wherever a spreadsheet would begin a formula."""
    if not text or (text[0] not in _MAY_START and _SEPARATORS.isdisjoint(text)):
        return text
    return _TO_GUARD.sub("'", text)


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return _GUARDED.sub("", text) if "'" in text else text


class CsvWriter:
    """Writes rows as CSV: UTF-8, a line with the names of the columns first."""

    def __init__(self, file: BinaryIO, table: Table) -> None:
        """Write the line of the names to `file`."""
        self._text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        self._writer = csv.writer(self._text)
        self._names = table.names
        self._writer.writerow(self._names)

    def write(self, rows: Iterable[Row]) -> None:
        """Write rows."""
        names = self._names
        self._writer.writerows([_written(row[name]) for name in names] for row in rows)

    def close(self) -> None:
        """Write the remaining rows."""
        self._text.detach()


def _written(value: Cell) -> str | int | float | None:
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return guarded(json.dumps(value, ensure_ascii=False))
    return value


def read_rows(file: TextIO, table: Table) -> Iterator[Row]:
    """Yield the rows of a table that `CsvWriter` has written.

    `file` is opened with `newline=""`. Raises ValueError if the file does not contain such a table.
    """
    before = csv.field_size_limit(_LARGEST_CELL)
    try:
        reader = csv.reader(file, strict=True)
        names = next(reader, [])
        if missing := [name for name in table.names if name not in names]:
            raise ValueError(f"the columns {', '.join(missing)} are missing")
        for cells in reader:
            if len(cells) != len(names):
                told = f"{len(cells)} cells, expected {len(names)}"
                raise ValueError(f"line {reader.line_num}: {told}")
            yield _row(dict(zip(names, cells, strict=True)), table)
    except csv.Error as error:
        raise ValueError(str(error)) from error
    finally:
        csv.field_size_limit(before)


def _row(cells: Mapping[str, str], table: Table) -> Row:
    return {
        one.name: None if one.nullable and not cells[one.name] else _read(cells[one.name], one.type)
        for one in table.columns
    }


def _read(cell: str, type_: ColumnType) -> Cell:
    if type_ is ColumnType.TEXT:
        return unguarded(cell)
    if type_ is ColumnType.DATE:
        return date.fromisoformat(cell)
    if type_ is ColumnType.INTEGER:
        return int(cell)
    if type_ is ColumnType.NUMBER:
        return float(cell)
    values = json.loads(unguarded(cell))
    if not isinstance(values, list):
        raise ValueError(f"{cell!r} is not a list")
    return tuple(values)
