"""Finds the line below a title that adds to it: `Four women, one river, no bridge`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewfmt.characters import closed
from reviewfmt.pandoc_ast.heads.title_words import evidence
from reviewfmt.pandoc_ast.lines.bylines import byline_of, is_name
from reviewfmt.pandoc_ast.lines.fields import field_of
from reviewfmt.pandoc_ast.pieces.piece import Figure, Head, Picture, Piece, Prose, Rule
from reviewfmt.pandoc_ast.reading.body import is_conclusion, is_printed
from reviewfmt.syntax import inline
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.inline import Emphasis
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in

_MOST_ABOVE = 4
_LONGEST = 160
_MOST_WORDS = 14
_FEWEST_WORDS = 2
_NO_TAGLINE = re.compile(r"[\d:()\[\]@]|://")


def subtitle_of(run: Sequence[Piece]) -> tuple[str, list[Piece]]:
    """Return the line below a title that adds to it, and the other pieces.

    The line is "" if there is none.
    """
    for at, piece in enumerate(run[:_MOST_ABOVE]):
        after = run[at + 1] if at + 1 < len(run) else None
        if isinstance(piece, Prose) and _is_subtitle(piece, after):
            nodes = inline.inlines(piece.text)
            if len(nodes) == 1 and isinstance(nodes[0], Emphasis):
                nodes = nodes[0].children
            return inline.render(nodes), [*run[:at], *run[at + 1 :]]
        if isinstance(piece, Head) and _heads_byline(piece, after):
            return piece.text, [*run[:at], *run[at + 1 :]]
        if not isinstance(piece, Picture | Figure | Rule) and not _is_byline(piece):
            break
    return "", list(run)


def may_be_tagline(text: str) -> bool:
    """Tell whether a text is short, without a season, a score or a part of a review."""
    plain = inline.plain(text)
    if not plain or "\n" in text or len(plain) > _LONGEST:
        return False
    if evidence(text) or any(built_in().seasons_in(plain)) or is_printed(plain):
        return False
    return classify(plain, built_in()).kind is Kind.PROSE and byline_of(plain) is None


def _is_subtitle(piece: Prose, after: Piece | None) -> bool:
    if piece.score is not None or after is None or not may_be_tagline(piece.text):
        return False
    if piece.subtitle:
        signed = is_name(inline.plain(piece.text)) and _is_byline(after)
        return not signed  # it names the author, and the line below has the date
    nodes = inline.inlines(piece.text)
    if len(nodes) != 1 or not isinstance(nodes[0], Emphasis):
        return False
    plain = inline.plain_of(nodes)
    words = plain.split()
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or _NO_TAGLINE.search(plain):
        return False
    if field_of(plain) is not None or is_conclusion(plain) or plain[:1].islower():
        return False
    spoilers = {
        fold(word) for one in built_in().vocabularies for word in one.words("spoilers", "headings")
    }
    folded = fold(plain)
    if closed(plain) and not plain.endswith(("!", "?")):
        return False  # a sentence
    return not any(word in folded for word in spoilers)


def _heads_byline(piece: Head, after: Piece | None) -> bool:
    """Tell whether a heading is between a title and a byline, and names no part."""
    if after is None or not _is_byline(after) or piece.score is not None:
        return False
    return may_be_tagline(piece.text) and not is_conclusion(inline.plain(piece.text))


def _is_byline(piece: Piece) -> bool:
    if not isinstance(piece, Prose) or piece.score is not None:
        return False
    lines = "\n".join(map(inline.plain, piece.text.split("\n")))
    said = byline_of(lines)
    return said is not None and bool(said.author or said.date)
