"""What a page says of its review for machines, and in its byline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from itertools import chain, islice

from reviewfmt.characters import tidy
from reviewfmt.converter.units.html import is_nowhere
from reviewfmt.converter.web.content import is_of_readers, stands_around
from reviewfmt.converter.web.tree import HEADINGS, Child, Element
from reviewfmt.pandoc_ast.bylines import LONGEST, byline_of, with_addresses, without_by
from reviewfmt.pandoc_ast.fields import field_of
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


_TAG_LINK = re.compile(r"/(?:tags?|labels?|tagged)/[^/?#]")
_TAG_LISTS = frozenset({
    "tags-links", "post-tags", "entry-tags", "post-labels", "article-tag", "article-tags",
    "post-card-tags", "post-meta-tags", "tags", "tag-list", "taxonomy-post_tag", "tag-links",
})  # fmt: skip
_CATEGORIES = frozenset({
    "entry-categories", "cat-links", "post-categories", "post-category", "taxonomy-category",
    "categories", "category",
})  # fmt: skip
_TAG_NAME = re.compile(
    r"(?:[\w-]{1,40}[-_])?tags?(?:[-_](?:list|links?|wrapper|items?|container))?"
)
_MOST_TAGS = 30


def tags(scope: Element) -> tuple[str, ...]:
    """Return the tags that a page links to in what holds the content.

    A link to a category, or in a cloud of the tags of a site, is none.
    """
    found: dict[str, None] = {}
    lists = (
        each for one in scope.walk() if one.tag == "nav" and _lists_tags(one) for each in one.walk()
    )
    for element in islice(chain(_readable(scope), lists), _MOST_READ):
        if element.tag == "a" and _is_tag(element, scope):
            said = tidy(element.text()).lstrip("#").strip()
            if said and len(said) <= _LONGEST_TAG:
                found[said] = None
    return tuple(found)[:_MOST_TAGS]


_MOST_READ = 20_000
_LONGEST_TAG = 60


def _lists_tags(element: Element) -> bool:
    called = element.attributes.get("aria-label", "").lower()
    above = element.parent.classes if element.parent is not None else frozenset()
    return called == "tags" or any(map(_TAG_NAME.fullmatch, (*element.classes, *above)))


def _is_tag(element: Element, scope: Element) -> bool:
    rel = element.attributes.get("rel", "").lower().split()
    address = element.attributes.get("href", "")
    around = list(islice((element, *element.around()), 4))
    if "category" in rel or "categor" in address:
        return False
    names = {name for one in around if one is not scope for name in one.classes}
    if names & _CATEGORIES or any("cloud" in name for name in names):
        return False
    if "tag" in rel:
        return True
    listed = bool(names & _TAG_LISTS) or any(map(_TAG_NAME.fullmatch, names))
    listed = listed or element.text().startswith("#")
    return listed and _TAG_LINK.search(address) is not None


# -- the byline -------------------------------------------------------------------------------

_OF_AUTHOR = frozenset(
    {
        *("p-author", "author-name", "byline-name", "post-author", "entry-author", "byline"),
        *("author", "poster", "entry-poster", "posted-by"),
    }
)
_NO_NAME = re.compile(r"(?:^|[-_])(?:labels?|tags?|categor\w{1,5}|location|timestamp|share)$")
_OF_NAME = frozenset({"username", "fn", "author-name", "nickname", "display-name"})
_OF_DATE = frozenset(
    {"dt-published", "post-date", "entry-date", "posted-on", "published", "date-published"}
)
_LINE = frozenset(
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
    times = [one for one in marked if one.tag == "time" and one.attributes.get("datetime")]
    alone = _date(times[0]) if len(times) == 1 and _is_above(times[0], content) else None
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
        if not found.authors and (name := _linked_name(line)):
            found.authors.append(name)
        found.texts += filter(None, (_whole(line, found.date),))
        line.remove()
    found.date = found.date or alone
    return found


def _is_above(element: Element, content: Element) -> bool:
    """Tell whether an element stands in one of the first paragraphs, which says who wrote it."""
    for paragraph in islice((one for one in _readable(content) if one.tag == "p"), _MOST_ABOVE):
        if any(one is element for one in paragraph.walk()):
            text = paragraph.text()
            return without_by(text) != text
    return False


_MOST_ABOVE = 2


def _linked_name(line: Element) -> str:
    """Return the words of the one link that stands in a line beside its date, "" for no name."""
    links = [one for one in line.walk() if one.tag == "a" and one.text()]
    dated = any(_is_date(one) for one in line.walk())
    name = without_by(links[0].text()) if len(links) == 1 and dated else ""
    if not name or not _is_name(name) or len(name.split()) > _MOST_LINKED_WORDS:
        return ""
    inside = links[0].attributes.get("href", "")
    return "" if _TAG_LINK.search(inside) or "categor" in inside else name


_MOST_LINKED_WORDS = 4
_AUTHOR_PAGE = re.compile(r"/(?:@[\w.-]|(?:author|authors|profile|user|users|staff|people)/)")
_CALLED_DATE = re.compile(
    r"(?:[\w-]{1,40}[-_])?(?:date|datetime|published|timestamp)(?:[-_][\w-]{1,40})?"
)
_MOST_LIKELY = 200


def likely(content: Element) -> tuple[str, str | None]:
    """Return the author and the date of a content by signs that are weaker than those of a byline.

    They are a link to the page of an author, and a date in an element that is called so; "" and
    None where there is no such.
    """
    return _likely(islice(_readable(content), _MOST_LIKELY))


def poster(content: Element) -> str:
    """Return who wrote a post of a forum, as the post names them; "" for anything else."""
    said = tidy(content.attributes.get("data-author", ""))
    if said:
        return said
    profiles = (one for one in content.walk() if one.classes & _PROFILES)
    named = (each for one in profiles for each in one.walk() if each.classes & _OF_NAME)
    return next((text for one in named if (text := one.text()) and _is_name(text)), "")


_PROFILES = frozenset({
    "postprofile", "message-user", "userinfo", "author_information", "poster", "postauthor",
})  # fmt: skip


def beside(scope: Element, content: Element) -> tuple[str, str | None]:
    """Return the author and the date that are said around a content, in what holds it.

    The author is marked as one, the date called so.
    """
    near = list(islice(_near(scope, content), _MOST_LIKELY))
    for one in near:
        small = sum(1 for _ in islice(one.walk(), _MOST_IN_LINE)) < _MOST_IN_LINE
        line = byline_of(text) if small and len(text := _lined(one)) <= LONGEST else None
        if line is not None and line.author and line.date:
            return line.author, line.date
    named = next((name for one in near if _is_author(one) and (name := _called(one))), "")
    author, date = _likely(near)
    return named or author, date


def _called(element: Element) -> str:
    """Return the name of an author that an element marks, "" for none."""
    found = Bylines()
    _add_author(found, element)
    return found.authors[0] if found.authors else ""


_MOST_IN_LINE = 20
_FOOTERS = frozenset({"entry-footer", "post-footer", "article-footer", "entry-meta", "postmeta"})


def _near(scope: Element, content: Element) -> Iterator[Element]:
    """Yield the elements in what holds a content but those of the content, and of furniture."""
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
    if any(_NO_NAME.search(name) for name in element.classes):
        return False
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
    inner = inner or next((one for one in _below(element) if one.classes & _OF_NAME), None)
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
    field = field_of(tidy(element.text())) if len(element.text()) <= LONGEST else None
    if field is not None and field.name == "published" and dates.read(field.value).day is not None:
        return field.value
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
