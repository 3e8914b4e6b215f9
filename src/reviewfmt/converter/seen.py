"""The visible texts of a review: without marks, and with spoilers hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reviewfmt.model import Block, Figure, ItemList, Paragraph, Quote, Review
from reviewfmt.pandoc_ast import is_spoiler_section
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Inline, Spoiler, Text

HIDDEN = "…"
"""The replacement for hidden words."""

_LONGEST = 160
"""The largest number of characters of a description; search results show no more."""


def seen(text: str) -> str:
    """Return a text without marks, and with spoilers hidden."""
    return "".join(_seen(inline.inlines(text))) if "||" in text else inline.plain(text)


def _seen(nodes: Sequence[Inline]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Text):
            yield node.text
        elif isinstance(node, Spoiler):
            yield HIDDEN
        else:
            yield from _seen(node.children)


def said_by(blocks: Iterable[Block]) -> str:
    """Return the text of blocks, separated by blank lines."""
    return "" if not blocks else "\n\n".join(filter(None, map(_text, blocks)))


def _text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return seen(block.text)
    if isinstance(block, ItemList):
        return "\n".join([seen(item.text) for item in block.items])
    if isinstance(block, Quote):
        return "\n\n".join([seen(one.text) for one in block.paragraphs])
    return seen(block.caption) if block.caption else ""


def body_of(review: Review) -> str:
    """Return the prose of a review, with blocks separated by blank lines."""
    texts = []
    for section in review.sections:
        if section.heading is not None:
            texts.append(seen(section.heading.text))
        texts += [HIDDEN] if is_spoiler_section(section) else map(_text, section.blocks)
    return "\n\n".join(filter(None, texts))


def description(review: Review) -> str:
    """Return a description of a review: its tagline, or else the beginning of its prose."""
    if review.title.tagline:
        return seen(review.title.tagline)
    for section in review.sections:
        for block in () if is_spoiler_section(section) else section.blocks:
            if not isinstance(block, Figure) and (text := " ".join(_text(block).split())):
                if len(text) <= _LONGEST:
                    return text
                cut = text[:_LONGEST]
                return f"{cut.rpartition(' ')[0] or cut[:-1]}{HIDDEN}"
    return ""
