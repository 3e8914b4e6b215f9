"""Reads the marks of a text, as CommonMark does for the subset that the format has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from reviewfmt.syntax.inline.events import End, Event, Mark
from reviewfmt.syntax.inline.nodes import Emphasis, Link, Spoiler, Strong

# These patterns are strings: `re` compiles and caches them when a text first needs them.
PUNCTUATION = r"[!-/:-@\[-`{-~]"
ESCAPED = rf"\\({PUNCTUATION})"
LINE_BREAKS = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
AUTOLINK = rf"<[A-Za-z][A-Za-z0-9+.\-]{{1,31}}:[^\s<>{LINE_BREAKS}]*+>"


class _Run:
    """Signs that may open or close marks: a run of `*` or a `||`.

    Openers use signs from the right, and closers from the left. `left` signs remain text; they
    begin at index `first`.
    """

    __slots__ = ("begun", "closes", "ended", "first", "left", "length", "opens", "sign", "start")

    def __init__(self, start: int, sign: str, length: int, opens: bool, closes: bool) -> None:
        self.start = start
        self.sign = sign
        self.length = self.left = length
        self.first = 0
        self.opens = opens
        self.closes = closes
        self.ended: list[Mark] = []
        self.begun: list[Mark] = []

    def events(self) -> Iterator[Event]:
        for mark in self.ended:
            yield End(mark)
        yield self.sign * self.left
        yield from reversed(self.begun)


Pair: TypeAlias = tuple[range, range]
"""The offsets of the signs that open a mark, and of those that close it."""

_WORD = re.compile(r"\S")
# Each alternative begins with a literal sign, so that `re` skips words quickly.
_TOKEN = rf"\\{PUNCTUATION}|\*\**+|\|\|*+|\[|\]|{AUTOLINK}"
_TARGET_TOKEN = rf"\\{PUNCTUATION}|[()]|[\s{LINE_BREAKS}]"
_POINTED_TARGET = rf"<((?:[^<>\\{LINE_BREAKS}]|\\[^{LINE_BREAKS}])++)>\)"


def may_mark(text: str) -> bool:
    """Tell whether a text may hold a mark or an escape. A pattern would take 20 times as long."""
    return "*" in text or "[" in text or "<" in text or "\\" in text or "||" in text


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def star_sides(before: str, after: str) -> tuple[bool, bool]:
    """Return whether a run of `*` between two characters can open a mark, and close one.

    The characters are empty at the ends of the text. These are the rules that CommonMark has for
    `_`, so a run inside a word does neither.
    """
    space_before = not before or before.isspace()
    space_after = not after or after.isspace()
    sign_before = not space_before and _is_punctuation(before)
    sign_after = not space_after and _is_punctuation(after)
    flanks_left = not space_after and (not sign_after or space_before or sign_before)
    flanks_right = not space_before and (not sign_before or space_after or sign_after)
    return (
        flanks_left and (not flanks_right or sign_before),
        flanks_right and (not flanks_left or sign_after),
    )


def read_marks(text: str) -> tuple[list[Event], list[Pair]]:
    """Return the events of `text` and the pairs of runs that make its marks."""
    pieces: list[Event | _Run] = []
    pairs: list[Pair] = []
    runs: list[_Run] = []  # those that are not yet paired inside a pair of brackets
    brackets: list[tuple[int, int, int]] = []  # each `[`, its piece, the number of runs before it
    parentheses: dict[int, int] | None = None
    read = 0
    next_token = re.compile(_TOKEN).search
    while token := next_token(text, read):
        start, end = token.span()
        pieces.append(text[read:start])
        read = end
        sign = text[start]
        if sign == "\\":
            pieces.append(text[start + 1])
        elif sign == "<":
            target = text[start + 1 : end - 1]
            mark = Mark(Link, target)
            pieces += (mark, target, End(mark))
            pairs.append((range(start, start + 1), range(0)))
            brackets.clear()  # a link holds no other link
        elif sign == "[":
            brackets.append((start, len(pieces), len(runs)))
            pieces.append(sign)
        elif sign == "]":
            pieces.append(sign)
            if not brackets:
                continue
            opening, piece_at, first = brackets.pop()
            if text[end : end + 1] != "(" or _WORD.search(text, opening + 1, start) is None:
                continue
            if parentheses is None:
                parentheses = _parentheses(text)
            found = _target(text, end, parentheses)
            if found is None:
                continue
            target, read = found
            _pair(runs[first:], pairs)
            del runs[first:]
            brackets.clear()
            mark = Mark(Link, target)
            pieces[piece_at] = mark
            pieces[-1] = End(mark)
            pairs.append((range(opening, opening + 1), range(start, start + 1)))
        else:
            before, after = text[start - 1 : start], text[end : end + 1]
            if sign == "*":
                opens, closes = star_sides(before, after)
            elif end - start == 2:
                opens = bool(after) and not after.isspace()
                closes = bool(before) and not before.isspace()
            else:
                opens = closes = False
            if opens or closes:
                run = _Run(start, sign, end - start, opens, closes)
                pieces.append(run)
                runs.append(run)
            else:
                pieces.append(text[start:end])
    pieces.append(text[read:])
    _pair(runs, pairs)
    events: list[Event] = []
    for piece in pieces:
        if isinstance(piece, _Run):
            events += piece.events()
        else:
            events.append(piece)
    return events, pairs


def _parentheses(text: str) -> dict[int, int]:
    """Return the offset of the `)` for each `(` that is closed before white space."""
    closed: dict[int, int] = {}
    waiting: list[int] = []
    for token in re.finditer(_TARGET_TOKEN, text):
        sign = token[0]
        if sign == "(":
            waiting.append(token.start())
        elif sign != ")":
            if len(sign) == 1:
                waiting.clear()
        elif waiting:
            closed[waiting.pop()] = token.start()
    return closed


def _target(text: str, start: int, parentheses: dict[int, int]) -> tuple[str, int] | None:
    """Return the target in the parentheses at `start` and where the link ends, or None."""
    if text.startswith("<", start + 1):
        pointed = re.compile(_POINTED_TARGET).match(text, start + 1)
        return (_unescaped(pointed[1]), pointed.end()) if pointed else None
    end = parentheses.get(start)
    if end is None or end == start + 1:
        return None
    return _unescaped(text[start + 1 : end]), end + 1


def _unescaped(target: str) -> str:
    return re.sub(ESCAPED, r"\1", target)


def _pair(runs: Sequence[_Run], pairs: list[Pair]) -> None:
    """Pair openers with closers by CommonMark's algorithm, and record the marks in both."""
    waiting: list[_Run] = []
    floors: dict[tuple[str, bool, int], int] = {}  # no opener below this index fits such a closer
    for run in runs:
        while run.closes and run.left:
            key = run.sign, run.opens, run.length % 3
            floor = floors.get(key, 0)
            at = len(waiting) - 1
            while at >= floor and not _fits(waiting[at], run):
                at -= 1
            if at < floor:
                floors[key] = len(waiting)
                break
            opener = waiting[at]
            used = 2 if opener.left >= 2 and run.left >= 2 else 1
            kind: type[Emphasis | Strong | Spoiler]
            kind = Spoiler if run.sign == "|" else Strong if used == 2 else Emphasis
            mark = Mark(kind)
            opener.begun.append(mark)
            run.ended.append(mark)
            opener.left -= used
            opening = opener.start + opener.first + opener.left
            closing = run.start + run.first
            pairs.append((range(opening, opening + used), range(closing, closing + used)))
            run.first += used
            run.left -= used
            del waiting[at + (opener.left > 0) :]
            for known in floors:
                floors[known] = min(floors[known], len(waiting))
        if run.opens and run.left:
            waiting.append(run)


def _fits(opener: _Run, closer: _Run) -> bool:
    """Return whether two runs make a mark; for `*`, CommonMark's rule of three applies."""
    if opener.sign != closer.sign:
        return False
    if closer.sign == "|" or not (opener.closes or closer.opens):
        return True
    return (opener.length + closer.length) % 3 != 0 or (
        opener.length % 3 == 0 and closer.length % 3 == 0
    )


class MarkSpan(NamedTuple):
    """A mark and where its signs stand: those that open it, and those that close it.

    The signs that close a link are `](target)`. A link of an address alone has no closing signs.
    """

    kind: type[Emphasis | Strong | Link | Spoiler]
    opening: range
    closing: range


def mark_spans(text: str) -> list[MarkSpan]:
    """Return the marks of `text`, by where they begin."""
    if not may_mark(text):
        return []
    parentheses = _parentheses(text)
    found = []
    for opening, closing in read_marks(text)[1]:
        sign = text[opening.start]
        if sign == "[":
            target = _target(text, closing.stop, parentheses)
            end = closing.stop if target is None else target[1]
            found.append(MarkSpan(Link, opening, range(closing.start, end)))
        elif sign == "<":
            found.append(MarkSpan(Link, opening, closing))
        elif sign == "|":
            found.append(MarkSpan(Spoiler, opening, closing))
        else:
            found.append(MarkSpan(Strong if len(opening) == 2 else Emphasis, opening, closing))
    return sorted(found, key=lambda mark: mark.opening.start)
