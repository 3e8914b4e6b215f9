"""The cache of `check`: findings by the content of files, so that the next run can reuse them.

The folder of the cache is beside the configuration. It has one file, a shelf, for each set of
settings: its key has a digest of the program and all settings, so that an upgrade or another option
never reuses old findings. A shelf has one entry per file. It is written as a whole or not at all,
and ends with its own digest: a damaged shelf counts as missing, and is not reported. Without write
permission there is no cache. The cache holds only JSON, since unpickling could run any code.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from reviewfmt.batch.fingerprint import Source, digest, state_of
from reviewfmt.files import MIB, FileError, leads_out, read_file, write_file, write_pieces

NAME = ".reviewfmt_cache"
"""The name of the folder, unless another one is configured."""

_LARGEST = 256 * MIB
_MOST_SHELVES = 16
_OLDEST = 30 * 86_400.0
_TOUCHED_AFTER = 86_400.0
_SHELF = re.compile(r"check-[0-9a-f]{32}\.json")
_HEAD = b'"reviewfmt check"\n'
_AT_ONCE = 256  # lines that are parsed as one JSON text: fast, with little memory
_TAG = "CACHEDIR.TAG"
_BESIDE = {
    _TAG: (
        "Signature: 8a477f597d28d172789f06886806bc55\n"
        "# This folder is a cache of reviewfmt. It can be deleted at any time.\n"
        "# See https://bford.info/cachedir/\n"
    ),
    ".gitignore": "# Made by reviewfmt.\n*\n",
}


class Known(NamedTuple):
    """The cached result of a file: the digest of the checked content, and the findings.

    `found` is JSON. `is_same` tells that the file has not changed; otherwise its content decides.
    """

    sha256: str
    found: Any
    is_same: bool


class Cache:
    """The cached findings for files below `base`, by keys and paths."""

    def __init__(self, folder: str, base: str) -> None:
        self.folder = folder
        self.base = os.path.abspath(base)
        self._shelves: dict[str, _Shelf] = {}
        self._folders: dict[str, str] = {}

    def get(self, key: str, path: str) -> Known | None:
        """Return the cached result of the file at `path` for the settings of `key`."""
        entry = self._shelf(key).get(self._name(path))
        head, found = entry if isinstance(entry, list) and len(entry) == 2 else (entry, [])
        if not isinstance(head, str):
            return None
        sha256, _, listed = head.partition(" ")
        is_same = False
        if listed:
            state = state_of(path)
            is_same = state is not None and state.text == listed
        return Known(sha256, found, is_same)

    def put(self, key: str, path: str, source: Source, found: list[Any]) -> None:
        """Keep the findings of a file whose content is `source`."""
        shelf = self._shelf(key)
        head = source.sha256
        if source.state is not None:
            head += f" {source.state.text}"
        shelf.put(self._name(path), [head, found] if found else head)

    def save(self) -> None:
        """Write what has changed, without the entries of deleted files.

        If writing fails, nothing is written.
        """
        changed = {key: one for key, one in self._shelves.items() if one.is_changed}
        if not changed:
            return
        with contextlib.suppress(OSError, FileError):
            self._make()
            for key, shelf in changed.items():
                shelf.prune(self.base)
                write_pieces(self._path(key), shelf.lines(), within=self.folder)
                shelf.is_changed = False
            self._drop_old()

    def _make(self) -> None:
        """Create the folder, with the files that tell git and backups to ignore it.

        Raises OSError, and FileError if the folder is not ours: git must not ignore other files.
        """
        if leads_out(self.folder, self.base):
            raise FileError(f"{self.folder}: leads out of the folder that it is in")
        os.makedirs(self.folder, exist_ok=True)
        is_named_so = os.path.basename(self.folder) == NAME
        if not is_named_so and os.listdir(self.folder) and not _is_ours(self.folder):
            raise FileError(f"{self.folder}: contains other files than a cache")
        for name, text in _BESIDE.items():
            path = os.path.join(self.folder, name)
            if not os.path.lexists(path):
                write_file(path, text.encode(), within=self.folder)

    def _shelf(self, key: str) -> _Shelf:
        shelf = self._shelves.get(key)
        if shelf is None:
            shelf = self._shelves[key] = _Shelf(_read(self._path(key), self.base))
        return shelf

    def _path(self, key: str) -> str:
        return os.path.join(self.folder, f"check-{key}.json")

    def _name(self, path: str) -> str:
        """Return the path of a file relative to the base; its folder is resolved only once."""
        folder, name = os.path.split(path)
        above = self._folders.get(folder)
        if above is None:
            try:
                above = os.path.relpath(os.path.abspath(folder), self.base)
            except ValueError:  # on another drive
                above = os.path.abspath(folder)
            above = "" if above == os.curdir else f"{above.replace(os.sep, '/')}/"
            self._folders[folder] = above
        seen = above + name
        return path if seen == path else seen  # there are many: keep one str for both

    def _drop_old(self) -> None:
        """Remove shelves that have not been used for long, mostly those of other versions."""
        import time

        shelves = sorted(_shelves_in(self.folder), reverse=True)
        for number, (used, path) in enumerate(shelves):
            if number >= _MOST_SHELVES or used < time.time() - _OLDEST:
                with contextlib.suppress(OSError):
                    os.unlink(path)


class _Shelf:
    """The entries of one key: digest and state as a text, with the findings if there are any."""

    def __init__(self, known: dict[str, Any]) -> None:
        self._known = known  # of earlier runs; an entry that is used moves to the new ones
        self._entries: dict[str, Any] = {}
        self.is_changed = False

    def get(self, name: str) -> Any:
        """Return the entry of a file; None if there is none."""
        entry = self._known.pop(name, None)
        if entry is None:
            return self._entries.get(name)
        self._entries[name] = entry
        return entry

    def put(self, name: str, entry: Any) -> None:
        """Keep an entry."""
        if self.get(name) != entry:
            self._entries[name] = entry
            self.is_changed = True

    def prune(self, base: str) -> None:
        """Remove the entries of deleted files."""
        for name, entry in self._known.items():
            if os.path.lexists(os.path.join(base, name)):
                self._entries[name] = entry
        self._known = {}

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of the shelf as a file: there may be very many entries."""
        import hashlib
        import json

        encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
        content = hashlib.sha256(_HEAD)
        yield _HEAD
        for name in sorted(self._entries):
            line = f"{encode((name, self._entries[name]))}\n".encode()
            content.update(line)
            yield line
        yield _mark(content.hexdigest())


def _mark(sha256: str) -> bytes:
    """Return the last line of a shelf."""
    return f'"{sha256}"\n'.encode()


def _read(path: str, base: str) -> dict[str, Any]:
    """Return the entries of a shelf; none if it is missing, damaged or of another base."""
    import time

    try:
        if leads_out(path, base):
            return {}
        used = os.stat(path).st_mtime
        data = read_file(path, _LARGEST)
        end = data.rfind(b"\n", 0, -1) + 1
        if not data.startswith(_HEAD) or data[end:] != _mark(digest(memoryview(data)[:end])):
            return {}
        entries = _entries(data)
        if used < time.time() - _TOUCHED_AFTER:
            os.utime(path)
    except (OSError, ValueError, RecursionError, TypeError):
        return {}
    return entries


def _entries(data: bytes) -> dict[str, Any]:
    """Return the entries of an intact shelf. Raises ValueError or TypeError for anything else."""
    import io
    import json
    from itertools import islice

    entries: dict[str, Any] = {}
    lines = io.BytesIO(data)
    lines.readline()
    while some := list(islice(lines, _AT_ONCE)):
        *known, last = json.loads(b"[%b]" % b",".join(some))
        entries.update(known)
        if isinstance(last, list):
            name, entry = last
            entries[name] = entry
    return entries


def _shelves_in(folder: str) -> Iterator[tuple[float, str]]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _SHELF.fullmatch(entry.name) and not entry.is_symlink():
                yield entry.stat().st_mtime, entry.path


def clear(folder: str) -> bool:
    """Remove what a cache holds, and its folder; returns whether there was one.

    Nothing else is removed: a folder without the tag of a cache of ours is left alone, and files
    that nobody made here stay. Raises FileError if it is not our cache, or cannot be removed.
    """
    if not os.path.lexists(folder):
        return False
    if os.path.islink(folder) or not _is_ours(folder):
        raise FileError(f"{folder}: is not a cache of reviewfmt")
    try:
        for path in [path for _, path in _shelves_in(folder)]:
            os.unlink(path)
        for name in _BESIDE:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(os.path.join(folder, name))
        with contextlib.suppress(OSError):  # it has other files
            os.rmdir(folder)
    except OSError as error:
        from reviewfmt.files import reason

        raise FileError(f"{folder}: cannot be removed: {reason(error)}") from error
    return True


def _is_ours(folder: str) -> bool:
    try:
        return read_file(os.path.join(folder, _TAG), MIB) == _BESIDE[_TAG].encode()
    except OSError:
        return False
