"""The tasks of `convert`: each a source that is read, and the bytes of its output."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from reviewfmt.batch import STDIN, run
from reviewfmt.cli.inputs import read
from reviewfmt.cli.plan import Task
from reviewfmt.config import Configs
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.source import recoded

if TYPE_CHECKING:
    from reviewfmt.converter import Reading
    from reviewfmt.syntax.words import Words


class Done(NamedTuple):
    """A task that was done: the bytes to write, what is wrong with their source, what they lack.

    There are no bytes where the source does not read, but for --lenient.
    """

    task: Task
    data: bytes | None
    error: ReviewError | None = None
    text: str = ""
    losses: tuple[Diagnostic, ...] = ()


class Asked(NamedTuple):
    """What the command line asks of each conversion."""

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


def work(tasks: Sequence[Task], asked: Asked, jobs: int) -> Iterator[Done]:
    """Do the tasks, `jobs` at a time, and yield what each gives, in their order."""
    from reviewfmt import converter

    def convert(task: Task) -> Done:
        data = b""
        try:
            config = asked.configs.of(task.source)
            data = read(task.source, config.max_file_size)
            if asked.encoding and not converter.FORMATS[task.source_format].binary:
                data = recoded(data, asked.encoding, task.source)
            reading, faults = _reading(task, data, asked, config.settings.words)
            review = converter.with_metadata(reading.review, asked.metadata)
            language = config.language or converter.language_of(
                review, _text(data, task.source_format, ("review",)), config.settings.words
            )
            folder = None if task.source == STDIN else os.path.dirname(task.source)
            surroundings: dict[str, Any] = {
                "own": reading.own,
                "language": language,
                "folder": folder,
            }
            lost = (
                *reading.losses,
                *converter.losses(review, task.target_format, **surroundings),
            )
            if asked.strict and lost:
                return Done(task, None, losses=lost)
            made = converter.write(
                review, task.target_format, **surroundings, profile=asked.profile
            )
            error = ReviewError(faults) if faults else None
            return Done(task, made, error, _text(data, task.source_format), lost)
        except ReviewError as error:
            return Done(task, None, error, _text(data, task.source_format))

    return run(convert, tasks, jobs)


def _reading(
    task: Task, data: bytes, asked: Asked, words: Words | None
) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """Read a source; returns what is wrong with it besides, where that is let pass."""
    from reviewfmt import converter

    if asked.lenient and task.source_format == "review":
        from reviewfmt.converter.lenient import read_leniently

        name = "" if task.source == STDIN else os.path.splitext(os.path.basename(task.source))[0]
        return read_leniently(data, task.source, name=name, words=words)
    reading = converter.read_document(
        data, task.source_format, task.source, limit=asked.limit, words=words
    )
    return reading, ()


_TEXTS = ("review", "json", "markdown", "html")


def _text(data: bytes, source_format: str, formats: Sequence[str] = _TEXTS) -> str:
    """The text of a source in one of `formats`, which findings point into; "" where it is none."""
    if source_format not in formats:
        return ""
    from reviewfmt.source import decode

    try:
        return decode(data)
    except ReviewError:
        return ""
