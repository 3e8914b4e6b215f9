"""Makes the nodes of scores, and reports what is wrong with them (spec, "Scores")."""

from __future__ import annotations

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.findings import report
from reviewfmt.model import AnyScore, Grade, Score, digits
from reviewfmt.node import maker
from reviewfmt.parser.tokens import span_within
from reviewfmt.syntax.line_kinds import Split
from reviewfmt.syntax.lines import Line
from reviewfmt.syntax.scores import is_too_long

_score = maker(Score)


def read_score(line: Line, split: Split, found: list[Diagnostic]) -> AnyScore | None:
    """Return the score in a line's split; None if there is none, or if it has an error."""
    fault = split.fault
    if fault is not None:
        words = line.text[fault.start : fault.end]
        span = span_within(line, fault.start, fault.end)
        variant = fault.variant
        if variant == "unreadable" and is_too_long(words):
            variant = "digits"
        found.append(report(fault.code, span, variant=variant, words=words))
        return None
    match = split.score
    if match is None:
        return None
    value, start, end, differs = match
    span = span_within(line, start, end)
    if not isinstance(value, str):
        number, out_of = value
        if not out_of:
            found.append(report("RF106", span, value=digits(number)))
            return None
        if number > out_of:
            found.append(report("RF105", span, value=digits(number), out_of=digits(out_of)))
            return None
        score: AnyScore = _score(number, out_of, span)
    else:
        score = Grade(value, span)
    if differs:
        words = line.text[start:end]
        found.append(report("RF125", span, words=words, score=score))
    return score
