"""Changes of a text, collected and then made all at once."""

from __future__ import annotations

import re

from reviewfmt.span import Span

_LINE_ENDS = frozenset("\r\n")
_BLANK = " \t\u00a0"
_LOOK = 100
"""How many characters above an edit tell whether a blank line is there."""

_REST = re.compile(r"[ \t\u00a0]*+(\r\n|\n|\r|\Z)")
_BLANK_ABOVE = re.compile(r"(?:\n|\r(?!\n))[ \t\u00a0]*+(?:\r\n|\n|\r)\Z|\A\Z")
_BLANK_BETWEEN = re.compile(r"(?:\r\n|\n|\r(?!\n))[ \t\u00a0]*+[\r\n]")
_BLANK_LINE = re.compile(r"[ \t\u00a0]*+(?:\r\n|\n|\r|\Z)")


class Patch:
    """Changes of a text, made all at once."""

    def __init__(self, text: str, end: str) -> None:
        self._text = text
        self._end = end
        self._edits: list[tuple[int, int, str]] = []
        self._added: dict[int, list[tuple[str, str]]] = {}

    def replace(self, span: Span, text: str) -> None:
        """Write `text` instead of a span."""
        self._edits.append((span.offset, span.end_offset, text))

    def put(self, offset: int, text: str) -> None:
        """Write `text` in front of an offset."""
        self._edits.append((offset, offset, text))

    def add(self, offset: int, text: str, below: str) -> None:
        """Write `text` behind an offset; `below` is the gap between it and what follows."""
        self._added.setdefault(offset, []).append((text, below))

    def part(self, above: int, below: int, gap: str) -> None:
        """Put a blank line between two offsets, or remove it, as in `gap`."""
        between = self._text[above:below]
        if below <= above or _LINE_ENDS.isdisjoint(between):
            return
        is_blank = _BLANK_BETWEEN.search(between) is not None
        if gap.count("\n") > 1:
            if not is_blank:
                start = self._indent(below)
                self._edits.append((start, start, "\n"))
        elif is_blank and not between.strip():
            self._edits.append((above, below, gap))

    def indent(self, span: Span, indent: str) -> None:
        """Give a span the indentation `indent`, if the span opens its line."""
        start = self._indent(span.offset)
        if start == 0 or self._text[start - 1] in _LINE_ENDS:
            self._edits.append((start, span.offset, indent))

    def _indent(self, start: int) -> int:
        """Return where the white space in front of an offset begins."""
        while start and self._text[start - 1] in _BLANK:
            start -= 1
        return start

    def remove(self, span: Span) -> None:
        """Remove a span, and its line if nothing else is on it."""
        text = self._text
        start, end = self._indent(span.offset), span.end_offset
        rest = _REST.match(text, end)
        if rest is None or (start and text[start - 1] not in _LINE_ENDS):
            self._edits.append((span.offset, end, ""))
        else:
            self._edits.append((start, rest.end(), ""))

    def text(self) -> str:
        """Return the text with the changes; if two overlap, only the first is made."""
        text = self._text
        edits = [*self._edits, *map(self._insertion, self._added)]
        edits.sort(key=lambda one: one[:2])
        parts: list[str] = []
        above = ""  # the end of the new text, to tell whether a line is blank
        at = 0
        for start, end, new in edits:
            if start < at:
                if start < end:
                    continue
                start = end = at  # the line that it should follow is removed
                new = new.lstrip("\n") + "\n\n"
            kept = text[at:start]
            written = new if self._end == "\n" else new.replace("\n", self._end)
            parts += [kept, written]
            above = (above + kept[-_LOOK:] + written[-_LOOK:])[-_LOOK:]
            at = end
            if not new and _BLANK_ABOVE.search(above) and (blank := _BLANK_LINE.match(text, at)):
                at = blank.end()  # one blank line is left of two
        return "".join([*parts, text[at:]])

    def _insertion(self, offset: int) -> tuple[int, int, str]:
        """Return the edit that adds text behind an offset, with the gap before what follows."""
        text = self._text
        new = "".join(one for one, _ in self._added[offset])
        below = self._added[offset][-1][1]
        rest = _REST.match(text, offset)
        if rest is None:
            return offset, offset, f"{new}\n"
        if below.count("\n") > 1 and rest[1] and not _BLANK_LINE.match(text, rest.end()):
            new += "\n"
        return rest.start(1), rest.start(1), new
