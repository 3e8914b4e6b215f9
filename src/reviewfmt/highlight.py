"""The roles of the pieces of a line, for syntax highlighting (spec, "Kinds of lines").

Editors and lexers use this module, so that a line has the colour of the kind that the parser gives
it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from reviewfmt.parser import Parsed
from reviewfmt.syntax import inline
from reviewfmt.syntax.entries import read_guide_entry
from reviewfmt.syntax.line_kinds import Data, Entry, Kind, Split, Verdict
from reviewfmt.syntax.line_readers import NUMBER_SIGNS, read_heading, read_item
from reviewfmt.syntax.lines import Line
from reviewfmt.syntax.splits import read_bullet, skip_space
from reviewfmt.syntax.words import Words, built_in


class Role(StrEnum):
    """What a piece of a line is."""

    SIGN = "sign"
    LABEL = "label"
    NAME = "name"
    SEPARATOR = "separator"
    SCORE = "score"
    KEY = "key"
    VALUE = "value"
    TEXT = "text"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    SPOILER = "spoiler"
    LINK = "link"
    TARGET = "target"


class Piece(NamedTuple):
    """A piece of a line, from `start` up to `end` in the text; `kind` is that of its line."""

    start: int
    end: int
    kind: Kind
    role: Role


def highlights(parsed: Parsed, words: Words | None = None) -> Iterator[Piece]:
    """Yield the pieces of each line that is not blank, in order; none is empty.

    `words` are the words that the text was parsed with. Offsets count characters of `parsed.text`.
    The pieces of a line cover all of it except white space at its ends.
    """
    words = words or built_in()
    for line, kind, _ in zip(*parsed.read, strict=True):
        at = line.span.offset
        for start, end, role in _pieces(line, kind, words):
            if start < end:
                yield Piece(at + start, at + end, kind, role)


_Span = tuple[int, int, Role]


def _pieces(line: Line, kind: Kind, words: Words) -> Iterator[_Span]:
    """Yield the pieces of a line, by offsets in its text."""
    text = line.text
    if kind in _WHOLE:
        yield 0, len(text), Role.TEXT
    elif kind in _SIGNED:
        start = skip_space(text, 1) if len(text) > 1 else 1
        yield 0, start, Role.SIGN
        yield from _marked(text, start, len(text), Role.TEXT)
    elif kind is Kind.TITLE or kind is Kind.HEADING:
        yield from _heading(line, kind, words)
    elif kind is Kind.FIELD:
        yield from _field(text, words)
    elif kind is Kind.ITEM:
        item = read_item(text, words)
        start = 0 if item is None else item.start
        yield 0, start, Role.SIGN
        yield from _marked(text, start, len(text), Role.TEXT)
    elif kind is Kind.FIGURE:
        yield 0, len(text), Role.LINK
    elif kind is Kind.PROSE:
        yield from _marked(text, 0, len(text), Role.TEXT)
    else:
        yield from _scored(line, kind, words)


_WHOLE = frozenset((Kind.COMMENT, Kind.BOILERPLATE, Kind.COMMENTS))
_SIGNED = frozenset((Kind.ESCAPED, Kind.QUOTE))
_NAMED = frozenset((Kind.GUIDE, Kind.SEASON, Kind.VERDICT))


def _heading(line: Line, kind: Kind, words: Words) -> Iterator[_Span]:
    text = line.text
    start = 0
    if text[0] in NUMBER_SIGNS and (match := words.heading.fullmatch(text)) is not None:
        start = match.start("heading")
    yield 0, start, Role.SIGN
    split = _split_of(line.data)
    if kind is Kind.HEADING and start:
        split = read_heading(text, start, words).split
    yield from _around_score(text, start, split, Role.NAME)


def _field(text: str, words: Words) -> Iterator[_Span]:
    match = words.field_line.fullmatch(text)
    if match is None:
        yield 0, len(text), Role.TEXT
        return
    yield 0, match.end("key"), Role.KEY
    yield match.end("key"), match.start("value"), Role.SEPARATOR
    yield match.start("value"), len(text), Role.VALUE


def _scored(line: Line, kind: Kind, words: Words) -> Iterator[_Span]:
    """Yield the pieces of a line that names something and may give it a score."""
    text, data = line.text, line.data
    if kind is Kind.ENTRY and not (isinstance(data, Entry) and data.strong):
        data = read_guide_entry(text, words) or data
    split = _split_of(data)
    start = read_bullet(text, words)
    yield 0, start, Role.SIGN
    if kind is Kind.ENTRY:
        is_numeral = isinstance(data, Entry) and data.numeral
        label = (words.numeral if is_numeral else words.label).match(text, start)
        if label is not None and isinstance(data, Entry) and (data.label or is_numeral):
            yield start, label.end(), Role.LABEL
            start = label.end()
            closing = words.label_end.match(text, start)
            if closing is not None and (split is None or closing.end() <= split.name_end):
                yield start, closing.end(), Role.SEPARATOR
                start = closing.end()
    elif isinstance(data, Verdict) and data.worded >= 0:
        yield start, data.worded, Role.LABEL
        yield data.worded, len(text), Role.VALUE
        return
    yield from _around_score(text, start, split, Role.LABEL if kind in _NAMED else Role.NAME)


def _split_of(data: Data) -> Split | None:
    """Return the split of a line; a str has a method of that name."""
    return None if isinstance(data, str) else getattr(data, "split", None)


def _around_score(text: str, start: int, split: Split | None, name: Role) -> Iterator[_Span]:
    """Yield the name in front of a score, the separator, the score, and the text behind it."""
    score = None if split is None else split.score
    if split is None or score is None or not start <= split.name_end <= score.start:
        yield from _marked(text, start, len(text), name)
        return
    yield from _marked(text, start, split.name_end, name)
    yield split.name_end, score.start, Role.SEPARATOR
    yield score.start, score.end, Role.SCORE
    yield from _marked(text, score.end, len(text), Role.TEXT)


_ROLES = {
    inline.Emphasis: Role.EMPHASIS,
    inline.Strong: Role.STRONG,
    inline.Spoiler: Role.SPOILER,
    inline.Link: Role.LINK,
}


def _marked(text: str, start: int, end: int, role: Role) -> Iterator[_Span]:
    """Yield the pieces of a text with marks; of nested marks, the innermost one counts."""
    signs: list[tuple[range, Role | None]] = []
    for mark in inline.mark_spans(text[start:end]):
        if mark.closing:
            signs += ((mark.opening, _ROLES[mark.kind]), (mark.closing, None))
        else:  # an address alone
            address = text.index(">", start + mark.opening.start) + 1 - start
            signs.append((range(mark.opening.start, address), Role.TARGET))
    signs.sort(key=lambda sign: sign[0].start)
    at, roles = 0, [role]
    for place, inside in signs:
        yield start + at, start + place.start, roles[-1]
        is_target = inside is Role.TARGET or text.startswith("]", start + place.start)
        yield start + place.start, start + place.stop, Role.TARGET if is_target else Role.SIGN
        if inside is None:
            roles.pop()
        elif inside is not Role.TARGET:
            roles.append(inside)
        at = place.stop
    yield start + at, end, role
