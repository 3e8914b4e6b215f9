"""The nodes of pandoc's AST that a review is written with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reviewfmt.commonmark import NOTHING
from reviewfmt.pandoc_ast.shape import Cell, Inlines, Marks, Node, Shape

STYLE = "custom-style"
"""The attribute that names the style of a word processor."""


RULE_STYLE = "Review Rule"
"""The style of a line across the page."""

ORDER = "Review Marks "
"""What the name of the style of a text begins with that says the order of its marks."""


def style(name: str) -> str:
    """Return the name of the style that stands for a class: `Review Spoiler`."""
    return f"Review {name.replace('-', ' ').title()}"


def attributes(
    identifier: str = "", classes: Sequence[str] = (), pairs: dict[str, str] | None = None
) -> list[Any]:
    """Return the attributes of a node."""
    return [identifier, [*classes], [[*pair] for pair in pairs.items()] if pairs else []]


def plain(inlines: Inlines) -> Node:
    """Return text that is a block and no paragraph."""
    return {"t": "Plain", "c": inlines}


def paragraph(inlines: Inlines) -> Node:
    """Return a paragraph."""
    return {"t": "Para", "c": inlines}


def mark(shape: Shape, name: str, inlines: Inlines, pairs: dict[str, str] | None = None) -> Inlines:
    """Return text that is marked as `name`; as it is where the shape has no marks."""
    if not inlines or shape.marks is Marks.NONE:
        return inlines
    if shape.marks is Marks.STYLES:
        return styled_text(style(name), inlines)
    return [{"t": "Span", "c": [attributes("", [name], pairs), inlines]}]


def styled_text(name: str, inlines: Inlines) -> Inlines:
    """Return text in the style of a word processor that has this name."""
    return [{"t": "Span", "c": [attributes("", (), {STYLE: name}), inlines]}]


def keeps(shape: Shape) -> bool:
    """Tell whether a text must be kept from being taken for more: not where there are marks."""
    return shape.front_matter


def guard(shape: Shape) -> Inlines:
    """Return what keeps a text from being taken for more, where that is asked for."""
    return [{"t": "RawInline", "c": ["markdown", NOTHING]}] if keeps(shape) else []


def rule(shape: Shape) -> Node:
    """Return a line across the page."""
    if shape.marks is Marks.STYLES:
        line = [paragraph([{"t": "Str", "c": "\u00a0"}])]  # an empty paragraph would not be read
        return {"t": "Div", "c": [attributes("", (), {STYLE: RULE_STYLE}), line]}
    if shape.rule is None:
        return {"t": "HorizontalRule"}
    return {"t": "RawBlock", "c": list(shape.rule)}


def heading(
    shape: Shape,
    level: int,
    inlines: Inlines,
    classes: Sequence[str] = (),
    pairs: dict[str, str] | None = None,
) -> Node:
    """Return a heading of `level`."""
    classed = shape.marks is Marks.CLASSES
    return {"t": "Header", "c": [level, _marks(classed, classes, pairs), inlines]}


def div(
    shape: Shape, identifier: str, classes: Sequence[str], pairs: dict[str, str], blocks: list[Node]
) -> list[Node]:
    """Return `blocks` in a division, or as they are where the shape has no classes."""
    if shape.marks is not Marks.CLASSES:
        return blocks
    return [{"t": "Div", "c": [attributes(identifier, classes, pairs), blocks]}]


def styled(shape: Shape, name: str, blocks: list[Node]) -> list[Node]:
    """Return `blocks` in the style that stands for `name`, where the shape has styles."""
    if shape.marks is not Marks.STYLES:
        return blocks
    return [{"t": "Div", "c": [attributes("", (), {STYLE: style(name)}), blocks]}]


def cell(shape: Shape, name: str, inlines: Inlines, pairs: dict[str, str] | None = None) -> Cell:
    """Return a cell of a table, empty for no text."""
    marks = _marks(shape.marks is Marks.CLASSES, [name], pairs)
    return [marks, {"t": "AlignDefault"}, 1, 1, [plain(inlines)] if inlines else []]


def table(
    shape: Shape, name: str, pairs: dict[str, str], head: list[Cell], rows: list[list[Cell]]
) -> Node:
    """Return a table with a head; with classes the first cell of each row is the row's head."""
    classed = shape.marks is Marks.CLASSES

    def row(cells: Iterable[Cell]) -> list[Any]:
        return [attributes(), list(cells)]

    body = [attributes(), 1 if classed else 0, [], [row(cells) for cells in rows]]
    return {
        "t": "Table",
        "c": [
            _marks(classed, [name], pairs),
            [None, []],
            [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in head],
            [attributes(), [row(head)]],
            [body],
            [attributes(), []],
        ],
    }


def _marks(classed: bool, classes: Sequence[str], pairs: dict[str, str] | None) -> list[Any]:
    return attributes("", classes, pairs) if classed else attributes()
