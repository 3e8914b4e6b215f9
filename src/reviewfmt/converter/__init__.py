"""Converts reviews from and to other formats, and reports what a conversion cannot carry.

`FORMATS` lists all formats, one row for each. pandoc writes from the structure that `pandoc_ast`
makes, and nothing of the machine enters the output: the same review always gives the same bytes
(spec, "Publishing"). This package makes everything around the text of a page or a book.
"""

from reviewfmt.converter.formats import FORMATS, SOURCES, Format
from reviewfmt.converter.language import language_of
from reviewfmt.converter.overrides import with_metadata
from reviewfmt.converter.pandoc import other_pandoc
from reviewfmt.converter.prepared import Prepared, prepare
from reviewfmt.converter.reading import read, read_document
from reviewfmt.converter.settling import Reading
from reviewfmt.converter.worker import PandocWorker
from reviewfmt.converter.writing import losses, write

__all__ = [
    "FORMATS",
    "SOURCES",
    "Format",
    "PandocWorker",
    "Prepared",
    "Reading",
    "language_of",
    "losses",
    "other_pandoc",
    "prepare",
    "read",
    "read_document",
    "with_metadata",
    "write",
]
