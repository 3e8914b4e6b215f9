"""Converts inline nodes to the runs of a word processor, and back.

A run has all its marks at once, so their nesting is lost. It is restored by how far each mark
reaches: the farthest one is outside. If that would be wrong, the name of the run's style gives the
order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reviewfmt.syntax.inline import Emphasis, Inline, Link, Spoiler, Strong, Text

Mark: TypeAlias = "type[Emphasis] | type[Strong] | type[Spoiler] | type[Link]"

_SIGNS: dict[Mark, str] = {Link: "L", Spoiler: "H", Emphasis: "E", Strong: "S"}
"""The letter of each mark in the name of a style; among marks of equal reach, the first wins."""


_MAKE: dict[Mark, Callable[[tuple[Inline, ...]], Inline]] = {
    Spoiler: Spoiler,
    Emphasis: Emphasis,
    Strong: Strong,
}


@dataclass(frozen=True, slots=True)
class Run:
    """A text and its marks, in the order of their letters if `order` names them.

    `link` is the link around the text.
    """

    text: str
    marks: frozenset[Mark] = frozenset()
    link: Link | None = None
    order: str = ""

    def next_of(self, taken: int) -> str:
        """Return the letter of the mark inside `taken`, or "" if no order is given."""
        return self.order[taken : taken + 1]


def runs(nodes: Sequence[Inline]) -> list[Run]:
    """Return nodes as runs; the order is given if the runs alone would not determine it."""
    found = list(_runs(nodes, "", None))
    bare = [Run(run.text, run.marks, run.link) for run in found]
    if joined(bare) == tuple(nodes):
        return bare
    return [run if len(run.marks) > 1 else bare[at] for at, run in enumerate(found)]


def _runs(nodes: Sequence[Inline], order: str, link: Link | None) -> Iterator[Run]:
    for node in nodes:
        if isinstance(node, Text):
            marks = frozenset(mark for mark, sign in _SIGNS.items() if sign in order)
            yield Run(node.text, marks, link, order)
        else:
            sign = _SIGNS[type(node)]
            inside = order if sign in order else order + sign
            yield from _runs(node.children, inside, node if isinstance(node, Link) else link)


def joined(found: Sequence[Run]) -> tuple[Inline, ...]:
    """Return runs as nodes."""
    return tuple(_joined(found, frozenset(), 0))


def rejoined(nodes: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return nodes in which each mark covers all the text that it continues over."""
    return joined([Run(run.text, run.marks, run.link) for run in _runs(nodes, "", None)])


def _joined(found: Sequence[Run], outside: frozenset[Mark], depth: int) -> Iterator[Inline]:
    at = 0
    while at < len(found):
        inside = found[at].marks - outside
        if not inside:
            yield Text(found[at].text)
            at += 1
            continue
        named = found[at].next_of(depth)
        allowed = [mark for mark, sign in _SIGNS.items() if mark in inside and named in ("", sign)]
        mark, end = max(
            ((mark, _reach(found, at, mark, depth)) for mark in allowed or list(inside)),
            key=lambda one: one[1],
        )
        children = tuple(_joined(found[at:end], outside | {mark}, depth + 1))
        make, link = _MAKE.get(mark), found[at].link
        if make is not None:
            yield make(children)
        elif link is not None:
            yield Link(link.target, children)
        at = end


def _reach(found: Sequence[Run], at: int, mark: Mark, depth: int) -> int:
    """Return the end of the runs with a mark, of which the run at `at` is the first."""
    end = at + 1
    while (
        end < len(found)
        and mark in found[end].marks
        and found[end].next_of(depth) in ("", _SIGNS[mark])
        and (mark is not Link or found[end].link is found[at].link)
    ):
        end += 1
    return end


HELD = "0"
"""The prefix, before the order, of the names of styles for text between two `JOINER`."""

JOINER = "\u2060"
"""A character of zero width; between two of them, white space at the ends of a text stays."""


def held(found: Sequence[Run]) -> list[bool]:
    """Tell for each run whether a reader would move the white space at its ends out of its marks.

    Readers do so at the beginning and the end of a link, and everywhere with styles; they join
    adjacent links with the same target.
    """
    told = []
    styled = any(Spoiler in one.marks or one.order for one in found)
    for at, run in enumerate(found):
        beside = (*found[max(at - 1, 0) : at], *found[at + 1 : at + 2])
        apart = any(one.link is not run.link for one in beside)
        spaced = run.text[:1].isspace() or run.text[-1:].isspace()
        told.append(spaced and bool(run.marks) and (apart or styled))
    return told


_INSIDE = re.compile(r"(?:\./)*#")


def target_inside(target: str) -> str:
    """Return the target of a link as a word processor keeps it; a place in the text has no name."""
    return f"./{target}" if _INSIDE.match(target) else target


def target_outside(target: str) -> str:
    """Return the target of a link that a word processor kept."""
    return target.removeprefix("./") if _INSIDE.match(target) else target


def order_of(style: str, prefix: str) -> str:
    """Return the order in the name of a style, or "" if there is none."""
    order = style.removeprefix(prefix)
    return order if order != style and set(order) <= {HELD, *_SIGNS.values()} else ""
