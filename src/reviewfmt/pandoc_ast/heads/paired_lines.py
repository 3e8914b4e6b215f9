"""Reads fields whose names are on separate lines, as in the margin of a magazine's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeGuard

from reviewfmt.pandoc_ast.lines.fields import field_of
from reviewfmt.pandoc_ast.pieces.piece import Piece, Prose
from reviewfmt.pandoc_ast.scored import read_score
from reviewfmt.syntax import inline
from reviewfmt.syntax.words import built_in

_LONGEST_NAME = 40
_LONGEST = 120
_LEAST = 2


def paired(run: Sequence[Piece]) -> list[Piece]:
    """Return pieces in which each name of a field and the line below it are one line.

    There must be at least two such names in a row of short paragraphs.
    """
    found: list[Piece] = []
    place = 0
    run = list(_with_verdicts(list(map(_one_line, run))))
    while place < len(run):
        end = place
        while end < len(run) and _is_short(run[end]):
            end += 1
        found += _joined(run[place:end])
        found += run[end : end + 1]
        place = end + 1
    return found


def _one_line(piece: Piece) -> Piece:
    """Return a paragraph of two lines, of which the first is the name of a field, as one line."""
    if not isinstance(piece, Prose) or piece.score is not None or piece.text.count("\n") != 1:
        return piece
    name, _, value = piece.text.partition("\n")
    named = _name(Prose(name))
    is_value = len(value) <= _LONGEST and field_of(value) is None
    return Prose(f"{named}: {value}") if named and value and is_value else piece


def _with_verdicts(run: Sequence[Piece]) -> Iterator[Piece]:
    """Yield pieces in which the name of a verdict and the score below it are one line."""
    place = 0
    while place < len(run):
        piece = run[place]
        below = run[place + 1] if place + 1 < len(run) else None
        name = inline.plain(piece.text).strip(" :") if _is_short(piece) else ""
        named = bool(name) and built_in().verdict_name.fullmatch(name) is not None
        if named and isinstance(below, Prose) and "\n" not in below.text:
            score = below.score or read_score(inline.plain(below.text))
            if score is not None:
                note = f" – {below.note}" if below.note else ""
                yield Prose(f"{name}: {score}{note}")
                place += 2
                continue
        yield piece
        place += 1


def _joined(row: Sequence[Piece]) -> Sequence[Piece]:
    every = {at for at, piece in enumerate(row[:-1]) if _name(piece)}
    names = {at for at in every if at + 1 not in every}
    if len(names) < _LEAST:
        return row
    found: list[Piece] = []
    place = 0
    while place < len(row):
        if place in names:
            value = row[place + 1]
            assert isinstance(value, Prose)
            found.append(Prose(f"{_name(row[place])}: {value.text}"))
            place += 2
        else:
            found.append(row[place])
            place += 1
    return found


def _is_short(piece: Piece) -> TypeGuard[Prose]:
    return (
        isinstance(piece, Prose)
        and piece.score is None
        and "\n" not in piece.text
        and len(piece.text) <= _LONGEST
    )


def _name(piece: Piece) -> str:
    """Return the name of a field that fills a paragraph, or ""."""
    said = inline.plain(piece.text).strip(" :") if isinstance(piece, Prose) else ""
    if not said or len(said) > _LONGEST_NAME:
        return ""
    field = field_of(f"{said}: x")
    return said if field is not None and field.name is not None else ""
