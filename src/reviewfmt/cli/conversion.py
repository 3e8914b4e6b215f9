"""A run of `convert`: does the tasks, records them in the list of outputs, counts and reports."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reviewfmt.batch.engine import Ready, run
from reviewfmt.cli.console import emit_bytes, say, tell_all
from reviewfmt.cli.converting import Convert, Done, Job
from reviewfmt.cli.exits import COULD_NOT_RUN
from reviewfmt.cli.losses import Losses
from reviewfmt.cli.plan import Task
from reviewfmt.cli.progress import SIGNS, progress, say_stopped
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import FileError

if TYPE_CHECKING:
    from reviewfmt.batch.manifest import Manifest
    from reviewfmt.cli.unchanged import Keeper

_FEW = 32
"""Fewer tasks than this are done in the process itself, which with its pandoc uses two processors.

For HTML pages, more processes, each with a pandoc, pay off from about 50 tasks on with two
processors, and from about 20 on with eight.
"""

_HANDED = 3
"""How many tasks are sent to a process at once: more than pandoc gets ahead, but few."""


@dataclass
class Tally:
    """The numbers of tasks that were done, were unchanged, failed, and had errors."""

    done: int = 0
    kept: int = 0
    failed: int = 0
    unwritten: int = 0
    faulty: int = 0

    def add(self, done: Done) -> None:
        """Count a result."""
        self.done += 1
        self.kept += done.is_kept
        self.failed += done.code != 0
        self.unwritten += done.code == COULD_NOT_RUN
        self.faulty += done.code == 0 and bool(done.errors)

    def summary(self) -> str:
        """Return what to say about the run."""
        told = f"{self.done - self.failed - self.kept} converted"
        if self.faulty:
            told += f", {self.faulty} of them with errors"
        if self.kept:
            told += f", {self.kept} unchanged"
        return f"{told}, {self.failed} failed" if self.failed else told


def keeper_of(work: Convert, *, anew: bool) -> Keeper | None:
    """Return the keeper, which tells unchanged tasks; None if program files are unreadable."""
    from reviewfmt.cli.unchanged import Keeper

    try:
        return Keeper(work, anew=anew)
    except OSError:
        return None


class Run(NamedTuple):
    """The tasks of a run, and where their results are recorded."""

    work: Convert
    tasks: Sequence[Task]
    manifest: Manifest | None
    losses: Losses
    tally: Tally
    keeper: Keeper | None
    is_again: bool = False

    def convert(self, jobs: int, *, fail_fast: bool, quiet: bool) -> bool:
        """Do the tasks; return whether all were done."""
        results = run(
            self.work,
            map(self._job, self.tasks),
            jobs,
            lost=self.work.lost,
            late=self._late,
            killed=self.work.killed,
            warm=self._warm,
            few=_FEW,
            handed=_HANDED,
        )
        total = len(self.tasks)
        with closing(results):
            for done in progress(results, total, "converted", quiet=quiet, speaks=self._speaks):
                self.tally.add(done)
                self._note(done)
                self._tell(done)
                if fail_fast and done.code:
                    say_stopped(done.task.source, total - self.tally.done)
                    return False
        return True

    def _warm(self) -> None:
        from reviewfmt.converter import prepare
        from reviewfmt.parser import parse
        from reviewfmt.theme import ready

        task = self.tasks[0]
        with suppress(ReviewError):  # some formats accept only valid reviews
            prepare(parse(SIGNS).review, task.target_format)
        if task.target_format == "html":
            ready(self.work.look(task))

    def _job(self, task: Task) -> Job | Ready[Done]:
        """Return a task with what the list says about its target."""
        if task.twin is not None:
            said = f"{task.source}: not converted, for {task.twin} would go to {task.target} too"
            return Ready(Done(task, COULD_NOT_RUN, said=said))
        listed = self.manifest
        if listed is None or (task.folder is None and not listed.knows(task.target)):
            return Job(task, None)
        key = None if self.keeper is None else self.keeper.key(task)
        if key is not None and self.keeper is not None:
            lost = self.keeper.losses(task, listed, key)
            if lost is not None:
                return Ready(Done(task, 0, lost, is_kept=True))
        try:
            expected = listed.expected(task.target, source=task.source, format=task.target_format)
            return Job(task, expected, key)
        except FileError as error:
            return Ready(Done(task, COULD_NOT_RUN, said=str(error)))

    def _note(self, done: Done) -> None:
        task, listed = done.task, self.manifest
        if done.written is None or listed is None:
            return
        if task.folder is not None or listed.knows(task.target):
            listed.note(
                task.target,
                done.written,
                source=task.source,
                format=task.target_format,
                made=done.made,
            )

    def _late(self, done: Done) -> None:
        with suppress(FileError):  # the list is saved again at the end
            self._note(done)

    def _speaks(self, done: Done) -> bool:
        return bool(done.report or done.said or (done.losses and not self.losses.counted))

    def _tell(self, done: Done) -> None:
        if done.is_kept and self.is_again:  # --watch has reported it
            return
        self.losses.add(done.losses)
        self.losses.note(done.errors)
        tell_all(done.report)
        if done.said:
            say(done.said)
        if done.data is not None:
            emit_bytes(done.data)
