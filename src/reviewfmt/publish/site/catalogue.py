"""What a site holds: the reviews with their addresses, and the works, people and words they share.

Pure: records go in, and the same records give the same addresses in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reviewfmt.publish.site.records import Record
from reviewfmt.publish.site.slugs import Names, slug
from reviewfmt.publish.works import grouped, sort_key, twice

TERMS = ("authors", "genres", "tags")
"""What reviews are listed by, each in a folder of its own."""

WORKS, SEARCH, ASSETS = "works", "search", "assets"
BY_SCORE, BY_TITLE, PAGE = "by-score", "by-title", "page"

_OURS = (*TERMS, WORKS, SEARCH, ASSETS, BY_SCORE, BY_TITLE, PAGE, "index", "review")


class Read(NamedTuple):
    """A review as it was read: the path of its source, and its record."""

    source: str
    record: Record


class Placed(NamedTuple):
    """A review with the folder of its page, such as `metallic-rouge/season-1/`."""

    source: str
    record: Record
    path: str


class Group(NamedTuple):
    """Reviews that share something: a work, an author, a genre, a tag.

    `path` is the folder of its page. The reviews of a work stand in the order of the seasons, those
    of others newest first. `language` is that of the name.
    """

    name: str
    path: str
    reviews: tuple[Placed, ...]
    language: str | None = None


class Twin(NamedTuple):
    """A review of a season that another one is of, too."""

    source: str
    other: str


@dataclass(frozen=True)
class Catalogue:
    """All that the pages of a site are made of.

    `reviews` stand newest first. `terms` has the groups of each of `TERMS`, in the order of their
    names.
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
    """Put the reviews that were published first before others: they keep the plain address."""
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
    """Return what reviews are sorted by, newest first; those without a date stand last."""
    day = one.record.published or ""
    return not day, tuple(-int(part) for part in day.split("-") if part), _title(one)


def best(one: Placed) -> tuple[object, ...]:
    """Return what reviews are sorted by, the best verdict first; those without one stand last."""
    verdict = one.record.verdict
    return verdict is None, 0.0 if verdict is None else -verdict.share, _title(one)


ORDERS: dict[str, Callable[[Placed], tuple[object, ...]]] = {
    "": newest,
    BY_SCORE: best,
    BY_TITLE: _title,
}
"""The orders of a list, by the folder that it stands in."""


def pages_of(reviews: Sequence[Placed], size: int) -> Iterator[tuple[str, Sequence[Placed]]]:
    """Yield the pages of a list: the folder of each, "" for the first, and what stands on it."""
    for at in range(0, max(len(reviews), 1), size):
        number = at // size + 1
        yield "" if number == 1 else f"{PAGE}-{number}/", reviews[at : at + size]
