"""Knows the classes of plug-ins that show ratings: whose vote they show, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewfmt.characters import tidy
from reviewfmt.converter.web.tree import Element

_VOTES = re.compile(
    r"kk-star-ratings?|kksr-[\w-]{1,40}|yasr-(?:vv|visitor)[\w-]{0,60}|(?:wp-)?post-?ratings?"
    r"|rmp-[\w-]{1,40}|gdrts-[\w-]{1,60}|user-rat(?:e|ing)[\w-]{0,40}|rate-this[\w-]{0,20}"
    r"|wp-review-user-[\w-]{1,40}|user-review-area|mr-rating[\w-]{0,40}|glsr-summary[\w-]{0,40}"
    r"|visitor-(?:votes|rating)s?|users?-score|reader-?(?:score|rating)s?"
)
"""The classes of votes by the readers of a page."""

_OWN = {"yasr-overall-rating": ("data-rating", "5"), "yasr-rater-stars": ("data-rating", "5")}
"""The classes of the author's own rating, the attribute with its value, and its maximum."""

_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,2})?")


def is_votes(element: Element) -> bool:
    """Tell whether an element shows votes of readers, which are not the verdict of the review."""
    names = (*element.classes, element.attributes.get("id", "").lower())
    return any(map(_VOTES.fullmatch, names))


def own_ratings(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the ratings of the author that are only in an attribute, each with its maximum."""
    stack = [(root, False)]
    while stack:
        element, within = stack.pop()
        if is_votes(element):
            continue
        for name in element.classes & _OWN.keys():
            attribute, best = _OWN[name]
            said = tidy(element.attributes.get(attribute, ""))
            within = within or name == "yasr-overall-rating"
            if within and _DECIMAL.fullmatch(said):
                yield said, best
        stack += [(one, within) for one in element.children if isinstance(one, Element)]
