"""Linked data of the lists of a site, in the vocabulary of schema.org.

A work has the reviews of its seasons, but never an AggregateRating: this type is for the ratings of
many people, and a site has only its own scores.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from reviewfmt.identity import BOOK, MOVIE
from reviewfmt.pandoc_ast.printed import season_word
from reviewfmt.publish.site.catalogue import Group, Placed
from reviewfmt.publish.site.frame import Crumb, Site
from reviewfmt.publish.site.records import Mark

Data = dict[str, Any]

_TYPES = {MOVIE: "Movie", BOOK: "Book"}
_CONTEXT = "https://schema.org"


def script(*data: Data | None) -> str:
    """Return linked data as the content of a script element."""
    said = [one for one in data if one]
    whole: Data = {"@context": _CONTEXT, "@graph": said} if len(said) > 1 else {}
    if len(said) == 1:
        whole = {"@context": _CONTEXT, **said[0]}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def breadcrumbs(site: Site, crumbs: Sequence[Crumb], name: str, path: str) -> Data | None:
    """Return the pages above a page; None if the addresses of pages are not known."""
    if site.base is None or not path:
        return None
    every = [(site.words["home"], ""), *crumbs, (name, path)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": said, "item": site.absolute(where)}
            for at, (said, where) in enumerate(every, 1)
        ],
    }


def collection(site: Site, name: str, path: str, items: Sequence[tuple[str, str]]) -> Data:
    """Return a page that lists others, which are given by name and path."""
    listed = [
        _without_missing(
            {"@type": "ListItem", "position": at, "name": said, "url": site.absolute(where)}
        )
        for at, (said, where) in enumerate(items, 1)
    ]
    return _without_missing(
        {
            "@type": "CollectionPage",
            "name": name,
            "url": site.absolute(path),
            "inLanguage": site.language,
            "mainEntity": {
                "@type": "ItemList",
                "numberOfItems": len(listed),
                "itemListElement": listed,
            },
        }
    )


def website(site: Site) -> Data:
    """Return what a site is."""
    return _without_missing(
        {
            "@type": "WebSite",
            "name": site.name,
            "url": site.absolute(""),
            "inLanguage": site.language,
        }
    )


def work(site: Site, group: Group) -> Data:
    """Return a work with its reviews, each at its season."""
    kind = group.reviews[0].record.kind
    addresses = {address: None for one in group.reviews for _, address in one.record.names}
    item: Data = {
        "@type": _TYPES.get(kind, "TVSeries"),
        "name": group.name,
        "url": site.absolute(group.path),
        "genre": list(dict.fromkeys(one for each in group.reviews for one in each.record.genre)),
        "sameAs": list(addresses),
    }
    seasons: dict[int, list[Data]] = {}
    whole: list[Data] = []
    for one in group.reviews:
        season = one.record.season
        is_part = season is not None and kind not in _TYPES
        (seasons.setdefault(season or 0, []) if is_part else whole).append(_review(site, one))
    item["review"] = whole
    item["containsSeason"] = [
        {
            "@type": "TVSeason",
            "name": f"{group.name} {season_word(group.language, number)}",
            "seasonNumber": number,
            "review": reviews,
        }
        for number, reviews in sorted(seasons.items())
    ]
    return _without_missing(item)


def _review(site: Site, one: Placed) -> Data:
    record = one.record
    return _without_missing(
        {
            "@type": "Review",
            "name": record.title,
            "url": site.absolute(one.path),
            "author": record.author and {"@type": "Person", "name": record.author},
            "datePublished": record.published,
            "inLanguage": record.language,
            "reviewRating": _rating(record.verdict),
        }
    )


def _rating(mark: Mark | None) -> Data | None:
    if mark is None:
        return None
    value, _, best = mark.text.partition("/")
    if not best:
        return {"@type": "Rating", "ratingValue": value, "bestRating": "A+", "worstRating": "F"}
    return {
        "@type": "Rating",
        "ratingValue": float(value),
        "bestRating": float(best),
        "worstRating": 0,
    }


def _without_missing(data: Data) -> Data:
    return {key: value for key, value in data.items() if value or value == 0}
