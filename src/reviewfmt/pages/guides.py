"""Builds guides from lines of episodes: headings, episodes, scores, notes, and grids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from reviewfmt.model import AnyScore, Episode, Guide, GuideHeading, SeasonLine, score_from
from reviewfmt.pages.blocks import Run, add_item, add_paragraph, built
from reviewfmt.pages.entries import read_entry, score_of
from reviewfmt.pages.grids import Row
from reviewfmt.pages.lines import PageLine
from reviewfmt.pages.looks import Look
from reviewfmt.parser.guide import guide_season
from reviewfmt.syntax import line_kinds
from reviewfmt.syntax.line_readers import read_item
from reviewfmt.syntax.words import Words


class _Guide(NamedTuple):
    season: int | None
    score: AnyScore | None
    episodes: list[tuple[Episode, list[Run]]]


class Guides:
    """Builds the guides of one review, line by line.

    `beside` has the headings of guides and of their seasons. The methods that take a line return
    why it is in doubt, or None.
    """

    def __init__(self, words: Words) -> None:
        self.beside: list[GuideHeading | SeasonLine] = []
        self._words = words
        self._guides: list[_Guide] = []
        self._opened: tuple[int | None, AnyScore | None] | None = None
        self._grid: dict[Decimal, _Guide] | None = None
        self._may_go_on = False
        self._notes: list[Run] | None = None

    @property
    def last(self) -> int | None:
        """The place of the last guide, None if there is none."""
        return len(self._guides) - 1 if self._guides else None

    def part(self) -> None:
        """Let the next episode begin another guide."""
        self._may_go_on = False

    def close(self) -> None:
        """Let the next episode begin another guide, and end the notes of the last one."""
        self._may_go_on = False
        self._notes = None

    def head(self, line: PageLine, look: Look) -> None:
        """Take the heading of a guide."""
        found = look.found.data
        season = found.season if isinstance(found, line_kinds.Guide) else None
        score = score_of(look.said, line.span)
        self._opened = (season, score)
        self.beside.append(GuideHeading(season, score, line.span))

    def season(self, line: PageLine, look: Look) -> bool:
        """Take the heading of a season's episodes; return whether it names a season."""
        number = next((named[0] for named in self._words.seasons_in(line.text)), None)
        if number is None:
            return False
        score = score_of(look.said, line.span)
        self._opened = (number, score)
        self.beside.append(SeasonLine((number,), score, line.span))
        return True

    def entry(self, line: PageLine, look: Look) -> str | None:
        """Take an episode."""
        episode, said, remark = read_entry(line, look, self._words)
        opened, seasons = self._opened, {guide.season for guide in self._guides[-1:]}
        other = episode.named_season is not None and seasons != {episode.named_season}
        if opened is not None or not self._may_go_on or other:
            season, score = opened or (None, None)
            season = episode.named_season if season is None else season
            self._guides.append(_Guide(season, score, []))
            self._opened = None
        self._may_go_on = True
        self._notes = []
        self._guides[-1].episodes.append((episode, self._notes))
        if remark:
            add_paragraph(self._notes, line._replace(text=remark, cells=(), hint=None))
        if said is not None and episode.score is None:
            return "no-maximum"
        if said is None and look.said is not None and look.said.value is not None:
            return "no-score"
        if said is None and episode.title and episode.title.isdecimal():
            return "no-maximum"
        return None

    def grid(self, line: PageLine, row: Row) -> str | None:
        """Take the head or a row of a grid; its fields go to the guides of their seasons."""
        if row.is_head:
            if self._grid is None or line.cells:
                self._grid = {}
            self.beside.append(GuideHeading(None, None, line.span))
        opened = self._grid if self._grid is not None else {}
        for cell in row.cells:
            guide = opened.get(cell.season)
            if guide is None:
                guide = opened[cell.season] = _Guide(int(cell.season), None, [])
                self._guides.append(guide)
            score = None if cell.value is None else score_from(cell.value, line.span)
            if cell.episode is None:
                at = self._guides.index(guide)
                self._guides[at] = opened[cell.season] = guide._replace(score=score)
            else:
                episode = Episode("Episode", cell.episode, score=score, span=line.span)
                guide.episodes.append((episode, []))
        self.close()
        if any(cell.is_bare and cell.value is None for cell in row.cells):
            return "no-maximum"
        return "short-row" if row.is_short else None

    def score(self, score: AnyScore | None) -> str | None:
        """Take the score of the last episode; return the reason if it is not taken."""
        if score is None or self._notes is None:
            return "no-maximum"
        episode, notes = self._guides[-1].episodes[-1]
        if episode.score is not None:
            return "second-score"
        self._guides[-1].episodes[-1] = (replace(episode, score=score), notes)
        return None

    def note(self, line: PageLine) -> list[PageLine] | None:
        """Take a note on the last episode; return its run of lines, or None without an episode."""
        if self._notes is None:
            return None
        is_item = read_item(line.text, self._words) is not None
        return (add_item if is_item else add_paragraph)(self._notes, line)

    def unscored(self) -> Iterator[Episode]:
        """Yield the episodes without a score in guides with scores."""
        for guide in self._guides:
            found = [one for one, _ in guide.episodes if one.score is None]
            if len(found) < len(guide.episodes):
                yield from found

    def built(self, season: int | None) -> tuple[Guide, ...]:
        """Return the guides; `season` is the season in the title of the review."""
        return tuple(
            Guide(
                guide_season([one for one, _ in guide.episodes], guide.season, season),
                tuple(
                    replace(one, notes=built(notes, self._words), named_season=None)
                    for one, notes in guide.episodes
                ),
                guide.score,
            )
            for guide in self._guides
        )
