"""The formats a review converts from and to, and what a conversion cannot carry.

`FORMATS` is the whole list; a format is a row of it. What pandoc writes, it writes from the
structure that `pandoc_ast` makes, with this project's own templates, and with nothing of the
machine in it: the same review gives the same bytes (spec, "Publishing").
"""

from reviewfmt.converter.formats import FORMATS, Format
from reviewfmt.converter.language import language_of
from reviewfmt.converter.overrides import with_metadata
from reviewfmt.converter.pandoc import other_pandoc
from reviewfmt.converter.reading import read, read_document
from reviewfmt.converter.settling import Reading
from reviewfmt.converter.writing import losses, write

__all__ = [
    "FORMATS",
    "Format",
    "Reading",
    "language_of",
    "losses",
    "other_pandoc",
    "read",
    "read_document",
    "with_metadata",
    "write",
]
