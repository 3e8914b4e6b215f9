"""GitHub workflow commands: `::error file=…,line=…::message`, which become annotations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewfmt.cli.console import shown
from reviewfmt.cli.report_paths import Where
from reviewfmt.cli.reports import Row
from reviewfmt.linter import Checked

MARK = r"::(error|warning) file="


def pieces(checked: Checked, color: bool, where: Where) -> Iterator[str]:
    """Yield one workflow command per finding; only a span on one line has an end column."""
    for found in checked.diagnostics:
        span = found.span
        path = shown(where.path(found.path or "-"))
        place = f"file={_property(path)}" + (f",line={span.line}" if found.part is None else "")
        if found.part is None and span.end_line == span.line:
            last = max(span.end_column - 1, span.column)
            place += f",col={span.column},endLine={span.end_line},endColumn={last}"
        title = f"title={_property(f'reviewfmt {found.code}')}"
        said = found.message if found.part is None else f"{found.where}: {found.message}"
        message = _data("\n".join(map(shown, filter(None, (said, found.help)))))
        yield f"::{found.severity.value} {place},{title}::{found.code} {message}\n"


def whole(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the commands, in the order of files and findings."""
    for row in rows:
        yield from row.pieces


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
