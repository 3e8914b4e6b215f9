"""Removes what surrounds the content of a page: menus, boxes, comments of readers."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import NamedTuple

from reviewfmt.characters import tidy
from reviewfmt.converter.units.html import is_nowhere
from reviewfmt.converter.web.tree import HEADINGS, Child, Element
from reviewfmt.pandoc_ast.lines.bylines import with_addresses

_TAGS = frozenset({"nav", "button", "select", "textarea", "dialog", "input"})
_SECTIONS = frozenset({"aside", "footer"})
PARTS_OF_TABLES = frozenset({"tr", "td", "th", "tbody", "thead", "tfoot", "caption", "col"})
_ROLES = frozenset(
    {"navigation", "complementary", "search", "contentinfo", "banner", "dialog", "menu", "toolbar"}
)
_COMMENTS = re.compile(
    r"(?:post-|entry-)?comments?(?:[-_](?:area|list|section|form|respond|wrap\w*|body))?"
    r"|respond|disqus(?:[-_]\w+)*|replies"
)
# fmt: off
_STEMS = (
    "share", "sharing", "sharedaddy", "social", "social-share", "social-links", "addtoany",
    "related", "relatedposts", "related-posts", "jp-relatedposts", "yarpp", "read-next",
    "read-more-wrap", "more-posts", "recommended", "recommendations", "breadcrumb", "breadcrumbs",
    "sidebar", "newsletter", "newsletter-signup", "subscribe", "subscription",
    "subscription-widget",
    "signup", "cookie", "cookies", "pagination", "pager", "blog-pager", "post-pager", "post-nav",
    "post-navigation", "nav-links", "nav-menu", "navbar", "navigation", "main-navigation",
    "skip-link", "skip-to", "masthead", "colophon", "author-box", "author-bio", "about-author",
    "post-ufi", "topbar", "toc", "table-of-contents", "advertisement", "advert", "sponsored",
    "post-share", "share-buttons",
)
_WHOLE = frozenset({
    "ad", "ads", "adsbygoogle", "footer", "menu", "widget", "widget-area", "site-header",
    "site-footer", "entry-footer", "post-footer", "article-footer", "publication-footer",
    "footer-wrap", "cat-links", "tags-links", "post-tags", "entry-tags", "post-labels",
    "post-categories", "article-tag", "article-tags", "post-card-tags", "post-meta-tags",
    "taxonomy-post_tag", "taxonomy-category",
    "mw-editsection", "postprofile", "message-user", "post-buttons", "author_information",
    "userinfo", "signature",
    "wp-caption-dd", "screen-reader-skip",
})
# fmt: on
_STEM = re.compile(rf"(?:{'|'.join(_STEMS)})(?:[-_]{{1,2}}[\w-]{{0,60}})?")
_ENDING = re.compile(
    r"(?:[\w-]{1,40}[-_])?(?:pagination|navigation|breadcrumbs?|sharing|related|postprofile"
    r"|user-?info|post-?nav)"
)
_NOTES = frozenset({"footnote", "endnote", "rearnote", "footnotes", "endnotes", "rearnotes"})
_OF_BOOKS = frozenset(
    {
        "toc",
        "landmarks",
        "page-list",
        "loi",
        "lot",
        "copyright-page",
        "imprint",
        "colophon",
    }
)
"""Types of parts of books (`epub:type`) that are about the book."""
_SUMMARY = frozenset({"p-summary"})
SCORE = re.compile(r"\d\s?/\s?\d|[★⭐]|\d\s?%")


def is_of_readers(element: Element) -> bool:
    """Tell whether an element contains what readers say below a page."""
    names = (*element.classes, element.attributes.get("id", "").lower())
    return element.attributes.get("itemprop") == "comment" or any(map(_COMMENTS.fullmatch, names))


def take_echoes(content: Element, title: Element) -> None:
    """Remove headings that repeat the title, and a summary that repeats the content."""
    said = title.text()
    summaries = []
    texts: Counter[str] = Counter()
    for element in list(content.walk()):
        if element is title or element.parent is None:
            continue
        if element.tag in HEADINGS and element.text() == said:
            element.remove()
        elif element.classes & _SUMMARY or element.attributes.get("data-field") == "subtitle":
            summaries.append(element)
        elif element.tag in ("p", *HEADINGS):
            texts[element.text()] += 1
    for element in summaries:
        if texts[element.text()] and not any(one.tag in ("p", "h2") for one in element.walk()):
            element.remove()


class Furniture(NamedTuple):
    """The texts around a review, and the addresses in them."""

    texts: list[str]
    addresses: list[str]


def take_furniture(root: Element, content: Element, title: Element | None) -> Furniture:
    """Remove what is not part of the review from a page, and return it.

    Elements with the title or the content stay, and so does an aside or a footer with a score.
    """
    kept = {id(content), *map(id, content.around())}
    if title is not None:
        kept |= {id(title), *map(id, title.around())}
    order = {id(one): at for at, one in enumerate(root.walk())}
    taken: list[tuple[int, str]] = []
    addresses: list[str] = []
    size = len(content.text())
    stack: list[tuple[Element, bool]] = [(root, root is content)]
    while stack:
        element, within = stack.pop()
        staying: list[Child] = []
        for child in element.children:
            if isinstance(child, str):
                if within or element.tag == "html":
                    staying.append(child)
                else:
                    taken.append((order[id(element)], tidy(child)))
            elif child.tag == "head":
                staying.append(child)
            elif id(child) in kept:
                staying.append(child)
                here = within or child is content
                if here or child is not title:
                    stack.append((child, here))
            elif not within or _is_furniture(child, title, size):
                inside = [one for one in child.addresses() if not is_nowhere(one)]
                said = child.text()
                if said:  # otherwise each address is reported separately
                    taken.append((order[id(child)], with_addresses(said, inside)))
                    addresses += inside
            else:
                staying.append(child)
                stack.append((child, True))
        element.children = staying
    texts = [text for _, text in sorted(taken, key=lambda one: one[0]) if text]
    return Furniture(texts, addresses)


def _is_furniture(element: Element, title: Element | None, size: int) -> bool:
    """Tell whether an element inside the content is not part of it."""
    if (element.tag in _TAGS and not unfolds(element)) or is_of_readers(element):
        return True
    if is_note(element):
        return False
    if _is_of_editor(element):
        return True
    if _kinds(element) & _OF_BOOKS:
        return SCORE.search(element.text()) is None
    if element.tag in _SECTIONS:
        return not _is_of_text(element)
    if element.tag == "header":
        return title is not None and _heads(element) <= {"h1"}
    if element.tag in PARTS_OF_TABLES:
        return False
    names = (*element.classes, element.attributes.get("id", "").lower())
    if element.tag == "div" and "header" in names and _heads(element) == {"h1"}:
        return title is not None
    return _is_called_furniture(element, size)


def _is_of_editor(element: Element) -> bool:
    """Tell whether an element is a comment in Google Docs, or the sign that refers to one."""
    if element.tag not in ("p", "sup"):
        return False
    first = next((one for one in element.walk() if one.tag == "a"), None)
    pattern = _EDITOR_COMMENT if element.tag == "p" else _EDITOR_SIGN
    return first is not None and pattern.fullmatch(first.attributes.get("id", "")) is not None


_EDITOR_COMMENT = re.compile(r"cmnt\d{1,5}")
_EDITOR_SIGN = re.compile(r"cmnt_ref\d{1,5}")


def unfolds(element: Element) -> bool:
    """Tell whether a button shows and hides the text below it; its words are then a heading."""
    if element.tag != "button":
        return False
    if "aria-expanded" in element.attributes or "aria-controls" in element.attributes:
        return any(one.tag in HEADINGS for one in islice(element.around(), 3))
    return False


def stands_around(element: Element, size: int) -> bool:
    """Tell by its names whether an element is not part of a content of `size` characters.

    Elements that contain the title, such as a header, must not be passed.
    """
    if element.tag in _TAGS:
        return True
    if element.tag == "header" or element.tag in PARTS_OF_TABLES:
        return False
    if _is_called_furniture(element, size):
        return True
    names = (*element.classes, element.attributes.get("id", "").lower())
    if any(map(_ENDING.fullmatch, names)) and 2 * len(element.text()) < size:
        return True
    return element.tag in _SECTIONS and not _is_of_text(element)


def _is_called_furniture(element: Element, size: int) -> bool:
    names = (*element.classes, element.attributes.get("id", "").lower())
    named = (
        element.attributes.get("role") in _ROLES
        or "hidden" in element.attributes
        or any(name in _WHOLE or _STEM.fullmatch(name) for name in names)
        or (element.tag == "form" and not _heads(element))
    )
    return named and 2 * len(element.text()) < size


def _kinds(element: Element) -> set[str]:
    """Return the types of an element in a book."""
    return set(element.attributes.get("epub:type", "").split())


def is_note(element: Element) -> bool:
    """Tell whether an element of a book contains notes."""
    return bool(_kinds(element) & _NOTES)


def _heads(element: Element) -> set[str]:
    """Return the names of the headings below an element."""
    return {one.tag for one in element.walk() if one.tag in HEADINGS}


def _is_of_text(element: Element) -> bool:
    """Tell whether an aside or a footer belongs to the text: the source of a quote, a score.

    An aside without links is a remark.
    """
    if any(one.tag in ("blockquote", "figure") for one in element.around()):
        return True
    remark = element.tag == "aside" and not any(one.tag == "a" for one in element.walk())
    return remark or SCORE.search(element.text()) is not None
