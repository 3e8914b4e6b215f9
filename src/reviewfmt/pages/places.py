"""Finds where the words of a page are in its source, which no HTML parser tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewfmt.source import Lines
from reviewfmt.span import Span

AT = "data-reviewfmt-at"
"""The attribute with the position of an element's tag."""

_TAG = re.compile(r"<(?P<name>[A-Za-z][^\s/<>]{0,40})(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_RAW = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
_WINDOW = 4096
_NEAR = 400
"""At most this many characters of tags may precede a text without a tag of its own."""

_LONGEST = 60
_TRIED = 8


def marked(text: str) -> str:
    """Return the source of a page with the position of each opening tag in an attribute."""
    return "".join(_marked(text))


def _marked(text: str) -> Iterator[str]:
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose small form is longer
        lower = text
    done = place = 0
    gone: set[str] = set()
    while (opens := text.find("<", place)) >= 0:
        if text.startswith("<!--", opens):
            place = _beyond(text, "-->", opens, gone)
            continue
        tag = _TAG.match(text, opens, opens + 2 * _WINDOW)
        if tag is None:
            place = opens + 1
            continue
        at = tag.end("name")
        yield text[done:at]
        yield f' {AT}="{opens}"'
        done, place = at, tag.end()
        name = tag["name"].lower()
        if name in _RAW and text[place - 2] != "/":
            place = _beyond(lower, f"</{name}", place, gone)
    yield text[done:]


def _beyond(text: str, sign: str, start: int, gone: set[str]) -> int:
    """Return where a sign ends, or `start` + 1 if it does not."""
    at = -1 if sign in gone else text.find(sign, start)
    if at < 0:
        gone.add(sign)
        return start + 1
    return at + len(sign)


class Cursor:
    """Walks through a source, one text after another."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines = Lines(source)
        self._last = -1
        self.here = 0
        self.tag = 0

    def at(self, place: str | None) -> None:
        """Move to the place of a tag, from the attribute `AT`."""
        if place is not None and place.isdecimal():
            self.tag = int(place)
            end = self._source.find(">", self.tag, self.tag + _WINDOW)
            self.here = max(end + 1, self.tag)

    def find(self, text: str) -> int:
        """Return where a text begins, and move to its end; if it is not found, the current place.

        If the source spells its signs as entities, the first of its words determines the place.
        """
        text = text.strip()
        until = self.here + _NEAR + len(text)
        for said in (text, text[:_LONGEST], *text.split(None, _TRIED)[:_TRIED]):
            start = self._source.find(said, self.here, until)
            if start >= 0:
                self.here = start + len(said)
                return start
        return self.here

    def span(self, start: int) -> Span:
        """Return the range from `start` to the cursor; no two ranges begin at the same place."""
        start = max(start, self._last + 1)
        start = min(start, len(self._source))
        self._last = start
        return self._lines.span(start, max(start, self.here))
