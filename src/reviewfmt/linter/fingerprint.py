"""Fingerprints of findings, which stay the same when their file changes around them."""

from __future__ import annotations

from collections import Counter
from unicodedata import normalize

from reviewfmt.diagnostic import Diagnostic

_LONGEST = 200  # how many characters of the source go into a fingerprint
_MISSING = frozenset({"RF101", "RF102", "RF120", "RF401", "RF402", "RF403"})


def fingerprint(found: Diagnostic, text: str) -> str:
    """Return the key of a finding, which does not change when other lines do.

    It consists of the code and of the words at the place of the finding; a finding about something
    missing has no words.
    """
    from hashlib import sha256

    if found.code in _MISSING:
        words = ""
    else:
        words = " ".join(text[found.span.offset : found.span.end_offset].split())[:_LONGEST]
    told = f"{found.code}\0{words}".encode("utf-8", "surrogatepass")
    return f"{found.code}:{sha256(told).hexdigest()[:16]}"


def is_of_nothing(key: str) -> bool:
    """Tell whether a fingerprint has no words, so that it cannot identify a file."""
    return key.partition(":")[0] in _MISSING


def title_mark(text: str) -> str:
    """Return a hash of the first line that is not blank, to recognize a renamed file."""
    from hashlib import sha256

    title = next((line for line in map(str.split, text.splitlines()) if line), [])
    return sha256(" ".join(title).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def key_of(found: Diagnostic, text: str, name: str) -> str:
    """Return the fingerprint of a finding with the name of its file; no line number is in it."""
    return f"{normalize('NFC', name)}\0{fingerprint(found, text)}"


def numbered(key: str, number: int) -> str:
    """Return a hash of a key of `key_of`; `number` numbers equal keys from 1."""
    from hashlib import sha256

    return sha256(f"{key}\0{number}".encode("utf-8", "surrogatepass")).hexdigest()


class Prints:
    """Numbers equal keys, over all files of a report."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, key: str) -> str:
        """Return the hash of the next finding with this key."""
        self._seen[key] += 1
        return numbered(key, self._seen[key])
