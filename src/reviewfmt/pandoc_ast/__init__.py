"""Review <-> pandoc's JSON AST: structure to structure, no markup text in between."""

from reviewfmt.pandoc_ast.direction import is_right_to_left
from reviewfmt.pandoc_ast.reading import Draft, Source, from_pandoc
from reviewfmt.pandoc_ast.shape import (
    ARTICLE,
    BARE,
    BOOK,
    FRONT_MATTER,
    PAGE,
    WORD,
    Inlines,
    Marks,
    Shape,
    raw,
    words,
)
from reviewfmt.pandoc_ast.text import GONE
from reviewfmt.pandoc_ast.writing import Overrules, front_matter, shows_picture, to_pandoc

__all__ = [
    "ARTICLE",
    "BARE",
    "BOOK",
    "FRONT_MATTER",
    "GONE",
    "PAGE",
    "WORD",
    "Draft",
    "Inlines",
    "Marks",
    "Overrules",
    "Shape",
    "Source",
    "from_pandoc",
    "front_matter",
    "is_right_to_left",
    "raw",
    "shows_picture",
    "to_pandoc",
    "words",
]
