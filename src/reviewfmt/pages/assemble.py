"""Labelled lines to drafts: reviews as far as a page tells them, and what is in doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from reviewfmt.characters import join_lines, tidy
from reviewfmt.fields import FieldType
from reviewfmt.model import (
    FIELDS,
    AnyScore,
    Block,
    Boilerplate,
    Episode,
    Field,
    Guide,
    GuideHeading,
    Heading,
    Item,
    ItemList,
    Metadata,
    Paragraph,
    Rating,
    Review,
    SeasonLine,
    Section,
    Title,
    Verdict,
)
from reviewfmt.pages import titles
from reviewfmt.pages.decode import Decoded
from reviewfmt.pages.drafts import Doubt, Draft
from reviewfmt.pages.entries import read_entry, read_rating, score_of
from reviewfmt.pages.features import Look
from reviewfmt.pages.lines import PageLine, between
from reviewfmt.pages.page import Page
from reviewfmt.pages.scores import around
from reviewfmt.pandoc_ast.bylines import byline_of
from reviewfmt.parser.guide import guide_season
from reviewfmt.span import Span
from reviewfmt.syntax import dates, shapes
from reviewfmt.syntax.kinds import read_item
from reviewfmt.syntax.words import Words, fold

_FACT = re.compile(r"(?P<key>[^\W\d_][^:：\t|｜]{0,39}?)\s?[:：\t|｜]\s*+(?P<value>\S.*)")
_MOST_KEY_WORDS = 3


class _Line(NamedTuple):
    line: PageLine
    look: Look
    label: str


def assemble(
    page: Page, decoded: Sequence[Decoded], words: Words, least: float = 0.0
) -> list[Draft]:
    """Return the drafts that the lines of a page make, one for each review that it holds.

    A line whose label is less likely than `least` is in doubt.
    """
    builders = [_Builder(words)]
    for line, look, read in zip(page.lines, page.looks, decoded, strict=True):
        if read.label == "title" and builders[-1].is_begun():
            builders.append(_Builder(words))
        builders[-1].take(_Line(line, look, read.label))
        builders[-1].weigh(_Line(line, look, read.label), read, least)
    return [builder.draft() for builder in builders]


class _Builder:
    """Takes the lines of one review, one after another."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._title: Title | None = None
        self._fields: dict[str, Any] = {}
        self._extra: list[Field] = []
        self._said: list[Field] = []
        self._guides: list[_Guide] = []
        self._open_guide: tuple[int | None, AnyScore | None] | None = None
        self._may_go_on = False
        self._sections: list[tuple[Heading | None, list[Any], int | None]] = []
        self._ratings: list[Rating] = []
        self._verdict: Verdict | None = None
        self._boilerplate: list[Boilerplate] = []
        self._beside: list[GuideHeading | SeasonLine] = []
        self._doubts: list[Doubt] = []
        self._name: PageLine | None = None
        self._notes: list[Any] | None = None
        self._into: list[Any] | None = None
        self._lines: dict[int, PageLine] = {}

    def is_begun(self) -> bool:
        """Tell whether a title that comes now is the one of another review."""
        return self._title is not None and bool(
            self._verdict or self._guides or any(blocks for _, blocks, _ in self._sections)
        )

    def take(self, one: _Line) -> None:
        """Take the next line."""
        self._lines[one.line.span.line] = one.line
        if one.label != "more":
            self._into = None
        _TAKERS[one.label](self, one)
        if one.label != "name":
            self._name = None

    def doubt(self, one: _Line, why: str, *, left: bool = False) -> None:
        """Doubt a line; one that is `left` goes nowhere else."""
        self._doubts.append(Doubt(one.line, why, one.label, left=left))

    def weigh(self, one: _Line, read: Decoded, least: float) -> None:
        """Doubt a line whose label may be another one, or whose score goes unread."""
        if self._doubts and self._doubts[-1].line is one.line:
            return
        if read.probability < least:
            doubt = Doubt(one.line, "unsure", read.label, read.runner_up, read.probability)
            self._doubts.append(doubt)
        elif one.label in _TEXTS and one.look.score in _CLEAR:
            self.doubt(one, "unused-score")
        elif one.label in _TEXTS and one.look.kind == "worded":
            self.doubt(one, "worded-verdict")

    # -- the top

    def title(self, one: _Line) -> None:
        line = one.line
        if self._title is not None:
            if self._title.text == line.text:
                self.site(one)
            else:
                self.doubt(one, "second-title", left=True)
            return
        named = titles.read(line.text, self._words)
        self._title = Title(line.text, named.work, named.season, named.tagline, line.span)
        if not named.told:
            self.doubt(one, "no-work")
        if named.said is not None and self._verdict is None:
            self._verdict = Verdict(score_of(named.said, line.span), None, line.span)

    def byline(self, one: _Line) -> None:
        read = byline_of(one.line.text)
        if read is None:
            if dates.read(one.line.text, self._words).readings:
                self.doubt(one, "date", left=True)
            else:
                self.site(one)
            return
        day = None if read.date is None else dates.read(read.date, self._words).day
        new = {
            name: value
            for name, value in (("author", read.author), ("published", day))
            if value is not None and name not in self._fields
        }
        if read.date is not None and day is None and not new:
            self.doubt(one, "date", left=True)
            return
        if not new:
            self.site(one)
            return
        if read.date is not None and day is None:
            self.doubt(one, "date")
        self._fields |= new
        self._say(one, next(iter(new)))

    def _say(self, one: _Line, name: str | None) -> None:
        self._said.append(Field(one.line.text, one.line.text, name, one.line.span))

    def fact(self, one: _Line) -> None:
        text = "\t".join(one.line.cells) if one.line.cells else one.line.text
        match = _FACT.fullmatch(text)
        if match is None:
            self.prose(one)
            return
        key, value = tidy(match["key"]), tidy(match["value"])
        name = self._words.fields.get(fold(key))
        if name is not None:
            self._known(one, name, value)
            return
        taken = {fold(field.key) for field in self._extra}
        if len(key.split()) > _MOST_KEY_WORDS or fold(key) in taken:
            self.prose(one)
            return
        field = Field(key, value, None, one.line.span)
        self._extra.append(field)
        self._said.append(field)

    def _known(self, one: _Line, name: str, value: str) -> None:
        """Take the value of a known field."""
        type_ = next((field.type for field in FIELDS if field.name == name), None)
        said: object = None
        if type_ is FieldType.TEXT:
            said = value
        elif type_ is FieldType.LIST:
            said = tuple(filter(None, map(tidy, re.split("[,，、]", value))))
        elif type_ is FieldType.DATE:
            said = dates.read(value, self._words).day
        if said is None or name in self._fields:
            self.doubt(one, "field", left=True)
            return
        self._fields[name] = said
        self._say(one, name)

    def spoiler(self, one: _Line) -> None:
        if "spoilers" in self._fields:
            self.prose(one)
            return
        self._fields["spoilers"] = one.line.text
        self._say(one, "spoilers")

    # -- the body

    def _blocks(self) -> list[Any]:
        """Return the blocks of the section that is open, a new one below a guide."""
        below = len(self._guides) - 1 if self._guides else None
        if not self._sections or self._sections[-1][2] != below:
            self._sections.append((None, [], below))
        self._may_go_on = False
        self._notes = None
        return self._sections[-1][1]

    def heading(self, one: _Line) -> None:
        below = len(self._guides) - 1 if self._guides else None
        text = tidy(one.line.text.lstrip("#＃"))
        self._sections.append((Heading(text or one.line.text, one.line.span), [], below))
        self._may_go_on = False
        self._notes = None

    def prose(self, one: _Line) -> None:
        self._put([one.line], self._blocks())

    def _put(self, run: list[PageLine], blocks: list[Any]) -> None:
        blocks.append(run)
        self._into = run

    def more(self, one: _Line) -> None:
        if self._into is None:
            self.prose(one)
        elif isinstance(self._into[-1], PageLine):
            self._into.append(one.line)
        else:
            self._into[-1].append(one.line)

    def item(self, one: _Line) -> None:
        self._item(one, self._blocks())

    def _item(self, one: _Line, blocks: list[Any]) -> None:
        run = blocks[-1] if blocks and isinstance(blocks[-1], _Items) else None
        if run is None:
            run = _Items()
            blocks.append(run)
        run.append([one.line])
        self._into = run

    def last(self, one: _Line) -> None:
        self.prose(one)
        self._into = None
        said = one.look.said
        score = score_of(said, one.line.span)
        if said is None or score is None:
            self.doubt(one, "no-score" if said is None else "no-maximum")
        elif self._verdict is not None:
            self._second_verdict(one, left=False)
        else:
            self._verdict = Verdict(score, None, one.line.span)

    # -- scores

    def name(self, one: _Line) -> None:
        if self._name is not None:
            self._give_back()
        self._name = one.line

    def _give_back(self) -> None:
        """Make a heading of a line that was to name a score and does not."""
        line = self._name
        self._name = None
        if line is not None:
            below = len(self._guides) - 1 if self._guides else None
            self._sections.append((Heading(line.text, line.span), [], below))

    def _span(self, one: _Line) -> Span:
        return one.line.span if self._name is None else between(self._name, one.line)

    def _unscored(self, one: _Line) -> None:
        self._give_back()
        self.doubt(one, "no-score" if one.look.said is None else "no-maximum", left=True)

    def verdict(self, one: _Line) -> None:
        score = score_of(one.look.said, one.line.span)
        if score is None or one.look.said is None:
            self._unscored(one)
        elif self._verdict is not None:
            self._give_back()
            self._second_verdict(one, left=True)
        else:
            before, behind = around(one.line.text, one.look.said)
            note = behind if before or self._name is not None else None
            name = before or (self._name.text if self._name is not None else behind)
            if self._words.verdict_end(name) < len(name):
                self.doubt(one, "verdict-name")
            self._verdict = Verdict(score, note or None, self._span(one))
        self._may_go_on = False

    def _second_verdict(self, one: _Line, *, left: bool) -> None:
        """Doubt a line that says another verdict, and the line of the first one."""
        assert self._verdict is not None
        first = self._lines[self._verdict.span.end_line]
        self._doubts.append(Doubt(first, "other-verdict", "verdict"))
        self.doubt(one, "second-verdict", left=left)

    def rating(self, one: _Line) -> None:
        name = None if self._name is None else self._name.text
        rating = read_rating(one.line, one.look, name, self._words)
        if rating is None:
            self._unscored(one)
        else:
            self._ratings.append(replace(rating, span=self._span(one)))
        self._may_go_on = False

    # -- episodes

    def guide(self, one: _Line) -> None:
        found = one.look.found.data
        score = score_of(one.look.said, one.line.span)
        season = found.season if isinstance(found, shapes.Guide) else None
        self._open_guide = (season, score)
        self._beside.append(GuideHeading(season, score, one.line.span))

    def season(self, one: _Line) -> None:
        number = next((named[0] for named in self._words.seasons_in(one.line.text)), None)
        if number is None:
            self.heading(one)
            return
        score = score_of(one.look.said, one.line.span)
        self._open_guide = (number, score)
        self._beside.append(SeasonLine((number,), score, one.line.span))

    def entry(self, one: _Line) -> None:
        episode, said = read_entry(one.line, one.look, self._words)
        opened, seasons = self._open_guide, {guide.season for guide in self._guides[-1:]}
        other = episode.named_season is not None and seasons != {episode.named_season}
        if opened is not None or not self._may_go_on or other:
            season, score = opened or (None, None)
            season = episode.named_season if season is None else season
            self._guides.append(_Guide(season, score, []))
            self._open_guide = None
        self._may_go_on = True
        self._notes = []
        self._guides[-1].episodes.append((episode, self._notes))
        if said is None and one.look.said is not None and one.look.said.value is not None:
            self.doubt(one, "no-score")
        elif said is None and episode.title and episode.title.isdecimal():
            self.doubt(one, "no-maximum")

    def escore(self, one: _Line) -> None:
        score = score_of(one.look.said, one.line.span)
        if score is None or self._notes is None:
            self.doubt(one, "no-score" if one.look.said is None else "no-maximum", left=True)
            return
        episodes = self._guides[-1].episodes
        episode, notes = episodes[-1]
        if episode.score is not None:
            self.doubt(one, "second-score", left=True)
            return
        episodes[-1] = (replace(episode, score=score), notes)
        self._say(one, None)

    def note(self, one: _Line) -> None:
        if self._notes is None:
            self.prose(one)
        elif read_item(one.line.text, self._words) is not None:
            self._item(one, self._notes)
        else:
            self._put([one.line], self._notes)

    # -- the rest

    def site(self, one: _Line) -> None:
        self._boilerplate.append(Boilerplate(one.line.text, one.line.span))

    def draft(self) -> Draft:
        """Return what the lines make."""
        self._give_back()
        if self._title is None and self._lines:
            first = next(iter(self._lines.values()))
            self._doubts.append(Doubt(first, "no-title", "title"))
        self._doubt_scores()
        title = self._title or Title("", "")
        sections = tuple(
            Section(heading, self._built(blocks), guide)
            for heading, blocks, guide in self._sections
            if heading is not None or blocks
        )
        guides = tuple(
            Guide(
                guide_season([one for one, _ in guide.episodes], guide.season, title.season),
                tuple(
                    replace(one, notes=self._built(notes), named_season=None)
                    for one, notes in guide.episodes
                ),
                guide.score,
            )
            for guide in self._guides
        )
        review = Review(
            title,
            Metadata(**self._fields, extra=tuple(self._extra), fields=tuple(self._said)),
            guides,
            sections,
            tuple(self._ratings),
            self._verdict,
            tuple(self._boilerplate),
        )
        return Draft(review, tuple(self._doubts), tuple(self._beside))

    def _doubt_scores(self) -> None:
        """Doubt an episode with no score among others that have one, and a missing verdict."""
        for guide in self._guides:
            unscored = [one for one, _ in guide.episodes if one.score is None]
            if len(unscored) < len(guide.episodes):
                for one in unscored:
                    self._doubts.append(Doubt(self._lines[one.span.line], "no-score", "entry"))
        if self._verdict is None and self._ratings:
            line = self._lines[self._ratings[-1].span.end_line]
            self._doubts.append(Doubt(line, "no-verdict", "rating", "verdict"))

    def _built(self, blocks: Sequence[Any]) -> tuple[Block, ...]:
        return tuple(
            self._list(block)
            if isinstance(block, _Items)
            else Paragraph(_joined(block), between(block[0], block[-1]))
            for block in blocks
        )

    def _list(self, items: list[list[PageLine]]) -> ItemList:
        """Return a list: a numbered one where each number is the next of the one above."""
        read = [read_item(run[0].text, self._words) for run in items]
        numbers = [None if one is None else one.number for one in read]
        start = numbers[0]
        if start is None or numbers != list(range(start, start + len(items))):
            start = None
        made = []
        for run, one in zip(items, read, strict=True):
            text = _joined(run) if one is None else _joined(run)[one.start :]
            if start is None and one is not None and one.number is not None:
                text = _joined(run)
            made.append(Item(text.strip() or run[0].text, between(run[0], run[-1])))
        return ItemList(tuple(made), start, between(items[0][0], items[-1][-1]))


_TEXTS = frozenset(
    ("byline", "fact", "spoiler", "heading", "prose", "more", "item", "note", "name")
)
"""The labels of lines whose scores would go unread."""

_CLEAR = frozenset(
    f"{value}-{place}" for value in ("of", "grade") for place in ("alone", "verdict", "name")
)
"""What the score of a line looks like that is more than a number in a sentence."""


class _Guide(NamedTuple):
    season: int | None
    score: AnyScore | None
    episodes: list[tuple[Episode, list[Any]]]


class _Items(list[list[PageLine]]):
    """The items of a list, each the run of its lines."""


def _joined(run: Sequence[PageLine]) -> str:
    return join_lines([line.text for line in run])


_TAKERS: Mapping[str, Callable[[_Builder, _Line], None]] = MappingProxyType(
    {
        "title": _Builder.title,
        "byline": _Builder.byline,
        "fact": _Builder.fact,
        "spoiler": _Builder.spoiler,
        "heading": _Builder.heading,
        "prose": _Builder.prose,
        "more": _Builder.more,
        "item": _Builder.item,
        "name": _Builder.name,
        "rating": _Builder.rating,
        "verdict": _Builder.verdict,
        "last": _Builder.last,
        "guide": _Builder.guide,
        "season": _Builder.season,
        "entry": _Builder.entry,
        "escore": _Builder.escore,
        "note": _Builder.note,
        "comment": _Builder.site,
        "site": _Builder.site,
    }
)
