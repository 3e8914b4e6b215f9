"""One line a finding: `path:line:col: CODE message`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from reviewfmt.cli.console import shown
from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.linter import Checked

MARK = r".+:\d+:\d+: RF\d{3} "


def render(checked: Sequence[Checked], color: bool) -> str:
    """Return the findings, a line each, in the order of files and lines."""
    lines = [headline(found, color) for one in checked for found in one.diagnostics]
    return "".join(f"{line}\n" for line in lines)


def headline(found: Diagnostic, color: bool) -> str:
    """Return a finding as one line."""
    place = shown(f"{found.path or '-'}:{found.span.line}:{found.span.column}:")
    message = shown(found.message)
    if not color:
        return f"{place} {found.code} {message}"
    hue = "red" if found.severity is Severity.ERROR else "yellow"
    return f"{click.style(place, bold=True)} {click.style(found.code, fg=hue, bold=True)} {message}"
