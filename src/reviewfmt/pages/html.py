"""Reads the lines of an HTML page, each with what the markup says about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reviewfmt.characters import CONTROL, tidy
from reviewfmt.converter.web.bylines import likely, take_bylines
from reviewfmt.converter.web.content import content_of, title_of
from reviewfmt.converter.web.furniture import is_of_readers, stands_around
from reviewfmt.converter.web.marked import marks_byline
from reviewfmt.converter.web.office import restore
from reviewfmt.converter.web.plain import simplify
from reviewfmt.converter.web.tree import BLOCKS, HEADINGS, UNSEEN, Element, parse
from reviewfmt.pages.lines import MOST_LINES, ZONES_OF_SITES, Hint, PageLine
from reviewfmt.pages.places import AT, Cursor, marked
from reviewfmt.pages.plugins import is_votes
from reviewfmt.pages.runs import Run
from reviewfmt.pages.witnesses import Witness, witness_of
from reviewfmt.pandoc_ast.heads.title_words import reads_as_title
from reviewfmt.pandoc_ast.lines.bylines import byline_of
from reviewfmt.source import Lines
from reviewfmt.syntax import scores
from reviewfmt.syntax.words import Words, built_in

_LONG = 120
_LONGEST_CELL = 200
_PARTED = frozenset(
    ("p", "ul", "ol", "dl", "table", "blockquote", "figure", "pre", "hr", "article", *HEADINGS)
)
"""The blocks that browsers separate from what is above and below."""

_BESIDE_ROWS = frozenset(("tr", "td", "th", "tbody", "thead", "tfoot", "colgroup", "col"))
_NO_CELL = frozenset(("table", "ul", "ol", "dl", "p", "blockquote", *HEADINGS))
_HIDDEN = re.compile(r"\bdisplay\s*+:\s*+none")
_SAYING = ("aria-label", "alt", "title", "data-rating")
_MAXIMUM = re.compile(r"(?:/|out of|of)\s?\d{1,3}", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_BULLET = "• "


class HtmlPage(NamedTuple):
    """The lines of a page, its data for machines, and the places of unreadable data."""

    lines: list[PageLine]
    witness: Witness
    unread: list[PageLine]


def read_html(text: str, words: Words | None = None) -> HtmlPage | None:
    """Return the lines that an HTML page shows, including boilerplate, and its data for machines.

    The place of a line is that of its words in the source. The result is None for a page whose tags
    are too broken to be read in bounded time. Never raises.
    """
    words = words or built_in()
    root = parse(marked(text))
    if root is None:
        return None
    restore(root)
    witness = witness_of(root)
    content = content_of(root)
    title = title_of(root, content)
    body = next((one for one in root.walk() if one.tag == "body"), root)
    zones = _zones(body, content, title)
    simplify(root, content)
    if title is None or not reads_as_title(title.text()):
        later = title_of(root, content)  # styles of editors have become headings
        if title is None or (later is not None and reads_as_title(later.text())):
            title = later
    flow = _Flow(text, zones, title, words)
    flow.walk(body, _Place("", "content" if body is content else "beside"))
    flow.end(_Place("", ""))
    lines = _joined(flow.lines)
    author, day = likely(content)
    bylines = take_bylines(content, title)
    found = (", ".join(bylines.authors) or author, bylines.date or day)
    unread = [_unread(text, place) for place in witness.unread]
    return HtmlPage(lines, witness.beside(*found), unread)


def _unread(text: str, place: int) -> PageLine:
    """Return the tag of a script as a line of the page."""
    end = text.find(">", place) + 1 or len(text)
    return PageLine(Lines(text).span(place, end), tidy(text[place:end][:_LONG]), (), 0, True)


def _zones(body: Element, content: Element, title: Element | None) -> dict[int, str]:
    """Return the zones of elements that are in another zone than their parents.

    Elements with the title are never outside the review.
    """
    kept = {id(content), *map(id, content.around())}
    if title is not None:
        kept |= {id(title), *map(id, title.around())}
    size = len(content.text())
    zones: dict[int, str] = {}
    stack = [body]
    while stack:
        element = stack.pop()
        if element is content:
            zones[id(element)] = "content"
        elif id(element) not in kept:
            if is_of_readers(element):
                zones[id(element)] = "comments"
                continue
            if _is_hidden(element) or is_votes(element) or stands_around(element, size):
                zones[id(element)] = "around"
                continue
        stack += [one for one in element.children if isinstance(one, Element)]
    return zones


def _is_hidden(element: Element) -> bool:
    given = element.attributes
    return "hidden" in given or _HIDDEN.search(given.get("style", "")) is not None


class _Place(NamedTuple):
    """The place of a text: its block, the zone of the page, and whether it is in a quote."""

    tag: str
    zone: str
    quoted: bool = False
    bullet: str = ""
    marks: tuple[str, ...] = ()
    is_byline: bool = False


class _Flow:
    """Walks through the elements of a page in order, and collects its lines."""

    def __init__(
        self, source: str, zones: dict[int, str], title: Element | None, words: Words
    ) -> None:
        self.lines: list[PageLine] = []
        self._zones = zones
        self._title = title
        self._words = words
        self._cursor = Cursor(source)
        self._run = Run()
        self._gap = True
        self._opens = True
        self._bullet = ""
        self._is_flat = False

    def walk(self, element: Element, place: _Place) -> None:
        """Take the contents of an element."""
        for child in element.children:
            if len(self.lines) > MOST_LINES:
                return
            if isinstance(child, str):
                if place.tag == "pre" and "\n" in child:
                    for at, line in enumerate(child.split("\n")):
                        if at:
                            self.end(place)
                        self._text(line, place)
                else:
                    self._text(child, place)
            else:
                self._cursor.at(child.attributes.get(AT))
                self._element(child, place)

    def _text(self, text: str, place: _Place) -> None:
        if not text.isspace():
            self._run.place(self._cursor.find(text))
        self._run.add(text, place.marks, is_byline=place.is_byline)

    def _element(self, element: Element, place: _Place) -> None:
        tag = element.tag
        zone = self._zones.get(id(element))
        if zone is not None:
            place = place._replace(zone=zone)
        if tag in UNSEEN:
            return
        if not place.is_byline and marks_byline(element):
            place = place._replace(is_byline=True)
        if self._is_flat and (tag in BLOCKS or tag == "br"):
            self._run.add(" ", ())
            self.walk(element, place)
            self._run.add(" ", ())
        elif tag == "br":
            if self._run.is_empty:
                self._gap = True
            self.end(place)
            self._opens = False
        elif not tag:
            self.walk(element, place)
        elif tag == "img" or (tag not in BLOCKS and not element.text()):
            self._silent(element, place)
        elif tag == "tr" and self._row(element, place):
            pass
        elif tag == "dl":
            self._terms(element, place)
        elif tag == "figure" and self._figure(element, place):
            pass
        elif tag in BLOCKS:
            self._block(element, place)
        else:
            mark = _mark_of(element)
            self.walk(element, place._replace(marks=(*place.marks, mark)) if mark else place)

    def _silent(self, element: Element, place: _Place) -> None:
        """Take an element without text: its score is in an attribute, or it shows a picture."""
        for one in element.walk():
            for name in _SAYING:
                text = tidy(one.attributes.get(name, ""))
                if text and len(text) < _LONG and scores.read(text, self._words) is not None:
                    self._run.place(self._cursor.tag)
                    self._run.add(f" {text} ", ())
                    return
        for one in element.walk():
            if one.tag == "img":
                self._picture(one, None, place)

    def _block(self, element: Element, place: _Place) -> None:
        tag = element.tag
        self.end(place)
        if tag in _PARTED:
            self._gap = True
        if tag in _BESIDE_ROWS and tag in ("tr", "tbody", "tfoot", "thead"):
            inner = place
        elif tag == "li":
            inner = place if place.tag == "footnote" else place._replace(tag="li")
            self._bullet = place.bullet or _BULLET
        elif tag in ("ul", "menu"):
            inner = place._replace(bullet=_BULLET)
        elif tag == "ol":
            self._numbered(element, place)
            return
        elif _is_of_notes(element):
            inner = place._replace(tag="footnote")
        elif tag == "blockquote":
            inner = place._replace(tag="blockquote", quoted=True)
        elif place.tag in ("li", "footnote") and tag in ("p", "div"):
            inner = place
        else:
            inner = place._replace(tag=_tag_of(element, self._title))
        self.walk(element, inner)
        self.end(inner)
        if tag == "li":
            self._bullet = ""
        if tag in _PARTED or (tag == "div" and self._is_long()):
            self._gap = True

    def _is_long(self) -> bool:
        return bool(self.lines) and len(self.lines[-1].text) > _LONG

    def _numbered(self, element: Element, place: _Place) -> None:
        start = element.attributes.get("start", "")
        number = int(start) if start.isdecimal() and len(start) < 4 else 1
        for child in element.children:
            if isinstance(child, Element) and child.tag == "li":
                self._cursor.at(child.attributes.get(AT))
                self._element(child, place._replace(bullet=f"{number}. "))
                number += 1
            elif isinstance(child, Element):
                self._element(child, place)
            else:
                self._text(child, place)
        self.end(place)
        self._gap = True

    def _row(self, row: Element, place: _Place) -> bool:
        """Take a row of a table as one line; return False if the table is only for layout."""
        cells = [one for one in row.children if isinstance(one, Element) and one.tag in _CELLS]
        if len(cells) < 2 or not all(map(_is_cell, cells)):
            return False
        self.end(place)
        heads = all(one.tag == "th" for one in cells)
        inner = place._replace(tag="th" if heads else "tr", bullet="")
        texts: list[str] = []
        for cell in cells:
            self._cursor.at(cell.attributes.get(AT))
            texts.append(self._cell(cell, inner))
        self.end(inner, tuple(filter(None, texts)))
        return True

    def _cell(self, cell: Element, place: _Place) -> str:
        """Take the contents of a cell as a part of the line; return its words."""
        before = self._run.size
        self._is_flat = True
        self.walk(cell, place)
        self._is_flat = False
        self._run.add(" ", ())
        return self._run.text_from(before)

    def _terms(self, element: Element, place: _Place) -> None:
        """Take a definition list: a line for each term and its definition."""
        self.end(place)
        self._gap = True
        inner = place._replace(tag="dt", bullet="")
        cells: list[str] = []
        told = False
        for one in _of_terms(element):
            if one.tag == "dt" and told:
                self.end(inner, tuple(cells))
                cells, told = [], False
            if not _is_cell(one):
                self.end(inner, tuple(cells))
                cells, told = [], False
                self._block(one, place)
                continue
            self._cursor.at(one.attributes.get(AT))
            text = self._cell(one, inner)
            if told and cells:
                cells[-1] += f", {text}"
            elif text:
                cells.append(text)
            told = told or one.tag == "dd"
        self.end(inner, tuple(cells))
        self._gap = True

    def _figure(self, element: Element, place: _Place) -> bool:
        """Take a picture with its caption; return False for another kind of figure."""
        pictures = [one for one in element.walk() if one.tag == "img"]
        caption = next((one for one in element.walk() if one.tag == "figcaption"), None)
        said_ = caption.text() if caption is not None else ""
        if len(pictures) != 1 or element.text() != said_:
            return False
        self.end(place)
        self._gap = True
        self._picture(pictures[0], said_ or None, place)
        self._gap = True
        return True

    def _picture(self, picture: Element, caption: str | None, place: _Place) -> None:
        """Take a picture as a separate line, if a review can use its address."""
        src = picture.attributes.get("src", "")
        alt = tidy(picture.attributes.get("alt", ""))
        if place.zone != "content" or not src or src.startswith("data:") or len(src) > 2000:
            if caption:
                self._text(caption, place)
            return
        src = re.sub(r"\s", "%20", src.strip()).replace("![", "%21[")
        if not self._run.is_empty:
            self.end(place)
        self._run.place(self._cursor.tag)
        alt = alt.replace("](", "] (").replace("![", "! [")
        shown = f"![{alt}]({src}{f' {chr(34)}{caption}{chr(34)}' if caption else ''})"
        self._run.add(shown, ())
        if caption:
            self._cursor.find(caption)
        self.end(place._replace(tag="figure"), picture=(src, alt or None, caption))

    def end(
        self,
        place: _Place,
        cells: tuple[str, ...] = (),
        picture: tuple[str, str | None, str | None] | None = None,
    ) -> None:
        """End the open line, if there is one."""
        opens, self._opens = self._opens, True
        if not self._run.size:
            return
        run, self._run = self._run, Run()
        text = run.text
        if not text:
            return
        bullet, self._bullet = self._bullet, ""
        has_own = text[0] in "•・*-–" or text[0].isdigit()
        if cells or (has_own and bullet == _BULLET):
            bullet = ""
        shown = bullet + (text if place.zone in ZONES_OF_SITES else run.marked)
        text = bullet + text
        tag = place.tag
        if tag in ("p", "div", "li", "center", "") and (
            run.is_byline or (run.has_byline and byline_of(text) is not None)
        ):
            tag = "byline"
        elif tag in ("p", "div", "center", "") and run.is_strong:
            tag = "b"
        hint = Hint(tag, place.zone, shown, opens, run.linked, place.quoted, picture, bullet)
        span = self._cursor.span(run.start)
        self.lines.append(PageLine(span, text, cells, 0, self._gap, hint))
        self._gap = False


_CELLS = ("td", "th")


def _is_of_notes(element: Element) -> bool:
    """Tell whether an element contains the footnotes of the page."""
    role = element.attributes.get("role", "")
    return role == "doc-endnotes" or not element.classes.isdisjoint(("footnotes", "endnotes"))


def _is_cell(cell: Element) -> bool:
    """Tell whether a cell contains a value, and is not for layout."""
    blocks = [one for one in cell.walk() if one is not cell and one.tag in _NO_CELL]
    if len(blocks) > 1 or any(one.tag != "p" for one in blocks):
        return False
    return not blocks or len(cell.text()) <= _LONGEST_CELL


def _of_terms(element: Element) -> list[Element]:
    found = []
    for one in element.children:
        if isinstance(one, Element):
            if one.tag in ("dt", "dd"):
                found.append(one)
            else:
                found += [each for each in one.children if isinstance(each, Element)]
    return found


def _tag_of(element: Element, title: Element | None) -> str:
    return "title" if element is title else "div" if element.tag == "section" else element.tag


def _mark_of(element: Element) -> str:
    """Return the mark for an inline element: a sign, or the address of a link."""
    tag = element.tag
    if tag in ("b", "strong"):
        return "**"
    if tag in ("i", "em", "cite"):
        return "*"
    if tag == "span" and "spoiler" in element.classes:
        return "||"
    return element.attributes.get("href", "") if tag == "a" else ""


def _joined(lines: Sequence[PageLine]) -> list[PageLine]:
    """Return lines in which a number and its maximum on the line below are one line."""
    found: list[PageLine] = []
    for line in lines:
        above = found[-1] if found else None
        if (
            above is not None
            and not line.gap
            and _MAXIMUM.fullmatch(line.text)
            and _NUMBER.fullmatch(CONTROL.sub("", above.text))
        ):
            between = "" if line.text.startswith("/") else " "
            text = f"{above.text}{between}{line.text}"
            span = above.span._replace(
                end_line=line.span.end_line,
                end_column=line.span.end_column,
                end_offset=line.span.end_offset,
            )
            hint = None if above.hint is None else above.hint._replace(marked=text)
            found[-1] = above._replace(text=text, span=span, hint=hint)
        else:
            found.append(line)
    return found
