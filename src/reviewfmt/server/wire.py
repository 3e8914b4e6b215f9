"""Cut bytes into messages: the base of the protocol, which continues after broken input."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

LARGEST = 256 * 1024 * 1024
"""A message with more bytes is skipped."""

_LONGEST_HEADER = 64 * 1024
_LENGTH = re.compile(rb"content-length[ \t]*+:[ \t]*+(\d{1,18})[ \t]*+\Z", re.I)


class Broken(str):
    """The error in input that is not a message."""

    __slots__ = ()


Message: TypeAlias = "bytes | Broken"


class Framer:
    """Cuts input into messages.

    An invalid header is reported once, and skipped up to the next `Content-Length`.
    """

    def __init__(self) -> None:
        self._data = bytearray()
        self._length: int | None = None
        self._in_body = False
        self._skip = 0
        self._lost = False

    def feed(self, data: bytes) -> Iterator[Message]:
        """Take bytes; yield the content of each message that they complete."""
        self._data += data
        while self._skip or self._data:
            if self._skip:
                passed = min(self._skip, len(self._data))
                del self._data[:passed]
                self._skip -= passed
                if self._skip:
                    return
            elif self._in_body:
                assert self._length is not None
                if len(self._data) < self._length:
                    return
                content = bytes(self._data[: self._length])
                del self._data[: self._length]
                self._length, self._in_body, self._lost = None, False, False
                yield content
            else:
                end = self._data.find(b"\n")
                if end < 0:
                    yield from self._refuse_endless()
                    return
                line = bytes(self._data[:end]).rstrip(b"\r")
                del self._data[: end + 1]
                yield from self._header(line)

    def _header(self, line: bytes) -> Iterator[Message]:
        if not line:
            if self._length is None:
                yield from self._broken("a message has no Content-Length")
            elif self._length > LARGEST:
                yield Broken(f"a message of {self._length} bytes is skipped: it is too large")
                self._skip, self._length = self._length, None
            else:
                self._in_body = self._length > 0
                self._length = self._length or None
            return
        match = _LENGTH.search(line)
        if match is not None:
            if match.start():
                yield from self._broken("there is something before a header")
            self._length = int(match[1])
        elif self._length is None and not line.lower().startswith(b"content-type"):
            yield from self._broken("a line is not a header")

    def _refuse_endless(self) -> Iterator[Message]:
        if len(self._data) > _LONGEST_HEADER:
            # The end stays: a header may begin in it.
            del self._data[: -_LONGEST_HEADER // 2]
            yield from self._broken("a line is not a header")

    def _broken(self, why: str) -> Iterator[Message]:
        if not self._lost:
            self._lost = True
            yield Broken(f"the editor sent something that is not a message of the protocol: {why}")
