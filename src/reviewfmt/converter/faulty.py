"""Turns a review with errors into one that can be published, with faulty parts as written.

An unreadable score is shown by its words instead of the score. A line that is not part of the
review becomes a paragraph at its place. A control character becomes U+FFFD.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias, TypeVar

from reviewfmt.characters import CONTROL, tidy
from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.model import (
    GRADES,
    AnyScore,
    Block,
    Episode,
    Field,
    Grade,
    Guide,
    GuideHeading,
    Paragraph,
    Rating,
    Review,
    Score,
    Section,
    Verdict,
)
from reviewfmt.pandoc_ast import Illegible
from reviewfmt.parser import Parsed, parse
from reviewfmt.span import Span
from reviewfmt.syntax import inline
from reviewfmt.syntax.words import Words

_CONTROL = "RF113"
_SCORES = frozenset(("RF104", "RF105", "RF106", "RF107", "RF108"))
"""The codes of unreadable scores; each is at the words of the score."""

_UNPUBLISHED = (Field, GuideHeading)
"""Errors about parts that are left out though they have a node: an empty field or guide."""

_Scored: TypeAlias = Episode | Guide | Rating | Section | Verdict
_Holder = TypeVar("_Holder", Episode, Guide, Rating, Section, Verdict)


def published(parsed: Parsed, words: Words | None = None) -> Review:
    """Return what can be published of a text that was read with errors, with the same `words`."""
    if any(one.code == _CONTROL for one in parsed.diagnostics):
        parsed = parse(CONTROL.sub("\ufffd", parsed.text), words)
    errors = [one for one in parsed.diagnostics if one.severity is Severity.ERROR]
    review = _with_scores(parsed.review, parsed.text, errors)
    return _with_lines(review, list(_faulty_lines(parsed, review, errors)))


# -- scores -----------------------------------------------------------------------------------


def _with_scores(review: Review, text: str, errors: Sequence[Diagnostic]) -> Review:
    """Return the review with the words of unreadable scores, where a node has no score."""
    said = {
        one.span.offset: words
        for one in errors
        if one.code in _SCORES and (words := tidy(text[one.span.offset : one.span.end_offset]))
    }
    offsets = sorted(said)

    def of(span: Span) -> AnyScore | None:
        from bisect import bisect_left

        at = bisect_left(offsets, span.offset)
        inside = at < len(offsets) and offsets[at] < span.end_offset
        return Illegible(said[offsets[at]]) if inside else None

    def scored(node: _Scored) -> AnyScore | None:
        place = node.heading if isinstance(node, Section) else node
        if node.score is not None or place is None or isinstance(node, Guide):
            return node.score
        return of(place.span)

    return _rescored(review, scored)


def _rescored(review: Review, scored: Callable[[_Scored], AnyScore | None]) -> Review:
    """Return the review with the scores that `scored` returns; a verdict without one is removed."""

    def with_score(node: _Holder) -> _Holder:
        score = scored(node)
        return node if score is node.score else replace(node, score=score)

    verdict = review.verdict and with_score(review.verdict)
    return replace(
        review,
        guides=tuple(
            replace(with_score(guide), episodes=tuple(map(with_score, guide.episodes)))
            for guide in review.guides
        ),
        sections=tuple(map(with_score, review.sections)),
        ratings=tuple(map(with_score, review.ratings)),
        verdict=verdict if verdict and verdict.score is not None else None,
    )


def with_words_for_scores(review: Review) -> Review:
    """Return a review in which words replace each score that is above its maximum, or over 0."""
    return _rescored(review, lambda node: _legible(node.score))


def without_words_for_scores(review: Review) -> Review:
    """Return a review with a valid score in place of words, so that only other faults remain."""
    return _rescored(review, lambda node: _SOME if type(node.score) is Illegible else node.score)


_SOME = Grade(GRADES[0])


def _legible(score: AnyScore | None) -> AnyScore | None:
    above = isinstance(score, Score) and (not score.out_of or score.value > score.out_of)
    return Illegible(str(score)) if above else score


# -- lines ------------------------------------------------------------------------------------


def _faulty_lines(
    parsed: Parsed, review: Review, errors: Sequence[Diagnostic]
) -> Iterator[Paragraph]:
    """Yield, as paragraphs, the lines that the review does not show, in the order of the text."""
    at_fault = {one.span.line for one in errors}
    shown: set[int] = set()
    for leaf in parsed.leaves:
        lines = range(leaf.span.line, leaf.span.end_line + 1)
        hidden = isinstance(leaf, _UNPUBLISHED) and leaf.span.line in at_fault
        hidden |= isinstance(leaf, Verdict) and review.verdict is None
        if not hidden:
            shown.update(lines)
    for line in parsed.lines:
        if line.line not in shown:
            span = Span(line.line, line.column, line.offset, line.line, line.column, line.offset)
            yield Paragraph(inline.escape(tidy(line.text)), span)


_Place: TypeAlias = tuple[str, int, int, int]
"""The place that a line follows: the notes of an entry or the blocks of a section, and how far."""

_TOP: _Place = ("top", 0, 0, -1)
_END: _Place = ("end", 0, 0, -1)


def _with_lines(review: Review, lines: Sequence[Paragraph]) -> Review:
    """Return the review with each of the lines behind what is above it."""
    from bisect import bisect_right

    places = sorted(_places(review))
    offsets = [offset for offset, _ in places]
    added: dict[_Place, list[Paragraph]] = {}
    for line in lines:
        at = bisect_right(offsets, line.span.offset)
        added.setdefault(places[at - 1][1] if at else _TOP, []).append(line)

    def among(blocks: Sequence[Block], kind: str, first: int, second: int) -> tuple[Block, ...]:
        found: list[Block] = []
        for at, block in enumerate((None, *blocks), -1):
            if block is not None:
                found.append(block)
            found += added.get((kind, first, second, at), ())
        return tuple(found)

    guides = tuple(
        replace(
            guide,
            episodes=tuple(
                replace(one, notes=among(one.notes, "entry", at, number))
                for number, one in enumerate(guide.episodes)
            ),
        )
        for at, guide in enumerate(review.guides)
    )
    sections = [
        replace(section, blocks=among(section.blocks, "section", at, 0))
        for at, section in enumerate(review.sections)
    ]
    _open(sections, added.get(_TOP, ()))
    _close(sections, added.get(_END, ()), len(guides) - 1 if guides else None)
    return replace(review, guides=guides, sections=tuple(sections))


def _places(review: Review) -> Iterator[tuple[int, _Place]]:
    """Yield the offset of each part that a line may follow, and its place."""
    for at, guide in enumerate(review.guides):
        for number, episode in enumerate(guide.episodes):
            yield episode.span.offset, ("entry", at, number, -1)
            for each, note in enumerate(episode.notes):
                yield note.span.offset, ("entry", at, number, each)
    for at, section in enumerate(review.sections):
        if section.heading is not None:
            yield section.heading.span.offset, ("section", at, 0, -1)
        for each, block in enumerate(section.blocks):
            yield block.span.offset, ("section", at, 0, each)
    for rating in review.ratings:
        yield rating.span.offset, _END
    if review.verdict is not None:
        yield review.verdict.span.offset, _END


def _open(sections: list[Section], lines: Sequence[Paragraph]) -> None:
    """Put lines above all prose."""
    if not lines:
        return
    if sections and sections[0].heading is None and sections[0].guide is None:
        sections[0] = replace(sections[0], blocks=(*lines, *sections[0].blocks))
    else:
        sections.insert(0, Section(None, tuple(lines)))


def _close(sections: list[Section], lines: Sequence[Paragraph], guide: int | None) -> None:
    """Put lines below all prose; `guide` is the last guide."""
    if not lines:
        return
    if sections and sections[-1].guide == guide:
        sections[-1] = replace(sections[-1], blocks=(*sections[-1].blocks, *lines))
    else:
        sections.append(Section(None, tuple(lines), guide))
