"""Reads the lines of a page's text."""

from __future__ import annotations

import re
from itertools import chain, count
from typing import NamedTuple

from reviewfmt.characters import CONTROL, strip, tidy
from reviewfmt.span import Span

_ENDS = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_TAB = 8
_PIPE = re.compile(r"(?<=\s)[|｜](?=\s)")
_LONGEST = 300
_PIPE_ROW = re.compile(r"[|｜][^|｜]++(?:[|｜][^|｜]++)++[|｜]?")


MOST_LINES = 50_000
"""A page with more lines is not read."""


ZONES_OF_SITES = frozenset(("around", "comments"))
"""The zones of a page whose lines are never part of a review."""


class Hint(NamedTuple):
    """What the markup of a page says about a line.

    `tag` is the tag of its block, "b" if all its words are strong; `zone` is the part of the page:
    content, beside, around or comments. `marked` is its text with its marks, `linked` is the share
    of it in links. `opens` tells that it is the first line of its block. `picture` has the address,
    the text and the caption of a picture. `bullet` is what browsers show in front of the text.
    """

    tag: str
    zone: str
    marked: str
    opens: bool = True
    linked: float = 0.0
    quoted: bool = False
    picture: tuple[str, str | None, str | None] | None = None
    bullet: str = ""


class PageLine(NamedTuple):
    """A line that is not blank.

    `text` has no white space at its ends, and single spaces; `cells` are those of a row of a table,
    separated by tabs or pipes, and empty for any other line. `gap` tells that a blank line is
    above. `hint` is what markup says about the line, None in a text.
    """

    span: Span
    text: str
    cells: tuple[str, ...]
    indent: int
    gap: bool
    hint: Hint | None = None


def read_text(text: str) -> list[PageLine]:
    """Return the lines of a page's text that are not blank, without control characters.

    At most `MOST_LINES` + 1 lines are read.
    """
    found: list[PageLine] = []
    offset = 0
    gap = True
    numbers = count(1)
    for end in chain(_ENDS.finditer(text), (None,)):
        stop = len(text) if end is None else end.start()
        line = _line(text[offset:stop], next(numbers), offset, gap)
        gap = line is None
        if line is not None:
            found.append(line)
            if len(found) > MOST_LINES:
                break
        offset = stop if end is None else end.end()
    return _with_rows(found)


def between(first: PageLine, last: PageLine) -> Span:
    """Return the span from the beginning of a line to the end of another."""
    return Span(*first.span[:3], *last.span[3:])


def said_by(line: PageLine) -> str:
    """Return the text of a line without the bullet from its markup."""
    return line.text if line.hint is None else line.text.removeprefix(line.hint.bullet)


def marked_text(line: PageLine) -> str:
    """Return the text of a line with its marks, if markup has them."""
    return line.text if line.hint is None else line.hint.marked


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


def _with_rows(lines: list[PageLine]) -> list[PageLine]:
    """Return the lines of a page; those of a block with the same number of pipes are table rows."""
    counts = [0 if line.cells else len(_PIPE.findall(line.text[:_LONGEST])) for line in lines]
    found = []
    for at, (line, count_) in enumerate(zip(lines, counts, strict=True)):
        above = at > 0 and not line.gap and counts[at - 1] == count_
        below = at + 1 < len(lines) and not lines[at + 1].gap and counts[at + 1] == count_
        if count_ and (above or below):
            line = line._replace(cells=tuple(filter(None, map(tidy, _PIPE.split(line.text)))))
        found.append(line)
    return found


def _cells(text: str) -> tuple[str, ...]:
    """Return the cells of a row of a table."""
    if "\t" in text:
        return tuple(filter(None, map(tidy, text.split("\t"))))
    if _PIPE_ROW.fullmatch(text):
        return tuple(filter(None, (tidy(cell) for cell in re.split("[|｜]", text))))
    return ()
