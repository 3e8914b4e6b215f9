"""What the readers of the parts hand on: tokens for the grammar, findings, and leaves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple, TypeAlias

from reviewfmt.characters import tidy
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Boilerplate, Comment, Leaf
from reviewfmt.span import Span
from reviewfmt.syntax.lines import Line
from reviewfmt.syntax.shapes import Kind

Token: TypeAlias = tuple[str, Any]
"""A line, or a whole paragraph, for the grammar: the type of its token, and its node."""


class Reading(NamedTuple):
    """What a reader makes of lines: tokens, the line it stops at, findings and other leaves.

    `guide_end` is where a guide ends, if prose below it was read along; `entries` are the lines
    of its entries.
    """

    tokens: Sequence[Token]
    end: int
    findings: Sequence[Diagnostic] = ()
    beside: Sequence[Leaf] = ()
    guide_end: int | None = None
    entries: Collection[int] = ()


_new = tuple.__new__


def span_of(line: Line) -> Span:
    """Return the span of a line."""
    number, column, offset, text, _, _, _, _ = line
    length = len(text)
    return _new(Span, (number, column, offset, number, column + length, offset + length))


def span_between(first: Line, last: Line) -> Span:
    """Return the span from the beginning of a line to the end of another."""
    if first is last:
        return span_of(first)
    length = len(last.text)
    return Span(
        first.number,
        first.column,
        first.offset,
        last.number,
        last.column + length,
        last.offset + length,
    )


def span_within(line: Line, start: int, end: int) -> Span:
    """Return the span of the characters of a line from `start` up to `end`."""
    number, column, offset, _, _, _, _, _ = line
    place = (number, column + start, offset + start, number, column + end, offset + end)
    return _new(Span, place)


def aside(line: Line) -> Leaf:
    """Return the leaf of a comment or of boilerplate."""
    if line.kind is Kind.COMMENT:
        return Comment(str(line.data), span_of(line))
    text = line.text
    if line.data == "sign" and line.kind is Kind.BOILERPLATE:
        text = text[1:]
    return Boilerplate(tidy(text), span_of(line))
