"""Writes tables as whole files of any size, and replaces only files that may be replaced."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from reviewfmt.batch.manifest import Manifest
from reviewfmt.batch.output import holds_stream, write_stream
from reviewfmt.columns.formats import TABULAR, writer
from reviewfmt.columns.rows import Rows
from reviewfmt.columns.schema import Table
from reviewfmt.files import MIB, FileError, reason


class Spool:
    """The tables of a run in temporary files, until all rows are there."""

    def __init__(self, files: Mapping[Table, BinaryIO], format: str) -> None:
        """Begin the tables in empty files, in a format of `TABULAR`."""
        self.format = format
        self._files = {table.name: file for table, file in files.items()}
        self._writers = {table.name: writer(format, file, table) for table, file in files.items()}

    def add(self, rows: Rows) -> None:
        """Add the rows of a review."""
        for name, one in self._writers.items():
            one.write(rows.of(name))

    def close(self) -> None:
        """Write the remaining rows; then the tables are complete, and no row can be added."""
        while self._writers:
            self._writers.popitem()[1].close()

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes of the only table."""
        (file,) = self._files.values()
        file.seek(0)
        yield from iter(lambda: file.read(MIB), b"")

    def save(self, path: str, *, force: bool) -> None:
        """Write the only table to a file. Raises FileError as `write_stream` does."""
        (file,) = self._files.values()
        write_stream(path, file, None, force=force)

    def save_all(self, manifest: Manifest, source: str, *, force: bool) -> list[str]:
        """Write every table to a folder that keeps a list of its outputs; returns their paths.

        `source` is the folder of the reviews, which the list names. If one of the files must
        not be replaced, nothing is written: raises FileError.
        """
        suffix = TABULAR[self.format].suffixes[0]
        planned = {}
        for name, file in self._files.items():
            path = os.path.join(manifest.folder, name + suffix)
            planned[path] = file, manifest.expected(path, source=source, format=self.format)
        if not force:
            for path, (file, expected) in planned.items():
                holds_stream(path, file, expected)
        for path, (file, expected) in planned.items():
            written = write_stream(path, file, expected, force=force)
            manifest.note(path, written, source=source, format=self.format)
        return list(planned)


@contextlib.contextmanager
def spool(tables: Sequence[Table], format: str) -> Iterator[Spool]:
    """Give a temporary place for tables. Raises FileError if the disk is full."""
    with room(), contextlib.ExitStack() as stack:
        files = {
            table: stack.enter_context(tempfile.TemporaryFile(prefix="reviewfmt-"))
            for table in tables
        }
        place = Spool(files, format)
        try:
            yield place
        finally:
            with contextlib.suppress(OSError):  # of a disk that is full
                place.close()


@contextlib.contextmanager
def room() -> Iterator[None]:
    """Turn an OSError from writing a temporary file in this context into a FileError."""
    try:
        yield
    except OSError as error:
        told = f"no room for the table in {tempfile.gettempdir()}: {reason(error)}"
        raise FileError(told) from error
