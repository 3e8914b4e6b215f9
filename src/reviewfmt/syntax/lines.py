"""Text to lines: where lines begin and end, their blocks, and lines that lost their breaks.

`read_lines` gives every line that is not blank, with its kind as far as its own text tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, count, repeat
from operator import add
from typing import NamedTuple

from reviewfmt.characters import strip
from reviewfmt.syntax.kinds import classified, classify
from reviewfmt.syntax.scores import completed, score_at
from reviewfmt.syntax.shapes import Data, Entry, Found, Item, Kind, Rating, Verdict
from reviewfmt.syntax.splits import overlapping, read_bullet, scored, separator_of
from reviewfmt.syntax.words import Words

_RARE_ENDS = re.compile("\r\n|[\n\r\u2028\u2029\x85]")
_LEFT_OVER = re.compile(r"[\s,，、|｜/／·•.;]*+")
_SPACES = re.compile(r"\s+")
_FIRST_WORDS = re.compile(r"(?:\S++\s++){0,5}\S*+")
_LONGEST_SCORE = 60
_FEWEST_GLUED = 2
"""How many digits of prose behind a maximum are no part of it: a year, a number of episodes."""
_UNCUT = frozenset("%\\#>!~[")
_TAB = 8


class Line(NamedTuple):
    """One line, or one piece of a line that lost its breaks; white space at its ends is gone.

    `number` and `column` count from 1, `offset` from 0, in characters of the text. `indent` is
    the width of the ASCII white space in front of it. `block` numbers the blocks: lines with no
    blank line between share one. `kind` and `data` are what `classify` says.
    """

    number: int
    column: int
    offset: int
    text: str
    indent: int
    block: int
    kind: Kind
    data: Data


def _pieces(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Yield number, column and offset of each line, its text, and whether it ends a block.

    U+2028 and U+0085 end a line, U+2029 a block as well; editors do not count them as lines, so
    the line number stays. The number is negative where a block ends in front of the line.
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
    return zip(count(1), repeat(1), offsets, lines, strict=False)  # the lines end it


def read_lines(text: str, words: Words) -> list[Line]:
    """Return the lines of a text that are not blank, each with its kind."""
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
        if whole[0] != line[0]:
            start = whole.index(line[0])
            column, offset, indent = column + start, offset + start, _width(whole[:start])
        kind, data, glued = classified(line, words)
        if glued and (cuts := cut(line, Found(kind, data), words)):
            for low, high in cuts:
                piece = line[low:high].rstrip()
                place = (number, column + low, offset + low)
                found.append(new(Line, (*place, piece, indent, block, *classify(piece, words))))
            continue
        found.append(new(Line, (number, column, offset, line, indent, block, kind, data)))
    return found


def _width(space: str) -> int:
    """Return the width of the ASCII white space that opens a line."""
    plain = space[: len(space) - len(space.lstrip(" \t"))]
    return len(plain.expandtabs(_TAB))


def cut(text: str, found: Found, words: Words) -> list[tuple[int, int]] | None:
    """Return the pieces of a line that lost its breaks, each from and up to an offset, or None.

    `found` is the kind of the whole line. It is a pure function of the line (spec, "Lost line
    breaks").
    """
    if not _may_be_cut(text, *found, words):
        return None
    if (
        "|" in text
        or "｜" in text
        or words.label.match(text) is not None
        or _heading_end(text, 0, words) is not None
    ):
        pieces = _cut_entries(text, words)
        if pieces is not None:
            return pieces
    window = _FIRST_WORDS.match(text).end()  # type: ignore[union-attr]  # it matches nothing too
    if words.score_sign.search(text, 0, window + _LONGEST_SCORE) is None:
        return None
    return _cut_ratings(text, words)


def _may_be_cut(text: str, kind: Kind, data: Data, words: Words) -> bool:
    """Tell whether a line may have lost its breaks: no sign opens it, and more may stand in it."""
    if text[0] in _UNCUT or text.startswith(("\\", "["), read_bullet(text, words)):
        return False
    if kind is Kind.ITEM and isinstance(data, Item):
        return text[data.start - 1] != "\\"
    key = words.field_line.fullmatch(text) if "\\" in text or "[" in text else None
    if key is not None and key["value"].startswith(("\\", "[")):
        return False
    if kind is Kind.PROSE:
        return True
    if not isinstance(data, Entry | Rating) or data.split is None:
        return False
    split = data.split
    if split.passed or split.tail >= 0 or split.note is not None:
        return True
    if isinstance(data, Entry) and words.unreadable.search(text, 0, split.name_end) is not None:
        return True
    if isinstance(data, Entry) and data.label is not None:
        return False
    if words.score_sign.search(text, 0, split.name_end) is not None:
        return True
    return _heading_end(text, 0, words) is not None


def _cut_entries(text: str, words: Words) -> list[tuple[int, int]] | None:
    pieces: list[tuple[int, int]] = []
    at = 0
    guide = False
    while not guide and (heading := _heading_end(text, at, words)) is not None:
        end, guide = heading
        pieces.append((at, end))
        at = end
    headings = len(pieces)
    ends = _Ends(text, at, words)
    while at < len(text) and (end_at := ends.entry(at)) is not None:
        pieces.append((at, end_at))
        at = ends.behind(end_at)
    entries = len(pieces) - headings
    if entries < 2 and not (entries and guide):
        return None
    if (rest := _next(text, pieces[-1][1])) < len(text):
        pieces.append((rest, len(text)))
    return pieces


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _heading_end(text: str, at: int, words: Words) -> tuple[int, bool] | None:
    """Return where a season name or the name of a guide ends, and whether it is a guide's."""
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
        return None  # `S2E7` is a label, not the season 2
    pipe = words.season_pipe.match(text, season[1])
    return _next(text, pipe.end() if pipe is not None else season[1]), False


class _Ends:
    """Finds where the entries of a line end, each in one step on from the one in front of it."""

    def __init__(self, text: str, start: int, words: Words) -> None:
        self._text = text
        self._words = words
        end = len(text)
        found = [one for one in scored(text, start, end, words) if one["grade"] is None]
        found += overlapping(words.unreadable, text, start, end)
        self._scores = sorted(found, key=lambda match: match.start())
        pipes = (one.start() for one in self._scores if separator_of(one)[0])
        self._last_pipe = max(pipes, default=-1)
        self._maximum = ""
        self._position = 0

    def entry(self, at: int) -> int | None:
        """Return where the entry that begins at an offset ends: behind its score."""
        text, words = self._text, self._words
        bullet = words.bullet.match(text, at)
        begin = at if bullet is None else bullet.end()
        label = self._label(begin)
        start = title = begin
        if label is not None:
            start = label.end()
            close = words.label_end.match(text, start)
            title = _next(text, close.end() if close is not None else start)
        if text.startswith("[", title):
            start = _closing_bracket(text, title)
        for position in range(self._position, len(self._scores)):
            match = self._scores[position]
            if match.start() < start:
                continue
            pipe = separator_of(match)[0]
            if label is None and not pipe:
                continue
            if label is None and not text[begin : match.start()].strip():
                return None
            end = self._score_end(match)
            if label is not None and not pipe and match.start() < title:
                # The label's own colon or dash: a title stands behind it if a pipe follows.
                behind = self.behind(end)
                if behind < len(text) and self._last_pipe >= end and self._label(behind) is None:
                    continue
            self._position = position + 1
            return end
        return None

    def _label(self, at: int) -> re.Match[str] | None:
        match = self._words.label.match(self._text, at)
        if match is None:
            return None
        numbered = any(match[name] is not None for name in ("number", "number_around", "code"))
        return match if numbered else None

    def _score_end(self, match: re.Match[str]) -> int:
        """Return where a score ends; digits of prose that are glued to its maximum are not of it.

        The first maximum of the line tells: `4/52024` is 4/5 behind a score over 5.
        """
        groups = match.groupdict()
        out_of = groups.get("out_of")
        if out_of is not None:
            first = self._maximum = self._maximum or out_of
            if out_of.startswith(first) and len(out_of) >= len(first) + _FEWEST_GLUED:
                return match.start("out_of") + len(first)
        if "grade" in groups:
            return completed(self._text, match, self._words).end
        return match.end()

    def behind(self, end: int) -> int:
        """Return where the next entry begins: signs between two entries are left out."""
        at = _LEFT_OVER.match(self._text, end).end()  # type: ignore[union-attr]  # it matches nothing too
        return at if self._label(at) is not None else _next(self._text, end)


def _closing_bracket(text: str, at: int) -> int:
    depth = 0
    for place in range(at, len(text)):
        depth += (text[place] == "[") - (text[place] == "]")
        if depth == 0:
            return place + 1
    return at


def _cut_ratings(text: str, words: Words) -> list[tuple[int, int]] | None:
    """Return the pieces of a line that holds verdicts and ratings only."""
    pieces: list[tuple[int, int]] = []
    at = read_bullet(text, words)
    if text.startswith(("\\", "["), at):
        return None
    while at < len(text):
        end = _rating_end(text, at, words)
        if end is None or (pieces and words.bullet.match(text, at) is not None):
            return None
        pieces.append((at if pieces else 0, end))
        at = _LEFT_OVER.match(text, end).end()  # type: ignore[union-attr]  # it matches nothing too
        if at == end and at < len(text):
            return None
    return pieces if len(pieces) > 1 else None


def _rating_end(text: str, at: int, words: Words) -> int | None:
    """Return where the verdict or rating that begins at an offset ends: behind its score."""
    window = _FIRST_WORDS.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing too
    places = {match.end() for match in words.separator.finditer(text, at, window + 2)}
    places |= {match.end() for match in _SPACES.finditer(text, at, window)}
    for place in sorted(places):
        if place <= at:
            continue
        start = words.score_words.match(text, place).end()  # type: ignore[union-attr]  # it matches nothing too
        found = score_at(text, start, words)
        if found is None or isinstance(found.value, str):
            continue
        piece = text[at : found.end]
        read = classify(piece, words).data
        if not isinstance(read, Verdict | Rating) or not read.name or read.split is None:
            return None
        if read.split.note is not None:
            return None
        score = read.split.score
        return found.end if score is not None and score.end == len(piece) else None
    return None
