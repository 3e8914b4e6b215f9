"""Reads the notations of scores (spec, "Scores")."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from reviewfmt.syntax.words import Words, built_in

Value: TypeAlias = "tuple[Decimal, Decimal] | str"
"""What a notation says: the value and its maximum, or a letter grade."""


class ScoreMatch(NamedTuple):
    """A score in a line, from `start` up to `end`, a full stop behind it included.

    `differs` tells that two notations side by side (`★★★★☆ (3/5)`) say two things; `value` is
    then the first of them. `bare` is a number with no maximum, which is no score.
    """

    value: Value
    start: int
    end: int
    differs: bool = False


_FIVE, _HUNDRED, _HALF = Decimal(5), Decimal(100), Decimal("0.5")
_PARTS = {"¼": Decimal("0.25"), "½": _HALF, "¾": Decimal("0.75")}
_MIXED = re.compile(r"(\d+)\s(\d)[/⁄∕／](\d)")
_NUMERIC = ("value", "out_of", "percent", "stars", "stars_of", "counted", "counted_of")
_SIGNS = str.maketrans("，．٫", "...")
_GRADE_SIGNS = str.maketrans("−－＋ＡＢＣＤＥＦ", "--+ABCDEF")


@lru_cache(maxsize=1024)
def number(text: str) -> Decimal:
    """Return the exact value of digits: a point or a comma among them, a fraction at their end."""
    mixed = _MIXED.fullmatch(text)
    if mixed is not None:
        whole, above, below = map(Decimal, mixed.groups())
        return whole + above / below
    part = _PARTS.get(text[-1:])
    plain = (text if part is None else text[:-1]).translate(_SIGNS).replace(",", ".")
    value = Decimal(plain) if plain else Decimal(0)
    if part is not None:
        value += part
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


@lru_cache(maxsize=1024)
def numbers_of(value: str, out_of: str) -> tuple[Decimal, Decimal]:
    """Return the exact values of two numbers, the second the maximum of the first."""
    return number(value), number(out_of)


@lru_cache(maxsize=1024)
def _percent(value: str) -> tuple[Decimal, Decimal]:
    return number(value), _HUNDRED


@lru_cache(maxsize=64)
def _stars(text: str) -> tuple[Decimal, Decimal]:
    filled = text.count("★") + text.count("⭐")
    halves, empty = text.count("½"), text.count("☆")
    drawn = Decimal(filled + halves + empty) if empty else _FIVE
    return Decimal(filled + halves // 2) + (_HALF if halves % 2 else 0), drawn


def _value(match: re.Match[str]) -> tuple[Value, int]:
    """Return what a match of SCORE says, and where its notation begins."""
    value, out_of, percent, stars, stars_of, counted, counted_of = match.group(*_NUMERIC)
    if value is not None:
        return numbers_of(value, out_of), match.start("value")
    if stars is not None:
        drawn = _stars(stars)
        return (drawn if stars_of is None else (drawn[0], number(stars_of))), match.start("stars")
    if percent is not None:
        return _percent(percent), match.start("percent")
    if counted is not None:
        over = _FIVE if counted_of is None else number(counted_of)
        return (number(counted), over), match.start("counted")
    return match["grade"].translate(_GRADE_SIGNS), match.start("grade")


def plain_value(
    match: re.Match[str], percent: str | None, stars: str | None, grade: str | None
) -> tuple[Value, int]:
    """Return what a match of PLAIN says that has no OVER, and where its notation begins.

    The others are the groups of the match that PERCENT, STARS and GRADE have.
    """
    if stars is not None:
        return _stars(stars), match.start("stars")
    if percent is not None:
        return _percent(percent), match.start("percent")
    assert grade is not None
    return grade.translate(_GRADE_SIGNS), match.start("grade")


def score_at(text: str, at: int, words: Words) -> ScoreMatch | None:
    """Return the score that begins at offset `at` of a line, in its range or not."""
    match = words.score.match(text, at)
    return None if match is None else completed(text, match, words)


def completed(text: str, match: re.Match[str], words: Words) -> ScoreMatch:
    """Return the score that a match of SCORE or SCORED says, with what belongs to it behind it."""
    value, start = _value(match)
    end, differs = _behind_unit(text, match), False
    if not isinstance(value, str):
        second = words.second_score.match(text, end)
        if second is not None and bool(second["open"]) == bool(second["close"]):
            end = second.end()
            other, _ = _value(second)
            differs = not _same(value, other)
    if text.startswith((".", "。"), end) and not text[end + 1 : end + 2].isalnum():
        end += 1
    return ScoreMatch(value, start, end, differs)


def _behind_unit(text: str, match: re.Match[str]) -> int:
    """Return where a score ends: the unit that is glued to its value may end it too (8점/10점)."""
    end = match.end()
    between = match.end("value")
    if between > 0 and text[between].isalpha() and text.startswith(text[between], end):
        return end + 1
    return end


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return one[0] * other[1] == other[0] * one[1]


_LONG = re.compile(r"\d{10}|[.,．，٫]\d{7}")


def is_too_long(text: str) -> bool:
    """Tell whether a number in `text` has more digits than one of a score may have."""
    return _LONG.search(text) is not None


def is_number(text: str) -> bool:
    """Tell whether `text` is a number rather than words, though no score.

    It has a digit and no letter, a remark in brackets left aside, or it opens with a number that
    is too long.
    """
    said = re.split("[(（]", text, maxsplit=1)[0]
    if any(map(str.isdecimal, said)) and not any(map(str.isalpha, said)):
        return True
    return said[:1].isdecimal() and is_too_long(said)


def read(text: str, words: Words | None = None) -> Value | None:
    """Return what `text` says if it is one score and nothing else, else None.

    A score above its maximum is one too: who asks says what is wrong with it.
    """
    text = text.strip()
    found = score_at(text, 0, words or built_in())
    return found.value if found is not None and found.end == len(text) else None
