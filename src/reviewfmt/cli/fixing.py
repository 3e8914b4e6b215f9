"""`check --fix` and `check --diff`: fixes files in place, or shows the changes."""

from __future__ import annotations

import os
from typing import NamedTuple

from reviewfmt.batch import STDIN
from reviewfmt.cli.differences import Difference
from reviewfmt.files import FileError, write_whole
from reviewfmt.linter import Checked, Settings, check_data


def rewrite(path: str, data: bytes, old: bytes) -> None:
    """Write `data` to the file `path` as a whole, if it still holds `old`, as it was read.

    Raises FileError if it does not, or if it cannot be written.
    """

    def ours(standing: bytes) -> bool:
        if standing != old:
            raise FileError(f"{path}: cannot be written: it was changed after it was read")
        return True

    if not os.path.lexists(path):
        raise FileError(f"{path}: cannot be written: it was removed after it was read")
    write_whole(path, data, ours=ours)


class Mended(NamedTuple):
    """The result for one source: the remaining findings, and how many were fixed.

    `difference` is what would be written, under `--diff`. `output` is the new content of standard
    input, in its own encoding; None for a file. `refused` says why a file could not be written.
    """

    checked: Checked
    findings: int = 0
    difference: Difference | None = None
    output: bytes | None = None
    refused: str | None = None


class Mender(NamedTuple):
    """Fixes what was checked. With `diff` nothing is written; files are written as a whole."""

    unsafe: bool
    diff: bool

    def mend(self, path: str, data: bytes, checked: Checked, settings: Settings) -> Mended:
        """Fix one source, which was read from `path` as `data`."""
        output = data if path == STDIN and not self.diff else None
        fixes = [one.fix for one in checked.diagnostics if one.fix is not None]
        if not any(self.unsafe or one.safe for one in fixes):
            return Mended(checked, output=output)
        from reviewfmt.linter.fixing import encode, fix

        text, count = fix(checked.text, settings, unsafe=self.unsafe)
        if text == checked.text:
            return Mended(checked, output=output)
        made = encode(text, data)
        left = check_data(text.encode(), checked.path, settings)
        if self.diff:
            return Mended(left, count, Difference(checked.path, data, made))
        if path == STDIN:
            return Mended(left, count, output=made)
        try:
            rewrite(path, made, data)
        except FileError as error:
            return Mended(checked, refused=str(error))
        return Mended(left, count)
