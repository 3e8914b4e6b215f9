"""GitLab's Code Quality report: a list of issues with a fingerprint each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reviewfmt.linter import Checked

MARK = r'\[(\]\s*\Z|\s*\{\s*"description": )'

_SEVERITY = {"error": "major", "warning": "minor"}


def render(checked: Sequence[Checked], color: bool) -> str:
    """Return the report.

    A fingerprint rests on the path, the code and the words found there and not on the line, so
    that a finding that moves stays the one it is; equal ones are told apart by their count.
    """
    import json

    from reviewfmt.linter.fingerprint import unique

    issues = []
    seen: Counter[str] = Counter()
    for one in checked:
        for found in one.diagnostics:
            issues.append(
                {
                    "description": f"{found.code} {found.message}",
                    "check_name": found.code,
                    "fingerprint": unique(found, one.text, seen),
                    "severity": _SEVERITY[found.severity.value],
                    "location": {
                        "path": (found.path or "-").replace("\\", "/").removeprefix("./"),
                        "positions": {
                            "begin": {"line": found.span.line, "column": found.span.column},
                            "end": {"line": found.span.end_line, "column": found.span.end_column},
                        },
                    },
                }
            )
    return json.dumps(issues, ensure_ascii=True, indent=2) + "\n"
