"""A separate text of a document, with the places of its pieces in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

LINK = "link"
"""The name of values that are targets of links."""

CHANGED = "tracked change by"
"""The name of values that are authors of tracked changes."""

DELETED = "deleted text"
"""The name of values that are texts which a tracked change deletes."""

DEFINITION = "link definition"
"""The name of values that are definitions of links in Markdown."""

SOURCE = "source"
"""The name of values that are addresses of embedded content, such as a film."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A separate text.

    `name` is the name of a value in the source, "" for text that a reader sees. `starts` are the
    places in the text at which a piece of the source begins, and `offsets` are their places in the
    source; both are empty if the source has no lines. `part` is the part of an archive.
    """

    text: str
    name: str = ""
    starts: tuple[int, ...] = ()
    offsets: tuple[int, ...] = ()
    part: str = ""

    def offset(self, place: int) -> int | None:
        """Return the place of a character of the text in the source, or None if it is unknown."""
        at = bisect_right(self.starts, place) - 1
        return self.offsets[at] + place - self.starts[at] if at >= 0 else None


@dataclass(slots=True)
class Gathered:
    """Collects the pieces of a unit."""

    pieces: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, offset: int) -> None:
        """Add a piece with its offset in the source."""
        self.pieces.append(text)
        self.starts.append(self.length)
        self.offsets.append(offset)
        self.length += len(text)

    def taken(self, part: str = "", name: str = "") -> Iterator[Unit]:
        """Yield the unit if it has more than white space, and begin the next one."""
        text = "".join(self.pieces)
        if text and not text.isspace():
            yield Unit(text, name, tuple(self.starts), tuple(self.offsets), part)
        self.pieces, self.starts, self.offsets, self.length = [], [], [], 0
