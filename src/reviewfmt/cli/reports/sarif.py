"""SARIF 2.1.0: the findings and their rules, for code scanning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reviewfmt.cli.console import as_json, json_item
from reviewfmt.cli.report_paths import Where, is_absolute, uri
from reviewfmt.cli.reports import Row
from reviewfmt.diagnostic import Diagnostic, Fix
from reviewfmt.linter import Checked
from reviewfmt.linter.fingerprint import Prints, key_of, numbered
from reviewfmt.source import Lines
from reviewfmt.span import Span
from reviewfmt.version import VERSION

_ROOT = "%SRCROOT%"
MARK = r'\{\s*"\$schema": "[^"]*sarif'


class Result(NamedTuple):
    """The result of a finding, as JSON, and the values that are inserted at the end."""

    code: str
    key: str
    text: str


_INDEX = '"ruleIndex": {}'
_INDENT = 8


def pieces(checked: Checked, color: bool, where: Where) -> Iterator[Result]:
    """Yield the result of each finding; columns count characters (unicodeCodePoints)."""
    lines = Lines(checked.text) if any(one.fix for one in checked.diagnostics) else None
    for found in checked.diagnostics:
        key = key_of(found, checked.text, where.name(found.path or "-"))
        result = _result(found, key, lines, where)
        yield Result(found.code, key, json_item(result, _INDENT))


def whole(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the log of one run. The rules come before the results."""
    results: list[Result] = [one for row in rows for one in row.pieces]
    codes = sorted({one.code for one in results})
    places = {code: index for index, code in enumerate(codes)}
    head, _, tail = as_json(_log(codes)).rpartition("[]")
    yield head
    if not results:
        yield "[]" + tail
        return
    prints = Prints()
    before = "[\n"
    for one in results:
        index = _INDEX.format(places[one.code])
        text = one.text.replace(_INDEX.format(0), index, 1)
        yield before + text.replace(numbered(one.key, 1), prints.of(one.key))
        before = ",\n"
    yield "\n" + " " * (_INDENT - 2) + "]" + tail


def _log(codes: list[str]) -> dict[str, object]:
    """Return the log without its results."""
    from reviewfmt.rules import rule_of

    rules = [
        {
            "id": code,
            "name": rule.name,
            "shortDescription": {"text": rule.summary},
            "fullDescription": {"text": rule.summary},
            "help": {"text": rule.doc, "markdown": rule.doc},
            "defaultConfiguration": {"level": rule.severity.value},
        }
        for code in codes
        if (rule := rule_of(code)) is not None
    ]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "reviewfmt", "version": VERSION, "rules": rules}},
                "originalUriBaseIds": {
                    _ROOT: {"description": {"text": "The top of the repository."}}
                },
                "columnKind": "unicodeCodePoints",
                "results": [],
            }
        ],
    }


def _result(found: Diagnostic, key: str, lines: Lines | None, where: Where) -> dict[str, object]:
    message = f"{found.message}\n{found.help}" if found.help else found.message
    artifact = _artifact(where.path(found.path or "-"))
    result: dict[str, object] = {
        "ruleId": found.code,
        "ruleIndex": 0,
        "level": found.severity.value,
        "message": {"text": message},
        "locations": [
            _location(artifact, found.span) if found.part is None else _inside(artifact, found)
        ],
        "partialFingerprints": {"reviewfmt/v1": numbered(key, 1)},
    }
    if found.related:
        result["relatedLocations"] = [_location(artifact, one) for one in found.related]
    if found.fix is not None and lines is not None:
        result["fixes"] = [_fix(found.fix, artifact, lines)]
    return result


def _location(artifact: dict[str, str], span: Span) -> dict[str, object]:
    return {"physicalLocation": {"artifactLocation": artifact, "region": _region(span)}}


def _inside(artifact: dict[str, str], found: Diagnostic) -> dict[str, object]:
    """Return a place in an archive, which no region of the archive can express."""
    return {
        "physicalLocation": {"artifactLocation": artifact},
        "logicalLocations": [{"name": found.part, "fullyQualifiedName": found.where}],
    }


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
