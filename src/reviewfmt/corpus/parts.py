"""Writes a part of a corpus: a file for each table, moved into place when all are complete."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from pathlib import Path
from typing import BinaryIO

from reviewfmt.columns.batches import BatchWriter
from reviewfmt.corpus.cutting import Cut
from reviewfmt.corpus.job import Folder, Note
from reviewfmt.corpus.records import CorpusError, Result
from reviewfmt.corpus.tables import OUTCOMES, TABLES
from reviewfmt.files import reason

_ASIDE = ".part.tmp"


def clear(folder: Folder) -> None:
    """Remove the files of an incomplete part."""
    for table in TABLES:
        with contextlib.suppress(OSError):
            Path(folder.path, table.name, _ASIDE).unlink()


class Part:
    """A part that is being written."""

    def __init__(self, folder: Folder, number: int) -> None:
        self._folder = folder
        self._number = number
        self._counts: Counter[str] = Counter()
        self._others: Counter[str] = Counter()
        self._broken = 0
        self._files: list[BinaryIO] = []
        self._writers: dict[str, BatchWriter] = {}
        try:
            for table in TABLES:
                path = Path(folder.path, table.name, _ASIDE)
                path.parent.mkdir(exist_ok=True)
                file = path.open("wb")
                self._files.append(file)
                self._writers[table.name] = BatchWriter(file, table)
        except OSError as error:
            raise self._unwritten(error) from error

    def add(self, cut: Cut, result: Result) -> None:
        """Add the result of a piece. Raises CorpusError if it cannot be written."""
        try:
            for name, data in result.batches.items():
                self._writers[name].add(data)
        except OSError as error:
            raise self._unwritten(error) from error
        for name, number in result.counts.items():
            (self._counts if name in OUTCOMES else self._others)[name] += number
        self._others.update(cut.others)
        self._broken += len(cut.broken)

    def close(self, cut: Cut) -> Note:
        """Move the part into place, and return its note. Raises CorpusError."""
        note = Note(
            self._folder.key,
            self._number,
            cut.then,
            dict(self._counts),
            dict(self._others),
            self._broken,
        )
        try:
            for writer, file in zip(self._writers.values(), self._files, strict=True):
                writer.close(note.text)
                file.flush()
                os.fsync(file.fileno())
                file.close()
            for table in TABLES:
                aside = Path(self._folder.path, table.name, _ASIDE)
                aside.replace(self._folder.name(table.name, self._number))
        except OSError as error:
            raise self._unwritten(error) from error
        return note

    def give_up(self) -> None:
        """Remove the part."""
        for writer in self._writers.values():
            with contextlib.suppress(OSError, ValueError):
                writer.close()
        for file in self._files:
            with contextlib.suppress(OSError, ValueError):
                file.close()
        clear(self._folder)

    def _unwritten(self, error: OSError) -> CorpusError:
        self.give_up()
        return CorpusError(f"{self._folder.path}: cannot be written: {reason(error)}")
