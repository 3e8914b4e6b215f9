"""Reads episode guides (spec, "Episode guide"): which lines are entries, and what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from reviewfmt.characters import CONTROL, WHITE_SPACE, tidy
from reviewfmt.model import Episode, GuideHeading, Score, SeasonLine, Span
from reviewfmt.parser.head import SEASON_WORDS
from reviewfmt.parser.rows import GLUED, Row
from reviewfmt.scores import number, sound
from reviewfmt.shapes import (
    ENTRY,
    ITEM,
    LONGEST_TITLE,
    MARKS,
    NO_TITLE_END,
    UNREADABLE,
    UNSCORED,
    loose_score,
    unreadable,
)

if TYPE_CHECKING:
    from reviewfmt.parser.reader import Reader

_SEASON_NAME = re.compile(r"Season\s++(\d{1,4}|[a-z]+)", re.IGNORECASE)
_LABELS = {
    "episode": "Episode",
    "ep": "Episode",
    "chapter": "Chapter",
    "special": "Special",
    "ova": "OVA",
    "ona": "ONA",
    "oad": "OAD",
    "movie": "Movie",
}
_LABELS |= {label: label for label in _LABELS.values()}
LABELS = tuple(dict.fromkeys(_LABELS.values()))
"""The labels of entries as the model and the canonical form spell them."""

_GROUPS = ("label", "number", "number_end", "title", "value", "out_of")
_new = tuple.__new__
_NUMBERED = ("Episode", "Chapter")
_ASIDE = frozenset(("COMMENT", "BOILERPLATE", "EDGE"))
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
        self.open = False
        self._seen = False
        self._scored = False
        self._bare = False
        self._block = -1
        self._entries: list[Episode] | None = None
        self._held: list[tuple[str, Any, Sequence[Row]]] = []

    def _begin(self) -> None:
        self.open = True
        self._scored = self._bare = False
        self._entries = None

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
        if row.block == self._block:
            return True
        if row.shape != "UNSCORED":
            return False
        if row.match is None or row.match["label"] is None or not self._scored:
            return True
        if loose_score(row.match):
            return True
        return k + 1 < len(rows) and rows[k + 1].shape in _ENTRIES

    def takes_titles(self, k: int, end: int) -> bool:
        """Take rows `k` up to `end` as titles that go on with a guide of bare titles."""
        rows = self._reader.rows
        if not (self.open and self._bare) or end - k < 2 or self._held:
            return False
        if not all(_like_title(row) for row in rows[k:end]):
            return False
        self._add([self._title(row) for row in rows[k:end]], rows[k])
        return True

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
        while start < len(rows) and (rows[start].shape == "SEASON" or self._aside(rows[start])):
            start += 1
        end, below = self._block_from(start)
        shapes = {row.shape for row in below}
        if self._leads_to_entry(below):
            self._block = rows[start].block
            return k + 1
        near = below and (below[0].block == rows[k].block or reader.tight)
        if below and all(_like_title(row) for row in below) and (near or len(below) > 1):
            self._bare = True
            for at in range(k + 1, end):
                if rows[at].shape == "SEASON" and at < start:
                    reader.season(at)
                elif self._aside(rows[at]):
                    reader.aside(rows[at])
            self._add([self._title(row) for row in below], below[0])
            return end
        if below and end < len(rows) and rows[end].shape == "ENTRY" and shapes <= {"PROSE"}:
            return k + 1
        message = "episode guide without entries, expected one below its heading"
        help_ = "write entries such as: Episode 1: Pilot -| Review Score – 3/5"
        reader.error("RF111", message, heading.span, help_)
        self.open = False
        return k + 1

    def _leads_to_entry(self, below: Sequence[Row]) -> bool:
        """Tell whether prose alone stands before the first entry below a heading, and it is its."""
        for row in below:
            if row.shape in _ENTRIES:
                return row.shape != "ENTRY" or GLUED.match(row.text) is None
            if row.shape in ("RATING", "ITEM_RATING"):
                return row.block not in self._reader.verdict_blocks
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
        return end, [row for row in rows[start:end] if not self._aside(row)]

    def _aside(self, row: Row) -> bool:
        """Tell whether a row is a comment or the site's where it stands."""
        return row.shape in _ASIDE and (row.shape != "EDGE" or self._reader.verdicts > 0)

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
            if (self._seen and last != "SEASON") or (
                last == "RATING" and reader.rows[k].block in reader.verdict_blocks
            ):
                message = "entry outside the episode guide, which has ended above"
                help_ = "move it to the guide, or write “Episode Guide” above it"
                reader.error("RF112", message, reader.span(row), help_)
            self._begin()
        for _, _, rows in self._held:
            for stray in rows:
                message = f"line in the guide that is no entry: {_short(stray.text)}"
                help_ = "an entry reads: Episode 1: Pilot -| Review Score – 3/5"
                reader.error("RF110", message, reader.span(stray), help_)
        self._held.clear()
        if row.shape == "ENTRY" and not at and (end := self._plain_entries(k, episodes)) > k:
            self._add(episodes, reader.rows[end - 1])
            return end
        if row.shape == "ENTRY":
            at = self._scored_entries(row, at, episodes)
        else:
            episodes.append(self._weak_entry(row))
            at = len(row.text)
        self._add(episodes, row)
        rest = row.text[at:]
        if rest:
            reader.rows[k] = Row(
                row.line, row.column + at, row.offset + at, rest, row.block, "REST", None
            )
            return k
        return k + 1

    def _plain_entries(self, k: int, episodes: list[Episode]) -> int:
        """Read rows from `k` on while each is one entry and no more; return the row after them.

        What `_scored_entries` does for any entry, for the entries that most guides hold.
        """
        reader = self._reader
        rows = reader.rows
        count = len(rows)
        made = ENTRY.compiled
        while k < count:
            line, column, offset, text, _, shape, match = rows[k]
            if shape != "ENTRY" or match is None or match.re is not made:
                break
            label, first, last, title, value, out_of = match.group(*_GROUPS)
            length = len(text)
            if (
                value is None
                or match.end() != length
                or match.start()
                or "eview" in title
                or "|" in title
                or (first is None and label is not None)
            ):
                break
            numbers = sound(value, out_of)
            if numbers is None:
                break
            line += 1
            begin = match.start("value")
            column += 1
            end, end_offset = column + length, offset + length
            score_span = _new(Span, (line, column + begin, offset + begin, line, end, end_offset))
            span = _new(Span, (line, column, offset, line, end, end_offset))
            episodes.append(
                Episode(
                    None if label is None else _LABELS.get(label) or _LABELS[label.lower()],
                    None if first is None else number(first),
                    None if last is None else number(last),
                    tidy(title) or None,
                    Score(*numbers, score_span),
                    span,
                )
            )
            k += 1
        self._scored = self._scored or bool(episodes)
        return k

    def _add(self, episodes: list[Episode], row: Row) -> None:
        runs = self._reader.runs
        if self._entries is None or runs[-1][1] is not self._entries:
            self._entries = []
            runs.append(("ENTRY", self._entries))
        self._entries.extend(episodes)
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

    def _scored_entries(self, row: Row, at: int, episodes: list[Episode]) -> int:
        """Read entries with scores from `at` on; return where the rest of the row starts."""
        text = row.text
        match = ENTRY.match(text, at) if at else row.match
        assert match is not None
        at = match.start()
        while True:
            if ENTRY.made(match) and ("eview" in match["title"] or "|" in match["title"]):
                bad = unreadable(text, at)
                if bad and bad.start("bad") < match.end("title"):
                    match = bad
            end = match.end()
            following = self._following(text, _skip(text, end)) if end < len(text) else None
            if UNREADABLE.made(match):
                if following is None:
                    end = len(text)
                self._reader.unreadable(row, match.start("bad"), min(end, len(text)))
                score = None
            else:
                score = self._reader.score(row, match)
            self._scored = True
            episodes.append(self._episode(row, match, match["title"], score, (at, end)))
            at = _skip(text, end)
            if following is None:
                return self._rest(row, at, episodes)
            match = following

    def _following(self, text: str, at: int) -> re.Match[str] | None:
        """Return the entry at `at`; a mark no line of an entry could open with makes it prose."""
        return None if text[at : at + 1] in MARKS else ENTRY.match(text, at)

    def _rest(self, row: Row, at: int, episodes: list[Episode]) -> int:
        text = row.text
        if not text[at:].strip(".,;"):
            return len(text)
        if match := unreadable(text, at):
            self._reader.unreadable(row, match.start("bad"), len(text))
            episodes.append(self._episode(row, match, match["title"], None, (at, len(text))))
            return len(text)
        return at

    def _weak_entry(self, row: Row) -> Episode:
        """Read an entry with no score, or with no pipe before it."""
        match = row.match
        assert match is not None
        span = (match.start(), len(row.text))
        if UNSCORED.made(match):
            return self._loose_entry(row, match)
        score = None
        if match["bad"] is not None:
            self._reader.unreadable(row, *match.span("bad"))
        else:
            score = self._reader.score(row, match)
            self._scored = True
        named = UNSCORED.match(match["aspect"])
        if named and named["label"] is not None:
            return self._episode(row, named, named["title"], score, span)
        return self._episode(row, None, match["aspect"], score, span)

    def _loose_entry(self, row: Row, match: re.Match[str]) -> Episode:
        """Read an entry with a label and no pipe before its score, if it has one."""
        text, title = row.text, match["title"]
        span = (match.start(), len(text))
        score = None
        if text[-1] != "|":
            at = match.start("title")
            if "|" in title and not CONTROL.search(title):
                bad = _skip(text, text.rindex("|") + 1)
                title = text[at : text.rindex("|")].rstrip("-–—" + WHITE_SPACE)
                self._reader.unreadable(row, bad, len(text))
            elif found := loose_score(match):
                title = text[at : found.start()]
                score = self._reader.score(row, found)
                self._scored = True
        return self._episode(row, match, title, score, span)

    def _title(self, row: Row) -> Episode:
        """Read a bare title."""
        bullet = ITEM.match(row.text) if row.shape == "ITEM" else None
        text = bullet["text"] if bullet else row.text
        return Episode(title=tidy(text), span=self._reader.span(row))

    def _episode(
        self,
        row: Row,
        match: re.Match[str] | None,
        title: str,
        score: Score | None,
        place: tuple[int, int],
    ) -> Episode:
        label: str | None = None
        first: Decimal | None = None
        last: Decimal | None = None
        span: Span = self._reader.span(row, *place)
        if match is not None:
            label, begin, end = match.group("label", "number", "number_end")
            if label is not None:
                label = _LABELS[label.lower()]
                if begin is not None:
                    first = number(begin)
                    last = number(end) if end is not None else None
                elif label in _NUMBERED:
                    message = f"entry without a number: {label} of which number?"
                    help_ = f"write its number: {label} 1"
                    self._reader.error("RF119", message, span, help_)
        return Episode(label, first, last, tidy(title) or None, score, span)


def _like_title(row: Row) -> bool:
    text = row.text
    return (
        row.shape in ("PROSE", "ITEM", "EDGE")
        and len(text) <= LONGEST_TITLE
        and text[-1] not in NO_TITLE_END
        and (row.shape != "ITEM" or text[1:].lstrip()[0] not in MARKS)
    )


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
