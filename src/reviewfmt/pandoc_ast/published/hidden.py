"""Hides spoilers, and sections with them, in pages and books until the reader opens them."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from reviewfmt.model import Paragraph, Review, Section
from reviewfmt.pandoc_ast.nodes import attributes
from reviewfmt.pandoc_ast.printed import printed
from reviewfmt.pandoc_ast.published.made import MADE, raw
from reviewfmt.pandoc_ast.shape import Inlines, Node
from reviewfmt.syntax import inline
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in


def folded(blocks: list[Node], name: str, summary: str) -> list[Node]:
    """Return blocks behind a summary that opens them without a script."""
    opening = f'<details class="{name}">\n<summary class="{MADE}">{escape(summary)}</summary>'
    return [raw(opening), *blocks, raw("</details>")]


def has_spoilers(review: Review) -> bool:
    """Tell whether any text of a review may contain a spoiler."""
    notes = (episode.notes for guide in review.guides for episode in guide.episodes)
    for blocks in (*notes, *(section.blocks for section in review.sections)):
        for block in blocks:
            if _SIGN in (block.text if type(block) is Paragraph else repr(block)):
                return True
    verdict = review.verdict
    said = [*(rating.note for rating in review.ratings), verdict and verdict.note]
    said += (episode.title for episode in review.episodes)
    return any(_SIGN in one for one in said if one)


_SIGN = "||"


def hidden(blocks: list[Node], language: str | None) -> list[Node]:
    """Return blocks with each spoiler behind a summary that opens it."""
    return [one for block in blocks for one in _opened(block, language)]


def _opened(block: Node, language: str | None) -> list[Node]:
    """Return a block with its spoilers hidden.

    Its text may have elements in place of paragraphs.
    """
    kind: str = block["t"]
    content: Any = block.get("c")
    if kind == "Para":
        lines = _details(content, language)
        if len(lines) == len(content):
            return [block]
        return [{"t": "Div", "c": [attributes("", ["paragraph"]), [{"t": "Plain", "c": lines}]]}]
    if kind == "Plain":
        block["c"] = _details(content, language)
    elif kind == "Div":
        content[1] = hidden(content[1], language)
    elif kind == "BlockQuote":
        block["c"] = hidden(content, language)
    elif kind == "BulletList":
        block["c"] = [hidden(one, language) for one in content]
    elif kind == "OrderedList":
        content[1] = [hidden(one, language) for one in content[1]]
    elif kind == "Figure":
        content[1][1] = hidden(content[1][1], language)
        content[2] = hidden(content[2], language)
    elif kind == "Table":
        for cell in (cell for body in content[4] for _, cells in body[3] for cell in cells):
            cell[4] = hidden(cell[4], language)
    return [block]


def _details(inlines: Inlines, language: str | None) -> Inlines:
    """Return inlines with each spoiler in an element that opens, or unchanged without spoilers.

    A spoiler inside another mark stays blurred, since no such element may be there.
    """
    if "Span" not in [node["t"] for node in inlines]:
        return inlines
    found: Inlines = []
    for node in inlines:
        classes = node["c"][0][1] if node["t"] == "Span" else ()
        if "spoiler" in classes:
            word = escape(printed(language, "spoiler"))
            opening = f'<details class="spoiler"><summary class="{MADE}">{word}</summary>'
            shown = {"t": "Span", "c": [attributes("", ["spoiler"]), node["c"][1]]}
            found += [_raw_inline(opening), shown, _raw_inline("</details>")]
        elif "note" in classes:
            inner = _details(node["c"][1], language)  # no element that opens may be in a span
            found += [node] if len(inner) == len(node["c"][1]) else inner
        else:
            found.append(node)
    return found


def _raw_inline(html: str) -> Node:
    return {"t": "RawInline", "c": ["html", html]}


_SPOILER_END = re.compile(r"(?:[(\[（【]|\s[–—-]\s)(?P<said>[^()\[\]（）【】]{1,60})[)\]）】]?")


def is_spoiler_section(section: Section) -> bool:
    """Tell whether the heading of a section announces spoilers.

    It is one of the words for that, begins with one before a colon or a dash, or ends in one.
    """
    if section.heading is None:
        return False
    said = inline.plain(section.heading.text).strip(" !?.:：！…")
    known = built_in().spoiler_headings
    if fold(said) in known:
        return True
    if _SIGNS.isdisjoint(said):
        return False
    first = re.split(r"[:：]|\s[–—-]\s", said, maxsplit=1)[0]
    last = [one["said"] for one in _SPOILER_END.finditer(said)][-1:]
    return any(fold(one.strip(" !")) in known for one in (first, *last))


_SIGNS = frozenset(":：-–—([（【")
