"""A JSON list with an object per finding or, with the kinds of lines, per file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewfmt.cli.console import json_item, json_list
from reviewfmt.cli.report_paths import Where
from reviewfmt.cli.reports import Row
from reviewfmt.diagnostic import Diagnostic, Fix
from reviewfmt.linter import Checked
from reviewfmt.source import Lines
from reviewfmt.span import Span

MARK = r'\[(\]\s*\Z|\s*\{\s*"path": )'


def pieces(checked: Checked, color: bool, where: Where) -> Iterator[str]:
    """Yield the object of each finding, as JSON.

    Lines and columns count from 1, `end_*` is behind the last character. In an archive `part` is
    the file in it that they count in, or the paragraph, which has none.
    """
    lines = Lines(checked.text) if any(one.fix for one in checked.diagnostics) else None
    return (json_item(_object(one, lines)) for one in checked.diagnostics)


def whole(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the list.

    If the kinds of lines were requested, each object is a file: its path, its lines and its
    findings.
    """
    return json_list(one for row in rows for one in ((_file(row),) if row.by_file else row.pieces))


def _file(row: Row) -> str:
    import json

    return json_item(
        {
            "path": row.path,
            "lines": None if row.lines is None else [one._asdict() for one in row.lines],
            "findings": [json.loads(piece) for piece in row.pieces],
        }
    )


def _object(found: Diagnostic, lines: Lines | None) -> dict[str, object]:
    return {
        "path": found.path,
        "part": found.part,
        **_place(found.span),
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "help": found.help,
        "related": [_place(one) for one in found.related],
        "fix": None if found.fix is None or lines is None else _fix(found.fix, lines),
    }


def _place(span: Span) -> dict[str, object]:
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _fix(fix: Fix, lines: Lines) -> dict[str, object]:
    edits = []
    for edit in fix.edits:
        span = lines.span(edit.start, edit.end)
        edits.append({**_place(span), "replacement": edit.replacement})
    return {"message": fix.message, "safe": fix.safe, "edits": edits}
