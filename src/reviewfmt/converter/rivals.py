"""Finds scores in the prose of a review that differ from its verdict.

A document may have `8/10` alone and `Verdict: 7/10` below it. A review has one verdict; the other
score stays as text and is reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reviewfmt.model import AnyScore, Block, ItemList, Paragraph, Review, Score, score_from
from reviewfmt.pandoc_ast.lines.plain import undressed
from reviewfmt.pandoc_ast.scored import read_score
from reviewfmt.pandoc_ast.scores.verdicts import embedded_in
from reviewfmt.syntax import inline
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.line_kinds import Verdict
from reviewfmt.syntax.words import built_in


class Rival(NamedTuple):
    """A score that is not the verdict: its line, and the text before that line."""

    score: AnyScore
    line: str
    before: str


def rivals(review: Review) -> Iterator[Rival]:
    """Yield the scores in the prose of a review that differ from its verdict."""
    verdict = review.verdict.score if review.verdict is not None else None
    if verdict is None:
        return
    before = review.title.text
    for section in review.sections:
        before = section.heading.text if section.heading is not None else before
        for line in (line for block in section.blocks for line in _lines(block)):
            score = _said(line)
            if score is not None and not _same(score, verdict):
                yield Rival(score, inline.plain(line), inline.plain(before))
            before = line


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from block.text.split("\n")
    elif isinstance(block, ItemList):
        yield from (item.text for item in block.items)


def _said(line: str) -> AnyScore | None:
    """Return the score of a line that is a verdict, or of a verdict in its text.

    A single letter does not count, since it may name anything.
    """
    plain = undressed(line)
    if len(inline.plain(plain)) == 1 and plain.isalpha():
        return None
    said = classify(plain, built_in()).data
    if isinstance(said, Verdict) and said.split is not None and said.split.score is not None:
        return score_from(said.split.score.value)
    if (score := read_score(inline.plain(plain))) is not None:
        return score
    found = embedded_in(line)
    return found[0].score if found is not None else None


def _same(one: AnyScore, other: AnyScore) -> bool:
    """Tell whether two scores are equal, whatever their scales."""
    if isinstance(one, Score) and isinstance(other, Score):
        return one.value * other.out_of == other.value * one.out_of
    return one == other
