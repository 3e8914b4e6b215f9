"""Makes the nodes of pandoc's AST that reviews need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reviewfmt.commonmark import NOTHING
from reviewfmt.pandoc_ast.shape import Cell, Inlines, Marks, Node, Shape

STYLE = "custom-style"
"""The attribute with the name of a word processor's style."""


RULE_STYLE = "Review Rule"
"""The style of a horizontal rule."""

ORDER = "Review Marks "
"""The prefix of the names of styles that record the order of marks."""


def style(name: str) -> str:
    """Return the name of the style for a class: `Review Spoiler`."""
    return f"Review {name.replace('-', ' ').title()}"


def attributes(
    identifier: str = "", classes: Sequence[str] = (), pairs: dict[str, str] | None = None
) -> list[Any]:
    """Return the attributes of a node."""
    return [identifier, [*classes], [[*pair] for pair in pairs.items()] if pairs else []]


def plain(inlines: Inlines) -> Node:
    """Return text as a block that is not a paragraph."""
    return {"t": "Plain", "c": inlines}


def paragraph(inlines: Inlines) -> Node:
    """Return a paragraph."""
    return {"t": "Para", "c": inlines}


def mark(shape: Shape, name: str, inlines: Inlines, pairs: dict[str, str] | None = None) -> Inlines:
    """Return text marked as `name`, or unmarked if the shape has no marks."""
    if not inlines or shape.marks is Marks.NONE:
        return inlines
    if shape.marks is Marks.STYLES:
        return styled_text(style(name), inlines)
    return [{"t": "Span", "c": [attributes("", [name], pairs), inlines]}]


def styled_text(name: str, inlines: Inlines) -> Inlines:
    """Return text in the word processor's style of this name."""
    return [{"t": "Span", "c": [attributes("", (), {STYLE: name}), inlines]}]


def keeps(shape: Shape) -> bool:
    """Tell whether text must be protected from being read as markup; not if there are marks."""
    return shape.front_matter


def guard(shape: Shape) -> Inlines:
    """Return what protects a text from being read as markup, if that is needed."""
    return [{"t": "RawInline", "c": ["markdown", NOTHING]}] if keeps(shape) else []


def rule(shape: Shape) -> Node:
    """Return a horizontal rule."""
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
    """Return `blocks` in a division, or unchanged if the shape has no classes."""
    if shape.marks is not Marks.CLASSES:
        return blocks
    return [{"t": "Div", "c": [attributes(identifier, classes, pairs), blocks]}]


def styled(shape: Shape, name: str, blocks: list[Node]) -> list[Node]:
    """Return `blocks` in the style for `name`, if the shape has styles."""
    if shape.marks is not Marks.STYLES:
        return blocks
    return [{"t": "Div", "c": [attributes("", (), {STYLE: style(name)}), blocks]}]


def cell(shape: Shape, name: str, inlines: Inlines, pairs: dict[str, str] | None = None) -> Cell:
    """Return a cell of a table; it is empty without text."""
    marks = _marks(shape.marks is Marks.CLASSES, [name], pairs)
    return [marks, {"t": "AlignDefault"}, 1, 1, [plain(inlines)] if inlines else []]


def table(
    shape: Shape, name: str, pairs: dict[str, str], head: list[Cell], rows: list[list[Cell]]
) -> Node:
    """Return a table with a head; if there are classes, the first cell of each row is its head."""
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
