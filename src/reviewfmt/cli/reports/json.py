"""One JSON list of objects: a finding each, or with the kinds of lines a file each."""

from __future__ import annotations

from collections.abc import Sequence

from reviewfmt.cli.console import as_json
from reviewfmt.diagnostic import Diagnostic, Fix
from reviewfmt.linter import Checked
from reviewfmt.source import Lines
from reviewfmt.span import Span

MARK = r'\[(\]\s*\Z|\s*\{\s*"path": )'


def render(checked: Sequence[Checked], color: bool) -> str:
    """Return the list; lines and columns count from 1, `end_*` is behind the last character.

    Where the kinds of lines were asked for, an object is a file: its path, its lines and its
    findings.
    """
    if any(one.lines is not None for one in checked):
        found = [_file(one) for one in checked]
    else:
        found = [one for each in checked for one in _findings(each)]
    return as_json(found)


def _file(checked: Checked) -> dict[str, object]:
    return {
        "path": checked.path,
        "lines": None if checked.lines is None else [one._asdict() for one in checked.lines],
        "findings": _findings(checked),
    }


def _findings(checked: Checked) -> list[dict[str, object]]:
    lines = Lines(checked.text) if any(one.fix for one in checked.diagnostics) else None
    return [_object(one, lines) for one in checked.diagnostics]


def _object(found: Diagnostic, lines: Lines | None) -> dict[str, object]:
    return {
        "path": found.path,
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
