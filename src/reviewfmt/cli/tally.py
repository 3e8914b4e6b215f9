"""The counts of findings for the summary of `check`."""

from __future__ import annotations

from reviewfmt.cli.checking import Outcome, is_unread
from reviewfmt.linter import ALWAYS


class Tally:
    """Counts of files and findings, updated with each outcome."""

    def __init__(self) -> None:
        self.files = self.errors = self.warnings = self.safe = self.unsafe = 0
        self.known = self.mended = self.changed = 0
        self.told = self.failed = self.unread = self.could_not_run = False

    def add(self, outcome: Outcome, *, is_file: bool = True) -> None:
        """Count the findings in a file, or in something that is not a file."""
        self.files += is_file
        self.told = True
        for one in outcome.marks:
            self.errors += one.is_error
            self.warnings += not one.is_error
            self.safe += one.safe is True
            self.unsafe += one.safe is False
        self.mended += outcome.mended
        self.changed += outcome.shown is not None
        self.failed |= outcome.fails
        self.unread |= any(one.code in ALWAYS for one in outcome.marks)
        self.could_not_run |= is_unread(outcome) or outcome.refused is not None

    def summary(self, *, mended: bool) -> str:
        """Return the summary: what was found, what was fixed, and what could be fixed."""
        told = [count(self.errors, "error")] if self.errors else []
        told += [count(self.warnings, "warning")] if self.warnings else []
        text = f"{count(self.files, 'file')} checked: {', '.join(told) or 'clean'}"
        if self.known:
            text += f", {self.known} known"
        if mended:
            return f"{text}; {count(self.mended, 'finding')} fixed"
        flags = ((self.safe, "--fix"), (self.unsafe, "--unsafe-fixes"))
        hints = [f"{number} by {flag}" for number, flag in flags if number]
        return f"{text}; can be fixed: {', '.join(hints)}" if hints else text

    def difference(self, *, unsafe: bool) -> str:
        """Return the summary of `--diff`: what would change, and whether more could."""
        text = f"{count(self.changed, 'file')} would change: {count(self.mended, 'finding')} fixed"
        more = (self.safe or self.unsafe) and not unsafe
        return f"{text}; --unsafe-fixes shows more" if more else text


def count(number: int, noun: str) -> str:
    """Return `1 file`, `2 files`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
