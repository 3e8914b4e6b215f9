"""A page of HTML as a tree of elements, as a browser builds it.

Only this module uses the parser (selectolax). The tree is our own and may be changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import TypeAlias

from reviewfmt.characters import tidy

# fmt: off
VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
})
"""Elements that have no content."""

UNSEEN = frozenset({
    "script", "style", "template", "noscript", "head", "title", "svg", "iframe", "object", "xml",
    "datalist",
})
"""Elements whose text is not visible on the page, or not in current browsers."""

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd",
    "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu",
    "nav", "ol", "option", "p", "pre", "search", "section", "select", "summary", "table", "tbody",
    "td", "textarea", "tfoot", "th", "thead", "tr", "ul",
})
"""Elements that begin on a new line."""

_FORMATTING = (
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
)
# fmt: on
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_MOST_OPEN = 100
"""At most this many formatting elements may be open: parsers reopen them in every paragraph."""

_FORMAT_TAG = re.compile(rf"<(/?)(?:{'|'.join(_FORMATTING)})(?=[\s/>])", re.IGNORECASE)
_CLOSED = re.compile(r"<([A-Za-z][\w:-]*+)([^<>]*+)(?<=/)>")
_BARE_VALUE = re.compile(r"=\s*+[^\s\"'=<>`]++\Z")


@dataclass(slots=True, eq=False)
class Element:
    """An element: its name, its attributes, and the elements and texts in it.

    An element without a name stands for its contents.
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)
    parent: Element | None = None

    @property
    def classes(self) -> Set[str]:
        """The names of its classes, in lower case."""
        return _tokens(self.attributes.get("class", ""))

    def walk(self) -> Iterator[Element]:
        """Yield this element and every one below it, each before its contents.

        The contents of an element may be changed while it is being yielded.
        """
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack += [one for one in reversed(element.children) if isinstance(one, Element)]

    def around(self) -> Iterator[Element]:
        """Yield the elements around this one, from the inside out."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def text(self, between: str = " ") -> str:
        """Return the visible words, with `between` between blocks."""
        parts = map(tidy, "".join(_words(self)).split(_APART))
        return between.join(filter(None, parts))

    def addresses(self) -> list[str]:
        """Return the addresses of the links and of the embedded content."""
        return [
            one.attributes[name]
            for one in self.walk()
            if (name := "href" if one.tag in ("a", "area") else "src") in one.attributes
            and one.tag != "img"
        ]

    def put(self, *children: Child) -> Element:
        """Make these the contents of the element, and return the element."""
        self.children = list(children)
        for one in children:
            if isinstance(one, Element):
                one.parent = self
        return self

    def replace(self, *others: Child) -> None:
        """Replace this element by others: it remains around them without a name."""
        self.tag, self.attributes = "", {}
        self.put(*others)

    def remove(self) -> None:
        """Remove this element from its parent, in which it stays empty and without a name."""
        self.replace()
        self.parent = None

    def html(self) -> str:
        """Return this element as HTML."""
        return "".join(_html(self))


Child: TypeAlias = Element | str


def parse(text: str) -> Element | None:
    """Return the root of a page, or None if its tags are too broken to be read in bounded time.

    The text of comments is left out.
    """
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from reviewfmt.converter.nesting import depth_of

    text = _CLOSED.sub(_with_end, text)
    if _opens_too_many(text) or _has_too_many(text):
        return None
    if depth_of(text.encode(), "html").too_deep:
        return None
    parser = LexborHTMLParser(text)
    top = parser.root
    if top is None or not top.tag:
        return None
    root = Element(top.tag, _attributes(top))
    stack: list[tuple[LexborNode | None, Element]] = [(top.first_child, root)]
    while stack:
        node, parent = stack.pop()
        while node is not None:
            if node.is_text_node:
                parent.children.append(node.text_content or "")
            elif node.is_element_node and node.tag:
                element = Element(node.tag, _attributes(node), [], parent)
                parent.children.append(element)
                if node.first_child is not None and element.tag != "template":
                    stack.append((node.next, parent))
                    node, parent = node.first_child, element
                    continue
            node = node.next
    return root


def _attributes(node: object) -> dict[str, str]:
    given: dict[str, str | None] = node.attributes  # type: ignore[attr-defined] # a LexborNode
    return {name: value or "" for name, value in given.items()} if given else {}


def _with_end(match: re.Match[str]) -> str:
    """Return an XHTML tag of an empty element with a separate end tag.

    A slash at the end of a value without quotes does not end the element.
    """
    name, rest = match[1], match[2]
    if name.lower() in VOID:
        return match[0]
    if _BARE_VALUE.search(rest[-200:]):
        return f"<{name}{rest} >"
    return f"<{name}{rest[:-1]}></{name}>"


def _opens_too_many(text: str) -> bool:
    depth = 0
    for tag in _FORMAT_TAG.finditer(text):
        depth = max(depth + (-1 if tag[1] else 1), 0)
        if depth > _MOST_OPEN:
            return True
    return False


_TAG = re.compile(r"<[A-Za-z](?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+")
_VALUE = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_LONG = 4000
_MOST_ATTRIBUTES = 2000
"""Lexbor compares each attribute of an element with all the others."""


def _has_too_many(text: str) -> bool:
    """Tell whether an element has more attributes than can be read in bounded time."""
    long = (tag[0] for tag in _TAG.finditer(text) if tag.end() - tag.start() > _LONG)
    return any(len(_VALUE.sub("", tag).split()) > _MOST_ATTRIBUTES for tag in long)


@lru_cache(maxsize=512)
def _tokens(said: str) -> Set[str]:
    return frozenset(said.lower().split())


_APART = "\x1e"
"""A control character, which no text contains, at the beginning and the end of blocks."""


def _words(root: Element) -> Iterator[str]:
    stack: list[Child] = [root]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            yield one
        elif one.tag == "br":
            yield _APART
        elif one.tag not in UNSEEN:
            apart = one.tag in BLOCKS
            if apart:
                yield _APART
                stack.append(_APART)
            stack += reversed(one.children)


def _html(root: Element) -> Iterator[str]:
    stack: list[Child | tuple[str]] = [root]
    while stack:
        one = stack.pop()
        if isinstance(one, tuple):
            yield one[0]
        elif isinstance(one, str):
            yield escape(one, quote=False)
        else:
            if not one.tag:
                stack += reversed(one.children)
                continue
            said = "".join(f' {name}="{escape(said)}"' for name, said in one.attributes.items())
            yield f"<{one.tag}{said}>"
            if one.tag not in VOID:
                stack.append((f"</{one.tag}>",))
                stack += reversed(one.children)
