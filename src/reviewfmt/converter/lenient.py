"""The text of a review with errors -> what can be published of it, its faulty parts as they stand.

A score that does not read stands as its words where the score would stand. A line that is no part
of the review stands as a paragraph where it was written. A control character becomes U+FFFD.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias, TypeVar

from reviewfmt.characters import CONTROL, tidy
from reviewfmt.converter.settling import Reading
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.model import (
    AnyScore,
    Block,
    Field,
    Grade,
    GuideHeading,
    Paragraph,
    Review,
    Section,
    Title,
    Verdict,
)
from reviewfmt.parser import Parsed, parse
from reviewfmt.source import decode
from reviewfmt.span import Span
from reviewfmt.syntax import inline
from reviewfmt.syntax.words import Words

_EMPTY, _NO_TITLE, _CONTROL = "RF120", "RF101", "RF113"
_SCORES = frozenset(("RF104", "RF105", "RF106", "RF107", "RF108"))
"""The codes of scores that do not read: each stands at the score's words."""

_UNPUBLISHED = (Field, GuideHeading)
"""What an error leaves out although it has a node: a field has no value, a guide no entries."""

_Holder = TypeVar("_Holder")


@dataclass(frozen=True, slots=True)
class Illegible(Grade):
    """The words that stand where a score should."""

    def __post_init__(self) -> None:
        """Take any words."""


class Lenient(NamedTuple):
    """What can be published of a text, and what is wrong with the text: nothing, or errors too."""

    reading: Reading
    faults: tuple[Diagnostic, ...] = ()


def read_leniently(
    data: bytes, path: str | None = None, *, name: str = "", words: Words | None = None
) -> Lenient:
    """Return what can be published of the text of a review; `words` are those to read it with.

    `path` names it in what is found; `name` is its title where it has none. Raises ReviewError
    where the bytes are no text (RF118), where the text is empty (RF120), and where it has no
    title and `name` is empty (RF101): then with every finding.
    """
    text = decode(data, path)
    parsed = parse(text, words)
    errors = [one for one in parsed.diagnostics if one.severity is Severity.ERROR]
    if not errors:
        return Lenient(Reading(parsed.review))
    found = tuple(replace(one, path=path) for one in parsed.diagnostics)
    codes = {one.code for one in errors}
    name = tidy(CONTROL.sub("\ufffd", name))
    if _EMPTY in codes or (_NO_TITLE in codes and not name):
        raise ReviewError(found)
    if _CONTROL in codes:
        parsed = parse(CONTROL.sub("\ufffd", text), words)
    review = _published(parsed)
    if not review.title.text:
        review = replace(review, title=Title(name, name))
    return Lenient(Reading(review), found)


def _published(parsed: Parsed) -> Review:
    errors = [one for one in parsed.diagnostics if one.severity is Severity.ERROR]
    review = _with_scores(parsed.review, parsed.text, errors)
    return _with_lines(review, list(_faulty_lines(parsed, review, errors)))


# -- scores -----------------------------------------------------------------------------------


def _with_scores(review: Review, text: str, errors: Sequence[Diagnostic]) -> Review:
    """Return the review with the words of the scores that do not read, where a node misses one."""
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

    verdict = _scored(review.verdict, of) if review.verdict else None
    if verdict is not None and verdict.score is None:
        verdict = None
    return replace(
        review,
        guides=tuple(
            replace(guide, episodes=tuple(_scored(one, of) for one in guide.episodes))
            for guide in review.guides
        ),
        sections=tuple(
            replace(section, score=of(section.heading.span))
            if section.heading and section.score is None
            else section
            for section in review.sections
        ),
        ratings=tuple(_scored(one, of) for one in review.ratings),
        verdict=verdict,
    )


def _scored(node: _Holder, of: Callable[[Span], AnyScore | None]) -> _Holder:
    found: _Holder = replace(node, score=of(node.span)) if node.score is None else node  # type: ignore[type-var, attr-defined]
    return found


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
"""Behind what a line stands: in an entry's notes or a section's blocks, which and how far."""

_TOP: _Place = ("top", 0, 0, -1)
_END: _Place = ("end", 0, 0, -1)


def _with_lines(review: Review, lines: Sequence[Paragraph]) -> Review:
    """Return the review with each of the lines behind what stands above it."""
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
    """Yield the offset of each thing that a line may stand behind, and what place that is."""
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
    """Put lines below all prose; `guide` is the last."""
    if not lines:
        return
    if sections and sections[-1].guide == guide:
        sections[-1] = replace(sections[-1], blocks=(*sections[-1].blocks, *lines))
    else:
        sections.append(Section(None, tuple(lines), guide))
