"""The unions of all nodes, and the walk through them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any, TypeAlias

from reviewfmt.model.blocks import Figure, Heading, Item, ItemList, Paragraph, Quote, Section
from reviewfmt.model.guides import Episode, Guide, GuideHeading, SeasonLine
from reviewfmt.model.metadata import Field, Metadata, Title
from reviewfmt.model.review import Boilerplate, Comment, Rating, Review, Verdict
from reviewfmt.model.scores import Grade, Score

Leaf: TypeAlias = (
    Title
    | Field
    | SeasonLine
    | GuideHeading
    | Episode
    | Heading
    | Paragraph
    | Item
    | Figure
    | Rating
    | Verdict
    | Boilerplate
    | Comment
)
"""The nodes that lines become. The leaves of a quote are its paragraphs."""

Node: TypeAlias = Leaf | Review | Metadata | Guide | Section | ItemList | Quote | Score | Grade
"""Every type of node."""


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and every node below it; a node comes before its children."""
    yield node
    kind: Any = type(node)
    for name in _attributes(kind):
        value = getattr(node, name)
        for child in value if isinstance(value, tuple) else (value,):
            if hasattr(child, "__dataclass_fields__"):
                yield from walk(child)


@cache
def _attributes(type_: type[Node]) -> tuple[str, ...]:
    """Return the attributes of a type of node that may hold nodes."""
    return tuple(one.name for one in fields(type_) if one.name not in ("fields", "span"))
