"""Turns footnotes into paragraphs below the blocks that they are about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from reviewfmt.pandoc_ast.shape import Node


class Noted(NamedTuple):
    """Blocks with their footnotes below them, and the number of footnotes."""

    blocks: list[Node]
    footnotes: int


def notes_below(blocks: Sequence[Node]) -> Noted:
    """Return blocks with each footnote as separate blocks below the block that refers to it.

    A footnote inside a section stays in it; a footnote in a list or a table goes below the whole
    list or table.
    """
    if not _holds_note(blocks):
        return Noted(list(blocks), 0)
    found: list[Node] = []
    count = 0
    for block in blocks:
        if block["t"] == "Div":
            attributes, inside = block["c"]
            inner = notes_below(inside)
            found.append({"t": "Div", "c": [attributes, inner.blocks]})
            count += inner.footnotes
            continue
        notes: list[list[Node]] = []
        kept = _without_notes(block, notes)
        found.append(kept)
        for note in notes:
            below = notes_below(note)  # a note may have a note too
            found += below.blocks
            count += 1 + below.footnotes
    return Noted(found, count)


def _without_notes(node: Any, notes: list[list[Node]]) -> Any:
    """Return a node without its footnotes, which are added to `notes`."""
    if isinstance(node, list):
        kept = []
        for each in node:
            if isinstance(each, dict) and each.get("t") == "Note":
                notes.append(each["c"])
            else:
                kept.append(_without_notes(each, notes))
        return kept
    if isinstance(node, dict) and "c" in node:
        return {**node, "c": _without_notes(node["c"], notes)}
    return node


def _holds_note(blocks: Sequence[Node]) -> bool:
    stack: list[Any] = [blocks]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            if one.get("t") == "Note":
                return True
            one = one.get("c")
        if isinstance(one, list):
            stack += one
    return False
