"""Splits a text into lines and blocks, and cuts lines that lost their line breaks.

`read_lines` returns every line that is not blank, with the kind that its own text tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate, count, repeat
from operator import add
from typing import NamedTuple, TypeAlias

from reviewfmt.characters import strip
from reviewfmt.span import Span
from reviewfmt.syntax.classification import classified, classify, plain_entry
from reviewfmt.syntax.entries import BRACKETS, closings
from reviewfmt.syntax.line_kinds import SIGNS, Data, Entry, Found, Item, Kind, Rating, Verdict
from reviewfmt.syntax.openings import GUIDE, LABEL
from reviewfmt.syntax.scores import ScoreMatch, completed
from reviewfmt.syntax.splits import BULLETS, PIPES, Scores, read_bullet, separator_of
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import Words

_RARE_ENDS = re.compile("\r\n|[\n\r\u2028\u2029\x85]")
_LEFT_OVER = re.compile(r"[\s,，、|｜/／·•.;]*+")
_BEHIND_SEASON = re.compile(r"\s*+[|｜:：]?+\s*+")
_FIRST_WORDS = re.compile(r"(?:\S++\s++){0,5}\S*+")
_LONGEST_SCORE = 60
_FEWEST_GLUED = 2
"""How many digits behind a maximum are prose: a year, a number of episodes."""
_FEWEST_ENTRIES = 2
"""How many entries a line that lost its breaks has at least."""
_NUMBERS = ("number", "number_around", "code")
_UNCUT = frozenset((*SIGNS, *BRACKETS))
_WHOLE = ("\\", *BRACKETS)
"""The signs that keep what they open as one text."""
_TAB = 8

Classified: TypeAlias = Callable[[str, Words], tuple[Kind, Data, bool]]
"""The type of a function that classifies a line, as `kinds.classified` does."""
_SCORED = (Entry, Rating)
_ITEM = Kind.ITEM
_PROSE = Kind.PROSE


class Line(NamedTuple):
    """One line, or one piece of a line that lost its breaks, without white space at its ends.

    `span` is its place, and `indent` the width of the ASCII white space in front of it. Lines with
    no blank line between them share the number `block`. `kind` and `data` are what `classify`
    returns.
    """

    span: Span
    text: str
    indent: int
    block: int
    kind: Kind
    data: Data


class Piece(NamedTuple):
    """A piece of a line that lost its breaks: its offsets, and its kind if that is known."""

    start: int
    end: int
    found: Found | None = None


def _pieces(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Yield the number, column, offset and text of each line.

    U+2028 and U+0085 end a line, and U+2029 also ends a block. Editors do not count lines by them,
    so the line number stays the same. A negative number means that a block ends in front of the
    line.
    """
    number, column, offset = 1, 1, 0
    sign = 1
    for match in _RARE_ENDS.finditer(text):
        start = match.start()
        yield sign * number, column, offset, text[offset:start]
        end = match.end()
        sign = 1
        if match[0] in "\u2028\u2029\x85":
            column += end - offset
            sign = -1 if match[0] == "\u2029" else 1
        else:
            number, column = number + 1, 1
        offset = end
    yield sign * number, column, offset, text[offset:]


def _plain_pieces(text: str) -> Iterator[tuple[int, int, int, str]]:
    lines = text.split("\n")
    offsets = accumulate(map(add, map(len, lines), repeat(1)), initial=0)
    return zip(count(1), repeat(1), offsets, lines, strict=False)  # `lines` ends the iteration


def read_lines(text: str, words: Words, classified: Classified = classified) -> list[Line]:
    """Return the lines of a text that are not blank, each with its kind.

    A caller that already knows what some of the lines are passes its own `classified`.
    """
    rare = "\r" in text or "\u2028" in text or "\u2029" in text or "\x85" in text
    found: list[Line] = []
    block, blank = 0, False
    marked = "\ufeff" in text
    new = tuple.__new__
    for number, column, offset, whole in _pieces(text) if rare else _plain_pieces(text):
        line = strip(whole) if marked else whole.strip()
        if number < 0:
            number, blank = -number, True
        if not line:
            blank = True
            continue
        if blank:
            block += 1
            blank = False
        indent = 0
        if line is not whole and whole[0] != line[0]:
            start = whole.index(line[0])
            column, offset, indent = column + start, offset + start, _width(whole[:start])
        cuts = _plain_entries(line, words) if "|" in line and line.count("|") > 1 else None
        if cuts is None:
            kind, data, glued = classified(line, words)
            if glued:
                cuts = cut(line, Found(kind, data), words)
        if cuts:
            for low, high, known in cuts:
                piece = line[low:high].rstrip()
                span = _span(number, column + low, offset + low, len(piece))
                found.append(Line(span, piece, indent, block, *(known or classify(piece, words))))
            continue
        length = len(line)
        span = new(Span, (number, column, offset, number, column + length, offset + length))
        found.append(new(Line, (span, line, indent, block, kind, data)))
    return found


def _span(number: int, column: int, offset: int, length: int) -> Span:
    place = (number, column, offset, number, column + length, offset + length)
    return tuple.__new__(Span, place)


def _width(space: str) -> int:
    """Return the width of the ASCII white space that opens a line."""
    plain = space[: len(space) - len(space.lstrip(" \t"))]
    return len(plain.expandtabs(_TAB))


def cut(text: str, found: Found, words: Words) -> list[Piece] | None:
    """Return the pieces of a line that lost its breaks; None if it lost none.

    `found` is the kind of the whole line. The result depends on the line alone (spec, "Lost line
    breaks").
    """
    if not _may_be_cut(text, *found, words):
        return None
    label = words.label.match(text)
    heading = _heading_end(text, 0, words) if label is None else None
    behind = label.end() if label is not None else heading[0] if heading is not None else 0
    if words.number_mark.search(text, behind) is None:
        return None
    if label is not None or heading is not None or "|" in text or "｜" in text:
        pieces = _cut_entries(text, words)
        if pieces is not None:
            return pieces
    window = _FIRST_WORDS.match(text).end()  # type: ignore[union-attr]  # it matches nothing too
    if words.score_sign.search(text, 0, window + _LONGEST_SCORE) is None:
        return None
    return _cut_ratings(text, words)


def _plain_entries(text: str, words: Words) -> list[Piece] | None:
    """Return the pieces of a line of plain entries, which prose may follow.

    Each entry has a label, a number, a pipe and a fraction. The pieces are the same as those of
    `cut`; None leaves the line to `cut`.
    """
    opening = words.opening(text, 0)
    if not opening & LABEL or opening & ~(LABEL | GUIDE) or any(map(text.__contains__, _WHOLE)):
        return None
    if words.guide_line.match(text) is not None:
        return None
    pieces: list[Piece] = []
    maximum = ""
    at = 0
    while True:
        match = words.plain_entry.match(text, at) or words.plain.match(text, at)
        if match is None:
            return pieces if _is_prose_behind(text, pieces, at, words) else None
        label, number, title, pipe, dashed, out_of = match.group(
            "label", "number", "plain", "pipe", "dashed", "out_of"
        )
        if label is None or number is None or out_of is None or not (pipe or dashed):
            return None
        if fold(label) not in words.labels or not title.strip():
            return None
        maximum = maximum or out_of
        if out_of.startswith(maximum) and len(out_of) >= len(maximum) + _FEWEST_GLUED:
            return None  # digits of prose follow directly
        end = match.end()
        pieces.append(Piece(at, end, plain_entry(match, at, words)))
        at = _next(text, end)
        if at == len(text):
            return pieces if len(pieces) >= _FEWEST_ENTRIES else None


def _is_prose_behind(text: str, pieces: list[Piece], at: int, words: Words) -> bool:
    """Tell whether the text from an offset on is prose; if so, append it to `pieces`."""
    if len(pieces) < _FEWEST_ENTRIES or text[at] in BULLETS:
        return False
    end = pieces[-1].end
    left_over = _LEFT_OVER.match(text, end)
    prose = (
        left_over is not None
        and left_over.end() == at
        and all(text.find(pipe, at) < 0 for pipe in PIPES)
        and words.label.match(text, at) is None
        and words.second_score.match(text, end) is None
    )
    if prose:
        pieces.append(Piece(at, len(text)))
    return prose


def _may_be_cut(text: str, kind: Kind, data: Data, words: Words) -> bool:
    """Tell whether a line may have lost its breaks: no sign opens it, and it may hold several."""
    start = read_bullet(text, words)
    if text[0].isdigit() and (number := words.item_number.match(text)) is not None:
        start = number.end()
    if text[0] in _UNCUT or text.startswith(_WHOLE, start):
        return False
    if kind is _ITEM and isinstance(data, Item):
        return text[data.start - 1] != "\\"
    key = words.field_line.fullmatch(text) if any(map(text.__contains__, _WHOLE)) else None
    if key is not None and key["value"].startswith(_WHOLE):
        return False
    if kind is _PROSE:
        return True
    if not isinstance(data, _SCORED) or data.split is None:
        return False
    split = data.split
    if split.passed or split.tail >= 0 or split.note is not None:
        return True
    if words.unreadable.search(text, 0, split.name_end) is not None:
        return True
    if isinstance(data, Entry) and data.label is not None:
        return False
    if words.score_sign.search(text, 0, split.name_end) is not None:
        return True
    return _heading_end(text, 0, words) is not None


def _cut_entries(text: str, words: Words) -> list[Piece] | None:
    pieces: list[Piece] = []
    at = 0
    guide = False
    while not guide and (heading := _heading_end(text, at, words)) is not None:
        end, guide = heading
        pieces.append(Piece(at, end))
        at = end
    headings = len(pieces)
    ends = _Ends(text, at, words)
    while at < len(text) and (end_at := ends.entry(at)) is not None:
        pieces.append(Piece(at, end_at))
        at = ends.behind(end_at)
    entries = len(pieces) - headings
    if entries < _FEWEST_ENTRIES and not (entries and guide):
        return None
    if (rest := _next(text, pieces[-1].end)) < len(text):
        pieces.append(Piece(rest, len(text)))
    return pieces


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _heading_end(text: str, at: int, words: Words) -> tuple[int, bool] | None:
    """Return where the name of a season or a guide ends, and whether it is a guide."""
    season = words.season_at(text, at)
    begin = at
    if season is not None:
        between = words.guide_season_end.match(text, season[1])
        begin = between.end() if between is not None else season[1]
    guide = words.guide_line.match(text, begin)
    if guide is not None:
        return _next(text, guide.end()), True
    if season is None:
        return None
    label = words.label.match(text, at)
    if label is not None and label.end() > season[1]:
        return None  # `S2E7` is a label, not season 2
    behind = _BEHIND_SEASON.match(text, season[1])
    return (behind.end() if behind is not None else season[1]), False


class _Ends:
    """Finds where the entries of a line end, one after the other."""

    def __init__(self, text: str, start: int, words: Words) -> None:
        self._text = text
        self._words = words
        self._scores = Scores(text, start, words)
        self._last_sign = max(map(text.rfind, PIPES))
        self._last_pipe: int | None = None
        self._closings: dict[int, int] | None = None
        self._maximum = ""
        self._asked = -1
        self._answer: re.Match[str] | None = None

    def entry(self, at: int) -> int | None:
        """Return where the entry that begins at an offset ends: behind its score."""
        text, words = self._text, self._words
        bullet = words.bullet.match(text, at) if text[at] in BULLETS else None
        begin = at if bullet is None else bullet.end()
        label = self._label(begin)
        start = title = begin
        if label is not None:
            start = label.end()
            close = words.label_end.match(text, start)
            title = _next(text, close.end() if close is not None else start)
        if text[title : title + 1] in BRACKETS:
            if self._closings is None:
                self._closings = closings(text)
            start = self._closings.get(title, title - 1) + 1
        if label is None and self._last_sign < start:
            return None
        while (match := self._scores.behind(start)) is not None:
            start = match.start() + 1
            pipe = separator_of(match)[0]
            if label is None and not pipe:
                continue
            if label is None and not text[begin : match.start()].strip():
                return None
            end = self._score_end(match)
            if label is not None and not pipe and match.start() < title:
                # The colon or dash of the label itself: a title follows it if a pipe comes later.
                behind = self.behind(end)
                if behind < len(text) and self._pipe_behind(end) and self._label(behind) is None:
                    continue
            return end
        return None

    def _pipe_behind(self, end: int) -> bool:
        """Tell whether a pipe precedes one of the scores behind an offset."""
        if self._last_pipe is None:
            self._last_pipe = -1
            scores = Scores(self._text, end, self._words)
            at = end
            while (match := scores.behind(at)) is not None:
                at = match.start() + 1
                if separator_of(match)[0]:
                    self._last_pipe = match.start()
        return self._last_pipe >= end

    def _label(self, at: int) -> re.Match[str] | None:
        """Return the label at an offset, if it has a number."""
        if at != self._asked:
            self._asked = at
            self._answer = self._words.label.match(self._text, at)
            if self._answer is not None and not any(self._answer.group(*_NUMBERS)):
                self._answer = None
        return self._answer

    def _score_end(self, match: re.Match[str]) -> int:
        """Return where a score ends, without digits of prose directly behind its maximum.

        The first maximum of the line decides: behind a score over 5, `4/52024` is 4/5.
        """
        if "grade" not in match.re.groupindex:
            return match.end()  # it is unreadable
        out_of = match["out_of"]
        if out_of is not None:
            first = self._maximum = self._maximum or out_of
            if out_of.startswith(first) and len(out_of) >= len(first) + _FEWEST_GLUED:
                return match.start("out_of") + len(first)
        return completed(self._text, match, self._words).end

    def behind(self, end: int) -> int:
        """Return where the next entry begins; signs between two entries are skipped."""
        at = _LEFT_OVER.match(self._text, end).end()  # type: ignore[union-attr]  # it matches nothing too
        return at if self._label(at) is not None else _next(self._text, end)


def _cut_ratings(text: str, words: Words) -> list[Piece] | None:
    """Return the pieces of a line that holds only verdicts and ratings."""
    ends: list[tuple[int, int, int]] = []
    at = bullet = read_bullet(text, words)
    if text.startswith(_WHOLE, at):
        return None
    while at < len(text):
        score = _score_behind(text, at, words)
        if score is None or (ends and words.bullet.match(text, at) is not None):
            return None
        end = score.end
        begin, at = at, _LEFT_OVER.match(text, end).end()  # type: ignore[union-attr]  # it matches nothing too
        if at == end and at < len(text):
            return None
        place = begin, end, score.start
        if not ends and (at == len(text) or _rating(text, place, words) is None):
            return None  # most lines do not begin with a rating
        ends.append(place)
    if ends and _rating(text, ends[-1], words) is None:
        return None  # checked first: prose full of scores usually has other text
    pieces: list[Piece] = []
    for place in ends:
        start, end, _ = place
        found = _rating(text, place, words)
        if found is None:
            return None
        if (bullet and not pieces) or text[end - 1].isspace():
            found = None  # the piece differs from a line of its own: by a bullet, or by white space
        pieces.append(Piece(start if pieces else 0, end, found))
    return pieces


def _score_behind(text: str, at: int, words: Words) -> ScoreMatch | None:
    """Return the first score behind one of the first words, from an offset on."""
    window = _FIRST_WORDS.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing too
    for gap in _gap(words.separator.pattern).finditer(text, at, window + 2):
        if gap.start() >= window and gap["sign"] is None:
            continue  # only a separator may follow the words
        start = words.score_words.match(text, gap.end()).end()  # type: ignore[union-attr]  # it matches nothing too
        match = words.score.match(text, start)
        if match is not None and match["grade"] is None and match["stars"] != "½":
            return completed(text, match, words)
    return None


@cache
def _gap(separator: str) -> re.Pattern[str]:
    """Return the pattern of what may be between a name and its score."""
    return re.compile(rf"{separator}|\s++")


def _rating(text: str, place: tuple[int, int, int], words: Words) -> Found | None:
    """Return the kind of a piece that is a name and a score, and nothing else.

    `place` is where the piece begins and ends, and where its score begins.
    """
    start, end, at = place
    piece = text[start:end]
    found = classify(piece, words)
    data = found.data
    if not isinstance(data, Verdict | Rating) or not data.name or data.split is None:
        return None
    score = data.split.score
    if data.split.note is not None or score is None:
        return None
    return found if (score.start, score.end) == (at - start, len(piece)) else None
