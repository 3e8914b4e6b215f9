"""What the readers of the parts hand on: tokens for the grammar, findings, and leaves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple, TypeAlias

from reviewfmt.characters import tidy
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Boilerplate, Comment, Leaf
from reviewfmt.span import Span, joined
from reviewfmt.syntax.lines import Line
from reviewfmt.syntax.shapes import Kind

Token: TypeAlias = tuple[str, list[Any]]
"""For the grammar: a type, and the nodes of one line, or of several of that type in succession."""


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


def aside(line: Line) -> Leaf:
    """Return the leaf of a comment or of boilerplate."""
    if line.kind is _COMMENT:
        return Comment(str(line.data), line.span)
    text = line.text
    if line.data == "sign" and line.kind is _BOILERPLATE:
        text = text[1:]
    return Boilerplate(tidy(text), line.span)
