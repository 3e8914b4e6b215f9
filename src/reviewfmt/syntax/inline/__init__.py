"""Inline marks: emphasis, strong, links, spoilers and escapes (spec, "Inline marks").

`inlines` reads them and `render` writes them. Nodes have one normal form, which `normalized`
describes, so `inlines(render(nodes)) == normalized(nodes)` for all nodes. Everything here takes
linear time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from reviewfmt.syntax.inline.events import Event, flat, settled, tree
from reviewfmt.syntax.inline.nodes import Emphasis, Inline, Link, Spoiler, Strong, Text
from reviewfmt.syntax.inline.reading import MarkSpan, mark_spans, may_mark, read_marks
from reviewfmt.syntax.inline.writing import spelled, writable

__all__ = [
    "Emphasis",
    "Inline",
    "Link",
    "MarkSpan",
    "Spoiler",
    "Strong",
    "Text",
    "escape",
    "has_marks",
    "inlines",
    "links",
    "mark_spans",
    "may_mark",
    "normalized",
    "part",
    "plain",
    "plain_of",
    "render",
]


def inlines(text: str) -> tuple[Inline, ...]:
    """Return `text` as nodes, in the form that `normalized` describes. Any text is valid.

    An empty text has no nodes.
    """
    if not may_mark(text):
        return (Text(text),) if text else ()
    return _kept(text) if len(text) <= _LONGEST_KEPT else _nodes(text)


def plain(text: str) -> str:
    """Return the words of `text` as a reader sees them, without its marks and escapes."""
    return plain_of(inlines(text)) if may_mark(text) else text


def _nodes(text: str) -> tuple[Inline, ...]:
    return tree(settled(read_marks(text)[0]))


_LONGEST_KEPT = 4096
_kept = lru_cache(maxsize=512)(_nodes)
"""A page uses the same text several times; it is read once."""


def plain_of(nodes: Sequence[Inline]) -> str:
    """Return the words of `nodes`."""
    return "".join(event for event in flat(nodes) if isinstance(event, str))


def part(nodes: Sequence[Inline], start: int, end: int) -> tuple[Inline, ...]:
    """Return the words of `nodes` from `start` up to `end`, with the marks that they have there."""
    found: list[Event] = []
    at = 0
    for event in flat(nodes):
        if isinstance(event, str):
            found.append(event[max(start - at, 0) : max(end - at, 0)])
            at += len(event)
        else:
            found.append(event)
    return tree(settled(found))


def has_marks(text: str) -> bool:
    """Return whether `text` holds a mark or an escape."""
    return may_mark(text) and inlines(text) != (Text(text),)


def links(nodes: Sequence[Inline]) -> Iterator[Link]:
    """Yield the links in `nodes`, in their order."""
    for node in nodes:
        if isinstance(node, Link):
            yield node
        if not isinstance(node, Text):
            yield from links(node.children)


def normalized(nodes: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return `nodes` as their text with marks would read.

    The words do not change. Neighbouring texts are merged, and so are neighbouring marks of one
    kind, except links. White space at the edges of a mark moves out of it. Strong around nothing
    but emphasis becomes emphasis around strong. A mark is removed, and its words stay, if it holds
    no words, if it is inside a mark of its own kind, or if it is a link whose target is empty or
    has a control character. An emphasis or strong whose `*` would not read back, as inside a word,
    is removed too (spec, "Inline marks").
    """
    return tree(writable(nodes))


def render(nodes: Sequence[Inline]) -> str:
    """Return the text with marks that reads as `normalized(nodes)`.

    Backslashes stand only before signs that would be read as marks. If a few attempts do not
    succeed, every sign gets one.
    """
    return spelled(nodes)


def escape(text: str) -> str:
    """Return `text` with backslashes, such that `inlines` reads no marks in it.

    The backslashes are those of `render`. A text without marks is returned as it is.
    """
    return render((Text(text),))
