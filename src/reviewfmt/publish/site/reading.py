"""The first half of a site: each review is read, in several processes, and leaves its record."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from reviewfmt.batch.fingerprint import Source, source_of, state_of
from reviewfmt.config import Config, Configs
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.files import read_file, reason
from reviewfmt.publish.site.records import Record, record_of
from reviewfmt.source import decode, recoded

if TYPE_CHECKING:
    from reviewfmt.batch.engine import Tasks
    from reviewfmt.converter import Reading
    from reviewfmt.converter.edition import UpTo
    from reviewfmt.model import Review
    from reviewfmt.span import Span

UNREAD = "RF100"


class Input(NamedTuple):
    """A file that a site is made of, and its format."""

    path: str
    format: str


class Outcome(NamedTuple):
    """What reading a file gave: a record, or what is wrong with it.

    `text` is that of the file, which findings point into; it is kept where there are any.
    """

    input: Input
    record: Record | None = None
    source: Source | None = None
    found: tuple[Diagnostic, ...] = ()
    text: str = ""


class Opened(NamedTuple):
    """A review as it was read, with what reading it has lost, and the faults that are tolerated.

    `review` is the edition that is published, `left_out` says what that leaves out, and `notice`
    says so on the page.
    """

    reading: Reading
    review: Review
    language: str
    source: Source
    faults: tuple[Diagnostic, ...]
    text: str
    left_out: tuple[Diagnostic, ...] = ()
    notice: str = ""


@dataclass(frozen=True)
class Reader:
    """Reads the files of a site: a function of a stream of inputs, for the engine."""

    configs: Configs
    lenient: bool = False
    encoding: str | None = None
    seen: UpTo | None = None

    def __call__(self, tasks: Tasks[Input]) -> Iterator[Outcome]:
        """Read the files."""
        for task in tasks:
            yield self.outcome(task)

    def lost(self, task: Input, why: str) -> Outcome:
        """Return what to say of a file whose process was killed."""
        message = f"the file was given up: the process that worked on it {why}, twice"
        return Outcome(task, found=(Diagnostic(UNREAD, message, path=task.path),))

    def outcome(self, task: Input) -> Outcome:
        """Read one file."""
        try:
            opened = self.open(task)
        except ReviewError as error:
            return Outcome(task, found=at(task, error.diagnostics), text=text_of(task.path))
        record = record_of(opened.review, opened.language)
        faults = at(task, opened.faults)
        return Outcome(task, record, opened.source, faults, opened.text if faults else "")

    def line_of(self, task: Input, field: str) -> tuple[Span | None, str]:
        """Return where a file has a field, and the text that this is a place of."""
        try:
            opened = self.open(task)
        except ReviewError:
            return None, ""
        lines = (one for one in opened.review.metadata.fields if one.name == field)
        line = next(lines, None)
        return (line.span, opened.text) if line and opened.text else (None, "")

    def open(self, task: Input) -> Opened:
        """Read a file. Raises ReviewError where it is no review, or cannot be read."""
        from reviewfmt import converter

        config = self.configs.of(task.path)
        before = state_of(task.path)
        data = read_bytes(task.path, config.max_file_size)
        source = source_of(data, before)
        if self.encoding and not converter.SOURCES[task.format].binary:
            data = recoded(data, self.encoding, task.path)
        reading, faults = self._read(task, data, config)
        text = _decoded(data) if task.format == "review" else ""
        review = reading.review
        language = review.metadata.language or config.language
        if language is None:
            language = converter.language_of(review, text, config.settings.words) or "en"
        opened = Opened(reading, review, language, source, faults, text)
        return opened if self.seen is None else _edition(opened, self.seen)

    def _read(
        self, task: Input, data: bytes, config: Config
    ) -> tuple[Reading, tuple[Diagnostic, ...]]:
        from reviewfmt import converter

        words = config.settings.words
        if self.lenient and task.format != "page":
            from reviewfmt.converter.lenient import read_leniently

            name = os.path.splitext(os.path.basename(task.path))[0]
            return read_leniently(data, task.format, task.path, name=name, limit=None, words=words)
        if task.format in ("html", "page"):
            from reviewfmt.pages.documents import read_document

            return read_document(data, task.format, task.path, words=words), ()
        return converter.read_document(data, task.format, task.path, words=words), ()


def _edition(opened: Opened, upto: UpTo) -> Opened:
    """Return the edition of a review for a reader who has seen a part of the work."""
    from reviewfmt.converter.edition import seen, told

    edition = seen(opened.review, upto, opened.language)
    left_out = tuple(told(edition, "html"))
    return opened._replace(review=edition.review, left_out=left_out, notice=edition.notice)


def read_bytes(path: str, limit: int) -> bytes:
    """Return the bytes of a file. Raises ReviewError (RF100) where it cannot be read."""
    try:
        return read_file(path, limit)
    except OSError as error:
        message = f"the file cannot be read: {reason(error)}"
        help_ = "let it be read, or leave it out"
        raise ReviewError([Diagnostic(UNREAD, message, help=help_, path=path)]) from error


def text_of(path: str) -> str:
    """Return the text of a file for findings to point into, "" where there is none."""
    try:
        return _decoded(read_file(path))
    except OSError:
        return ""


def _decoded(data: bytes) -> str:
    try:
        return decode(data)
    except ReviewError:
        return ""


def at(task: Input, found: tuple[Diagnostic, ...] | list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings as those of a file."""
    return tuple(replace(one, path=task.path) for one in found)
