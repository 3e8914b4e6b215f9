"""One line per finding: `path:line:col: CODE message`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from reviewfmt.cli.console import shown
from reviewfmt.cli.report_paths import Where
from reviewfmt.cli.reports import Row
from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.linter import Checked

MARK = r".+(?::\d+:\d+|, .+): [A-Z]{2,12}\d{3} "


def pieces(checked: Checked, color: bool, where: Where) -> Iterator[str]:
    """Yield a line for each finding."""
    return (f"{headline(found, color)}\n" for found in checked.diagnostics)


def whole(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines, in the order of files and findings."""
    for row in rows:
        yield from row.pieces


def headline(found: Diagnostic, color: bool) -> str:
    """Return a finding as one line."""
    place = shown(f"{found.place(found.path or '-')}:")
    message = shown(found.message)
    if not color:
        return f"{place} {found.code} {message}"
    hue = "red" if found.severity is Severity.ERROR else "yellow"
    return f"{click.style(place, bold=True)} {click.style(found.code, fg=hue, bold=True)} {message}"
