"""The line of the next entry of a guide, in the guide's own notation."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from reviewfmt.model import Boilerplate, Comment, Episode, GuideHeading, Score, digits

if TYPE_CHECKING:
    from reviewfmt.model import Guide
    from reviewfmt.server.analysis import Analysis

_NUMBERS = ("number", "number_around", "code")
_ENDS = ("number_end", "number_end_around", "code_end")
_VALUE = re.compile(r"[\d.,．，]++")
_BEHIND = re.compile(r"(?<!\W)\W++\Z")
_SNIPPET_SIGNS = re.compile(r"[\\$}]")
_TITLE, _SCORE = "Title", Score(Decimal(3), Decimal(5))


class NextEntry(NamedTuple):
    """An entry to write: what is shown of it, its text, and whether that is a snippet."""

    label: str
    text: str
    snippet: bool


class _Shape(NamedTuple):
    """A line without its title and its score: the texts before, between and after them."""

    head: str
    middle: str | None
    score: str
    tail: str


def next_entry(analysis: Analysis, start: int, *, snippets: bool) -> NextEntry | None:
    """Return the entry that may follow on the line that begins at `start`; None if there is none.

    Its number follows that of the entry above, unless the guide has that number already.
    """
    guide = _guide_at(analysis, start)
    if guide is not None:
        above = [one for one in guide.episodes if one.span.offset < start]
        shape = _following(analysis, above[-1], guide) if above else None
    else:
        shape = _first(analysis, start)
    if shape is None:
        return None
    return _written(shape, snippets=snippets)


def _guide_at(analysis: Analysis, start: int) -> Guide | None:
    """Return the guide that contains a line, or that ends directly above it."""
    for guide in reversed(analysis.review.guides):
        if not guide.episodes or guide.episodes[0].span.offset >= start:
            continue
        end = max(
            guide.span.end_offset,
            *(note.span.end_offset for one in guide.episodes for note in one.notes),
            0,
        )
        if start <= end or not analysis.text[end:start].strip():
            return guide
        return None
    return None


def _following(analysis: Analysis, last: Episode, guide: Guide) -> _Shape | None:
    number = last.number_end if last.number_end is not None else last.number
    if number is None:
        return None
    following = Decimal(int(number) + 1)
    if any(one.label == last.label and one.number == following for one in guide.episodes):
        return None
    source = analysis.text[last.span.offset : last.span.end_offset]
    from reviewfmt.syntax.splits import read_bullet

    words = analysis.words
    bullet = read_bullet(source, words)
    match = words.label.match(source, bullet) or words.numeral.match(source, bullet)
    if match is None:
        return None
    groups = match.groupdict()
    name = next((one for one in (*_NUMBERS, "numeral") if groups.get(one)), None)
    if name is None:
        return None
    begin, end = match.span(name)
    for one in _ENDS:
        if groups.get(one):
            end = max(end, match.end(one))
    width = len(groups[name]) if groups[name].startswith("0") else 0
    head = source[:begin] + digits(following).zfill(width)
    return _around(source, head, end, match.end(), last)


def _around(source: str, head: str, at: int, label_end: int, last: Episode) -> _Shape:
    """Return the shape of an entry's line from the number on, which ends at `at`."""
    score = last.score
    begin = len(source) if score is None else score.span.offset - last.span.offset
    title = last.title
    place = -1 if title is None else source.find(title, label_end, begin)
    if title is None or place < 0:
        middle, head = None, head + source[at:begin]
    else:
        middle = source[place + len(title) : begin]
        head += source[at:place]
    if score is None:
        return _Shape(head, middle, "", "")
    spelled = source[begin : score.span.end_offset - last.span.offset]
    value = _VALUE.match(spelled)
    if value is None:
        return _Shape(head, middle, spelled, "")
    return _Shape(head, middle, value[0], spelled[value.end() :])


def _first(analysis: Analysis, start: int) -> _Shape | None:
    """Return the first entry of a guide whose name is directly above."""
    above = [
        one
        for one in analysis.leaves
        if one.span.offset < start and not isinstance(one, Comment | Boilerplate)
    ]
    if not above or not isinstance(above[-1], GuideHeading):
        return None
    from reviewfmt.writer.spelling import Speller

    line = Speller(analysis.words, analysis.language).entry(
        Episode("Episode", Decimal(1), title=_TITLE, score=_SCORE)
    )
    head, _, rest = line.partition(_TITLE)
    middle, score, tail = rest.partition(str(_SCORE))
    value = digits(_SCORE.value)
    return _Shape(head, middle, value, score[len(value) :] + tail)


def _written(shape: _Shape, *, snippets: bool) -> NextEntry:
    label = _BEHIND.sub("", shape.head) or shape.head
    if not snippets:
        return NextEntry(label, shape.head, False)

    def plain(text: str) -> str:
        return _SNIPPET_SIGNS.sub(r"\\\g<0>", text)

    text = plain(shape.head)
    at = 1
    if shape.middle is not None:
        text += f"${{{at}:{_TITLE}}}{plain(shape.middle)}"
        at += 1
    if shape.score:
        text += f"${{{at}:{plain(shape.score)}}}{plain(shape.tail)}"
    return NextEntry(label, text, True)
