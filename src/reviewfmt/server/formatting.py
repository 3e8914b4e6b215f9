"""The edits that put a document, or a part of it, into canonical form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewfmt.server.edits import TextEdit, edited, edits_between

if TYPE_CHECKING:
    from reviewfmt.server.analysis import Analysis


def formatting(analysis: Analysis) -> list[TextEdit]:
    """Return the edits that put a text into canonical form.

    Raises ReviewError if the text has errors, as `format` does.
    """
    from reviewfmt.writer import format_text

    made = format_text(analysis.text, analysis.words, line_ending=analysis.line_ending)
    return edits_between(analysis.text, made)


def range_formatting(analysis: Analysis, start: int, end: int) -> list[TextEdit]:
    """Return the edits of `formatting` that touch a range.

    There are none if the text would read as another review with these edits alone, for example
    because a line moves out of the range. Raises ReviewError as `formatting` does.
    """
    every = formatting(analysis)
    touching = [one for one in every if one.start <= end and start <= one.end]
    if not touching or len(touching) == len(every):
        return touching
    from reviewfmt.linter import read

    made = read(edited(analysis.text, touching), analysis.settings).review
    return touching if made == analysis.review else []
