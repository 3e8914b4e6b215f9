"""Reads scores (spec, "Scores")."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from reviewfmt.characters import tidy
from reviewfmt.model import Score
from reviewfmt.shapes import LOOSE

ScoreFault = tuple[str, str, str]
"""Code, message and help of a score that cannot stand."""

_HELP = "write a number over a number, like 3.5/5"
_NEGATIVE = re.compile(r"[-−]\s*\d")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_GRADE = re.compile(r"[A-Fa-f][+−-]?(?![^\W_])")


@lru_cache(maxsize=1024)
def number(text: str) -> Decimal:
    """Return the exact value of `text`, digits with a point or a comma among them."""
    value = Decimal(text.replace(",", "."))
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


@lru_cache(maxsize=1024)
def sound(value: str, out_of: str) -> tuple[Decimal, Decimal] | None:
    """Return the numbers of a score that is in its range, else None."""
    numbers = number(value), number(out_of)
    return None if range_fault(*numbers) else numbers


_FIVE, _HUNDRED, _HALF = Decimal(5), Decimal(100), Decimal("0.5")


def _stars(text: str) -> tuple[Decimal, Decimal]:
    filled = text.count("★") + text.count("⭐")
    halves, empty = text.count("½"), text.count("☆")
    drawn = Decimal(filled + halves + empty) if empty else _FIVE
    value = Decimal(filled + halves // 2) + (_HALF if halves % 2 else 0)
    return value, drawn


def score_of(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    """Return value and maximum of a match that holds one of the grammar's SCORE groups."""
    value, out_of, stars, percent = match.group("value", "out_of", "stars", "percent")
    if value is not None:
        return number(value), number(out_of)
    if stars is not None:
        return _stars(stars)
    return number(percent), _HUNDRED


def read_score(text: str) -> Score | None:
    """Return the score that `text` is and nothing else, or None.

    A score above its maximum is one too: who reads it as a review's says so.
    """
    match = LOOSE.fullmatch(f"-{tidy(text)}")
    return Score(*score_of(match)) if match else None


def score_span(match: re.Match[str]) -> tuple[int, int]:
    """Return where in its line the score of such a match stands, from and up to."""
    for first, last in (("value", "out_of"), ("stars", "stars")):
        if match[first] is not None:
            return match.start(first), match.end(last)
    if match["percent"] is not None:
        return match.start("percent"), match.string.index("%", match.end("percent")) + 1
    raise ValueError("the match holds no score")


def range_fault(value: Decimal, out_of: Decimal) -> ScoreFault | None:
    """Return what is wrong with a score that was read, or None."""
    if not out_of:
        return "RF106", f"score {value:f}/0 has a maximum of zero", _HELP
    if value > out_of:
        message = f"score {value:f}/{out_of:f} is above its maximum of {out_of:f}"
        return "RF105", message, "mend the score or its maximum"
    return None


def unreadable(words: str) -> ScoreFault:
    """Return what is wrong with `words`, which stand where a score is expected."""
    if not words:
        return "RF107", "no score where one is expected", _HELP
    if _NEGATIVE.match(words):
        return "RF108", f"score {words!r} is negative, expected a number from zero", _HELP
    if _GRADE.fullmatch(words):
        message = f"no numeric scale: found the letter grade {words!r}, expected a score"
        return "RF109", message, _HELP
    if _NUMBER.fullmatch(words):
        likely = 10 if number(words) <= 10 else 100
        message = f"score {words!r} has no maximum, expected one behind it: {words}/{likely}"
        return "RF107", message, _HELP
    return "RF107", f"unreadable score {words!r}, expected a number over a number", _HELP
