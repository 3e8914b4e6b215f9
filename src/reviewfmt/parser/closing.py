"""Reads ratings and the verdict (spec, "Ratings" and "Verdict")."""

from __future__ import annotations

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.findings import report
from reviewfmt.model import Rating, Verdict
from reviewfmt.parser.scoring import read_score
from reviewfmt.parser.tokens import Reading, span_within
from reviewfmt.syntax import shapes
from reviewfmt.syntax.lines import Line
from reviewfmt.syntax.place import View
from reviewfmt.syntax.shapes import Kind

_RATED = (shapes.Rating, shapes.Season)


def read_rating(view: View, k: int) -> Reading:
    """Read the rating on line `k`; a season with a score is one too."""
    return read_scored(view.lines[k], None)._replace(end=k + 1)


def read_scored(line: Line, first: Line | None) -> Reading:
    """Read a rating or a verdict from its line alone; `first` is the line of an earlier verdict."""
    if line.kind is Kind.VERDICT:
        return _read_verdict(line, first)
    data = line.data
    assert isinstance(data, _RATED)
    assert data.split is not None
    found: list[Diagnostic] = []
    score = read_score(line, data.split, found)
    token = ("RATING", [Rating(data.name, score, data.split.note, line.span)])
    return Reading((token,), 1, found)


def read_verdict(view: View, k: int, first: Line | None) -> Reading:
    """Read the verdict on line `k`; `first` is the line of an earlier one."""
    return _read_verdict(view.lines[k], first)._replace(end=k + 1)


def _read_verdict(line: Line, first: Line | None) -> Reading:
    data = line.data
    assert isinstance(data, shapes.Verdict)
    if first is not None:
        span = line.span
        finding = report("RF103", span, line=first.span.line, related=(first.span,))
        return Reading((), 1, (finding,))
    found: list[Diagnostic] = []
    if data.split is None:
        words = line.text[data.worded :]
        span = span_within(line, data.worded, len(line.text))
        found.append(report("RF104", span, words=words))
        return Reading((("VERDICT", [Verdict(None, None, line.span)]),), 1, found)
    score = read_score(line, data.split, found)
    token = ("VERDICT", [Verdict(score, data.split.note, line.span)])
    return Reading((token,), 1, found)
