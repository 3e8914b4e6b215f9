"""Finds lines that count entries without rating anything: `Episodes watched: 6 of 6`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from reviewfmt.model import LABELS, Field
from reviewfmt.pandoc_ast.lines.fields import field_of
from reviewfmt.pandoc_ast.pieces.piece import Bullets, Piece, Prose
from reviewfmt.pandoc_ast.scored import read_score
from reviewfmt.syntax import inline
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in

_WORD = re.compile(r"[^\W\d_]+")
_WHOLE = re.compile(r"\d{1,4}\D{1,12}\d{1,4}")


def counts_in(run: Sequence[Piece]) -> tuple[list[Piece], list[Field]]:
    """Return pieces without the lines and items that count entries, and these as fields.

    A second count with the same name stays where it is.
    """
    found: dict[str, Field] = {}
    rest = [one for piece in run if (one := _without_counts(piece, found)) is not None]
    return rest, list(found.values())


def _without_counts(piece: Piece, found: dict[str, Field]) -> Piece | None:
    """Return a piece without its counts, or None if nothing is left; the counts go to `found`."""
    if isinstance(piece, Prose) and piece.score is None:
        lines = piece.text.split("\n")
        kept = [line for line in lines if not _takes(line, found)]
        if len(kept) == len(lines):
            return piece
        return replace(piece, text="\n".join(kept)) if kept else None
    if isinstance(piece, Bullets) and piece.start is None:
        places = [at for at, item in enumerate(piece.items) if not _takes(item, found)]
        if len(places) == len(piece.items):
            return piece
        items = tuple(piece.items[at] for at in places)
        parts = tuple(piece.parts[at] for at in places) if piece.parts else ()
        return replace(piece, items=items, parts=parts) if items else None
    return piece


def _takes(line: str, found: dict[str, Field]) -> bool:
    """Add a line that counts entries to the fields; return whether it is one."""
    if len(line) > _LONGEST or "\n" in line or ":" not in line:
        return False
    one = field_of(inline.escape(inline.plain(line)))
    if one is None or one.name or fold(one.key) in found:
        return False
    value = inline.plain(one.value)
    if _WHOLE.fullmatch(value) is None or read_score(value) is None:
        return False
    words = _WORD.findall(fold(one.key))
    if len(words) < _LEAST_WORDS or not _plurals() & set(words):
        return False
    found[fold(one.key)] = Field(one.key, value)
    return True


_LONGEST = 160
_LEAST_WORDS = 2
"""A name of one word, such as `Episodes`, may also be that of a rating."""


@cache
def _plurals() -> frozenset[str]:
    """Return the words for several entries, in every language."""
    return frozenset(
        fold(word)
        for one in built_in().vocabularies
        for label in LABELS
        for word in one.plurals(label)
    )
