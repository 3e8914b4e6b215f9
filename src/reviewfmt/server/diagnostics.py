"""Findings as the diagnostics of the protocol."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reviewfmt.diagnostic import Severity
from reviewfmt.server.positions import Json, Positions

if TYPE_CHECKING:
    from reviewfmt.diagnostic import Diagnostic
    from reviewfmt.server.analysis import Analysis

SOURCE = "reviewfmt"
_SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2}


def diagnostics(analysis: Analysis, uri: str) -> list[Json]:
    """Return the diagnostics of a text, in the order of the source."""
    return diagnostics_of(analysis.findings, analysis.places, uri)


def diagnostics_of(findings: Sequence[Diagnostic], places: Positions, uri: str) -> list[Json]:
    """Return findings in the text of `places` as diagnostics; the help is below the message."""
    return [diagnostic(one, places, uri) for one in findings]


def diagnostic(found: Diagnostic, places: Positions, uri: str) -> Json:
    """Return a finding as a diagnostic."""
    made: Json = {
        "range": places.range(found.span.offset, found.span.end_offset),
        "severity": _SEVERITIES[found.severity],
        "code": found.code,
        "source": SOURCE,
        "message": found.message if found.help is None else f"{found.message}\n{found.help}",
    }
    if found.related:
        made["relatedInformation"] = [
            {
                "location": {"uri": uri, "range": places.range(one.offset, one.end_offset)},
                "message": "this place, too",
            }
            for one in found.related
        ]
    return made
