"""Records of reviews: all that lists, grids, feeds and search need.

A record consists of JSON values, so that the next run need not read the review again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from reviewfmt.addresses import is_web
from reviewfmt.converter.seen import body_of, description, seen
from reviewfmt.model import (
    GRADES,
    LABELS,
    AnyScore,
    Episode,
    Grade,
    Guide,
    Review,
    Score,
    digits,
    mean_of,
)
from reviewfmt.publish.works import About, about


class Mark(NamedTuple):
    """A score as shown, and its share of the maximum, from 0 to 1."""

    text: str
    share: float


class Row(NamedTuple):
    """An entry of a guide: its label, its numbers, its title and its score."""

    label: str | None
    number: str | None
    end: str | None
    title: str | None
    mark: Mark | None


class Part(NamedTuple):
    """A guide: its season, the rows, and the mean of their scores."""

    season: int | None
    rows: tuple[Row, ...]
    mean: Mark | None


class Record(NamedTuple):
    """The record of a review.

    Texts are without marks and without hidden words. Dates are in ISO format. `names` are addresses
    of the work on other sites, each with the name of its field. `text` is the additional text for
    the search.
    """

    title: str
    work: str
    season: int | None
    kind: str
    tagline: str
    summary: str
    author: str | None
    published: str | None
    updated: str | None
    language: str
    status: str | None
    genre: tuple[str, ...]
    tags: tuple[str, ...]
    verdict: Mark | None
    mean: Mark | None
    parts: tuple[Part, ...]
    aliases: tuple[str, ...]
    canonical: str | None
    names: tuple[tuple[str, str], ...]
    text: str

    @property
    def about(self) -> About:
        """What the review is about."""
        return About(self.work, self.kind, self.season, self.language, self.names)


def record_of(review: Review, language: str) -> Record:
    """Return the record of a review; `language` is its language if it names none."""
    data = review.metadata
    topic = about(review, language)
    verdict = None if review.verdict is None else review.verdict.score
    return Record(
        title=_line(seen(review.title.text)),
        work=_line(topic.work) or _line(seen(review.title.text)),
        season=topic.season,
        kind=topic.kind,
        tagline=_line(seen(review.title.tagline or "")),
        summary=description(review),
        author=data.author,
        published=_day(data.published),
        updated=_day(data.updated),
        language=data.language or language,
        status=data.status,
        genre=tuple(dict.fromkeys(data.genre)),
        tags=tuple(dict.fromkeys(data.tags)),
        verdict=_mark(verdict),
        mean=_mark(review.mean),
        parts=tuple(map(_part, review.guides)),
        aliases=tuple(dict.fromkeys(data.aliases)),
        canonical=data.canonical if data.canonical and is_web(data.canonical) else None,
        names=topic.names,
        text=" ".join(_texts(review)),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _mark(score: AnyScore | None) -> Mark | None:
    """Return a score; the share of a grade depends on its rank among the grades.

    An unreadable score, in a review that is published with errors, counts as the lowest grade.
    """
    if isinstance(score, Grade):
        place = GRADES.index(score.grade) if score.grade in GRADES else len(GRADES) - 1
        return Mark(score.grade, round(1 - place / (len(GRADES) - 1), 4))
    if not isinstance(score, Score) or not score.out_of:
        return None
    return Mark(str(score), round(min(max(float(score), 0.0), 1.0), 4))


def _part(guide: Guide) -> Part:
    is_bare = all(one.label is None for one in guide.episodes)  # episodes in their order
    rows = tuple(_row(one, at if is_bare else None) for at, one in enumerate(guide.episodes, 1))
    return Part(guide.season, rows, _mark(mean_of(one.score for one in guide.episodes)))


def _row(entry: Episode, place: int | None) -> Row:
    """Return an entry; with `place` it is the episode of that number."""
    label, number = (entry.label, entry.number) if place is None else (LABELS[0], Decimal(place))
    return Row(
        label,
        None if number is None else digits(number),
        None if entry.number_end is None else digits(entry.number_end),
        _line(seen(entry.title)) if entry.title else None,
        _mark(entry.score),
    )


def _texts(review: Review) -> Iterator[str]:
    """Yield the text of a review for the search, except its title and its fields."""
    for entry in review.episodes:
        if entry.title:
            yield seen(entry.title)
    yield body_of(review)


# -- records as JSON --------------------------------------------------------------------------


def unpacked(values: object) -> Record:
    """Return the record from a JSON list. Raises ValueError if it is invalid."""
    try:
        return _record(values)
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError(f"no record: {error}") from error


def _record(values: Any) -> Record:
    if not isinstance(values, list) or len(values) != len(Record._fields):
        raise ValueError("no record")
    one = Record(*values)
    found = one._replace(
        genre=_strings(one.genre),
        tags=_strings(one.tags),
        verdict=_as_mark(one.verdict),
        mean=_as_mark(one.mean),
        parts=tuple(
            Part(season, tuple(Row(*row[:4], _as_mark(row[4])) for row in rows), _as_mark(mean))
            for season, rows, mean in one.parts
        ),
        aliases=_strings(one.aliases),
        names=tuple((str(site), str(address)) for site, address in one.names),
    )
    texts = (found.title, found.work, found.kind, found.tagline, found.summary, found.language)
    if not all(isinstance(text, str) for text in (*texts, found.text)):
        raise ValueError("no record")
    return found


def _strings(values: Sequence[str]) -> tuple[str, ...]:
    if not all(isinstance(one, str) for one in values):
        raise ValueError("no list of texts")
    return tuple(values)


def _as_mark(values: Any) -> Mark | None:
    if values is None:
        return None
    text, share = values
    return Mark(str(text), float(share))
