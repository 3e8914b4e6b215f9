"""Writes the tables of contents of an EPUB: for readers, for older systems, and landmarks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import count
from typing import NamedTuple


class Entry(NamedTuple):
    """An entry of a table of contents: its text as XHTML, its target, and the entries below it."""

    said: str
    target: str
    below: tuple[Entry, ...] = ()

    @property
    def plain(self) -> str:
        """The text without its markup, as XML."""
        return _TAG.sub("", self.said)


class Landmark(NamedTuple):
    """A place that reading systems can jump to: its type, its name as XML, and its path."""

    kind: str
    said: str
    target: str


_HEADING = re.compile(
    r'<section id="(?P<id>[^"]*+)" class="level(?P<level>[12])[ "][^>]*+>\n'
    r"<h[12]\b[^>]*+>(?P<said>.*?)</h[12]>"
)
_TAG = re.compile(r"<[^>]*+>")
_LINK = re.compile(r"<a\b[^>]*+>|</a>")


def entries_of(body: str, path: str, untitled: str) -> tuple[Entry, ...]:
    """Return the title and the headings of the chapter at `path`, with sections below the title.

    `untitled` is the name of a chapter without headings.
    """
    tops: list[tuple[int, Entry, list[Entry]]] = []
    for found in _HEADING.finditer(body):
        # A link cannot contain a link.
        said = _LINK.sub(lambda tag: "</span>" if tag[0] == "</a>" else "<span>", found["said"])
        target = f"{path}#{found['id']}" if found["id"] else path
        one, level = Entry(said, target), int(found["level"])
        if level > 1 and tops and tops[-1][0] == 1:
            tops[-1][2].append(one)
        else:
            tops.append((level, one, []))
    if not tops:
        return (Entry(untitled, path),)
    return tuple(one._replace(below=tuple(below)) for _, one, below in tops)


def nav(
    contents: Sequence[Entry], name: str, landmarks: Sequence[Landmark], landmarks_name: str
) -> str:
    """Return the table of contents and the landmarks as XHTML; names and titles are XML."""
    numbers = count(1)

    def listed(entries: Sequence[Entry]) -> str:
        items = []
        for one in entries:
            number = next(numbers)
            inside = listed(one.below) if one.below else ""
            items.append(
                f'<li id="toc-li-{number}"><a href="{one.target}">{one.said}</a>{inside}</li>'
            )
        return f'<ol class="toc">{"".join(items)}</ol>'

    marks = "".join(
        f'<li><a epub:type="{one.kind}" href="{one.target}">{one.said}</a></li>'
        for one in landmarks
    )
    return (
        '<nav epub:type="toc" role="doc-toc" id="toc">'
        f'<h1 id="toc-title">{name}</h1>{listed(contents)}</nav>\n'
        f'<nav epub:type="landmarks" id="landmarks" aria-label="{escape(landmarks_name)}"'
        f' hidden="hidden"><ol>{marks}</ol></nav>'
    )


def ncx(contents: Sequence[Entry], title: str, identifier: str) -> str:
    """Return the table of contents for reading systems of EPUB 2."""
    numbers = count(1)

    def points(entries: Sequence[Entry], indent: str) -> Iterator[str]:
        for one in entries:
            yield f'{indent}<navPoint id="navPoint-{next(numbers)}">\n'
            yield f"{indent}  <navLabel>\n{indent}    <text>{one.plain}</text>\n"
            yield f'{indent}  </navLabel>\n{indent}  <content src="{one.target}" />\n'
            yield from points(one.below, f"{indent}  ")
            yield f"{indent}</navPoint>\n"

    metas = "".join(
        f'    <meta name="dtb:{name}" content="{value}" />\n'
        for name, value in (
            ("uid", identifier),
            ("depth", "1"),
            ("totalPageCount", "0"),
            ("maxPageNumber", "0"),
        )
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ncx version="2005-1" xmlns="http://www.daisy.org/z3986/2005/ncx/">\n'
        f"  <head>\n{metas}  </head>\n"
        f"  <docTitle>\n    <text>{title}</text>\n  </docTitle>\n"
        f"  <navMap>\n{''.join(points(contents, '    '))}  </navMap>\n</ncx>\n"
    )
