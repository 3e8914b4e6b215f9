"""Groups reviews by work, and sorts works for an index."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from reviewfmt.converter.seen import seen
from reviewfmt.identity import IDENTIFIERS, kind_of, named
from reviewfmt.model import Review
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in

_LAST = float("inf")


class About(NamedTuple):
    """What a review is about: the name, kind, season and language of the work.

    `names` are the addresses of the whole work on other sites, each with the name of its field.
    """

    work: str
    kind: str
    season: int | None
    language: str | None
    names: tuple[tuple[str, str], ...] = ()


def about(review: Review, language: str | None = None) -> About:
    """Return what a review is about; `language` is its language if it names none."""
    kind = kind_of(review)
    names = []
    for field in IDENTIFIERS:
        value = getattr(review.metadata, field.name)
        found = named(field, value, kind) if value else None
        if found is not None and not found.of_season:
            names.append((field.name, found.address))
    language = review.metadata.language or language
    return About(seen(review.title.work), kind, review.title.season, language, tuple(names))


def grouped(every: Sequence[About]) -> list[list[int]]:
    """Return the works of reviews, each as the indexes of its reviews in `every`.

    Reviews belong to one work if they share an address, or if they share name and kind and their
    addresses on a site do not differ: a series and its remake are two works. The works are sorted
    by name, and the reviews of each by season.
    """
    parent = list(range(len(every)))
    by_address: dict[tuple[str, str], int] = {}
    by_name: dict[tuple[str, str], list[int]] = {}
    for at, one in enumerate(every):
        for name in one.names:
            _join(parent, at, by_address.setdefault(name, at))
        by_name.setdefault((one.kind, key_of(one.work)), []).append(at)
    for places in by_name.values():
        _join_named(every, parent, places)
    works: dict[int, list[int]] = {}
    for at in range(len(every)):
        works.setdefault(_root(parent, at), []).append(at)
    for places in works.values():
        places.sort(key=lambda at: _season_key(every[at].season))
    return sorted(works.values(), key=lambda places: sort_key(*_name_of(every[places[0]])))


def _name_of(one: About) -> tuple[str, str | None]:
    return one.work, one.language


def _season_key(season: int | None) -> float:
    return _LAST if season is None else season


def twice(every: Sequence[About]) -> list[tuple[int, int]]:
    """Return each review whose season has an earlier review: its index and that of the first.

    Two reviews of a work without seasons count, too.
    """
    found = []
    for places in grouped(every):
        first: dict[int | None, int] = {}
        for at in sorted(places):
            other = first.setdefault(every[at].season, at)
            if other != at:
                found.append((at, other))
    return sorted(found)


def sort_key(name: str, language: str | None = None) -> tuple[str, str]:
    """Return the sort key of a name: without article, accents, case, and signs at its start.

    The articles are those of the language and of English.
    """
    said = fold(name)
    for article in _articles(language):
        rest = said.removeprefix(article)
        if rest != said and rest.strip():
            said = rest
            break
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", said) if not unicodedata.combining(sign)
    )
    start = next((at for at, sign in enumerate(plain) if sign.isalnum()), 0)
    return plain[start:], name


@cache
def _articles(language: str | None) -> tuple[str, ...]:
    return tuple(map(_folded, built_in().articles(language)))


def _folded(article: str) -> str:
    """Return an article as the beginning of a folded name, with its space."""
    return fold(article) + (" " if article.endswith(" ") else "")


def key_of(name: str) -> str:
    """Return a name for comparison: case-folded and in normal width."""
    return fold(unicodedata.normalize("NFKC", name))


def _join_named(every: Sequence[About], parent: list[int], places: Sequence[int]) -> None:
    """Join the reviews with one name, unless a site has several works of that name.

    In this case the reviews without an address are a work of their own.
    """
    on_site: dict[str, set[str]] = {}
    for at in places:
        for site, address in every[at].names:
            on_site.setdefault(site, set()).add(address)
    alike = list(places)
    if any(len(addresses) > 1 for addresses in on_site.values()):
        alike = [at for at in places if not every[at].names]
    for at in alike:
        _join(parent, at, alike[0])


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def _join(parent: list[int], one: int, other: int) -> None:
    """Join two groups under the earlier one."""
    first, last = sorted((_root(parent, one), _root(parent, other)))
    parent[last] = first
