"""GitLab's Code Quality report: a list of issues with fingerprints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewfmt.cli.console import json_item, json_list
from reviewfmt.cli.report_paths import Where
from reviewfmt.cli.reports import Row
from reviewfmt.linter import Checked
from reviewfmt.linter.fingerprint import Prints, key_of, numbered

MARK = r'\[(\]\s*\Z|\s*\{\s*"description": )'

_SEVERITY = {"error": "major", "warning": "minor"}


def pieces(checked: Checked, color: bool, where: Where) -> Iterator[tuple[str, str]]:
    """Yield the issue of each finding, as JSON, behind the key of its fingerprint.

    A fingerprint depends on the path, the code and the words of the finding, but not on its line or
    on the current folder. So a finding that moves to another line keeps its fingerprint.
    """
    for found in checked.diagnostics:
        path = found.path or "-"
        key = key_of(found, checked.text, where.name(path))
        inside = "" if found.part is None else f"{found.where}: "
        issue = {
            "description": f"{found.code} {inside}{found.message}",
            "check_name": found.code,
            "fingerprint": numbered(key, 1),
            "severity": _SEVERITY[found.severity.value],
            "location": {
                "path": where.path(path),
                "positions": {
                    "begin": {"line": found.span.line, "column": found.span.column},
                    "end": {"line": found.span.end_line, "column": found.span.end_column},
                },
            },
        }
        yield key, json_item(issue)


def whole(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the report. Equal findings are numbered."""
    prints = Prints()
    return json_list(
        issue.replace(numbered(key, 1), prints.of(key)) for row in rows for key, issue in row.pieces
    )
