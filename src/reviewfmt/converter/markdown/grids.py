"""Turns grid tables in Markdown, which pandoc writes for long cells, into tables with pipes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_EDGE = re.compile(r"\+(?::?[-=]{3,}:?\+)+[ \t\r]*")
_MOST_ROWS = 1000


def without_grids(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines with each grid table as a table with pipes; invalid grids stay as they are."""
    place = 0
    while place < len(lines):
        end = place
        if lines[place].startswith("+") and _EDGE.fullmatch(lines[place]):
            end = place + 1
            while end < len(lines) and lines[end].startswith(("+", "|")):
                end += 1
        table = _table(lines[place:end]) if end - place > 2 else None
        if table is None:
            yield lines[place]
            place += 1
            continue
        yield from ("", *table, "")
        place = end


def _table(lines: Sequence[str]) -> list[str] | None:
    """Return the lines of a grid table with pipes, or None if its edges do not match."""
    first = lines[0].rstrip()
    cuts = [at for at, sign in enumerate(first) if sign == "+"]
    rows: list[list[str]] = []
    cells = [""] * (len(cuts) - 1)
    head = 0
    for line in lines[1:]:
        if line.startswith("+"):
            if [at for at, sign in enumerate(line.rstrip()) if sign == "+"] != cuts:
                return None
            rows.append(cells)
            cells = [""] * (len(cuts) - 1)
            head = len(rows) if "=" in line else head
            continue
        if len(line.rstrip()) <= cuts[-1] or any(line[at] != "|" for at in cuts):
            return None
        parts = (line[a + 1 : b].strip() for a, b in pairwise(cuts))
        cells = [f"{cell} {part}".strip() for cell, part in zip(cells, parts, strict=True)]
    if any(cells) or not rows or len(rows) > _MOST_ROWS or head > 1:
        return None
    if not head:
        rows.insert(0, [""] * (len(cuts) - 1))
    said = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return [said[0], "|" + "---|" * (len(cuts) - 1), *said[1:]]
