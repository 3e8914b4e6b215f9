"""The engine: runs one function over a stream of tasks in several processes, within bounds.

The pools of the standard library and of loky are not sufficient. When one of their processes is
killed, all unfinished tasks fail, and nobody learns which file was the cause. They take all tasks
at once, so that memory grows with their number, and Ctrl-C waits for running tasks. So this engine
uses pipes, and `wait` on them.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from reviewfmt.batch.engine_process import Failure, serve

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

FEW = 64
"""Fewer tasks than this are done in the process itself.

Starting processes takes as much processor time as checking 40 reviews. So they pay off from about
75 reviews on with two processors, and from about 45 on with eight.
"""

WINDOW = 512
"""How many tasks may be begun before their results are taken."""

HANDED = 16
"""How many tasks are sent to a process at once: a message takes a tenth of the time of a check."""

_AHEAD = 3  # messages in the queue of a process, so that it never waits for one
_UNREAD = 4096  # bytes that a pipe holds on any system
_LEAVING = 0.5

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_In = TypeVar("_In", covariant=True)


class Ready(NamedTuple, Generic[_Result]):
    """A result that is already known; it takes the place of a task, and keeps the order."""

    result: _Result


class Tasks(Protocol[_In]):
    """The stream of tasks that one process does."""

    def __iter__(self) -> Iterator[_In]:
        """Return the stream itself."""

    def __next__(self) -> _In:
        """Return the next task; wait for it if necessary. Raises StopIteration at the end."""

    def at_hand(self) -> bool:
        """Tell whether the next task, or the end, is available.

        If it is not, work that reads ahead must yield its pending results first: the next task may
        be sent only after them.
        """


Work = Callable[[Tasks[_Task]], Iterator[_Result]]
"""The function of a process: it gets a stream of tasks, and yields their results in order."""


def processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on Linux
        return os.cpu_count() or 1


def run(
    work: Work[_Task, _Result],
    tasks: Iterable[_Task | Ready[_Result]],
    jobs: int,
    *,
    lost: Callable[[_Task, str], _Result],
    here: Callable[[_Task], bool] = lambda task: False,
    late: Callable[[_Result], None] = lambda result: None,
    killed: Callable[[_Task], None] = lambda task: None,
    warm: Callable[[], object] = lambda: None,
    few: int | None = None,
    handed: int = HANDED,
) -> Generator[_Result, None, None]:
    """Do the tasks in `jobs` processes, and yield their results in the order of the tasks.

    `work` is called once in each process. If processes cannot be forked it is pickled, as all tasks
    and results are. A task for which `here` is true is done in this process, after all earlier
    tasks. Fewer tasks than `few` (default: `FEW`) are all done here. Tasks are taken when they are
    needed, at most `WINDOW` before the first result is taken. `handed` tasks are sent to a process
    at once; the number should be small for long tasks.

    A process that is killed is replaced. Its unfinished tasks are repeated, one at a time. A task
    whose process is killed twice gets the result of `lost`, which is called with the reason.
    `killed` cleans up what such a process may have left.

    `warm` is called before processes are forked, so that each of them has what it loads.

    An exception of `work` is raised here, instead of a result. Close the iterator to stop early:
    this ends the processes, and `late` gets the results that were not taken.
    """
    source = iter(tasks)
    if jobs <= 1:
        yield from _in_process(work, source)
        return
    few = FEW if few is None else few
    while first := list(_until(source, few)):
        if sum(not isinstance(one, Ready) for one in first) >= few:
            if _method() == "fork":
                warm()
            crew = _Crew(work, jobs, lost, here, late, killed, handed)
            yield from crew.results(chain(first, source))
            return
        yield from _in_process(work, iter(first))


def _until(source: Iterator[Any], few: int) -> Iterator[Any]:
    """Yield items up to the task that reaches `few`, and at most a window of them."""
    number = 0
    for taken, item in enumerate(source, 1):
        yield item
        number += not isinstance(item, Ready)
        if number >= few or taken >= WINDOW:
            return


class _Here:
    """The tasks that this process does itself; known results are left in `order`."""

    def __init__(self, items: Iterator[Any]) -> None:
        self.order: deque[Ready[Any] | None] = deque()
        self._items = items

    def __iter__(self) -> _Here:
        return self

    def __next__(self) -> Any:
        for item in self._items:
            known = isinstance(item, Ready)
            self.order.append(item if known else None)
            if not known:
                return item
        raise StopIteration

    def at_hand(self) -> bool:
        return True


def _in_process(work: Work[Any, _Result], items: Iterator[Any]) -> Iterator[_Result]:
    tasks = _Here(items)
    for result in work(tasks):
        while (known := tasks.order.popleft()) is not None:
            yield known.result
        yield result
    yield from (known.result for known in tasks.order if known is not None)


# -- several processes ------------------------------------------------------------------------


class _Slot:
    """A task and its place in the order; `done` holds its result when there is one."""

    __slots__ = ("done", "here", "size", "task", "tries")

    def __init__(self, task: Any, *, here: bool = False, done: tuple[Any, ...] = ()) -> None:
        self.task = task
        self.here = here
        self.done = done
        self.size = 0
        self.tries = 0


class _Worker(NamedTuple):
    """A process, its pipe, and its tasks; `alone` tells that it repeats a single task."""

    process: BaseProcess
    pipe: Connection
    slots: deque[_Slot]
    alone: list[_Slot]

    def hand(self, slots: list[_Slot]) -> bool:
        """Send tasks; return whether they were sent. Never waits for a busy process."""
        from multiprocessing.reduction import ForkingPickler

        data = ForkingPickler.dumps([slot.task for slot in slots])
        if self.slots and sum(slot.size for slot in self.slots) + len(data) > _UNREAD:
            return False
        slots[0].size = len(data)
        self.slots.extend(slots)
        with contextlib.suppress(OSError):  # it was killed, which is noticed when the pipe is read
            self.pipe.send_bytes(data)
        return True


class _Crew:
    """The processes, the tasks in progress, in order, and the tasks to repeat."""

    def __init__(
        self,
        work: Work[Any, Any],
        jobs: int,
        lost: Callable[[Any, str], Any],
        here: Callable[[Any], bool],
        late: Callable[[Any], None],
        killed: Callable[[Any], None],
        handed: int,
    ) -> None:
        self._killed = killed
        self._handed = handed
        self._work = work
        self._jobs = jobs
        self._lost = lost
        self._here = here
        self._late = late
        self._workers: list[_Worker] = []
        self._order: deque[_Slot] = deque()
        self._again: deque[_Slot] = deque()
        self._held: list[_Slot] = []  # taken from the source, and not sent yet
        self._items: Iterator[Any] = iter(())

    def results(self, items: Iterator[Any]) -> Iterator[Any]:
        """Yield the results in the order of the items."""
        self._items = items
        ended = False
        try:
            while True:
                self._hand_out()
                if not self._order:
                    break
                yield from self._first_ones()
                if any(worker.slots for worker in self._workers):
                    self._collect_results()
            ended = True
        finally:
            self._leave(at_once=not ended)

    def _hand_out(self) -> None:
        """Send every process enough tasks, within the window."""
        while self._again:
            idle = [worker for worker in self._workers if not worker.slots]
            worker = idle[0] if idle else self._start()
            if worker is None and self._workers:
                break
            slot = self._again.popleft()
            if worker is None:
                slot.done = (self._lost(slot.task, "was ended, and no other one can be started"),)
            else:
                worker.alone.append(slot)
                worker.hand([slot])
        most = (_AHEAD - 1) * self._handed
        open_ = True
        while open_:
            open_ = False
            least = sorted(
                (one for one in self._workers if not one.alone and len(one.slots) <= most),
                key=_load,
            )
            if not least or (least[0].slots and len(self._workers) < self._jobs):
                started = self._start() if self._next() else None
                least = [started] if started else least
            for worker in least:
                if (slots := self._next()) and worker.hand(slots):
                    self._held = []
                    open_ = True

    def _next(self) -> list[_Slot]:
        """Return the next tasks for a process; none at the end, or if the window is full."""
        while len(self._held) < self._handed and len(self._order) < WINDOW:
            item = next(self._items, self)
            if item is self:
                break
            if isinstance(item, Ready):
                slot = _Slot(None, done=(item.result,))
            else:
                slot = _Slot(item, here=self._here(item))
                if not slot.here:
                    self._held.append(slot)
            self._order.append(slot)
        return self._held

    def _first_ones(self) -> Iterator[Any]:
        """Yield the available results, up to the first unfinished task."""
        while self._order:
            slot = self._order[0]
            if slot.here or not (slot.done or self._workers):  # no process could be started
                slot.done = tuple(self._work(_Here(iter((slot.task,)))))
                self._held = [one for one in self._held if one is not slot]
            if not slot.done:
                return
            (result,) = slot.done
            if isinstance(result, Failure):
                raise result.error
            self._order.popleft()
            yield result

    def _collect_results(self) -> None:
        """Wait for results, and assign them to their tasks."""
        from multiprocessing.connection import wait

        waited = {worker.pipe: worker for worker in self._workers if worker.slots}
        for pipe in wait(list(waited)):
            worker = waited[pipe]  # type: ignore[index]
            try:
                results = worker.pipe.recv()
            except (EOFError, OSError):
                self._replace(worker)
                continue
            for result in results:
                worker.slots.popleft().done = (result,)
            if not worker.slots:
                worker.alone.clear()

    def _replace(self, worker: _Worker) -> None:
        """Put the tasks of a killed process aside; a task that is killed twice is lost.

        Work that reads ahead may have worked on any of them: so each is repeated alone.
        """
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        self._clean_up_after(worker)
        at = worker.slots[0]
        at.tries += 1
        if worker.alone and at.tries > 1:
            at.done = (self._lost(at.task, _ending(worker.process.exitcode)),)
        else:
            self._again.extendleft(reversed(worker.slots))

    def _start(self) -> _Worker | None:
        """Start one more process; None if there are enough, or if the system refuses."""
        if len(self._workers) >= self._jobs:
            return None
        from multiprocessing import get_context

        context = get_context(_method())
        ours, theirs = context.Pipe()
        others = [ours, *(worker.pipe for worker in self._workers)]
        inherited = others if context.get_start_method() == "fork" else []
        process = context.Process(  # type: ignore[attr-defined]  # every context has it
            target=serve, args=(theirs, self._work, inherited), daemon=True
        )
        with _unsignalled():
            try:
                process.start()
            except OSError:
                ours.close()
                return None
            finally:
                theirs.close()
            self._workers.append(_Worker(process, ours, deque(), []))
        return self._workers[-1]

    def _leave(self, *, at_once: bool) -> None:
        """End the processes, and pass the results that were not taken to `late`."""
        import time

        until = time.monotonic() + _LEAVING
        for worker in self._workers:
            if at_once:
                worker.process.terminate()
            else:
                worker.pipe.close()
        for worker in self._workers:
            worker.process.join(max(until - time.monotonic(), 0))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        for worker in self._workers if at_once else ():  # after none is writing any more
            self._clean_up_after(worker)
            with contextlib.suppress(EOFError, OSError):
                while True:
                    for result in worker.pipe.recv():
                        worker.slots.popleft().done = (result,)
            worker.pipe.close()
        for slot in self._order:
            for result in slot.done:
                if not isinstance(result, Failure):
                    self._late(result)

    def _clean_up_after(self, worker: _Worker) -> None:
        for slot in worker.slots:
            self._killed(slot.task)


def _load(worker: _Worker) -> int:
    return len(worker.slots)


def _ending(code: int | None) -> str:
    """Return how a process ended, in words."""
    import signal

    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            return f"was ended by {signal.Signals(-code).name}"
    return f"ended with {code}"


def _method() -> str:
    """Return how to start a process: by fork, if no other thread can hold a lock."""
    import threading

    alone = threading.active_count() == 1
    return "fork" if sys.platform == "linux" and alone else "spawn"


@contextlib.contextmanager
def _unsignalled() -> Iterator[None]:
    """Delay signals: a process that is just starting would show a traceback."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
