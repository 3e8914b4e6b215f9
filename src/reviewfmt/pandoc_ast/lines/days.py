"""Recognizes days as in a diary, often without the year: `2 May`, `12.4.`, `5月2日`."""

from __future__ import annotations

from reviewfmt.syntax import dates

_LONGEST = 24
_LEAP = 2024
"""A leap year, which has every day."""


def is_day(text: str) -> bool:
    """Tell whether a text is only a day; the year may be missing."""
    if len(text) > _LONGEST or not any(map(str.isdecimal, text)) or text.isdecimal():
        return False
    said = (text, f"{text} {_LEAP}", f"{text}{_LEAP}", f"{_LEAP}年{text}")
    return any(dates.read(one).fault != "date" for one in said)
