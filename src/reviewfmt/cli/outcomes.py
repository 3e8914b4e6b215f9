"""The outcomes of `check`: cached, compared with a baseline, counted and written one by one."""

from __future__ import annotations

import re
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, nullcontext
from typing import TYPE_CHECKING

import click

from reviewfmt.batch import STDIN, same_files
from reviewfmt.batch.engine import run
from reviewfmt.cli.checking import Check, File, Outcome
from reviewfmt.cli.console import emit_all, emit_bytes, say, tell_all
from reviewfmt.cli.differences import write as show_one
from reviewfmt.cli.progress import SIGNS, progress, say_stopped
from reviewfmt.cli.reports import Row
from reviewfmt.cli.tally import Tally
from reviewfmt.config import Config, Configs
from reviewfmt.files import FileError, write_whole
from reviewfmt.linter import ALWAYS, check_data

if TYPE_CHECKING:
    from reviewfmt.cli.cached import Remembered


def remembering(work: Check, config: Config) -> tuple[Check, Remembered | None]:
    """Return the work with a cache, if the files of the program can be read."""
    from dataclasses import replace

    from reviewfmt.cli.cached import Remembered

    try:
        return replace(work, keeps=True), Remembered(work, config)
    except OSError:
        return work, None


def outcomes_of(
    work: Check,
    paths: Sequence[str],
    jobs: int,
    memory: Remembered | None,
    *,
    quiet: bool,
    fail_fast: bool,
) -> Generator[Outcome, None, None]:
    """Check the files, in several processes if there are many."""
    here = {STDIN}
    if work.mender:
        here |= same_files(paths)
    tasks = map(File, paths) if memory is None else memory.tasks(paths)

    def stays(file: File) -> bool:
        return file.path in here

    found = run(work, tasks, jobs, lost=work.lost, here=stays, killed=work.killed, warm=_warm)
    with (
        closing(found) as outcomes,
        nullcontext() if memory is None else memory,
    ):
        is_shown = sys.stdout.isatty()
        shown = progress(
            outcomes,
            len(paths),
            "checked",
            quiet=quiet,
            speaks=lambda one: is_shown and one.speaks,
        )
        for number, outcome in enumerate(shown, 1):
            if memory is not None:
                memory.note(outcome)
            yield outcome
            if fail_fast and outcome.fails:
                say_stopped(outcome.row.path, len(paths) - number)
                return


def _warm() -> None:
    check_data(SIGNS.encode(), "")


def rows_of(
    outcomes: Iterable[Outcome], unread: Iterable[Outcome], tally: Tally, *, diff: bool = False
) -> Iterator[Row]:
    """Count outcomes, and yield their rows for the report; the rest is written at once."""
    for outcome in outcomes:
        tally.add(outcome)
        yield _write_outside_report(outcome, diff=diff)
    for outcome in unread:
        tally.add(outcome, is_file=False)
        yield _write_outside_report(outcome, diff=diff)


def _write_outside_report(outcome: Outcome, *, diff: bool) -> Row:
    """Write what is beside the report: messages, differences, mended standard input."""
    if outcome.refused:
        say(outcome.refused)
    if outcome.shown is not None:
        show_one(outcome.shown)
    if outcome.output is not None:
        emit_bytes(outcome.output)
    if diff:
        told = zip(outcome.marks, outcome.row.pieces, strict=True)
        tell_all("".join(piece for mark, piece in told if mark.code in ALWAYS))
    return outcome.row


def new_ones(
    asked: str | None,
    written: str | None,
    outcomes: Iterable[Outcome],
    tally: Tally,
    configs: Configs,
    quiet: bool,
) -> list[Outcome]:
    """Return the outcomes without known findings, after the new baseline is written."""
    from reviewfmt.cli.baselines import without_known, write_baseline

    gathered = list(outcomes)
    if written:
        write_baseline(written, (one.marked for one in gathered if one.marked is not None))
    found, tally.known = without_known(asked, gathered, configs, quiet)
    return found


def write(work: Check, rows: Iterator[Row], output: str, *, beside: bool, diff: bool) -> None:
    """Write the report piece by piece."""
    if diff:
        for _ in rows:
            pass
        return
    made = work.report()
    pieces = made.whole(rows)
    if beside:  # standard output has the fixed standard input
        for piece in pieces:
            tell_all(piece)
    elif output == STDIN:
        emit_all(pieces)
    else:
        text = "".join(pieces)

        def ours(data: bytes) -> bool:
            return re.match(made.MARK, data.decode("utf-8", "replace")) is not None

        try:
            write_whole(output, text.encode("utf-8", "backslashreplace"), ours=ours)
        except FileError as error:
            raise click.ClickException(str(error)) from error
