"""Splits a line into a name and a score, at the first separator that a score follows.

Entries, ratings, verdicts, headings and seasons are all split here (spec, "Where a name ends").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge

from reviewfmt.characters import tidy, widened
from reviewfmt.syntax.line_kinds import Fault, Split
from reviewfmt.syntax.scores import ScoreMatch, completed, number, read
from reviewfmt.syntax.words import Words

BULLETS = frozenset(widened("-*") + "–•・･")
DASHES = widened("-") + "–—"
PIPES = frozenset(widened("|"))
STARS = "★⭐☆"
"""The signs of a score that needs no separator."""
_DASHED = re.compile(rf"[{re.escape(DASHES)}]\s*+[{re.escape(''.join(sorted(PIPES)))}]")
LONGEST_SCORE = 60
_WIDE_SIGNS = (*DASHES[1:], *STARS, *widened("|:=")[3:])


def skip_space(text: str, at: int) -> int:
    """Return the offset of the first character from `at` on that is not white space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def last_bracket(text: str) -> int:
    """Return where the bracket opens that ends a line, or -1."""
    if text[-1:] not in (")", "）"):
        return -1
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        if text[at] in ")）":
            depth += 1
        elif text[at] in "(（":
            depth -= 1
            if depth == 0:
                return at
    return -1


def remark_behind(text: str, end: int, bracket: int) -> tuple[bool, str | None]:
    """Return whether only a remark, or nothing, follows a score; and the remark."""
    at = skip_space(text, end)
    if at == len(text):
        return True, None
    first = text[at]
    if first in "(（" and at == bracket:
        note = tidy(text[at + 1 : -1])
    elif first in ",，、" or (
        first in DASHES and at > end and at + 1 < len(text) and text[at + 1].isspace()
    ):
        note = tidy(text[at + 1 :])
    else:
        return False, None
    return bool(note), note or None


def fault_of(match: re.Match[str]) -> Fault:
    """Return what is wrong with a match of UNREADABLE or UNSCALED."""
    groups = match.groupdict()
    if groups.get("bare") is not None:
        return Fault("RF107", "no-maximum", *match.span("bare"))
    if groups["negative"] is not None:
        return Fault("RF108", "negative", *match.span("negative"))
    return Fault("RF107", "unreadable", *match.span("unreadable"))


def scaled_score(match: re.Match[str], maximum: int) -> ScoreMatch:
    """Return a number without a maximum as a score over the configured maximum."""
    return ScoreMatch((number(match["bare"]), number(str(maximum))), *match.span("bare"))


def split(
    text: str,
    start: int,
    words: Words,
    *,
    pipes: bool = False,
    dashed: bool = False,
    bare: bool = False,
    tails: bool = False,
    wrapped: bool = False,
    window: int | None = None,
) -> Split | None:
    """Return the cut of a line at its first separator that a score follows, from `start` on.

    With `pipes` only pipes separate, with `dashed` only pipes with a dash. With `bare` a number
    without a maximum is an unreadable score. With `tails` text may follow a score behind a pipe.
    The separator begins before offset `window`. An unreadable score counts only if no separator
    has a readable one.
    """
    if dashed and _DASHED.search(text, start) is None:
        return None
    if not may_hold_score(text, start, words):
        return None
    bracket = last_bracket(text) if text[-1] in ")）" else -1
    end = len(text) if window is None else min(window + LONGEST_SCORE, len(text))
    last = len(text) if window is None else window
    passed = False
    graded: Split | None = None
    for match in scored(text, start, end, words):
        at = match.start()
        if at > last:
            break
        pipe, has_dash = separator_of(match)
        if (has_dash or not dashed) and (pipe or not pipes):
            found = completed(text, match, words)
            fits, note = remark_behind(text, found.end, bracket)
            letter = isinstance(found.value, str)
            if letter and not wrapped and note is not None:
                if graded is None and read(note, words) is None:
                    graded = Split(at, found, None, note, -1, pipe, has_dash, passed)
                fits = False
            if graded is not None:
                # A score at the end of the line makes the letter a part of the name.
                fits = fits and note is None and not letter
            if fits or (tails and pipe and not letter and graded is None):
                tail = -1 if fits else skip_space(text, found.end)
                return Split(at, found, None, note, tail, pipe, has_dash, passed)
        passed = passed or match["grade"] is None
    if graded is not None:
        return graded
    patterns = [words.unreadable]
    if bare or words.maximum is not None:
        patterns.append(words.unscaled)
    for pattern in patterns:
        for match in overlapping(pattern, text, start, end):
            at = match.start()
            if at > last:
                break
            pipe, has_dash = separator_of(match)
            if (dashed and not has_dash) or (pipes and not pipe):
                continue
            stop = match.end() + text.startswith(".", match.end())
            fits, note = remark_behind(text, stop, bracket)
            if fits:
                if pattern is words.unscaled and words.maximum is not None:
                    scaled = scaled_score(match, words.maximum)
                    return Split(at, scaled, None, note, -1, pipe, has_dash, passed)
                return Split(at, None, fault_of(match), note, -1, pipe, has_dash, passed)
    return None


def may_be_separated(text: str) -> bool:
    """Tell whether a line has a sign of a separator or of a score."""
    if "-" in text or ":" in text or "|" in text or "=" in text:
        return True
    return not text.isascii() and any(map(text.__contains__, _WIDE_SIGNS))


def may_hold_score(text: str, start: int, words: Words) -> bool:
    """Tell whether a score, readable or not, may follow an offset of a line."""
    return (
        words.number_mark.search(text, start) is not None
        or words.grade_mark.search(text, start) is not None
    )


def overlapping(
    pattern: re.Pattern[str], text: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern, including those that begin inside another match."""
    while match := pattern.search(text, start, end):
        yield match
        start = match.start() + 1


def scored(text: str, start: int, end: int, words: Words) -> Iterator[re.Match[str]]:
    """Yield the separators that a score follows, and stars, which need none, in order.

    A dash behind another separator is a minus sign, and no separator.
    """
    found = overlapping(words.scored, text, start, end)
    if any(map(text.__contains__, STARS)):
        starred = overlapping(words.starred, text, start, end)
        found = merge(found, starred, key=lambda match: match.start())
    minuses = Minuses(text, start, end, words)
    for match in found:
        if match.start() not in minuses:
            yield match


class Minuses:
    """The dashes of a line that are minus signs of scores, and no separators.

    Each has a separator in front of it. They are found when they are first needed.
    """

    def __init__(self, text: str, start: int, end: int, words: Words) -> None:
        self._line = text, start, end
        self._words = words
        self._separators: dict[int, int] | None = None

    def __contains__(self, at: int) -> bool:
        text = self._line[0]
        if text[at] not in DASHES or not text[at + 1 : at + 2].isdigit():
            return False
        if self._separators is None:
            found = overlapping(self._words.unreadable, *self._line)
            self._separators = {one.start("negative"): one.start() for one in found}
        separator = self._separators.get(at)
        return separator is not None and separator >= at - LONGEST_SCORE


class Scores:
    """Finds the next score of a line, readable or not; grades do not count.

    The score follows a separator, or is stars. Offsets must be given in ascending order.
    """

    def __init__(self, text: str, start: int, words: Words) -> None:
        self._text = text
        self._minuses = Minuses(text, start, len(text), words)
        starred = [words.starred] if any(map(text.__contains__, STARS)) else []
        self._patterns = [words.scored, *starred, words.unreadable]
        self._ahead = [pattern.search(text, start) for pattern in self._patterns]

    def behind(self, at: int) -> re.Match[str] | None:
        """Return the first score that begins at an offset or behind it."""
        while True:
            nearest: re.Match[str] | None = None
            for place, match in enumerate(self._ahead):
                if match is not None and match.start() < at:
                    match = self._ahead[place] = self._patterns[place].search(self._text, at)
                if match is not None and (nearest is None or match.start() < nearest.start()):
                    nearest = match
            if nearest is None or self._counts(nearest):
                return nearest
            at = nearest.start() + 1

    def _counts(self, match: re.Match[str]) -> bool:
        if "grade" not in match.re.groupindex:
            return True
        return match["grade"] is None and match.start() not in self._minuses


def separator_of(match: re.Match[str]) -> tuple[bool, bool]:
    """Tell whether the separator of a match is a pipe, and whether it has a dash."""
    if "sign" not in match.re.groupindex:  # stars need no separator
        return False, False
    if match["dashed"] is not None:
        return True, True
    return match["sign"] in PIPES, False


def name_between(text: str, start: int, end: int) -> str:
    """Return the name between two offsets of a line, with its white space tidied."""
    return tidy(text[start:end])


def read_bullet(text: str, words: Words) -> int:
    """Return where the text behind a bullet begins, 0 if there is no bullet."""
    if text[0] not in BULLETS:
        return 0
    match = words.bullet.match(text)
    return match.end() if match is not None else 0


def scored_at(
    text: str, at: int, words: Words
) -> tuple[ScoreMatch | None, Fault | None, int] | None:
    """Return the score behind the separator at an offset, or its fault, and where it ends."""
    match = words.scored.match(text, at)
    if match is not None:
        found = completed(text, match, words)
        return found, None, found.end
    match = words.unreadable.match(text, at)
    bare = match is None
    if match is None:
        match = words.unscaled.match(text, at)
    if match is None:
        return None
    stop = match.end() + text.startswith(".", match.end())
    if bare and words.maximum is not None:
        return scaled_score(match, words.maximum), None, stop
    return None, fault_of(match), stop
