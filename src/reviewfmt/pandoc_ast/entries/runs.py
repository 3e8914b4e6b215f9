"""Splits several entries in one line of prose: `Ep 1 - Rain: 7/10. Ep 2 - Wind: 6/10.`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reviewfmt.pandoc_ast.entries.lines import lead_of
from reviewfmt.pandoc_ast.pieces.piece import Piece, Prose
from reviewfmt.syntax.words import built_in

_LONGEST = 4000
_LEAST = 2
_BETWEEN = " \t,;|·•–—-"
"""Signs that separate entries and belong to none of them."""

_ENDS = (".", ",", ";", ":", "!", "?", "…", ")", "。", "、", "·", "•", "|", "–", "—", "-")
"""What may precede an entry in a line of prose."""


def with_entries_apart(run: Sequence[Piece]) -> list[Piece]:
    """Return pieces in which each entry of a line with two or more is a separate line.

    The text before the first entry, and the text after the score of the last one, become
    paragraphs.
    """
    return [part for piece in run for part in _parted(piece)]


def _parted(piece: Piece) -> Iterator[Piece]:
    if not isinstance(piece, Prose) or piece.score is not None:
        yield piece
        return
    kept: list[str] = []
    for line in piece.text.split("\n"):
        parts = _parts(line)
        if parts is None:
            kept.append(line)
            continue
        before, entries, behind = parts
        above = "\n".join((*kept, before) if before else kept)
        kept = []
        if above:
            yield replace(piece, text=above)
        yield replace(piece, text="\n".join(entries))
        if behind:
            kept = [behind]
    if kept:
        yield replace(piece, text="\n".join(kept))


def _parts(line: str) -> tuple[str, list[str], str] | None:
    """Return the text before the entries of a line, the entries, and the text after them."""
    starts = list(_starts(line)) if len(line) <= _LONGEST else []
    if len(starts) < _LEAST:
        return None
    entries = [line[start:end].rstrip(_BETWEEN) for start, end in pairwise((*starts, len(line)))]
    leads = list(map(lead_of, entries))
    for lead in leads:
        if lead is None or lead.episode.number is None or lead.episode.score is None:
            return None
    behind = ""
    rests = [lead.rest for lead in leads if lead is not None]
    if rests[-1] and not any(rests[:-1]) and entries[-1].endswith(rests[-1]):
        behind = rests[-1]  # a sentence about all of them
        entries[-1] = entries[-1].removesuffix(behind).rstrip(" \t.,;")
    before = line[: starts[0]].strip()
    return before if before.strip(_BETWEEN) else "", entries, behind


def _starts(line: str) -> Iterator[int]:
    """Yield the places of labels at the beginning of a line or after a sign."""
    words, at = built_in(), 0
    while (match := words.label.search(line, at)) is not None:
        at = max(match.end(), at + 1)
        start = match.start()
        while start and line[start - 1] == "*":
            start -= 1
        before = line[:start].rstrip()
        opens = not before or (before != line[:start] and before.endswith(_ENDS))
        if opens and any(map(str.isdecimal, match[0])):
            yield start
