"""Parses the texts that the writer tries; a line that occurs in several is classified once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reviewfmt.parser import Parsed, parse_lines
from reviewfmt.syntax.classification import classified
from reviewfmt.syntax.line_kinds import Data, Found, Kind
from reviewfmt.syntax.lines import Line, cut, read_lines
from reviewfmt.syntax.words import Words


class Reader:
    """Parses texts with mostly the same lines: the source of a review, and drafts of its text."""

    def __init__(self, words: Words, source: Parsed | None = None) -> None:
        self.words = words
        self._source = source
        self._known: dict[str, tuple[Kind, Data, bool]] = {"": (Kind.BLANK, None, False)}
        if source is not None:
            self._learn(source.read[0])

    def _learn(self, lines: Sequence[Line]) -> None:
        numbers = [line.span.line for line in lines]
        parted = {number for number, below in pairwise(numbers) if number == below}
        for line, number in zip(lines, numbers, strict=True):
            if number not in parted:
                self._known[line.text] = line.kind, line.data, False

    def _classified(self, line: str, words: Words) -> tuple[Kind, Data, bool]:
        found = self._known.get(line)
        if found is None:
            found = self._known[line] = classified(line, words)
        return found

    def classify(self, line: str) -> Found:
        """Return the kind of a line by its own text."""
        return Found(*self._classified(line, self.words)[:2])

    def is_cut(self, line: str) -> bool:
        """Tell whether a line would be cut into several lines."""
        kind, data, may_be_cut = self._classified(line, self.words)
        if not may_be_cut:
            return False
        if cut(line, Found(kind, data), self.words) is not None:
            return True
        self._known[line] = kind, data, False
        return False

    def lines(self, text: str) -> list[Line]:
        """Return the lines of a text."""
        return read_lines(text, self.words, self._classified)

    def read(self, text: str) -> Parsed:
        """Read a text, as `parse` does."""
        if self._source is not None and text == self._source.text:
            return self._source
        return parse_lines(text, self.lines(text), self.words)
