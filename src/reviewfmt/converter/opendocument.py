"""An odt -> pandoc's JSON AST, with the styles of its paragraphs and letters.

pandoc's own reader of odt drops the names of styles, by which the parts of a review are known.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from reviewfmt.converter.formats import refused
from reviewfmt.converter.nesting import depth_of
from reviewfmt.pandoc_ast import (
    API_VERSION,
    MARKUP,
    PICTURE,
    RULE_STYLE,
    STYLE,
    Inlines,
    Node,
    style,
)

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = {
    name: f"{{{_OASIS}:{called}:1.0}}"
    for name, called in (
        *((one, one) for one in ("office", "text", "table", "style")),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
        ("draw", "drawing"),
    )
}
_SPACES["xlink"] = "{http://www.w3.org/1999/xlink}"
_BLANKS = re.compile("[ \t\r\n]+")
_DEEPEST = 32  # styles above a style: more than that is a circle
_MOST_CELLS = 100
_MOST_SPACES = 1000
_BOLD = frozenset(("bold", "600", "700", "800", "900"))
_SLANTED = frozenset(("italic", "oblique"))
_QUOTES = frozenset(("Quotations", "Quotation", "Block Text", "Review Next Quote"))
_TERMS = frozenset(("Definition Term", "Definition Term Tight", "List Heading"))
_SAID = frozenset(("Definition", "Definition Definition", "Definition Definition Tight"))
_META = {"Title": "title", "Subtitle": "subtitle", "Author": "author", "Date": "date"}
_RULES = frozenset((RULE_STYLE, "Horizontal Line"))
_CODE = "Preformatted Text"
_OWN = style("")


def _name(name: str) -> str:
    space, _, local = name.partition(":")
    return _SPACES[space] + local


# fmt: off
_P, _H, _LIST, _ITEM, _LIST_HEADER, _TABLE, _SPAN, _LINK, _SPACE, _TAB, _BREAK, _NOTE, _FRAME = map(
    _name,
    ("text:p", "text:h", "text:list", "text:list-item", "text:list-header", "table:table",
     "text:span", "text:a", "text:s", "text:tab", "text:line-break", "text:note", "draw:frame"),
)
# fmt: on
_ANNOTATION = _name("office:annotation")
_STYLE_NAME = _name("text:style-name")
_NO_CONTENT = frozenset(
    map(
        _name,
        ("text:tracked-changes", "office:forms", "text:sequence-decls", "text:variable-decls"),
    )
)


def ast_of(data: bytes) -> Node:
    """Return the AST of an odt that was `checked`.

    Raises ReviewError (RF508) for XML that is not well-formed or holds no text, and
    RecursionError for a text nested too deep.
    """
    if depth_of(data, "odt").too_deep:
        raise RecursionError
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [
            _parsed(archive, name)
            for name in ("styles.xml", "content.xml")
            if name in archive.namelist()
        ]
    body = parts[-1].find(f"{_name('office:body')}/{_name('office:text')}")
    if body is None:
        raise refused("RF508", "odt holds no text: it is a sheet, a drawing or something else")
    reader = _Reader(_styles(parts))
    blocks = list(reader.blocks(body))
    meta = {key: {"t": "MetaInlines", "c": said} for key, said in reader.meta.items()}
    return {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}


def looks(data: bytes) -> Mapping[str, Set[tuple[str, str]]]:
    """Return the styles of an odt that make markup, by the name that a loss has for it.

    Each is its family and its name. Raises ReviewError as `ast_of` does.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles = _styles(
            _parsed(archive, name)
            for name in ("styles.xml", "content.xml")
            if name in archive.namelist()
        )
    found: dict[str, set[tuple[str, str]]] = {}
    for family, name in styles.named:
        for kind in styles.marks(family, name):
            found.setdefault(_LOOKS[kind], set()).add((family, name))
        shown = styles.shown(family, name)
        for called, names in _PARTS.items():
            if family == "paragraph" and not names.isdisjoint(shown):
                found.setdefault(called, set()).add((family, name))
    return found


_LOOKS = {**MARKUP, "Strong": "strong text", "Emph": "emphasis"}
_PARTS = {
    "rule": _RULES,
    "block of code": frozenset((_CODE,)),
    "structure in a quotation": _QUOTES,
    "list of terms": _TERMS,
}
"""The names of the styles that people see, by the markup that they are."""


def _parsed(archive: zipfile.ZipFile, name: str) -> Element:
    try:
        return ElementTree.fromstring(archive.read(name))
    except ElementTree.ParseError as error:
        line, column = error.position
        place = f"line {line}, column {column + 1}"
        raise refused("RF508", f"odt cannot be read: {name} is not XML at {place}") from None


# -- styles -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Style:
    """A style: its name as people see it, "" where a program made it, and how it looks."""

    shown: str
    parent: str
    looks: Mapping[str, str]
    level: int
    list_style: str


@dataclass(slots=True)
class _Styles:
    """The styles of a document by their family and name, and its lists."""

    named: dict[tuple[str, str], _Style] = field(default_factory=dict)
    lists: dict[str, Mapping[int, int | None]] = field(default_factory=dict)

    def chain(self, family: str, name: str | None) -> Iterator[_Style]:
        """Yield a style and those that it is made of."""
        for _ in range(_DEEPEST):
            found = self.named.get((family, name or ""))
            if found is None:
                return
            yield found
            name = found.parent

    def shown(self, family: str, name: str | None) -> list[str]:
        """Return the names that people see, the nearest first."""
        return [one.shown for one in self.chain(family, name) if one.shown]

    def marks(self, family: str, name: str | None) -> list[str]:
        """Return the marks of letters, as the nodes of the AST: those that a program made."""
        found: dict[str, bool] = {}
        for one in self.chain(family, name):
            if one.shown and (family == "paragraph" or one.shown.startswith(_OWN)):
                break  # a style of a part looks so because of what it is
            for kind, has in _marks(one.looks):
                found.setdefault(kind, has)
        return [kind for kind, has in found.items() if has]


def _marks(looks: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    if "font-weight" in looks:
        yield "Strong", looks["font-weight"] in _BOLD
    if "font-style" in looks:
        yield "Emph", looks["font-style"] in _SLANTED
    if "text-underline-style" in looks:
        yield "Underline", looks["text-underline-style"] != "none"
    if "text-line-through-style" in looks:
        yield "Strikeout", looks["text-line-through-style"] != "none"
    position = looks.get("text-position", "").split(" ")[0]
    if position:
        raised = position == "super" or (position[:1].isdigit() and position != "0%")
        yield "Superscript", raised
        yield "Subscript", position == "sub" or position.startswith("-")


def _styles(parts: Iterable[Element]) -> _Styles:
    found = _Styles()
    groups = (_name("office:styles"), _name("office:automatic-styles"))
    for part in parts:
        for made, group in enumerate(groups):
            for element in part.iterfind(f"{group}/*"):
                name = element.get(_name("style:name"), "")
                if element.tag == _name("style:style"):
                    key = element.get(_name("style:family"), ""), name
                    found.named[key] = _style(element, name, made=bool(made))
                elif element.tag == _name("text:list-style"):
                    found.lists[name] = _levels(element)
    return found


def _style(element: Element, name: str, *, made: bool) -> _Style:
    shown = "" if made else element.get(_name("style:display-name"), name.replace("_20_", " "))
    letters = element.find(_name("style:text-properties"))
    looks = (
        {} if letters is None else {key.partition("}")[2]: said for key, said in letters.items()}
    )
    level = element.get(_name("style:default-outline-level"), "")
    return _Style(
        shown,
        element.get(_name("style:parent-style-name"), ""),
        looks,
        int(level) if level.isascii() and level.isdigit() else 0,
        element.get(_name("style:list-style-name"), ""),
    )


def _levels(element: Element) -> Mapping[int, int | None]:
    """Return where the numbers of a list begin, by the level; None for a list with bullets."""
    found: dict[int, int | None] = {}
    for level in element:
        at = _whole(level.get(_name("text:level")), 1)
        has_numbers = level.tag == _name("text:list-level-style-number") and level.get(
            _name("style:num-format")
        )
        found[at] = _whole(level.get(_name("text:start-value")), 1) if has_numbers else None
    return found


def _whole(said: str | None, otherwise: int) -> int:
    is_number = said is not None and said.isascii() and said.isdigit() and len(said) < 10
    return int(said) if said is not None and is_number else otherwise


# -- blocks -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reader:
    """Reads the elements of a text."""

    styles: _Styles
    meta: dict[str, Inlines] = field(default_factory=dict)
    _floating: list[Node] = field(default_factory=list)
    _begun: bool = False

    def blocks(self, parent: Element, level: int = 0, list_style: str = "") -> Iterator[Node]:
        """Yield the blocks of an element; `level` is that of the list around it."""
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
            at = _whole(element.get(_name("text:outline-level")), 1)
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
        """Yield a paragraph of what stands in none."""
        inlines = [node for element in elements for node in self._inline(element)]
        if inlines:
            yield {"t": "Para", "c": inlines}

    def _paragraph(self, element: Element) -> Iterator[Node]:
        name = element.get(_STYLE_NAME)
        shown = self.styles.shown("paragraph", name)
        first = shown[0] if shown else ""
        if not _RULES.isdisjoint(shown):
            yield {"t": "HorizontalRule"}
            return
        if first == _CODE:
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
        elif first.startswith(_OWN):
            yield {"t": "Div", "c": [["", [], [[STYLE, first]]], [said]]}
        elif first in _TERMS:
            yield {"t": "Term", "c": inlines}
        elif first in _SAID:
            yield {"t": "Said", "c": inlines}
        elif not _QUOTES.isdisjoint(shown):
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
                start = _whole(element.get(_name("text:start-value")), start)
            if blocks:
                items.append(blocks)
        if items and all(len(one) == 1 and one[0]["t"] == "Header" for one in items):
            for one in items:
                yield from one  # headings that are numbered
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
            if element.tag == _name("table:table-row"):
                rows.append([["", [], []], list(self._cells(element))])
            elif element.tag == _name("table:table-header-rows"):
                above, below = self._rows(element)
                heads += above + below
            elif element.tag in (_name("table:table-rows"), _name("table:table-row-group")):
                above, below = self._rows(element)
                heads += above
                rows += below
        return heads, rows

    def _cells(self, row: Element) -> Iterator[list[Any]]:
        left = _MOST_CELLS
        for element in row:
            if element.tag != _name("table:table-cell"):
                continue
            high = _whole(element.get(_name("table:number-rows-spanned")), 1)
            wide = _whole(element.get(_name("table:number-columns-spanned")), 1)
            times = _whole(element.get(_name("table:number-columns-repeated")), 1)
            blocks = list(self.blocks(element))
            for _ in range(min(times, left)):
                yield [["", [], []], {"t": "AlignDefault"}, max(1, high), max(1, wide), blocks]
            left -= min(times, left)

    # -- inlines

    def _inlines(self, element: Element) -> Inlines:
        """Return the inlines of a paragraph, with the marks that are said of all of it."""
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
            # Addresses are seen from inside the archive, as from a folder beside its document.
            target = element.get(_name("xlink:href"), "").removeprefix("../")
            yield {"t": "Link", "c": [["", [], []], list(self._children(element)), [target, ""]]}
        elif tag == _SPACE:
            count = _whole(element.get(_name("text:c")), 1)
            yield {"t": "Str", "c": " " * min(count, _MOST_SPACES)}
        elif tag == _TAB:
            yield {"t": "Space"}
        elif tag == _BREAK:
            yield {"t": "LineBreak"}
        elif tag == _NOTE:
            body = element.find(_name("text:note-body"))
            yield {"t": "Note", "c": [] if body is None else list(self.blocks(body))}
        elif tag == _ANNOTATION:
            yield from ()  # a remark on the text is no part of it; accounting reports it
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
        if shown and shown[0].startswith(_OWN):
            inner = [{"t": "Span", "c": [["", [], [[STYLE, shown[0]]]], inner]}]
        yield from inner

    def _frame(self, frame: Element) -> Iterator[Node]:
        """Yield the picture of a frame; what a box of text holds stands below its paragraph."""
        picture = frame.find(_name("draw:image"))
        if picture is None:
            boxes = [node for child in frame for node in self.blocks(child)]
            self._floating += boxes
            return
        alt, title = (frame.findtext(_name(f"svg:{one}")) or "" for one in ("desc", "title"))
        if not frame.get(_name("draw:name"), "").startswith(PICTURE):
            alt, title = alt or title, ""
        target = picture.get(_name("xlink:href"), "")
        yield {"t": "Image", "c": [["", [], []], list(_text(alt)), [target, title]]}


def _joined(parent: Element) -> Iterator[tuple[Element, list[Element]]]:
    """Yield the children of an element, each list with those that go on with it."""
    found: list[tuple[Element, list[Element]]] = []
    for element in parent:
        goes_on = _name("text:continue-list"), _name("text:continue-numbering")
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
    """Return inlines, none where they are nothing but space."""
    empty = ("Space", "LineBreak")
    if all(
        node["t"] in empty or (node["t"] == "Str" and not node["c"].strip()) for node in inlines
    ):
        return []
    return inlines
