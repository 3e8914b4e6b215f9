"""The progress of a run over many files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from reviewfmt.cli.console import say

if TYPE_CHECKING:
    from rich.progress import Progress

_Result = TypeVar("_Result")

SHOWN_FROM = 20
"""With at least this many files, it is shown how far a run is."""

SIGNS = "- 1/2\n\n-: -\n\n*-*\n\n• - - 1/2\n"
"""A text with all kinds of signs: parsing it loads everything that parsing a review needs."""

_SHOWN_EVERY = 0.1
_LOGGED_EVERY = 10.0


def say_stopped(path: str, left: int) -> None:
    """Say that `--fail-fast` has ended a run, and how many files are left."""
    files = "no file is" if left == 0 else "1 file is" if left == 1 else f"{left} files are"
    say(f"stopped after {path} because of --fail-fast; {files} left")


def progress(
    results: Iterable[_Result],
    total: int,
    verb: str,
    *,
    quiet: bool,
    speaks: Callable[[_Result], bool] = lambda result: False,
) -> Iterator[_Result]:
    """Pass results on, and show how far a run of this many files is.

    A terminal has a line with the rate and the time left, which is away while the caller writes
    what a result `speaks` of. In CI there is a line of its own from time to time, elsewhere
    nothing. `verb` says what was done, as in "checked".
    """
    if quiet or total < SHOWN_FROM:
        yield from results
    elif sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        yield from _drawn(results, total, verb, speaks)
    elif os.environ.get("CI"):
        yield from _logged(results, total, verb)
    else:
        yield from results


def _logged(results: Iterable[_Result], total: int, verb: str) -> Iterator[_Result]:
    import time

    begun = said = time.monotonic()
    for number, result in enumerate(results, 1):
        now = time.monotonic()
        if now - said >= _LOGGED_EVERY:
            said = now
            rate = number / (now - begun)
            left = _clock((total - number) / rate)
            say(f"{number} of {total} {verb}, {rate:.0f} a second, {left} left")
        yield result


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _drawn(
    results: Iterable[_Result], total: int, verb: str, speaks: Callable[[_Result], bool]
) -> Iterator[_Result]:
    import time

    bar = _bar()
    task = bar.add_task(verb, total=total)
    shown = at = 0.0
    try:
        for number, result in enumerate(results, 1):
            at = time.monotonic()
            if speaks(result):
                bar.stop()
                shown = 0.0
            elif at - shown >= _SHOWN_EVERY:
                bar.update(task, completed=number)
                bar.start()
                bar.refresh()
                shown = at
            yield result
    finally:
        bar.stop()


def _bar() -> Progress:
    """Return a progress line without a drawing thread, since processes are forked meanwhile."""
    from rich import progress as parts
    from rich.console import Console
    from rich.text import Text

    class Rate(parts.ProgressColumn):
        """The number of files per second."""

        def render(self, task: parts.Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("" if speed is None else f"{speed:.0f}/s", style="progress.data.speed")

    return parts.Progress(
        parts.TextColumn("{task.description}"),
        parts.BarColumn(),
        parts.MofNCompleteColumn(),
        Rate(),
        parts.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
