"""The words of a line with their marks, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from reviewfmt.characters import CONTROL, tidy
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Emphasis, Inline, Link, Spoiler, Strong, Text

_SPACE = re.compile(r"\s++")
_SIGNS = frozenset("*[]<|\\")
"""The signs of marks; a text without any of them has no marks."""

_KINDS: Mapping[str, Callable[[tuple[Inline, ...]], Inline]] = {
    "**": Strong,
    "*": Emphasis,
    "||": Spoiler,
}


def _lead(marks: tuple[str, ...]) -> bool:
    """Tell whether marks contain a link."""
    return any(mark not in _KINDS for mark in marks)


class Run:
    """A line that is being read: its pieces, and their places."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, tuple[str, ...]]] = []
        self.start = 0
        self._is_placed = False
        self._bylines: list[bool] = []

    @property
    def is_empty(self) -> bool:
        """Tell whether it has no words yet."""
        return not any(text.strip() for text, _ in self._pieces)

    @property
    def size(self) -> int:
        """The number of its pieces."""
        return len(self._pieces)

    def place(self, offset: int) -> None:
        """Set the place of the next piece."""
        if not self._is_placed:
            self.start, self._is_placed = offset, True

    def add(self, text: str, marks: tuple[str, ...], *, is_byline: bool = False) -> None:
        """Add a text; `marks` are the signs of its marks, and the addresses of its links."""
        text = CONTROL.sub("", _SPACE.sub(" ", text))
        if text:
            if self._pieces and _lead(marks) and _lead(self._pieces[-1][1]):
                text = text if marks == self._pieces[-1][1] else f" {text}"
            self._pieces.append((text, marks))
            if text.strip():
                self._bylines.append(is_byline)

    def text_from(self, first: int) -> str:
        """Return the words of the pieces from `first` on."""
        return tidy("".join(text for text, _ in self._pieces[first:]))

    @property
    def text(self) -> str:
        """Its words."""
        return self.text_from(0)

    @property
    def marked(self) -> str:
        """Its words with their marks."""
        if not any(marks for _, marks in self._pieces):
            text = self.text
            return text if _SIGNS.isdisjoint(text) else inline.escape(text)
        nodes: list[Inline] = []
        for text, marks in self._pieces:
            node: Inline = Text(text)
            for mark in reversed(marks):
                node = Link(mark, (node,)) if mark not in _KINDS else _KINDS[mark]((node,))
            nodes.append(node)
        return tidy(inline.render(nodes))

    @property
    def is_strong(self) -> bool:
        """Tell whether all its words are strong."""
        said = [marks for text, marks in self._pieces if text.strip()]
        return bool(said) and all("**" in marks for marks in said)

    @property
    def is_byline(self) -> bool:
        """Tell whether the page marks all its words as an author or a date."""
        return self.has_byline and all(self._bylines)

    @property
    def has_byline(self) -> bool:
        """Tell whether the page marks any of its words as an author or a date."""
        return any(self._bylines)

    @property
    def linked(self) -> float:
        """The share of its letters in links."""
        sizes = [(len(text.strip()), _lead(marks)) for text, marks in self._pieces]
        return sum(size for size, leads in sizes if leads) / max(1, sum(size for size, _ in sizes))
