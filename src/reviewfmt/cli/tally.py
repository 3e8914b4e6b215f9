"""What was found, in numbers: the summary of `check`, and `check --statistics`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from reviewfmt.cli.console import as_json
from reviewfmt.diagnostic import Severity
from reviewfmt.linter import Checked

if TYPE_CHECKING:
    from reviewfmt.cli.mending import Mender


class Tally(NamedTuple):
    """How many of what there are."""

    files: int
    errors: int
    warnings: int
    safe: int
    unsafe: int

    @classmethod
    def of(cls, checked: Sequence[Checked], files: int) -> Tally:
        """Count findings, and those with a fix; so many `files` were checked."""
        found = [one for each in checked for one in each.diagnostics]
        errors = sum(one.severity is Severity.ERROR for one in found)
        fixes = [one.fix.safe for one in found if one.fix is not None]
        safe = sum(fixes)
        return cls(files, errors, len(found) - errors, safe, len(fixes) - safe)

    def summary(self, known: int, mender: Mender | None) -> str:
        """Return the last line that is shown: what was found, was mended, and could be."""
        told = [count(self.errors, "error")] if self.errors else []
        told += [count(self.warnings, "warning")] if self.warnings else []
        text = f"{count(self.files, 'file')} checked: {', '.join(told) or 'clean'}"
        if known:
            text += f", {known} known"
        if mender:
            return f"{text}; {count(mender.findings, 'finding')} mended"
        flags = ((self.safe, "--fix"), (self.unsafe, "--unsafe-fixes"))
        hints = [f"{number} by {flag}" for number, flag in flags if number]
        return f"{text}; can be mended: {', '.join(hints)}" if hints else text


def count(number: int, noun: str) -> str:
    """Return `1 file`, `2 files`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


class Statistics:
    """The report of `check --statistics`: a line a code, or an object, the most frequent first."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.MARK = r'\[(\]\s*\Z|\s*\{\s*"code": )' if as_json else r" *\d+  RF\d{3}  "

    def render(self, checked: Sequence[Checked], color: bool) -> str:
        """Return the whole report; a `*` marks a code that --fix can mend."""
        from reviewfmt.rules import RULES

        found = [one for each in checked for one in each.diagnostics]
        safe = Counter(one.code for one in found if one.fix is not None and one.fix.safe)
        counts = sorted(Counter(one.code for one in found).items(), key=lambda row: (-row[1], row))
        if self.as_json:
            rows = [
                {"code": code, "name": RULES[code].name, "count": number, "fixable": safe[code]}
                for code, number in counts
            ]
            return as_json(rows)
        width = len(str(counts[0][1])) if counts else 0
        return "".join(
            f"{number:>{width}}  {code}  {RULES[code].name}{' *' if safe[code] else ''}\n"
            for code, number in counts
        )
