"""One edition of a text, read and checked once for all requests about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from reviewfmt.server.positions import Positions, split_lines, without_end

if TYPE_CHECKING:
    from reviewfmt.diagnostic import Diagnostic
    from reviewfmt.linter import Settings
    from reviewfmt.model import Leaf, Review
    from reviewfmt.parser import Parsed
    from reviewfmt.rules.context import Context
    from reviewfmt.server.positions import Encoding
    from reviewfmt.syntax.words import Words
    from reviewfmt.writer import LineEnding


class Analysis:
    """A text, and what is asked about it; each answer is made when it is first asked for.

    `settings` are those of its file, `line_ending` what `format` asks for there. `keep` leaves out
    the findings that a baseline knows.
    """

    def __init__(
        self,
        text: str,
        settings: Settings | None = None,
        encoding: Encoding = "utf-16",
        *,
        lines: Sequence[str] | None = None,
        line_ending: LineEnding = "keep",
        keep: Callable[[str, list[Diagnostic]], list[Diagnostic]] | None = None,
    ) -> None:
        from reviewfmt.linter.settings import DEFAULT

        self.text = text
        self.settings = settings or DEFAULT
        self.line_ending = line_ending
        self.places = Positions(split_lines(text) if lines is None else lines, encoding)
        self._keep = keep

    @property
    def words(self) -> Words:
        """The words that the text is read with."""
        return self.settings.words

    @cached_property
    def parsed(self) -> Parsed:
        """What was read of the text."""
        from reviewfmt.linter import read

        return read(self.text, self.settings)

    @property
    def review(self) -> Review:
        """The review, as far as it reads."""
        return self.parsed.review

    @cached_property
    def findings(self) -> list[Diagnostic]:
        """What `check` finds, without what a baseline knows."""
        from reviewfmt.linter import check_parsed

        found = check_parsed(self.parsed, None, self.settings)
        return found if self._keep is None else self._keep(self.text, found)

    @cached_property
    def context(self) -> Context:
        """The text as rules look at it."""
        from reviewfmt.rules.context import Context

        return Context(self.parsed)

    @property
    def leaves(self) -> Sequence[Leaf]:
        """Every leaf, in the order of the source."""
        return self.context.leaves

    @property
    def language(self) -> str | None:
        """The language that the review names."""
        return self.review.metadata.language

    def with_text(self, text: str) -> Analysis:
        """Return another text under the same settings."""
        return Analysis(
            text,
            self.settings,
            self.places.encoding,
            line_ending=self.line_ending,
            keep=self._keep,
        )

    def line_at(self, line: int) -> str:
        """Return a line, counted from 0, without its end."""
        lines = self.places.lines
        found = without_end(lines[line]) if 0 <= line < len(lines) else ""
        return found.removeprefix("\ufeff") if line == 0 else found
