"""Pages of the web: what one holds, whoever made it. What it means is for its readers to say."""

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
    """What a page holds.

    `content` is the HTML of its content, title included, without what is around it, in
    elements that mean what they say; `furniture` are the texts of what stood around it.
    `authors` and `date` are what its bylines name, as they are spelled, and `bylines` the texts
    of those. `named` is what its head names, `properties` what microdata or a microformat say
    about a review, both by schema.org's names; `scripts` are the sources of linked data.
    `addresses` are those of the links in the furniture; `fields` are lines that were fields, and
    `tags` those that the page links to.
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
    """Return what a page of HTML holds.

    A page whose tags are too wrong to be taken apart in bounded time is all content. Never raises.
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
    """A chapter of a book: its HTML, the texts of its furniture, and the addresses in that."""

    content: str
    furniture: tuple[str, ...]
    addresses: tuple[str, ...]


def clean_chapter(text: str, sheet: Sheet) -> Chapter | None:
    """Return a chapter without what is around its text, in elements that mean what they say.

    `sheet` has the styles of the book. None for tags that are too wrong. Never raises.
    """
    root = parse(text)
    if root is None:
        return None
    body = next((one for one in root.walk() if one.tag == "body"), root)
    furniture = take_furniture(root, body, None)
    simplify(root, body, sheet)
    for element in (*body.around(), *body.walk()):
        if not is_note(element) and "noteref" not in element.attributes.get("epub:type", ""):
            element.attributes.pop("epub:type", None)  # pandoc passes over some kinds of parts
        if element.tag in _CONTAINERS and not is_note(element):
            element.tag = "div"
    content = f"<!DOCTYPE html>\n{root.html()}\n"
    return Chapter(content, tuple(furniture.texts), tuple(furniture.addresses))


_CONTAINERS = frozenset({"article", "aside", "footer", "header", "hgroup", "center", "section"})
"""The elements of which pandoc knows no block in a book: their tags alone would come through."""


def simplified(text: str) -> str:
    """Return HTML in elements that mean what its styles and classes say."""
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
    """Tell whether an element of the head says anything: an editor writes dates of no day."""
    return element.tag != "meta" or _NO_DAY.fullmatch(element.attributes.get("content", "")) is None


def _overruled(bylines: Bylines) -> frozenset[str]:
    """Return the names that the head need not say: a byline is nearer to the review."""
    return frozenset(
        name for name, found in (("author", bylines.authors), ("date", bylines.date)) if found
    )


def _page(root: Element, content: Element, overruled: frozenset[str]) -> str:
    """Return the page with its content alone in the body, its head without what is overruled."""
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
