"""Writes guides as a whole: with bare titles, and with notes that stay with their entries."""

from __future__ import annotations

from collections.abc import Sequence

from reviewfmt.model import Episode
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.place import NOTE_INDENT
from reviewfmt.writer.piece import NO_GUIDE, Piece
from reviewfmt.writer.spelling import Speller


def bare_guides(pieces: list[Piece], speller: Speller) -> list[Piece]:
    """Write the entries of a guide as bare titles, if all of them can be."""
    found = list(pieces)
    for at, piece in enumerate(found):
        if piece.kind is not Kind.GUIDE:
            continue
        end = at + 1
        lines: list[str] = []
        while end < len(found) and found[end].guide != NO_GUIDE:
            leaf = found[end].leaf
            bare = speller.bare_entry(leaf) if isinstance(leaf, Episode) else None
            if bare is None:
                lines = []
                break
            lines.append(bare)
            end += 1
        for index, line in enumerate(lines, at + 1):
            found[index] = found[index]._replace(text=line)
    return found


def _with_lines_between(pieces: Sequence[Piece], indented: set[int]) -> list[Piece]:
    """Make comments and boilerplate between an entry and its indented notes part of its guide."""
    found: list[Piece] = []
    guide = NO_GUIDE
    for piece in reversed(pieces):
        if piece.kind in (Kind.COMMENT, Kind.BOILERPLATE) and guide in indented:
            piece = piece._replace(guide=guide)
        else:
            guide = NO_GUIDE if isinstance(piece.leaf, Episode) else piece.guide
        found.append(piece)
    found.reverse()
    return found


def spaced_notes(pieces: list[Piece]) -> list[Piece]:
    """Indent the notes of a guide if they would not belong to it without indentation.

    This is so if the last entry has a note, or if an entry without a label follows a note in a
    guide whose first entry has a label. The line after an indented note at the end of a guide is
    not indented, so that it does not become a note.
    """
    indented: set[int] = set()
    first: dict[int, bool] = {}
    noted: dict[int, bool] = {}
    for piece in pieces:
        if piece.guide == NO_GUIDE:
            continue
        leaf = piece.leaf
        if isinstance(leaf, Episode):
            labelled = leaf.label is not None
            first.setdefault(piece.guide, labelled)
            if noted.get(piece.guide) and first[piece.guide] and not labelled:
                indented.add(piece.guide)
            noted[piece.guide] = False
        else:
            noted[piece.guide] = True
    indented |= {guide for guide, has_note in noted.items() if has_note}
    pieces = _with_lines_between(pieces, indented)
    found: list[Piece] = []
    flush: tuple[str, int] | None = None
    ended = False
    for piece in pieces:
        if piece.guide != NO_GUIDE and not isinstance(piece.leaf, Episode):
            ended = piece.guide in indented
            piece = piece._replace(indent=NOTE_INDENT if ended else 0)
        elif piece.guide == NO_GUIDE and ended and piece.indent:
            if flush is None:
                flush = piece.group
            piece = piece._replace(indent=0)
            if piece.group != flush:
                ended, flush = False, None
        elif piece.kind is not Kind.COMMENT:
            ended, flush = False, None
        found.append(piece)
    return found
