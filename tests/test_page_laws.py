"""What holds of every page, as found or grown: each line has one home, and nothing is invented."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from html import escape, unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewfmt.characters import CONTROL
from reviewfmt.model import (
    Boilerplate,
    Episode,
    Field,
    Figure,
    GuideHeading,
    Heading,
    Item,
    Paragraph,
    Rating,
    Review,
    Score,
    SeasonLine,
    Title,
    Verdict,
    walk,
)
from reviewfmt.pages import Draft, find
from reviewfmt.pages.html import read_html
from reviewfmt.span import NOWHERE
from scripts.labelled import pages
from tests.budget import CASES

FOUND = sorted((Path(__file__).parent / "data" / "pages_html").rglob("*.html"))
LABELLED = pages()
FEW = settings(max_examples=max(15, min(CASES // 3, 100)))
"""Grown pages for each law: they are long."""

_LEAVES = (
    *(Title, Field, Heading, Paragraph, Figure, Item, Rating, Verdict, Episode),
    *(GuideHeading, SeasonLine, Boilerplate),
)


# A line that goes on in a paragraph begins no node: what is around it is its home.
def _homes(drafts: Sequence[Draft]) -> Iterator[tuple[int, int, str]]:
    """Yield from where to where in the source something stands, and what it is there."""
    for draft in drafts:
        for node in (*walk(draft.review), *draft.review.metadata.fields, *draft.beside):
            if isinstance(node, _LEAVES) and node.span is not NOWHERE:
                home = "boilerplate" if isinstance(node, Boilerplate) else "document"
                yield node.span.offset, node.span.end_offset, home
        for doubt in draft.doubts:
            if doubt.left:
                yield doubt.line.span.offset, doubt.line.span.end_offset, "doubt"


def _assert_each_line_once(text: str) -> None:
    read = read_html(text)
    assert read is not None
    homes = sorted(_homes(find(text).drafts))
    for line in read.lines:
        at = line.span.offset
        around = [one for one in homes if one[0] <= at < max(one[1], one[0] + 1)]
        kinds = {home for start, _, home in around if start == at} or {one[2] for one in around}
        assert len(kinds) == 1, (line.text, kinds)


@pytest.mark.parametrize("page", FOUND, ids=lambda path: path.stem)
def test_each_line_of_html_has_one_home(page: Path) -> None:
    _assert_each_line_once(page.read_text(encoding="utf-8"))


def test_each_line_of_a_labelled_page_in_html_has_one_home() -> None:
    for _, page in LABELLED[::80]:
        _assert_each_line_once(_in_html(page.text.split("\n"), random.Random(1)))


# -- grown pages ------------------------------------------------------------------------------

_TAG = re.compile(r"(?=<(?:p|li|h[1-6]|tr|div|article|blockquote|dt)\b)")
_DIGITS = re.compile(r"\d+")
_BLOCKS = ("p", "div", "li", "h2", "h3", "b", "blockquote", "td", "span", "article", "aside")


def _in_html(lines: Sequence[str], chance: random.Random) -> str:
    """Return lines as HTML: each in an element of any kind, some with a break in it."""
    parts = []
    for line in lines:
        tag = chance.choice(_BLOCKS)
        words = escape(line).split(" ")
        if len(words) > 3 and chance.random() < 0.1:
            words.insert(chance.randrange(1, len(words)), "<br>")
        parts.append(f"<{tag}>{' '.join(words)}</{tag}>")
    return "<!DOCTYPE html><html><body><main>" + "\n".join(parts) + "</main></body></html>"


def _dropped(parts: list[str], chance: random.Random) -> list[str]:
    return [part for part in parts if chance.random() > 0.15]


def _shuffled(parts: list[str], chance: random.Random) -> list[str]:
    return [*parts[:1], *chance.sample(parts[1:], len(parts[1:]))]


def _again(parts: list[str], chance: random.Random) -> list[str]:
    return [*parts, *chance.sample(parts, min(3, len(parts)))]


def _untagged(parts: list[str], chance: random.Random) -> list[str]:
    return [re.sub(r"</?\w+", "<i", one) if chance.random() < 0.1 else one for one in parts]


def _renumbered(parts: list[str], chance: random.Random) -> list[str]:
    def other(digits: re.Match[str]) -> str:
        return str(chance.randrange(int(digits[0][:9]) + 2))

    return [_DIGITS.sub(other, one) for one in parts]


_GROWTHS: tuple[Callable[[list[str], random.Random], list[str]], ...] = (
    *(_dropped, _shuffled, _again, _untagged, _renumbered),
)


def _grown(chance: random.Random) -> str:
    if chance.random() < 0.5:
        text = chance.choice(FOUND).read_text(encoding="utf-8")
    else:
        text = _in_html(chance.choice(LABELLED)[1].text.split("\n"), chance)
    parts = _TAG.split(text)
    for grow in chance.sample(_GROWTHS, chance.randrange(1, 4)):
        parts = grow(parts, chance)
    return "".join(parts)


@given(st.integers(0, 2**32))
@FEW
def test_each_line_of_grown_html_has_one_home(seed: int) -> None:
    text = _grown(random.Random(seed))
    if read_html(text) is not None:
        _assert_each_line_once(text)


@given(st.integers(0, 2**32))
@FEW
def test_grown_html_invents_nothing(seed: int) -> None:
    """Each name is words of the source, each number its digits, words or stars for digits aside."""
    text = _grown(random.Random(seed))
    for draft in find(text).drafts:
        _assert_nothing_is_invented(draft.review, text)


def _assert_nothing_is_invented(review: Review, source: str) -> None:
    words = CONTROL.sub("", unescape(re.sub(r"<[^<>]*>", "", source)))
    digits = {int(one) for one in _DIGITS.findall(source)}
    names = [review.work, review.tagline, review.metadata.author]
    names += [one.aspect for one in review.ratings] + [one.title for one in review.episodes]
    for name in filter(None, names):
        for part in re.findall(r"[^\W\d_]+", name):
            assert part in source or part in words, name
    day = review.metadata.published
    if day is not None:
        assert {day.day, day.year} <= digits
    if re.search(r"[★⭐☆½%]|star|Stern|étoile|estrel|stell|星|별", source, re.IGNORECASE):
        return
    spelled = bool(re.search(r"out of|sur|von|de|su", source))
    for node in walk(review):
        if isinstance(node, Score) and not spelled:
            for value in (node.value, node.out_of):
                assert {int(one) for one in _DIGITS.findall(str(value))} <= digits, node
    for episode in review.episodes:
        if episode.number is not None:
            lists = set(range(1, source.count("<li") + 1))
            assert {int(one) for one in _DIGITS.findall(str(episode.number))} <= digits | lists
