"""The loop of work that one pandoc writes for: tasks are begun some ahead of what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from reviewfmt.batch.engine import Tasks
    from reviewfmt.converter import Prepared
    from reviewfmt.diagnostic import ReviewError

_Task = TypeVar("_Task")
_Begun = TypeVar("_Begun")


def write_ahead(
    tasks: Tasks[_Task], begin: Callable[[_Task], tuple[_Begun, Prepared | None]]
) -> Iterator[tuple[_Begun, bytes | ReviewError | None]]:
    """Yield what `begin` returns for each task with the output that pandoc wrote of it, in order.

    `begin` returns what is known of a task, and what pandoc is to write; None where nothing is.
    The output then is None as well, and an error where pandoc could not write it. Tasks are begun
    while pandoc writes those before them.
    """
    from reviewfmt.converter import PandocWorker

    owed = 0

    def begun() -> Iterator[tuple[_Begun | None, Prepared | None]]:
        nonlocal owed
        while True:
            if owed and not tasks.at_hand():
                yield None, None  # the next task may come only after the results that are owed
                continue
            try:
                task = next(tasks)
            except StopIteration:
                return
            owed += 1
            yield begin(task)

    with PandocWorker() as worker:
        for found, made in worker.write_many(begun()):
            if found is not None:
                owed -= 1
                yield found, made
