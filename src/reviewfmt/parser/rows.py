"""The lines of a source that are not blank, each with its place and its shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reviewfmt.shapes import ENTRY, LONGEST, MARKS, shape_of


class Row(NamedTuple):
    """A line that is not blank: its number from 0, where its text starts, and its shape.

    `column`, from 0, and `offset` are those of the first character of `text`; `tidy` tells that
    tidying is known to leave the text as it is.
    """

    line: int
    column: int
    offset: int
    text: str
    block: int
    shape: str
    match: re.Match[str] | None
    tidy: bool = False


def gather(
    lines: Sequence[str],
    starts: Sequence[int] | None,
    known: re.Pattern[str],
    trim: Callable[[str], str],
) -> list[Row]:
    """Return the rows of a source: its lines that are not blank, each in its block.

    `starts` are the offsets of the lines; None when one character ends each. `trim` takes the
    white space off the ends of a line.
    """
    rows: list[Row] = []
    block = 0
    blank = False
    new = tuple.__new__
    begin = 0
    for number, (line, text) in enumerate(zip(lines, map(trim, lines), strict=True)):
        offset = begin if starts is None else starts[number]
        begin += len(line) + 1
        if not text:
            blank = True
            continue
        if blank:
            block += 1
            blank = False
        first = text[0]
        column = 0 if line[0] == first else line.index(first)
        if (
            len(text) > LONGEST
            and first not in MARKS
            and "|" not in text
            and "eview" not in text
            and "  " not in text
            and "\t" not in text
        ):
            place = (number, column, offset + column, text, block)
            rows.append(new(Row, (*place, "PROSE", None, True)))
            continue
        if first == "E" and "|" in text and (match := ENTRY.match(text)):
            rows.append(
                new(Row, (number, column, offset + column, text, block, "ENTRY", match, False))
            )
            continue
        shape, match = shape_of(text, known)
        rows.append(new(Row, (number, column, offset + column, text, block, shape, match, False)))
    return rows


def short(text: str) -> str:
    """Return a line as a message quotes it: its beginning, if it is long."""
    return repr(text if len(text) <= 40 else text[:39] + "…")
