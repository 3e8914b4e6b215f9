"""Where the content of a page is, and what stands around it (its furniture)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from reviewfmt.characters import tidy
from reviewfmt.converter.units.html import is_nowhere
from reviewfmt.converter.web.tree import HEADINGS, UNSEEN, Child, Element
from reviewfmt.pandoc_ast.bylines import with_addresses
from reviewfmt.pandoc_ast.titles import reads_as_title

_TAGS = frozenset({"nav", "button", "select", "textarea", "dialog", "input"})
_SECTIONS = frozenset({"aside", "footer"})
_OF_TABLES = frozenset({"tr", "td", "th", "tbody", "thead", "tfoot", "caption", "col"})
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
    "mw-editsection", "postprofile", "message-user", "post-buttons", "author_information",
    "userinfo", "signature",
    "wp-caption-dd", "screen-reader-skip",
})
_CONTENT = frozenset({
    "hentry", "h-entry", "h-review", "hreview", "post-content", "entry-content", "article-content",
    "article-body", "post-body", "post-full-content", "story-body",
})
_TITLE = frozenset({
    "subject", "topic-title", "p-title-value", "posttitle", "post_title", "entry_title",
    "entry-title", "post-title", "article-title", "p-name", "headline", "entry-heading",
    "review-title",
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
"""What books call a part (`epub:type`) that is about the book."""
_SUMMARY = frozenset({"p-summary"})
_TYPES = (
    "schema.org/Review",
    "schema.org/Article",
    "schema.org/BlogPosting",
    "schema.org/NewsArticle",
)
_SCORE = re.compile(r"\d\s?/\s?\d|[★⭐]|\d\s?%")


def content_of(root: Element) -> Element:
    """Return the element that holds the review: an article, the main part, else the body.

    Of several, it is the first that holds a score, else the first with a heading of the first
    level; what has neither is only a part of the review, where a score stands outside of it.
    """
    body = next((one for one in root.walk() if one.tag == "body"), root)
    if (post := _first_post(body)) is not None:
        return post
    found = list(_candidates(body))
    for one in found:
        if _SCORE.search(one.text()):
            return one
    for one in found:
        if any(each.tag == "h1" for each in one.walk()):
            return one
    if found and not _scores_outside(body):
        return found[0]
    return _around_title(root, body) or body


_HEADS = frozenset({"entry-header", "post-header", "article-header"})
"""What a heading is called that is a title; elsewhere such an element holds more."""

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
"""What forums call the parts of a post, such as what stands beside it of who wrote it."""


def _first_post(body: Element) -> Element | None:
    """Return the post that opens the topic of a forum, where it holds a score; the rest replies."""
    posts = _outermost([one for one in body.walk() if one.classes & _POSTS])
    if len(posts) < 2 or _SCORE.search(posts[0].text()) is None:
        return None
    is_forum = any(one.classes & _OF_FORUMS for one in posts[0].walk())
    return posts[0] if is_forum else None


_MOST_OF_TEXT = 0.6
_MOST_OF_SCORES = 0.9


def _around_title(root: Element, body: Element) -> Element | None:
    """Return the part of a page that holds its title and its scores, and most of its text."""
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
            return element if large and element.tag not in _OF_TABLES else None
    return None


def _is_titled(element: Element) -> bool:
    return element.tag in HEADINGS and bool(element.classes & (_TITLE | _HEADS))


def _sizes(body: Element) -> dict[int, tuple[int, int]]:
    """Return how many characters and scores each element holds outside menus and comments."""
    elements = list(_outside_furniture(body))
    found: dict[int, tuple[int, int]] = {}
    for one in reversed(elements):  # what is inside comes first
        texts = [each for each in one.children if isinstance(each, str)]
        texts = [] if one.tag in UNSEEN else texts
        inner = [found[id(each)] for each in one.children if id(each) in found]
        size = sum(map(len, texts)) + sum(each[0] for each in inner)
        scores = sum(len(_SCORE.findall(text)) for text in texts)
        found[id(one)] = size, scores + sum(each[1] for each in inner)
    return found


def _scores_outside(body: Element) -> bool:
    """Tell whether a score stands in a line of the page that no menu, aside or comment holds."""
    return any(
        isinstance(child, str) and _SCORE.search(child)
        for element in _outside_furniture(body)
        if element.tag not in UNSEEN
        for child in element.children
    )


def _candidates(body: Element) -> Iterator[Element]:
    """Yield what may hold the review, the likeliest first."""
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
    """Yield the elements that no menu, aside or comment holds."""
    stack = [body]
    while stack:
        element = stack.pop()
        if element is not body and (element.tag in ("nav", "aside") or is_of_readers(element)):
            continue
        yield element
        stack += [one for one in reversed(element.children) if isinstance(one, Element)]


def is_of_readers(element: Element) -> bool:
    """Tell whether an element holds what readers say below a page."""
    names = (*element.classes, element.attributes.get("id", "").lower())
    return element.attributes.get("itemprop") == "comment" or any(map(_COMMENTS.fullmatch, names))


# -- the title --------------------------------------------------------------------------------


def title_of(root: Element, content: Element) -> Element | None:
    """Return the heading that is the title, wherever it stands; None where there is none.

    Inside the content it is the heading of the first level that reads as the title of a review,
    else what is called so, else a heading that reads as one and is in the name of the page, else
    the first of the first level, else any that the name of the page holds.
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
    """Return the heading above a content that its page calls the title of it."""
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
    """Return what holds a content, and its title where that stands outside of it.

    What is said there of who wrote it, when, and under which tags, is said of the content.
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
    """Return what the browser calls a page."""
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


def take_echoes(content: Element, title: Element) -> None:
    """Take headings that say the title again out of the content, and a summary that it repeats."""
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


# -- furniture --------------------------------------------------------------------------------


class Furniture(NamedTuple):
    """The texts of what stands around a review, and the addresses in it."""

    texts: list[str]
    addresses: list[str]


def take_furniture(root: Element, content: Element, title: Element | None) -> Furniture:
    """Take what is no part of the review out of a page; return what was taken.

    What holds the title or the content stays, and so does an aside or a footer with a score.
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
                if said:  # else each address is reported by itself
                    taken.append((order[id(child)], with_addresses(said, inside)))
                    addresses += inside
            else:
                staying.append(child)
                stack.append((child, True))
        element.children = staying
    texts = [text for _, text in sorted(taken, key=lambda one: one[0]) if text]
    return Furniture(texts, addresses)


def _is_furniture(element: Element, title: Element | None, size: int) -> bool:
    """Tell whether an element inside the content is no part of it."""
    if (element.tag in _TAGS and not unfolds(element)) or is_of_readers(element):
        return True
    if is_note(element):
        return False
    if _kinds(element) & _OF_BOOKS:
        return _SCORE.search(element.text()) is None
    if element.tag in _SECTIONS:
        return not _is_of_text(element)
    if element.tag == "header":
        return title is not None and _heads(element) <= {"h1"}
    if element.tag in _OF_TABLES:
        return False
    names = (*element.classes, element.attributes.get("id", "").lower())
    if element.tag == "div" and "header" in names and _heads(element) == {"h1"}:
        return title is not None
    return _is_called_furniture(element, size)


def unfolds(element: Element) -> bool:
    """Tell whether a button shows and hides the text below it: its words are a heading."""
    if element.tag != "button":
        return False
    if "aria-expanded" in element.attributes or "aria-controls" in element.attributes:
        return any(one.tag in HEADINGS for one in islice(element.around(), 3))
    return False


def stands_around(element: Element, size: int) -> bool:
    """Tell whether an element is no part of a content of `size` characters, by what it is called.

    What holds the title, such as a header, is not asked.
    """
    if element.tag in _TAGS:
        return True
    if element.tag == "header" or element.tag in _OF_TABLES:
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
    """Return what a book calls an element."""
    return set(element.attributes.get("epub:type", "").split())


def is_note(element: Element) -> bool:
    """Tell whether an element of a book holds notes."""
    return bool(_kinds(element) & _NOTES)


def _heads(element: Element) -> set[str]:
    """Return the names of the headings below an element."""
    return {one.tag for one in element.walk() if one.tag in HEADINGS}


def _is_of_text(element: Element) -> bool:
    """Tell whether an aside or a footer belongs to the text: the source of a quote, a score.

    An aside with no links is a remark.
    """
    if any(one.tag in ("blockquote", "figure") for one in element.around()):
        return True
    remark = element.tag == "aside" and not any(one.tag == "a" for one in element.walk())
    return remark or _SCORE.search(element.text()) is not None
