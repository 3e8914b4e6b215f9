"""What a page says of its review for machines, and in its byline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from itertools import islice

from reviewfmt.characters import tidy
from reviewfmt.converter.units.html import is_nowhere
from reviewfmt.converter.web.content import is_of_readers
from reviewfmt.converter.web.tree import HEADINGS, Child, Element
from reviewfmt.pandoc_ast.bylines import LONGEST, byline_of, with_addresses, without_by
from reviewfmt.syntax import dates

_CLASSES = {
    "p-rating": "ratingValue",
    "rating": "ratingValue",
    "value": "ratingValue",
    "p-best": "bestRating",
    "best": "bestRating",
    "p-author": "author",
    "reviewer": "author",
    "dt-published": "datePublished",
    "dt-reviewed": "datePublished",
    "dtreviewed": "datePublished",
    "p-name": "name",
    "summary": "name",
    "p-item": "work",
    "item": "work",
}
"""The properties of schema.org that the classes of microformats stand for."""

_REVIEWS = frozenset({"h-review", "hreview"})
_NO_TEXT = frozenset({"itemReviewed", "reviewRating", "reviewBody", "description"})
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "pubdate",
    "date",
)
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")


def properties(root: Element) -> dict[str, str]:
    """Return what microdata or a microformat says of a review, by schema.org's names.

    What others think of the work, on the average, is not the verdict, and is left out.
    """
    found: dict[str, str] = {}
    stack: list[tuple[Element, bool, bool]] = [(root, False, False)]
    while stack:
        element, within, person = stack.pop()
        given = element.attributes
        key = _property(element) if within else None
        if given.get("itemprop") == "aggregateRating" or element.tag in ("script", "style"):
            continue
        if key and not (person and key == "name"):
            value = _value(element)
            if value:
                found.setdefault(key, value)
        within = within or bool(element.classes & _REVIEWS) or _is_review(element)
        person = person or key == "author"
        below = [one for one in element.children if isinstance(one, Element)]
        stack += [(one, within, person) for one in reversed(below)]
    return found


def _is_review(element: Element) -> bool:
    return element.attributes.get("itemtype", "").rstrip("/").endswith("schema.org/Review")


def _property(element: Element) -> str | None:
    key = element.attributes.get("itemprop") or next(
        (
            _CLASSES[name]
            for name in element.attributes.get("class", "").split()
            if name in _CLASSES
        ),
        None,
    )
    return None if key in _NO_TEXT else key


def _value(element: Element) -> str:
    given = element.attributes
    value = given.get("content") or given.get("datetime")
    if not value and element.tag == "data":
        value = given.get("value")
    if not value and element.tag == "abbr":
        value = given.get("title")
    return tidy(value) if value else element.text()


def scripts(root: Element) -> Iterator[str]:
    """Yield the sources of the scripts that hold linked data."""
    for element in root.walk():
        if element.tag == "script" and "ld+json" in element.attributes.get("type", ""):
            yield "".join(map(str, element.children))


def named(root: Element) -> dict[str, str]:
    """Return the author and the date that the head of a page names, by schema.org's names."""
    metas: dict[str, str] = {}
    for element in root.walk():
        if element.tag == "meta":
            given = element.attributes
            key = given.get("property") or given.get("name") or given.get("itemprop") or ""
            if tidy(given.get("content", "")):
                metas.setdefault(key.lower(), tidy(given["content"]))
    found = {}
    author = next((metas[key] for key in _AUTHORS if key in metas), "")
    if author and "://" not in author:
        found["author"] = without_by(author)
    said = [metas[key] for key in _PUBLISHED if key in metas]
    date = next((each for each in said if dates.read(each).day is not None), None)
    if date:
        found["datePublished"] = date
    return found


# -- the byline -------------------------------------------------------------------------------

_OF_AUTHOR = frozenset(
    {"p-author", "author-name", "byline-name", "post-author", "entry-author", "byline", "author"}
)
_OF_DATE = frozenset(
    {"dt-published", "post-date", "entry-date", "posted-on", "published", "date-published"}
)
_LINE = frozenset(
    {"byline", "entry-meta", "post-meta", "article-meta", "post-byline", "post-info", "dateline"}
)
_LATE = frozenset({"updated", "modified", "dt-updated"})
_ITEMS = frozenset({"li", "td", "th", "dd", "dt", "figcaption"})
_PROSE = _ITEMS | {"p", "summary", "caption", *HEADINGS}
_BLOCKS = frozenset({"p", "div", "section", "header", "footer", "address", "ul", "ol", "dl"})
_NO_LINE = frozenset({"blockquote", "table", "figure", "article", "main", "body", "html"})
_MOST_OTHER_WORDS = 6
_MOST_NAME_WORDS = 8
_MOST_MARKED = 100
_SCORE = re.compile(r"\d\s?/\s?\d|[★⭐]")


@dataclass(slots=True)
class Bylines:
    """The authors and the date that the bylines of a page name, and the texts of the bylines."""

    authors: list[str] = field(default_factory=list)
    date: str | None = None
    texts: list[str] = field(default_factory=list)


def take_bylines(content: Element, title: Element | None) -> Bylines:
    """Take the lines that say who wrote the content, and when, out of it.

    A line is one that a part of the page marks, and that says little besides. The author that is
    named inside of prose is known too, but the prose stays.
    """
    marked = list(islice((one for one in _readable(content) if _is_marked(one)), _MOST_MARKED))
    lines = _Lines(content, title, frozenset(map(id, marked)))
    found = Bylines()
    updated = None
    for element in marked:
        line = lines.around(element)
        if _is_author(element):
            if not any(map(_is_author, _below(element))):
                _add_author(found, element)
        elif (line is not None or _is_sure(element)) and (date := _date(element)):
            if element.classes & _LATE or element.attributes.get("itemprop") == "dateModified":
                updated = updated or date
            else:
                found.date = found.date or date
    found.date = found.date or updated
    for line in dict.fromkeys(filter(None, map(lines.around, marked))):
        if not any(one is content for one in line.around()):
            continue  # a line around it was taken already
        read = byline_of(_lined(line))
        if read is not None:
            if read.author and not found.authors:
                found.authors.append(read.author)
            found.date = found.date or read.date
        found.texts += filter(None, (_whole(line, found.date),))
        line.remove()
    return found


_AUTHOR_PAGE = re.compile(r"/(?:@[\w.-]|(?:author|authors|profile|user|users|staff|people)/)")
_CALLED_DATE = re.compile(r"(?:[\w-]{1,40}[-_])?(?:date|published|timestamp)(?:[-_][\w-]{1,40})?")
_MOST_LIKELY = 200


def likely(content: Element) -> tuple[str, str | None]:
    """Return the author and the date of a content by signs that are weaker than those of a byline.

    They are a link to the page of an author, and a date in an element that is called so; "" and
    None where there is no such.
    """
    author, date = "", None
    for element in islice(_readable(content), _MOST_LIKELY):
        if not author and element.tag == "a" and not element.classes & {"comment", "button"}:
            name = without_by(element.text())
            if _AUTHOR_PAGE.search(element.attributes.get("href", "")) and name and _is_name(name):
                author = name
        if date is None and any(map(_CALLED_DATE.fullmatch, element.classes)):
            date = _date(element) if len(element.text()) <= LONGEST else None
    return author, date


def marks_byline(element: Element) -> bool:
    """Tell whether a page marks an element as the author or the date of what stands around it."""
    return _is_author(element) or _is_date(element)


def _whole(line: Element, date: str | None) -> str:
    """Return the text of a byline, with the addresses and the other days that stand in its tags."""
    beside = [each for each in line.addresses() if not is_nowhere(each)]
    known = dates.read(tidy(date)).day if date else None
    for element in line.walk():
        said = tidy(element.attributes.get("datetime", ""))
        if said and dates.read(said).day not in (None, known, dates.read(element.text()).day):
            beside.append(said)
    return with_addresses(line.text(), beside)


def _is_marked(element: Element) -> bool:
    return _is_author(element) or _is_date(element) or _is_called_line(element)


def _is_called_line(element: Element) -> bool:
    """Tell whether an element is called a byline, and reads as one."""
    return bool(element.classes & _LINE) and byline_of(_lined(element)) is not None


def _lined(element: Element) -> str:
    """Return the words of an element, a line for each block."""
    return element.text(between="\n")


def _readable(content: Element) -> Iterator[Element]:
    stack = [content]
    while stack:
        element = stack.pop()
        if element.tag in ("aside", "nav") or is_of_readers(element):
            continue
        if element is not content:
            yield element
        stack += [one for one in reversed(element.children) if isinstance(one, Element)]


def _below(element: Element) -> Iterator[Element]:
    return (one for one in element.walk() if one is not element)


def _is_author(element: Element) -> bool:
    given = element.attributes
    if element.classes & _LINE - {"byline"}:
        return False
    rel = given.get("rel", "").lower().split()
    return (
        "author" in rel
        or given.get("itemprop") == "author"
        or (bool(element.classes & _OF_AUTHOR) and len(element.text()) <= LONGEST)
    )


def _is_date(element: Element) -> bool:
    return (
        element.tag == "time"
        or element.attributes.get("itemprop") in ("datePublished", "dateCreated", "dateModified")
        or bool(element.classes & _OF_DATE and len(element.text()) <= LONGEST)
    )


def _is_sure(element: Element) -> bool:
    return (
        element.attributes.get("itemprop") == "datePublished"
        or "pubdate" in element.attributes
        or bool(element.classes & _OF_DATE)
    )


def _add_author(found: Bylines, element: Element) -> None:
    inner = next((one for one in _below(element) if one.attributes.get("itemprop") == "name"), None)
    text = _lined(inner or element)
    read = byline_of(text)
    if read is None:
        name: str | None = without_by(text)
    else:
        name = read.author
        found.date = found.date or read.date
    if name and _is_name(name) and name not in found.authors:
        found.authors.append(name)


def _is_name(text: str) -> bool:
    no_name = any(sign in "\n:/@" or sign.isdigit() for sign in text)
    return len(text.split()) <= _MOST_NAME_WORDS and not no_name


def _date(element: Element) -> str | None:
    given = element.attributes
    for said in (given.get("datetime"), given.get("content"), given.get("title"), element.text()):
        if said and dates.read(tidy(said)).day is not None:
            return tidy(said)
    return None


class _Lines:
    """Finds the bylines around what is marked; each element is asked once."""

    def __init__(self, content: Element, title: Element | None, known: Set[int]) -> None:
        self._content = content
        self._kept = {id(content), *map(id, content.around())}
        if title is not None:
            self._kept |= {id(title), *map(id, title.around())}
        self._known = known
        self._told: dict[int, bool] = {}

    def around(self, element: Element) -> Element | None:
        """Return the byline that holds a marked element; None where it stands in prose."""
        if not self._is_line(element):
            return None
        line = element
        for around in element.around():
            if not self._is_line(around):
                break
            line = around
        above = line.parent.tag if line.parent is not None else ""
        in_prose = line.tag not in _BLOCKS and above in _PROSE
        return None if in_prose else line

    def _is_line(self, element: Element) -> bool:
        key = id(element)
        if key not in self._told:
            self._told[key] = self._says_little(element)
        return self._told[key]

    def _says_little(self, element: Element) -> bool:
        """Tell whether an element says an author or a date, and little besides."""
        if id(element) in self._kept or element.tag in _NO_LINE:
            return False
        if element.tag in _ITEMS and not (element.parent and element.parent.classes & _LINE):
            return False
        text = _lined(element)
        if len(text) > LONGEST or _SCORE.search(text):
            return False
        read = byline_of(text)
        if element.tag in HEADINGS and read is None and not _is_author(element):
            return False
        if read is not None or element.classes & _LINE:
            return True
        if text.endswith((".", "!", "?", "…")):
            return False
        words = "".join(self._beside(element)).split()
        return sum(any(map(str.isalnum, word)) for word in words) <= _MOST_OTHER_WORDS

    def _beside(self, element: Element) -> Iterator[str]:
        """Yield the texts of an element that no marked one holds."""
        if id(element) in self._known and not any(
            id(one) in self._known for one in _below(element)
        ):
            return
        stack: list[Child] = list(reversed(element.children))
        while stack:
            one = stack.pop()
            if isinstance(one, str):
                yield one
            elif id(one) not in self._known:
                yield " "
                stack += reversed(one.children)
