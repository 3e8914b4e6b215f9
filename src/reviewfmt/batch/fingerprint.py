"""What tells that something is as it was: a file by its state or its digest, a program by its own.

A file is known again by its state: its size, its times, its inode. That costs no reading. But a
file that changes twice in one tick of its clock has one state for both contents. So the state of
a file counts only where its clock had gone on since: else its digest is compared, as git does it
for files that are "racily clean".
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

PANDOC = "REVIEWFMT_PANDOC"
"""The environment variable that names another pandoc; with it, results may be others."""

STILL = 2_000_000_000
"""How many nanoseconds a file must have been still: the coarsest clock of a file system, FAT's."""


class State(NamedTuple):
    """What a file system says of a file that changes with it; times in nanoseconds."""

    size: int
    modified: int
    changed: int
    inode: int

    @property
    def text(self) -> str:
        """The state as a list keeps it: one short text takes little room."""
        return f"{self.size} {self.modified} {self.changed} {self.inode}"

    def is_settled(self, now: int) -> bool:
        """Tell whether the file had been still at the time `now`."""
        return max(self.modified, self.changed) + STILL <= now


def state_of(path: str) -> State | None:
    """Return the state of the file at `path`, links followed; None where there is none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return State(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def digest(data: bytes | memoryview) -> str:
    """Return the SHA-256 of `data`, in hexadecimal digits."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


class Source(NamedTuple):
    """What was read: the digest of its bytes, and its state where that tells it again."""

    sha256: str
    state: State | None


def source_of(data: bytes, before: State | None) -> Source:
    """Return what `data` is known by, read from a file whose state was `before`."""
    import time

    settled = before is not None and before.is_settled(time.time_ns())
    return Source(digest(data), before if settled else None)


def fingerprint(values: Iterable[object]) -> str:
    """Return a short text that stands for all of `values`, by what `repr` shows of them."""
    return digest(repr(tuple(values)).encode("utf-8", "surrogatepass"))[:32]


def program() -> str:
    """Return a text that is another one whenever results may be: for what runs here.

    That is this package with its data, byte for byte, Python with its tables of characters, the
    distributions that are installed, and the pandoc that is named. A version alone would not tell a
    checkout that is edited. Raises OSError where a file cannot be read.
    """
    import hashlib
    import sys
    import unicodedata

    from reviewfmt import assets
    from reviewfmt.version import VERSION

    content = hashlib.sha256()
    for folder in assets.folders():
        for path, name in _files(folder, ""):
            with open(path, "rb", buffering=0) as file:
                data = file.read()
            content.update(b"%b\0%d\0%b" % (os.fsencode(name), len(data), data))
    python = (sys.implementation.name, *sys.version_info, unicodedata.unidata_version)
    named = os.environ.get(PANDOC)
    chosen = (named, named and state_of(named))
    return fingerprint((VERSION, content.hexdigest(), python, chosen, *_distributions()))


def _files(folder: str, above: str) -> Iterable[tuple[str, str]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            name = f"{above}{entry.name}"
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path, f"{name}/")
            else:
                yield entry.path, name


def _distributions() -> list[str]:
    """Return what is installed, each with its version: the names of the folders that say so."""
    import sys

    found: set[str] = set()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        found.update(name for name in names if name.endswith((".dist-info", ".egg-info")))
    return sorted(found)
