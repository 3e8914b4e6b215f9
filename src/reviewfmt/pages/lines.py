"""The lines of a page as its text holds them."""

from __future__ import annotations

import re
from itertools import count
from typing import NamedTuple

from reviewfmt.characters import CONTROL, strip, tidy
from reviewfmt.span import Span

_ENDS = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_TAB = 8
_PIPE_ROW = re.compile(r"[|｜][^|｜]++(?:[|｜][^|｜]++)++[|｜]?")


class PageLine(NamedTuple):
    """A line that is not blank.

    `text` has no white space at its ends and one space at a time in it; `cells` are those of a
    row of a table, parted by tabs or pipes, and empty for any other line. `gap` tells that a
    blank line stands above.
    """

    span: Span
    text: str
    cells: tuple[str, ...]
    indent: int
    gap: bool


def read_text(text: str) -> list[PageLine]:
    """Return the lines of a page's text that are not blank; control characters are left out."""
    found: list[PageLine] = []
    offset = 0
    gap = True
    numbers = count(1)
    for end in (*_ENDS.finditer(text), None):
        stop = len(text) if end is None else end.start()
        line = _line(text[offset:stop], next(numbers), offset, gap)
        gap = line is None
        if line is not None:
            found.append(line)
        offset = stop if end is None else end.end()
    return found


def between(first: PageLine, last: PageLine) -> Span:
    """Return the span from the beginning of a line to the end of another."""
    return Span(*first.span[:3], *last.span[3:])


def _line(whole: str, number: int, offset: int, gap: bool) -> PageLine | None:
    inside = strip(whole)
    if not inside:
        return None
    start = whole.index(inside)
    clean = CONTROL.sub("", inside) if not inside.isascii() or not inside.isprintable() else inside
    text = tidy(clean)
    if not text:
        return None
    column, last = start + 1, start + 1 + len(inside)
    begin = offset + start
    span = Span(number, column, begin, number, last, begin + len(inside))
    indent = len(whole[:start].expandtabs(_TAB))
    return PageLine(span, text, _cells(clean), indent, gap)


def _cells(text: str) -> tuple[str, ...]:
    """Return the cells of a row of a table."""
    if "\t" in text:
        return tuple(filter(None, map(tidy, text.split("\t"))))
    if _PIPE_ROW.fullmatch(text):
        return tuple(filter(None, (tidy(cell) for cell in re.split("[|｜]", text))))
    return ()
