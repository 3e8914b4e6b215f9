"""Finds where a record of a web archive ends, and whether it is complete."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO, NamedTuple

UNREADABLE = (OSError, EOFError, zlib.error)
"""Errors of reading a file that is damaged or ends too early."""

GZIP = b"\x1f\x8b\x08"
"""The first bytes of a member of gzip."""

_LENGTH = re.compile(rb"^content-length[ \t]*+:[ \t]*+(\d{1,15})[ \t]*+\r?$", re.I | re.M)
_RECORD = re.compile(rb"WARC/1\.\d\r?\n[\w-]++[ \t]*+:")
_MEMBER = re.compile(re.escape(GZIP))
_OVERLAP = 256
_HEAD = 64 * 1024
_CHUNK = 1024 * 1024


class Extent(NamedTuple):
    """The end of a record, or None if it is incomplete; its stated length; and its fault."""

    end: int | None
    length: int = 0
    why: str = ""


def extent(file: BinaryIO, at: int, size: int | None, *, by_member: bool) -> Extent:
    """Return the extent of the record at `at`.

    `size` is the size of the file, if known. `by_member` tells that each record is a member of
    gzip.
    """
    file.seek(at)
    body = _Member(file) if by_member else _Plain(file, size)
    try:
        head = _head(body)
        if head is None:
            return Extent(None, why="no WARC record begins here")
        said = _LENGTH.search(head)
        if said is None:
            return Extent(None, why="its header gives no length")
        length = int(said[1])
        found = body.skip(length)
        if found < length:
            return Extent(None, length, f"its length is {length} bytes, but there are only {found}")
        if body.read(4).strip(b"\r\n") or (by_member and body.read(1)):
            return Extent(None, length, f"its length is {length} bytes, but there are more")
        return Extent(body.place(), length)
    except UNREADABLE:
        return Extent(None, why="the compressed data is damaged, or breaks off")


def _head(body: _Plain | _Member) -> bytes | None:
    """Return the header of a record, or None if there is none."""
    data = b""
    while b"\r\n\r\n" not in data[-_HEAD - 4 :] and len(data) < _HEAD:
        more = body.read(1024)
        if not more:
            break
        data += more
    head, found, rest = data.partition(b"\r\n\r\n")
    if not found or not head.startswith(b"WARC/1."):
        return None
    body.put_back(rest)
    return head


class _Plain:
    """The bytes of a file from its current position on."""

    def __init__(self, file: BinaryIO, size: int | None) -> None:
        self._file = file
        self._size = size

    def read(self, size: int) -> bytes:
        """Read up to `size` bytes; the result is empty at the end."""
        return self._file.read(size)

    def put_back(self, data: bytes) -> None:
        """Return to the beginning of `data`, which was read last."""
        self._file.seek(-len(data), 1)

    def skip(self, size: int) -> int:
        """Skip `size` bytes; return how many there were."""
        if self._size is not None:
            there = min(size, self._size - self._file.tell())
            self._file.seek(there, 1)
            return there
        left = size
        while left and (data := self._file.read(min(left, _CHUNK))):
            left -= len(data)
        return size - left

    def place(self) -> int:
        """Return the position of the next byte in the file."""
        return self._file.tell()


class _Member:
    """The contents of the member of gzip that begins at the current position."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._zlib = zlib.decompressobj(31)
        self._kept = b""

    def read(self, size: int) -> bytes:
        """Read up to `size` bytes; the result is empty at the end.

        Raises EOFError if the member ends too early.
        """
        if self._kept:
            found, self._kept = self._kept[:size], self._kept[size:]
            return found
        while not self._zlib.eof:
            data = self._zlib.unconsumed_tail or self._file.read(_HEAD)
            if not data:
                raise EOFError
            if found := self._zlib.decompress(data, size):
                return found
        return b""

    def put_back(self, data: bytes) -> None:
        """Read `data` once more."""
        self._kept = data + self._kept

    def skip(self, size: int) -> int:
        """Skip `size` bytes; return how many there were."""
        left = size
        while left and (data := self.read(min(left, _CHUNK))):
            left -= len(data)
        return size - left

    def place(self) -> int:
        """Return the position in the file at which the member ends."""
        while self.read(_CHUNK):
            pass
        return self._file.tell() - len(self._zlib.unused_data)


def is_end(file: BinaryIO, at: int) -> bool:
    """Tell whether only blank lines follow in a file."""
    try:
        file.seek(at)
        while data := file.read(_HEAD):
            if data.strip():
                return False
    except UNREADABLE:
        return False
    return True


def next_record(file: BinaryIO, at: int, *, by_member: bool) -> int | None:
    """Return the next position after `at` at which a record may begin, or None."""
    pattern = _MEMBER if by_member else _RECORD
    start = at + 1
    try:
        file.seek(start)
        data = file.read(_CHUNK)
        while data:
            for found in pattern.finditer(data):
                if not by_member or _begins_record(data[found.start() :]):
                    return start + found.start()
            more = file.read(_CHUNK)
            if not more:
                return None
            start += max(len(data) - _OVERLAP, 0)
            data = data[-_OVERLAP:] + more
    except UNREADABLE:
        return None
    return None


def _begins_record(data: bytes) -> bool:
    """Tell whether bytes, which may be a member of gzip, begin with a record."""
    try:
        return zlib.decompressobj(31).decompress(data[:_OVERLAP], 7).startswith(b"WARC/1.")
    except zlib.error:
        return False
