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
    """A score in a line, from `start` up to `end`, including a full stop behind it.

    `differs` tells that two notations side by side, as in `★★★★☆ (3/5)`, contradict each other;
    `value` is then the first. `bare` marks a number without a maximum, which is no score.
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
    """Return the exact value of digits with a decimal point or comma, or a fraction at the end."""
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
    """Return what a match of PLAIN without OVER says, and where its notation begins.

    `percent`, `stars` and `grade` are the groups of the match.
    """
    if stars is not None:
        return _stars(stars), match.start("stars")
    if percent is not None:
        return _percent(percent), match.start("percent")
    assert grade is not None
    return grade.translate(_GRADE_SIGNS), match.start("grade")


def score_at(text: str, at: int, words: Words) -> ScoreMatch | None:
    """Return the score at offset `at` of a line, even if it is above its maximum."""
    match = words.score.match(text, at)
    return None if match is None else completed(text, match, words)


def completed(text: str, match: re.Match[str], words: Words) -> ScoreMatch:
    """Return the score of a match of SCORE or SCORED, with the signs that belong to it."""
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
    """Return where a score ends: the unit behind its value may follow again (8점/10점)."""
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
    """Tell whether a number in `text` has more digits than a score may have."""
    return _LONG.search(text) is not None


def is_number(text: str) -> bool:
    """Tell whether `text` is meant as a number, although it is no score.

    It has a digit and no letter outside of a remark in brackets, or opens with a number that is too
    long.
    """
    said = re.split("[(（]", text, maxsplit=1)[0]
    if any(map(str.isdecimal, said)) and not any(map(str.isalpha, said)):
        return True
    return said[:1].isdecimal() and is_too_long(said)


def read(text: str, words: Words | None = None) -> Value | None:
    """Return the score that `text` is, or None if it is anything else.

    A score above its maximum is returned too; the caller reports it.
    """
    text = text.strip()
    found = score_at(text, 0, words or built_in())
    return found.value if found is not None and found.end == len(text) else None
