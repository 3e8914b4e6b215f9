"""Reads entries of a guide (spec, "Episode guide"): what their lines say."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from reviewfmt.characters import CONTROL, WHITE_SPACE, tidy
from reviewfmt.model import Episode, Score, Span
from reviewfmt.parser.rows import Row
from reviewfmt.scores import number, sound
from reviewfmt.shapes import (
    ENTRY,
    ITEM,
    MARKS,
    SIGNS,
    UNREADABLE,
    UNSCORED,
    loose_score,
    unreadable,
)

if TYPE_CHECKING:
    from reviewfmt.parser.reader import Reader

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
_FEWEST_GLUED = 2  # digits: a year, a number of episodes
_NUMBERED = ("Episode", "Chapter")


class EntryReader:
    """Makes episodes of the entries on rows; `scored` tells whether one of them had a score."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.scored = False
        self.maximum: str | None = None
        """The maximum of the guide's first score, as it is spelled."""

    def plain(self, k: int, episodes: list[Episode]) -> int:
        """Read rows from `k` on while each is one entry and no more; return the row after them.

        What `several` does for any entry, for the entries that most guides hold.
        """
        reader = self._reader
        rows = reader.rows
        count = len(rows)
        made = ENTRY.compiled
        while k < count:
            line, column, offset, text, _, shape, match, _ = rows[k]
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
                or (first is None and (label is not None or not title.strip(SIGNS)))
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
        if episodes:
            self.scored = True
            self.maximum = self.maximum or out_of
        return k

    def several(self, row: Row, at: int, episodes: list[Episode]) -> int:
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
            end = self._end(match)
            following = self._following(text, _skip(text, end)) if end < len(text) else None
            if UNREADABLE.made(match):
                if following is None:
                    end = len(text)
                self._reader.unreadable(row, match.start("bad"), min(end, len(text)))
                score = None
            else:
                score = self._reader.score(row, match, end)
                self.maximum = self.maximum or match["out_of"]
            self.scored = True
            episodes.append(self._episode(row, match, match["title"], score, (at, end)))
            at = _skip(text, end)
            if following is None:
                return self._rest(row, at, episodes)
            match = following

    def _end(self, match: re.Match[str]) -> int:
        """Return where an entry ends: digits glued to the guide's maximum open the prose."""
        if self.maximum is None or not ENTRY.made(match):
            return match.end()
        end, text = match.end(), match.string
        most, known = match["out_of"], self.maximum
        if (
            most is None
            or not most.isdecimal()
            or not most.startswith(known)
            or len(most) < len(known) + _FEWEST_GLUED
            or number(match["value"]) > number(known)
            or end == len(text)
            or self._following(text, _skip(text, end)) is not None
        ):
            return end
        return match.start("out_of") + len(known)

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

    def weak(self, row: Row) -> Episode:
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
            self.scored = True
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
                self.scored = True
        return self._episode(row, match, title, score, span)

    def bare(self, row: Row) -> Episode:
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
        name = tidy(title) or None
        if label is None and not (name or "").strip(SIGNS):
            message = "entry without a label or a title: which episode is it?"
            help_ = "write its label and number, or its title: Episode 1"
            self._reader.error("RF119", message, span, help_)
        return Episode(label, first, last, name, score, span)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
