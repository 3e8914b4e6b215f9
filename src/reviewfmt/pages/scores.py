"""Finds the score of a line of a page, wherever it is in the line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from reviewfmt.characters import tidy
from reviewfmt.syntax.line_kinds import Entry, Found, Heading, Item, Rating, Season, Verdict
from reviewfmt.syntax.scores import Value, number, read, score_at
from reviewfmt.syntax.splits import split
from reviewfmt.syntax.terminals import one_of
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import Words

_MARK = re.compile(r"(?<![\w.,/])[\d★⭐☆]|(?<![\x00-\x7f])\d(?<=[^\W\d_]\d)")
_BARE = re.compile(
    r"(?:^|[\s:：=–—-]|[.!?。…]\s?|(?<=[\u3040-\u30ff\u3400-\u9fff]))(?P<bare>\d{1,3}(?:[.,]\d{1,2})?(?P<sign>[+−-])?)\s?[.)]?$"
)
SIGNS = " \t\u00a0-–—－:：|｜=•・*,，、·;([（［【)]）］】"
"""Signs that separate a name from its score, and may surround either."""
_WINDOW = 80
_LONGEST_GRADE = 6
_GLUED = 16
"""A longer line has no score that is attached to its name: `音楽4`."""

_MOST = 1000
_ASTERISKS = re.compile(
    r"(?<!\*)(?P<stars>\*{1,10})(?P<half>½|\s?1/2)?\s?[(\[]?\s?(?:out\s)?of\s(?P<of>\*{2,10})(?!\*)[)\]]?"
)
_PERCENT = "%％٪"
_NOTHING_READ = re.compile(r"0\s?[%％]")
"""The share of a page that was read, in a bar at its top."""

_LEADER = re.compile(r"\s?(?:\.{3,}+|…++|·{3,}+|_{3,}+)\s?")
"""Signs that lead from a name to its score."""


_GRADED = re.compile(r"\s[(\[（［](?P<grade>[A-F][+−–-]?)[)\]）］]$")
"""Matches a text that ends in a grade in brackets: `The Ledger (A-)`."""


class Said(NamedTuple):
    """A score in a line: its value, and the place of its notation.

    `value` is None for a number without a maximum.
    """

    value: Value | None
    start: int
    end: int


def find(text: str, found: Found, words: Words) -> Said | None:
    """Return the score of a line, or None; `found` is the kind of the line.

    Of several scores, it is the one that the format reads, or else the last one.
    """
    if _NOTHING_READ.fullmatch(text):
        return None
    spelled = _in_words(text, words) if len(text) <= _WINDOW else None
    if spelled is not None:
        return spelled
    data = found.data
    if isinstance(data, Season | Heading | Entry | Rating | Verdict) and data.split is not None:
        score = data.split.score
        if score is not None and in_range(score.value):
            return Said(score.value, score.start, score.end)
    if isinstance(data, Item) and len(text) <= _WINDOW:
        cut = split(text, data.start, words)
        if cut is not None and cut.score is not None and in_range(cut.score.value):
            return Said(cut.score.value, cut.score.start, cut.score.end)
    whole = read(text, words) if len(text) <= _WINDOW else None
    if whole is not None:
        return Said(whole, 0, len(text)) if in_range(whole) else None
    said = _last(text, words)
    if said is not None:
        return said
    graded = _GRADED.search(text, max(0, len(text) - _LONGEST_GRADE))
    grade = None if graded is None else read(graded["grade"], words)
    if graded is not None and grade is not None:
        return Said(grade, *graded.span("grade"))
    bare = _BARE.search(text, max(0, len(text) - _WINDOW))
    if bare is None or (len(text) > _GLUED and bare.start("bare") == bare.start() > 0):
        return None
    return Said(None, *bare.span("bare"))


def find_in_cells(text: str, cells: Sequence[str], words: Words) -> Said | None:
    """Return the score in the last cell of a row, None if it is not a score."""
    value = read(cells[-1], words) if len(cells) > 1 and len(cells[-1]) <= _WINDOW else None
    start = text.rfind(cells[-1])
    if value is None or not in_range(value):
        return None
    return Said(value, start, start + len(cells[-1]))


def in_range(value: Value) -> bool:
    """Tell whether a value is a grade, or between zero and its maximum."""
    return isinstance(value, str) or (0 <= value[0] <= value[1] <= _MOST and value[1] > 0)


def _last(text: str, words: Words) -> Said | None:
    """Return the last score of the beginning of a line, or of its end; grades do not count."""
    said = None
    end = 0
    for low, high in ((0, _WINDOW), (max(_WINDOW, len(text) - _WINDOW), len(text))):
        for mark in _MARK.finditer(text, low, min(high, len(text))):
            if mark.start() < end:
                continue
            score = score_at(text, mark.start(), words)
            if score is None or isinstance(score.value, str) or not in_range(score.value):
                continue
            if text[score.end : score.end + 1] == "/":
                continue  # a date
            if text[score.end - 1] in _PERCENT and _spelled(words).share.match(text, score.end):
                continue
            said, end = Said(score.value, score.start, score.end), score.end
    return said


def _in_words(text: str, words: Words) -> Said | None:
    """Return a score with numbers in words, asterisks for stars, or a maximum in brackets.

    An example is `3.5 (of 5)`. Numbers in words are a score beside the word for stars, or if the
    line contains only them and the name of a verdict.
    """
    drawn = _ASTERISKS.search(text) if "*" in text else None
    if drawn is not None:
        value = Decimal(len(drawn["stars"])) + (Decimal("0.5") if drawn["half"] else 0)
        return _said((value, Decimal(len(drawn["of"]))), *drawn.span())
    spelled = _spelled(words)
    beside = spelled.beside.search(text) if "(" in text or "[" in text else None
    if beside is not None and _is_named(text[: beside.start()].rstrip(), words):
        return _said((number(beside["value"]), number(beside["of"])), *beside.span())
    match = spelled.pattern.search(text)
    if match is None:
        return None
    if not match["stars"] and not match["all"]:
        name = text[: match.start()].strip(SIGNS)
        if text[match.end() :].strip(SIGNS + ".") or words.verdict_end(name) < len(name):
            return None
    if match["value"].isdecimal() and match["of"].isdecimal():
        return None  # the format itself reads it
    value, most = (
        number(one) if one.isdecimal() else Decimal(spelled.numbers[fold(one)])
        for one in (match["value"], match["of"])
    )
    return _said((value, most), *match.span())


def _is_named(before: str, words: Words) -> bool:
    """Tell whether the text before a number names a score, unlike `Part 2 (of 5)`."""
    name = before.strip(SIGNS)
    return not name or before[-1] in SIGNS or words.verdict_end(name) == len(name)


def _said(value: Value, start: int, end: int) -> Said | None:
    return Said(value, start, end) if in_range(value) else None


class _Spelled(NamedTuple):
    pattern: re.Pattern[str]
    beside: re.Pattern[str]
    share: re.Pattern[str]
    numbers: dict[str, int]


@lru_cache(maxsize=8)
def _spelled(words: Words) -> _Spelled:
    """Return the pattern of scores in words, the values of its numbers, and the words of shares.

    After such a word, a percentage is not a score: `50% of viewers`.
    """
    numbers = {
        fold(word): value
        for one in words.vocabularies
        for value, spellings in enumerate(one.positions("numbers", "cardinals"), 1)
        for word in spellings
    }
    cardinal, of, stars = (
        one_of(many)
        for many in (
            numbers,
            {word for one in words.vocabularies for word in one.words("score", "of")},
            {word for one in words.vocabularies for word in one.words("score", "stars")},
        )
    )
    one = rf"(?:\d{{1,3}}(?![\d.,])|{cardinal})"
    pattern = re.compile(
        rf"(?i)(?<![^\W_])(?P<value>{one})(?:[\s-](?P<stars>{stars}))?\s{of}\s(?P<of>{one})"
        rf"(?:[\s-](?P<all>{stars}))?"
    )
    beside = re.compile(
        rf"(?i)(?<![\d.,])(?P<value>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s?[(\[]{of}\s(?P<of>\d{{1,3}})[)\]]"
    )
    share = re.compile(rf"(?i)\s{of}\s(?!\d)")
    return _Spelled(pattern, beside, share, numbers)


def in_digits(text: str, said: Said, words: Words) -> Value | None:
    """Return the value of a score; the configuration may have the maximum of a bare number.

    A bare number must be alone, after a separator, or after the name of a verdict: `Episode 3` has
    no score.
    """
    digits = text[said.start : said.end]
    if said.value is not None or words.maximum is None or digits[-1:] not in _DIGITS:
        return said.value
    before = text[: said.start].rstrip()
    name = before.strip(SIGNS)
    if before and before[-1] not in SIGNS and words.verdict_end(name) < len(name):
        return None
    value = (number(digits), Decimal(words.maximum))
    return value if in_range(value) else None


_DIGITS = frozenset("0123456789")


def around(text: str, said: Said) -> tuple[str, str]:
    """Return the texts before and after a score, without signs at the ends."""
    before = text[: said.start]
    leader = _LEADER.search(before, max(0, len(before) - _WINDOW))
    if leader is not None and leader.end() == len(before):
        before = before[: leader.start()]
    return without_signs(before), tidy(text[said.end :].strip(SIGNS + "."))


def without_signs(text: str) -> str:
    """Return a name without signs at its ends, except a bracket whose partner is inside."""
    bare = text.strip(SIGNS)
    start = text.find(bare)
    end = start + len(bare)
    if not bare:
        return ""
    for opening, closing in _BRACKETS:
        missing = bare.count(opening) - bare.count(closing)
        if missing == 1 and text[end : end + 1] == closing:
            end += 1
        elif missing == -1 and start and text[start - 1] == opening:
            start -= 1
    return tidy(text[start:end])


_BRACKETS = (("(", ")"), ("[", "]"), ("（", "）"), ("【", "】"))
