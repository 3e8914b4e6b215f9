"""Runs a job from its inputs to its folder; parts that are done are kept."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from itertools import takewhile
from typing import Protocol, TypeVar

from reviewfmt.corpus.cutting import Cut, cut
from reviewfmt.corpus.inputs import Place, stream
from reviewfmt.corpus.job import Done, Folder, Job, Note
from reviewfmt.corpus.parts import Part, clear
from reviewfmt.corpus.records import Record, Result

_Item = TypeVar("_Item")


class Engine(Protocol):
    """Processes pieces: it yields their results in order, and can be closed."""

    def __call__(self, cuts: Iterable[Cut], /) -> Generator[tuple[Cut, Result], None, None]:
        """Process the pieces; the returned pieces have no records."""


def _unseen(cut: Cut, result: Result) -> None:
    pass


def _unheard(note: Note) -> None:
    pass


def run(
    job: Job,
    output: str,
    engine: Engine,
    *,
    force: bool = False,
    seen: Callable[[Cut, Result], None] = _unseen,
    kept: Callable[[Note], None] = _unheard,
) -> Done:
    """Run a job, and return the outcomes of its records.

    Parts of the same job in the folder are kept; `kept` gets the note of each. `seen` gets each
    finished piece with its result. Raises CorpusError if the folder is that of another job or
    cannot be written, or if the engine fails. Then the folder has complete parts, and the next run
    continues after them.
    """
    folder = Folder(output, job)
    with folder.locked():
        folder.prepare(force=force)
        notes: list[Note] = []
        try:
            while not notes or notes[-1].then is not None:
                if (note := folder.note(len(notes))) is not None:
                    notes.append(note)
                    kept(note)
                else:
                    _do(folder, engine, notes, seen)
            return folder.seal(notes)
        finally:
            folder.leave()


def _do(
    folder: Folder, engine: Engine, notes: list[Note], seen: Callable[[Cut, Result], None]
) -> None:
    """Process the parts after those with notes, up to the next one that is done."""
    job = folder.job
    start = notes[-1].then if notes else Place()
    assert start is not None
    until = folder.next_done(len(notes))
    items = stream(job.inputs, job.asked, start)
    if job.limit is not None:
        before = sum(sum(note.counts.values()) for note in notes)
        items = _first(items, job.limit - before)
    cuts = cut(items, len(notes), job.part)
    if until is not None:
        cuts = takewhile(lambda one: one.part < until, cuts)
    part: Part | None = None
    with closing(engine(cuts)) as results:
        try:
            for one, result in results:
                if part is None:
                    folder.begin()
                    part = Part(folder, one.part)
                part.add(one, result)
                seen(one, result)
                if one.is_last:
                    notes.append(part.close(one))
                    part = None
        finally:
            if part is not None:
                part.give_up()
            clear(folder)  # an interrupt may come at the beginning of a part


def _first(items: Iterable[tuple[Place, _Item]], most: int) -> Iterator[tuple[Place, _Item]]:
    """Yield the items up to this many records."""
    number = 0
    for place, item in items:
        number += isinstance(item, Record)
        if number > most:
            return
        yield place, item
