"""The numbers of a guide by kind, for the rules on numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from reviewfmt.findings import quoted
from reviewfmt.model import Episode, Guide

_HIGHEST = Decimal(1_000_000)  # a higher number is no number of an episode, and too long to show


class Entry(NamedTuple):
    """An entry with a number; `end` is the last number of a double episode, or else `start`."""

    start: Decimal
    end: Decimal
    kind: str
    episode: Episode


def counts_up(guide: Guide) -> bool:
    """Tell whether all entries are of one kind and their numbers are consecutive."""
    episodes = guide.episodes
    first = episodes[0].number if episodes else None
    if first is None or first > _HIGHEST or first % 1:
        return False
    start, label = int(first), episodes[0].label
    numbers = [episode.number for episode in episodes]
    return numbers == [*range(start, start + len(numbers))] and all(
        episode.label == label and episode.number_end is None for episode in episodes
    )


def kinds(guide: Guide) -> list[list[Entry]]:
    """Return the numbered entries by kind, each kind in the order of its numbers."""
    found: dict[str, list[Entry]] = {}
    for episode in guide.episodes:
        start = episode.number
        if start is not None and start <= _HIGHEST:
            kind = _kind(episode)
            end = start if episode.number_end is None else min(episode.number_end, _HIGHEST)
            entry = Entry(start, end, kind, episode)
            found.setdefault(kind, []).append(entry)
    for entries in found.values():
        entries.sort(key=_start)
    return list(found.values())


def shown(entry: Entry) -> str:
    """Return the name of an entry in messages: `episode 3`, `episodes 3 to 4`, `OVA 1`."""
    if entry.end == entry.start:
        return f"{entry.kind} {entry.start:f}"
    return f"{entry.kind}s {entry.start:f} to {entry.end:f}"


def name(episode: Episode) -> str:
    """Return the name of an entry in messages: its label and number, or its title."""
    if episode.number is None:
        return quoted(episode.title or episode.label)
    end = episode.number if episode.number_end is None else episode.number_end
    return shown(Entry(episode.number, end, _kind(episode), episode))


def _kind(episode: Episode) -> str:
    label = episode.label or "entry"
    return label if label.isupper() else label.lower()


def _start(entry: Entry) -> Decimal:
    return entry.start
