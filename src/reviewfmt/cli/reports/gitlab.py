"""GitLab's Code Quality report: a list of issues with a fingerprint each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reviewfmt.cli.console import as_json
from reviewfmt.cli.where import Where
from reviewfmt.linter import Checked

MARK = r'\[(\]\s*\Z|\s*\{\s*"description": )'

_SEVERITY = {"error": "major", "warning": "minor"}


def render(checked: Sequence[Checked], color: bool) -> str:
    """Return the report.

    A fingerprint rests on the path, the code and the words found there, and not on the line or
    on the folder that the command runs in. So a finding that moves to another line keeps its
    fingerprint. Equal findings are numbered.
    """
    from reviewfmt.linter.fingerprint import unique

    issues = []
    seen: Counter[str] = Counter()
    where = Where()
    for one in checked:
        for found in one.diagnostics:
            path = found.path or "-"
            issues.append(
                {
                    "description": f"{found.code} {found.message}",
                    "check_name": found.code,
                    "fingerprint": unique(found, one.text, where.name(path), seen),
                    "severity": _SEVERITY[found.severity.value],
                    "location": {
                        "path": where.path(path),
                        "positions": {
                            "begin": {"line": found.span.line, "column": found.span.column},
                            "end": {"line": found.span.end_line, "column": found.span.end_column},
                        },
                    },
                }
            )
    return as_json(issues)
