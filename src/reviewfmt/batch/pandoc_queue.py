"""The loop of a process that writes with one pandoc: tasks are begun while pandoc is writing."""

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
    """Yield for each task, in order, what `begin` returned and the output that pandoc has written.

    `begin` returns what is known of a task, and what pandoc has to write, or None; then there is no
    output. The output is an error if pandoc could not write it. Tasks are begun while pandoc writes
    earlier ones.
    """
    from reviewfmt.converter import PandocWorker

    owed = 0

    def begun() -> Iterator[tuple[_Begun | None, Prepared | None]]:
        nonlocal owed
        while True:
            if owed and not tasks.at_hand():
                yield None, None  # the next task may come only after pending results
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
