"""A text of a document that stands by itself, and where its pieces stand in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

LINK = "link"
"""The name of a value that is the address of a link."""

CHANGED = "tracked change by"
"""The name of a value that is who made a change which a document keeps track of."""

DELETED = "deleted text"
"""The name of a value that is a text which a tracked change takes out."""

DEFINITION = "link definition"
"""The name of a value that is a definition of a link in Markdown."""

SOURCE = "source"
"""The name of a value that is the address of what a page embeds, such as a film."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text that stands by itself.

    `name` is what the source calls a value, "" for text that a reader sees. `starts` are the
    places in the text where a piece of the source begins, and `offsets` where those stand in the
    source; both are empty if the source has no lines. `part` names the part of an archive.
    """

    text: str
    name: str = ""
    starts: tuple[int, ...] = ()
    offsets: tuple[int, ...] = ()
    part: str = ""

    def offset(self, place: int) -> int | None:
        """Return where a character of the text is in the source, None if none is known."""
        at = bisect_right(self.starts, place) - 1
        return self.offsets[at] + place - self.starts[at] if at >= 0 else None


@dataclass(slots=True)
class Gathered:
    """The pieces of the unit that is open."""

    pieces: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, offset: int) -> None:
        """Add a piece that is at an offset of the source."""
        self.pieces.append(text)
        self.starts.append(self.length)
        self.offsets.append(offset)
        self.length += len(text)

    def taken(self, part: str = "", name: str = "") -> Iterator[Unit]:
        """Yield the unit, where it holds more than white space, and begin the next."""
        text = "".join(self.pieces)
        if text and not text.isspace():
            yield Unit(text, name, tuple(self.starts), tuple(self.offsets), part)
        self.pieces, self.starts, self.offsets, self.length = [], [], [], 0
