"""Reads the texts and values of a document, unit by unit, as its own bytes spell them.

A unit is a separate text: a paragraph, a heading, a cell of a table. This package knows nothing
about reviews, so it also finds what a reader overlooks. All of this takes linear time.
"""

from reviewfmt.converter.units.archive import PROGRAMS, chapters_of, of_part, parts_of
from reviewfmt.converter.units.blocks import addresses_of, of_blocks, of_values
from reviewfmt.converter.units.embedded import without_embedded
from reviewfmt.converter.units.html import of_html
from reviewfmt.converter.units.linked import of_linked
from reviewfmt.converter.units.markdown import (
    circular_footnote,
    definitions,
    idle_footnotes,
    of_markdown,
    outside_code,
)
from reviewfmt.converter.units.unit import CHANGED, DEFINITION, DELETED, LINK, SOURCE, Unit

__all__ = [
    "CHANGED",
    "DEFINITION",
    "DELETED",
    "LINK",
    "PROGRAMS",
    "SOURCE",
    "Unit",
    "addresses_of",
    "chapters_of",
    "circular_footnote",
    "definitions",
    "idle_footnotes",
    "of_blocks",
    "of_html",
    "of_linked",
    "of_markdown",
    "of_part",
    "of_values",
    "outside_code",
    "parts_of",
    "without_embedded",
]
