"""Names in addresses: readable, stable, unique, and safe in every file system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_LONGEST = 80
_MOST_BYTES = 180
"""File systems allow 255 bytes; some of them write é as two characters."""

_ACCENTS = re.compile("(?<=[a-z])[\u0300-\u036f]++")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ＇`´"))
_DEVICES = frozenset(
    (
        *("con", "prn", "aux", "nul"),
        *(f"{name}{number}" for name in ("com", "lpt") for number in range(10)),
    )
)
"""Names that Windows reserves for devices."""


def slug(text: str, without: str = "untitled") -> str:
    """Return a text as a name in an address: `clockmakers-daughters`, `葬送のフリーレン`.

    Letters and digits of every script stay, in lower case, Latin ones without accents; what is
    between them becomes a hyphen. `without` is the name where nothing is left.
    """
    text = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    text = unicodedata.normalize("NFC", text)
    text = text.translate({ord(sign): " " for sign in set(text) if not _stays(sign)})
    found = _cut("-".join(text.split())) or without
    return f"{found}-1" if found in _DEVICES else found


def _stays(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM"


def _cut(name: str) -> str:
    """Return a name shortened for every file system, cut between words if possible."""
    short = name[:_LONGEST]
    while len(unicodedata.normalize("NFD", short).encode()) > _MOST_BYTES:
        short = short[:-1]
    if short != name and not name.startswith("-", len(short)):
        short = short.rpartition("-")[0] or short
    return short


class Names:
    """The used names in a folder, ignoring case."""

    def __init__(self, taken: Collection[str] = ()) -> None:
        self._taken = set(map(_same, taken))
        self._last: dict[str, int] = {}

    def take(self, name: str) -> str:
        """Return `name`, with a number if the name is already used: `season-1-2`."""
        at = self._last.get(name, 1)
        found = name
        while _same(found) in self._taken:
            at += 1
            found = f"{name}-{at}"
        self._last[name] = at
        self._taken.add(_same(found))
        return found


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
