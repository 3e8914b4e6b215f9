"""Review <-> pandoc's JSON AST: structure to structure, no markup text in between."""

from reviewfmt.pandoc_ast.direction import is_right_to_left
from reviewfmt.pandoc_ast.reading import Draft, from_pandoc
from reviewfmt.pandoc_ast.shape import ARTICLE, BARE, FRONT_MATTER, PAGE, Inlines, Shape, words
from reviewfmt.pandoc_ast.text import GONE
from reviewfmt.pandoc_ast.writing import exact, to_pandoc

__all__ = [
    "ARTICLE",
    "BARE",
    "FRONT_MATTER",
    "GONE",
    "PAGE",
    "Draft",
    "Inlines",
    "Shape",
    "exact",
    "from_pandoc",
    "is_right_to_left",
    "to_pandoc",
    "words",
]
