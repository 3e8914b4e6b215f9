"""One JSON list of objects, a finding each."""

from __future__ import annotations

from collections.abc import Sequence

from reviewfmt.diagnostic import Diagnostic, Fix
from reviewfmt.linter import Checked
from reviewfmt.source import Lines

MARK = r'\[(\]\s*\Z|\s*\{\s*"path": )'


def render(checked: Sequence[Checked], color: bool) -> str:
    """Return the list; lines and columns count from 1, `end_*` is behind the last character."""
    import json

    found = [_object(one, each) for each in checked for one in each.diagnostics]
    return json.dumps(found, ensure_ascii=True, indent=2) + "\n"


def _object(found: Diagnostic, checked: Checked) -> dict[str, object]:
    return {
        "path": found.path,
        "line": found.span.line,
        "column": found.span.column,
        "end_line": found.span.end_line,
        "end_column": found.span.end_column,
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "help": found.help,
        "fix": None if found.fix is None else _fix(found.fix, checked.text),
    }


def _fix(fix: Fix, text: str) -> dict[str, object]:
    lines = Lines(text)
    edits = []
    for edit in fix.edits:
        span = lines.span(edit.start, edit.end)
        edits.append(
            {
                "line": span.line,
                "column": span.column,
                "end_line": span.end_line,
                "end_column": span.end_column,
                "replacement": edit.replacement,
            }
        )
    return {"message": fix.message, "safe": fix.safe, "edits": edits}
