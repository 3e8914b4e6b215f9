"""Where something is in a text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A range of a text, from its first character up to, not including, `end_*`.

    Lines and columns count from 1, columns and offsets in characters of the decoded text
    (a byte order mark is no character of it). Offsets count from 0.
    """

    line: int = 1
    column: int = 1
    offset: int = 0
    end_line: int = 1
    end_column: int = 1
    end_offset: int = 0


def joined(first: Span, last: Span) -> Span:
    """Return the span from the beginning of a span to the end of another."""
    return tuple.__new__(Span, first[:3] + last[3:])


NOWHERE = Span()
"""The span of a node that has no source: it was made by hand, or it is missing."""
