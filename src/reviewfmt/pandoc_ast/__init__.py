"""Converts reviews to pandoc's JSON AST and back, structure to structure, without markup text.

The modules that read documents are imported when they are first used, since writers do not need
them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from reviewfmt.pandoc_ast.direction import is_right_to_left
from reviewfmt.pandoc_ast.footnotes import notes_below
from reviewfmt.pandoc_ast.nodes import RULE_STYLE, STYLE, style
from reviewfmt.pandoc_ast.pictures import PICTURE, RELATION, TEXT_BEHIND
from reviewfmt.pandoc_ast.praise import CONS, PROS, praised
from reviewfmt.pandoc_ast.printed import label as entry_label
from reviewfmt.pandoc_ast.published.head import COVER, Cover
from reviewfmt.pandoc_ast.published.hidden import is_spoiler_section
from reviewfmt.pandoc_ast.published.page import publish
from reviewfmt.pandoc_ast.scored import Illegible
from reviewfmt.pandoc_ast.shape import (
    API_VERSION,
    ARTICLE,
    BARE,
    BOOK,
    FRONT_MATTER,
    PAGE,
    WORD,
    Held,
    Inlines,
    Marks,
    Node,
    Shape,
    raw,
    words,
)
from reviewfmt.pandoc_ast.writing.fields import Overrules
from reviewfmt.pandoc_ast.writing.prose import shows_picture
from reviewfmt.pandoc_ast.writing.review import MADE_WITH, front_matter, to_pandoc

if TYPE_CHECKING:
    from reviewfmt.pandoc_ast.lines.fields import reads_value
    from reviewfmt.pandoc_ast.reading.body import Source
    from reviewfmt.pandoc_ast.reading.document import Draft, from_pandoc
    from reviewfmt.pandoc_ast.text import GONE, MARKUP, UNSCALED

__all__ = [
    "API_VERSION",
    "ARTICLE",
    "BARE",
    "BOOK",
    "CONS",
    "COVER",
    "FRONT_MATTER",
    "GONE",
    "MADE_WITH",
    "MARKUP",
    "PAGE",
    "PICTURE",
    "PROS",
    "RELATION",
    "RULE_STYLE",
    "STYLE",
    "TEXT_BEHIND",
    "UNSCALED",
    "WORD",
    "Cover",
    "Draft",
    "Held",
    "Illegible",
    "Inlines",
    "Marks",
    "Node",
    "Overrules",
    "Shape",
    "Source",
    "entry_label",
    "from_pandoc",
    "front_matter",
    "is_right_to_left",
    "is_spoiler_section",
    "notes_below",
    "praised",
    "publish",
    "raw",
    "reads_value",
    "shows_picture",
    "style",
    "to_pandoc",
    "words",
]

_READERS = {
    "lines.fields": ("reads_value",),
    "reading.body": ("Source",),
    "reading.document": ("Draft", "from_pandoc"),
    "text": ("GONE", "MARKUP", "UNSCALED"),
}
"""The modules that read documents, and the names that they provide here."""


def __getattr__(name: str) -> object:
    """Import a name of a reader when it is first used (PEP 562)."""
    home = next((module for module, names in _READERS.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
