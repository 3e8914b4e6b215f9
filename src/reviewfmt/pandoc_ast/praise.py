"""Finds the lists of pros and cons, by the words of their headings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from reviewfmt.model import ItemList, Section
from reviewfmt.syntax import inline
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in

PROS, CONS = "pros", "cons"
"""The two sides: the keys of `[praise]` in the vocabularies."""

_CLOSING = ":：?!.… "


def praised(section: Section) -> str | None:
    """Return the side that a section lists, `PROS` or `CONS`; None for any other section.

    Such a section has a heading that names the side, in any language, and a list below it.
    """
    if section.heading is None or not any(type(block) is ItemList for block in section.blocks):
        return None
    return side_of(inline.plain(section.heading.text))


def side_of(name: str) -> str | None:
    """Return the side that a heading names, `PROS` or `CONS`; None for any other heading."""
    return _sides().get(_folded(name))


def _folded(text: str) -> str:
    return fold(text.replace("’", "'")).rstrip(_CLOSING)


@cache
def _sides() -> Mapping[str, str]:
    return {
        _folded(word): side
        for one in built_in().vocabularies
        for side in (PROS, CONS)
        for word in one.words("praise", side)
    }
