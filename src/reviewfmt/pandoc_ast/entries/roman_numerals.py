"""Reads lines that count in Roman numerals: `I. Rain – 3/5`, `II. Fog – 4/5`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reviewfmt.pandoc_ast.pieces.piece import Head, Piece, Prose

_ROMAN = re.compile(
    r"(?P<marks>[*]{0,3})(?P<number>[IVXL]{1,7})(?P<sign>[.):]|[ \t]?[-–—])[ \t]+(?=\S)"
)
_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
_LEAST = 2


def in_digits(run: Sequence[Piece]) -> list[Piece]:
    """Return pieces in which lines, or headings of a level, that count from one have digits."""
    found = list(run)
    places = [(at, line) for at, piece in enumerate(run) for line in _lines(piece)]
    for row in _rows([(at, line, _value(run[at], line)) for at, line in places]):
        for at, line in row:
            piece = found[at]
            assert isinstance(piece, Head | Prose)
            lines = piece.text.split("\n")
            lines[line] = _ROMAN.sub(_digits, lines[line], count=1)
            found[at] = replace(piece, text="\n".join(lines))
    return found


def _lines(piece: Piece) -> Sequence[int]:
    """Return the lines of a piece that begin with a Roman numeral."""
    if not isinstance(piece, Head | Prose):
        return ()
    return [at for at, line in enumerate(piece.text.split("\n")) if _ROMAN.match(line)]


def _rows(found: Sequence[tuple[int, int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield the places that count I, II, III and so on."""
    row: list[tuple[int, int]] = []
    for at, line, value in found:
        if value != len(row) + 1:
            if len(row) >= _LEAST:
                yield row
            row = []
        if value == len(row) + 1:
            row.append((at, line))
    if len(row) >= _LEAST:
        yield row


def _value(piece: Piece, line: int) -> int:
    text = piece.text if isinstance(piece, Head | Prose) else ""
    match = _ROMAN.match(text.split("\n")[line])
    return 0 if match is None else _number(match["number"])


def _number(said: str) -> int:
    values = [_DIGITS[sign] for sign in said]
    after = [*values[1:], 0]
    return sum(-one if one < two else one for one, two in zip(values, after, strict=True))


def _digits(match: re.Match[str]) -> str:
    return f"{match['marks']}{_number(match['number'])}{match['sign'].strip() or '.'} "
