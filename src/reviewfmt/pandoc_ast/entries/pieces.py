"""Turns entries in headings and paragraphs into headings of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reviewfmt.pandoc_ast.entries.headings import Asked, with_headings
from reviewfmt.pandoc_ast.entries.lines import lead_of, score_first
from reviewfmt.pandoc_ast.entries.paragraphs import LEAST_ENTRIES, with_lines, with_paragraphs
from reviewfmt.pandoc_ast.pieces.piece import Head, Piece, Prose
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.words import built_in


def with_entry_heads(run: Sequence[Piece], asked: Asked) -> list[Piece]:
    """Return pieces in which each entry, in a heading or a paragraph, is a heading."""
    run = with_lines(list(_parted(run)), asked)
    return list(with_paragraphs(with_headings(run, asked), asked))


def _parted(run: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces with the score below the heading of an entry as a separate paragraph.

    A paragraph of several lines that begin with entries becomes a paragraph for each of them.
    """
    run = [one for piece in run for one in _entry_by_entry(piece)]
    for at, piece in enumerate(run):
        above = run[at - 1] if at else None
        if isinstance(piece, Prose) and piece.score is None and isinstance(above, Head):
            lead = lead_of(above.text) if above.score is None else None
            opened = score_first(piece.text.partition("\n")[0])
            numbered = lead is not None and lead.episode.number is not None
            if opened is not None and numbered and lead is not None and lead.episode.score is None:
                below = "\n".join(filter(None, (opened[1], piece.text.partition("\n")[2])))
                yield from (Prose(str(opened[0])), Prose(below))
                continue
        yield piece


def _entry_by_entry(piece: Piece) -> Iterator[Piece]:
    """Yield a paragraph as several if each of its lines begins with an entry and is not plain."""
    lines = piece.text.split("\n") if isinstance(piece, Prose) and piece.score is None else []
    opens = [at for at, line in enumerate(lines) if _opens_entry(line)]
    if len(opens) < LEAST_ENTRIES or opens[0] or all(map(_is_plain_entry, lines)):
        yield piece
        return
    for start, end in pairwise((*opens, len(lines))):
        yield Prose("\n".join(lines[start:end]))


def _opens_entry(line: str) -> bool:
    """Tell whether a line begins with an entry that has a number and a score."""
    lead = lead_of(line)
    if lead is None or lead.episode.number is None or lead.loose:
        return False
    return lead.episode.score is not None


def _is_plain_entry(line: str) -> bool:
    return classify(line, built_in()).kind is Kind.ENTRY
