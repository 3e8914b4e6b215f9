"""The reports that `check` can write: one module each, and one row here.

A report module has three things. `pieces(checked, color, where)` gives what the report says of one
file, a piece a finding; it runs in the process that has the file's text. `whole(rows)` makes the
report of the pieces of all files, bit by bit. `MARK` is a regular expression that the beginning of
such a report matches: a file that matches is a report of ours, which the next one replaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, NamedTuple, Protocol, cast

from reviewfmt.cli.where import Where
from reviewfmt.linter import Checked, LineKind


class Row(NamedTuple):
    """What a report knows of a file: its path, and a piece for each of its findings.

    `lines` are the kinds of its lines, None where they were not asked for or it has none;
    `by_file` tells that they were.
    """

    path: str
    pieces: tuple[Any, ...]
    lines: tuple[LineKind, ...] | None = None
    by_file: bool = False


class Form(Protocol):
    """What a report module has."""

    MARK: str

    def pieces(self, checked: Checked, color: bool, where: Where) -> Iterable[Any]:
        """Return a piece for each finding of a file, in their order. Pieces cross processes."""

    def whole(self, rows: Iterable[Row]) -> Iterator[str]:
        """Yield the report on these files, in their order, up to its final line end."""


class Report:
    """A report, made of its module."""

    def __init__(self, form: Form) -> None:
        self.MARK = form.MARK
        self.whole = form.whole
        self._pieces = form.pieces

    def row(self, checked: Checked, *, color: bool, where: Where, by_file: bool = False) -> Row:
        """Return what the report needs of a file that was checked."""
        pieces = tuple(self._pieces(checked, color, where)) if checked.diagnostics else ()
        return Row(checked.path, pieces, checked.lines, by_file)

    def render(self, checked: Sequence[Checked], color: bool) -> str:
        """Return the whole report on the files checked, in their order."""
        where = Where()
        by_file = any(one.lines is not None for one in checked)
        rows = (self.row(one, color=color, where=where, by_file=by_file) for one in checked)
        return "".join(self.whole(rows))


REPORTS = {
    "full": "for people: the line, a caret under what is meant, and help",
    "concise": "one line a finding",
    "json": "a list of objects",
    "sarif": "SARIF 2.1.0, for code scanning",
    "github": "workflow commands, for annotations on GitHub",
    "gitlab": "Code Quality, for GitLab",
    "junit": "JUnit XML, for test dashboards",
}


def report(name: str) -> Report:
    """Return the report of that name, a key of `REPORTS`."""
    return Report(cast("Form", import_module(f"reviewfmt.cli.reports.{name}")))
