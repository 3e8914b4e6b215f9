"""What a document says, as its own bytes spell it: its texts, unit by unit, and its values.

A unit is what stands by itself: a paragraph, a heading, a cell of a table. Nothing here knows
what a review is, so what a reader overlooks still shows up here. Every walk takes linear time.
"""

from reviewfmt.converter.units.archive import of_archive
from reviewfmt.converter.units.blocks import of_blocks, of_values
from reviewfmt.converter.units.html import of_html
from reviewfmt.converter.units.linked import of_linked
from reviewfmt.converter.units.markdown import of_markdown
from reviewfmt.converter.units.unit import Unit

__all__ = [
    "Unit",
    "of_archive",
    "of_blocks",
    "of_html",
    "of_linked",
    "of_markdown",
    "of_values",
]
