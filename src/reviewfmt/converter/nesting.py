"""Finds how deep a document nests before pandoc reads it, in one pass and without a full parser.

Some of pandoc's readers take twice as long for each level of a list or a table that is not closed.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import NamedTuple

_DEEPEST = 200
"""At most this many elements, quotes or brackets may be nested."""

_NESTED = 6
"""With more nested lists or tables than this, a document has less time to be read."""

_TAG = re.compile(rb"<(/?)([A-Za-z][\w:-]*+)[^<>]*+")
_LISTS = frozenset((b"ul", b"ol", b"dl", b"table", b"w:tbl"))
# Elements without an end tag, or often written without one.
_OPEN = frozenset(
    b"area base br col embed hr img input link meta source track wbr html head body p li dt dd"
    b" thead tbody tfoot tr th td option optgroup rt rp colgroup caption".split()
)
_MARKERS = re.compile(rb"(?:[ \t]*+(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))++")
_MARKER = re.compile(rb"[>.)*+-]")
_BRACKET = re.compile(rb"[\[\]]|\n[ \t]*+\n")
_MEMBERS = (".xml", ".xhtml", ".html", ".htm")


class Depth(NamedTuple):
    """The number of nested elements, quotes or brackets, and of nested lists or tables."""

    all: int
    lists: int

    @property
    def too_deep(self) -> bool:
        """Tell whether the document is nested too deeply to be read."""
        return self.all > _DEEPEST

    @property
    def is_slow(self) -> bool:
        """Tell whether lists or tables nest deep enough to be slow to read."""
        return self.lists > _NESTED


def depth_of(data: bytes, format: str) -> Depth:
    """Return how deep a document nests; counting stops where that is too deep."""
    if format == "markdown":
        depth = _of_markdown(data)
        return Depth(depth, depth)
    if format == "html":
        return _of_elements(data)
    found = Depth(0, 0)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.lower().endswith(_MEMBERS) and not found.too_deep:
                found = Depth(*map(max, found, _of_elements(archive.read(name))))
    return found


def _of_elements(data: bytes) -> Depth:
    depth = deepest = lists = most_lists = 0
    for tag in _TAG.finditer(data):
        name = tag[2].lower()
        if name in _OPEN or tag[0].endswith(b"/"):
            continue
        step = -1 if tag[1] else 1
        depth = max(depth + step, 0)
        deepest = max(depth, deepest)
        if name in _LISTS:
            lists = max(lists + step, 0)
            most_lists = max(lists, most_lists)
        if deepest > _DEEPEST:
            break
    return Depth(deepest, most_lists)


def _of_markdown(data: bytes) -> int:
    deepest = depth = 0
    for line in data.splitlines():
        if markers := _MARKERS.match(line):
            deepest = max(deepest, len(_MARKER.findall(markers[0])))
    if data.count(b"[") <= deepest:
        return deepest
    for bracket in _BRACKET.finditer(data):
        depth = depth + 1 if bracket[0] == b"[" else max(depth - 1, 0) if bracket[0] == b"]" else 0
        deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            break
    return deepest
