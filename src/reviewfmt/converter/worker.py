"""Lets one pandoc that stays write many documents, each as a pandoc of its own would.

Starting a pandoc takes many times as long as writing a page. Here one runs the script
`templates/worker.lua`, and gets the documents through a pipe, some ahead of what it has written:
it works while the next one is read. Pipes that are full never stop both sides, for here each is
written to and read from only as far as it goes.

A document that it fails on, or is at when it dies or takes too long, is tried once more by a
pandoc of its own, which says what is wrong.
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
"""How many documents one pandoc writes before another takes its place: it grows slowly."""

_LARGEST = 512 * MIB  # of its memory: with more, another takes its place at once
_LOOKS_EVERY = 250
_MOST_LOSSES = 3  # one after the other, without a document between them: then it is done without
_CHUNK = 64 * 1024  # more would be memory that the system gives and takes at each read
_LONGEST_HEAD = 64


@dataclass(slots=True)
class _Slot(Generic[_Key]):
    """A document on its way: its bytes, `data`, for pandoc, and those that came back, `made`.

    `is_open` is true if pandoc has not answered yet; one without `made` then was not written.
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
    """A pandoc that stays while documents are written; a context manager.

    It starts when a second document is there. It is for the process and the thread that made it.
    """

    def __init__(self, depth: int = 4) -> None:
        """Make one that reads at most `depth` items ahead of what it yields."""
        self._depth = depth
        self._pandoc: _Pandoc | None = None
        self._losses = 0 if os.name == "posix" else _MOST_LOSSES  # elsewhere no pipe can be polled

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
        """End pandoc, whatever it is at."""
        if self._pandoc is not None:
            self._pandoc.end()
            self._pandoc = None

    def write_many(
        self, items: Iterable[tuple[_Key, Prepared | None]]
    ) -> Iterator[tuple[_Key, bytes | ReviewError | None]]:
        """Yield the output of each item, or what is wrong with it, in their order.

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
        """Bring the first document that is not written yet nearer to being so."""
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
        """Send what waits, as far as pandoc takes it; `starts` tells to start one where none is."""
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
        """End a pandoc that is lost; the document that it was at will be written alone."""
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
    """Return the output of a document, written alone where the worker has not."""
    if prepared.made is not None:
        return prepared.made
    try:
        if made is None:
            made = write_document(prepared.row, prepared.document or {}, prepared.epoch)
        return prepared.finish(made)
    except ReviewError as error:
        return error


class _LostError(Exception):
    """The worker is of no use any more."""


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
        self._is_full = False  # the pipe to it: there is more to write than it takes now
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
        """Put a document on its way; nothing waits."""
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
        """Wait until something moves, and write and read as far as it goes.

        Raises _LostError where that takes too long, where pandoc has ended, and where it says what
        it should not.
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
        """Write what is to be sent, as far as it goes; raises _LostError where pandoc has ended."""
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
        """Read what is there; raises _LostError at its end, and where it is no answer."""
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
        """Take an answer out of what was read; tell whether one was there, whole."""
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
        """End it, whatever it is at."""
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
    """Return what the script is to know of each format."""
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
