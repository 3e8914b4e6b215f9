"""Marks what pages and books show besides the review: see `published/page.py`."""

from __future__ import annotations

from reviewfmt.pandoc_ast.nodes import attributes
from reviewfmt.pandoc_ast.shape import Node

MADE = "made"
"""The class of generated parts, which are not in the review."""


def raw(html: str) -> Node:
    """Return a block of HTML."""
    return {"t": "RawBlock", "c": ["html", html]}


def made_text(said: str) -> Node:
    """Return words that are not in the review."""
    return {"t": "Span", "c": [attributes("", [MADE]), [{"t": "Str", "c": said}]]}
