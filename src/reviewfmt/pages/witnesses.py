"""Reads what a page says for machines: JSON-LD, microdata, microformats, rating plug-ins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from reviewfmt.converter.linked_data import bare, linked_article, linked_reviews
from reviewfmt.converter.web import machine_data
from reviewfmt.converter.web.tree import Element
from reviewfmt.pages.places import AT
from reviewfmt.pages.plugins import own_ratings

_CALLED_TAG = re.compile(r"(?:^|[-_])(?:tags?|labels?)(?:[-_]|$)")
_RATED = ("ratingValue", "bestRating")
_NAMED = ("work", "season")


_OF_ALL = frozenset({"inLanguage"})
"""The properties that are about each review of a page."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What a page says for machines, by schema.org's names: `ratingValue`, `author` and so on.

    `others` is the number of other reviews; if there are any, the data says nothing about the text
    of one of them. `title` is the browser's title of the page. `unread` are the places of JSON-LD
    in the source that is not JSON.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    others: int = 0
    title: str = ""
    unread: Sequence[int] = ()

    @property
    def of_all(self) -> Witness:
        """The data about each of several reviews."""
        return Witness({key: said for key, said in self.values.items() if key in _OF_ALL})

    def beside(self, author: str, date: str | None) -> Witness:
        """Return the data with the author and the date of a byline if it has none."""
        found = {"author": author, "datePublished": date or ""}
        added = {name: value for name, value in found.items() if value}
        return replace(self, values={**added, **self.values})


def witness_of(root: Element) -> Witness:
    """Return what a page says for machines.

    The average of readers' ratings is not a rating of the review.
    """
    sources = list(machine_data.scripts(root))
    reviews = [one for source in sources for one in linked_reviews(source)]
    typed = machine_data.properties(root)
    if typed.get("ratingValue") or typed.get("name"):
        reviews.append({key: value for key, value in typed.items() if value})
    values: dict[str, str] = {}
    several = _disagree(reviews)
    for one in reviews:
        for name, value in one.items():
            if not several or name not in (*_RATED, *_NAMED):
                values.setdefault(name, value)
    rated = next(own_ratings(root), None)
    if rated is not None and "ratingValue" not in values:
        values |= dict(zip(_RATED, rated, strict=True))
    beside = {"keywords": ", ".join(_tags(root)), "inLanguage": root.attributes.get("lang", "")}
    for given in (*map(linked_article, sources), machine_data.named(root), beside):
        for name, value in given.items():
            if value:
                values.setdefault(name, value)
    unread = [place for source, place in _placed(root) if not _is_json(source)]
    return Witness(values, len(reviews) if several else 0, _title(root), unread)


def _placed(root: Element) -> Iterator[tuple[str, int]]:
    """Yield the sources of JSON-LD, each with the place of its tag in the page."""
    for element in root.walk():
        if element.tag == "script" and "ld+json" in element.attributes.get("type", ""):
            yield "".join(map(str, element.children)), int(element.attributes.get(AT, "0"))


def _is_json(source: str) -> bool:
    """Tell whether the source of a script is JSON, or blank."""
    import json

    text = bare(source)
    try:
        json.loads(text or "{}")
    except (ValueError, RecursionError):
        return False
    return True


def _disagree(reviews: Iterable[Mapping[str, str]]) -> bool:
    """Tell whether reviews are about several works, or have different ratings."""
    rated = {one["ratingValue"] for one in reviews if one.get("ratingValue")}
    works = {one["work"] for one in reviews if one.get("work")}
    return len(rated) > 1 or len(works) > 1


def _tags(root: Element) -> list[str]:
    """Return the tags of a page: the texts of links with a matching class."""
    links = (one.text() for one in root.walk() if one.tag == "a" and _is_tag(one))
    return list(dict.fromkeys(text.lstrip("#") for text in links if text.lstrip("#")))


def _is_tag(link: Element) -> bool:
    """Tell whether a link is a tag of the page, by its class or that of its parent."""
    near = (link, *islice(link.around(), 3))
    names = [name for one in near for name in one.classes]
    if any(other in name for name in names for other in ("categor", "cloud", "sidebar")):
        return False
    says = link.attributes.get("rel", "").lower().split() == ["tag"]
    return says or any(map(_CALLED_TAG.search, names))


def _title(root: Element) -> str:
    called = next((one for one in root.walk() if one.tag == "title"), None)
    return " ".join("".join(map(str, called.children)).split()) if called else ""
