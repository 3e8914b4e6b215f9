"""Pictures embedded in the text of a document, as `data:` addresses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reviewfmt.converter.units.unit import Unit

_LEAST = 256
_DATA = re.compile(
    r"(?P<kept>data:[\w.+/-]{0,80}(?:;[\w=.+-]{1,60}){0,5},)"
    rf"[A-Za-z0-9+/=%_.~!*:@?&;-]{{{_LEAST},}}+"
)


def without_embedded(text: str) -> str:
    """Return a text without the bytes of embedded pictures; the beginnings of addresses stay."""
    return _DATA.sub(r"\g<kept>", text) if "data:" in text else text


class Shortened:
    """A text without the bytes of embedded pictures, and the original places of its characters."""

    def __init__(self, text: str) -> None:
        self._starts, self._moved = [0], [0]
        parts, end, gone = [], 0, 0
        for match in _DATA.finditer(text) if "data:" in text else ():
            parts.append(text[end : match.end("kept")])
            gone += match.end() - match.end("kept")
            end = match.end()
            self._starts.append(end - gone)
            self._moved.append(gone)
        self.text = "".join([*parts, text[end:]]) if parts else text

    def placed(self, units: Iterable[Unit]) -> Iterator[Unit]:
        """Yield units of the shortened text with their places in the original."""
        if len(self._starts) == 1:
            yield from units
            return
        for unit in units:
            yield replace(unit, offsets=tuple(map(self._offset, unit.offsets)))

    def _offset(self, place: int) -> int:
        return place + self._moved[bisect_right(self._starts, place) - 1]
