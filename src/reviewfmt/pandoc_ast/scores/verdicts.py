"""Reads verdicts inside prose, or below a heading that names them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from reviewfmt.characters import tidy
from reviewfmt.model import (
    AnyScore,
    ItemList,
    Paragraph,
    Quote,
    Section,
    Verdict,
    score_from,
)
from reviewfmt.pandoc_ast.scored import read_score, scores_in
from reviewfmt.syntax import inline
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.inline import Strong
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.line_kinds import Verdict as VerdictLine
from reviewfmt.syntax.scores import score_at
from reviewfmt.syntax.words import built_in


def opening_score(block: Paragraph) -> tuple[Verdict, tuple[Paragraph, ...]] | None:
    """Return the verdict at the beginning of a paragraph, and the rest as a paragraph.

    `7/10 – a good one` has a note; `7/10. It is good.` is followed by a sentence.
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
    """Return the verdict that is in a paragraph, and the rest of its text."""
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


_LONGEST_NAME = 60
_MOST_NAME_WORDS = 4
_MOST_LAST = 5
"""At most this many paragraphs and items at the end may be the conclusion; thanks may follow."""


def concluding_score(text: str) -> AnyScore | None:
    """Return the score of a conclusion: its only score, or the only one in strong text."""
    nodes = inline.inlines(text)
    strong = "\n".join(inline.plain_of((one,)) for one in nodes if isinstance(one, Strong))
    return _only_score(strong) or _only_score(inline.plain_of(nodes))


def _only_score(text: str) -> AnyScore | None:
    found = {one.score for one in scores_in(text)}
    return found.pop() if len(found) == 1 else None


def said_score(text: str) -> AnyScore | None:
    """Return the score after a verdict's name in a text, such as `My rating: 8/10`."""
    plain = inline.plain(text)
    words = built_in()
    for found in scores_in(plain):
        before = plain[max(0, found.start - _LONGEST_NAME) : found.start].rstrip(" \t:=–—-")
        parts = before.split()
        for count in range(1, min(_MOST_NAME_WORDS, len(parts)) + 1):
            name = " ".join(parts[-count:]).strip("“”\"'()[]*")
            if words.verdict_name.fullmatch(name):
                return found.score
    return None


def last_words(sections: Sequence[Section], concludes: Callable[[str], bool]) -> AnyScore | None:
    """Return the score in the conclusion of sections, if no separate line has it.

    It is in the section whose heading `concludes`, or after a verdict's name, or in the last
    paragraph. The text stays as it is.
    """
    for section in reversed(sections):
        if section.heading is None or not concludes(section.heading.plain):
            continue
        if section.score is not None:
            return section.score
        for text in reversed(_texts(section)):
            if (score := concluding_score(text)) is not None:
                return score
    texts = [text for section in sections for text in _texts(section)]
    for text in reversed(texts):
        opening = _OPENING.match(inline.plain(text))
        if opening is not None and concludes(opening["name"].strip()):
            score = concluding_score(text)
            if score is not None:
                return score
    named: set[AnyScore] = {one for one in map(said_score, texts) if one is not None}
    if named:
        return named.pop() if len(named) == 1 else None
    every: set[AnyScore] = {one.score for text in texts for one in scores_in(inline.plain(text))}
    if len(every) == 1:
        return every.pop()
    last = (concluding_score(text) for text in reversed(texts[-_MOST_LAST:]))
    return next((score for score in last if score is not None), None)


def _texts(section: Section) -> list[str]:
    """Return the texts of the paragraphs and items of a section."""
    texts: list[str] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text)
        elif isinstance(block, ItemList):
            texts += (item.text for item in block.items)
        elif isinstance(block, Quote):
            texts += (paragraph.text for paragraph in block.paragraphs)
    return texts


_OPENING = re.compile(r"(?P<name>[^\n:：–—.]{2,40}?)(?:[ \t]*[:：.]|[ \t]+[-–—])[ \t\n]")
"""Matches the beginning of a paragraph that may be the conclusion: `TL;DR – watch it.`"""


def typed_score(sections: Sequence[Section]) -> AnyScore | None:
    """Return the score of the first line of sections that is a verdict, if it has one.

    A heading with a score is such a line: `Final Score: 8/10`.
    """
    for section in sections:
        if section.heading is not None and section.score is not None:
            kind, _ = classify(f"{section.heading.text} – {section.score}", built_in())
            if kind is Kind.VERDICT:
                return section.score
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
