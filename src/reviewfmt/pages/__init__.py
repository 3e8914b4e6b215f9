"""Reads other people's pages: reviews laid out as their sites lay them out.

lines → what each looks like → its label, by weights learned from labelled pages → drafts. The
lines come from a text, or from HTML, which says more of them; what it says for machines is
compared with what it shows.
"""

from __future__ import annotations

from reviewfmt.pages.drafts import Doubt, Draft
from reviewfmt.pages.encodings import page_text
from reviewfmt.pages.found import LEAST, Found, find
from reviewfmt.pages.written import finding, write_draft
from reviewfmt.syntax.words import Words

__all__ = [
    "LEAST",
    "Doubt",
    "Draft",
    "Found",
    "find",
    "finding",
    "page_text",
    "read_page",
    "write_draft",
]


def read_page(text: str, words: Words | None = None, *, least: float = LEAST) -> list[Draft]:
    """Return the drafts that a page, HTML or the text of one, makes, as far as it tells them.

    A page without words makes none; one that holds no review may make one all the same, which
    `find` tells apart. A line whose label is less likely than `least` is in doubt. A text that is
    in the format already is read as such.
    """
    return list(find(text, words, least=least).drafts)
