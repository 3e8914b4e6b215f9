"""The code that runs in a Dask worker."""

from __future__ import annotations

import pickle
import sys
from queue import SimpleQueue
from typing import Any

from distributed import WorkerPlugin, get_worker

from reviewfmt.corpus.doer import Doer
from reviewfmt.corpus.records import Asked, CorpusError, Limits
from reviewfmt.version import VERSION


def made_by() -> str:
    """Return the versions that a worker must share with the process that submits its work."""
    return f"reviewfmt {VERSION} on Python {sys.version_info.major}.{sys.version_info.minor}"


def do_piece(name: str, maker: str, data: bytes) -> bytes:
    """Process a piece in a process of this worker.

    `name` is the name of its plug-in. `maker` and `data` are pickled.
    """
    if maker != made_by():
        raise CorpusError(f"a worker has {made_by()}, and the job was begun with {maker}")
    processes: Any = get_worker().plugins[name]
    done: bytes = processes.do(data)
    return done


class Processes(WorkerPlugin):
    """The processes of a worker: `number` of them, or one for each of its threads if None."""

    def __init__(self, asked: Asked, limits: Limits, number: int | None = None) -> None:
        self._asked = asked.portable
        self._limits = limits
        self._number = number
        self._idle: SimpleQueue[Doer] | None = None
        self._all: list[Doer] = []

    def __reduce__(self) -> tuple[Any, ...]:
        return Processes, (self._asked, self._limits, self._number)

    def setup(self, worker: Any) -> None:
        """Begin in a worker. A process starts with the first piece."""
        self._idle = SimpleQueue()
        for _ in range(self._number or worker.state.nthreads):
            doer = Doer(self._asked, self._limits)
            self._all.append(doer)
            self._idle.put(doer)

    def teardown(self, worker: Any) -> None:
        """End the processes."""
        for one in self._all:
            one.stop()

    def do(self, data: bytes) -> bytes:
        """Process a piece in one of the processes."""
        assert self._idle is not None
        piece = pickle.loads(data)
        doer = self._idle.get()
        try:
            found = doer.do(piece)
        finally:
            self._idle.put(doer)
        return pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
