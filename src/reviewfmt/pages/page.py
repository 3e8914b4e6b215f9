"""A page as a whole: its lines, what they look like, and the chain over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reviewfmt.pages.decode import Chain
from reviewfmt.pages.features import Look, features, look
from reviewfmt.pages.labels import barred
from reviewfmt.pages.lines import PageLine, read_text
from reviewfmt.syntax.words import Words, built_in


class Page(NamedTuple):
    """The lines of a page, and what each looks like."""

    lines: Sequence[PageLine]
    looks: Sequence[Look]


def page_of(text: str, words: Words | None = None) -> Page:
    """Return the page that a text is."""
    words = words or built_in()
    lines = read_text(text)
    return Page(lines, [look(line, words) for line in lines])


def chain_of(page: Page) -> Chain:
    """Return the chain over the lines of a page."""
    named = features(page.lines, page.looks)
    return Chain(named, [line.gap for line in page.lines], [barred(set(one)) for one in named])
