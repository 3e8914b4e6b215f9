"""The types of semantic tokens, by their numbers, as the server declares them when it starts."""

from __future__ import annotations

TYPES = (
    "comment",
    "class",
    "namespace",
    "function",
    "method",
    "property",
    "string",
    "operator",
    "keyword",
    "number",
    "variable",
    "macro",
)
"""Standard names, which the themes of editors know."""
