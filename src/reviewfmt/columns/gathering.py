"""Reads many reviews as rows in several processes; the rows are in the order of the files."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from reviewfmt.batch import STDIN
from reviewfmt.batch.engine import run
from reviewfmt.columns.rows import Rows, rows_of
from reviewfmt.config import Configs
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.files import read_stream, reason
from reviewfmt.publish.reading import UNREAD, Input, at, read_bytes
from reviewfmt.source import decode, recoded

if TYPE_CHECKING:
    from reviewfmt.batch.engine import Tasks

_FEW = 48
"""Fewer reviews than this are read without other processes."""


class Outcome(NamedTuple):
    """The result of reading a file: its rows and the losses of reading, or its errors.

    `text` is the text of a file with errors, for the findings. `is_refused` tells that the file was
    left out only because of its losses.
    """

    input: Input
    rows: Rows | None = None
    losses: tuple[Diagnostic, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    text: str = ""
    is_refused: bool = False


@dataclass(frozen=True)
class Tabulate:
    """Reads files as rows: a function of a stream of inputs, for the engine.

    `metadata` are fields to set in every review, as `convert --metadata` takes them. With `strict`
    a review that loses something is left out. `limit` is how many bytes an archive may unpack to.
    """

    configs: Configs
    metadata: dict[str, str] = field(default_factory=dict)
    encoding: str | None = None
    limit: int | None = None
    strict: bool = False

    def __call__(self, tasks: Tasks[Input]) -> Iterator[Outcome]:
        """Read the files."""
        for task in tasks:
            yield self.outcome(task)

    def lost(self, task: Input, why: str) -> Outcome:
        """Return the result for a file whose process was killed."""
        message = f"the file was given up: the process that worked on it {why}, twice"
        return Outcome(task, found=(Diagnostic(UNREAD, message, path=task.path),))

    def outcome(self, task: Input) -> Outcome:
        """Read one file."""
        from reviewfmt import converter
        from reviewfmt.reading import read_source

        data = b""
        try:
            config = self.configs.of(task.path)
            data = _bytes_of(task.path, config.max_file_size)
            is_text = not converter.SOURCES[task.format].binary
            if self.encoding and is_text:
                data = recoded(data, self.encoding, task.path)
            words = config.settings.words
            reading = read_source(data, task.format, task.path, limit=self.limit, words=words)
            review = converter.with_metadata(reading.review, self.metadata)
        except ReviewError as error:
            return Outcome(task, found=at(task, error.diagnostics), text=_text(data))
        losses = at(task, tuple(reading.losses))
        if self.strict and losses:
            return Outcome(task, losses=losses, is_refused=True)
        return Outcome(task, rows_of(review, printable(task.path)), losses)


def gather(inputs: Sequence[Input], work: Tabulate, jobs: int) -> Generator[Outcome, None, None]:
    """Read files in `jobs` processes, and yield their results in order."""
    return run(work, iter(inputs), jobs, lost=work.lost, here=_is_stdin, few=_FEW)


def printable(path: str) -> str:
    """Return a path as text; a byte that is not UTF-8 is escaped, as in Python."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _is_stdin(task: Input) -> bool:
    return task.path == STDIN


def _bytes_of(path: str, limit: int) -> bytes:
    """Return the bytes of a file, or of standard input; ReviewError (RF100) as `read_bytes`."""
    if path != STDIN:
        return read_bytes(path, limit)
    try:
        if sys.stdin is None:  # closed by the caller, as by `<&-`
            raise OSError("standard input is closed")
        return read_stream(sys.stdin.buffer, limit)
    except OSError as error:
        message = f"the file cannot be read: {reason(error)}"
        raise ReviewError([replace(Diagnostic(UNREAD, message), path=path)]) from error


def _text(data: bytes) -> str:
    try:
        return decode(data)
    except ReviewError:
        return ""
