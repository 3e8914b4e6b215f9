"""Differences between a file and its new content, as a patch or for people."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import AnyStr, NamedTuple

import click

from reviewfmt.cli.console import colored, emit, emit_bytes, shown
from reviewfmt.source import decode


class Difference(NamedTuple):
    """A file that would change: its path, its bytes, and its new bytes."""

    path: str
    old: bytes
    new: bytes


def show(differences: Iterable[Difference], color: str) -> None:
    """Write the unified diff of each file to standard output.

    A terminal and a CI log get it in UTF-8, without control sequences or commands. Other outputs
    get a patch, in the encoding and with the line ends of the file.
    """
    look = look_of(color)
    for one in differences:
        write(look.of(one))


def write(shown_: str | bytes) -> None:
    """Write the result of `Look.of` to standard output."""
    if isinstance(shown_, str):
        emit(shown_)
    else:
        emit_bytes(shown_)


class Look(NamedTuple):
    """How differences are shown: for people or as a patch, in colour or not."""

    read: bool
    hues: bool

    def of(self, one: Difference) -> str | bytes:
        """Return the unified diff of a file: as text for people, or else as bytes."""
        return readable(one, self.hues) if self.read else patch(one)


def look_of(color: str) -> Look:
    """Return how differences are shown on standard output under a `--color` choice."""
    hues = colored(color, sys.stdout)
    return Look(hues or _is_read(), hues)


def _is_read() -> bool:
    """Tell whether people read the output directly."""
    if sys.stdout.isatty():
        return True
    if not os.environ.get("CI"):
        return False
    try:
        return not stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):  # no file at all
        return True


def patch(one: Difference) -> bytes:
    """Return the unified diff of the bytes."""
    from difflib import diff_bytes, unified_diff

    name = os.fsencode(_name(one.path))
    lines = diff_bytes(unified_diff, _lines(one.old, b"\n"), _lines(one.new, b"\n"), name, name)
    return b"".join(
        line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
        for line in lines
    )


def readable(one: Difference, color: bool) -> str:
    """Return the unified diff of the texts, with every line made safe by `shown`."""
    old, new = decode(one.old), decode(one.new)
    rows = [shown(row) for row in _rows(_name(one.path), old, new)]
    if not rows:
        return f"{shown(one.path)}: encoding\n"
    if color:
        rows = [_is_colored(row) for row in rows]
    return "".join(f"{row}\n" for row in rows)


def _rows(name: str, old: str, new: str) -> Iterator[str]:
    from difflib import unified_diff

    # Carriage returns in both are left out.
    drop = "\r" if "\r" in old and "\r" in new else ""
    for line in unified_diff(_lines(old, "\n"), _lines(new, "\n"), name, name):
        yield line.removesuffix("\n").removesuffix(drop)
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def _is_colored(row: str) -> str:
    if row.startswith(("--- ", "+++ ")):
        return click.style(row, bold=True)
    return click.style(row, fg={"+": "green", "-": "red", "@": "cyan"}.get(row[:1]))


def _name(path: str) -> str:
    """Return the path for the head of a diff, where a line end or a tab would end it."""
    name = path.replace(os.sep, "/")
    return shown(name) if not name.isprintable() else name


def _lines(whole: AnyStr, end: AnyStr) -> list[AnyStr]:
    """Return the lines, each with its end, the last one with none if it has none."""
    lines = whole.split(end)
    last = lines.pop()
    made: list[AnyStr] = [line + end for line in lines]
    if last:
        made.append(last)
    return made
