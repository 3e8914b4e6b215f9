"""What stays the same of a finding when its file changes around it."""

from __future__ import annotations

from collections import Counter
from unicodedata import normalize

from reviewfmt.diagnostic import Diagnostic

_LONGEST = 200  # characters of the source that a fingerprint rests on
_MISSING = frozenset({"RF101", "RF102", "RF120", "RF401", "RF402", "RF403"})


def fingerprint(found: Diagnostic, text: str) -> str:
    """Return what stays the same of a finding when lines around it come and go.

    It is the code, and a hash of the words that the finding stands at; of what is missing from
    the file there are none.
    """
    from hashlib import sha256

    if found.code in _MISSING:
        words = ""
    else:
        words = " ".join(text[found.span.offset : found.span.end_offset].split())[:_LONGEST]
    told = f"{found.code}\0{words}".encode("utf-8", "surrogatepass")
    return f"{found.code}:{sha256(told).hexdigest()[:16]}"


def is_of_nothing(key: str) -> bool:
    """Tell whether a fingerprint rests on no words: it says nothing of which file it is of."""
    return key.partition(":")[0] in _MISSING


def title_mark(text: str) -> str:
    """Return a hash of the first line that is not blank, by which a renamed file is known."""
    from hashlib import sha256

    title = next((line for line in map(str.split, text.splitlines()) if line), [])
    return sha256(" ".join(title).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def key_of(found: Diagnostic, text: str, name: str) -> str:
    """Return a finding's fingerprint and the name of its file, which depends on no place."""
    return f"{normalize('NFC', name)}\0{fingerprint(found, text)}"


def numbered(key: str, number: int) -> str:
    """Return a hash of what `key_of` gave; `number` tells equal ones apart, the first is 1."""
    from hashlib import sha256

    return sha256(f"{key}\0{number}".encode("utf-8", "surrogatepass")).hexdigest()


class Prints:
    """Numbers what is equal, over all files of a report."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, key: str) -> str:
        """Return the hash of the next finding with this key."""
        self._seen[key] += 1
        return numbered(key, self._seen[key])
