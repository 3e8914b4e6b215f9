"""Reads what a page says about its review for machines."""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.characters import tidy
from reviewfmt.converter.web.tree import Element
from reviewfmt.pandoc_ast.lines.bylines import without_by
from reviewfmt.syntax import dates

_CLASSES = {
    "p-rating": "ratingValue",
    "rating": "ratingValue",
    "value": "ratingValue",
    "p-best": "bestRating",
    "best": "bestRating",
    "p-author": "author",
    "reviewer": "author",
    "dt-published": "datePublished",
    "dt-reviewed": "datePublished",
    "dtreviewed": "datePublished",
    "p-name": "name",
    "summary": "name",
    "p-item": "work",
    "item": "work",
}
"""The properties of schema.org that correspond to classes of microformats."""

_REVIEWS = frozenset({"h-review", "hreview"})
_NO_TEXT = frozenset({"itemReviewed", "reviewRating", "reviewBody", "description"})
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "pubdate",
    "date",
)
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")


def properties(root: Element) -> dict[str, str]:
    """Return what microdata or a microformat says about a review, by schema.org's names.

    The average rating by other people is left out, since it is not the verdict.
    """
    found: dict[str, str] = {}
    stack: list[tuple[Element, bool, bool]] = [(root, False, False)]
    while stack:
        element, within, person = stack.pop()
        given = element.attributes
        key = _property(element) if within else None
        if given.get("itemprop") == "aggregateRating" or element.tag in ("script", "style"):
            continue
        if key and not (person and key == "name"):
            value = _value(element)
            if value:
                found.setdefault(key, value)
        within = within or bool(element.classes & _REVIEWS) or _is_review(element)
        person = person or key == "author"
        below = [one for one in element.children if isinstance(one, Element)]
        stack += [(one, within, person) for one in reversed(below)]
    return found


def _is_review(element: Element) -> bool:
    return element.attributes.get("itemtype", "").rstrip("/").endswith("schema.org/Review")


def _property(element: Element) -> str | None:
    key = element.attributes.get("itemprop") or next(
        (
            _CLASSES[name]
            for name in element.attributes.get("class", "").split()
            if name in _CLASSES
        ),
        None,
    )
    return None if key in _NO_TEXT else key


def _value(element: Element) -> str:
    given = element.attributes
    value = given.get("content") or given.get("datetime")
    if not value and element.tag == "data":
        value = given.get("value")
    if not value and element.tag == "abbr":
        value = given.get("title")
    return tidy(value) if value else element.text()


def scripts(root: Element) -> Iterator[str]:
    """Yield the sources of the scripts with linked data."""
    for element in root.walk():
        if element.tag == "script" and "ld+json" in element.attributes.get("type", ""):
            yield "".join(map(str, element.children))


def named(root: Element) -> dict[str, str]:
    """Return the author and the date in the head of a page, by schema.org's names."""
    metas: dict[str, str] = {}
    for element in root.walk():
        if element.tag == "meta":
            given = element.attributes
            key = given.get("property") or given.get("name") or given.get("itemprop") or ""
            if tidy(given.get("content", "")):
                metas.setdefault(key.lower(), tidy(given["content"]))
    found = {}
    author = next((metas[key] for key in _AUTHORS if key in metas), "")
    if author and "://" not in author:
        found["author"] = without_by(author)
    said = [metas[key] for key in _PUBLISHED if key in metas]
    date = next((each for each in said if dates.read(each).day is not None), None)
    if date:
        found["datePublished"] = date
    return found
