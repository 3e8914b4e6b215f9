"""The labels of a page's lines, and which may follow which."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "title": "the title of a review",
        "byline": "who wrote the review, and when",
        "fact": "a fact about the work",
        "spoiler": "a warning of spoilers",
        "heading": "a heading",
        "prose": "a paragraph, or its first line",
        "more": "the line above, going on",
        "item": "an item of a list",
        "name": "the name of the score on the line below",
        "rating": "the score of one aspect",
        "verdict": "the verdict",
        "last": "a paragraph that ends in the verdict",
        "guide": "the heading of an episode guide",
        "season": "the heading of a season's episodes",
        "entry": "an episode",
        "escore": "the score of the episode above",
        "note": "a note on the episode above",
        "comment": "a reader's comment",
        "site": "boilerplate",
    }
)
"""The labels, and their meanings."""

NAMES = tuple(LABELS)

_AFTER: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "more": frozenset(("prose", "more", "item", "note")),
        "escore": frozenset(("entry", "note", "more")),
        "note": frozenset(("entry", "escore", "note", "more", "site")),
        "comment": frozenset(NAMES) - {"name"},
    }
)
"""The labels that must precede a label, if not all are allowed."""

_BEFORE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "name": frozenset(("rating", "verdict")),
        "title": frozenset(NAMES) - {"title"},
        "comment": frozenset(("comment", "site", "title")),
    }
)
"""The labels that may follow a label, if not all are allowed."""


def may_follow(above: str, label: str) -> bool:
    """Tell whether a line with a label may be below a line with another."""
    after, before = _AFTER.get(label), _BEFORE.get(above)
    return (after is None or above in after) and (before is None or label in before)


_NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "byline": ("byline=a", "byline=d", "byline=ad", "day", "name-there"),
        "fact": ("key=known", "key=short", "key=words"),
        "spoiler": ("spoilers",),
        "season": ("season-opens",),
        "item": ("kind=item", "kind=numbered", "opens=bullet", "opens=number"),
        "more": ("place=mid", "place=last"),
        "rating": ("scored",),
        "verdict": ("scored",),
        "last": ("scored",),
        "escore": ("scored",),
        "heading": ("short",),
        "name": ("short",),
        "guide": ("short",),
    }
)
"""Features of which a line with the label must have at least one, whatever the weights say."""


_NO_TITLE = ("size=7", "size=8", "number-alone", "byline=d", "file", "no-word")
"""Features that rule out a title: a paragraph, a number, a date, a picture, a rule."""


_NAMES_VERDICT = (
    "verdict-name&+of-verdictFalse",
    "verdict-name&+of-verdictTrue",
    "verdict-name&+grade-verdictFalse",
    "verdict-name&+grade-verdictTrue",
)
"""Features that rule out boilerplate and a title: a verdict's name directly above a verdict."""


def barred(has: Collection[str]) -> list[str]:
    """Return the labels that are ruled out by the features of a line."""
    found = [label for label, needs in _NEEDS.items() if not any(map(has.__contains__, needs))]
    if any(map(has.__contains__, _NO_TITLE)):
        found.append("title")
    if "no-word" in has:
        found.append("heading")
    if any(map(has.__contains__, _NAMES_VERDICT)):
        found += ("site", "title")
    return found
