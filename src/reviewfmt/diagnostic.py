"""What is said about a source: one finding, and the error that carries findings."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from reviewfmt.node import node
from reviewfmt.span import NOWHERE, Span


class Severity(StrEnum):
    """How grave a finding is: errors make a review invalid, warnings do not."""

    ERROR = "error"
    WARNING = "warning"


@node
class Edit:
    """Replace the characters from offset `start` up to `end` of the decoded text."""

    start: int
    end: int
    replacement: str


@node
class Fix:
    """The edits that mend a finding. A safe fix leaves the review that is read the same."""

    edits: tuple[Edit, ...]
    safe: bool
    message: str = ""


@node
class Diagnostic:
    """One finding at one place.

    `message` says what was found and what was expected, in lower case and in the format's
    words; `help` says what to do about it. `related` are other places that the message is about:
    the first of two verdicts, for one. `path` is the file's path as it was given, "-" for
    standard input, or None for text in memory. In an archive, such as an EPUB, `part` is what a
    person finds the place by, a file in it or a paragraph; `span` is then a place in that file.
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
        """The place behind the path: `3:7`, or `EPUB/ch001.xhtml:3:7` or `paragraph 9`."""
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
    """The one exception of the project: what could not be read, written or converted.

    `diagnostics` holds every finding, in the order of the source; warnings may be among them.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__("\n".join(str(found) for found in self.diagnostics))

    def __reduce__(self) -> tuple[type[ReviewError], tuple[tuple[Diagnostic, ...]]]:
        """Let the error cross processes with its diagnostics."""
        return type(self), (self.diagnostics,)
