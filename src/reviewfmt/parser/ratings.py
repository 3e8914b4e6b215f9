"""Reads ratings and the verdict (spec, "Ratings" and "Verdict")."""

from __future__ import annotations

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.findings import report
from reviewfmt.model import Rating, Verdict
from reviewfmt.node import maker
from reviewfmt.parser.scores import read_score
from reviewfmt.parser.tokens import Reading, span_within
from reviewfmt.syntax import line_kinds
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.lines import Line
from reviewfmt.syntax.place import View
from reviewfmt.syntax.scores import is_number, is_too_long

_new = tuple.__new__
_rating = maker(Rating)
_VERDICT = Kind.VERDICT
_RATED = (line_kinds.Rating, line_kinds.Season)


def read_rating(view: View, k: int) -> Reading:
    """Read the rating on line `k`; a season with a score counts as a rating."""
    return _read_rating(view.lines[k], k + 1)


def read_scored(line: Line, first: Line | None) -> Reading:
    """Read a rating or a verdict from its line; `first` is the line of an earlier verdict."""
    return _read_verdict(line, first, 1) if line.kind is _VERDICT else _read_rating(line, 1)


def _read_rating(line: Line, end: int) -> Reading:
    data = line.data
    assert isinstance(data, _RATED)
    assert data.split is not None
    found: list[Diagnostic] = []
    score = read_score(line, data.split, found)
    token = ("RATING", [_rating(data.name, score, data.split.note, line.span)])
    return _new(Reading, ((token,), end, found, (), None, ()))


def read_verdict(view: View, k: int, first: Line | None) -> Reading:
    """Read the verdict on line `k`; `first` is the line of an earlier verdict."""
    return _read_verdict(view.lines[k], first, k + 1)


def _read_verdict(line: Line, first: Line | None, end: int) -> Reading:
    data = line.data
    assert isinstance(data, line_kinds.Verdict)
    if first is not None:
        span = line.span
        finding = report("RF103", span, line=first.span.line, related=(first.span,))
        return Reading((), end, (finding,))
    found: list[Diagnostic] = []
    if data.split is None:
        words = line.text[data.worded :]
        span = span_within(line, data.worded, len(line.text))
        if is_number(words):
            variant = "digits" if is_too_long(words) else "unreadable"
            found.append(report("RF107", span, variant=variant, words=words))
        else:
            found.append(report("RF104", span, words=words))
        return Reading((("VERDICT", [Verdict(None, None, line.span)]),), end, found)
    score = read_score(line, data.split, found)
    token = ("VERDICT", [Verdict(score, data.split.note, line.span)])
    return _new(Reading, ((token,), end, found, (), None, ()))
