"""Counts the blocks of a document without a review, for a message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from reviewfmt.pandoc_ast.shape import Node

_NAMES = {
    "Table": "table",
    "BulletList": "list",
    "OrderedList": "list",
    "DefinitionList": "list",
    "Header": "heading",
    "Para": "paragraph",
    "Plain": "paragraph",
    "LineBlock": "paragraph",
    "BlockQuote": "quotation",
    "CodeBlock": "block of code",
    "Figure": "picture",
}
_SEVERAL = {"block of code": "blocks of code"}


def inventory(blocks: Sequence[Node]) -> str:
    """Return the kinds of blocks in words: `1 table, 12 paragraphs`; "" if there are none."""
    counts: Counter[str] = Counter()
    _count(blocks, counts)
    return ", ".join(
        f"{counts[name]} {name if counts[name] == 1 else _SEVERAL.get(name, f'{name}s')}"
        for name in dict.fromkeys(_NAMES.values())
        if counts[name]
    )


def _count(blocks: Sequence[Node], counts: Counter[str]) -> None:
    for block in blocks:
        content: Any = block.get("c")
        if block["t"] == "Div":
            _count(content[1], counts)
        elif block["t"] in ("Para", "Plain") and [each["t"] for each in content] == ["Image"]:
            counts["picture"] += 1
        elif name := _NAMES.get(block["t"]):
            counts[name] += 1
