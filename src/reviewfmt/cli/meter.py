"""The progress of `corpus`: one line on a terminal, log lines in CI; reports damage."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from reviewfmt.cli.console import say, tell

if TYPE_CHECKING:
    from rich.progress import Progress

    from reviewfmt.corpus.cutting import Cut
    from reviewfmt.corpus.job import Note
    from reviewfmt.corpus.records import Record, Result

_DRAWN_EVERY = 0.2
_LOGGED_EVERY = 10.0


class Meter:
    """Counts finished records, and shows the progress on a terminal or in a CI log."""

    def __init__(self, inputs: Sequence[str], *, quiet: bool) -> None:
        self._inputs = inputs
        self._begun = self._said = time.monotonic()
        self._number = self._kept = 0
        self._bar: Progress | None = None
        self._drawn = not quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._logged = not quiet and not self._drawn and bool(os.environ.get("CI"))

    def __enter__(self) -> Meter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def kept(self, note: Note) -> None:
        """Count a part that already exists."""
        self._kept += sum(note.counts.values())

    def seen(self, cut: Cut, result: Result) -> None:
        """Count a piece, and report where its input is damaged."""
        self._number += sum(result.counts.values())
        for one in cut.broken:
            self._hide()
            tell(f"{_place(one)}: {one.failed}")
        now = time.monotonic()
        if self._drawn and now - self._said >= _DRAWN_EVERY:
            self._said = now
            self._draw(cut)
        elif self._logged and now - self._said >= _LOGGED_EVERY:
            self._said = now
            say(self._told(cut))

    def _told(self, cut: Cut) -> str:
        rate = self._number / max(time.monotonic() - self._begun, 0.001)
        told = f"{self._kept + self._number:,} records, {rate:,.0f} a second"
        if len(self._inputs) > 1:
            told += f", input {cut.input + 1:,} of {len(self._inputs):,}"
        return told

    def _draw(self, cut: Cut) -> None:
        from reviewfmt.cli.console import shown

        if self._bar is None:
            self._bar = _bar()
            self._bar.add_task("")
        self._bar.update(self._bar.task_ids[0], description=shown(self._told(cut)))
        self._bar.start()
        self._bar.refresh()

    def _hide(self) -> None:
        if self._bar is not None:
            self._bar.stop()


def _place(record: Record) -> str:
    """Return the place of a record, for people."""
    if record.offset is not None:
        return f"{record.file}: byte {record.offset}"
    return record.file if record.row is None else f"{record.file}: row {record.row}"


def _bar() -> Progress:
    from rich import progress as parts
    from rich.console import Console

    return parts.Progress(
        parts.SpinnerColumn(),
        parts.TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
