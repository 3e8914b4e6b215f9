"""An open document: its text, kept equal to the text in the editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reviewfmt.server.positions import Encoding, characters, split_lines, without_end

_BOM = "\ufeff"


class Change(NamedTuple):
    """A change by the editor: the start and the end of its range as line and unit, None for all."""

    start: tuple[int, int] | None
    end: tuple[int, int] | None
    text: str


class Document:
    """A text as lines, so that the cost of a change depends on its size, not on that of the text.

    `edition` counts the changes: what was found of an older edition is out of date.
    """

    def __init__(self, uri: str, text: str, version: int, encoding: Encoding = "utf-16") -> None:
        self.uri = uri
        self.version = version
        self.edition = 0
        self._encoding = encoding
        self._lines = split_lines(_paired(text))

    @property
    def lines(self) -> Sequence[str]:
        """The lines, with their ends and with the byte order mark; not to be changed."""
        return self._lines

    @property
    def text(self) -> str:
        """The text, without a byte order mark."""
        return "".join(self._lines).removeprefix(_BOM)

    @property
    def size(self) -> int:
        """How many bytes the text has in UTF-8."""
        return sum(
            len(one) if one.isascii() else len(one.encode("utf-8", "surrogatepass"))
            for one in self._lines
        )

    def change(self, changes: Sequence[Change], version: int) -> None:
        """Apply changes, one after the other.

        A range that ends before it begins is turned round; what lies outside of the text is its
        nearest end. An edit may part a surrogate pair: the halves stay, and pair again when they
        meet.
        """
        for one in changes:
            if one.start is None or one.end is None:
                self._lines = split_lines(_paired(one.text))
            else:
                start, end = sorted((one.start, one.end))
                self._splice(start, end, one.text)
        self.version = version
        self.edition += 1

    def _splice(self, start: tuple[int, int], end: tuple[int, int], text: str) -> None:
        first, before, opening = self._place(*start)
        last, behind, closing = self._place(*end)
        head, tail = self._lines[first][:before], self._lines[last][behind:]
        if opening and self._encoding == "utf-16":  # inside of a pair: its first half stays
            head += _halves(self._lines[first][before])[0]
        if closing and self._encoding == "utf-16":
            tail = _halves(tail[0])[1] + tail[1:]
        # A line above that ends in CR, or a line below that is LF alone, may become one with it.
        above, below = max(first - 1, 0), min(last + 2, len(self._lines))
        region = "".join(
            (*self._lines[above:first], head, text, tail, *self._lines[last + 1 : below])
        )
        lines = split_lines(_paired(region))
        if below < len(self._lines) and lines[-1] == "":
            lines.pop()
        self._lines[above:below] = lines

    def _place(self, line: int, character: int) -> tuple[int, int, bool]:
        """Return a place as line and column, and whether it is inside of a character."""
        if line < 0:
            return 0, 0, False
        if line >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1]), False
        content = without_end(self._lines[line])
        return (line, *characters(content, character, self._encoding))


def _halves(character: str) -> tuple[str, str]:
    """Return the surrogate pair of a character above U+FFFF."""
    data = character.encode("utf-16-le")
    high, low = (data[at : at + 2].decode("utf-16-le", "surrogatepass") for at in (0, 2))
    return high, low


def _paired(text: str) -> str:
    """Return a text in which each surrogate pair is replaced by its character."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text
