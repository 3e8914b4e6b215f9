"""Verdicts as people put them into their prose, or below a heading that names them."""

from __future__ import annotations

from collections.abc import Sequence

from reviewfmt.characters import tidy
from reviewfmt.model import AnyScore, ItemList, Paragraph, Section, Verdict, score_from
from reviewfmt.pandoc_ast.scored import read_score
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Strong
from reviewfmt.syntax.kinds import classify
from reviewfmt.syntax.scores import score_at
from reviewfmt.syntax.shapes import Kind
from reviewfmt.syntax.shapes import Verdict as VerdictLine
from reviewfmt.syntax.words import built_in


def opening_score(block: Paragraph) -> tuple[Verdict, tuple[Paragraph, ...]] | None:
    """Return the verdict that a paragraph is or opens with, and what of it stays a paragraph.

    `7/10 – a good one` has a note; `7/10. It is good.` has a sentence behind it.
    """
    found = score_at(block.text, 0, built_in())
    if found is None or isinstance(found.value, str):
        score = read_score(block.plain)
        return None if score is None else (Verdict(score), ())
    score = score_from(found.value)
    rest = block.text[found.end :]
    said = rest.strip(" \n")
    if not said:
        return Verdict(score), ()
    if said[:1] in "–—-,;:":
        return Verdict(score, said.lstrip("–—-,;: ").replace("\n", " ")), ()
    stopped = block.text[: found.end].endswith((".", "。")) or rest.startswith("\n")
    return (Verdict(score), (Paragraph(said),)) if stopped else None


def embedded_in(text: str) -> tuple[Verdict, str] | None:
    """Return the verdict that stands in a paragraph, and the rest of its text."""
    nodes = inline.inlines(text)
    for at, node in enumerate(nodes):
        verdict = _named_verdict(inline.plain_of((node,))) if isinstance(node, Strong) else None
        if verdict is not None:
            rest = tidy(inline.render((*nodes[:at], *nodes[at + 1 :])))
            return (verdict, rest) if rest else None
    before, stop, last = text.rpartition(". ")
    verdict = _named_verdict(inline.plain(last)) if stop else None
    return None if verdict is None else (verdict, f"{before}.")


def _named_verdict(line: str) -> Verdict | None:
    kind, said = classify(line, built_in())
    if kind is Kind.VERDICT and isinstance(said, VerdictLine) and said.name and said.split:
        found = said.split.score
        return None if found is None else Verdict(score_from(found.value), said.split.note)
    return None


def typed_score(sections: Sequence[Section]) -> AnyScore | None:
    """Return the score of the first line of sections that is a verdict, if it has one."""
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                lines = block.text.split("\n")
            elif isinstance(block, ItemList):
                lines = [item.text for item in block.items]
            else:
                continue
            for line in lines:
                kind, said = classify(line, built_in())
                if kind is Kind.VERDICT and isinstance(said, VerdictLine) and said.split:
                    score = said.split.score
                    if score is not None:
                        return score_from(score.value)
    return None
