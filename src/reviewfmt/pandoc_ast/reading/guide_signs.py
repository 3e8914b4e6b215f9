"""Finds signs that pieces of a document name a guide or belong to one."""

from __future__ import annotations

from collections.abc import Sequence

from reviewfmt.pandoc_ast.entries.entry import headings, is_guide
from reviewfmt.pandoc_ast.entries.headings import EntryHead
from reviewfmt.pandoc_ast.entries.lines import lead_of
from reviewfmt.pandoc_ast.entries.lists import (
    guide_in,
    labelled_entry,
    lone_score,
    named_line,
    named_score,
)
from reviewfmt.pandoc_ast.lines.plain import undressed
from reviewfmt.pandoc_ast.pieces.piece import Bullets, Grid, Head, Piece, Prose
from reviewfmt.pandoc_ast.reading.body import (
    is_guide_name,
    is_printed,
    is_verdict,
)
from reviewfmt.pandoc_ast.scored import split_score
from reviewfmt.pandoc_ast.tables.cells import names_season
from reviewfmt.syntax import inline
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in


def heads_guide(piece: Piece) -> bool:
    """Tell whether a heading, or a paragraph used as one, names a guide."""
    head = piece if isinstance(piece, Head) else typed_head(piece)
    return head is not None and names_guide_or_season(head)


def holds_ratings(head: Head, bullets: Bullets) -> bool:
    """Tell whether a numbered list below the name of the ratings contains the ratings."""
    said = split_score(inline.plain(head.text))[0].rstrip(" :!")
    if bullets.start is None or fold(said) not in headings("ratings"):
        return False
    kinds = (classify(item, built_in()).kind for item in bullets.items)
    return all(kind in (Kind.RATING, Kind.VERDICT) for kind in kinds)


def typed_head(piece: Piece) -> Head | None:
    """Return a paragraph that names the part below it, such as `Episode Guide`, as a heading."""
    if not isinstance(piece, Prose) or "\n" in piece.text or piece.score is not None:
        return None
    head = Head(_TYPED_LEVEL, undressed(piece.text))
    said = split_score(inline.plain(head.text))[0].rstrip(" :")
    return (
        head if names_guide_or_season(head) or (is_printed(said) and not is_verdict(said)) else None
    )


_TYPED_LEVEL = 6


def names_guide_or_season(head: Head) -> bool:
    """Tell whether a heading, without its score, is the name of a guide or of a season."""
    said = split_score(inline.plain(head.text))[0].rstrip(" :!")
    return is_guide_name(said) or names_season(said)


UNNAMED_GUIDE = Head(_TYPED_LEVEL, "Episodes")
"""The heading for a list of entries at the beginning of a document without a named guide."""


def is_rated(bullets: Bullets) -> bool:
    """Tell whether each item of a numbered list has a score, or a label and most have a score."""
    found = guide_in(bullets, named=False) or ()
    labelled = bullets.start is None and all(one.number is not None for one in found)
    return len(found) > 1 and (labelled or all(one.score is not None for one in found))


def is_of_guide(piece: Piece) -> bool:
    """Tell whether a piece is the table of a guide, or contains an entry."""
    if isinstance(piece, Prose):
        kinds = (classify(line, built_in()).kind for line in piece.text.split("\n"))
        return Kind.ENTRY in kinds
    return isinstance(piece, Grid) and is_guide(piece)


def closing_score(run: Sequence[Piece]) -> str:
    """Return the line that is the verdict, even directly below an entry; "" if there is none.

    It is the last line with the name of a verdict. No other line has this name, no heading names
    the verdict, and an entry has its own score.
    """
    if any(map(heads_verdict, run)):
        return ""
    lines = [Prose(line) for piece in run for line in _lines_of(piece)]
    named = [(one.text, found[0]) for one in lines if (found := named_line(one)) is not None]
    if not named:
        return ""
    text, name = named[-1]
    if [fold(one) for _, one in named].count(fold(name)) > 1:
        return ""
    return text if len(named) > 1 or any(map(_is_scored_entry, run)) else ""


def _lines_of(piece: Piece) -> Sequence[str]:
    return piece.text.split("\n") if isinstance(piece, Prose) and piece.score is None else ()


def _is_scored_entry(piece: Piece) -> bool:
    """Tell whether a heading or a line of a paragraph is an entry with a number and a score."""
    lines = (piece.text,) if isinstance(piece, Head) else _lines_of(piece)
    for lead in map(lead_of, lines):
        if lead is not None and lead.episode.label is not None and lead.episode.score is not None:
            return True
    return False


def heads_verdict(piece: Piece) -> bool:
    """Tell whether a piece is a heading that names the verdict."""
    said = split_score(inline.plain(piece.text))[0] if isinstance(piece, Head) else ""
    return is_verdict(said.rstrip(" :"))


def levels_of_entries(run: Sequence[Piece], *, named: bool) -> frozenset[int]:
    """Return the levels of headings that are entries; one of several must have a score."""
    found: list[int] = []
    scored = 0
    for at, piece in enumerate(run):
        if not isinstance(piece, Head):
            continue
        text = piece.text if piece.score is None else f"{piece.text} – {piece.score}"
        episode = piece.episode if isinstance(piece, EntryHead) else labelled_entry(text)
        if episode is None:
            continue
        found.append(piece.level)
        known = isinstance(piece, EntryHead) or episode.score is not None
        scored += known or _scored_below(run, at, named=named)
    return frozenset(found) if scored and len(found) > 1 else frozenset()


def _scored_below(run: Sequence[Piece], at: int, *, named: bool) -> bool:
    """Tell whether a paragraph between a heading and the next one is a score.

    `named` allows a name, as a verdict has one.
    """
    for piece in run[at + 1 :]:
        if isinstance(piece, Head):
            return False
        if lone_score(piece) is not None and (named or named_score(piece) is None):
            return True
    return False
