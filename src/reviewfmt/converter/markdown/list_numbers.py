"""Keeps the numbers of Markdown lists as their author wrote them.

Markdown counts up from the first number of a list: it shows a ranking that is written as 5, 4, 3
as 5, 6, 7. Here a list with other numbers becomes a list of bullets whose texts begin with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from reviewfmt.converter.units import outside_code

_MARKER = re.compile(r"(?:(?P<number>\d{1,3})(?P<sign>[.)])|(?P<bullet>[-*+]))(?P<gap>[ \t]+|$)")
_LEAD = re.compile(r"[ \t>]*")
_ENDS = re.compile(r"#{1,6}(?:[ \t]|$)|(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$")
_NUMBERED_ITEM = re.compile(r"^[ \t>]*\d{1,3}[.)][ \t]", re.MULTILINE)
_CODE = 4
"""A line that is indented by so much more than the text around it is code."""


@dataclass(slots=True)
class _Item:
    number: int
    start: int
    """The place of its marker in the text."""

    end: int
    """The place of its content."""

    width: int
    """The columns from the marker to the content."""

    sign: str


@dataclass(slots=True)
class _List:
    sign: str
    content: int
    """The column at which the content of its last item begins."""

    items: list[_Item] = field(default_factory=list)


def with_written_numbers(text: str) -> str:
    """Return Markdown in which no list has other numbers than those that are written."""
    if _NUMBERED_ITEM.search(text) is None:
        return text
    wrong = [one for one in _lists(text) if not _counts_up([item.number for item in one.items])]
    items = sorted((item for one in wrong for item in one.items), key=lambda item: item.start)
    parts: list[str] = []
    end = 0
    for item in items:
        gap = " " * min(item.width - 1, _CODE)
        parts += (text[end : item.start], f"-{gap}{item.number}\\{item.sign} ")
        end = item.end
    return "".join([*parts, text[end:]])


def _counts_up(numbers: Sequence[int]) -> bool:
    """Tell whether Markdown shows these numbers, or whether their author let Markdown count.

    Authors who let Markdown count write the same number in each item, or in each after the first.
    """
    first, *rest = numbers
    if all(one == at for one, at in zip(numbers, count(first), strict=False)):
        return True
    return len(set(rest)) == 1 and (rest[0] == first or (rest[0] in (0, 1) and len(rest) > 1))


def _lists(text: str) -> Iterator[_List]:
    """Yield the numbered lists of a Markdown text, with their items."""
    stack: list[_List] = []
    depth, is_below_blank = 0, True
    for line, place in outside_code(text):
        lead = _LEAD.match(line)
        start = lead.end() if lead is not None else 0
        said = line[start:].rstrip()
        quotes = line.count(">", 0, start)
        if quotes != depth and (said or quotes < depth):
            yield from _closed(stack, 0)
            depth, is_below_blank = quotes, True
        if not said:
            is_below_blank = True
            continue
        indent = _width(line[line.rfind(">", 0, start) + 1 : start])
        marker = None if _ENDS.match(said) else _MARKER.match(said)
        if marker is not None:
            yield from _entered(stack, marker, (place + start, indent), may_begin=is_below_blank)
        elif is_below_blank or _ENDS.match(said):
            yield from _closed(stack, sum(one.content <= indent for one in stack))
        is_below_blank = _ENDS.match(said) is not None
    yield from _closed(stack, 0)


def _entered(
    stack: list[_List], marker: re.Match[str], where: tuple[int, int], *, may_begin: bool
) -> Iterator[_List]:
    """Add an item to its list on the stack, and yield the lists that end before it."""
    place, indent = where
    around = sum(one.content <= indent for one in stack)
    base = stack[around - 1].content if around else 0
    if indent - base >= _CODE:
        return
    sign = marker["sign"] or marker["bullet"]
    number = int(marker["number"] or 1)
    if around == len(stack) and not (may_begin or number == 1):
        return  # a line of a paragraph
    is_next = around < len(stack) and stack[around].sign == sign
    yield from _closed(stack, around + is_next)
    gap = _width(marker["gap"]) or 1
    width = len(marker[0]) - len(marker["gap"]) + (gap if gap <= _CODE else 1)
    if not is_next:
        stack.append(_List(sign, 0))
    stack[-1].content = indent + width
    if marker["number"]:
        end = place + marker.end()
        stack[-1].items.append(_Item(number, place, end, width, sign))


def _closed(stack: list[_List], kept: int) -> Iterator[_List]:
    """Remove the lists above the first `kept` from the stack, and yield the numbered ones."""
    for one in stack[kept:]:
        if one.items:
            yield one
    del stack[kept:]


def _width(space: str) -> int:
    return len(space.expandtabs(_CODE))
