"""The input of a rule: the text, what was parsed from it, and functions that point into it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from reviewfmt.characters import WHITE_SPACE, widened
from reviewfmt.diagnostic import Diagnostic, Edit, Fix, Severity
from reviewfmt.fields import OwnField
from reviewfmt.findings import quoted
from reviewfmt.model import (
    Block,
    Boilerplate,
    Comment,
    Episode,
    Field,
    Guide,
    Item,
    Leaf,
    Paragraph,
    Quote,
    Rating,
    Verdict,
)
from reviewfmt.rules.numbering import Entry, counts_up, kinds
from reviewfmt.source import Lines
from reviewfmt.span import Span
from reviewfmt.syntax.vocabulary import fold

if TYPE_CHECKING:
    from reviewfmt.parser import Parsed

__all__ = ["Context", "Options", "paragraphs_of", "quoted", "warning"]

Options = Mapping[str, Mapping[str, float]]
"""The options of the rules, by code and name."""

_ESCAPE = "\\"
_QUOTE = widened(">")
_NEAR = 200
"""How far behind the last leaf a place may be for the search to start there."""
_NO_ENTRY = frozenset({"RF110", "RF119"})
_END = "(?:\r\n|\r|\n)"
_LINE = re.compile(f"[^\r\n]*{_END}?")
_LINES = re.compile(f"[^\r\n]*{_END}?(?:[ \t\u00a0]*{_END})*")


class Context:
    """A text for the rules: what was parsed from it, and the options of the rules."""

    def __init__(
        self,
        parsed: Parsed,
        options: Options = MappingProxyType({}),
        plugins: tuple[str, ...] = (),
    ) -> None:
        self.parsed = parsed
        self.options = options
        self.plugins = plugins
        """The plug-ins whose rules check the text too."""
        self.text = parsed.text
        """The decoded text; every offset counts in its characters."""
        self.review = parsed.review
        """The review, as far as the text could be read."""

    @cached_property
    def leaves(self) -> Sequence[Leaf]:
        """Every leaf, in the order of the source."""
        return self.parsed.leaves

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of all sections and all notes, in the order of the source."""
        found = [block for section in self.review.sections for block in section.blocks]
        notes = [
            block
            for guide in self.review.guides
            for episode in guide.episodes
            for block in episode.notes
        ]
        if notes:
            found = sorted((*found, *notes), key=_offset)
        return tuple(found)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of sections, notes and quotes, in the order of the source."""
        return tuple([paragraph for block in self.blocks for paragraph in paragraphs_of(block)])

    @cached_property
    def lines_at_fault(self) -> frozenset[int]:
        """The lines with an error of the parser."""
        return frozenset(
            one.span.line for one in self.parsed.diagnostics if one.severity is Severity.ERROR
        )

    @cached_property
    def lines_reported(self) -> frozenset[int]:
        """The lines with any finding of the parser."""
        return frozenset(one.span.line for one in self.parsed.diagnostics)

    @cached_property
    def guides(self) -> tuple[Guide, ...]:
        """The guides in which every line is an entry; only these can be counted."""
        faults = sorted(one.span.line for one in self.parsed.diagnostics if one.code in _NO_ENTRY)
        if not faults:
            return self.review.guides
        return tuple(
            guide
            for guide in self.review.guides
            if bisect_left(faults, guide.span.line) == bisect_right(faults, guide.span.end_line)
        )

    @cached_property
    def kinds(self) -> list[list[Entry]]:
        """The numbered entries by kind, each kind in the order of its numbers.

        Guides whose entries simply count up are left out: their numbers are correct.
        """
        guides = [guide for guide in self.guides if not counts_up(guide)]
        return [entries for guide in guides for entries in kinds(guide)]

    @cached_property
    def _offsets(self) -> list[int]:
        return [leaf.span.offset for leaf in self.leaves]

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    def leaf_at(self, offset: int) -> Leaf | None:
        """Return the leaf with the character at `offset`, or None between leaves."""
        index = bisect_right(self._offsets, offset) - 1
        if index < 0:
            return None
        leaf = self.leaves[index]
        return leaf if offset < leaf.span.end_offset else None

    def below(self, offset: int) -> Leaf | None:
        """Return the first leaf from `offset` on that is neither comment nor boilerplate."""
        for at in range(bisect_left(self._offsets, offset), len(self.leaves)):
            if not isinstance(self.leaves[at], Comment | Boilerplate):
                return self.leaves[at]
        return None

    def indent(self, span: Span) -> int:
        """Return the width of the white space before the first line of a node."""
        start = span.offset - span.column + 1
        line = self.text[start : span.end_offset]
        return len(line) - len(line.lstrip(" \t"))

    def in_prose(self, offset: int) -> bool:
        """Tell whether the character at `offset` is in a paragraph, a list or a remark."""
        leaf = self.leaf_at(offset)
        if isinstance(leaf, Episode | Rating | Verdict):
            return leaf.score is not None and offset >= leaf.score.span.end_offset
        return isinstance(leaf, Paragraph | Item)

    def in_target(self, start: int) -> bool:
        """Tell whether the address at `start` is the target of a link: `](…)` or `<…>`."""
        before = self.text[max(start - 2, 0) : start]
        return before == "](" or before.endswith("<")

    def field(self, name: str) -> Field | None:
        """Return the first field of a name (`FieldSpec.name`), or None."""
        for line in self.review.metadata.fields:
            if line.name == name:
                return line
        return None

    def own_field(self, field: OwnField) -> Field | None:
        """Return the line of a field of a plug-in, in any of its languages, or None."""
        keys = {fold(key) for key in field.keys}
        return next((one for one in self.review.metadata.extra if fold(one.key) in keys), None)

    def is_escaped(self, leaf: Leaf) -> bool:
        """Tell whether a backslash before a leaf makes it prose."""
        start = leaf.span.offset
        return _ESCAPE in self.text[max(0, start - 1) : start + 1]

    def source(self, leaf: Leaf) -> str:
        """Return a leaf as the text spells it."""
        return self.text[leaf.span.offset : leaf.span.end_offset]

    def span(self, start: int, end: int) -> Span:
        """Return the span from offset `start` up to, not including, `end`."""
        index = bisect_right(self._offsets, start) - 1
        if index >= 0:
            # For a place on the line of a leaf, the beginnings of all lines are not needed.
            leaf = self.leaves[index].span
            rest = self.text[leaf.end_offset : end] if end - leaf.end_offset < _NEAR else "\n"
            if leaf.line == leaf.end_line and "\n" not in rest and "\r" not in rest:
                by = leaf.column - leaf.offset
                return Span(leaf.line, start + by, start, leaf.line, end + by, end)
        return self._lines.span(start, end)

    def removal(self, span: Span) -> Edit:
        """Return the edit that removes the lines of a leaf, and the blank lines below them.

        The blank lines stay if there are none above, since they separate what is left. Anything
        else on the lines stays too.
        """
        start = span.offset - span.column + 1
        index = bisect_left(self._offsets, span.offset)
        near = (*self.leaves[max(0, index - 1) : index], *self.leaves[index + 1 : index + 2])
        if any(one.span.end_line == span.line or one.span.line == span.end_line for one in near):
            return Edit(span.offset, span.end_offset, "")
        rest = _LINE.match(self.text, span.end_offset)
        beside = self.text[start : span.offset] + (rest[0] if rest else "")
        if beside.strip(_ESCAPE + _QUOTE + WHITE_SPACE):
            return Edit(span.offset, span.end_offset, "")
        above = self.text[max(0, start - 3) : start].replace("\r\n", "\n").replace("\r", "\n")
        pattern = _LINES if start == 0 or above.endswith("\n\n") else _LINE
        match = pattern.match(self.text, span.end_offset)
        return Edit(start, match.end() if match else span.end_offset, "")


def paragraphs_of(block: Block) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a block."""
    if type(block) is Paragraph:
        return (block,)
    return block.paragraphs if type(block) is Quote else ()


def warning(
    code: str,
    message: str,
    span: Span,
    help_: str | None = None,
    fix: Fix | None = None,
    related: tuple[Span, ...] = (),
) -> Diagnostic:
    """Return a finding of a rule: a warning, as of all consistency and publishing rules."""
    return Diagnostic(code, message, span, Severity.WARNING, help_, fix, related=related)


def _offset(block: Block) -> int:
    return block.span.offset
