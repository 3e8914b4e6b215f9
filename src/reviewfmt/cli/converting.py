"""The work of `convert`: reads a source and writes its output, in the same process."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from reviewfmt.batch import STDIN
from reviewfmt.batch.fingerprint import source_of, state_of
from reviewfmt.batch.manifest import Making
from reviewfmt.batch.output import Expected, Written, write_output
from reviewfmt.batch.packed_findings import packed
from reviewfmt.batch.pandoc_queue import write_ahead
from reviewfmt.batch.used_files import uses_of
from reviewfmt.cli.exits import COULD_NOT_RUN
from reviewfmt.cli.inputs import lost_file, read
from reviewfmt.cli.looks import Looks
from reviewfmt.cli.plan import Task
from reviewfmt.config import Config, Configs
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.files import FileError, remove_left
from reviewfmt.source import recoded
from reviewfmt.theme import DEFAULT, Look

if TYPE_CHECKING:
    from reviewfmt.batch.engine import Tasks
    from reviewfmt.converter import Prepared, Reading
    from reviewfmt.converter.editions.edition import UpTo
    from reviewfmt.model import Review
    from reviewfmt.syntax.words import Words

LOOKING = ("html", "epub")
"""The formats with a theme and style sheets."""


class Job(NamedTuple):
    """A task, and what a list says about the file that is at its target; None without a list.

    `key` stands for how it is done, where a list is to remember that.
    """

    task: Task
    expected: Expected | None
    key: str | None = None


class Done(NamedTuple):
    """What a task gave: the exit code that it asks for, and what to report.

    `errors` are what is wrong with the source, `report` says so to people, and `said` why nothing
    was written. The output is `written` where it is a file, `data` for standard output. `made` is
    what a list remembers of the making; `is_kept` tells that the output of an earlier run stands.
    """

    task: Task
    code: int
    losses: tuple[Diagnostic, ...] = ()
    errors: tuple[Diagnostic, ...] = ()
    report: str = ""
    said: str | None = None
    written: Written | None = None
    data: bytes | None = None
    made: Making | None = None
    is_kept: bool = False


class _Begun(NamedTuple):
    """A task whose output is not made yet, with its results so far."""

    job: Job
    losses: tuple[Diagnostic, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    text: str = ""
    made: Making | None = None


class _Shown(NamedTuple):
    """The review that an output shows: all of it, or an edition with its losses.

    `counted` is the review whose losses are counted: it has what no output shows, too.
    """

    review: Review
    counted: Review
    notice: str = ""
    lost: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Convert:
    """The work of `convert`, as the command line asks for it: jobs in, what each gave out."""

    metadata: dict[str, str]
    force: bool
    strict: bool
    lenient: bool
    limit: int | None
    listed: bool
    color: bool
    configs: Configs
    encoding: str | None
    profile: str | None
    looks: Looks = field(default_factory=Looks)
    seen: UpTo | None = None

    def __call__(self, tasks: Tasks[Job]) -> Iterator[Done]:
        """Do the jobs, and write their outputs. A single pandoc writes them, a few ahead."""
        for begun, made in write_ahead(tasks, self._begin):
            if isinstance(begun, Done):
                yield begun
            elif isinstance(made, bytes):
                yield self._end(begun, made)
            elif made is not None:
                yield self._refused(begun, made)

    def killed(self, job: Job) -> None:
        """Clean up after a process that was killed while it worked on a task."""
        if job.task.target != STDIN:
            remove_left(job.task.target)

    def lost(self, job: Job, why: str) -> Done:
        """Return what to say about a task whose process was killed."""
        found = (lost_file(job.task.source, why),)
        return Done(job.task, COULD_NOT_RUN, errors=found, report=self._report(job, found, ""))

    def _begin(self, job: Job) -> tuple[_Begun | Done, Prepared | None]:
        """Read a source, and prepare its output; None if the task is already done."""
        from reviewfmt import converter

        task = job.task
        begun = _Begun(job)
        data = b""
        try:
            config = self.configs.of(task.source)
            before = state_of(task.source) if job.key else None
            data = read(task.source, config.max_file_size)
            source = source_of(data, before) if job.key else None
            if self.encoding and not converter.SOURCES[task.source_format].binary:
                data = recoded(data, self.encoding, task.source)
            reading, faults = self._reading(task, data, config.settings.words)
            review = converter.with_metadata(reading.review, self.metadata)
            language = None
            if not review.metadata.language:  # otherwise outputs do not need it
                language = config.language or converter.language_of(
                    review, _text(data, task.source_format, ("review",)), config.settings.words
                )
            if task.target_format == "html" and not review.metadata.canonical:
                review = _standing(review, task, config)
            folder = None if task.source == STDIN else os.path.dirname(task.source)
            surroundings: dict[str, Any] = {
                "own": reading.own,
                "language": language,
                "folder": folder,
            }
            shown = self._shown(review, task, language)
            uses = _uses(shown.review, task, folder) if job.key else []
            lost = (
                *reading.losses,
                *converter.losses(shown.counted, task.target_format, **surroundings),
                *shown.lost,
            )
            if self.strict and lost:
                said = f"{task.source}: not converted, for --strict asks for no loss"
                return Done(task, 1, _at(task, lost), said=said), None
            begun = _Begun(job, lost, faults, _text(data, task.source_format))
            if source is not None and job.key and not faults:
                begun = begun._replace(made=Making(job.key, source, uses, packed(lost)))
            prepared = converter.prepare(
                shown.review,
                task.target_format,
                **surroundings,
                profile=self.profile,
                look=self.look(task),
                notice=shown.notice,
            )
            return begun, prepared
        except ReviewError as error:
            return self._refused(begun._replace(text=_text(data, task.source_format)), error), None

    def _shown(self, review: Review, task: Task, language: str | None) -> _Shown:
        if self.seen is None:
            return _Shown(review, review)
        from reviewfmt.converter.editions.edition import edition_of, told

        edition = edition_of(review, self.seen, language)
        counted = replace(edition.review, boilerplate=review.boilerplate, comments=review.comments)
        return _Shown(
            edition.review, counted, edition.notice, tuple(told(edition, task.target_format))
        )

    def look(self, task: Task) -> Look:
        """Return the look of an output; most formats have the default look."""
        if task.target_format not in LOOKING:
            return DEFAULT
        look = self.looks.of(self.configs.of(task.source))
        return look if task.target_format == "html" else look.without_templates

    def _end(self, begun: _Begun, made: bytes) -> Done:
        """Write a finished output."""
        job, task = begun.job, begun.job.task
        errors = _at(task, begun.faults)
        done = Done(task, 0, _at(task, begun.losses), errors)
        done = done._replace(report=self._report(job, errors, begun.text))
        if task.target == STDIN:
            return done._replace(data=made)
        try:
            written = write_output(task.target, made, job.expected, force=self.force)
        except FileError as error:
            said = f"{error}{'; --force replaces it' if error.exists else ''}"
            return done._replace(code=COULD_NOT_RUN, said=said)
        return done._replace(written=written, made=begun.made)

    def _refused(self, begun: _Begun, error: ReviewError) -> Done:
        task = begun.job.task
        found = _at(task, error.diagnostics)
        report = self._report(begun.job, found, begun.text)
        return Done(task, 1, _at(task, begun.losses), found, report)

    def _report(self, job: Job, found: tuple[Diagnostic, ...], text: str) -> str:
        if self.listed or not found:
            return ""
        from reviewfmt.cli.reports import report
        from reviewfmt.linter import Checked

        return report("full").render([Checked(job.task.source, text, found)], self.color)

    def _reading(
        self, task: Task, data: bytes, words: Words | None
    ) -> tuple[Reading, tuple[Diagnostic, ...]]:
        """Read a source; return the errors that are tolerated as well."""
        from reviewfmt.reading import read_to_publish

        base = os.path.basename(task.source)
        name = "" if task.source == STDIN else os.path.splitext(base)[0]
        return read_to_publish(
            data,
            task.source_format,
            task.source,
            lenient=self.lenient,
            name=name,
            limit=self.limit,
            words=words,
        )


def _standing(review: Review, task: Task, config: Config) -> Review:
    """Return a review with the address of its page, if the configuration tells it."""
    address = None if task.source == STDIN else config.canonical_of(task.source)
    if address is None:
        return review
    return replace(review, metadata=replace(review.metadata, canonical=address))


def _uses(review: Review, task: Task, folder: str | None) -> list[list[Any]]:
    """Return a record of the other files that the output is made of."""
    from reviewfmt.converter import FORMATS
    from reviewfmt.converter.named import files_named

    return uses_of(folder or "", files_named(review, FORMATS[task.target_format]))


def _at(task: Task, found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(replace(one, path=task.source) for one in found)


_TEXTS = ("review", "json", "markdown", "html", "page")


def _text(data: bytes, source_format: str, formats: Sequence[str] = _TEXTS) -> str:
    """The text of a source in one of `formats`, which findings point into; "" for other formats."""
    if source_format not in formats:
        return ""
    from reviewfmt.source import decode

    try:
        return decode(data)
    except ReviewError:
        return ""
