"""The spelling of inline marks, which is not compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from operator import is_not
from typing import Any

from reviewfmt.model import Episode, Figure, Heading, Item, Paragraph, Rating, Title, Verdict
from reviewfmt.syntax import inline

_MARKED: Mapping[type, tuple[str, ...]] = {
    Title: ("text", "work", "tagline"),
    Heading: ("text",),
    Paragraph: ("text",),
    Item: ("text",),
    Figure: ("caption",),
    Episode: ("title",),
    Rating: ("note",),
    Verdict: ("note",),
}
"""The attributes with texts that may have inline marks."""

_ASIDE = frozenset({"boilerplate", "comments", "metadata"})


def respelled(node: Any) -> Any:
    """Return a node with the marks of its texts spelled as `render` spells them."""
    found: dict[str, object] = {}
    for name in _MARKED.get(type(node), ()):
        text = getattr(node, name)
        if text is not None and inline.has_marks(text):
            found[name] = inline.render(inline.inlines(text))
    for field in fields(node):
        if not field.compare or field.name in _ASIDE:
            continue
        value = getattr(node, field.name)
        part = value
        if isinstance(value, tuple):
            parts = tuple(map(respelled, value))
            part = parts if any(map(is_not, parts, value)) else value
        elif isinstance(value, Title | Heading | Verdict):
            part = respelled(value)
        if part is not value:
            found[field.name] = part
    return replace(node, **found) if found else node
