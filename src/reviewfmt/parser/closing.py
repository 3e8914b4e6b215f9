"""Reads the verdict and the ratings beside it (spec, "Verdict and ratings")."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from reviewfmt.characters import tidy
from reviewfmt.model import Rating, Verdict
from reviewfmt.parser.rows import Row
from reviewfmt.shapes import UNREADABLE_SCORE

if TYPE_CHECKING:
    from reviewfmt.parser.reader import Reader

_VERDICTS = frozenset(("VERDICT", "WORDED"))
_CLOSING = _VERDICTS | {"RATING", "ITEM_RATING"}


class ClosingReader:
    """Knows the blocks of verdicts, and whether a verdict has been read."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._blocks: set[int] = set()
        self._range: dict[int, tuple[int, int]] = {}
        self._line = 0

    @property
    def judged(self) -> bool:
        """Tell whether a verdict stands above."""
        return self._line > 0

    def find(self, k: int) -> None:
        """Find the blocks of verdicts from row `k` on; what readers post is none of the review."""
        for row in islice(self._reader.rows, k, None):
            shape = row.shape
            if shape in _CLOSING:
                block, line = row.block, row.line
                self._range[block] = (self._range.get(block, (line, line))[0], line)
                if shape in _VERDICTS:
                    self._blocks.add(block)
            elif shape == "REPLY":
                break

    def holds(self, row: Row) -> bool:
        """Tell whether a row stands in one block with a verdict."""
        return row.block in self._blocks

    def surrounds(self, row: Row) -> bool:
        """Tell whether ratings or a verdict stand above and below a row in a verdict's block."""
        if row.block not in self._blocks:
            return False
        first, last = self._range[row.block]
        return first < row.line < last

    def rating(self, row: Row) -> None:
        """Read the rating of an aspect."""
        reader = self._reader
        reader.guide.close()
        match = row.match
        assert match is not None
        score = None
        if match["bad"] is not None:
            reader.unreadable(row, *match.span("bad"))
        else:
            score = reader.score(row, match)
        reader.runs.append(("RATING", Rating(tidy(match["aspect"]), score, reader.span(row))))

    def verdict(self, row: Row) -> None:
        """Read a verdict; a second one is an error, and one in words."""
        reader = self._reader
        reader.guide.close()
        match = row.match
        assert match is not None
        if self.judged:
            message = f"a second verdict, the first is on line {self._line}"
            help_ = "a review has one verdict: keep one of them"
            reader.error("RF103", message, reader.span(row), help_)
            return
        self._line = row.line + 1
        score = None
        if row.shape == "VERDICT":
            score = reader.score(row, match)
        elif UNREADABLE_SCORE.fullmatch(match["words"]):
            reader.unreadable(row, *match.span("words"))
        else:
            words = match["words"]
            message = f"verdict in words: {words!r}, expected a score such as 6/10"
            span = reader.span(row, *match.span("words"))
            reader.error("RF104", message, span, "give it a score")
        reader.runs.append(("VERDICT", Verdict(score, reader.span(row))))

    def close(self) -> None:
        """Report the verdict that is missing."""
        if not self.judged:
            help_ = "close the review with a line such as: • Verdict - 6/10"
            reader = self._reader
            reader.error("RF102", "no verdict, expected one", reader.span(reader.rows[-1]), help_)
