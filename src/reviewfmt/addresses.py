"""Addresses on the web."""

from __future__ import annotations

import re
from functools import cache

PLACE = r"(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*(?:#[\w.~!$&'()*+,;=:@/?-]*)?"
"""The pattern of a path, with what may stand behind it."""

_WEB = (
    r"https?://(?P<host>(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,})(?::[0-9]{1,4})?"
    rf"(?:/{PLACE}|#[\w.~-]*)?"
)


@cache
def _web() -> re.Pattern[str]:
    """Return the pattern of an address, compiled when a text is first asked."""
    return re.compile(_WEB, re.ASCII)


def is_web(text: str) -> bool:
    """Tell whether `text` is the address of a page or a picture on the web, and nothing else."""
    return _web().fullmatch(text) is not None


def host_of(text: str) -> str | None:
    """Return the site that an address on the web names, in small letters; None for no address."""
    found = _web().fullmatch(text)
    return None if found is None else found["host"].lower()
