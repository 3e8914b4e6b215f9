"""Where in the source of a document its words stand, whatever marks are between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reviewfmt.characters import CONTROL
from reviewfmt.converter.accounting import Held, lost, structure, tokens
from reviewfmt.converter.units import Unit, of_html, of_markdown
from reviewfmt.model import Review
from reviewfmt.source import Lines
from reviewfmt.span import NOWHERE, Span

_MOST = 8
"""So many words of a text are looked for in a row."""

_LEAST = 3
"""So many words in a row are a place even where they may be labels."""


class Places:
    """The words of a Markdown or HTML source with their places.

    Where a text stands several times, the place of which nothing came into the review is taken
    first, and each place once before any is taken again.
    """

    def __init__(self, text: str, format: str) -> None:
        self._text = text
        self._markup = _MARKUP[format]
        self._read = of_html if format == "html" else of_markdown
        self._cursor = 0
        self._gone: list[tuple[int, int]] = []

    @cached_property
    def units(self) -> list[Unit]:
        """What the source says, unit by unit."""
        return list(self._read(self._text))

    def prefer(self, review: Review) -> None:
        """Take the places first of which nothing came into `review`."""
        found = lost(self.units, Held(review, ()))
        spans = (self.of(one.unit, one.start, one.end) for one in found)
        self._gone = sorted((span.offset, span.end_offset) for span in spans if span)

    def of(self, unit: Unit, start: int, end: int) -> Span | None:
        """Return the place of a part of a unit of this source, None where it has no place."""
        first = unit.offset(start)
        last = unit.offset(max(end - 1, start))
        if first is None or last is None:
            return None
        return self._lines.span(first, max(first, min(last + 1, len(self._text))))

    def find(self, said: str, before: int | None = None) -> Span:
        """Return where a text stands: as much of its beginning as stands anywhere.

        `before` is how often it stands before the place that is meant, if that is known. Where no
        word of it stands, it is the beginning of what the source says.
        """
        for text in (said, said.partition(": ")[2]):
            if text and (span := self._search(text, before)) is not None:
                return span
        return self.beginning

    def find_markup(self, name: str) -> Span:
        """Return where markup first stands, by the name that a loss has for it."""
        pattern = self._markup.get(name.removesuffix(" that no mark can say"))
        match = pattern.search(self._text) if pattern else None
        if match is None:
            return self.beginning
        return self._lines.span(match.start(), match.end())

    @cached_property
    def beginning(self) -> Span:
        """The first words of the source; NOWHERE where there are none."""
        for unit in (*(one for one in self.units if not one.name), *self.units):
            if said := tokens(unit.text):
                return self.of(unit, said[0].start, said[-1].end) or NOWHERE
        return NOWHERE

    @cached_property
    def end(self) -> Span:
        """The last words that a reader of the source sees; NOWHERE where there are none."""
        for unit in reversed(self.units):
            if not unit.name and (said := tokens(unit.text)):
                return self.of(unit, said[0].start, said[-1].end) or NOWHERE
        return NOWHERE

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    @cached_property
    def _rows(self) -> tuple[_Row, _Row]:
        """The words of the source, all of them, and those that are more than labels."""
        every, bare, labels = _Row(), _Row(), structure()
        for unit in self.units:
            for token in tokens(unit.text):
                start, last = unit.offset(token.start), unit.offset(token.end - 1)
                if start is not None and last is not None:
                    every.add(token.word, start, last + 1)
                    if token.word not in labels:
                        bare.add(token.word, start, last + 1)
        return every, bare

    def _search(self, said: str, before: int | None) -> Span | None:
        words = tuple(token.word for token in tokens(said))[:_MOST]
        bare = tuple(word for word in words if word not in structure())
        every, rest = self._rows
        tries = [(every, words[:size]) for size in _sizes(len(words)) if size >= _LEAST]
        if len(words) < _LEAST:
            tries.append((every, words))
        tries += [(rest, bare[:size]) for size in _sizes(len(bare))]
        for row, asked in tries:
            span = self._next(row, asked, before)
            if span is not None:
                return self._lines.span(*span)
        return None

    def _next(
        self, row: _Row, asked: tuple[str, ...], before: int | None
    ) -> tuple[int, int] | None:
        """Return from where to where words stand, the next time behind the cursor."""
        places = row.stands(asked) if asked else []
        if not places:
            return None
        if before is not None:
            found = places[min(before, len(places) - 1)]
            return row.starts[found], row.ends[found + len(asked) - 1]
        wanted = [one for one in places if self._is_gone(row.starts[one])] or places
        at = bisect_left(wanted, self._cursor, key=lambda one: row.starts[one])
        found = wanted[at if at < len(wanted) else 0]
        self._cursor = row.starts[found] + 1
        return row.starts[found], row.ends[found + len(asked) - 1]

    def _is_gone(self, offset: int) -> bool:
        at = bisect_right(self._gone, (offset, len(self._text))) - 1
        return at >= 0 and offset < self._gone[at][1]


def _sizes(most: int) -> Iterator[int]:
    """Yield how many words to look for, the most first."""
    size = most
    while size:
        yield size
        size //= 2


@dataclass(slots=True)
class _Row:
    """Words in the order of a source, where each begins and ends, and where rows of them stand."""

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    _index: dict[int, dict[tuple[str, ...], list[int]]] = field(default_factory=dict)

    def add(self, word: str, start: int, end: int) -> None:
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)

    def stands(self, asked: tuple[str, ...]) -> list[int]:
        """Return the numbers of the words that a row of words begins with."""
        size = len(asked)
        if size not in self._index:
            index: dict[tuple[str, ...], list[int]] = {}
            for place in range(len(self.words) - size + 1):
                index.setdefault(tuple(self.words[place : place + size]), []).append(place)
            self._index[size] = index
        return self._index[size].get(asked, [])


def _patterns(table: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(said, re.IGNORECASE | re.MULTILINE) for name, said in table.items()}


_CONTROL = f"{CONTROL.pattern}|&#(?:[0-9]|[12][0-9]|3[01]);"
_MARKUP = {
    "html": _patterns(
        {
            "image": "<(?:img|image|svg)\\b",
            "link of a picture": "<a\\b",
            "footnote": "<(?:aside|section|li)\\b[^<>]{0,200}footnote|<a\\b[^<>]{0,200}(?:note|fn)",
            "HTML comment": "<!--",
            "rule": "<hr\\b",
            "block of code": "<(?:pre|listing)\\b",
            "code": "<(?:code|tt|kbd|samp|var)\\b",
            "mathematics": "<math\\b",
            "underlined text": "<(?:u|ins)\\b",
            "struck out text": "<(?:s|strike|del)\\b",
            "superscript": "<sup\\b",
            "subscript": "<sub\\b",
            "small capitals": "<[a-z]+\\b[^<>]{0,200}small-?caps",
            "list in a list": "<[uo]l\\b",
            "list of terms": "<dl\\b",
            "numbering of a list": "<ol\\b",
            "structure in a quotation": "<blockquote\\b",
            "emphasis": "<(?:em|i)\\b",
            "strong text": "<(?:strong|b)\\b",
            "link": "<a\\b",
            "spoiler": "<(?:details|span)\\b",
            "control character": _CONTROL,
        }
    ),
    "markdown": _patterns(
        {
            "image": "!\\[|<img\\b",
            "link of a picture": "\\[!\\[",
            "HTML comment": "<!--",
            "HTML tag": "</?[a-z][^<>\\n]{0,500}>",
            "rule": "^ {0,3}(?:(?:\\*[ \\t]*+){3,}+|(?:-[ \\t]*+){3,}+|(?:_[ \\t]*+){3,}+)$",
            "block of code": "^ {0,3}(?:```|~~~)|^(?: {4}|\\t)\\S",
            "code": "`",
            "list in a list": "^ {2,9}(?:[-*+]|\\d{1,9}[.)])[ \\t]",
            "numbering of a list": "^[ \\t]{0,9}\\d{1,9}[.)][ \\t]",
            "structure in a quotation": "^ {0,3}>",
            "emphasis": "[*_]",
            "strong text": "\\*\\*|__",
            "link": "\\[",
            "spoiler": "\\|\\|",
            "control character": _CONTROL,
        }
    ),
}
"""What the markup looks like that a loss names."""
