"""The canonical form, as edits: of a whole document, and of a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewfmt.server.edits import TextEdit, edited, edits_between

if TYPE_CHECKING:
    from reviewfmt.server.analysis import Analysis


def formatting(analysis: Analysis) -> list[TextEdit]:
    """Return the edits that make the canonical form of a text.

    Raises ReviewError if the text has errors, as `format` does.
    """
    from reviewfmt.writer import format_text

    made = format_text(analysis.text, analysis.words, line_ending=analysis.line_ending)
    return edits_between(analysis.text, made)


def range_formatting(analysis: Analysis, start: int, end: int) -> list[TextEdit]:
    """Return those edits of the canonical form that touch a range.

    The text would read as the same review with them alone; where it would not, since a line moves
    out of the range or into it, there are none. Raises ReviewError as `formatting` does.
    """
    every = formatting(analysis)
    touching = [one for one in every if one.start <= end and start <= one.end]
    if not touching or len(touching) == len(every):
        return touching
    from reviewfmt.linter import read

    made = read(edited(analysis.text, touching), analysis.settings).review
    return touching if made == analysis.review else []
