"""Finds headings that are entries of a guide."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from reviewfmt.characters import closed, tidy
from reviewfmt.model import AnyScore, Episode
from reviewfmt.pandoc_ast.entries.lines import entry_in, lead_of, marked_title
from reviewfmt.pandoc_ast.lines.trailing_scores import score_last
from reviewfmt.pandoc_ast.pieces.piece import Bullets, Grid, Head, Piece, Prose, Terms
from reviewfmt.syntax import inline

LEVEL = 7
"""The level of a paragraph that begins with an entry, deeper than that of any heading."""


@dataclass(frozen=True, slots=True)
class EntryHead(Head):
    """A heading, or the beginning of a paragraph, that is an entry of a guide."""

    episode: Episode = Episode()  # noqa: RUF009  # it is frozen


class Asked(NamedTuple):
    """Facts about a piece: whether it names a guide, and its score as an entry, if it is one.

    `closes` tells whether it is the line of the verdict, which is not the score of an entry.
    """

    names_guide: Callable[[Piece], bool]
    score: Callable[[Piece], AnyScore | None]
    closes: Callable[[Piece], bool]


def with_headings(run: Sequence[Piece], asked: Asked) -> list[Piece]:
    """Return pieces in which headings with numbers, or below the heading of a guide, are entries.

    Below a guide that already has entries, a heading without a number begins a section. At least
    two headings of a level must be entries, and most of them must have a score.
    """
    found: dict[int, list[tuple[int, Episode, bool]]] = {}
    guide = 0
    for at, piece in enumerate(run):
        if not isinstance(piece, Head):
            continue
        if asked.names_guide(piece):
            guide = 0 if _has_entries(run, at) else piece.level
            continue
        if piece.level <= guide:
            guide = 0
        episode = _heading(piece, below_guide=guide > 0)
        if episode is not None:
            scored = episode.score is not None or _is_scored_below(run, at, asked)
            found.setdefault(piece.level, []).append((at, episode, scored))
    heads = list(run)
    for ones in found.values():
        if any(_is_loose(run[at]) for at, _, _ in ones):
            counted = [episode.number for _, episode, _ in ones]
            ones = ones if counted == list(range(1, len(ones) + 1)) else []
        numbered = sum(episode.number is not None for _, episode, _ in ones)
        if 2 * numbered > len(ones):
            ones = [one for one in ones if one[1].number is not None or one[2]]
        if len(ones) > 1 and 2 * sum(scored for _, _, scored in ones) > len(ones):
            for at, episode, _ in ones:
                head = run[at]
                assert isinstance(head, Head)
                heads[at] = EntryHead(head.level, head.text, episode=episode)
    return heads


def _is_loose(piece: Piece) -> bool:
    """Tell whether a heading begins with a number without a sign after it."""
    return isinstance(piece, Head) and _LOOSE_HEAD.match(inline.plain(piece.text)) is not None


def _has_entries(run: Sequence[Piece], at: int) -> bool:
    """Tell whether a list, a table or an entry is between a heading and the next one."""
    for later in range(at + 1, len(run)):
        piece = run[later]
        if isinstance(piece, Head):
            return False
        if isinstance(piece, Bullets | Grid | Terms):
            return True
        if isinstance(piece, Prose) and piece.score is None:
            lead = lead_of(piece.text.partition("\n")[0])
            if lead is not None and lead.episode.label is not None:
                return True
    return False


_PART = re.compile(r"(?P<first>\d{1,2})\.(?P<second>\d{1,2})[.):]?[ \t]+(?=[^\W\d])")
_LOOSE_HEAD = re.compile(r"(\d{1,3})[ \t]+([^\W\d].*)")


def _heading(head: Head, *, below_guide: bool) -> Episode | None:
    """Return the entry that a heading names by its number or its position."""
    text = head.text if head.score is None else f"{head.text} – {head.score}"
    plain = inline.plain(head.text)
    lead = lead_of(text)
    part = _PART.match(plain)
    if part is not None and head.score is None and plain[part.end() :].strip():
        number = Decimal(int(part["second"]))
        title = tidy(plain[part.end() :])
        return Episode(
            "Episode", number, None, inline.escape(title), named_season=int(part["first"])
        )
    loose = _LOOSE_HEAD.match(plain)
    if lead is None and head.score is None and closed(plain):
        read = entry_in(plain)  # a title may be a question
        if read is not None and read[0].label is not None and read[0].number is not None:
            nodes = inline.inlines(head.text)
            return replace(read[0], title=marked_title(read[0].title, nodes, plain))
    if lead is None and loose is not None and head.score is None:
        return Episode("Episode", Decimal(int(loose[1])), None, inline.escape(loose[2]))
    if lead is not None and not lead.rest and lead.episode.label is not None:
        return lead.episode
    if not below_guide:
        return None
    if lead is not None and not lead.rest:
        return lead.episode
    return Episode(title=tidy(head.text)) if plain and head.score is None else None


def _is_scored_below(run: Sequence[Piece], at: int, asked: Asked) -> bool:
    """Tell whether a piece between a heading and the next one is a score."""
    for later in range(at + 1, len(run)):
        piece = run[later]
        if isinstance(piece, Head):
            return False
        if asked.score(_first_line(piece)) is not None:
            return True
        if isinstance(piece, Prose) and piece.score is None and score_last(piece.text) is not None:
            return True
    return False


def _first_line(piece: Piece) -> Piece:
    if isinstance(piece, Prose) and piece.score is None and "\n" in piece.text:
        return Prose(piece.text.partition("\n")[0])
    return piece
