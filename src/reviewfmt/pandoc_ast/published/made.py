"""The marks of what pages and books show and no review says: see `published/page.py`."""

from __future__ import annotations

from reviewfmt.pandoc_ast.nodes import attributes
from reviewfmt.pandoc_ast.shape import Node

MADE = "made"
"""The class of what is made of a review, and is no part of it."""


def raw(html: str) -> Node:
    """Return a block of HTML."""
    return {"t": "RawBlock", "c": ["html", html]}


def made_text(said: str) -> Node:
    """Return words that no review says."""
    return {"t": "Span", "c": [attributes("", [MADE]), [{"t": "Str", "c": said}]]}
