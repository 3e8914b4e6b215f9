"""Finds paragraphs that begin with the entries of a guide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from reviewfmt.model import Episode
from reviewfmt.pandoc_ast.entries.headings import LEVEL, Asked, EntryHead
from reviewfmt.pandoc_ast.entries.lines import LONGEST_ENTRY, Lead, lead_of, score_first
from reviewfmt.pandoc_ast.lines.trailing_scores import score_last
from reviewfmt.pandoc_ast.pieces.piece import Grid, Head, Piece, Prose, Rule
from reviewfmt.syntax import inline
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.words import built_in


def with_lines(run: list[Piece], asked: Asked) -> list[Piece]:
    """Return pieces in which lines with entries are headings, if their scores are in paragraphs.

    `Episode 1 – Rain`, a text about it, and `Score: 7/10` are three paragraphs. There must be at
    least two such lines, and most of them must have a score.
    """
    heads: dict[int, Episode] = {}
    for at, piece in enumerate(run):
        if isinstance(piece, Prose) and (episode := _typed_entry(piece)) is not None:
            heads[at] = episode
    places = list(heads)
    scores = [_score_below(run, at, asked) for at in places]
    found = [score for score in scores if score is not None]
    if len(places) < LEAST_ENTRIES or 2 * len(found) <= len(places):
        return run
    if all(score == at + 1 for at, score in zip(places, scores, strict=True)):
        return run  # each score is directly below
    last = len(run)
    if scores[-1] is not None:
        ends = [*places[1:], last]
        behind = (
            end - score - 1
            for score, end in zip(scores[:-1], ends, strict=False)
            if score is not None
        )
        last = scores[-1] + 1 + max(behind, default=0)
    lined: list[Piece] = []
    for at, piece in enumerate(run):
        if at == last and not isinstance(piece, Head):
            lined.append(Rule())
        one = heads.get(at)
        lined.append(piece if one is None else EntryHead(LEVEL, piece.text, episode=one))  # type: ignore[union-attr]
    return lined


def _typed_entry(piece: Prose) -> Episode | None:
    """Return the entry of a paragraph that is only a label and a title, or None."""
    if piece.score is not None or "\n" in piece.text or len(piece.text) > LONGEST_ENTRY:
        return None
    if built_in().label.match(inline.plain(piece.text)) is None:
        return None
    lead = lead_of(piece.text)
    if lead is None or lead.rest or lead.episode.score is not None:
        return None
    return lead.episode if lead.episode.number is not None and lead.episode.title else None


def _score_below(run: Sequence[Piece], at: int, asked: Asked) -> int | None:
    """Return the number of the piece below an entry that is or ends in its score, or None."""
    for later in range(at + 1, len(run)):
        piece = run[later]
        if isinstance(piece, Head) or not isinstance(piece, Prose) or _typed_entry(piece):
            return None
        if asked.closes(piece):
            return None
        if asked.score(piece) is not None:
            return later
        if piece.score is None and score_last(piece.text) is not None:
            return later
    return None


LEAST_ENTRIES = 2


class _Opened(NamedTuple):
    """A paragraph that begins with an entry: its place, the entry, and the text below.

    `taken` is true if the next piece is the score. `plainly` is true if every reader sees an entry
    in the line.
    """

    at: int
    lead: Lead
    below: str
    taken: bool
    plainly: bool


def with_paragraphs(run: Sequence[Piece], asked: Asked) -> Iterator[Piece]:
    """Yield pieces in which the entry at the beginning of each paragraph is its heading."""
    place = 0
    for group in _groups(run, asked):
        first, last = group[0].at, group[-1].at
        yield from run[place : max(place, first - 1)]
        if first > place:
            yield _as_heading(run[first - 1], asked)
        place = first
        numbered = _in_seasons([one.lead for one in group])
        for one, episode in zip(group, numbered, strict=True):
            yield from run[place : one.at]
            said = run[one.at]
            assert isinstance(said, Prose)
            yield EntryHead(LEVEL, said.text, episode=episode)
            if one.below:
                yield Prose(one.below)
            place = one.at + 1 + one.taken
        most = max((two.at - one.at - 1 - one.taken for one, two in pairwise(group)), default=0)
        end = place
        while end < min(place + most, len(run)) and isinstance(run[end], Prose):
            end += 1
        yield from run[place:end]
        yield Rule()
        place = max(end, last + 1)
    yield from run[place:]


def _as_heading(piece: Piece, asked: Asked) -> Piece:
    """Return a paragraph that names the guide below it as a heading."""
    if isinstance(piece, Prose) and asked.names_guide(piece):
        return Head(LEVEL - 1, inline.escape(inline.plain(piece.text)))
    return piece


def _groups(run: Sequence[Piece], asked: Asked) -> Iterator[list[_Opened]]:
    """Yield the paragraphs that begin with entries, grouped by guide."""
    group: list[_Opened] = []
    guided = False
    skip = -1
    for at, piece in enumerate((*run, Head(1, ""))):
        if at == skip:
            continue
        opened = _opened(run, at, asked, guided=guided) if isinstance(piece, Prose) else None
        if opened is None and group and isinstance(piece, Prose):
            opened = _unscored(run, at, asked, group[-1].lead.episode)
        if opened is not None:
            group.append(opened)
            skip = at + 1 if opened.taken else -1
        elif isinstance(piece, Head | Grid):
            if len(group) > 1 and not all(one.plainly for one in group) and _counts(group):
                yield group
            group = []
            guided = isinstance(piece, Head) and asked.names_guide(piece)
        elif asked.names_guide(piece):
            guided = True


def _counts(group: Sequence[_Opened]) -> bool:
    """Tell whether numbers without a sign after them count up from one."""
    if not any(one.lead.loose for one in group):
        return True
    return [one.lead.episode.number for one in group] == list(range(1, len(group) + 1))


def _opened(run: Sequence[Piece], at: int, asked: Asked, *, guided: bool) -> _Opened | None:
    """Return the entry at the beginning of a paragraph; without a number it must be in a guide."""
    piece = run[at]
    if not isinstance(piece, Prose) or piece.score is not None:
        return None
    line, _, below = piece.text.partition("\n")
    lead = lead_of(line)
    if lead is None:
        return None
    taken = False
    if lead.episode.score is None:
        if lead.rest:
            return None
        opening, _, further = below.partition("\n")
        score = asked.score(Prose(opening)) if below else None
        if score is not None:
            below = further
        elif below and (opened := score_first(opening)) is not None:
            score, said = opened
            below = "\n".join(filter(None, (said, further)))
        elif not below and at + 1 < len(run):
            score = asked.score(run[at + 1])
            taken = score is not None
        if score is None:
            return None
        lead = lead._replace(episode=replace(lead.episode, score=score))
    if lead.episode.label is None and not (guided and lead.marked):
        return None
    plainly = not lead.rest and not taken and classify(line, built_in()).kind is Kind.ENTRY
    return _Opened(at, lead, "\n".join(filter(None, (lead.rest, below))), taken, plainly)


def _unscored(run: Sequence[Piece], at: int, asked: Asked, above: Episode) -> _Opened | None:
    """Return the last entry of a guide, without a score, directly above the line of the verdict."""
    piece, below = run[at], run[at + 1 : at + 2]
    if not isinstance(piece, Prose) or not below or not asked.closes(below[0]):
        return None
    lead = lead_of(piece.text) if _typed_entry(piece) is not None else None
    if lead is None or above.number is None or lead.episode.number != above.number + 1:
        return None
    return _Opened(at, lead, "", taken=False, plainly=False)


def _in_seasons(leads: Sequence[Lead]) -> list[Episode]:
    """Return the entries of leads; `3.1` and `3.2` are entries of the third season."""
    seasons = {int(one.episode.number or 0) for one in leads}
    if len(seasons) > 1 or any(one.part is None for one in leads):
        return [one.episode for one in leads]
    (season,) = seasons
    return [
        replace(one.episode, number=Decimal(one.part or 0), named_season=season) for one in leads
    ]
