"""SARIF 2.1.0: the findings, and the rules they are of, for code scanning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reviewfmt.cli.console import as_json
from reviewfmt.cli.where import Where, is_absolute, uri
from reviewfmt.diagnostic import Diagnostic, Fix
from reviewfmt.linter import Checked
from reviewfmt.linter.fingerprint import unique
from reviewfmt.source import Lines
from reviewfmt.span import Span
from reviewfmt.version import VERSION

_ROOT = "%SRCROOT%"
MARK = r'\{\s*"\$schema": "[^"]*sarif'


def render(checked: Sequence[Checked], color: bool) -> str:
    """Return the log of one run; columns count characters (unicodeCodePoints)."""
    from reviewfmt.rules import RULES

    codes = sorted({found.code for one in checked for found in one.diagnostics})
    places = {code: index for index, code in enumerate(codes)}
    seen: Counter[str] = Counter()
    where = Where()
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "reviewfmt",
                        "version": VERSION,
                        "rules": [
                            {
                                "id": code,
                                "name": RULES[code].name,
                                "shortDescription": {"text": RULES[code].summary},
                                "fullDescription": {"text": RULES[code].summary},
                                "help": {"text": RULES[code].doc, "markdown": RULES[code].doc},
                                "defaultConfiguration": {"level": RULES[code].severity.value},
                            }
                            for code in codes
                        ],
                    }
                },
                "originalUriBaseIds": {
                    _ROOT: {"description": {"text": "The top of the repository."}}
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(found, places[found.code], one.text, lines, where, seen)
                    for one in checked
                    for lines in (
                        Lines(one.text) if any(of.fix for of in one.diagnostics) else None,
                    )
                    for found in one.diagnostics
                ],
            }
        ],
    }
    return as_json(log)


def _result(
    found: Diagnostic,
    index: int,
    text: str,
    lines: Lines | None,
    where: Where,
    seen: Counter[str],
) -> dict[str, object]:
    message = f"{found.message}\n{found.help}" if found.help else found.message
    path = found.path or "-"
    artifact = _artifact(where.path(path))
    result: dict[str, object] = {
        "ruleId": found.code,
        "ruleIndex": index,
        "level": found.severity.value,
        "message": {"text": message},
        "locations": [_location(artifact, found.span)],
        "partialFingerprints": {"reviewfmt/v1": unique(found, text, where.name(path), seen)},
    }
    if found.related:
        result["relatedLocations"] = [_location(artifact, one) for one in found.related]
    if found.fix is not None and lines is not None:
        result["fixes"] = [_fix(found.fix, artifact, lines)]
    return result


def _location(artifact: dict[str, str], span: Span) -> dict[str, object]:
    return {"physicalLocation": {"artifactLocation": artifact, "region": _region(span)}}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _fix(fix: Fix, artifact: dict[str, str], lines: Lines) -> dict[str, object]:
    replacements = [
        {
            "deletedRegion": _region(lines.span(edit.start, edit.end)),
            "insertedContent": {"text": edit.replacement},
        }
        for edit in fix.edits
    ]
    told: dict[str, object] = {
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}]
    }
    if fix.message:
        told["description"] = {"text": fix.message}
    return told


def _artifact(path: str) -> dict[str, str]:
    address = uri(path)
    return {"uri": address} if is_absolute(path) else {"uri": address, "uriBaseId": _ROOT}
