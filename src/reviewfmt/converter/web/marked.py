"""Finds the elements that a page marks as an author, a date or a byline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewfmt.characters import tidy
from reviewfmt.converter.web.furniture import is_of_readers
from reviewfmt.converter.web.tree import Element
from reviewfmt.pandoc_ast.lines.bylines import LONGEST, byline_of, without_by
from reviewfmt.pandoc_ast.lines.fields import field_of
from reviewfmt.syntax import dates

_OF_AUTHOR = frozenset(
    {
        *("p-author", "author-name", "byline-name", "post-author", "entry-author", "byline"),
        *("author", "poster", "entry-poster", "posted-by"),
    }
)
_NO_NAME = re.compile(r"(?:^|[-_])(?:labels?|tags?|categor\w{1,5}|location|timestamp|share)$")
CLASSES_OF_NAMES = frozenset({"username", "fn", "author-name", "nickname", "display-name"})
_OF_DATE = frozenset(
    {"dt-published", "post-date", "entry-date", "posted-on", "published", "date-published"}
)
CLASSES_OF_LINES = frozenset(
    {
        "byline",
        "entry-meta",
        "post-meta",
        "article-meta",
        "post-byline",
        "post-info",
        "dateline",
        "entry-info",
        "submitted",
        "node__submitted",
        "node__meta",
    }
)
_MOST_NAME_WORDS = 8


@dataclass(slots=True)
class Bylines:
    """The authors and the date in the bylines of a page, and the texts of the bylines."""

    authors: list[str] = field(default_factory=list)
    date: str | None = None
    texts: list[str] = field(default_factory=list)


def marks_byline(element: Element) -> bool:
    """Tell whether a page marks an element as the author or the date of what surrounds it."""
    return is_author(element) or is_date(element)


def is_marked(element: Element) -> bool:
    """Tell whether a page marks an element as an author, as a date or as a byline."""
    return is_author(element) or is_date(element) or _is_called_line(element)


def _is_called_line(element: Element) -> bool:
    """Tell whether an element has the class of a byline and reads as one."""
    return bool(element.classes & CLASSES_OF_LINES) and byline_of(lined(element)) is not None


def lined(element: Element) -> str:
    """Return the words of an element, with a line for each block."""
    return element.text(between="\n")


def readable(content: Element) -> Iterator[Element]:
    """Yield the elements of a content in order, without those of menus and readers' comments."""
    stack = [content]
    while stack:
        element = stack.pop()
        if element.tag in ("aside", "nav") or is_of_readers(element):
            continue
        if element is not content:
            yield element
        stack += [one for one in reversed(element.children) if isinstance(one, Element)]


def below(element: Element) -> Iterator[Element]:
    """Yield the elements below another."""
    return (one for one in element.walk() if one is not element)


def is_author(element: Element) -> bool:
    """Tell whether a page marks an element as an author."""
    given = element.attributes
    if element.classes & CLASSES_OF_LINES - {"byline"}:
        return False
    rel = given.get("rel", "").lower().split()
    if any(_NO_NAME.search(name) for name in element.classes):
        return False
    return (
        "author" in rel
        or given.get("itemprop") == "author"
        or (bool(element.classes & _OF_AUTHOR) and len(element.text()) <= LONGEST)
    )


def is_date(element: Element) -> bool:
    """Tell whether a page marks an element as a date."""
    return (
        element.tag == "time"
        or element.attributes.get("itemprop") in ("datePublished", "dateCreated", "dateModified")
        or bool(element.classes & _OF_DATE and len(element.text()) <= LONGEST)
        or ("date" in element.classes and date_of(element) is not None)
    )


def is_sure_date(element: Element) -> bool:
    """Tell whether a page marks an element as the date of its content, whatever surrounds it."""
    return (
        element.attributes.get("itemprop") == "datePublished"
        or "pubdate" in element.attributes
        or bool(element.classes & _OF_DATE)
    )


def add_author(found: Bylines, element: Element) -> None:
    """Add the name that an element marks as an author to the names found so far."""
    inner = next((one for one in below(element) if one.attributes.get("itemprop") == "name"), None)
    inner = inner or next((one for one in below(element) if one.classes & CLASSES_OF_NAMES), None)
    text = lined(inner or element)
    read = byline_of(text)
    if read is None:
        name: str | None = without_by(text)
    else:
        name = read.author
        found.date = found.date or read.date
    if name and is_name(name) and name not in found.authors:
        found.authors.append(name)


def is_name(text: str) -> bool:
    """Tell whether a text can be the name of a person: a few words, no digit, no address."""
    no_name = any(sign in "\n:/@" or sign.isdigit() for sign in text)
    return len(text.split()) <= _MOST_NAME_WORDS and not no_name


def date_of(element: Element) -> str | None:
    """Return the date in an attribute or the text of an element, or None if there is none."""
    given = element.attributes
    for said in (given.get("datetime"), given.get("content"), given.get("title"), element.text()):
        if said and dates.read(tidy(said)).day is not None:
            return tidy(said)
    field = field_of(tidy(element.text())) if len(element.text()) <= LONGEST else None
    if field is not None and field.name == "published" and dates.read(field.value).day is not None:
        return field.value
    return None
