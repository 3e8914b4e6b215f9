"""The nodes of pandoc's AST that a review is written with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reviewfmt.pandoc_ast.shape import Cell, Inlines, Node, Shape


def attributes(
    identifier: str = "", classes: Sequence[str] = (), pairs: dict[str, str] | None = None
) -> list[Any]:
    """Return the attributes of a node."""
    return [identifier, list(classes), [list(pair) for pair in (pairs or {}).items()]]


def plain(inlines: Inlines) -> Node:
    """Return text that is a block and no paragraph."""
    return {"t": "Plain", "c": inlines}


def span(classes: Sequence[str], inlines: Inlines, pairs: dict[str, str] | None = None) -> Node:
    """Return text with attributes."""
    return {"t": "Span", "c": [attributes("", classes, pairs), inlines]}


def heading(
    shape: Shape,
    level: int,
    inlines: Inlines,
    classes: Sequence[str] = (),
    pairs: dict[str, str] | None = None,
) -> Node:
    """Return a heading of `level`."""
    marks = attributes("", classes, pairs) if shape.marks else attributes()
    return {"t": "Header", "c": [level, marks, inlines]}


def div(
    shape: Shape, identifier: str, classes: Sequence[str], pairs: dict[str, str], blocks: list[Node]
) -> list[Node]:
    """Return `blocks` in a division, or as they are where the shape has no marks."""
    if not shape.marks:
        return blocks
    return [{"t": "Div", "c": [attributes(identifier, classes, pairs), blocks]}]


def cell(shape: Shape, name: str, text: str | None, pairs: dict[str, str] | None = None) -> Cell:
    """Return a cell of a table, empty for no text."""
    marks = attributes("", [name], pairs) if shape.marks else attributes()
    blocks = [plain(shape.text(text))] if text else []
    return [marks, {"t": "AlignDefault"}, 1, 1, blocks]


def table(
    shape: Shape, name: str, pairs: dict[str, str], columns: Sequence[str], rows: list[list[Cell]]
) -> Node:
    """Return a table with a head of `columns`."""

    def row(cells: Iterable[Cell]) -> list[Any]:
        return [attributes(), list(cells)]

    head = row(cell(shape, column.lower(), column) for column in columns)
    body = [attributes(), 1 if shape.marks else 0, [], [row(cells) for cells in rows]]
    return {
        "t": "Table",
        "c": [
            attributes("", [name], pairs) if shape.marks else attributes(),
            [None, []],
            [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in columns],
            [attributes(), [head]],
            [body],
            [attributes(), []],
        ],
    }
