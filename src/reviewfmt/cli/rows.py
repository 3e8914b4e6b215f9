"""Reads reviews as rows, in order, for the commands that make tables; reports errors."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

import click

from reviewfmt.batch import Found
from reviewfmt.cli.console import say, tell, tell_all
from reviewfmt.cli.exits import COULD_NOT_RUN
from reviewfmt.cli.inputs import find, unread_folders
from reviewfmt.cli.losses import Losses
from reviewfmt.cli.plan import format_of
from reviewfmt.cli.progress import progress, say_stopped

if TYPE_CHECKING:
    from reviewfmt.columns.gathering import Outcome, Tabulate
    from reviewfmt.columns.rows import Rows
    from reviewfmt.config import Configs
    from reviewfmt.publish.reading import Input

PARQUET = ".parquet"


class Reading:
    """The reviews of a run: their rows, and how many had errors or were unreadable.

    `is_stopped` tells that `fail_fast` has ended the run.
    """

    def __init__(
        self,
        found: Found,
        work: Tabulate,
        losses: Losses,
        *,
        from_: str | None = None,
        color: bool = False,
        quiet: bool = False,
        fail_fast: bool = False,
    ) -> None:
        """Prepare to read the found files; unreadable folders are reported at the end."""
        self.number = self.failed = 0
        self.is_stopped = False
        self._inputs = inputs_of(found.files, from_)
        self._found = found
        self._work = work
        self._losses = losses
        self._color, self._quiet, self._fail_fast = color, quiet, fail_fast

    def rows(self, jobs: int) -> Iterator[Rows]:
        """Read the files in `jobs` processes, and yield the rows of each review."""
        from reviewfmt.columns.gathering import gather

        total = len(self._inputs)
        results = gather(self._inputs, self._work, jobs)
        with closing(results):
            seen = progress(results, total, "read", quiet=self._quiet, speaks=self._speaks)
            for done, outcome in enumerate(seen, 1):
                self._tell(outcome)
                if outcome.rows is not None:
                    self.number += 1
                    yield outcome.rows
                    continue
                self.failed += 1
                if self._fail_fast:
                    self.is_stopped = True
                    say_stopped(outcome.input.path, total - done)
                    return

    def finish(self) -> int:
        """Report the collected losses; return the exit code of the run."""
        unread = unread_folders(self._found)
        self._losses.note(unread)
        self._losses.finish(quiet=self._quiet)
        for one in () if self._losses.listed else unread:
            tell(str(one))
        if self._found.missing or self._losses.has_unread:
            return COULD_NOT_RUN
        return 1 if self.failed else 0

    def _speaks(self, outcome: Outcome) -> bool:
        told = outcome.losses and not self._losses.counted
        return bool(outcome.found or outcome.is_refused or told)

    def _tell(self, outcome: Outcome) -> None:
        self._losses.add(outcome.losses)
        self._losses.note(outcome.found)
        if outcome.is_refused:
            say(f"{outcome.input.path}: left out because of --strict")
        if not outcome.found or self._losses.listed:
            return
        from reviewfmt.cli.reports import report
        from reviewfmt.linter import Checked

        checked = Checked(outcome.input.path, outcome.text, outcome.found)
        tell_all(report("full").render([checked], self._color))


class Sources(NamedTuple):
    """The sources of a query: files with one review each, and files of Parquet."""

    reviews: Found
    parquet: tuple[str, ...]


def sources(paths: tuple[str, ...], from_: str | None, configs: Configs) -> Sources:
    """Find the reviews and the files of Parquet that `paths` name.

    Files of Parquet in a folder with reviews are left out, since they may hold the same reviews;
    this is reported.
    """
    from reviewfmt.converter import SOURCES

    suffixes = SOURCES[from_].suffixes if from_ else (".review",)
    found = find(paths, (*suffixes, PARQUET), configs)
    files = [path for path in found.files if not path.lower().endswith(PARQUET)]
    folders = {os.path.normpath(path) for path in paths if os.path.isdir(path)}
    folders &= {above for path in files for above in _above(path)}
    parquet = []
    for path in found.files:
        if not path.lower().endswith(PARQUET):
            continue
        if path not in paths and not folders.isdisjoint(_above(path)):
            say(f"{path}: left out, because its folder has reviews; name the file to include it")
        else:
            parquet.append(path)
    return Sources(found._replace(files=tuple(files)), tuple(parquet))


def _above(path: str) -> Iterator[str]:
    """Yield the folders above a file, in the spelling of its path."""
    while (above := os.path.dirname(path)) not in ("", path):
        yield above
        path = above
    yield path if os.path.isabs(path) else os.curdir


def inputs_of(files: Sequence[str], from_: str | None) -> list[Input]:
    """Return files with their formats. Raises UsageError for a format that cannot be read."""
    from reviewfmt.publish.reading import Input

    return [Input(path, format_of(path, from_)) for path in files]


def see_to(package: str, what: str) -> None:
    """Raise UsageError if `what` needs a package that is not installed."""
    from reviewfmt.columns import formats

    try:
        formats.see_to(package, what)
    except formats.NotInstalledError as error:
        raise click.UsageError(str(error)) from error


def counted(number: int, what: str) -> str:
    """Return a number and its noun, which is in the plural unless the number is 1."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
