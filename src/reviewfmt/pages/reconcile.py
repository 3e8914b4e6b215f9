"""Compares what a page says for machines with what it shows, field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from reviewfmt.characters import tidy
from reviewfmt.model import AnyScore, Review, Score, Title, Verdict, score_from
from reviewfmt.pages import titles
from reviewfmt.pages.drafts import Doubt, Draft
from reviewfmt.pages.lines import PageLine
from reviewfmt.pages.scores import in_range
from reviewfmt.pages.witnesses import Witness
from reviewfmt.span import NOWHERE, Span
from reviewfmt.syntax import dates, scores
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import Words

_DEFAULT_BEST = "5"
"""The default of schema.org for the best rating."""

_SEASON = re.compile(r"\d{1,3}")
_SETTLED = frozenset(("unsure", "verdict-name", "worded-verdict"))
"""The doubts about a line that end if the data agrees."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


def reconciled(draft: Draft, witness: Witness, lines: Sequence[PageLine], words: Words) -> Draft:
    """Return a draft that takes the page's data for machines into account.

    If both agree, the line is not in doubt any more. If they differ, the text wins for the title
    and the score, and the data wins for the author, the date, and a maximum that the text leaves
    out; the doubt has both values. What the text does not say comes from the data.
    """
    return _Reconciled(draft, witness.values, lines, words).draft()


class _Reconciled:
    def __init__(
        self,
        draft: Draft,
        values: Mapping[str, str],
        lines: Sequence[PageLine],
        words: Words,
    ) -> None:
        self._review: Review = draft.review
        self._doubts = list(draft.doubts)
        self._beside = draft.beside
        self._values = values
        self._words = words
        self._lines = {line.span.offset: line for line in lines}
        self._first = lines[0]

    def draft(self) -> Draft:
        """Return the draft after the comparison."""
        self._title()
        self._verdict()
        self._author()
        self._published()
        self._language()
        self._tags()
        return Draft(self._review, tuple(self._doubts), self._beside)

    def _line(self, span: Span) -> PageLine:
        return self._lines.get(span.offset, self._first)

    def _doubt(self, span: Span, why: str, chosen: str, said: str) -> None:
        self._doubts.append(Doubt(self._line(span), why, chosen, said=said))

    def _settle(self, span: Span, *whys: str) -> None:
        """Remove doubts about a line that are settled."""
        line = self._line(span)
        self._doubts = [one for one in self._doubts if one.line is not line or one.why not in whys]

    def _title(self) -> None:
        said = self._values.get("work")
        title = self._review.title
        if not title.text:
            self._titled(said)
            title = self._review.title
        season = self._values.get("season", "")
        number = int(season) if _SEASON.fullmatch(season) else None
        if said is None:
            return
        named = titles.read(said, self._words)
        number = named.season if number is None else number
        work = title.work
        if fold(named.work) != fold(work):
            if fold(named.work) in fold(title.text):
                work = named.work
            else:
                both = f"{title.work}, {named.work}"
                self._doubt(title.span, "witness", "title", both)
        if fold(named.work) in fold(title.text):
            self._settle(title.span, "no-work", "unsure")
        shown = title.season
        if shown is None:
            shown = next((one[0] for one in self._words.seasons_in(title.text)), None)
        if None not in (number, shown) and number != shown:
            both = f"season {shown}, season {number}"
            self._doubt(title.span, "witness", "title", both)
        kept = number if shown is None else shown
        guides = tuple(
            replace(guide, season=kept) if guide.season is None else guide
            for guide in self._review.guides
        )
        title = replace(title, work=work, season=kept)
        self._review = replace(self._review, title=title, guides=guides)

    def _titled(self, work: str | None) -> None:
        """Take the title from the data if the text has none."""
        said = self._values.get("name") or work
        if not said:
            return
        named = titles.read(said, self._words)
        title = Title(said, named.work, named.season, named.tagline)
        self._review = replace(self._review, title=title)
        self._doubts = [one for one in self._doubts if one.why != "no-title"]
        self._doubts.append(Doubt(self._first, "unseen", "title", said=said))

    def _verdict(self) -> None:
        rated = self._values.get("ratingValue")
        if rated is None:
            return
        data = _score(rated, self._values.get("bestRating"), self._words)
        verdict = self._review.verdict
        if verdict is not None:
            if data is not None and _agree(verdict.score, data, rated):
                self._settle(verdict.span, *_SETTLED)
            elif data is not None:
                self._doubt(verdict.span, "witness", "verdict", f"{verdict.score}, {data}")
            return
        if data is None:
            return
        bare = next(
            (one for one in self._doubts if one.why == "no-maximum" and _says(one, rated)), None
        )
        span = bare.line.span if bare is not None else NOWHERE
        if bare is not None:
            self._doubts.remove(bare)
        else:
            self._doubt(self._review.title.span, "unseen", "verdict", str(data))
        self._doubts = [one for one in self._doubts if one.why not in ("no-verdict", "not-found")]
        self._review = replace(self._review, verdict=Verdict(data, None, span))

    def _author(self) -> None:
        said, known = self._values.get("author"), self._review.metadata.author
        if not said or "://" in said:
            return
        if known is not None:
            if fold(known) in fold(said) or fold(said) in fold(known):
                self._settle(self._span_of("author"), "unsure")
                return
            self._doubt(self._span_of("author"), "witness", "byline", f"{known}, {said}")
        self._set(author=said)

    def _published(self) -> None:
        said = self._values.get("datePublished")
        day: date | None = dates.read(said, self._words).day if said else None
        if day is None:
            return
        known = self._review.metadata.published
        if known == day:
            self._settle(self._span_of("published"), "unsure")
        elif known is not None:
            self._doubt(self._span_of("published"), "witness", "byline", f"{known}, {day}")
        else:
            self._doubts = [
                one for one in self._doubts if one.why != "two-dates" or not self._names(one, day)
            ]
        self._set(published=day)

    def _names(self, doubt: Doubt, day: date) -> bool:
        """Tell whether a day is one of those that the line of a doubt may mean."""
        return not doubt.left and day in dates.read(doubt.line.text, self._words).readings

    def _language(self) -> None:
        said = self._values.get("inLanguage", "")
        if self._review.metadata.language is None and _LANGUAGE.fullmatch(said):
            self._set(language=said)

    def _tags(self) -> None:
        said = self._values.get("keywords", "")
        if said and not self._review.metadata.tags:
            self._set(tags=tuple(filter(None, map(tidy, said.split(",")))))

    def _span_of(self, name: str) -> Span:
        fields = self._review.metadata.fields
        return next((one.span for one in fields if one.name == name), self._byline())

    def _byline(self) -> Span:
        fields = self._review.metadata.fields
        said = (one.span for one in fields if one.name in ("author", "published"))
        return next(said, self._review.title.span)

    def _set(self, **changes: Any) -> None:
        metadata = replace(self._review.metadata, **changes)
        self._review = replace(self._review, metadata=metadata)


def _score(value: str, best: str | None, words: Words) -> AnyScore | None:
    """Return the score of a rating and its best value; None if it is out of range."""
    found = scores.read(value, words) or scores.read(f"{value}/{best or _DEFAULT_BEST}", words)
    if found is None or not in_range(found):
        return None
    return score_from(found, NOWHERE)


def _agree(text: AnyScore | None, data: AnyScore, value: str) -> bool:
    """Tell whether two scores are equal, whatever their maximum."""
    if isinstance(text, Score) and isinstance(data, Score):
        return text.value * data.out_of == data.value * text.out_of or str(text.value) == value
    return text == data


def _says(doubt: Doubt, value: str) -> bool:
    """Tell whether a line contains a number."""
    numbers = re.findall(r"\d{1,3}(?:[.,]\d{1,2})?", doubt.line.text[-80:])
    return value.rstrip("0").rstrip(".") in numbers or value in numbers
