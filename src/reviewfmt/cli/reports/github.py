"""GitHub workflow commands: `::error file=…,line=…::message`, which become annotations."""

from __future__ import annotations

from collections.abc import Sequence

from reviewfmt.cli.console import shown
from reviewfmt.cli.where import Where
from reviewfmt.linter import Checked

MARK = r"::(error|warning) file="


def render(checked: Sequence[Checked], color: bool) -> str:
    """Return one workflow command a finding; only a span on one line can tell its end column."""
    lines = []
    where = Where()
    for one in checked:
        for found in one.diagnostics:
            span = found.span
            path = shown(where.path(found.path or "-"))
            place = f"file={_property(path)},line={span.line}"
            if span.end_line == span.line:
                last = max(span.end_column - 1, span.column)
                place += f",col={span.column},endLine={span.end_line},endColumn={last}"
            title = f"title={_property(f'reviewfmt {found.code}')}"
            message = _data("\n".join(map(shown, filter(None, (found.message, found.help)))))
            lines.append(f"::{found.severity.value} {place},{title}::{found.code} {message}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
