"""The engine: one function over a stream of tasks, in several processes, within bounds.

A pool of the standard library, or loky's, does not do here. When one of its processes is killed,
every task fails that has not ended, and nobody learns which file it was. It takes all tasks at
once, so memory grows with their number, and Ctrl-C waits for what runs. So this is our own: pipes,
and `wait` over them.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from reviewfmt.batch.serving import Failure, serve

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

FEW = 64
"""Fewer tasks than this are done in the process itself.

To start processes takes as much processor time as to check 40 reviews. So they pay from about 75
reviews on with two processors, from about 45 on with eight.
"""

WINDOW = 512
"""How many tasks may be begun whose results nobody has taken yet."""

HANDED = 16
"""How many tasks go to a process at once: a message takes as long as a tenth of a check."""

_AHEAD = 3  # messages with tasks that a process has, so that it never waits for one
_UNREAD = 4096  # bytes of tasks that a pipe holds whatever the system is
_LEAVING = 0.5

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_In = TypeVar("_In", covariant=True)


class Ready(NamedTuple, Generic[_Result]):
    """A result that is known already: it stands among the tasks, and comes in its place."""

    result: _Result


class Tasks(Protocol[_In]):
    """The stream of tasks that one process does."""

    def __iter__(self) -> Iterator[_In]:
        """Return the stream itself."""

    def __next__(self) -> _In:
        """Return the next task, and wait for it; StopIteration at the end."""

    def at_hand(self) -> bool:
        """Tell whether the next task is there, or the end.

        Where it is not, work that reads ahead gives the results that it owes before it asks:
        the next task may come only after them.
        """


Work = Callable[[Tasks[_Task]], Iterator[_Result]]
"""What a process does: it gets its tasks as a stream, and yields one result for each, in order."""


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

    `work` is called once in each process. Where processes cannot be forked it is pickled, as all
    tasks and results are. A task that `here` names is done in this process, when all before it are
    done. Fewer tasks than `few` (`FEW` if not given) are all done here. Tasks are taken as they are
    needed, `WINDOW` at most before the first result is taken; `handed` go to a process at once, few
    where one takes long.

    A process that is killed is replaced. What it had left is done again, one task at a time; a
    task whose process is killed twice gets the result that `lost` makes of it and the reason.
    `killed` sees to what such a process may have left of a task.

    `warm` is called before processes are forked: each of them has what it loads.

    What `work` raises is raised here, in the place of its task. Close the iterator to end early:
    the processes are ended, and `late` gets the results that nobody has taken.
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
    """Yield what comes up to the task that makes them many, and no more than a window holds."""
    number = 0
    for taken, item in enumerate(source, 1):
        yield item
        number += not isinstance(item, Ready)
        if number >= few or taken >= WINDOW:
            return


class _Here:
    """The tasks that this process does itself; results that are known are left in `order`."""

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
    """A task and its place in the order; `done` holds its result, once it has one."""

    __slots__ = ("done", "here", "size", "task", "tries")

    def __init__(self, task: Any, *, here: bool = False, done: tuple[Any, ...] = ()) -> None:
        self.task = task
        self.here = here
        self.done = done
        self.size = 0
        self.tries = 0


class _Worker(NamedTuple):
    """A process, the pipe to it, and what it has to do; `alone` tells that this is a second try."""

    process: BaseProcess
    pipe: Connection
    slots: deque[_Slot]
    alone: list[_Slot]

    def hand(self, slots: list[_Slot]) -> bool:
        """Send tasks; returns whether they went. Never waits for a process that is at work."""
        from multiprocessing.reduction import ForkingPickler

        data = ForkingPickler.dumps([slot.task for slot in slots])
        if self.slots and sum(slot.size for slot in self.slots) + len(data) > _UNREAD:
            return False
        slots[0].size = len(data)
        self.slots.extend(slots)
        with contextlib.suppress(OSError):  # it was killed: the pipe says so when it is read
            self.pipe.send_bytes(data)
        return True


class _Crew:
    """The processes, the tasks that were begun, in order, and those to be tried once more."""

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
        self._held: list[_Slot] = []  # taken from the source, and not handed out yet
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
                    self._take()
            ended = True
        finally:
            self._leave(at_once=not ended)

    def _hand_out(self) -> None:
        """Give every process enough to do, as far as the window goes."""
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
        """Return the next tasks for a process, none at the end or where the window is full."""
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
        """Yield the results that are there, up to the first task that is not done."""
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

    def _take(self) -> None:
        """Wait for results, and put them to their tasks."""
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
        """Put the tasks of a process that was killed aside; one that it was at twice is lost.

        Work that reads ahead may have been at another one than the first: so each is alone then.
        """
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        self._see_to(worker)
        at = worker.slots[0]
        at.tries += 1
        if worker.alone and at.tries > 1:
            at.done = (self._lost(at.task, _ending(worker.process.exitcode)),)
        else:
            self._again.extendleft(reversed(worker.slots))

    def _start(self) -> _Worker | None:
        """Start one more process; None where there are enough, or the system has none to give."""
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
        """End the processes, and hand over the results that nobody has taken."""
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
        for worker in self._workers if at_once else ():  # when none is writing any more
            self._see_to(worker)
            with contextlib.suppress(EOFError, OSError):
                while True:
                    for result in worker.pipe.recv():
                        worker.slots.popleft().done = (result,)
            worker.pipe.close()
        for slot in self._order:
            for result in slot.done:
                if not isinstance(result, Failure):
                    self._late(result)

    def _see_to(self, worker: _Worker) -> None:
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
    """Return how to start a process: by fork where no other thread can hold a lock."""
    import threading

    alone = threading.active_count() == 1
    return "fork" if sys.platform == "linux" and alone else "spawn"


@contextlib.contextmanager
def _unsignalled() -> Iterator[None]:
    """Let signals wait: a process that has just begun would show them as a traceback."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
