"""Reads an episode guide: its entries and their notes (spec, "Guides" and "Entries")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reviewfmt.diagnostic import Diagnostic
from reviewfmt.findings import report
from reviewfmt.model import AnyScore, Episode, GuideHeading, Leaf, Paragraph, SeasonLine
from reviewfmt.node import maker
from reviewfmt.parser import prose
from reviewfmt.parser.scores import read_score
from reviewfmt.parser.tokens import Reading, Token, comment_or_boilerplate, span_within
from reviewfmt.syntax import line_kinds
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.lines import Line
from reviewfmt.syntax.place import NOTE_INDENT, View
from reviewfmt.syntax.scores import number as exact

_GUIDE = Kind.GUIDE
_ASIDE = frozenset((Kind.COMMENT, Kind.BOILERPLATE))
_NUMBERED = frozenset(("Episode", "Chapter"))

_episode, _paragraph = maker(Episode), maker(Paragraph)


class Opening(NamedTuple):
    """The season and the score that the lines of a guide state."""

    season: int | None
    score: AnyScore | None


def read_season_line(line: Line, found: list[Diagnostic]) -> SeasonLine:
    """Return the leaf of a season line."""
    data = line.data
    assert isinstance(data, line_kinds.Season)
    score = None if data.split is None else read_score(line, data.split, found)
    return SeasonLine(data.seasons, score, line.span)


def read_guide(view: View, k: int, season_line: SeasonLine | None) -> Reading:
    """Read the guide that line `k` opens: its entries, and the lines between them."""
    line = view.lines[k]
    found: list[Diagnostic] = []
    beside: list[Leaf] = []
    season = season_line.seasons[0] if season_line is not None else None
    score = season_line.score if season_line is not None else None
    entries = view.guide_entries(k)
    at = k
    if view.kinds[k] is _GUIDE:
        data = line.data
        assert isinstance(data, line_kinds.Guide)
        own = None if data.split is None else read_score(line, data.split, found)
        beside.append(GuideHeading(data.season, own, line.span))
        season = data.season if data.season is not None else season
        score = own if own is not None else score
        at = k + 1
    if not entries:
        found.append(report("RF111", line.span))
        return Reading((), k + 1, found, beside)
    tokens: list[Token] = [("GUIDE", [Opening(season, score)])]
    reader = _GuideReader(view, entries, tokens, found)
    above: int | None = None
    tail: Line | None = None
    for start in entries:
        if start > at or tail is not None:
            reader.between(at, start, above, tail)
        tail = reader.entry(start)
        above, at = start, start + 1
    end = view.notes_end(at - 1)
    if end > at:
        reader.notes(at, end, tail)
        tail = None
    tokens.append(("GUIDE_END", [None]))
    at = end
    if tail is not None:
        while at < view.end and prose.goes_on(view, end - 1, at) and not view.is_heading(at):
            at += 1
        tokens.append(prose.paragraphs([tail, *view.lines[end:at]]))
    return Reading(tokens, at, found, [*beside, *reader.beside], end, entries)


class _GuideReader:
    """Reads one guide; appends to the tokens and the findings of `read_guide`."""

    def __init__(
        self,
        view: View,
        entries: dict[int, line_kinds.Entry],
        tokens: list[Token],
        found: list[Diagnostic],
    ) -> None:
        self._view = view
        self._entries = entries
        self._tokens = tokens
        self._found = found
        self.beside: list[Leaf] = []
        self._last_of_block = {view.lines[at].block: at for at in entries}

    def entry(self, at: int) -> Line | None:
        """Read the entry on a line; return the text behind its score, unless it is a remark."""
        line = self._view.lines[at]
        label, first, last, season, title, split, _, _ = self._entries[at]
        found = self._found
        score = None
        notes: tuple[Paragraph, ...] = ()
        span = line.span
        tail: Line | None = None
        if split is not None:
            score = read_score(line, split, found)
            if split.note is not None:
                behind = split.score.end if split.score is not None else split.name_end
                start = max(line.text.rfind(split.note), behind)
                notes = (_paragraph(split.note, span_within(line, start, len(line.text))),)
            elif split.tail >= 0 and split.score is not None:
                tail = _piece(line, split.tail)
                found.append(report("RF126", tail.span, text=tail.text))
                span = span_within(line, 0, split.score.end)
        if first is None and label in _NUMBERED:
            found.append(report("RF119", span, variant="label", line=line.text, label=label))
        elif label is None and not title:
            found.append(report("RF119", span, variant="title", line=line.text))
        number = None if first is None else exact(first)
        number_end = None if last is None else exact(last)
        entry = _episode(label, number, number_end, title or None, score, notes, span, season)
        kind, run = self._tokens[-1]
        if kind == "ENTRY":
            run.append(entry)
        else:
            self._tokens.append(("ENTRY", [entry]))
        return tail

    def between(self, start: int, end: int, above: int | None, tail: Line | None) -> None:
        """Read the lines from `start` up to the entry on line `end`: notes or stray lines.

        `above` is the line of the entry above, `tail` the text behind its score.
        """
        view = self._view
        if above is not None:
            strays = [at for at in range(start, end) if self._is_stray(at, above)]
            self.notes(start, end, tail, strays)
            return
        for at in range(start, end):
            if view.kinds[at] in _ASIDE:
                self._read_aside(at)
            else:
                self._stray(at, "above")

    def notes(self, start: int, end: int, tail: Line | None, strays: Sequence[int] = ()) -> None:
        """Read the notes of an entry, from line `start` up to line `end`."""
        view = self._view
        if tail is not None:
            self._tokens.append(prose.paragraphs([tail]))
        at = start
        for stop in (*strays, end):
            while at < stop:
                at = self._read_aside(at) if view.kinds[at] in _ASIDE else self._block(at, stop)
            if stop < end:
                self._stray(stop, "line")
                at = stop + 1

    def _is_stray(self, at: int, above: int) -> bool:
        """Tell whether a line has entries above and below it in its block."""
        line, entry = self._view.lines[at], self._view.lines[above]
        if line.block != entry.block or self._last_of_block[line.block] < at:
            return False
        return line.indent < entry.indent + NOTE_INDENT and self._view.kinds[at] not in _ASIDE

    def _stray(self, at: int, variant: str) -> None:
        line = self._view.lines[at]
        self._found.append(report("RF110", line.span, variant=variant, line=line.text))

    def _read_aside(self, at: int) -> int:
        self.beside.append(comment_or_boilerplate(self._view.lines[at]))
        return at + 1

    def _block(self, at: int, end: int) -> int:
        """Read one block of a note; a rating in it is an item or a paragraph."""
        view = self._view
        kind = view.kind_in_guide(at)
        if kind is Kind.ITEM:
            reading = prose.read_list(view, at, end, in_guide=True)
        elif kind is Kind.QUOTE:
            reading = prose.read_quote(view, at, end)
        elif kind is Kind.FIGURE:
            reading = prose.read_figure(view, at)
        else:
            reading = prose.read_prose(view, at, end, in_guide=True)
        self._tokens.extend(reading.tokens)
        self._found.extend(reading.findings)
        self.beside.extend(reading.beside)
        return reading.end


def _piece(line: Line, start: int) -> Line:
    """Return the rest of a line, from an offset on, as a line of prose."""
    span = span_within(line, start, len(line.text))
    return Line(span, line.text[start:], line.indent, line.block, Kind.PROSE, None)


def guide_season(entries: Sequence[Episode], named: int | None, season: int | None) -> int | None:
    """Return the season of a guide: from its lines, from the review, or from its entries."""
    if named is not None:
        return named
    if season is not None:
        return season
    seasons = {entry.named_season for entry in entries}
    return seasons.pop() if len(seasons) == 1 else None
