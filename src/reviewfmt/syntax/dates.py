"""Reads the dates that people write (spec, "Dates")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from reviewfmt.syntax.vocabulary import Vocabulary, fold
from reviewfmt.syntax.words import Words, built_in

LONGEST = 80
"""The most characters of a date, its time included."""


class Date(NamedTuple):
    """A text read as a date: its only reading, or why there is not exactly one.

    There are two `readings` if day and month may be swapped; the one with the day first comes
    first. `fault` is None for a date, `ambiguous` for two readings, `no-day` if no calendar has the
    day, `weekday` if the weekday does not match, `short-year` if the year has two digits, and
    `date` if the text is no date.
    """

    readings: tuple[date, ...]
    fault: str | None = None

    @property
    def day(self) -> date | None:
        """The day, None if the text does not say one."""
        return self.readings[0] if self.fault is None else None

    def likelier(self, language: str | None) -> date | None:
        """Return the reading that is likelier in a language; None if there is none at all."""
        if not self.readings:
            return None
        return self.readings[-1 if (language or "en").lower() in _MONTH_FIRST else 0]


_MONTH_FIRST = frozenset(("en", "en-us", "en-ph"))
"""The languages in which 04/05 is likelier the fifth of April."""

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_BASIC = re.compile(r"\d{8}", re.ASCII)
_TIME = (
    r"t?(?<!\d)\d{1,2}(?:[:：]\d{2}(?:[:：]\d{2}(?:[.,]\d{1,9})?)?|\s?h\s?\d{2})(?!\d)"
    r"(?:\s?(?:z\b|utc|gmt|[+-]\d{2}:?\d{2}))?+"
)
_PIECE = re.compile(
    r"[(（](?P<aside>[^\d()（）.]{1,20}+)\.?[)）]"
    rf"|(?P<time>{_TIME})|(?P<number>\d++)|(?P<sign>[-/.,·])|(?P<space>\s++)"
)
_NUMBERS = re.compile(r"\d\D++\d")
"""Every date matches; most lines do not."""

_YEAR = re.compile(r"\d{4}")

_SIGNS = str.maketrans(dict.fromkeys("−－‐‑–", "-") | {"．": ".", "／": "/", "、": ",", "،": ","})
_UNSEEN = re.compile("[\u200e\u200f\u061c]")
_JOINTS = frozenset("-/.")
_ENDS = re.compile("w*+(?:[.,]w*+){0,2}")
_FIRST_YEAR = 1000
_FIRST_WIDE = "\u1100"
"""No character in front of it is of a script without spaces between words."""

Part: TypeAlias = "tuple[str, str]"
"""A piece of a date: what it is (`number`, `month` or `joint`), and its digits or its signs."""


def read(text: str, words: Words | None = None) -> Date:
    """Return what `text` says as a date. `words` name the months; by default the built-in ones."""
    if _ISO.fullmatch(text):
        return _of([tuple(map(int, text.split("-")))])
    if _BASIC.fullmatch(text):
        return _of([(int(text[:4]), int(text[4:6]), int(text[6:]))])
    if len(text) > LONGEST or _NUMBERS.search(text) is None:
        return _NONE
    plain = fold(_UNSEEN.sub("", text).translate(_SIGNS))
    parts, weekday = _parts(plain, _names(words or built_in()))
    return _weekday(_arranged(parts), weekday)


def may_hold_day(text: str) -> bool:
    """Tell whether a text has the digits of a year, which every day needs."""
    return _YEAR.search(text) is not None


_NONE = Date((), "date")


def _of(readings: Sequence[tuple[int, ...]]) -> Date:
    """Return the date of the years, months and days that a text may mean."""
    days: list[date] = []
    for year, month, day in readings:
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    distinct = tuple(dict.fromkeys(days))
    if not distinct:
        return Date((), "no-day")
    return Date(distinct, None if len(distinct) == 1 else "ambiguous")


def _weekday(found: Date, weekday: int | None) -> Date:
    """Return a date with its weekday checked; the weekday may decide between two readings."""
    if weekday is None or not found.readings:
        return found
    fitting = tuple(day for day in found.readings if day.weekday() == weekday)
    return Date(fitting, None if len(fitting) == 1 else "weekday")


# -- the parts of a date ----------------------------------------------------------------------


class _Names(NamedTuple):
    """The meanings of the folded names in a date, and their lengths by first letter."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    words: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]

    def at(self, text: str, at: int) -> str | None:
        """Return the longest name that is at an offset of a text in lower case."""
        for length in self.lengths.get(text[at], ()):
            end = at + length
            name = text[at:end]
            if name in self.months or name in self.weekdays or name in self.words:
                glued = text[end : end + 1].isalnum() and name[-1] < _FIRST_WIDE
                if not glued or not name[-1].isalnum():
                    return name
        return None


@lru_cache(maxsize=16)
def _names(words: Words) -> _Names:
    months = _positions(words.vocabularies, "months")
    weekdays = _positions(words.vocabularies, "weekdays")
    said = [word for one in words.vocabularies for word in one.words("date", "words")]
    silent = frozenset(map(fold, said))
    lengths: dict[str, set[int]] = {}
    for name in (*months, *weekdays, *silent):
        lengths.setdefault(name[0], set()).add(len(name))
    longest_first = {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}
    return _Names(months, weekdays, silent, longest_first)


def _positions(vocabularies: Sequence[Vocabulary], key: str) -> dict[str, int]:
    """Return the numbers of words by the words, folded; months from 1 on, weekdays from 0."""
    first = key == "months"
    return {
        fold(word): number
        for one in vocabularies
        for number, spellings in enumerate(one.positions("date", key), first)
        for word in spellings
    }


def _parts(text: str, names: _Names) -> tuple[list[Part], int | None]:
    """Return the numbers, the month and the joints of a date, and its weekday.

    A joint is the signs between two parts, with a `w` for each word without a meaning. A text with
    anything else in it has no parts.
    """
    parts: list[Part] = []
    joint = ""
    weekdays: list[int] = []
    times = at = 0
    while at < len(text):
        match = _PIECE.match(text, at)
        kind = str(match.lastgroup) if match is not None else "name"
        said = match[kind] if match is not None else names.at(text, at)
        if said is None:
            return [], None
        at = at + len(said) if match is None else match.end()
        if kind == "sign":
            joint += said
        elif kind == "time":
            times += 1
        elif kind == "number":
            parts += [("joint", joint), (kind, said)]
            joint = ""
        elif kind == "aside":
            weekdays.append(names.weekdays.get(fold(said), -1))
        elif kind == "name" and said in names.words:
            joint += "w"
        elif kind == "name" and said in names.weekdays:
            weekdays.append(names.weekdays[said])
        elif kind == "name":
            parts += [("joint", joint), ("month", str(names.months[said]))]
            joint = ""
    if times > 1 or len(weekdays) > 1 or -1 in weekdays:
        return [], None
    return [*parts, ("joint", joint)], weekdays[0] if weekdays else None


def _arranged(parts: Sequence[Part]) -> Date:
    """Return the date of two numbers and a month, or of three numbers."""
    if len(parts) != 2 * 3 + 1:
        return _NONE
    before, *joints, behind = (joint for _, joint in parts[::2])
    if not all(_ENDS.fullmatch(joint) for joint in (before, behind)):
        return _NONE
    kinds = "".join(kind[0] for kind, _ in parts[1::2])
    said = [value for _, value in parts[1::2]]
    if kinds == "nnn":
        return _numbers(said, joints)
    if kinds not in ("nmn", "mnn") or any(len(joint.replace("w", "")) > 2 for joint in joints):
        return _NONE
    first, last = (said[0], said[2]) if kinds == "nmn" else (said[1], said[2])
    month = int(said[1] if kinds == "nmn" else said[0])
    if kinds == "nmn" and _is_year(first):
        return _of([(int(first), month, int(last))]) if len(last) <= 2 else _NONE
    if len(first) > 2:
        return _NONE
    if not _is_year(last):
        return Date((), "short-year") if len(last) == 2 else _NONE
    return _of([(int(last), month, int(first))])


def _numbers(said: Sequence[str], joints: Sequence[str]) -> Date:
    """Return the date that three numbers say, with the signs between them."""
    first, second, third = said
    if joints == ["w", "w"] and _is_year(first):  # 2024年4月11日
        joints = ["-", "-"]
    if joints[0] != joints[1] or joints[0] not in _JOINTS or len(second) > 2:
        return _NONE
    if _is_year(first):
        if len(third) > 2:
            return _NONE
        return _of([(int(first), int(second), int(third))])
    if len(first) > 2:
        return _NONE
    if not _is_year(third):
        return Date((), "short-year") if len(third) == 2 else _NONE
    year, one, other = int(third), int(first), int(second)
    found = _of([(year, other, one), (year, one, other)])
    if joints[0] == "." and found.fault == "ambiguous":  # with points the day comes first
        return Date(found.readings[:1])
    return found


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and int(digits) >= _FIRST_YEAR
