"""Builds drafts from labelled lines: reviews as far as a page tells them, and doubts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from reviewfmt.model import (
    Boilerplate,
    Rating,
    Review,
    Title,
    Verdict,
)
from reviewfmt.pages import titles
from reviewfmt.pages.body import Body
from reviewfmt.pages.decode import Decoded
from reviewfmt.pages.drafts import Doubt, Draft
from reviewfmt.pages.entries import read_rating, score_in, score_of
from reviewfmt.pages.facts import Facts, Outcome
from reviewfmt.pages.grids import Row
from reviewfmt.pages.guides import Guides
from reviewfmt.pages.lines import PageLine, between, said_by
from reviewfmt.pages.looks import Look
from reviewfmt.pages.page import Page
from reviewfmt.pages.scores import SIGNS, Said, around
from reviewfmt.span import Span
from reviewfmt.syntax.words import Words

_NONE = Said(None, 0, 0)


class _Line(NamedTuple):
    line: PageLine
    look: Look
    label: str
    row: Row | None = None


def assemble(
    page: Page, decoded: Sequence[Decoded], words: Words, least: float = 0.0
) -> list[Draft]:
    """Return the drafts in the lines of a page, one for each review.

    A line whose label is less likely than `least` is in doubt.
    """
    builders = [_Builder(words)]
    for at, (line, look, read) in enumerate(zip(page.lines, page.looks, decoded, strict=True)):
        if read.label == "title" and builders[-1].is_begun():
            builders.append(_Builder(words))
        one = _Line(line, look, read.label, page.grids.get(at))
        builders[-1].take(one)
        builders[-1].weigh(one, read, least)
    return [builder.draft() for builder in builders]


class _Builder:
    """Builds one review from its lines, one after another."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._title: Title | None = None
        self._facts = Facts(words)
        self._guides = Guides(words)
        self._seasoned: list[str] = []
        self._body = Body(words, self._guides)
        self._ratings: list[Rating] = []
        self._verdict: Verdict | None = None
        self._boilerplate: list[Boilerplate] = []
        self._doubts: list[Doubt] = []
        self._name: PageLine | None = None
        self._lines: dict[int, PageLine] = {}

    def is_begun(self) -> bool:
        """Tell whether a title at this point begins another review."""
        return self._title is not None and bool(
            self._verdict or self._guides.last is not None or not self._body.is_blank
        )

    def take(self, one: _Line) -> None:
        """Take the next line."""
        self._lines[one.line.span.offset] = self._lines[one.line.span.end_offset] = one.line
        if one.label != "more":
            self._body.end()
        if one.label in _TEXTS and _SEASONED.issubset(one.look.own):
            self._seasoned.append(one.line.text)
        if one.row is not None and one.label in ("guide", "entry"):
            self._doubt_if(one, self._guides.grid(one.line, one.row))
        else:
            _TAKERS[one.label](self, one)
        if one.label != "name":
            self._name = None

    def doubt(self, one: _Line, why: str, *, left: bool = False, said: str = "") -> None:
        """Doubt a line; a line that is `left` goes nowhere else."""
        self._doubts.append(Doubt(one.line, why, one.label, left=left, said=said))

    def _doubt_if(self, one: _Line, why: str | None, *, left: bool = False) -> None:
        """Doubt a line if there is a reason."""
        if why is not None:
            self.doubt(one, why, left=left)

    def weigh(self, one: _Line, read: Decoded, least: float) -> None:
        """Doubt a line whose label is uncertain, or whose score is not read."""
        if self._doubts and self._doubts[-1].line is one.line:
            return
        if one.label in _TEXTS and one.look.kind == "worded":
            self.doubt(one, "worded-verdict")
        elif read.probability < least:
            doubt = Doubt(one.line, "unsure", read.label, read.runner_up, read.probability)
            self._doubts.append(doubt)
        elif one.label in _TEXTS and one.look.score in _CLEAR:
            self.doubt(one, "unused-score")

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
        self._settle(one, self._facts.byline(one.line))

    def fact(self, one: _Line) -> None:
        self._settle(one, self._facts.fact(one.line))

    def spoiler(self, one: _Line) -> None:
        self._settle(one, self._facts.spoiler(one.line))

    def _settle(self, one: _Line, outcome: Outcome) -> None:
        """Store the outcome of a line as a fact."""
        if outcome.why is not None:
            self.doubt(one, outcome.why, left=not outcome.taken, said=outcome.said)
        elif not outcome.taken:
            _TAKERS[outcome.instead](self, one)

    # -- the body

    def heading(self, one: _Line) -> None:
        self._body.heading(one.line)

    def prose(self, one: _Line) -> None:
        self._body.paragraph(one.line)

    def more(self, one: _Line) -> None:
        self._body.more(one.line)

    def item(self, one: _Line) -> None:
        self._body.item(one.line)

    def last(self, one: _Line) -> None:
        self.prose(one)
        self._body.end()
        said = one.look.said
        score = score_in(said, one.line, self._words)
        if said is None or score is None:
            self.doubt(one, "no-score" if said is None else "no-maximum")
        elif self._verdict is not None:
            if self._verdict.score != score:
                self._second_verdict(one, left=False)
        else:
            self._verdict = Verdict(score, None, one.line.span)

    # -- scores

    def name(self, one: _Line) -> None:
        if self._name is not None:
            self._give_back()
        self._name = one.line

    def _give_back(self) -> None:
        """Turn a line that should have named a score, but did not, into a heading."""
        line = self._name
        self._name = None
        if line is not None:
            self._body.name(line, line.text)

    def _span(self, one: _Line) -> Span:
        return one.line.span if self._name is None else between(self._name, one.line)

    def _unscored(self, one: _Line) -> None:
        self._give_back()
        self.doubt(one, "no-score" if one.look.said is None else "no-maximum", left=True)

    def verdict(self, one: _Line) -> None:
        score = score_in(one.look.said, one.line, self._words)
        if score is None or one.look.said is None:
            self._unscored(one)
        elif self._names_aspect(one):
            self.rating(one)
        elif self._verdict is not None:
            self._give_back()
            if self._verdict.score == score:
                self._facts.say(one.line, None)
            else:
                self._second_verdict(one, left=True)
        else:
            before, behind = around(one.line.text, one.look.said)
            note = behind if before or self._name is not None else None
            name = before or (self._name.text if self._name is not None else behind)
            if self._words.verdict_end(name) < len(name):
                self.doubt(one, "verdict-name")
            self._verdict = Verdict(score, note or None, self._span(one))
        self._guides.part()

    def _names_aspect(self, one: _Line) -> bool:
        """Tell whether the line above names the score, and is neither a verdict nor the title."""
        if self._name is None or around(one.line.text, one.look.said or _NONE)[0]:
            return False
        name = self._name.text.strip(SIGNS)
        title = "" if self._title is None else self._title.text
        return self._words.verdict_end(name) < len(name) and name not in title

    def _is_named(self, one: _Line) -> bool:
        """Tell whether a score has a name in its own line: `Story: 7/10`, but not `Score: 7/10`."""
        before, _ = around(one.line.text, one.look.said or _NONE)
        return before != "" and self._words.verdict_end(before) < len(before)

    def _second_verdict(self, one: _Line, *, left: bool) -> None:
        """Doubt a line with another verdict, and the line of the first one."""
        assert self._verdict is not None
        first = self._lines[self._verdict.span.end_offset]
        self._doubts.append(Doubt(first, "other-verdict", "verdict"))
        self.doubt(one, "second-verdict", left=left)

    def rating(self, one: _Line) -> None:
        if self._is_named(one):
            self._give_back()
        name = None if self._name is None else self._name.text
        rating = read_rating(one.line, one.look, name, self._words)
        if rating is None:
            self._unscored(one)
        else:
            self._ratings.append(replace(rating, span=self._span(one)))
        self._guides.part()

    # -- episodes

    def guide(self, one: _Line) -> None:
        self._guides.head(one.line, one.look)

    def season(self, one: _Line) -> None:
        if not self._guides.season(one.line, one.look):
            self.heading(one)

    def entry(self, one: _Line) -> None:
        self._doubt_if(one, self._guides.entry(one.line, one.look))

    def escore(self, one: _Line) -> None:
        score = score_in(one.look.said, one.line, self._words)
        why = "no-score" if one.look.said is None else self._guides.score(score)
        if why is None:
            self._facts.say(one.line, None)
        else:
            self.doubt(one, why, left=True)

    def note(self, one: _Line) -> None:
        self._body.note(one.line)

    # -- the rest

    def site(self, one: _Line) -> None:
        self._boilerplate.append(Boilerplate(said_by(one.line), one.line.span))

    def draft(self) -> Draft:
        """Return the draft of the lines."""
        self._give_back()
        if self._title is None and self._lines:
            first = next(iter(self._lines.values()))
            self._doubts.append(Doubt(first, "no-title", "title"))
        self._doubt_scores()
        self._doubt_title()
        title = self._title or Title("", "")
        review = Review(
            title,
            self._facts.metadata(),
            self._guides.built(title.season),
            self._body.built(),
            tuple(self._ratings),
            self._verdict,
            tuple(self._boilerplate),
        )
        return Draft(review, tuple(self._doubts), tuple(self._guides.beside))

    def _doubt_scores(self) -> None:
        """Doubt an episode without a score among others with scores, and a missing verdict."""
        for one in self._guides.unscored():
            self._doubts.append(Doubt(self._lines[one.span.offset], "no-score", "entry"))
        if self._verdict is None and self._ratings:
            line = self._lines[self._ratings[-1].span.end_offset]
            self._doubts.append(Doubt(line, "no-verdict", "rating", "verdict"))
        elif (
            self._verdict is None
            and self._title is not None
            and all(doubt.chosen != "verdict" for doubt in self._doubts)
        ):
            line = self._lines[self._title.span.offset]
            self._doubts.append(Doubt(line, "not-found", "title"))

    def _doubt_title(self) -> None:
        """Doubt the title if another line reads as a title.

        Either the title itself is in doubt, or the other line names a season and the title does
        not.
        """
        title = self._title
        if title is None:
            return
        others = [one.line.text for one in self._doubts if one.why == "unsure"]
        others += self._seasoned if title.season is None else ()
        if any(one not in title.text and titles.is_title(one, self._words) for one in others):
            line = self._lines[title.span.offset]
            self._doubts.append(Doubt(line, "other-title", "title"))


_TEXTS = frozenset(
    ("byline", "fact", "spoiler", "heading", "prose", "more", "item", "note", "name")
)
"""The labels of lines whose scores are not read."""

_SEASONED = frozenset(("review", "season"))

_CLEAR = frozenset(
    f"{value}-{place}" for value in ("of", "grade") for place in ("alone", "verdict", "name")
)
"""Matches the score of a line if it is more than a number in a sentence."""


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
