"""Reads the reviews that are published, whatever their formats."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from reviewfmt.batch.fingerprint import Source, source_of, state_of
from reviewfmt.config import Configs
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.files import read_file, reason
from reviewfmt.reading import read_to_publish
from reviewfmt.source import decode, recoded

if TYPE_CHECKING:
    from reviewfmt.converter import Reading
    from reviewfmt.converter.editions.edition import UpTo
    from reviewfmt.model import Review
    from reviewfmt.span import Span

UNREAD = "RF100"
"""The code of a file that cannot be read."""


class Input(NamedTuple):
    """A file with a review, and its format."""

    path: str
    format: str


class Opened(NamedTuple):
    """A review as it was read, with its losses and the errors that are tolerated.

    `review` is the edition that is published. `left_out` says what the edition leaves out, and
    `notice` says so on the page.
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
    """Reads files with reviews, all of them in the same way.

    With `lenient` a review with errors is published too. `seen` is how far the readers of what is
    published have seen.
    """

    configs: Configs
    lenient: bool = False
    encoding: str | None = None
    seen: UpTo | None = None

    def open(self, task: Input) -> Opened:
        """Read a file. Raises ReviewError if it is no review, or cannot be read."""
        from reviewfmt import converter

        config = self.configs.of(task.path)
        before = state_of(task.path)
        data = read_bytes(task.path, config.max_file_size)
        source = source_of(data, before)
        if self.encoding and not converter.SOURCES[task.format].binary:
            data = recoded(data, self.encoding, task.path)
        name = os.path.splitext(os.path.basename(task.path))[0]
        words = config.settings.words
        reading, faults = read_to_publish(
            data, task.format, task.path, lenient=self.lenient, name=name, words=words
        )
        text = _decoded(data) if task.format == "review" else ""
        review = reading.review
        language = review.metadata.language or config.language
        if language is None:
            language = converter.language_of(review, text, words) or "en"
        opened = Opened(reading, review, language, source, faults, text)
        return opened if self.seen is None else _edition(opened, self.seen)

    def line_of(self, task: Input, field: str) -> tuple[Span | None, str]:
        """Return where a file has a field, and the text that this is a place of."""
        try:
            opened = self.open(task)
        except ReviewError:
            return None, ""
        lines = (one for one in opened.review.metadata.fields if one.name == field)
        line = next(lines, None)
        return (line.span, opened.text) if line and opened.text else (None, "")


def given_up(path: str, why: str) -> Diagnostic:
    """Return the finding for a file whose process was killed twice."""
    message = f"the file was given up: the process that worked on it {why}, twice"
    return Diagnostic(UNREAD, message, path=path)


def _edition(opened: Opened, upto: UpTo) -> Opened:
    """Return the edition of a review for a reader who has seen a part of the work."""
    from reviewfmt.converter.editions.edition import edition_of, told

    edition = edition_of(opened.review, upto, opened.language)
    left_out = tuple(told(edition, "html"))
    return opened._replace(review=edition.review, left_out=left_out, notice=edition.notice)


def read_bytes(path: str, limit: int) -> bytes:
    """Return the bytes of a file. Raises ReviewError (RF100) if it cannot be read."""
    try:
        return read_file(path, limit)
    except OSError as error:
        message = f"the file cannot be read: {reason(error)}"
        help_ = "make it readable, or leave it out"
        raise ReviewError([Diagnostic(UNREAD, message, help=help_, path=path)]) from error


def text_of(path: str) -> str:
    """Return the text that findings in a file point into, "" if there is none."""
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
    """Return findings with the path of a file."""
    return tuple(replace(one, path=task.path) for one in found)
