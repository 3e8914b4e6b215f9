"""Review to canonical text, and text to canonical text (spec, "Canonical form").

What is written is read again before it is returned, and refused when it reads as another
review.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from reviewfmt.diagnostic import ReviewError, Severity
from reviewfmt.findings import report
from reviewfmt.model import Review
from reviewfmt.parser import Parsed, parse
from reviewfmt.syntax.words import Words, built_in
from reviewfmt.writer.layout import lay_out
from reviewfmt.writer.pieces import Pieces
from reviewfmt.writer.spelling import Speller

LineEnding = Literal["keep", "lf", "crlf"]
_LINE_END = re.compile("\r\n|\n|\r")


def dumps(review: Review, words: Words | None = None) -> str:
    """Return the canonical text of a review: it reads as a review equal to this one.

    Comments stand below the fields and boilerplate around the review, since a review does not
    know their places (`format_text` does). Raises ReviewError (RF121) where the text would read
    as another review: `validate` says why.
    """
    words = words or built_in()
    speller = Speller(words, review.metadata.language)
    text = lay_out(Pieces(review, speller).of_review(), review.title, speller)
    _same(parse(text, words), review)
    return text


def format_text(
    text: str,
    words: Words | None = None,
    *,
    strip_boilerplate: bool = False,
    line_ending: LineEnding = "keep",
) -> str:
    """Return the canonical form of a review's text, each line in its place.

    Comments, boilerplate and every word stay where they are; with `strip_boilerplate` the
    boilerplate goes. Raises ReviewError with the diagnostics of a text that has errors.
    """
    words = words or built_in()
    parsed = parse(text, words)
    if any(found.severity is Severity.ERROR for found in parsed.diagnostics):
        raise ReviewError(parsed.diagnostics)
    review = parsed.review
    if strip_boilerplate:
        review = replace(review, boilerplate=())
    speller = Speller(words, review.metadata.language)
    pieces = Pieces(review, speller).of_text(parsed.leaves, text, boilerplate=not strip_boilerplate)
    formatted = lay_out(pieces, review.title, speller)
    _same(parse(formatted, words), review)
    end = line_end(text, line_ending)
    return formatted if end == "\n" else formatted.replace("\n", end)


def line_end(text: str, line_ending: LineEnding) -> str:
    """Return how lines end: as asked, or as the first line of the text does."""
    if line_ending == "lf":
        return "\n"
    if line_ending == "crlf":
        return "\r\n"
    found = _LINE_END.search(text)
    return found[0] if found is not None else "\n"


def _same(parsed: Parsed, review: Review) -> None:
    """Refuse a text that reads as another review."""
    if parsed.review != review or any(
        found.severity is Severity.ERROR for found in parsed.diagnostics
    ):
        raise ReviewError([report("RF121", review.title.span)])
