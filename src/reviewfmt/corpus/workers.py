"""What runs in a worker of Dask."""

from __future__ import annotations

import pickle
import sys
from queue import Empty, SimpleQueue
from typing import Any

from distributed import WorkerPlugin, get_worker

from reviewfmt.corpus.doer import Doer
from reviewfmt.corpus.records import Asked, CorpusError, Limits
from reviewfmt.version import VERSION


def made_by() -> str:
    """Return what a worker must agree in with who gives it work."""
    return f"reviewfmt {VERSION} on Python {sys.version_info.major}.{sys.version_info.minor}"


def do_piece(name: str, maker: str, data: bytes) -> bytes:
    """Do a piece in a process of this worker; `name` is that of its plugin. Both are pickled."""
    if maker != made_by():
        raise CorpusError(f"a worker has {made_by()}, and the job was begun with {maker}")
    processes: Any = get_worker().plugins[name]
    done: bytes = processes.do(data)
    return done


class Processes(WorkerPlugin):
    """The processes of a worker: as many as it does pieces at a time."""

    def __init__(self, asked: Asked, limits: Limits) -> None:
        self._asked = asked.portable
        self._limits = limits
        self._idle: SimpleQueue[Doer] | None = None
        self._all: list[Doer] = []

    def __reduce__(self) -> tuple[Any, ...]:
        return Processes, (self._asked, self._limits)

    def setup(self, worker: Any) -> None:
        """Begin in a worker."""
        self._idle = SimpleQueue()

    def teardown(self, worker: Any) -> None:
        """End the processes."""
        for one in self._all:
            one.stop()

    def do(self, data: bytes) -> bytes:
        """Do a piece in one of the processes."""
        assert self._idle is not None
        try:
            doer = self._idle.get_nowait()
        except Empty:
            doer = Doer(self._asked, self._limits)
            self._all.append(doer)
        try:
            return pickle.dumps(doer.do(pickle.loads(data)), pickle.HIGHEST_PROTOCOL)
        finally:
            self._idle.put(doer)
