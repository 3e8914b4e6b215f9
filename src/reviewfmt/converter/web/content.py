"""Finds the content of a page, as opposed to its furniture: what surrounds the content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from reviewfmt.characters import tidy
from reviewfmt.converter.web.furniture import PARTS_OF_TABLES, SCORE, is_of_readers
from reviewfmt.converter.web.tree import HEADINGS, UNSEEN, Element
from reviewfmt.pandoc_ast.heads.title_words import reads_as_title

_CONTENT = frozenset(
    {
        "hentry",
        "h-entry",
        "h-review",
        "hreview",
        "post-content",
        "entry-content",
        "article-content",
        "article-body",
        "post-body",
        "post-full-content",
        "story-body",
    }
)
_TITLE = frozenset(
    {
        "subject",
        "topic-title",
        "p-title-value",
        "posttitle",
        "post_title",
        "entry_title",
        "entry-title",
        "post-title",
        "article-title",
        "p-name",
        "headline",
        "entry-heading",
        "review-title",
    }
)
_TYPES = (
    "schema.org/Review",
    "schema.org/Article",
    "schema.org/BlogPosting",
    "schema.org/NewsArticle",
)


def content_of(root: Element) -> Element:
    """Return the element with the review: an article, the main part, or else the body.

    Of several elements, it is the first with a score, or else the first with a heading of the first
    level. An element with neither is only a part of the review if there is a score outside it.
    """
    body = next((one for one in root.walk() if one.tag == "body"), root)
    if (post := _first_post(body)) is not None:
        return post
    found = list(_candidates(body))
    for one in found:
        if SCORE.search(one.text()):
            return one
    for one in found:
        if any(each.tag == "h1" for each in one.walk()):
            return one
    if found and not _scores_outside(body):
        return found[0]
    return _around_title(root, body) or body


_HEADS = frozenset({"entry-header", "post-header", "article-header"})
"""Classes of headings that are titles; elsewhere an element with such a class contains more."""

_POSTS = frozenset({
    "topic-body", "crawler-post",
    "post", "message", "topic-post", "postcontainer", "post-container", "post_block", "forum-post",
    "windowbg", "cpost", "postbit", "post_wrapper", "message-body-outer",
})  # fmt: skip
_OF_FORUMS = frozenset({
    "crawler-post-meta", "postprofile", "postbody", "message-user", "message-cell",
    "topic-body", "poster", "posthead",
    "post-user", "userinfo", "postauthor", "author_information", "cauthorpane", "names",
})  # fmt: skip
"""Classes of the parts of forum posts, such as the column about the author."""


def _first_post(body: Element) -> Element | None:
    """Return the first post of a forum topic, if it has a score; the others are replies."""
    posts = _outermost([one for one in body.walk() if one.classes & _POSTS])
    if len(posts) < 2 or SCORE.search(posts[0].text()) is None:
        return None
    is_forum = any(one.classes & _OF_FORUMS for one in posts[0].walk())
    return posts[0] if is_forum else None


_MOST_OF_TEXT = 0.6
_MOST_OF_SCORES = 0.9


def _around_title(root: Element, body: Element) -> Element | None:
    """Return the part of a page with its title, its scores, and most of its text."""
    name = _name_of(root)
    heads = [one for one in _outside_furniture(body) if one.tag in HEADINGS or _is_titled(one)]
    title = next((one for one in heads if _is_titled(one)), None)
    title = title or next((one for one in heads if (said := one.text()) and said in name), None)
    if title is None:
        return None
    held = _sizes(body)
    size, scores = held[id(body)]
    for element in title.around():
        here, scored = held.get(id(element), (0, 0))
        if element is body or not scores:
            return None
        if scored >= _MOST_OF_SCORES * scores:
            large = here >= _MOST_OF_TEXT * size
            return element if large and element.tag not in PARTS_OF_TABLES else None
    return None


def _is_titled(element: Element) -> bool:
    return element.tag in HEADINGS and bool(element.classes & (_TITLE | _HEADS))


def _sizes(body: Element) -> dict[int, tuple[int, int]]:
    """Return the number of characters and scores in each element outside menus and comments."""
    elements = list(_outside_furniture(body))
    found: dict[int, tuple[int, int]] = {}
    for one in reversed(elements):  # inner elements come first
        texts = [each for each in one.children if isinstance(each, str)]
        texts = [] if one.tag in UNSEEN else texts
        inner = [found[id(each)] for each in one.children if id(each) in found]
        size = sum(map(len, texts)) + sum(each[0] for each in inner)
        scores = sum(len(SCORE.findall(text)) for text in texts)
        found[id(one)] = size, scores + sum(each[1] for each in inner)
    return found


def _scores_outside(body: Element) -> bool:
    """Tell whether a line outside all menus, asides and comments has a score."""
    return any(
        isinstance(child, str) and SCORE.search(child)
        for element in _outside_furniture(body)
        if element.tag not in UNSEEN
        for child in element.children
    )


def _candidates(body: Element) -> Iterator[Element]:
    """Yield the elements that may contain the review, the likeliest first."""
    articles, mains, others = [], [], []
    for element in _outside_furniture(body):
        if element.tag == "article":
            articles.append(element)
        elif element.tag == "main" or element.attributes.get("role") == "main":
            mains.append(element)
        elif element.classes & _CONTENT or _is_typed(element):
            others.append(element)
    outer = _outermost(articles)
    headed = [one for one in outer if any(each.tag == "h1" for each in one.walk())]
    if len(outer) > 1 and len(headed) == 1:
        outer = headed
    if len(outer) == 1:
        yield outer[0]
    yield from _outermost(mains)[:1]
    outer = _outermost(others)
    if len(outer) == 1:
        yield outer[0]


def _is_typed(element: Element) -> bool:
    return element.attributes.get("itemtype", "").rstrip("/").endswith(_TYPES)


def _outermost(elements: Sequence[Element]) -> list[Element]:
    known = set(map(id, elements))
    return [one for one in elements if not any(id(each) in known for each in one.around())]


def _outside_furniture(body: Element) -> Iterator[Element]:
    """Yield the elements outside all menus, asides and comments."""
    stack = [body]
    while stack:
        element = stack.pop()
        if element is not body and (element.tag in ("nav", "aside") or is_of_readers(element)):
            continue
        yield element
        stack += [one for one in reversed(element.children) if isinstance(one, Element)]


def title_of(root: Element, content: Element) -> Element | None:
    """Return the heading that is the title, wherever it is, or None if there is none.

    In the content, it is the first of these that exists: a heading of the first level that reads as
    the title of a review, one with the class of a title, one that reads as a title and is in the
    name of the page, any of the first level, any that the name of the page contains.
    """
    inside = list(content.walk())
    tops = [one for one in inside if one.tag == "h1"]
    found = next((one for one in tops if reads_as_title(one.text())), None)
    if found is not None:
        return found
    named = next((one for one in inside if _is_called_title(one)), None)
    if named is not None:
        return named
    name = _name_of(root)
    around = _titled_around(content)
    if around is not None and around.text() in name:
        return around
    heads = [one for one in inside if one.tag in HEADINGS and one.text()]
    inner = [one for one in heads if one.text() in name]
    reading = next((one for one in inner if reads_as_title(one.text())), None)
    first = heads[0] if heads and heads[0] in inner else None
    if reading is not None or tops or first is not None:
        return reading or (tops[0] if tops else first)
    outside = (one for one in root.walk() if one.tag == "h1")
    return _likeliest([one for one in outside if not any(map(_is_apart, (one, *one.around())))])


def _titled_around(content: Element) -> Element | None:
    """Return the heading above a content that its page marks as the title."""
    for outer in islice(content.around(), _NEAREST):
        if outer.tag == "body":
            return None
        for child in outer.children:
            if not isinstance(child, Element) or child is content or _is_apart(child):
                continue
            found = next((one for one in child.walk() if _is_titled(one)), None)
            if found is not None:
                return found
    return None


_NEAREST = 6


def scope_of(content: Element, title: Element | None) -> Element:
    """Return the element around a content, and around its title if that is outside.

    An author, a date or tags in this element are about the content.
    """
    around = list(content.around())
    if title is None or title is content or any(one is content for one in title.around()):
        return around[0] if around else content
    known = set(map(id, title.around()))
    shared = next((one for one in around if id(one) in known), None)
    if shared is None or shared.tag in ("body", "html"):
        return around[0] if around else content
    return shared


def _name_of(root: Element) -> str:
    """Return the name of a page as browsers show it."""
    called = next((one for one in root.walk() if one.tag == "title"), None)
    return tidy("".join(map(str, called.children))) if called else ""


def _likeliest(found: Sequence[Element]) -> Element | None:
    reading = (one for one in found if reads_as_title(one.text()))
    return next(reading, found[0] if found else None)


def _is_called_title(element: Element) -> bool:
    if element.tag in HEADINGS:
        prop = element.attributes.get("itemprop")
        called = bool(element.classes & _TITLE) or prop in ("headline", "name")
    else:
        called = element.tag in ("p", "div") and bool(element.classes & _TITLE)
    if not called:
        return False
    return not any(one.attributes.get("itemprop") == "author" for one in element.around())


def _is_apart(element: Element) -> bool:
    return element.tag in ("nav", "aside", "footer") or is_of_readers(element)
