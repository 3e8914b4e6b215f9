"""The limits of an HTML page, which are checked before its tree is built."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from reviewfmt.pages.lines import MOST_LINES

MOST_ELEMENTS = 150_000
"""A page with more elements is not read: each takes memory, even without a word."""

_ELEMENT = re.compile(r"<[A-Za-z]")
_OPENS_LINE = re.compile(r"<(?:p|li|h[1-6]|dt|blockquote)\b[^<>]*+>\s*+[^\s<]", re.IGNORECASE)
"""A block whose first word follows its tag; each such block is a separate line."""


def exceeded(text: str) -> str | None:
    """Return which limit the source of a page exceeds, or None."""
    tags = text.count("<")
    if tags > MOST_LINES and _more(_OPENS_LINE.finditer(text), MOST_LINES):
        return too_many_lines()
    if tags > MOST_ELEMENTS and _more(_ELEMENT.finditer(text), MOST_ELEMENTS):
        return f"the page has more than {MOST_ELEMENTS} elements"
    return None


def too_many_lines() -> str:
    """Return the message about a page with more than `MOST_LINES` lines."""
    return f"the page has more than {MOST_LINES} lines"


def _more(found: Iterable[object], most: int) -> bool:
    return sum(1 for _ in islice(found, most + 1)) > most
