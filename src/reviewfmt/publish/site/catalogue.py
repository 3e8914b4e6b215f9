"""The catalogue of a site: reviews with their addresses, works, authors, genres and tags.

It is a pure function of the records: equal records give equal addresses, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reviewfmt.publish.site.records import Record
from reviewfmt.publish.site.slugs import Names, slug
from reviewfmt.publish.works import grouped, sort_key, twice

TERMS = ("authors", "genres", "tags")
"""The groups by which reviews are listed, each in its own folder."""

WORKS, SEARCH, ASSETS = "works", "search", "assets"
BY_SCORE, BY_TITLE, PAGE = "by-score", "by-title", "page"

_OURS = (*TERMS, WORKS, SEARCH, ASSETS, BY_SCORE, BY_TITLE, PAGE, "index", "review")


class Read(NamedTuple):
    """A review after reading: the path of its source, and its record."""

    source: str
    record: Record


class Placed(NamedTuple):
    """A review with the folder of its page, such as `metallic-rouge/season-1/`."""

    source: str
    record: Record
    path: str


class Group(NamedTuple):
    """Reviews that share something: a work, an author, a genre, a tag.

    `path` is the folder of its page. The reviews of a work are sorted by season, those of other
    groups newest first. `language` is the language of the name.
    """

    name: str
    path: str
    reviews: tuple[Placed, ...]
    language: str | None = None


class Twin(NamedTuple):
    """A review whose season has another review."""

    source: str
    other: str


@dataclass(frozen=True)
class Catalogue:
    """Everything that the pages of a site are made of.

    `reviews` are sorted newest first. `terms` has the groups of each of `TERMS`, sorted by name.
    """

    reviews: tuple[Placed, ...]
    works: tuple[Group, ...]
    terms: dict[str, tuple[Group, ...]]
    twins: tuple[Twin, ...] = ()

    def work_of(self) -> dict[str, Group]:
        """Return the work of each review, by the folder of its page."""
        return {one.path: work for work in self.works for one in work.reviews}


def catalogued(every: Iterable[Read]) -> Catalogue:
    """Return the catalogue of some reviews."""
    reads = sorted(every, key=_stable)
    abouts = [one.record.about for one in reads]
    names = Names(_OURS)
    works = []
    for places in grouped(abouts):
        first = reads[min(places)].record
        folder = names.take(slug(first.work, first.kind)) + "/"
        inside = Names()
        placed = {at: folder + inside.take(_part(reads[at].record)) + "/" for at in sorted(places)}
        members = tuple(Placed(*reads[at], placed[at]) for at in places)
        works.append(Group(first.work, folder, members, first.language))
    reviews = sorted((one for work in works for one in work.reviews), key=newest)
    terms = {name: _terms(name, reviews) for name in TERMS}
    twins = [Twin(reads[at].source, reads[other].source) for at, other in twice(abouts)]
    return Catalogue(tuple(reviews), tuple(works), terms, tuple(twins))


def _stable(one: Read) -> tuple[str, str]:
    """Sort the oldest reviews first: they keep the plain address."""
    return one.record.published or "~", one.source


def _part(record: Record) -> str:
    return record.kind if record.season is None else f"season-{record.season}"


# -- terms ------------------------------------------------------------------------------------


def _values(name: str, record: Record) -> Sequence[str]:
    if name == "authors":
        return (record.author,) if record.author else ()
    return record.genre if name == "genres" else record.tags


def _terms(name: str, reviews: Sequence[Placed]) -> tuple[Group, ...]:
    """Return the groups of reviews with the same author, genre or tag, in any case."""
    found: dict[str, tuple[str, list[Placed]]] = {}
    for one in reviews:
        seen = set()
        for value in _values(name, one.record):
            key = " ".join(value.casefold().split())
            if key and key not in seen:
                seen.add(key)
                found.setdefault(key, (value, []))[1].append(one)
    names = Names((BY_SCORE, BY_TITLE, PAGE, "index"))
    ordered = sorted(found.items(), key=lambda one: sort_key(one[1][0]))
    return tuple(
        Group(value, f"{name}/{names.take(slug(value))}/", tuple(those))
        for _, (value, those) in ordered
    )


def terms_of(catalogue: Catalogue) -> dict[str, dict[str, list[Group]]]:
    """Return the groups that each review is in, by its folder and by the name of the terms."""
    found: dict[str, dict[str, list[Group]]] = {one.path: {} for one in catalogue.reviews}
    for name, groups in catalogue.terms.items():
        for group in groups:
            for one in group.reviews:
                found[one.path].setdefault(name, []).append(group)
    return found


# -- orders -----------------------------------------------------------------------------------


def _title(one: Placed) -> tuple[tuple[str, str], int, str]:
    record = one.record
    season = -1 if record.season is None else record.season
    return sort_key(record.work, record.language), season, one.path


def newest(one: Placed) -> tuple[object, ...]:
    """Return the sort key for newest first; reviews without a date come last."""
    day = one.record.published or ""
    return not day, tuple(-int(part) for part in day.split("-") if part), _title(one)


def best(one: Placed) -> tuple[object, ...]:
    """Return the sort key for best first; reviews without a verdict come last."""
    verdict = one.record.verdict
    return verdict is None, 0.0 if verdict is None else -verdict.share, _title(one)


ORDERS: dict[str, Callable[[Placed], tuple[object, ...]]] = {
    "": newest,
    BY_SCORE: best,
    BY_TITLE: _title,
}
"""The orders of a list, by the folder that it is in."""


def pages_of(reviews: Sequence[Placed], size: int) -> Iterator[tuple[str, Sequence[Placed]]]:
    """Yield the pages of a list: the folder of each, "" for the first, and what is on it."""
    for at in range(0, max(len(reviews), 1), size):
        number = at // size + 1
        yield "" if number == 1 else f"{PAGE}-{number}/", reviews[at : at + size]
