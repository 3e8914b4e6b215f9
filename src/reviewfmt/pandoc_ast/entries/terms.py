"""Reads entries in definition lists: a term, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reviewfmt.model import (
    Episode,
    Paragraph,
)
from reviewfmt.pandoc_ast.entries.lines import lead_of, score_first
from reviewfmt.pandoc_ast.entries.lists import labelled_entry
from reviewfmt.pandoc_ast.lines.trailing_scores import score_last
from reviewfmt.pandoc_ast.scored import read_score
from reviewfmt.syntax import inline


def entry_of_term(term: str, said: Sequence[str], *, named: bool) -> Episode | None:
    """Return the entry in a term and its definitions, or None.

    `named` is true if a heading names the guide; then an entry needs no number.
    """
    episode = labelled_entry(inline.escape(term)) or _numbered(term)
    score = read_score(inline.plain(said[0])) if said else None
    opening = score_first(said[0]) if said and episode is not None and score is None else None
    if opening is not None and episode is not None and episode.score is None:
        notes = (*episode.notes, *map(Paragraph, (opening[1], *said[1:])))
        return replace(episode, score=opening[0], notes=notes)
    if score is not None and (episode is not None or named):
        notes = tuple(map(Paragraph, said[1:]))
        bare = episode or Episode(title=inline.escape(term))
        return replace(bare, score=score, notes=(*bare.notes, *notes))
    if episode is not None and episode.score is not None:
        return replace(episode, notes=(*episode.notes, *map(Paragraph, said)))
    title = episode.title if episode is not None else None
    for between in (" – ", ": ") if len(said) == 1 else ():
        whole = f"{inline.escape(term)}{between}{said[0]}".replace(" -- ", " – ")
        joined = labelled_entry(whole)
        if joined is not None and joined.score is not None and title in (None, joined.title):
            return joined
    if not said or (episode is None and not named):
        return None
    ending = score_last(said[-1])
    if ending is None:
        return None
    bare = episode or Episode(title=inline.escape(term))
    notes = tuple(map(Paragraph, (*said[:-1], ending.rest)))
    return replace(bare, score=ending.score, notes=(*bare.notes, *notes))


def _numbered(term: str) -> Episode | None:
    """Return the entry in a term with a number before its title: `1. Rain`."""
    lead = lead_of(inline.escape(term))
    if lead is None or lead.rest or lead.loose or lead.episode.number is None:
        return None
    return lead.episode
