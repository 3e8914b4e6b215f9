"""Removes quotes, brackets or emphasis that all titles of a guide have."""

from __future__ import annotations

from dataclasses import replace

from reviewfmt.model import Guide
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Emphasis


def plainly_titled(guide: Guide) -> Guide:
    """Return a guide without the emphasis of its titles if every title has it."""
    guide = _unquoted(guide)
    titles = [inline.inlines(one.title) for one in guide.episodes if one.title]
    if len(titles) < 2 or not all(
        len(nodes) == 1 and isinstance(nodes[0], Emphasis) for nodes in titles
    ):
        return guide
    episodes = (
        replace(one, title=inline.escape(inline.plain(one.title)) if one.title else None)
        for one in guide.episodes
    )
    return replace(guide, episodes=tuple(episodes))


_QUOTES = {
    '"': '"',
    "“": "”",
    "„": "“",
    "«": "»",
    "「": "」",
    "『": "』",
    "‘": "’",
    "'": "'",
    "(": ")",
}


def _unquoted(guide: Guide) -> Guide:
    """Return a guide without the quotes or brackets of its titles if every title has them."""
    titles = [one.title for one in guide.episodes if one.title]
    if len(titles) < 2 or not all(map(_is_quoted, titles)):
        return guide
    episodes = (
        replace(one, title=one.title[1:-1].strip() or one.title) if one.title else one
        for one in guide.episodes
    )
    return replace(guide, episodes=tuple(episodes))


def _is_quoted(title: str) -> bool:
    closes = _QUOTES.get(title[0])
    return (
        closes is not None
        and title.endswith(closes)
        and len(title) > 2
        and (title.count(closes) == (2 if closes == title[0] else 1))
    )
