"""Detects changes: of files by their state or digest, and of the running program by its digest.

The state of a file is its size, its times and its inode, so that the file need not be read. But a
file that changes twice within one tick of the clock has the same state for both contents. So the
state counts only if the clock has advanced since; otherwise the digest is compared, as git does for
files that are "racily clean".
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

PANDOC = "REVIEWFMT_PANDOC"
"""The environment variable that names another pandoc, which may give other results."""

STILL = 2_000_000_000
"""How long a file must be unchanged, in nanoseconds: a tick of the coarsest clock, FAT's."""


class State(NamedTuple):
    """What a file system says about a file that changes with it; times in nanoseconds."""

    size: int
    modified: int
    changed: int
    inode: int

    @property
    def text(self) -> str:
        """The state as one short text, as a list keeps it."""
        return f"{self.size} {self.modified} {self.changed} {self.inode}"

    def is_settled(self, now: int) -> bool:
        """Tell whether the file had been unchanged for long enough at the time `now`."""
        return max(self.modified, self.changed) + STILL <= now


def state_of(path: str) -> State | None:
    """Return the state of the file at `path`, links followed; None if there is none."""
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
    """A file that was read: the digest of its bytes, and its state if that is reliable."""

    sha256: str
    state: State | None


def source_of(data: bytes, before: State | None) -> Source:
    """Return the `Source` of `data`, which was read from a file with the state `before`."""
    import time

    settled = before is not None and before.is_settled(time.time_ns())
    return Source(digest(data), before if settled else None)


def fingerprint(values: Iterable[object]) -> str:
    """Return a digest of `values`, computed from their `repr`."""
    return digest(repr(tuple(values)).encode("utf-8", "surrogatepass"))[:32]


def program() -> str:
    """Return a digest of the running program, which changes whenever its results may change.

    It covers the bytes of this package and its data, Python with its Unicode tables, the installed
    distributions, and the named pandoc. A version number would not change in an edited checkout.
    Raises OSError if a file cannot be read.
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
    """Return the installed distributions with their versions: the names of their folders."""
    import sys

    found: set[str] = set()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        found.update(name for name in names if name.endswith((".dist-info", ".egg-info")))
    return sorted(found)
