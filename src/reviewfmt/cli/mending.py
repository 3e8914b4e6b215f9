"""`check --fix` and `check --diff`: files mended in place, or the difference shown."""

from __future__ import annotations

from reviewfmt.batch import STDIN
from reviewfmt.cli.console import say
from reviewfmt.cli.differences import Difference
from reviewfmt.files import FileError, write_whole
from reviewfmt.linter import Checked, Settings, check_data


class Mender:
    """Mends what was checked, and keeps count.

    With `diff` nothing is written, and `differences` are what would be. Else files are written
    whole, and `output` is what became of standard input, as bytes in its own encoding; None where
    it was not read.
    """

    def __init__(self, *, unsafe: bool, diff: bool) -> None:
        self.unsafe = unsafe
        self.diff = diff
        self.findings = self.files = 0
        self.differences: list[Difference] = []
        self.output: bytes | None = None
        self.failed = False

    def took(self, path: str, data: bytes) -> None:
        """Note what was read: standard input goes on as it is where nothing can be mended."""
        if path == STDIN and not self.diff:
            self.output = data

    def mend(self, path: str, data: bytes, checked: Checked, settings: Settings) -> Checked:
        """Mend one source, read from `path` as `data`; returns what is left to say about it."""
        fixes = [one.fix for one in checked.diagnostics if one.fix is not None]
        if not any(self.unsafe or one.safe for one in fixes):
            return checked
        from reviewfmt.linter.fixing import encode, fix

        text, count = fix(checked.text, settings, unsafe=self.unsafe)
        if text == checked.text:
            return checked
        if self.diff:
            self.differences.append(Difference(checked.path, data, encode(text, data)))
        elif path == STDIN:
            self.output = encode(text, data)
        else:
            try:
                write_whole(path, encode(text, data))
            except FileError as error:
                say(str(error))
                self.failed = True
                return checked
        self.findings += count
        self.files += 1
        return check_data(text.encode(), checked.path, settings)
