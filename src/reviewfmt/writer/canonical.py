"""Review to canonical text, and text to canonical text (spec, "Canonical form").

Every text is parsed again before it is returned, and refused if it reads as another review.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from reviewfmt.diagnostic import ReviewError, Severity
from reviewfmt.findings import report
from reviewfmt.model import Review
from reviewfmt.parser import Parsed, parse
from reviewfmt.syntax.words import Words, built_in
from reviewfmt.writer.layout import layouts
from reviewfmt.writer.piece import Piece
from reviewfmt.writer.pieces import Pieces
from reviewfmt.writer.reader import Reader
from reviewfmt.writer.spelling import Speller

LineEnding = Literal["keep", "lf", "crlf"]
_LINE_END = re.compile("\r\n|\n|\r")


def dumps(review: Review, words: Words | None = None) -> str:
    """Return the canonical text of a review: parsing it gives an equal review.

    Comments follow the fields, and boilerplate comes first and last, since a review does not know
    their places (`format_text` keeps them). Raises ReviewError (RF121) if the text would read as
    another review: `validate` says why.
    """
    words = words or built_in()
    speller = Speller(words, review.metadata.language)
    return _settled(review, Pieces(review, speller).of_review(), speller)


def format_text(
    text: str,
    words: Words | None = None,
    *,
    strip_boilerplate: bool = False,
    line_ending: LineEnding = "keep",
) -> str:
    """Return the canonical form of the text of a review, with every line in its place.

    Comments, boilerplate and all words stay where they are; `strip_boilerplate` removes the
    boilerplate. Raises ReviewError with the diagnostics if the text has errors.
    """
    words = words or built_in()
    parsed = parse(text, words)
    if _has_errors(parsed):
        raise ReviewError(parsed.diagnostics)
    review = parsed.review
    if strip_boilerplate:
        review = replace(review, boilerplate=())
    speller = Speller(words, review.metadata.language, Reader(words, parsed))
    pieces = Pieces(review, speller).of_text(parsed.leaves, text, boilerplate=not strip_boilerplate)
    formatted = _settled(review, pieces, speller)
    end = line_end(text, line_ending)
    return formatted if end == "\n" else formatted.replace("\n", end)


def line_end(text: str, line_ending: LineEnding) -> str:
    """Return the line end to write: as asked, or that of the first line of the text."""
    if line_ending == "lf":
        return "\n"
    if line_ending == "crlf":
        return "\r\n"
    found = _LINE_END.search(text)
    return found[0] if found is not None else "\n"


def _settled(review: Review, pieces: Sequence[Piece], speller: Speller) -> str:
    """Return a text of the pieces that formatting does not change any more.

    One explicit spelling can make another one unnecessary. So a text with explicit spellings is
    formatted again until it stays the same. Raises ReviewError if no text reads as the review.
    """
    seen: list[str] = []
    while True:
        written, is_natural = _written(review, pieces, speller)
        if is_natural or written.text == next(iter(seen[-1:]), None):
            return written.text
        if written.text in seen:
            # Formatting may cycle between several texts: take the first of them in sort order.
            return min(seen[seen.index(written.text) :])
        seen.append(written.text)
        pieces = Pieces(written.review, speller).of_text(
            written.leaves, written.text, boilerplate=True
        )


def _written(review: Review, pieces: Sequence[Piece], speller: Speller) -> tuple[Parsed, bool]:
    """Return the first text of the pieces that reads as the review, and whether it is natural."""
    for number, text in enumerate(layouts(pieces, review.title, speller)):
        parsed = speller.reader.read(text)
        if parsed.review == review and not _has_errors(parsed):
            return parsed, number == 0
    raise ReviewError([report("RF121", review.title.span)])


def _has_errors(parsed: Parsed) -> bool:
    return any(found.severity is Severity.ERROR for found in parsed.diagnostics)
