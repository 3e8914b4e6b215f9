"""A page as a whole: its lines, their properties, and the chain over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from reviewfmt.pages.bars import bars
from reviewfmt.pages.decode import Chain
from reviewfmt.pages.features import features
from reviewfmt.pages.grids import Row, grids
from reviewfmt.pages.labels import NAMES, barred
from reviewfmt.pages.lines import PageLine, read_text
from reviewfmt.pages.looks import Look, look
from reviewfmt.syntax.words import Words, built_in


class Page(NamedTuple):
    """The lines of a page, the properties of each, and the lines of grids by their places."""

    lines: Sequence[PageLine]
    looks: Sequence[Look]
    grids: Mapping[int, Row] = MappingProxyType({})


_ALL_BUT_SITE = frozenset(NAMES) - {"site"}


def page_of(text: str, words: Words | None = None) -> Page:
    """Return the page of a text."""
    return page_of_lines(read_text(text), words)


def page_of_lines(lines: Sequence[PageLine], words: Words | None = None) -> Page:
    """Return the page of some lines."""
    words = words or built_in()
    return Page(lines, [look(line, words) for line in lines], grids(lines, words))


def chain_of(page: Page) -> Chain:
    """Return the chain over the lines of a page."""
    by_markup = list(bars(page.lines, page.looks))
    decided = frozenset(at for at, bar in enumerate(by_markup) if bar == _ALL_BUT_SITE)
    named = features(page.lines, page.looks, decided)
    never = [
        bar if at in decided else (*barred(set(one)), *bar)
        for at, (one, bar) in enumerate(zip(named, by_markup, strict=True))
    ]
    for at, row in page.grids.items():
        label = "guide" if row.is_head else "entry"
        never[at] = tuple(name for name in NAMES if name != label)
    return Chain(named, [line.gap for line in page.lines], never)
