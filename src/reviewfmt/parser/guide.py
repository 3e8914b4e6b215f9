"""Reads episode guides (spec, "Episode guide"): which lines are entries, and what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reviewfmt.model import Episode, GuideHeading, SeasonLine
from reviewfmt.parser.entries import EntryReader
from reviewfmt.parser.rows import Row, short
from reviewfmt.shapes import (
    ENTRY,
    GLUED,
    LONGEST_TITLE,
    NO_TITLE_END,
    SEASON_WORDS,
    loose_score,
    says_title,
)

if TYPE_CHECKING:
    from reviewfmt.parser.reader import Reader

_SEASON_NAME = re.compile(r"Season\s++(\d{1,4}|[a-z]+)", re.IGNORECASE)
_ENDS = frozenset(("SEASON", "GUIDE", "VERDICT", "WORDED", "REPLY"))
_ENTRIES = frozenset(("ENTRY", "UNSCORED"))


def seasons_of(text: str) -> tuple[int, ...]:
    """Return the numbers of the seasons that a season line names."""
    return tuple(
        int(name) if name.isdecimal() else SEASON_WORDS[name.lower()]
        for name in _SEASON_NAME.findall(text)
    )


class GuideReader:
    """Knows whether a guide stands open, and what of the lines below it belongs to it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.entries = EntryReader(reader)
        self.open = False
        self._seen = False
        self._bare = False
        self._block = -1
        self._run: list[Episode] | None = None
        self._held: list[tuple[str, Any, Sequence[Row]]] = []

    def _begin(self) -> None:
        self.open = True
        self.entries.scored = self._bare = False
        self.entries.maximum = None
        self._run = None

    def close(self) -> None:
        """End the guide: what was held back after its entries is prose."""
        if self.open:
            self.open = False
            for kind, node, _ in self._held:
                self._reader.add(kind, node)
            self._held.clear()

    def holds(self, kind: str, node: Any, rows: Sequence[Row]) -> bool:
        """Hold back a run of prose below entries: more entries below it would make it an error."""
        if not self.open:
            return False
        held = self._held
        if kind == "ITEM" or (
            held and held[0][2][0].block != rows[0].block and not self._reader.tight
        ):
            self.close()
            return False
        held.append((kind, node, rows))
        return True

    # -- is it an entry? ----------------------------------------------------------------------

    def takes(self, k: int) -> bool:
        """Tell whether a line that could be an entry with no pipe or no score is one here."""
        rows = self._reader.rows
        row = rows[k]
        if not self.open or row.shape == "EDGE":
            return False
        if row.shape != "UNSCORED" and row.match is not None and "|" in row.match["aspect"]:
            return False  # its title would hold what a separator is
        if row.block == self._block:
            return True
        if row.shape != "UNSCORED":
            return False
        if row.match is None or row.match["label"] is None or not self.entries.scored:
            return True
        if loose_score(row.match):
            return True
        return k + 1 < len(rows) and rows[k + 1].shape in _ENTRIES

    def takes_titles(self, k: int, end: int) -> bool:
        """Take rows `k` up to `end` as titles that go on with a guide of bare titles."""
        rows = self._reader.rows
        if not (self.open and self._bare) or end - k < 2 or self._held:
            return False
        if not _like_titles(rows[k:end]):
            return False
        self._add([self.entries.bare(row) for row in rows[k:end]], rows[k])
        return True

    def strays(self, k: int) -> int:
        """Report the items from row `k` on that stand between the entries of one block.

        Returns the row of the entry below them; 0 where there is none.
        """
        rows, block = self._reader.rows, self._reader.rows[k].block
        if not self.open or block != self._block or self._reader.tight or self._run is None:
            return 0
        end = k
        while end < len(rows) and rows[end].block == block and rows[end].shape == "ITEM":
            end += 1
        if end == len(rows) or rows[end].block != block or rows[end].shape not in _ENTRIES:
            return 0
        for row in rows[k:end]:
            self._stray(row)
        return end

    def _stray(self, row: Row) -> None:
        message = f"line in the guide that is no entry: {short(row.text)}"
        help_ = "an entry reads: Episode 1: Pilot -| Review Score – 3/5"
        self._reader.error("RF110", message, self._reader.span(row), help_)

    # -- the heading and the entries ----------------------------------------------------------

    def heading(self, k: int) -> int:
        """Read the heading of a guide, and a block of bare titles below it."""
        reader = self._reader
        rows = reader.rows
        self.close()
        heading = GuideHeading(reader.span(rows[k]))
        reader.beside.append(heading)
        reader.runs.append(("GUIDE", heading))
        self._begin()
        start = k + 1
        while start < len(rows) and (rows[start].shape == "SEASON" or reader.is_aside(rows[start])):
            start += 1
        end, below = self._block_from(start)
        shapes = {row.shape for row in below}
        if self._leads_to_entry(below):
            self._block = rows[start].block
            self._beside(k + 1, start)
            return start
        near = below and (below[0].block == rows[k].block or reader.tight)
        if _like_titles(below) and (near or len(below) > 1):
            self._bare = True
            self._beside(k + 1, end)
            self._add([self.entries.bare(row) for row in below], below[0])
            return end
        if below and end < len(rows) and rows[end].shape == "ENTRY" and shapes <= {"PROSE"}:
            self._beside(k + 1, start)
            return start
        message = "episode guide without entries, expected one below its heading"
        help_ = "write entries such as: Episode 1: Pilot -| Review Score – 3/5"
        reader.error("RF111", message, heading.span, help_)
        self.open = False
        return k + 1

    def _beside(self, k: int, end: int) -> None:
        """Keep the season lines, the comments and the site's lines among rows `k` up to `end`."""
        for row in self._reader.rows[k:end]:
            if row.shape == "SEASON":
                self._reader.season_line(row)
            elif self._reader.is_aside(row):
                self._reader.aside(row)

    def _leads_to_entry(self, below: Sequence[Row]) -> bool:
        """Tell whether prose alone stands before the first entry below a heading, and it is its."""
        for row in below:
            if row.shape in _ENTRIES:
                return row.shape != "ENTRY" or GLUED.match(row.text) is None
            if row.shape in ("RATING", "ITEM_RATING"):
                return not self._reader.closing.holds(row)
            if row.shape == "ITEM":
                return False
        return False

    def _block_from(self, start: int) -> tuple[int, list[Row]]:
        """Return the end of the block at `start`, and its rows but comments and the site's."""
        rows = self._reader.rows
        end = start
        if self._reader.tight:
            while end < len(rows) and (
                rows[end].shape in _ENTRIES
                or (rows[end].shape != "ITEM" and _like_title(rows[end]))
            ):
                end += 1
        else:
            while (
                end < len(rows)
                and rows[end].block == rows[start].block
                and rows[end].shape not in _ENDS
            ):
                end += 1
        return end, [row for row in rows[start:end] if not self._reader.is_aside(row)]

    def entry(self, k: int) -> int:
        """Read the entries on a row; what is left of it is prose, and read again from `k`."""
        reader = self._reader
        row = reader.rows[k]
        episodes: list[Episode] = []
        at = 0
        text = row.text
        glued = (
            GLUED.match(text)
            if row.shape == "ENTRY" and ("uide" in text or "ist" in text)
            else None
        )
        if glued and ENTRY.match(text, glued.end()):
            at = self._glued(row, glued)
        elif not self.open:
            last = reader.runs[-1][0] if reader.runs else ""
            if self._seen and last != "SEASON" and not reader.closing.surrounds(row):
                message = "entry outside the episode guide, which has ended above"
                help_ = "move it to the guide, or write “Episode Guide” above it"
                reader.error("RF112", message, reader.span(row), help_)
            self._begin()
        for _, _, rows in self._held:
            for stray in rows:
                self._stray(stray)
        self._held.clear()
        if row.shape == "ENTRY" and not at and (end := self.entries.plain(k, episodes)) > k:
            self._add(episodes, reader.rows[end - 1])
            return end
        if row.shape == "ENTRY":
            at = self.entries.several(row, at, episodes)
        else:
            episodes.append(self.entries.weak(row))
            at = len(row.text)
        self._add(episodes, row)
        rest = row.text[at:]
        if rest:
            reader.rows[k] = Row(
                row.line, row.column + at, row.offset + at, rest, row.block, "REST", None
            )
            return k
        return k + 1

    def _add(self, episodes: list[Episode], row: Row) -> None:
        runs = self._reader.runs
        if self._run is None and self._reader.closing.surrounds(row):
            message = "entry among the ratings, expected in an episode guide"
            self._reader.error("RF112", message, episodes[0].span, "move it to the guide")
        if self._run is None or runs[-1][1] is not self._run:
            self._run = []
            runs.append(("ENTRY", self._run))
        self._run.extend(episodes)
        self._seen = True
        self._block = row.block

    def _glued(self, row: Row, match: re.Match[str]) -> int:
        """Read the season lines and the heading that stand before entries on one line."""
        reader = self._reader
        self.close()
        for found in _SEASON_NAME.finditer(row.text, 0, match.end("seasons")):
            season = SeasonLine(seasons_of(found[0]), reader.span(row, *found.span()))
            reader.beside.append(season)
            reader.runs.append(("SEASON", season))
        start, end = match.span("guide")
        heading = GuideHeading(reader.span(row, start, start + len(row.text[start:end].rstrip())))
        reader.beside.append(heading)
        reader.runs.append(("GUIDE", heading))
        self._begin()
        return match.end()


def _like_titles(rows: Sequence[Row]) -> bool:
    """Tell whether rows are bare titles; a line that goes on in small letters is wrapped prose."""
    return bool(rows) and all(
        _like_title(row) and not (at and row.shape == "PROSE" and row.text[0].islower())
        for at, row in enumerate(rows)
    )


def _like_title(row: Row) -> bool:
    text = row.text
    return (
        row.shape in ("PROSE", "ITEM", "EDGE")
        and len(text) <= LONGEST_TITLE
        and text[-1] not in NO_TITLE_END
        and says_title(text if row.shape != "ITEM" else text[1:].lstrip())
    )
