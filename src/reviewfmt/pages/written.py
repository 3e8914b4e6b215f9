"""Writes a draft as text: a review whose comments have the doubts, each at its line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.model import Comment, Review, walk
from reviewfmt.pages.drafts import WHY, Doubt, Draft
from reviewfmt.pages.labels import LABELS
from reviewfmt.parser import parse
from reviewfmt.span import NOWHERE
from reviewfmt.writer import dumps


def finding(doubt: Doubt, path: str | None = None) -> Diagnostic:
    """Return the finding of a doubt, RF601 at its line of the page."""
    return Diagnostic("RF601", _said(doubt), doubt.line.span, Severity.WARNING, path=path)


def _said(doubt: Doubt) -> str:
    """Return what was chosen for a line, what else is possible, and why."""
    chosen = "left out" if doubt.left else f"taken for {LABELS[doubt.chosen]}"
    if doubt.probability is not None:
        chosen += f" ({doubt.probability:.0%})"
    other = "" if doubt.other is None else f", may be {LABELS[doubt.other]}"
    return f"{chosen}{other}: {WHY[doubt.why]}{doubt.said and f' ({doubt.said})'}"


def write_draft(draft: Draft) -> str:
    """Return the text of a draft in the format, with each doubt as a comment above its line.

    A review without a verdict gets the status of a draft. A line that is in no review is in its
    comment. Raises ReviewError if the format cannot express the draft.
    """
    review = draft.review
    if review.verdict is None and review.metadata.status is None:
        review = replace(review, metadata=replace(review.metadata, status="draft"))
    text = dumps(review)
    if not draft.doubts:
        return text
    places = _Places(_places(review, parse(text).review))
    lines = text.split("\n")
    above: dict[int, list[str]] = {}
    for doubt in draft.doubts:
        at = places.line_of(doubt.line.span.offset, len(lines))
        above.setdefault(at, []).append(_comment(doubt))
    found: list[str] = []
    for number, line in enumerate(lines, 1):
        found += above.get(number, ())
        found.append(line)
    commented = "\n".join(found)
    if replace(parse(commented).review, comments=()) == replace(review, comments=()):
        return commented
    comments = tuple(Comment(_comment(doubt)[2:]) for doubt in draft.doubts)
    return dumps(replace(review, comments=comments))


def _comment(doubt: Doubt) -> str:
    text = f": {doubt.line.text}" if doubt.left else ""
    return f"% page, line {doubt.line.span.line}: {_said(doubt)}{text}"


def _places(review: Review, written: Review) -> Iterator[tuple[int, int, int]]:
    """Yield the ranges of nodes on the page, and the lines of the text that they are on."""
    for node, other in zip(walk(review), walk(written), strict=True):
        span, there = getattr(node, "span", NOWHERE), getattr(other, "span", NOWHERE)
        if span is not NOWHERE and there is not NOWHERE:
            yield span.offset, span.end_offset, there.line


class _Places:
    """The nodes of a page by their beginnings; inner nodes count separately."""

    def __init__(self, nodes: Iterable[tuple[int, int, int]]) -> None:
        found = {start: (end, line) for start, end, line in nodes}
        self._starts = sorted(found)
        self._found = found

    def line_of(self, offset: int, last: int) -> int:
        """Return the line of the text for a place: its own line, or else that of the next node."""
        at = bisect_right(self._starts, offset)
        if at and offset < self._found[self._starts[at - 1]][0]:
            return self._found[self._starts[at - 1]][1]
        return self._found[self._starts[at]][1] if at < len(self._starts) else last
