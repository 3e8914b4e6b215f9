"""What the readers of the parts return: tokens for the grammar, findings, and leaves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple, TypeAlias

from reviewfmt.characters import tidy
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Boilerplate, Comment, Leaf
from reviewfmt.span import Span, joined
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.lines import Line

Token: TypeAlias = tuple[str, list[Any]]
"""For the grammar: a type, and the nodes of one line or of consecutive lines of this type."""


class Reading(NamedTuple):
    """What a reader returns: tokens, the line at which it stopped, findings and other leaves.

    `guide_end` is the end of a guide, if prose below it was read with it; `entries` are the lines
    of its entries.
    """

    tokens: Sequence[Token]
    end: int
    findings: Sequence[Diagnostic] = ()
    beside: Sequence[Leaf] = ()
    guide_end: int | None = None
    entries: Collection[int] = ()


_COMMENT = Kind.COMMENT
_BOILERPLATE = Kind.BOILERPLATE
_new = tuple.__new__


def span_between(first: Line, last: Line) -> Span:
    """Return the span from the beginning of a line to the end of another."""
    return first.span if first is last else joined(first.span, last.span)


def span_within(line: Line, start: int, end: int) -> Span:
    """Return the span of the characters of a line from `start` up to `end`."""
    number, column, offset, _, _, _ = line.span
    place = (number, column + start, offset + start, number, column + end, offset + end)
    return _new(Span, place)


def comment_or_boilerplate(line: Line) -> Leaf:
    """Return the leaf of a comment or of boilerplate."""
    if line.kind is _COMMENT:
        return Comment(str(line.data), line.span)
    text = line.text
    if line.data == "sign" and line.kind is _BOILERPLATE:
        text = text[1:]
    return Boilerplate(tidy(text), line.span)
