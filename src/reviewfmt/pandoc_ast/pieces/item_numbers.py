"""Spells the numbers of list items, as digits, letters or Roman numerals."""

from __future__ import annotations

from string import ascii_lowercase

MOST_ITEMS = 1000  # the number of an item has at most three digits


def counted_number(number: int, sort: str) -> str:
    """Return a number as a list of this sort spells it."""
    if sort in ("LowerAlpha", "UpperAlpha") and 1 <= number <= len(ascii_lowercase):
        letter = ascii_lowercase[number - 1]
        return letter if sort == "LowerAlpha" else letter.upper()
    if sort in ("LowerRoman", "UpperRoman") and 1 <= number < MOST_ITEMS:
        said = ""
        for value, signs in _ROMAN:
            said += signs * (number // value)
            number %= value
        return said if sort == "LowerRoman" else said.upper()
    return str(number)


_ROMAN = (
    *((900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
