"""Reads the verdict and the ratings beside it (spec, "Verdict and ratings")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reviewfmt.characters import tidy
from reviewfmt.model import Rating, Verdict
from reviewfmt.parser.rows import Row, short
from reviewfmt.shapes import UNREADABLE_SCORE

if TYPE_CHECKING:
    from reviewfmt.parser.reader import Reader

_VERDICTS = frozenset(("VERDICT", "WORDED"))
_PROSE = frozenset(("PROSE", "ITEM", "RATING", "ITEM_RATING"))

_NEAR = re.compile(
    r"(?:[•*–-]\s*+)?(?:(?:final|overall|my|our|total)\s++)?"
    r"(?:verdict|score|rating|overall|total|grade)\b(?P<rest>.{0,100})$",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"(?P<value>\d{1,9}(?:[.,]\d{1,6})?)\s*+(?:/|(?:out )?of)\s*+(?P<out_of>\d{1,9})"
)
_STARS = re.compile(r"(?P<value>\d(?:[.,]\d)?)\s*+(?:stars?|★|⭐)", re.IGNORECASE)


class ClosingReader:
    """Knows the blocks of verdicts, and whether a verdict has been read."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._blocks: set[int] = set()
        self._range: dict[int, tuple[int, int]] = {}
        self._line = 0
        self.range = (0, 0)
        """The rows that may hold a verdict, from and up to: above are the title and the fields."""

    @property
    def judged(self) -> bool:
        """Tell whether a verdict stands above."""
        return self._line > 0

    @property
    def known(self) -> bool:
        """Tell whether a verdict is among the rows that are known."""
        return bool(self._blocks)

    def know(self, row: Row) -> None:
        """Take note of a verdict or a rating, in the order of the rows."""
        block, line = row.block, row.line
        self._range[block] = (self._range.get(block, (line, line))[0], line)
        if row.shape in _VERDICTS:
            self._blocks.add(block)

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
            help_ = "give it a score"
            if score_in := _near_score(words):
                message = f"verdict {words!r} is more than a score, expected {score_in}"
                help_ = f"write: • Verdict - {score_in}"
            reader.error("RF104", message, reader.span(row, *match.span("words")), help_)
        reader.runs.append(("VERDICT", Verdict(score, reader.span(row))))

    def close(self) -> None:
        """Report the verdict that is missing: at the line that comes near one, or at the end."""
        if self.judged:
            return
        reader = self._reader
        rows = reader.rows
        message = "no verdict, expected one"
        help_ = "close the review with a line such as: • Verdict - 6/10"
        row = rows[-1]
        if near := self._near():
            row, score = near
            message = f"no verdict: {short(row.text)} says more or less than one does"
            help_ = f"write it as: • Verdict - {score}"
        elif (end := self.range[1]) < len(rows):
            below = next((one for one in rows[end:] if one.shape == "VERDICT"), None)
            if below is not None:
                row = rows[end]
                message = (
                    f"no verdict above {short(row.text)}, which opens the readers' comments;"
                    f" one stands below it, on line {below.line + 1}"
                )
                help_ = "take this line out, or move the verdict above it"
        reader.error("RF102", message, reader.span(row), help_)

    def _near(self) -> tuple[Row, str] | None:
        """Return the last line that was meant for a verdict, and the score it should have."""
        rows = self._reader.rows
        start, end = self.range
        for at in range(end - 1, start - 1, -1):
            row = rows[at]
            match = _NEAR.match(row.text) if row.shape in _PROSE else None
            if match is None:
                continue
            rest = match["rest"]
            if not rest.strip(" :.-–—") and at + 1 < end:
                rest = rows[at + 1].text
            if score := _near_score(rest):
                return row, score
        return None


def _near_score(text: str) -> str | None:
    """Return the score that stands in `text` among other things, as it should be written."""
    if match := _SCORE.search(text):
        return f"{match['value']}/{match['out_of']}"
    if match := _STARS.search(text):
        return f"{match['value']}/5"
    return None
