"""Finds the reviews in a page of HTML or text, or names what the page contains instead."""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from typing import NamedTuple

from reviewfmt.characters import closed
from reviewfmt.charsets import Charset
from reviewfmt.converter.charset import declared
from reviewfmt.model import Paragraph
from reviewfmt.pages.assemble import assemble
from reviewfmt.pages.bounds import exceeded
from reviewfmt.pages.decode import Decoded, decode, model
from reviewfmt.pages.drafts import Doubt, Draft
from reviewfmt.pages.html import read_html
from reviewfmt.pages.lines import MOST_LINES, PageLine, read_text
from reviewfmt.pages.numbers import with_numbers
from reviewfmt.pages.own import own_draft
from reviewfmt.pages.page import chain_of, page_of_lines
from reviewfmt.pages.reconcile import reconciled
from reviewfmt.pages.threads import LEAST_POSTS, count_posts
from reviewfmt.pages.titles import attached_review
from reviewfmt.pages.witnesses import Witness
from reviewfmt.syntax.words import Words, built_in

LEAST = 0.9
"""A line with a less likely label is in doubt."""

_MARKUP = re.compile(
    r"<(?:!doctype|\?xml|html|head|body|article|section|main|header|div|p|h[1-6]|table|span)\b",
    re.IGNORECASE,
)
_COUNTED = {
    "prose": "paragraph",
    "heading": "heading",
    "item": "list item",
    "entry": "episode",
    "comment": "comment",
    "site": "line of boilerplate",
}
_SEVERAL = {"line of boilerplate": "lines of boilerplate"}
_QUOTED = frozenset({"prose", "note"})
_LISTED = 4
_LEAST_TOLD = 3
_NAME_IT = "if the page is a review, add the word “Review” to its title"
_TEASER = 70
"""A page with this many reviews, each with fewer words, is a list of teasers."""


class Found(NamedTuple):
    """The result for a page: its drafts, the reviews among them, or what it contains `instead`."""

    drafts: tuple[Draft, ...]
    reviews: tuple[Draft, ...] = ()
    instead: str = ""
    help: str | None = None


def is_html(text: str) -> bool:
    """Tell whether a page is HTML: it begins with a tag."""
    start = text[:2000].lstrip()
    return start.startswith("<") and _MARKUP.search(start) is not None


def declared_in(data: bytes) -> Charset | None:
    """Return the encoding that an HTML page declares, or None."""
    start = data[:2000].decode("latin-1")
    return declared(data) if is_html(start.lstrip("\xef\xbb\xbf")) else None


def find(text: str, words: Words | None = None, *, least: float = LEAST) -> Found:
    """Return the reviews in a page of HTML or text, as far as it tells them. Never raises.

    A line whose label is less likely than `least` is in doubt. A text in the review format is read
    as such.
    """
    with _uncollected():
        return _find(text, words or built_in(), least)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Disable the garbage collector: the data of a page is large and has no cycles.

    Each pass would find nothing, and take longer with each line that was read.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _find(text: str, words: Words, least: float) -> Found:
    if not is_html(text):
        own = own_draft(text, words)
        if own is not None:
            return Found((own,), (own,))
        return _of_lines(read_text(text), None, words, least)
    if (too_much := exceeded(text)) is not None:
        return Found((), (), too_much)
    read = read_html(text, words)
    if read is None:
        return Found((), (), "the tags of the page are too broken to be read")
    found = _of_lines(read.lines, read.witness, words, least)
    return _with_unread(found, read.unread) if read.unread else found


def _with_unread(found: Found, unread: Sequence[PageLine]) -> Found:
    """Return the result with each unreadable part of the page's data in a doubt."""
    if not found.reviews:
        return found
    first = found.reviews[0]
    doubts = (*first.doubts, *(Doubt(line, "no-json", "site") for line in unread))
    told = first._replace(doubts=doubts)
    drafts, reviews = (
        tuple(told if one is first else one for one in many)
        for many in (found.drafts, found.reviews)
    )
    return found._replace(drafts=drafts, reviews=reviews)


def _of_lines(
    lines: Sequence[PageLine], witness: Witness | None, words: Words, least: float
) -> Found:
    if not lines:
        return Found((), (), "the page is empty")
    if len(lines) > MOST_LINES:
        return Found((), (), f"the page has more than {MOST_LINES} lines")
    page = page_of_lines(lines, words)
    decoded = _of_quotes(lines, decode(model(), chain_of(page)))
    drafts = assemble(page, decoded, words, least)
    if len(drafts) > 1 and 0 < sum(is_review(one, words) for one in drafts) < len(drafts):
        decoded = _untitled(lines, decoded, drafts, words)
        drafts = assemble(page, decoded, words, least)
    drafts = [with_numbers(draft, lines) for draft in drafts]
    if witness is not None:
        one = witness if len(drafts) == 1 else witness.of_all
        drafts = [reconciled(draft, one, lines, words) for draft in drafts]
    is_rated = witness is not None and "ratingValue" in witness.values
    if len(drafts) == 1 and not is_rated and not _is_named(drafts[0], words):
        posts = count_posts(lines, decoded, words)
        if posts >= LEAST_POSTS:
            instead = f"the page is a thread of {posts} posts, and its title names no review"
            return Found(tuple(drafts), (), instead)
    held = tuple(draft for draft in drafts if is_review(draft, words))
    if not held:
        instead = f"no review was found: {_instead(drafts, decoded)}"
        return Found(tuple(drafts), (), instead, _help(drafts, decoded))
    if len(held) >= _LISTED and median(map(_words, held)) < _TEASER:
        instead = f"the page lists {len(held)} reviews, and holds none of them whole"
        return Found(tuple(drafts), (), instead)
    return Found(tuple(drafts), held)


def _of_quotes(lines: Sequence[PageLine], decoded: Sequence[Decoded]) -> list[Decoded]:
    """Return labels in which all paragraphs of a quote have the label of the first."""
    found: list[Decoded] = []
    for line, one in zip(lines, decoded, strict=True):
        at = len(found)
        if line.hint is not None and line.hint.quoted and at and one.label in _QUOTED:
            hint, above = lines[at - 1].hint, found[-1]
            if hint is not None and hint.quoted and above.label in _QUOTED:
                one = one._replace(label=above.label)
        found.append(one)
    return found


def _untitled(
    lines: Sequence[PageLine], decoded: Sequence[Decoded], drafts: Sequence[Draft], words: Words
) -> list[Decoded]:
    """Return labels without titles that do not begin a review.

    Above the first review, such a line is boilerplate, below it a heading; in both cases it is in
    doubt.
    """
    begun = False
    instead: dict[int, str] = {}
    for draft in drafts:
        if is_review(draft, words):
            begun = True
        else:
            instead[draft.review.title.span.offset] = "heading" if begun else "site"
    return [
        Decoded(instead[line.span.offset], 0.0, "title")
        if one.label == "title" and line.span.offset in instead
        else one
        for line, one in zip(lines, decoded, strict=True)
    ]


def is_review(draft: Draft, words: Words) -> bool:
    """Tell whether a draft is a review.

    It has a title, and a score or a Review word. A text whose title names a season needs neither.
    """
    review = draft.review
    rated = review.verdict or review.ratings or any(one.score for one in review.episodes)
    told = review.title.season is not None and _paragraphs(draft) >= _LEAST_TOLD
    return bool(review.title.text and (rated or told or _is_named(draft, words)))


def _is_named(draft: Draft, words: Words) -> bool:
    """Tell whether the title of a draft has a word for a review."""
    title = draft.review.title.text
    word = words.review_word.search(title) or attached_review(title, words)
    return word is not None


def _texts(draft: Draft) -> Iterator[str]:
    """Yield the texts of the paragraphs of a draft."""
    for section in draft.review.sections:
        yield from (block.text for block in section.blocks if isinstance(block, Paragraph))


def _words(draft: Draft) -> int:
    """Return the number of words in the paragraphs of a draft."""
    return sum(len(text.split()) for text in _texts(draft))


def _paragraphs(draft: Draft) -> int:
    """Return the number of the paragraphs of a draft that are sentences."""
    return sum(map(closed, _texts(draft)))


def _instead(drafts: Sequence[Draft], decoded: Sequence[Decoded]) -> str:
    """Return what a page without a review contains instead."""
    titled = next((one.review.title.text for one in drafts if one.review.title.text), None)
    said = (
        "no line of the page is a title"
        if titled is None
        else f"a title ({titled}), but no score, and no word for a review in the title"
    )
    counts = Counter(_COUNTED[one.label] for one in decoded if one.label in _COUNTED)
    held = ", ".join(
        f"{counts[name]} {name if counts[name] == 1 else _SEVERAL.get(name, f'{name}s')}"
        for name in _COUNTED.values()
        if counts[name]
    )
    return f"{said}; {held}" if held else said


def _help(drafts: Sequence[Draft], decoded: Sequence[Decoded]) -> str | None:
    """Return what to change if a page without a score is a review after all.

    A page without a title or with less text than a review has no such help.
    """
    is_titled = any(draft.review.title.text for draft in drafts)
    told = sum(one.label == "prose" for one in decoded)
    return _NAME_IT if is_titled and told >= _LEAST_TOLD else None
