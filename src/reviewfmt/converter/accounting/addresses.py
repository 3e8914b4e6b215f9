"""The targets of links, however their addresses are spelled."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qs, unquote, urlsplit

_COUNTING = ("https://www.google.com/url?", "http://www.google.com/url?")
"""Pages that count clicks on a link before they redirect."""


@lru_cache(maxsize=1024)
def led(address: str) -> str:
    """Return the decoded target of a link, for comparison."""
    return unquote(past_counting(address.strip()))


def past_counting(address: str) -> str:
    """Return an address without a page that counts clicks."""
    if address.startswith(_COUNTING):
        try:
            inner = parse_qs(urlsplit(address).query).get("q")
        except ValueError:
            inner = None
        if inner:
            return inner[0]
    return address
