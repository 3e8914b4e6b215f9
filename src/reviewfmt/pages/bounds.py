"""What a page of HTML may hold at most: it is asked before its tree is built."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from reviewfmt.pages.lines import MOST_LINES

MOST_ELEMENTS = 150_000
"""A page of more elements is not read: each takes memory, whether it shows a word or not."""

_ELEMENT = re.compile(r"<[A-Za-z]")
_OPENS_LINE = re.compile(r"<(?:p|li|h[1-6]|dt|blockquote)\b[^<>]*+>\s*+[^\s<]", re.IGNORECASE)
"""A block whose first word follows its tag: each is a line of its own, whatever else is one."""


def exceeded(text: str) -> str | None:
    """Return what the source of a page has too much of, None if nothing rules out reading it."""
    tags = text.count("<")
    if tags > MOST_LINES and _more(_OPENS_LINE.finditer(text), MOST_LINES):
        return too_many_lines()
    if tags > MOST_ELEMENTS and _more(_ELEMENT.finditer(text), MOST_ELEMENTS):
        return f"the page has more than {MOST_ELEMENTS} elements"
    return None


def too_many_lines() -> str:
    """Return what is said about a page of more than `MOST_LINES`."""
    return f"the page has more than {MOST_LINES} lines"


def _more(found: Iterable[object], most: int) -> bool:
    return sum(1 for _ in islice(found, most + 1)) > most
