"""Reads other people's pages: reviews laid out as their sites lay them out.

lines → what each looks like → its label, by weights learned from labelled pages → drafts.
"""

from __future__ import annotations

from reviewfmt.pages.assemble import assemble
from reviewfmt.pages.decode import decode, model
from reviewfmt.pages.drafts import Doubt, Draft
from reviewfmt.pages.own import own_draft
from reviewfmt.pages.page import chain_of, page_of
from reviewfmt.pages.written import finding, write_draft
from reviewfmt.syntax.words import Words, built_in

__all__ = ["LEAST", "Doubt", "Draft", "finding", "read_page", "write_draft"]

LEAST = 0.9
"""A line whose label is less likely is in doubt."""


def read_page(text: str, words: Words | None = None, *, least: float = LEAST) -> list[Draft]:
    """Return the reviews that the text of a page holds, as far as it tells them.

    A page with no line that is not blank holds none. A line whose label is less likely than `least`
    is in doubt. A text that is in the format already is read as such.
    """
    words = words or built_in()
    own = own_draft(text, words)
    if own is not None:
        return [own]
    page = page_of(text, words)
    if not page.lines:
        return []
    return assemble(page, decode(model(), chain_of(page)), words, least)
