"""Finds what a web page contains, whoever made it. Its meaning is left to the readers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewfmt.converter.web.bylines import beside, poster_of, take_bylines
from reviewfmt.converter.web.content import content_of, scope_of, title_of
from reviewfmt.converter.web.furniture import is_note, take_echoes, take_furniture
from reviewfmt.converter.web.machine_data import named, properties, scripts
from reviewfmt.converter.web.marked import Bylines
from reviewfmt.converter.web.office import restore
from reviewfmt.converter.web.plain import Sheet, sheet_of, simplify
from reviewfmt.converter.web.tags import tags_of
from reviewfmt.converter.web.tree import Child, Element, parse

__all__ = ["Chapter", "Holding", "clean_chapter", "hold", "sheet_of", "simplified"]

_NO_DAY = re.compile(r"[0:.TZ -]{8,40}")


@dataclass(frozen=True, slots=True)
class Holding:
    """The contents of a page.

    `content` is the HTML of its content and title, in semantic elements, without what surrounds it;
    `furniture` are the texts of the surroundings. `authors` and `date` are from the bylines, as
    they are spelled there, and `bylines` are the texts of the bylines. `named` is what the head of
    the page names, and `properties` what microdata or a microformat says about a review, both by
    the names of schema.org; `scripts` are the sources of linked data. `addresses` are the links in
    the surroundings, `fields` are lines that were fields, and `tags` are the tags that the page
    links to.
    """

    content: str
    furniture: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    date: str | None = None
    bylines: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    scripts: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def hold(text: str) -> Holding:
    """Return the contents of an HTML page. Never raises.

    A page whose tags are too broken to be parsed in bounded time is all content.
    """
    root = parse(text)
    if root is None:
        return Holding(text)
    fields = restore(root)
    in_head, in_text = named(root), properties(root)
    data = tuple(scripts(root))
    content = content_of(root)
    title = title_of(root, content)
    scope = scope_of(content, title)
    tags = tags_of(scope)
    poster = poster_of(content)
    bylines = take_bylines(content, title)
    author, date = beside(scope, content)
    if not bylines.date and "datePublished" not in in_head:
        bylines.date = date
    author = poster or author
    if author and not bylines.authors and "author" not in in_head:
        bylines.authors.append(author)
    furniture = take_furniture(root, content, title)
    if title is not None:
        _place(title, content)
        take_echoes(content, title)
    simplify(root, content)
    return Holding(
        _page(root, content, _overruled(bylines)),
        tuple(furniture.texts),
        tuple(bylines.authors),
        bylines.date,
        tuple(bylines.texts),
        in_head,
        in_text,
        data,
        tuple(furniture.addresses),
        tuple(fields),
        tags,
    )


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a book: its HTML, the texts around its content, and the addresses in them."""

    content: str
    furniture: tuple[str, ...]
    addresses: tuple[str, ...]


def clean_chapter(text: str, sheet: Sheet) -> Chapter | None:
    """Return a chapter in semantic elements, without what surrounds its text. Never raises.

    `sheet` has the styles of the book. The result is None if the tags are too broken.
    """
    root = parse(text)
    if root is None:
        return None
    body = next((one for one in root.walk() if one.tag == "body"), root)
    furniture = take_furniture(root, body, None)
    simplify(root, body, sheet)
    for element in (*body.around(), *body.walk()):
        if not is_note(element) and "noteref" not in element.attributes.get("epub:type", ""):
            element.attributes.pop("epub:type", None)  # pandoc ignores some kinds of parts
        if element.tag in _CONTAINERS and not is_note(element):
            element.tag = "div"
    content = f"<!DOCTYPE html>\n{root.html()}\n"
    return Chapter(content, tuple(furniture.texts), tuple(furniture.addresses))


_CONTAINERS = frozenset({"article", "aside", "footer", "header", "hgroup", "center", "section"})
"""Elements of books for which pandoc has no block; their bare tags would remain."""


def simplified(text: str) -> str:
    """Return HTML in elements that express what its styles and classes mean."""
    root = parse(text)
    if root is None:
        return text
    simplify(root, root)
    return f"<!DOCTYPE html>\n{root.html()}\n"


def _place(title: Element, content: Element) -> None:
    """Make the title a heading of the first level, in the content."""
    if title is content or any(one is title for one in content.around()):
        return
    if title.tag != "h1":
        title.tag, title.attributes = "h1", {}
    if not any(one is content for one in title.around()):
        heading = Element("h1").put(*title.children)
        title.remove()
        content.put(heading, *content.children)


def _says(element: Element) -> bool:
    """Tell whether an element of the head has a value; some editors write empty dates."""
    return element.tag != "meta" or _NO_DAY.fullmatch(element.attributes.get("content", "")) is None


def _overruled(bylines: Bylines) -> frozenset[str]:
    """Return the names that the head need not give, since a byline is closer to the review."""
    return frozenset(
        name for name, found in (("author", bylines.authors), ("date", bylines.date)) if found
    )


def _page(root: Element, content: Element, overruled: frozenset[str]) -> str:
    """Return the page with only its content in the body, and no overruled names in its head."""
    head = next((one for one in root.walk() if one.tag == "head"), None)
    kept: list[Child] = []
    if head is not None:
        kept += [
            one
            for one in head.children
            if isinstance(one, Element)
            and one.tag in ("title", "meta")
            and _says(one)
            and one.attributes.get("name", "").lower() not in overruled
        ]
    body = Element("body").put(*content.children)
    names = {name: value for name, value in root.attributes.items() if name in ("lang", "dir")}
    if content.attributes.get("lang"):
        names["lang"] = content.attributes["lang"]
    page = Element("html", names).put(Element("head").put(*kept), body)
    return f"<!DOCTYPE html>\n{page.html()}\n"
