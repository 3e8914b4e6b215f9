"""How far a reader has seen, and which entries of a guide that includes."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from reviewfmt.model import LABELS, Guide
from reviewfmt.syntax.entries import read_label
from reviewfmt.syntax.scores import number as exact
from reviewfmt.syntax.words import built_in

COUNTED = LABELS[:2]
"""The labels whose numbers give the order of entries."""

EPISODE = LABELS[0]


class UpTo(NamedTuple):
    """How far a reader has seen: up to and including `number`, of `season` if one is given."""

    season: int | None
    number: Decimal


def up_to(text: str) -> UpTo:
    """Return the progress that `text` names: `5`, `S2E5`, `2x05`, `Episode 5`.

    Raises ValueError for any other text.
    """
    said = text.strip()
    if said.isascii() and said.replace(".", "", 1).isdigit() and len(said) < _LONGEST:
        return UpTo(None, Decimal(said))
    found = read_label(said, built_in()) if len(said) < _LONGEST else None
    if found is None or found.end != len(said) or found.label not in COUNTED:
        raise ValueError(f'found "{text}", expected a number such as 5, or S2E5')
    return UpTo(found.season, exact(found.number_end or found.number))


_LONGEST = 40


def are_seen(guide: Guide, upto: UpTo, own: int) -> list[bool]:
    """Tell for each entry whether a reader has seen it."""
    entries = guide.episodes
    season = own if guide.season is None else guide.season
    if upto.season is None or season != upto.season:
        return [season < (upto.season or own)] * len(entries)
    if not upto.number:
        return [False] * len(entries)
    numbers = [
        entry.number_end or entry.number if entry.label in COUNTED else None for entry in entries
    ]
    counted = [one for one in numbers if one is not None]
    if not counted:
        return [at <= upto.number for at in range(1, len(entries) + 1)]
    are_all = max(counted) <= upto.number
    # An entry between two numbers comes between them; one below the last may come much later.
    in_order = counted == sorted(counted)
    found: list[bool] = []
    below = are_all
    for number in reversed(numbers):
        if number is None:
            found.append(below and (in_order or are_all))
            continue
        found.append(number <= upto.number)
        below = below or number <= upto.number
    return found[::-1]
