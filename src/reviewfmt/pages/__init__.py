"""Reads other people's pages: reviews in the layouts of their sites.

A page becomes lines with features; weights that were learned from labelled pages give each line a
label; and the labelled lines become drafts. The lines come from a text, or from HTML, which says
more about them. What HTML says for machines is compared with what it shows.
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
    """Return the drafts in a page, either HTML or text.

    A page without words gives none; a page without a review may still give one, which `find`
    recognizes. A line whose label is less likely than `least` is in doubt. A text in the review
    format is read as such.
    """
    return list(find(text, words, least=least).drafts)
