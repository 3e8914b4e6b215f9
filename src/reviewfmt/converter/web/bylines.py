"""Finds the bylines of a page: who wrote its content, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from itertools import islice

from reviewfmt.characters import tidy
from reviewfmt.converter.units.html import is_nowhere
from reviewfmt.converter.web.furniture import is_of_readers, stands_around
from reviewfmt.converter.web.marked import (
    CLASSES_OF_LINES,
    CLASSES_OF_NAMES,
    Bylines,
    add_author,
    below,
    date_of,
    is_author,
    is_date,
    is_marked,
    is_name,
    is_sure_date,
    lined,
    readable,
)
from reviewfmt.converter.web.tags import TAG_ADDRESS
from reviewfmt.converter.web.tree import HEADINGS, Child, Element
from reviewfmt.pandoc_ast.lines.bylines import (
    LONGEST,
    byline_of,
    ends_in_on,
    with_addresses,
    without_by,
)
from reviewfmt.syntax import dates

_LATE = frozenset({"updated", "modified", "dt-updated"})
_ITEMS = frozenset({"li", "td", "th", "dd", "dt", "figcaption"})
_PROSE = _ITEMS | {"p", "summary", "caption", *HEADINGS}
_BLOCKS = frozenset({"p", "div", "section", "header", "footer", "address", "ul", "ol", "dl"})
_NO_LINE = frozenset({"blockquote", "table", "figure", "article", "main", "body", "html"})
_MOST_OTHER_WORDS = 6
_MOST_MARKED = 100
_SCORE = re.compile(r"\d\s?/\s?\d|[★⭐]")


def take_bylines(content: Element, title: Element | None) -> Bylines:
    """Remove the lines that name the author and the date from the content, and return them.

    Such a line is marked by a part of the page and says little else. An author who is named inside
    prose is found too, but the prose stays.
    """
    marked = list(islice((one for one in readable(content) if is_marked(one)), _MOST_MARKED))
    lines = _Lines(content, title, frozenset(map(id, marked)))
    found = Bylines()
    updated = None
    times = [one for one in marked if one.tag == "time" and one.attributes.get("datetime")]
    alone = date_of(times[0]) if len(times) == 1 and _is_above(times[0], content) else None
    for element in marked:
        line = lines.around(element)
        if is_author(element):
            if not any(map(is_author, below(element))):
                add_author(found, element)
        elif (line is not None or is_sure_date(element)) and (date := date_of(element)):
            if element.classes & _LATE or element.attributes.get("itemprop") == "dateModified":
                updated = updated or date
            else:
                found.date = found.date or date
    found.date = found.date or updated
    for line in dict.fromkeys(filter(None, map(lines.around, marked))):
        if not any(one is content for one in line.around()):
            continue  # a line around it was already taken
        read = byline_of(_with_days(line))
        if read is not None:
            if read.author and not found.authors:
                found.authors.append(read.author)
            found.date = found.date or read.date
        if not found.authors and (name := _linked_name(line)):
            found.authors.append(name)
        found.texts += filter(None, (_whole(line, found.date),))
        line.remove()
    found.date = found.date or alone
    return found


def _is_above(element: Element, content: Element) -> bool:
    """Tell whether an element is in one of the first paragraphs, which name the author."""
    for paragraph in islice((one for one in readable(content) if one.tag == "p"), _MOST_ABOVE):
        if any(one is element for one in paragraph.walk()):
            text = paragraph.text()
            return without_by(text) != text
    return False


_MOST_ABOVE = 2


def _linked_name(line: Element) -> str:
    """Return the text of the only link beside the date of a line, or "" if it is not a name.

    A link after a word such as “in” names a part of the site: `May 3, 2021 in Film Notes`.
    """
    links = [one for one in line.walk() if one.tag == "a" and one.text()]
    dated = any(is_date(one) for one in line.walk())
    name = without_by(links[0].text()) if len(links) == 1 and dated else ""
    if not name or not is_name(name) or len(name.split()) > _MOST_LINKED_WORDS:
        return ""
    if ends_in_on(line.text().partition(links[0].text())[0]):
        return ""
    inside = links[0].attributes.get("href", "")
    return "" if TAG_ADDRESS.search(inside) or "categor" in inside else name


_MOST_LINKED_WORDS = 4
_AUTHOR_PAGE = re.compile(r"/(?:@[\w.-]|(?:author|authors|profile|user|users|staff|people)/)")
_CALLED_DATE = re.compile(
    r"(?:[\w-]{1,40}[-_])?(?:date|datetime|published|timestamp)(?:[-_][\w-]{1,40})?"
)
_MOST_LIKELY = 200


def likely(content: Element) -> tuple[str, str | None]:
    """Return the author and the date of a content by weaker signs than those of a byline.

    These signs are a link to the page of an author, and a date in an element with a matching class.
    The result is "" and None if there are none.
    """
    return _likely(islice(readable(content), _MOST_LIKELY))


def poster_of(content: Element) -> str:
    """Return the author of a forum post, as the post names them; "" for anything else."""
    said = tidy(content.attributes.get("data-author", ""))
    if said:
        return said
    profiles = (one for one in content.walk() if one.classes & _PROFILES)
    named = (each for one in profiles for each in one.walk() if each.classes & CLASSES_OF_NAMES)
    return next((text for one in named if (text := one.text()) and is_name(text)), "")


_PROFILES = frozenset({
    "postprofile", "message-user", "userinfo", "author_information", "poster", "postauthor",
})  # fmt: skip


def beside(scope: Element, content: Element) -> tuple[str, str | None]:
    """Return the author and the date beside a content, in the element around it.

    The author must be marked as one, and the element of the date must have a matching class.
    """
    near = list(islice(_near(scope, content), _MOST_LIKELY))
    for one in near:
        small = sum(1 for _ in islice(one.walk(), _MOST_IN_LINE)) < _MOST_IN_LINE
        line = byline_of(text) if small and len(text := _with_days(one)) <= LONGEST else None
        if line is not None and line.author and line.date:
            return line.author, line.date
    named = next((name for one in near if is_author(one) and (name := _called(one))), "")
    author, date = _likely(near)
    return named or author, date


def _with_days(element: Element) -> str:
    """Return the words of an element, with the day of a `time` element if its words name none."""
    text = lined(element)
    for one in element.walk() if len(text) <= LONGEST else ():
        said, day = one.text(), dates.read(tidy(one.attributes.get("datetime", ""))).day
        if one.tag == "time" and said and day is not None and dates.read(said).day is None:
            text = text.replace(said, day.isoformat(), 1)
    return text


def _called(element: Element) -> str:
    """Return the name of an author that an element marks, or "" if there is none."""
    found = Bylines()
    add_author(found, element)
    return found.authors[0] if found.authors else ""


_MOST_IN_LINE = 20
_FOOTERS = frozenset({"entry-footer", "post-footer", "article-footer", "entry-meta", "postmeta"})


def _near(scope: Element, content: Element) -> Iterator[Element]:
    """Yield the elements around a content, except those of the content and of furniture."""
    size = len(content.text())
    stack = [scope]
    while stack:
        element = stack.pop()
        if element is content or is_of_readers(element):
            continue
        if element is not scope:
            footer = bool(element.classes & _FOOTERS)
            if element.tag in ("nav", "aside", "head"):
                continue
            if stands_around(element, size) and not footer:
                continue
            yield element
        stack += [one for one in reversed(element.children) if isinstance(one, Element)]


def _likely(elements: Iterable[Element]) -> tuple[str, str | None]:
    author, date = "", None
    for element in elements:
        if not author and element.tag == "a" and not element.classes & {"comment", "button"}:
            name = without_by(element.text())
            if _AUTHOR_PAGE.search(element.attributes.get("href", "")) and name and is_name(name):
                author = name
        if date is None and any(map(_CALLED_DATE.fullmatch, element.classes)):
            date = date_of(element) if len(element.text()) <= LONGEST else None
    return author, date


def _whole(line: Element, date: str | None) -> str:
    """Return the text of a byline, with the addresses and the other days in its tags."""
    beside = [each for each in line.addresses() if not is_nowhere(each)]
    known = dates.read(tidy(date)).day if date else None
    for element in line.walk():
        said = tidy(element.attributes.get("datetime", ""))
        if said and dates.read(said).day not in (None, known, dates.read(element.text()).day):
            beside.append(said)
    return with_addresses(line.text(), beside)


_MOST_AROUND = 4
"""A byline may be at most this many levels above a cell or an item."""


class _Lines:
    """Finds the bylines around marked elements; each element is checked once."""

    def __init__(self, content: Element, title: Element | None, known: Set[int]) -> None:
        self._content = content
        self._kept = {id(content), *map(id, content.around())}
        if title is not None:
            self._kept |= {id(title), *map(id, title.around())}
        self._known = known
        self._told: dict[int, bool] = {}

    def around(self, element: Element) -> Element | None:
        """Return the byline that contains a marked element, or None if the element is in prose."""
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
        """Tell whether an element names an author or a date, and says little else."""
        near = (element, *islice(element.around(), _MOST_AROUND))
        called = any(one.classes & CLASSES_OF_LINES for one in near)
        if id(element) in self._kept or (element.tag in _NO_LINE and not called):
            return False
        if element.tag in _ITEMS and not called:
            return False
        text = _with_days(element)
        if len(text) > LONGEST or _SCORE.search(text):
            return False
        read = byline_of(text)
        if element.tag in HEADINGS and read is None and not is_author(element):
            return False
        if read is not None or element.classes & CLASSES_OF_LINES:
            return True
        if text.endswith((".", "!", "?", "…")):
            return False
        words = "".join(self._beside(element)).split()
        return sum(any(map(str.isalnum, word)) for word in words) <= _MOST_OTHER_WORDS

    def _beside(self, element: Element) -> Iterator[str]:
        """Yield the texts of an element outside the marked elements."""
        if id(element) in self._known and not any(id(one) in self._known for one in below(element)):
            return
        stack: list[Child] = list(reversed(element.children))
        while stack:
            one = stack.pop()
            if isinstance(one, str):
                yield one
            elif id(one) not in self._known:
                yield " "
                stack += reversed(one.children)
