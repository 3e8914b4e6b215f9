"""`check --fix` and `check --diff`: files mended in place, or the difference shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from reviewfmt.batch import STDIN, FileError, write_whole
from reviewfmt.cli.console import say, shown
from reviewfmt.linter import Checked, Settings, check_data


class Mender:
    """Mends what was checked, and keeps count.

    With `diff` nothing is written, and `text` is the unified diff of all that would be. Else
    files are written whole, and `output` is what became of standard input, as bytes in its own
    encoding; None where it was not read.
    """

    def __init__(self, *, unsafe: bool, diff: bool) -> None:
        self.unsafe = unsafe
        self.diff = diff
        self.findings = self.files = 0
        self.text = ""
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
            self.text += "".join(difference(checked.path, checked.text, text))
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


def colored_diff(text: str) -> str:
    """Return a diff as a terminal shows it: in colour, and with nothing that it would obey."""
    hues = {"+": "green", "-": "red", "@": "cyan"}
    rows = []
    for line in text.splitlines():
        if line.startswith(("--- ", "+++ ")):
            rows.append(click.style(shown(line), bold=True))
        else:
            rows.append(click.style(shown(line), fg=hues.get(line[:1])))
    return "".join(f"{row}\n" for row in rows)


def difference(path: str, old: str, new: str) -> Iterator[str]:
    """Yield the lines of the unified diff between two texts of one file."""
    from difflib import unified_diff

    name = shown(path).replace("\\", "/")
    for line in unified_diff(_lines(old), _lines(new), name, name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    return [line for line in re.split(r"(?<=\n)", text) if line]
