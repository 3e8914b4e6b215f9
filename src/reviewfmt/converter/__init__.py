"""The formats a review converts from and to, and what a conversion cannot carry.

`FORMATS` is the whole list; a format is a row of it. What pandoc writes, it writes from the
structure that `pandoc_ast` makes, and with nothing of the machine in it: the same review gives the
same bytes (spec, "Publishing"). What is around the text of a page or a book is made here.
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
