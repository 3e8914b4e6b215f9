"""Where a link leads to, however its address is spelled."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qs, unquote, urlsplit

_COUNTING = ("https://www.google.com/url?", "http://www.google.com/url?")
"""The pages that count who follows a link before they lead on."""


@lru_cache(maxsize=1024)
def led(address: str) -> str:
    """Return the address that a link leads to, its signs decoded, to be compared."""
    return unquote(past_counting(address.strip()))


def past_counting(address: str) -> str:
    """Return an address, past the page that counts who follows it."""
    if address.startswith(_COUNTING):
        try:
            inner = parse_qs(urlsplit(address).query).get("q")
        except ValueError:
            inner = None
        if inner:
            return inner[0]
    return address
