"""Processes pieces on this machine, in several processes with a thread for each."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue

from reviewfmt.corpus.cutting import Cut
from reviewfmt.corpus.doer import RUN, Doer
from reviewfmt.corpus.records import Asked, Limits, Result

_AHEAD = 3
"""The number of pieces that a process may have started ahead of their turn."""


def results(
    cuts: Iterable[Cut], asked: Asked, limits: Limits, jobs: int, code: str = RUN
) -> Generator[tuple[Cut, Result], None, None]:
    """Process pieces in `jobs` processes, and yield their results in order.

    A returned piece has no records. Only started pieces are in memory. `code` is what the processes
    run. Raises CorpusError if no process can be started. Close the iterator to end early.
    """
    doers = [Doer(asked, limits, code) for _ in range(jobs)]
    idle: SimpleQueue[Doer] = SimpleQueue()
    for doer in doers:
        idle.put(doer)

    def do(one: Cut) -> Result:
        mine = idle.get()
        try:
            return mine.do(one.piece)
        finally:
            idle.put(mine)

    waiting: deque[tuple[Cut, Future[Result]]] = deque()
    with ThreadPoolExecutor(jobs) as threads:
        try:
            for one in cuts:
                begun = threads.submit(do, one)
                waiting.append((emptied(one), begun))
                if len(waiting) >= _AHEAD * jobs:
                    first, future = waiting.popleft()
                    yield first, future.result()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
        finally:
            for _, future in waiting:
                future.cancel()
            for doer in doers:
                doer.stop()
            threads.shutdown()
            for doer in doers:
                doer.close()


def emptied(one: Cut) -> Cut:
    """Return a cut without the records of its piece, which are read elsewhere."""
    return one._replace(piece=one.piece._replace(records=()))
