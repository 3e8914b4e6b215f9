"""The reviews of a book in order, and what follows from them: contents, index, title."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from reviewfmt.converter.book import NAMESPACE
from reviewfmt.pandoc_ast import is_right_to_left
from reviewfmt.pandoc_ast.printed import phrase, printed, season_word
from reviewfmt.publish.chapters import Chapter
from reviewfmt.publish.site.records import Record
from reviewfmt.publish.works import grouped, sort_key, twice

WORK, DATE, SCORE, TITLE = "work", "date", "score", "title"
ORDERS = (WORK, DATE, SCORE, TITLE)
"""The possible orders of the chapters of a book."""

_UNDATED = "9999"
_ENGLISH = "en"
_NAMED, _SUBJECTS, _COLUMNS = 3, 12, 60


class Work(NamedTuple):
    """A work: its name and language, and the indexes of its reviews in the book."""

    name: str
    language: str
    places: tuple[int, ...]


class Label(NamedTuple):
    """The name of a review in its own language, and its season in the language of the book."""

    name: str
    season: str


class Asked(NamedTuple):
    """What the user asks of a book: its order, and what it says instead of what it would."""

    order: str = WORK
    title: str | None = None
    author: str | None = None
    language: str | None = None


ANYHOW = Asked()
"""The default choices."""


class Shelf:
    """The chapters of a book in order, and the values that follow from all of them.

    The result does not depend on the order in which the reviews come.
    """

    def __init__(self, chapters: Sequence[Chapter], asked: Asked = ANYHOW) -> None:
        """Sort the chapters; there is at least one."""
        self.asked = asked
        by_digest = sorted(chapters, key=lambda one: (one.record.title, one.digest))
        every = [one.record.about for one in by_digest]
        places = [at for group in grouped(every) for at in group]
        ordered = [by_digest[at] for at in places]
        if asked.order != WORK:
            ordered.sort(key=_KEYS[asked.order])
        self.chapters = tuple(ordered)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The record of each review, in the order of the book."""
        return tuple(one.record for one in self.chapters)

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """The works sorted by name, with their reviews sorted by season."""
        found = []
        for places in grouped([one.about for one in self.records]):
            first = self.records[places[0]]
            found.append(Work(first.work, first.language, tuple(places)))
        return tuple(found)

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The authors, the most frequent first; or the author whom the user has chosen."""
        if self.asked.author:
            return (self.asked.author,)
        names = Counter(one.author for one in self.records if one.author)
        return tuple(sorted(names, key=lambda name: (-names[name], sort_key(name))))

    @cached_property
    def language(self) -> str:
        """The language of the book: the chosen one, or else that of most reviews."""
        if self.asked.language:
            return self.asked.language
        return _most_common([one.language for one in self.records])

    @cached_property
    def byline(self) -> str:
        """The authors as a text, with the first few names."""
        more = " …" if len(self.authors) > _NAMED else ""
        return ", ".join(self.authors[:_NAMED]) + more

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The genres and tags that most reviews have."""
        times = Counter(word for one in self.records for word in {*one.genre, *one.tags})
        return tuple(sorted(times, key=lambda word: (-times[word], word))[:_SUBJECTS])

    @cached_property
    def shares(self) -> tuple[float, ...]:
        """The verdicts as shares of the best score, in the order of the book.

        If there are many, the counts in each tenth of it, as shares of the highest count.
        """
        found = [one.verdict.share for one in self.records if one.verdict is not None]
        if len(found) <= _COLUMNS:
            return tuple(found)
        counts = Counter(min(int(share * 10), 9) for share in found)
        most = max(counts.values())
        return tuple(counts[at] / most for at in range(10))

    @property
    def is_backwards(self) -> bool:
        """Whether the book is read from right to left."""
        return is_right_to_left(self.language)

    @cached_property
    def title(self) -> str:
        """The title of the book."""
        if self.asked.title:
            return self.asked.title
        if self.asked.author or len({one.author for one in self.records}) == len(self.authors) == 1:
            return phrase(self.language, "reviews_by", self.authors[0])
        return printed(self.language, "reviews")

    @cached_property
    def years(self) -> str:
        """The years in which the reviews were published: `2019–2024`; "" without dates."""
        said = sorted(one.published[:4] for one in self.records if one.published)
        if not said:
            return ""
        return said[0] if said[0] == said[-1] else f"{said[0]}–{said[-1]}"

    @cached_property
    def published(self) -> date | None:
        """The day of the last review."""
        said = max((one.published for one in self.records if one.published), default=None)
        return None if said is None else date.fromisoformat(said)

    @cached_property
    def licence(self) -> str | None:
        """The licence of all reviews; None if they differ, or if a review has none."""
        found = {one.licence for one in self.chapters}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def digest(self) -> bytes:
        """A digest of everything in the book."""
        said = [self.title, self.language, *self.authors, *(one.digest for one in self.chapters)]
        return hashlib.sha256("\n".join(said).encode()).digest()

    @property
    def identifier(self) -> str:
        """The identifier of the book; it depends on the reviews and on their order."""
        return f"urn:uuid:{uuid.uuid5(NAMESPACE, self.digest.hex())}"

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The name of each review in the contents: the work and the season.

        If two reviews have the same name, it is the title.
        """
        named = [label_of(one, self.language) for one in self.records]
        times = Counter(named)
        return tuple(
            Label(one.title, "") if times[name] > 1 else name
            for name, one in zip(named, self.records, strict=True)
        )

    def twins(self) -> list[tuple[Chapter, Chapter]]:
        """Return each review whose season has an earlier review, with that review."""
        every = sorted(self.chapters, key=lambda one: one.input.path)
        return [
            (every[at], every[other]) for at, other in twice([one.record.about for one in every])
        ]


def label_of(record: Record, language: str) -> Label:
    """Return the name of a work with its season, in the words of a language."""
    season = "" if record.season is None else season_word(language, record.season)
    return Label(record.work, season)


def _most_common(tags: Sequence[str]) -> str:
    """Return the most common language, as its most common tag; en-GB counts as English.

    If two are equally common, it is the first in the alphabet.
    """
    languages = Counter(one.partition("-")[0].lower() for one in tags)
    times = Counter(tags)

    def rank(tag: str) -> tuple[int, int, str]:
        return -languages[tag.partition("-")[0].lower()], -times[tag], tag

    return min(times, key=rank, default=_ENGLISH)


def _by_score(one: Chapter) -> tuple[float, tuple[str, str]]:
    verdict = one.record.verdict
    return (1.0 if verdict is None else -verdict.share, _title_key(one))


def _title_key(one: Chapter) -> tuple[str, str]:
    return sort_key(one.record.title, one.record.language)


_KEYS: dict[str, Callable[[Chapter], Any]] = {
    DATE: lambda one: one.record.published or _UNDATED,
    SCORE: _by_score,
    TITLE: _title_key,
}
"""How chapters are sorted; those that are alike stay in the order of works and seasons."""
