"""Reports the losses of conversions: one by one, counted, or as a JSON list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reviewfmt.batch import STDIN
from reviewfmt.cli.console import emit, say, tell
from reviewfmt.cli.inputs import UNREAD
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.linter import Checked


class Losses:
    """Collects losses and errors, and reports them as requested.

    With `listed` they become one JSON list on standard output. With `counted`, the losses of all
    files become one line per code; otherwise each is reported when it is added. `has_unread` tells
    whether something could not be read.
    """

    def __init__(self, *, listed: bool, counted: bool) -> None:
        self.listed = listed
        self.counted = counted and not listed
        self.has_unread = False
        self.found: list[Diagnostic] = []
        self._times: Counter[str] = Counter()
        self._files: Counter[str] = Counter()

    def add(self, found: Iterable[Diagnostic]) -> None:
        """Add the losses of one file."""
        found = tuple(found)
        self.note(found)
        if self.counted:
            self._times.update(one.code for one in found)
            self._files.update({one.code for one in found})
        elif not self.listed:
            for one in found:
                tell(str(one))

    def note(self, found: Iterable[Diagnostic]) -> None:
        """Add errors that are reported elsewhere."""
        for one in found:
            self.has_unread |= one.code == UNREAD
            if self.listed:
                self.found.append(one)

    def finish(self, *, quiet: bool) -> None:
        """Report what was collected; `quiet` leaves out how to see more."""
        from reviewfmt.rules import RULES

        if self.listed:
            from reviewfmt.cli.reports import report

            checked = [Checked(one.path or STDIN, "", (one,)) for one in self.found]
            emit(report("json").render(checked, False))
        for code in sorted(self._times):
            files = self._files[code]
            many = f"{self._times[code]} in {files} file{'' if files == 1 else 's'}"
            say(f"{code} {RULES[code].name}: {many}")
        if self._times and not quiet:
            say("--verbose lists them")
