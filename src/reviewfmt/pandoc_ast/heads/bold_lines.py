"""Turns lines in strong text into headings, for editors without headings."""

from __future__ import annotations

from collections.abc import Sequence

from reviewfmt.characters import closed
from reviewfmt.pandoc_ast.entries.lines import lead_of
from reviewfmt.pandoc_ast.lines.bylines import byline_of
from reviewfmt.pandoc_ast.lines.fields import field_of
from reviewfmt.pandoc_ast.pieces.piece import Head, Piece, Prose
from reviewfmt.pandoc_ast.scored import scores_in
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Strong

_LONGEST = 60
_LEAST = 2
_LEVEL = 3


def with_bold_heads(run: Sequence[Piece]) -> list[Piece]:
    """Return pieces in which each line in strong text at the start of a paragraph is a heading.

    This needs at least two such lines, and no headings except the title.
    """
    heads = sum(isinstance(piece, Head) for piece in run)
    opens = [_opens(piece) for piece in run]
    if heads > 1 or sum(map(bool, opens)) < _LEAST:
        return list(run)
    found: list[Piece] = []
    for piece, opening in zip(run, opens, strict=True):
        if not opening or not isinstance(piece, Prose):
            found.append(piece)
            continue
        found += (Head(_LEVEL, opening), Prose(piece.text.partition("\n")[2]))
    return found


def _opens(piece: Piece) -> str:
    """Return the strong text that is the first line of a longer paragraph, or ""."""
    if not isinstance(piece, Prose) or piece.score is not None or "\n" not in piece.text:
        return ""
    nodes = inline.inlines(piece.text.partition("\n")[0])
    if len(nodes) != 1 or not isinstance(nodes[0], Strong):
        return ""
    plain = inline.plain_of(nodes).strip()
    if len(plain) > _LONGEST or closed(plain) or any(scores_in(plain)):
        return ""
    lead = lead_of(plain)
    if lead is not None and lead.episode.number is not None:
        return ""
    field = field_of(plain)
    if byline_of(plain) is not None or (field is not None and field.name):
        return ""
    return inline.render(nodes[0].children)
