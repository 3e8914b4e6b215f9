"""Builds sections from the lines of a review's text: headings, paragraphs and lists."""

from __future__ import annotations

from reviewfmt.characters import tidy
from reviewfmt.model import Heading, Section
from reviewfmt.pages.blocks import Run, add_item, add_paragraph, built
from reviewfmt.pages.guides import Guides
from reviewfmt.pages.lines import PageLine
from reviewfmt.syntax.words import Words


class Body:
    """Builds the sections of one review, line by line."""

    def __init__(self, words: Words, guides: Guides) -> None:
        self._words = words
        self._guides = guides
        self._sections: list[tuple[Heading | None, list[Run], int | None]] = []
        self._into: list[PageLine] | None = None

    @property
    def is_blank(self) -> bool:
        """Tell whether no section has a paragraph or a list."""
        return not any(blocks for _, blocks, _ in self._sections)

    def end(self) -> None:
        """End the paragraph or the item above."""
        self._into = None

    def heading(self, line: PageLine) -> None:
        """Take a heading, which ends the guide above."""
        self.name(line, tidy(line.text.lstrip("#＃")) or line.text)
        self._guides.close()

    def name(self, line: PageLine, text: str) -> None:
        """Take a line that turns out to be a heading."""
        self._sections.append((Heading(text, line.span), [], self._guides.last))

    def paragraph(self, line: PageLine) -> None:
        """Take the first line of a paragraph."""
        self._into = add_paragraph(self._blocks(), line)

    def item(self, line: PageLine) -> None:
        """Take the first line of an item."""
        self._into = add_item(self._blocks(), line)

    def note(self, line: PageLine) -> None:
        """Take a note on the last episode; without an episode, it is a paragraph."""
        self._into = self._guides.note(line)
        if self._into is None:
            self.paragraph(line)

    def more(self, line: PageLine) -> None:
        """Take a continuation of the line above; without such a line, it is a paragraph."""
        if self._into is None:
            self.paragraph(line)
        else:
            self._into.append(line)

    def _blocks(self) -> list[Run]:
        """Return the blocks of the open section, or of a new one below a guide."""
        below = self._guides.last
        if not self._sections or self._sections[-1][2] != below:
            self._sections.append((None, [], below))
        self._guides.close()
        return self._sections[-1][1]

    def built(self) -> tuple[Section, ...]:
        """Return the sections."""
        return tuple(
            Section(heading, built(blocks, self._words), guide)
            for heading, blocks, guide in self._sections
            if heading is not None or blocks
        )
