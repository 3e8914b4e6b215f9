"""Reads labels whose numbers are words: `Episode Two: Fog` means `Episode 2: Fog`."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from reviewfmt.syntax.vocabulary import NUMBER_HERE, fold
from reviewfmt.syntax.words import built_in


class _Counted(NamedTuple):
    pattern: re.Pattern[str]
    numbers: dict[str, int]


@cache
def _counted() -> _Counted:
    words = built_in()
    numbers = {
        fold(one): at + 1
        for each in words.vocabularies
        for at, one in enumerate(each.words("numbers", "cardinals"))
    }
    labels = sorted((one for one in words.labels if NUMBER_HERE not in one), key=len, reverse=True)
    said = sorted(numbers, key=len, reverse=True)
    return _Counted(
        re.compile(
            rf"(?P<before>[*_]{{0,3}}(?:{'|'.join(map(re.escape, labels))})[ \t]++)"
            rf"(?P<number>{'|'.join(map(re.escape, said))})(?![^\W_])",
            re.IGNORECASE,
        ),
        numbers,
    )


def number_at(text: str) -> tuple[int, int] | None:
    """Return the number in words after a label, and where the word begins; otherwise None."""
    counted = _counted()
    match = counted.pattern.match(text)
    if match is None:
        return None
    return counted.numbers[fold(match["number"])], match.start("number")


def with_digits(line: str) -> str:
    """Return a line in which the number after a label is in digits."""
    counted = _counted()
    match = counted.pattern.match(line)
    if match is None:
        return line
    return f"{match['before']}{counted.numbers[fold(match['number'])]}{line[match.end() :]}"


_PART = re.compile(
    r"(?P<part>[^\W\d_]{2,12})[ \t]+(?P<number>[^\W\d_]{3,12})(?=[ \t]*[:.–—-][ \t])"
)


def counted_in_words(line: str) -> str:
    """Return a line in which the number of a part is in digits: `Part one: Fog`."""
    match = _PART.match(line)
    number = _counted().numbers.get(fold(match["number"])) if match is not None else None
    if match is None or number is None:
        return line
    return f"{match['part']} {number}{line[match.end() :]}"
