"""Reads an odt into pandoc's JSON AST, with the styles of its paragraphs and letters.

pandoc's own reader of odt drops the names of styles, by which the parts of a review are known.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from reviewfmt.converter.formats import refused
from reviewfmt.converter.nesting import depth_of
from reviewfmt.converter.office.opendocument_styles import (
    CODE,
    OWN,
    QUOTES,
    RULES,
    TERMS,
    Styles,
    name_of,
    parsed,
    styles_in,
    whole_number,
)
from reviewfmt.pandoc_ast import (
    API_VERSION,
    PICTURE,
    STYLE,
    Inlines,
    Node,
)

_BLANKS = re.compile("[ \t\r\n]+")
_MOST_CELLS = 100
_MOST_SPACES = 1000
_SAID = frozenset(("Definition", "Definition Definition", "Definition Definition Tight"))
_META = {"Title": "title", "Subtitle": "subtitle", "Author": "author", "Date": "date"}


# fmt: off
_P, _H, _LIST, _ITEM, _LIST_HEADER, _TABLE, _SPAN, _LINK, _SPACE, _TAB, _BREAK, _NOTE, _FRAME = map(
    name_of,
    ("text:p", "text:h", "text:list", "text:list-item", "text:list-header", "table:table",
     "text:span", "text:a", "text:s", "text:tab", "text:line-break", "text:note", "draw:frame"),
)
# fmt: on
_ANNOTATION = name_of("office:annotation")
_STYLE_NAME = name_of("text:style-name")
_NO_CONTENT = frozenset(
    map(
        name_of,
        ("text:tracked-changes", "office:forms", "text:sequence-decls", "text:variable-decls"),
    )
)


def ast_of(data: bytes) -> Node:
    """Return the AST of a checked odt.

    Raises ReviewError (RF508) for XML that is not well-formed or has no text, and RecursionError
    for a text that is nested too deeply.
    """
    if depth_of(data, "odt").too_deep:
        raise RecursionError
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [
            parsed(archive, name)
            for name in ("styles.xml", "content.xml")
            if name in archive.namelist()
        ]
    body = parts[-1].find(f"{name_of('office:body')}/{name_of('office:text')}")
    if body is None:
        raise refused("RF508", "odt holds no text: it is a sheet, a drawing or something else")
    reader = _Reader(styles_in(parts))
    blocks = list(reader.blocks(body))
    meta = {key: {"t": "MetaInlines", "c": said} for key, said in reader.meta.items()}
    return {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}


@dataclass(slots=True)
class _Reader:
    """Reads the elements of a text."""

    styles: Styles
    meta: dict[str, Inlines] = field(default_factory=dict)
    _floating: list[Node] = field(default_factory=list)
    _begun: bool = False

    def blocks(self, parent: Element, level: int = 0, list_style: str = "") -> Iterator[Node]:
        """Yield the blocks of an element; `level` is the level of the list around it."""
        terms: list[list[Any]] = []
        for element, following in _joined(parent):
            for node in self._element(element, following, level, list_style):
                if node["t"] == "Term":
                    terms.append([node["c"], []])
                elif node["t"] == "Said" and terms:
                    terms[-1][1].append([{"t": "Para", "c": node["c"]}])
                else:
                    if terms:
                        yield {"t": "DefinitionList", "c": terms}
                        terms = []
                    yield {"t": "Para", "c": node["c"]} if node["t"] == "Said" else node
        if terms:
            yield {"t": "DefinitionList", "c": terms}

    def _element(
        self, element: Element, following: list[Element], level: int, list_style: str
    ) -> Iterator[Node]:
        tag = element.tag
        if tag == _P:
            yield from self._paragraph(element)
        elif tag == _H:
            at = whole_number(element.get(name_of("text:outline-level")), 1)
            inlines = self._inlines(element)
            if inlines:
                self._begun = True
                yield {"t": "Header", "c": [max(1, at), ["", [], []], inlines]}
        elif tag == _LIST:
            yield from self._list([element, *following], level + 1, list_style)
        elif tag == _TABLE:
            self._begun = True
            yield self._table(element)
        elif tag in (_FRAME, _ANNOTATION):
            yield from self._loose([element])
        elif tag not in _NO_CONTENT:
            yield from self.blocks(element, level, list_style)
        boxes, self._floating = self._floating, []
        yield from boxes

    def _loose(self, elements: Iterable[Element]) -> Iterator[Node]:
        """Yield a paragraph of elements that are in no paragraph."""
        inlines = [node for element in elements for node in self._inline(element)]
        if inlines:
            yield {"t": "Para", "c": inlines}

    def _paragraph(self, element: Element) -> Iterator[Node]:
        name = element.get(_STYLE_NAME)
        shown = self.styles.shown("paragraph", name)
        first = shown[0] if shown else ""
        if not RULES.isdisjoint(shown):
            yield {"t": "HorizontalRule"}
            return
        if first == CODE:
            yield {"t": "CodeBlock", "c": [["", [], []], "".join(element.itertext())]}
            return
        inlines = self._inlines(element)
        if not inlines:
            return
        if not self._begun and first in _META and _META[first] not in self.meta:
            self.meta[_META[first]] = inlines
            return
        self._begun = True
        level = next((one.level for one in self.styles.chain("paragraph", name) if one.level), 0)
        said = {"t": "Para", "c": inlines}
        if level:
            yield {"t": "Header", "c": [level, ["", [], []], inlines]}
        elif first.startswith(OWN):
            yield {"t": "Div", "c": [["", [], [[STYLE, first]]], [said]]}
        elif first in TERMS:
            yield {"t": "Term", "c": inlines}
        elif first in _SAID:
            yield {"t": "Said", "c": inlines}
        elif not QUOTES.isdisjoint(shown):
            yield {"t": "BlockQuote", "c": [said]}
        else:
            yield said

    def _list(self, parts: list[Element], level: int, named: str) -> Iterator[Node]:
        self._begun = True
        named = parts[0].get(_STYLE_NAME) or named
        start = self.styles.lists.get(named, {}).get(level)
        items: list[list[Node]] = []
        for element in (item for part in parts for item in part):
            if element.tag not in (_ITEM, _LIST_HEADER):
                continue
            blocks = list(self.blocks(element, level, named))
            if not items and start is not None:
                start = whole_number(element.get(name_of("text:start-value")), start)
            if blocks:
                items.append(blocks)
        if items and all(len(one) == 1 and one[0]["t"] == "Header" for one in items):
            for one in items:
                yield from one  # numbered headings
        elif items and start is not None:
            numbering = [start, {"t": "Decimal"}, {"t": "Period"}]
            yield {"t": "OrderedList", "c": [numbering, items]}
        elif items:
            yield {"t": "BulletList", "c": items}

    # -- tables

    def _table(self, table: Element) -> Node:
        heads, rows = self._rows(table)
        width = max((sum(cell[3] for cell in row[1]) for row in (*heads, *rows)), default=0)
        column = [{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]
        nothing: list[Any] = ["", [], []]
        return {
            "t": "Table",
            "c": [
                nothing,
                [None, []],
                [column] * width,
                [nothing, heads],
                [[nothing, 0, [], rows]],
                [nothing, []],
            ],
        }

    def _rows(self, parent: Element) -> tuple[list[Any], list[Any]]:
        heads: list[Any] = []
        rows: list[Any] = []
        for element in parent:
            if element.tag == name_of("table:table-row"):
                rows.append([["", [], []], list(self._cells(element))])
            elif element.tag == name_of("table:table-header-rows"):
                above, below = self._rows(element)
                heads += above + below
            elif element.tag in (name_of("table:table-rows"), name_of("table:table-row-group")):
                above, below = self._rows(element)
                heads += above
                rows += below
        return heads, rows

    def _cells(self, row: Element) -> Iterator[list[Any]]:
        left = _MOST_CELLS
        for element in row:
            if element.tag != name_of("table:table-cell"):
                continue
            high = whole_number(element.get(name_of("table:number-rows-spanned")), 1)
            wide = whole_number(element.get(name_of("table:number-columns-spanned")), 1)
            times = whole_number(element.get(name_of("table:number-columns-repeated")), 1)
            blocks = list(self.blocks(element))
            for _ in range(min(times, left)):
                yield [["", [], []], {"t": "AlignDefault"}, max(1, high), max(1, wide), blocks]
            left -= min(times, left)

    # -- inlines

    def _inlines(self, element: Element) -> Inlines:
        """Return the inlines of a paragraph, with the marks that apply to all of it."""
        inlines = _trimmed(list(self._children(element)))
        if inlines:
            for kind in self.styles.marks("paragraph", element.get(_STYLE_NAME)):
                inlines = [{"t": kind, "c": inlines}]
        return inlines

    def _children(self, element: Element) -> Iterator[Node]:
        yield from _text(element.text)
        for child in element:
            yield from self._inline(child)
            yield from _text(child.tail)

    def _inline(self, element: Element) -> Iterator[Node]:
        tag = element.tag
        if tag == _SPAN:
            yield from self._span(element)
        elif tag == _LINK:
            # Addresses are relative to the inside of the archive, as if it were a folder.
            target = element.get(name_of("xlink:href"), "").removeprefix("../")
            yield {"t": "Link", "c": [["", [], []], list(self._children(element)), [target, ""]]}
        elif tag == _SPACE:
            count = whole_number(element.get(name_of("text:c")), 1)
            yield {"t": "Str", "c": " " * min(count, _MOST_SPACES)}
        elif tag == _TAB:
            yield {"t": "Space"}
        elif tag == _BREAK:
            yield {"t": "LineBreak"}
        elif tag == _NOTE:
            body = element.find(name_of("text:note-body"))
            yield {"t": "Note", "c": [] if body is None else list(self.blocks(body))}
        elif tag == _ANNOTATION:
            yield from ()  # a comment is not part of the text; accounting reports it
        elif tag == _FRAME:
            yield from self._frame(element)
        else:
            yield from self._children(element)

    def _span(self, element: Element) -> Iterator[Node]:
        name = element.get(_STYLE_NAME)
        inner = list(self._children(element))
        if not inner:
            return
        for kind in self.styles.marks("text", name):
            inner = [{"t": kind, "c": inner}]
        shown = self.styles.shown("text", name)
        if shown and shown[0].startswith(OWN):
            inner = [{"t": "Span", "c": [["", [], [[STYLE, shown[0]]]], inner]}]
        yield from inner

    def _frame(self, frame: Element) -> Iterator[Node]:
        """Yield the picture of a frame; the contents of a text box follow its paragraph."""
        picture = frame.find(name_of("draw:image"))
        if picture is None:
            boxes = [node for child in frame for node in self.blocks(child)]
            self._floating += boxes
            return
        alt, title = (frame.findtext(name_of(f"svg:{one}")) or "" for one in ("desc", "title"))
        if not frame.get(name_of("draw:name"), "").startswith(PICTURE):
            alt, title = alt or title, ""
        target = picture.get(name_of("xlink:href"), "")
        yield {"t": "Image", "c": [["", [], []], list(_text(alt)), [target, title]]}


def _joined(parent: Element) -> Iterator[tuple[Element, list[Element]]]:
    """Yield the children of an element, each list with the lists that continue it."""
    found: list[tuple[Element, list[Element]]] = []
    for element in parent:
        goes_on = name_of("text:continue-list"), name_of("text:continue-numbering")
        last = found[-1][0] if found else None
        if (
            element.tag == _LIST
            and last is not None
            and last.tag == _LIST
            and any(element.get(one, "false") != "false" for one in goes_on)
        ):
            found[-1][1].append(element)
        else:
            found.append((element, []))
    yield from found


def _text(text: str | None) -> Iterator[Node]:
    said = _BLANKS.sub(" ", text or "")
    if said:
        yield {"t": "Str", "c": said}


def _trimmed(inlines: Inlines) -> Inlines:
    """Return inlines, or nothing if they are only space."""
    empty = ("Space", "LineBreak")
    if all(
        node["t"] in empty or (node["t"] == "Str" and not node["c"].strip()) for node in inlines
    ):
        return []
    return inlines
