"""One change between two reviews, and the change of one value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Change(NamedTuple):
    """One change: its place, and what was and is there; None means nothing.

    `where` reads as a person would name the place: "episode 5, score", "verdict",
    "paragraph 4", "heading 2".
    """

    where: str
    old: str | None
    new: str | None

    def __str__(self) -> str:
        if self.old is None:
            return f"{self.where}: added {self.new}"
        if self.new is None:
            return f"{self.where}: removed {self.old}"
        return f"{self.where}: {self.old} → {self.new}"


def value_change(where: str, old: object, new: object) -> Iterator[Change]:
    """Yield the change of one value, if it changed."""
    if old != new:
        yield Change(where, _shown(old), _shown(new))


def _shown(value: object) -> str | None:
    if isinstance(value, tuple):
        return ", ".join(value) or None
    return None if value is None else str(value)
