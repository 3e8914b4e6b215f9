"""Removes what is not part of the review from a page or a book that reviewfmt made.

`pandoc_ast/published/page.py` defines what that is: elements of the class `made`, the elements that
open hidden parts, those that contain hidden parts instead of a paragraph, and the rows with notes
below the entries that they belong to.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reviewfmt.converter.publication import rewritten

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*+)(?P<rest>[^<>]*+)>")
_CLASSES = re.compile(r"\bclass\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_VOID = frozenset(("img", "br", "hr", "input", "meta", "link", "wbr"))
_CELLS = frozenset(("td", "th"))
_SAID = re.compile(r"[^\n]")


class Unmade(NamedTuple):
    """A page without what was added to its review.

    `text` is for reading: notes are below the table of their guide. `places` has every character of
    the page at its original place, with comments in place of what was removed.
    """

    text: str
    places: str


def unmade(page: str) -> Unmade:
    """Return a page made by reviewfmt, reduced to its review. Takes linear time, never raises."""
    return _Reader(page).read()


class UnmadeBook(NamedTuple):
    """A book made by reviewfmt, with each page as in `Unmade`."""

    text: bytes
    places: bytes


def unmade_book(book: bytes) -> UnmadeBook:
    """Return a checked book made by reviewfmt, reduced to its review."""

    def is_page(name: str) -> bool:
        return name.endswith(".xhtml")

    return UnmadeBook(
        rewritten(book, is_page, lambda _, page: unmade(page).text),
        rewritten(book, is_page, lambda _, page: unmade(page).places),
    )


class _Reader:
    """One pass over the tags of a page.

    `_row` is the depth inside a row of notes, and `_notes` are the contents of such rows since the
    table began.
    """

    def __init__(self, page: str) -> None:
        self._page = page
        self._kept: list[str] = []
        self._places: list[str] = []
        self._notes: list[str] = []
        self._row = 0
        self._done = 0
        self._closed = True
        self._paragraph = False

    def read(self) -> Unmade:
        page, at = self._page, 0
        while (tag := _TAG.search(page, at)) is not None:
            at = tag.end()
            name = tag["name"].lower()
            ends = bool(tag["end"])
            if name == "details":
                self._leave_out(tag.start(), at)
            elif not ends and self._closed and "made" in _classes(tag["rest"]):
                end = self._end_of(tag, name)
                if end is None:
                    self._closed = False  # nor does another one: no page is read twice
                else:
                    self._leave_out(tag.start(), end)
                    at = end
            elif name == "div" and (
                self._paragraph if ends else "paragraph" in _classes(tag["rest"])
            ):
                self._unwrap(tag, "</p>" if ends else "<p>")
                self._paragraph = not ends
            elif name == "tr" and (self._row or (not ends and "notes" in _classes(tag["rest"]))):
                self._unwrap(tag)
                self._row += -1 if ends else 1
            elif self._row == 1 and name in _CELLS:
                self._unwrap(tag)
            elif name == "table" and ends and not self._row:
                self._keep(at)
                self._kept += self._notes
                self._notes = []
        self._keep(len(page))
        return Unmade("".join((*self._kept, *self._notes)), "".join(self._places))

    def _end_of(self, opening: re.Match[str], name: str) -> int | None:
        """Return the end of the element that a tag opens; None if it does not end."""
        if name in _VOID or opening["rest"].endswith("/"):
            return opening.end()
        depth = 1
        for tag in _TAG.finditer(self._page, opening.end()):
            if tag["name"].lower() == name and not tag["rest"].endswith("/"):
                depth += -1 if tag["end"] else 1
                if not depth:
                    return tag.end()
        return None

    def _keep(self, end: int) -> None:
        said = self._page[self._done : end]
        (self._notes if self._row else self._kept).append(said)
        self._places.append(said)
        self._done = end

    def _leave_out(self, start: int, end: int) -> None:
        self._keep(start)
        self._places.append(_blank(self._page[start:end]))
        self._done = end

    def _unwrap(self, tag: re.Match[str], instead: str = "") -> None:
        """Read something else, or nothing, instead of a tag."""
        self._keep(tag.start())
        (self._notes if self._row else self._kept).append(instead)
        self._places.append(tag[0])
        self._done = tag.end()


def _classes(attributes: str) -> list[str]:
    found = _CLASSES.search(attributes)
    return next(filter(None, found.groups()), "").split() if found else []


def _blank(said: str) -> str:
    """Return a comment with the length and the line ends of a text."""
    return f"<!--{_SAID.sub('x', said[4:-3])}-->"
