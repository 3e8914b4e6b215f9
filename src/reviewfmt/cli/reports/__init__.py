"""The reports that `check` can write: one module each, and one row here.

A report module has three things. `pieces(checked, color, where)` gives the report on one file,
a piece a finding; it runs in the process that has the file's text. `whole(rows)` makes the
report of the pieces of all files, bit by bit. `MARK` is a regular expression that the beginning of
such a report matches: a file that matches is a report of ours, which the next one replaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, NamedTuple, Protocol, cast

from reviewfmt.cli.report_paths import Where
from reviewfmt.linter import Checked, LineKind


class Row(NamedTuple):
    """The data of a report for one file: its path, and a piece for each finding.

    `lines` are the lines with their kinds; None if they were not requested, or if there are none.
    `by_file` tells that they were requested.
    """

    path: str
    pieces: tuple[Any, ...]
    lines: tuple[LineKind, ...] | None = None
    by_file: bool = False


class Form(Protocol):
    """The content of a report module."""

    MARK: str

    def pieces(self, checked: Checked, color: bool, where: Where) -> Iterable[Any]:
        """Return a piece for each finding of a file, in order. Pieces can be pickled."""

    def whole(self, rows: Iterable[Row]) -> Iterator[str]:
        """Yield the report on these files, in their order, up to its final line end."""


class Report:
    """A report, implemented by its module."""

    def __init__(self, form: Form) -> None:
        self.MARK = form.MARK
        self.whole = form.whole
        self._pieces = form.pieces

    def row(self, checked: Checked, *, color: bool, where: Where, by_file: bool = False) -> Row:
        """Return the data that the report needs of a checked file."""
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
