"""Finds the tags that a page gives its content."""

from __future__ import annotations

import re
from itertools import chain, islice

from reviewfmt.characters import tidy
from reviewfmt.converter.web.marked import readable
from reviewfmt.converter.web.tree import Element

TAG_ADDRESS = re.compile(r"/(?:tags?|labels?|tagged)/[^/?#]")
_TAG_LISTS = frozenset({
    "tags-links", "post-tags", "entry-tags", "post-labels", "article-tag", "article-tags",
    "post-card-tags", "post-meta-tags", "tags", "tag-list", "taxonomy-post_tag", "tag-links",
})  # fmt: skip
_CATEGORIES = frozenset({
    "entry-categories", "cat-links", "post-categories", "post-category", "taxonomy-category",
    "categories", "category",
})  # fmt: skip
_TAG_NAME = re.compile(
    r"(?:[\w-]{1,40}[-_])?tags?(?:[-_](?:list|links?|wrapper|items?|container))?"
)
_MOST_TAGS = 30


def tags_of(scope: Element) -> tuple[str, ...]:
    """Return the tags that a page links to, near its content.

    Links to categories, or in the tag cloud of a site, do not count.
    """
    found: dict[str, None] = {}
    lists = (
        each for one in scope.walk() if one.tag == "nav" and _lists_tags(one) for each in one.walk()
    )
    for element in islice(chain(readable(scope), lists), _MOST_READ):
        if element.tag == "a" and _is_tag(element, scope):
            said = tidy(element.text()).lstrip("#").strip()
            if said and len(said) <= _LONGEST_TAG:
                found[said] = None
    return tuple(found)[:_MOST_TAGS]


_MOST_READ = 20_000
_LONGEST_TAG = 60


def _lists_tags(element: Element) -> bool:
    called = element.attributes.get("aria-label", "").lower()
    above = element.parent.classes if element.parent is not None else frozenset()
    return called == "tags" or any(map(_TAG_NAME.fullmatch, (*element.classes, *above)))


def _is_tag(element: Element, scope: Element) -> bool:
    rel = element.attributes.get("rel", "").lower().split()
    address = element.attributes.get("href", "")
    around = list(islice((element, *element.around()), 4))
    if "category" in rel or "categor" in address:
        return False
    names = {name for one in around if one is not scope for name in one.classes}
    if names & _CATEGORIES or any("cloud" in name for name in names):
        return False
    if "tag" in rel:
        return True
    listed = bool(names & _TAG_LISTS) or any(map(_TAG_NAME.fullmatch, names))
    listed = listed or element.text().startswith("#")
    return listed and TAG_ADDRESS.search(address) is not None
