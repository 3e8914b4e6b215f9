"""A finding about a source, and the exception that holds findings."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from reviewfmt.node import node
from reviewfmt.span import NOWHERE, Span


class Severity(StrEnum):
    """How severe a finding is: errors make a review invalid, warnings do not."""

    ERROR = "error"
    WARNING = "warning"


@node
class Edit:
    """A replacement of the characters from offset `start` up to `end` of the decoded text."""

    start: int
    end: int
    replacement: str


@node
class Fix:
    """The edits that fix a finding. A safe fix does not change the review that is read."""

    edits: tuple[Edit, ...]
    safe: bool
    message: str = ""


@node
class Diagnostic:
    """One finding at one place.

    `message` says in lower case what was found and what was expected; `help` says what to do about
    it. `related` are other places that the message is about, such as the first of two verdicts.
    `path` is the path of the file as it was given, "-" for standard input, or None for a text in
    memory. In an archive such as an EPUB, `part` is the file or the paragraph in which a person
    finds the place; `span` is then a place in that file.
    """

    code: str
    message: str
    span: Span = NOWHERE
    severity: Severity = Severity.ERROR
    help: str | None = None
    fix: Fix | None = None
    path: str | None = None
    related: tuple[Span, ...] = ()
    part: str | None = None

    @property
    def where(self) -> str:
        """The place within the file: `3:7`, or `EPUB/ch001.xhtml:3:7` or `paragraph 9`."""
        if self.part is not None and self.span == NOWHERE:
            return self.part
        place = f"{self.span.line}:{self.span.column}"
        return place if self.part is None else f"{self.part}:{place}"

    def place(self, path: str | None) -> str:
        """Return the place of the finding, in a file that is called `path`: `a.review:3:7`."""
        if path is None:
            return self.where
        return f"{path}:{self.where}" if self.part is None else f"{path}, {self.where}"

    def __str__(self) -> str:
        return f"{self.place(self.path)}: {self.code} {self.message}"


class ReviewError(Exception):
    """Raised when a source or a review cannot be read, written or converted.

    `diagnostics` holds every finding, in the order of the source; warnings may be among them.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__("\n".join(str(found) for found in self.diagnostics))

    def __reduce__(self) -> tuple[type[ReviewError], tuple[tuple[Diagnostic, ...]]]:
        """Let the error cross processes with its diagnostics."""
        return type(self), (self.diagnostics,)
