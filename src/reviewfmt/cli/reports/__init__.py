"""The reports that `check` can write: one module each, and one row here.

A report module has `render(checked, color) -> str`, the whole report with its final line end, and
`MARK`, a regular expression that the beginning of such a report matches: a file that matches is
a report of ours, which the next one replaces.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from reviewfmt.linter import Checked


class Report(Protocol):
    """What a report module has."""

    MARK: str

    def render(self, checked: Sequence[Checked], color: bool) -> str:
        """Return the whole report on the files checked, in their order."""


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
    """Return the report module of that name, a key of `REPORTS`."""
    return cast("Report", import_module(f"reviewfmt.cli.reports.{name}"))
