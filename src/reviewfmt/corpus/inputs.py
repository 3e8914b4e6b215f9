"""The inputs of a job, each as a stream of records from any position."""

from __future__ import annotations

import errno
import gzip
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from reviewfmt.columns.batches import cells, look_into
from reviewfmt.columns.parquet import ParquetError
from reviewfmt.converter import FORMATS
from reviewfmt.corpus.archives import archive
from reviewfmt.corpus.extents import GZIP, UNREADABLE
from reviewfmt.corpus.fields import chosen, lacks
from reviewfmt.corpus.records import (
    ADDRESS_FIELDS,
    AUTO,
    DATE_FIELDS,
    HTML,
    LINE,
    TEXT_FIELDS,
    Asked,
    CorpusError,
    Other,
    Record,
    too_long,
)
from reviewfmt.corpus.texts import storable
from reviewfmt.files import read_file, reason

LINES, PARQUET, ARCHIVE, DOCUMENT = "lines", "parquet", "archive", "document"

_SUFFIXES = {
    LINES: (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"),
    PARQUET: (".parquet",),
    ARCHIVE: (".warc", ".warc.gz", ".wet", ".wet.gz"),
}
_KINDS = {suffix: row.name for row in FORMATS.values() if row.reads for suffix in row.suffixes} | {
    ".txt": AUTO
}

SUFFIXES = tuple(dict.fromkeys([*(one for many in _SUFFIXES.values() for one in many), *_KINDS]))
"""The suffixes of files to read in folders."""

_BUFFER = 1024 * 1024
_ROOM = 64 * 1024


class Input(NamedTuple):
    """A file: its path, how it is read, its state, and the columns to read from Parquet."""

    path: str
    kind: str
    size: int
    modified: int
    columns: tuple[str | None, str | None, str | None] = (None, None, None)


class Place(NamedTuple):
    """The place of a record among all inputs: its input, its number there, and its offset."""

    input: int = 0
    number: int = 0
    offset: int = 0


def inputs_of(paths: Sequence[str], asked: Asked) -> tuple[Input, ...]:
    """Return the inputs at paths. Raises CorpusError for one that is unreadable or lacks columns.

    All inputs are checked before anything is done. A damaged input becomes a row.
    """
    return tuple(_input(path, asked) for path in paths)


def _input(path: str, asked: Asked) -> Input:
    name = path.lower()
    kind = next((kind for kind, many in _SUFFIXES.items() if name.endswith(many)), DOCUMENT)
    try:
        found = Path(path).stat()
        if kind != DOCUMENT:
            with Path(path).open("rb") as file:
                file.read(1)
    except OSError as error:
        if kind == DOCUMENT:
            return Input(path, kind, 0, 0)  # reported in a row, when its turn comes
        raise CorpusError(f"{path}: cannot be read: {reason(error)}") from error
    one = Input(path, kind, found.st_size, found.st_mtime_ns)
    if kind != PARQUET:
        return one
    try:
        return one._replace(columns=_columns(path, asked))
    except ParquetError:
        return one  # reported in a row, when its turn comes


def _columns(path: str, asked: Asked) -> tuple[str, str | None, str | None]:
    """Return the columns of the text, the address and the date."""
    held = look_into(path).columns
    text = chosen([name for name, type_ in held.items() if not type_], asked.field, TEXT_FIELDS)
    if text is None:
        raise CorpusError(f"{path}: {lacks('column', asked.field, TEXT_FIELDS, held)}")
    others = []
    for wanted, usual in ((asked.address_field, ADDRESS_FIELDS), (asked.date_field, DATE_FIELDS)):
        name = chosen(list(held), wanted, usual)
        if name is None and wanted is not None:
            raise CorpusError(f"{path}: {lacks('column', wanted, usual, dict.fromkeys(held, ''))}")
        others.append(name)
    return text, others[0], others[1]


def stream(
    inputs: Sequence[Input], asked: Asked, start: Place
) -> Iterator[tuple[Place, Record | Other]]:
    """Yield the records of all inputs from a place on, each with its place."""
    for at in range(start.input, len(inputs)):
        one = inputs[at]
        skip, offset = (start.number, start.offset) if at == start.input else (0, 0)
        for item in _records(one, asked, skip, offset):
            if isinstance(item, Record):
                yield Place(at, item.number, item.offset or 0), item
            else:
                yield Place(at), item


def _records(one: Input, asked: Asked, skip: int, offset: int) -> Iterator[Record | Other]:
    file = storable(one.path)
    try:
        if one.kind == ARCHIVE:
            yield from (
                item._replace(file=file) if isinstance(item, Record) else item
                for item in archive(one.path, asked.limit, skip, offset)
            )
        elif one.kind == LINES:
            yield from _lines(one.path, file, asked, skip)
        elif one.kind == PARQUET:
            yield from _rows(one, file, asked, skip)
        else:
            yield _document(one.path, file, asked)
    except OSError as error:
        yield Record(file, skip, AUTO, failed=f"it cannot be read: {reason(error)}", broken=True)


def _document(path: str, file: str, asked: Asked) -> Record:
    suffix = Path(path).suffix.lower()
    kind = _KINDS.get(suffix, AUTO)
    kind = HTML if kind == "html" else kind
    try:
        data = read_file(path, asked.limit)
    except OSError as error:
        is_long = error.errno == errno.EFBIG
        why = too_long(asked.limit) if is_long else f"it cannot be read: {reason(error)}"
        return Record(file, 0, kind, failed=why, size=_size(path), broken=not is_long)
    return Record(file, 0, kind, data, size=len(data))


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


# -- lines of JSON ----------------------------------------------------------------------------


def _lines(path: str, file: str, asked: Asked, skip: int) -> Iterator[Record]:
    """Yield the lines of a file that are not blank, each as a record to be read."""
    most = 2 * asked.limit + _ROOM  # JSON writes some characters as several
    number = row = offset = 0
    with _opened(path) as lines:
        try:
            while line := lines.readline(most):
                row += 1
                size = len(line)
                is_long = size == most and not line.endswith(b"\n")
                while is_long and (more := lines.readline(most)):
                    size += len(more)
                    if more.endswith(b"\n"):
                        break
                at, offset = offset, offset + size
                if not is_long and not line.strip():
                    continue
                if number >= skip:
                    why = too_long(asked.limit) if is_long else ""
                    data = b"" if is_long else line
                    yield Record(file, number, LINE, data, at, row, size=size, failed=why)
                number += 1
        except UNREADABLE as error:
            why = _broken(error)
            yield Record(file, number, LINE, b"", offset, row + 1, failed=why, broken=True)


def _opened(path: str) -> BinaryIO:
    with Path(path).open("rb") as file:
        is_compressed = file.read(len(GZIP)) == GZIP
    if is_compressed:
        # Without a larger buffer, which would lose data at a break.
        return cast(BinaryIO, gzip.open(path, "rb"))
    return Path(path).open("rb", buffering=_BUFFER)


def _broken(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "the compressed data breaks off here: the file is cut short"
    if isinstance(error, gzip.BadGzipFile) and not str(error).startswith("CRC"):
        return "the compressed data is damaged here: the rest cannot be read"
    if isinstance(error, OSError) and not isinstance(error, gzip.BadGzipFile):
        return f"the file cannot be read from here on: {reason(error)}"
    told = "the compressed data is damaged, here or before: the rest cannot be read"
    return f"{told}, and the records before may be wrong"


# -- rows of Parquet --------------------------------------------------------------------------


def _rows(one: Input, file: str, asked: Asked, skip: int) -> Iterator[Record]:
    names = [name for name in one.columns if name is not None]
    number = skip
    try:
        if not names:
            look_into(one.path)
            raise ParquetError("it was not a Parquet file when the job began")
        for values in cells(one.path, list(dict.fromkeys(names)), skip):
            cell = dict(zip(dict.fromkeys(names), values, strict=True))
            text, address, date_ = (cell.get(name) if name else None for name in one.columns)
            yield _row(file, number, text, address, date_, asked)
            number += 1
    except ParquetError as error:
        why = str(error).removeprefix(f"{one.path}: ")
        yield Record(file, number, asked.kind, row=number + 1, failed=why, broken=True)


def _row(file: str, number: int, text: Any, address: Any, date_: Any, asked: Asked) -> Record:
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    is_long = data is not None and len(data) > asked.limit
    why = "the row has no text" if data is None else too_long(asked.limit) if is_long else ""
    return Record(
        file,
        number,
        asked.kind,
        b"" if why else data,
        row=number + 1,
        address=_said(address),
        date=_said(date_),
        charset="utf-8" if isinstance(text, str) else None,
        size=0 if data is None else len(data),
        failed=why,
    )


def _said(value: Any) -> str | None:
    """Return the value of a cell about a record, as text."""
    if value is None or value == "":
        return None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, date) else str(value)
