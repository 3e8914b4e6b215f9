"""The first half of a site: several processes read the reviews, and keep a record of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.publish.reading import Input, Reader, at, given_up, text_of
from reviewfmt.publish.site.records import Record, record_of

if TYPE_CHECKING:
    from reviewfmt.batch.engine import Tasks
    from reviewfmt.batch.fingerprint import Source


class Outcome(NamedTuple):
    """What reading a file gave: a record, or the findings.

    `text` is the text of the file, if there are findings: they point into it.
    """

    input: Input
    record: Record | None = None
    source: Source | None = None
    found: tuple[Diagnostic, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Recorder:
    """Makes a record of each file: a function of a stream of inputs, for the engine."""

    reader: Reader

    def __call__(self, tasks: Tasks[Input]) -> Iterator[Outcome]:
        """Read the files."""
        for task in tasks:
            yield self.outcome(task)

    def lost(self, task: Input, why: str) -> Outcome:
        """Return the outcome of a file whose process was killed."""
        return Outcome(task, found=(given_up(task.path, why),))

    def outcome(self, task: Input) -> Outcome:
        """Read one file."""
        try:
            opened = self.reader.open(task)
        except ReviewError as error:
            return Outcome(task, found=at(task, error.diagnostics), text=text_of(task.path))
        record = record_of(opened.review, opened.language)
        faults = at(task, opened.faults)
        return Outcome(task, record, opened.source, faults, opened.text if faults else "")
