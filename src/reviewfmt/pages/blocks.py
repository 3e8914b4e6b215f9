"""Builds paragraphs and lists from runs of lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from reviewfmt.characters import join_lines
from reviewfmt.model import Block, Figure, Item, ItemList, Paragraph, Quote
from reviewfmt.pages.lines import PageLine, between, marked_text
from reviewfmt.span import joined
from reviewfmt.syntax.line_readers import read_item
from reviewfmt.syntax.words import Words


class Items(list[list[PageLine]]):
    """The items of a list, each as the run of its lines."""


Run: TypeAlias = list[PageLine] | Items
"""The lines of a paragraph, or the items of a list."""


def add_paragraph(blocks: list[Run], line: PageLine) -> list[PageLine]:
    """Begin a paragraph at the end of blocks; return the run for its further lines."""
    run = [line]
    blocks.append(run)
    return run


def add_item(blocks: list[Run], line: PageLine) -> list[PageLine]:
    """Add an item to the list at the end of blocks, or to a new one; return its run of lines."""
    items = blocks[-1] if blocks else None
    if not isinstance(items, Items):
        items = Items()
        blocks.append(items)
    run = [line]
    items.append(run)
    return run


def built(blocks: Sequence[Run], words: Words) -> tuple[Block, ...]:
    """Return the nodes of blocks; consecutive quoted paragraphs become one quote."""
    found: list[Block] = []
    for run in blocks:
        if isinstance(run, Items):
            found.append(_list(run, words))
            continue
        span, hint = between(run[0], run[-1]), run[0].hint
        paragraph = Paragraph(_joined(run), span)
        if hint is not None and hint.picture is not None:
            found.append(Figure(*hint.picture, span))
        elif hint is None or not hint.quoted:
            found.append(paragraph)
        elif found and isinstance(found[-1], Quote):
            above = found[-1]
            found[-1] = Quote((*above.paragraphs, paragraph), joined(above.span, span))
        else:
            found.append(Quote((paragraph,), span))
    return tuple(found)


def _list(items: Items, words: Words) -> ItemList:
    """Return a list, numbered if each number is the successor of the one above."""
    read = [read_item(run[0].text, words) for run in items]
    numbers = [None if one is None else one.number for one in read]
    start = numbers[0]
    if start is None or numbers != list(range(start, start + len(items))):
        start = None
    made = []
    for run, one in zip(items, read, strict=True):
        text = _joined(run)
        if one is not None and (one.number is None or start is not None):
            text = text[one.start :]
        made.append(Item(text.strip() or run[0].text, between(run[0], run[-1])))
    return ItemList(tuple(made), start, between(items[0][0], items[-1][-1]))


def _joined(run: Sequence[PageLine]) -> str:
    return join_lines([marked_text(line) for line in run])
