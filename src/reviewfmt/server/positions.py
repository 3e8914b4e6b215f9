"""Offsets of a text, and the positions of the protocol: lines, and code units in a line.

The protocol knows three line ends: CRLF, LF and CR. U+2028 and its like are characters of a line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, Literal, TypeAlias

Encoding = Literal["utf-8", "utf-16", "utf-32"]
"""What `character` counts in a line: bytes, code units of UTF-16, or characters."""

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")

Json: TypeAlias = dict[str, Any]
"""An object of the protocol."""


def marked_up(text: str, markup: str | None) -> Json | str:
    """Return a text as content of a kind of markup; as it is for an editor that names none."""
    return text if markup is None else {"kind": markup, "value": text}


_LINE = re.compile("[^\r\n]*+(?:\r\n|\n|\r)|[^\r\n]++")
_CONTINUING = bytes(range(0x80, 0xC0))
_BOM = "\ufeff"


def split_lines(text: str) -> list[str]:
    """Return the lines of a text with their ends; the last one has none, and may be empty."""
    lines = _LINE.findall(text)
    if not lines or lines[-1][-1] in "\r\n":
        lines.append("")
    return lines


def without_end(line: str) -> str:
    """Return a line without its end."""
    if line.endswith("\r\n"):
        return line[:-2]
    return line[:-1] if line[-1:] in ("\n", "\r") else line


def units(text: str, encoding: Encoding) -> int:
    """Return how many units a text has in an encoding; a lone surrogate is one character."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8", "surrogatepass"))


def characters(line: str, count: int, encoding: Encoding) -> tuple[int, bool]:
    """Return the number of whole characters in the first `count` units of a line.

    The second value tells that one more has begun there. A line with fewer units has all of its
    characters in them.
    """
    if count <= 0:
        return 0, False
    if encoding == "utf-32" or line.isascii():
        return min(count, len(line)), False
    if encoding == "utf-16":
        data = line.encode("utf-16-le", "surrogatepass")
        cut = data[: 2 * count]
        found = len(cut.decode("utf-16-le", "surrogatepass"))
        inside = len(cut) < len(data) and _is_high(cut[-1]) and _is_low(data[len(cut) + 1])
        return found - inside, inside
    data = line.encode("utf-8", "surrogatepass")
    inside = count < len(data) and data[count] in _CONTINUING
    return len(data[:count].translate(None, _CONTINUING)) - inside, inside


def _is_high(byte: int) -> bool:
    return 0xD8 <= byte <= 0xDB


def _is_low(byte: int) -> bool:
    return 0xDC <= byte <= 0xDF


class Positions:
    """Turns offsets of a text into positions, and back.

    Offsets count characters of the text without a byte order mark, as all of the project does; the
    mark, where an editor sends one, is a character of the first line.
    """

    def __init__(self, lines: Sequence[str], encoding: Encoding = "utf-16") -> None:
        self.lines = lines
        self.encoding = encoding
        self._mark = int(lines[0].startswith(_BOM)) if lines else 0
        self._starts = list(accumulate(map(len, lines[:-1]), initial=0))
        self._last = (-1, 0, 0)

    @classmethod
    def of(cls, text: str, encoding: Encoding = "utf-16") -> Positions:
        """Return the positions of a text."""
        return cls(split_lines(text), encoding)

    def line_of(self, offset: int) -> int:
        """Return the line, from 0, of the character at an offset."""
        return bisect_right(self._starts, offset + self._mark) - 1

    def start_of(self, line: int) -> int:
        """Return the offset at which a line, counted from 0, begins; the end of the text below."""
        if line >= len(self._starts):
            return self.end
        return max(self._starts[max(line, 0)] - self._mark, 0)

    @property
    def end(self) -> int:
        """The offset of the end of the text."""
        return self._starts[-1] + len(self.lines[-1]) - self._mark

    def position(self, offset: int) -> Json:
        """Return the position of an offset; between CR and LF, that of the end of the line."""
        at = min(max(offset, 0), self.end) + self._mark
        number = bisect_right(self._starts, at) - 1
        line = self.lines[number]
        column = min(at - self._starts[number], len(without_end(line)))
        return {"line": number, "character": self._units(number, line, column)}

    def _units(self, number: int, line: str, column: int) -> int:
        """Return the units in front of a column; goes on from the last one in the same line."""
        last, begun, before = self._last
        if last != number or begun > column:
            begun = before = 0
        found = before + units(line[begun:column], self.encoding)
        self._last = (number, column, found)
        return found

    def range(self, start: int, end: int) -> Json:
        """Return the range between two offsets."""
        return {"start": self.position(start), "end": self.position(end)}

    def offset(self, line: int, character: int) -> int:
        """Return the offset of a position.

        What is behind the end of a line, or of the text, is its end; within a character it is the
        beginning of the character.
        """
        if line < 0:
            return 0
        if line >= len(self.lines):
            return self.end
        column, _ = characters(without_end(self.lines[line]), character, self.encoding)
        return max(self._starts[line] + column - self._mark, 0)

    def edits(self, edits: Iterable[tuple[int, int, str]]) -> list[Json]:
        """Return edits by offsets, `(start, end, replacement)`, as edits of the protocol."""
        return [{"range": self.range(start, end), "newText": new} for start, end, new in edits]
