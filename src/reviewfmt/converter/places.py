"""Finds where words are in the source of a document, whatever marks are between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property

from reviewfmt.characters import CONTROL
from reviewfmt.converter.accounting import Held, lost, structure, tokens, words_of
from reviewfmt.converter.accounting.addresses import led
from reviewfmt.converter.markdown.attributes import attributed
from reviewfmt.converter.units import (
    LINK,
    SOURCE,
    Unit,
    definitions,
    idle_footnotes,
    of_html,
    of_markdown,
)
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.model import Review
from reviewfmt.pandoc_ast.lines.bylines import without_addresses
from reviewfmt.source import Lines
from reviewfmt.span import NOWHERE, Span

UNSAID = " that no mark can say"
"""The suffix of the names of marks that a review has, but not in this place."""

_MOST = 8
"""At most this many consecutive words of a text are looked for."""

_LEAST = 3
"""This many consecutive words determine a place even if they may be labels."""


class Places:
    """The words of a Markdown or HTML source with their places.

    If a text occurs several times, the first choice is an occurrence of which nothing came into the
    review; each occurrence is used once before any is used again.
    """

    def __init__(self, text: str, format: str) -> None:
        self._text = text
        self._markup = MARKUP[format]
        self._read = of_html if format == "html" else of_markdown
        self._cursor = 0
        self._line = 0
        self._gone: list[tuple[int, int]] = []
        self._wanted: dict[tuple[int, tuple[str, ...]], list[int]] = {}
        self._by_itself: dict[tuple[str, ...], deque[Span]] = {}

    @cached_property
    def units(self) -> list[Unit]:
        """The texts of the source, unit by unit."""
        return list(self._read(self._text))

    def prefer(self, review: Review) -> None:
        """Prefer places of which nothing came into `review`."""
        found = lost(self.units, Held(review, ()))
        spans = (self.of(one.unit, one.start, one.end) for one in found)
        self._gone = sorted((span.offset, span.end_offset) for span in spans if span)
        self._wanted.clear()
        self._by_itself.clear()

    def of(self, unit: Unit, start: int, end: int) -> Span | None:
        """Return the place of a part of a unit of this source, or None if it has no place."""
        first = unit.offset(start)
        last = unit.offset(max(end - 1, start))
        if first is None or last is None:
            return None
        return self._lines.span(first, max(first, min(last + 1, len(self._text))))

    def find(self, said: str, before: int | None = None) -> Span:
        """Return the place of a text, by as many of its first words as occur anywhere.

        `before` is the number of earlier occurrences, if known. If no word occurs, the result is
        the beginning of the source.
        """
        said = without_addresses(said)
        if before is None and (span := self._whole(said)) is not None:
            return span
        value = said.partition(": ")[2]
        for text, whole in ((said, bool(value)), (value, False), (said, False)):
            if text and (span := self._search(text, before, whole=whole)) is not None:
                return span
        return self.beginning

    def _whole(self, said: str) -> Span | None:
        """Return the place where a text is a whole unit; each is used once before any again."""
        words = words_of(said)
        if words not in self._by_itself:
            numbers = self._by_words.get(words, ()) if words else ()
            found = [span for number in numbers if (span := self._span(number)) is not None]
            gone = [span for span in found if self._is_gone(span.offset)]
            self._by_itself[words] = deque(gone or found)
        places = self._by_itself[words]
        if not places:
            return None
        span = places[0]
        places.rotate(-1)
        self._cursor = span.offset + 1
        return span

    def _span(self, number: int) -> Span | None:
        """Return the place of all words of the unit with this number."""
        unit = self.units[number]
        known = tokens(unit.text)
        return self.of(unit, known[0].start, known[-1].end)

    def find_line(self, line: str, before: str) -> Span:
        """Return the place of a line of its own, after the text before it if that is found.

        Lines must be asked for in the order of the source.
        """
        said = words_of(line)
        above = self._first(words_of(before), self._line)
        found = self._first(said, self._line if above is None else above + 1)
        found = self._first(said, 0) if found is None else found
        if found is None:
            return self.find(line)
        self._line = found
        return self._span(found) or self.beginning

    def _first(self, said: tuple[str, ...], least: int) -> int | None:
        """Return the number of the first unit, from `least` on, that consists of these words."""
        places = self._by_words.get(said, ()) if said else ()
        at = bisect_left(places, least)
        return places[at] if at < len(places) else None

    @cached_property
    def _by_words(self) -> Mapping[tuple[str, ...], list[int]]:
        found: dict[tuple[str, ...], list[int]] = {}
        for number, unit in enumerate(self.units):
            if not unit.name:
                found.setdefault(words_of(unit.text), []).append(number)
        return found

    def find_value(self, unit: Unit) -> Span | None:
        """Return the place of a value whose words are in the source, or None."""
        places = self._values.get((unit.name, unit.text)) if unit.name else None
        if not places:
            return None
        found = places.pop() if len(places) > 1 else places[0]
        return self.of(found, 0, len(found.text))

    def unused(self, used: Set[str]) -> Iterator[Unit]:
        """Yield the parts of a Markdown text that no reader of it sees.

        These are definitions of links and footnotes that nothing uses, and the words in lists of
        attributes. `used` are the addresses that are used.
        """
        known = set(map(led, used))
        for address, unit in definitions(self._text):
            if led(address) not in known:
                yield unit
        yield from idle_footnotes(self._text)
        yield from attributed(self._text)

    def located(self, found: Diagnostic) -> Diagnostic:
        """Return a finding at its place for a person, which is the same here."""
        return found

    def find_markup(self, name: str) -> Span:
        """Return the first place of a markup, by its name in losses.

        If it is unknown what the markup looks like, the result is the beginning of the source.
        """
        pattern = self._markup.get(name.removesuffix(UNSAID))
        match = pattern.search(self._text) if pattern else None
        if match is None:
            return self.beginning
        return self._lines.span(match.start(), match.end())

    @cached_property
    def beginning(self) -> Span:
        """The first words of the source; NOWHERE if there are none."""
        for unit in (*(one for one in self.units if not one.name), *self.units):
            if said := tokens(unit.text):
                return self.of(unit, said[0].start, said[-1].end) or NOWHERE
        return NOWHERE

    @cached_property
    def end(self) -> Span:
        """The last words that a reader of the source sees; NOWHERE if there are none."""
        for unit in reversed(self.units):
            if not unit.name and (said := tokens(unit.text)):
                return self.of(unit, said[0].start, said[-1].end) or NOWHERE
        return NOWHERE

    @cached_property
    def _values(self) -> dict[tuple[str, str], list[Unit]]:
        """The values of the source by their names and texts; the last value of a kind is first."""
        found: dict[tuple[str, str], list[Unit]] = {}
        for unit in reversed(self.units):
            if unit.name:
                found.setdefault((unit.name, unit.text), []).append(unit)
        return found

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    @cached_property
    def _rows(self) -> tuple[_Row, _Row]:
        """All words of the source, and those that are more than labels."""
        every, bare, labels = _Row(), _Row(), structure()
        for unit in self.units:
            if unit.name in (LINK, SOURCE):
                continue
            for token in tokens(unit.text):
                start, last = unit.offset(token.start), unit.offset(token.end - 1)
                if start is not None and last is not None:
                    every.add(token.word, start, last + 1)
                    if token.word not in labels:
                        bare.add(token.word, start, last + 1)
        return every, bare

    def _search(self, said: str, before: int | None, *, whole: bool = False) -> Span | None:
        """Return the place of as many of the words as possible; with `whole`, of all of them."""
        words = tuple(token.word for token in tokens(said))[:_MOST]
        bare = tuple(word for word in words if word not in structure())
        every, rest = self._rows
        tries = [(every, words[:size]) for size in _sizes(len(words)) if size >= _LEAST]
        if len(words) < _LEAST:
            tries.append((every, words))
        tries += [(rest, bare[:size]) for size in _sizes(len(bare))]
        if whole:
            tries = [(every, words)]
        for row, asked in tries:
            span = self._next(row, asked, before)
            if span is not None:
                return self._lines.span(*span)
        return None

    def _next(
        self, row: _Row, asked: tuple[str, ...], before: int | None
    ) -> tuple[int, int] | None:
        """Return the range of the next occurrence of words after the cursor."""
        places = row.stands(asked) if asked else []
        if not places:
            return None
        if before is not None:
            found = places[min(before, len(places) - 1)]
            return row.starts[found], row.ends[found + len(asked) - 1]
        key = (id(row), asked)
        if key not in self._wanted:
            gone = [one for one in places if self._is_gone(row.starts[one])]
            self._wanted[key] = gone or places
        wanted = self._wanted[key]
        at = bisect_left(wanted, self._cursor, key=lambda one: row.starts[one])
        found = wanted[at if at < len(wanted) else 0]
        self._cursor = row.starts[found] + 1
        return row.starts[found], row.ends[found + len(asked) - 1]

    def _is_gone(self, offset: int) -> bool:
        at = bisect_right(self._gone, (offset, len(self._text))) - 1
        return at >= 0 and offset < self._gone[at][1]


def _sizes(most: int) -> Iterator[int]:
    """Yield how many words to look for, in descending order."""
    size = most
    while size:
        yield size
        size //= 2


@dataclass(slots=True)
class _Row:
    """The words of a source in order, with their ranges, and an index of consecutive words."""

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    _index: dict[int, dict[tuple[str, ...], list[int]]] = field(default_factory=dict)

    def add(self, word: str, start: int, end: int) -> None:
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)

    def stands(self, asked: tuple[str, ...]) -> list[int]:
        """Return the numbers of the words at which a run of words occurs."""
        size = len(asked)
        if size not in self._index:
            index: dict[tuple[str, ...], list[int]] = {}
            for place in range(len(self.words) - size + 1):
                index.setdefault(tuple(self.words[place : place + size]), []).append(place)
            self._index[size] = index
        return self._index[size].get(asked, [])


def patterns(table: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    """Return a pattern for the markup of each name."""
    return {name: re.compile(said, re.IGNORECASE | re.MULTILINE) for name, said in table.items()}


_CONTROL = f"{CONTROL.pattern}|&#(?:[0-9]|[12][0-9]|3[01]);"
MARKUP = {
    "html": patterns(
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
    "markdown": patterns(
        {
            "image": "!\\[|<img\\b",
            "link of a picture": "\\[!\\[",
            "footnote": "\\[\\^[^\\]\\s]",
            "struck out text": "~~|<(?:s|strike|del)\\b",
            "underlined text": "<(?:u|ins)\\b",
            "superscript": "<sup\\b",
            "subscript": "<sub\\b",
            "mathematics": "\\$",
            "list of terms": "^ {0,3}:[ \\t]",
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
"""Patterns for the markup that losses name."""
