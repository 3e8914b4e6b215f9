"""Lets one running pandoc write many documents, each as a separate pandoc would.

Starting pandoc takes many times as long as writing a page. Here one pandoc runs the script
`templates/worker.lua` and gets the documents through a pipe, some of them in advance, so that it
works while the next document is read. Full pipes cannot block both sides, since this side writes
and reads only what does not block. If pandoc fails on a document, dies or takes too long, a
separate pandoc tries the document once more and reports what is wrong.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from reviewfmt.assets import asset
from reviewfmt.converter.bounds import MOST_SECONDS, allow_time, memory_of, seconds_for
from reviewfmt.converter.compact import compact
from reviewfmt.converter.formats import FORMATS
from reviewfmt.converter.pandoc import is_usable, start_lua, templates, write_document
from reviewfmt.converter.prepared import Prepared
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import MIB

_Key = TypeVar("_Key")

SERVES = 5_000
"""pandoc is replaced after this many documents, since its memory grows slowly."""

_LARGEST = 512 * MIB  # of its memory; with more, it is replaced at once
_LOOKS_EVERY = 250
_MOST_LOSSES = 3  # in a row, without a document between them; then it is not used any more
_CHUNK = 64 * 1024  # with more, the system would allocate and free memory at each read
_LONGEST_HEAD = 64


@dataclass(slots=True)
class _Slot(Generic[_Key]):
    """A document on its way: its bytes for pandoc, `data`, and the bytes that came back, `made`.

    `is_open` is true until pandoc has answered. A document with an answer but without `made` was
    not written.
    """

    key: _Key
    prepared: Prepared | None
    data: bytes = b""
    is_open: bool = False
    made: bytes | None = None


def _slot(key: _Key, prepared: Prepared | None) -> _Slot[_Key]:
    if prepared is None or prepared.made is not None:
        return _Slot(key, prepared)
    return _Slot(key, prepared, compact(prepared.document or {}), is_open=True)


class PandocWorker:
    """A pandoc that runs while documents are written; a context manager.

    It starts when there is a second document. It is for the process and the thread that made it.
    """

    def __init__(self, depth: int = 4) -> None:
        """Make a worker that reads at most `depth` items ahead of what it yields."""
        self._depth = depth
        self._pandoc: _Pandoc | None = None
        self._losses = 0 if os.name == "posix" else _MOST_LOSSES  # elsewhere pipes cannot be polled

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End pandoc, whatever it is doing."""
        if self._pandoc is not None:
            self._pandoc.end()
            self._pandoc = None

    def write_many(
        self, items: Iterable[tuple[_Key, Prepared | None]]
    ) -> Iterator[tuple[_Key, bytes | ReviewError | None]]:
        """Yield the output of each item, or its error, in order.

        The output of None is None. Raises what `items` raises.
        """
        source = iter(items)
        ahead: deque[_Slot[_Key]] = deque()
        waiting: deque[_Slot[_Key]] = deque()
        has_more = True
        try:
            while True:
                while has_more and len(ahead) <= self._depth:
                    item = next(source, None)
                    if item is None:
                        has_more = False
                    else:
                        ahead.append(_slot(*item))
                        if ahead[-1].is_open:
                            waiting.append(ahead[-1])
                            self._send(waiting)
                if not ahead:
                    return
                while ahead[0].is_open:
                    self._go_on(waiting, alone=len(waiting) == 1 and not has_more)
                slot = ahead.popleft()
                yield slot.key, None if slot.prepared is None else _output(slot.prepared, slot.made)
        finally:
            if any(slot.is_open for slot in ahead):  # nobody waits for them any more
                self.close()

    def _go_on(self, waiting: deque[_Slot[_Key]], *, alone: bool) -> None:
        """Make progress with the first document that is not written yet."""
        if self._pandoc is None and (alone or self._losses >= _MOST_LOSSES):
            waiting.popleft().is_open = False
            return
        try:
            self._send(waiting, starts=True)
            if self._pandoc is not None and self._pandoc.slots:
                self._pandoc.wait()
                self._losses = 0 if self._pandoc.served else self._losses
        except _LostError:
            self._replace(waiting)

    def _send(self, waiting: deque[_Slot[_Key]], *, starts: bool = False) -> None:
        """Send waiting documents as far as pandoc accepts them.

        If `starts` is true, start a missing one.
        """
        try:
            if self._pandoc is not None and self._pandoc.is_old and not self._pandoc.slots:
                self.close()
            if self._pandoc is None:
                if not starts:
                    return
                self._pandoc = _Pandoc()
            while waiting and not self._pandoc.is_old:
                self._pandoc.send(waiting.popleft())
            self._pandoc.write()
        except _LostError:
            self._replace(waiting)

    def _replace(self, waiting: deque[_Slot[_Key]]) -> None:
        """End a pandoc that failed; its current document will be written separately."""
        self._losses += 1
        if self._pandoc is None:
            return
        slots, is_ready = self._pandoc.slots, self._pandoc.is_ready
        if not is_ready:
            self._losses = _MOST_LOSSES  # another one would fail as well
        elif slots:
            slots.popleft().is_open = False
        waiting.extendleft(reversed(slots))
        self.close()


def _output(prepared: Prepared, made: bytes | None) -> bytes | ReviewError:
    """Return the output of a document, written separately if the worker has not written it."""
    if prepared.made is not None:
        return prepared.made
    try:
        if made is None:
            made = write_document(prepared.row, prepared.document or {}, prepared.epoch)
        return prepared.finish(made)
    except ReviewError as error:
        return error


class _LostError(Exception):
    """The worker cannot be used any more."""


class _Pandoc:
    """A running pandoc, and the documents that it was sent and has not answered yet (`slots`)."""

    def __init__(self) -> None:
        self.slots: deque[_Slot[Any]] = deque()
        self.is_ready = False
        self.is_old = False
        self.served = 0
        self._sent = 0
        self._inbox = bytearray()
        self._outbox: deque[memoryview] = deque()
        self._is_full = False  # the pipe to it is full
        self._moved = time.monotonic()
        self._allowed = 2 * MOST_SECONDS
        try:
            self._process = start_lua(asset("templates/worker.lua"))
        except (OSError, ReviewError):
            raise _LostError from None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin.fileno(), self._process.stdout.fileno()
        self._poll = select.poll()
        self._poll.register(self._from, select.POLLIN)
        for pipe in (self._to, self._from):
            os.set_blocking(pipe, False)
            _enlarge(pipe)
        allow_time(self._process.pid, self._allowed)
        self._put(_formats())

    def send(self, slot: _Slot[Any]) -> None:
        """Send a document without waiting."""
        assert slot.prepared is not None
        if not self.slots:
            self._moved = time.monotonic()
        name, epoch, size = slot.prepared.row.name, slot.prepared.epoch, len(slot.data)
        self._put(f"{name} {epoch} {size}\n".encode() + slot.data)
        self.slots.append(slot)
        self._sent += 1
        self.is_old = self.is_old or self._sent >= SERVES

    def _put(self, data: bytes) -> None:
        self._outbox.append(memoryview(data))

    def wait(self) -> None:
        """Wait for input or output, and write and read without blocking.

        Raises _LostError if that takes too long, if pandoc has ended, or for an unexpected answer.
        """
        size = len(self.slots[0].data) if self.slots else 0
        left = self._moved + seconds_for(size) - time.monotonic()
        events = self._poll.poll(max(left, 0) * 1000)
        if not events:
            raise _LostError
        self._moved = time.monotonic()
        for file, event in events:
            if file == self._from:
                self._read()
            elif event & select.POLLOUT:
                self.write()
            else:
                raise _LostError

    def write(self) -> None:
        """Write what is to be sent, without blocking. Raises _LostError if pandoc has ended."""
        try:
            while self._outbox:
                data = self._outbox[0]
                sent = os.write(self._to, data[:_CHUNK])
                if sent == len(data):
                    self._outbox.popleft()
                else:
                    self._outbox[0] = data[sent:]
        except BlockingIOError:
            if not self._is_full:
                self._poll.register(self._to, select.POLLOUT)
                self._is_full = True
        except OSError:
            raise _LostError from None
        else:
            if self._is_full:
                self._poll.unregister(self._to)
                self._is_full = False

    def _read(self) -> None:
        """Read what is available. Raises _LostError at the end, and for an invalid answer."""
        try:
            data = os.read(self._from, _CHUNK)
        except BlockingIOError:
            return
        except OSError:
            raise _LostError from None
        if not data:
            raise _LostError
        self._inbox += data
        while self._answer():
            pass

    def _answer(self) -> bool:
        """Take an answer from what was read; return whether there was a complete one."""
        end = self._inbox.find(b"\n", 0, _LONGEST_HEAD)
        if end < 0:
            if len(self._inbox) >= _LONGEST_HEAD:
                raise _LostError
            return False
        head = _HEAD.fullmatch(self._inbox, 0, end)
        if head is None:
            raise _LostError
        word, spent, size = head[1], int(head[2]) / 1000, int(head[3])
        if len(self._inbox) < end + 1 + size:
            return False
        data = bytes(memoryview(self._inbox)[end + 1 : end + 1 + size])
        del self._inbox[: end + 1 + size]
        self._take(word, data)
        if spent + MOST_SECONDS > self._allowed:
            self._allowed = spent + 2 * MOST_SECONDS
            allow_time(self._process.pid, self._allowed)
        return True

    def _take(self, word: bytes, data: bytes) -> None:
        if word == b"ready" and not self.is_ready and is_usable(data.decode(errors="replace")):
            self.is_ready = True
            return
        if word == b"ready" or not self.is_ready or not self.slots:
            raise _LostError
        slot = self.slots.popleft()
        slot.is_open, slot.data, slot.made = False, b"", data if word == b"ok" else None
        self.served += 1
        if self.served % _LOOKS_EVERY == 0 and memory_of(self._process.pid) > _LARGEST:
            self.is_old = True

    def end(self) -> None:
        """End pandoc, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _enlarge(pipe: int) -> None:
    """Let a pipe hold several documents, so that each goes through it at once (Linux)."""
    with contextlib.suppress(ImportError, AttributeError, OSError):  # no such call, or no rights
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, MIB)


_HEAD = re.compile(rb"(ready|ok|no) (\d{1,12}) (\d{1,10})")


@cache
def _formats() -> bytes:
    """Return what the script must know about each format."""
    folder = templates()
    rows = {
        row.name: {
            "writer": row.writer,
            "whole": row.whole,
            "sections": row.sections,
            "text": row.reference is None,
            "reference": str(folder / row.reference) if row.reference else None,
            "variables": dict(row.variables),
            "dated": row.dated,
            "refers": row.shape.pictures,
        }
        for row in FORMATS.values()
        if row.writer
    }
    return json.dumps(rows).encode() + b"\n"
