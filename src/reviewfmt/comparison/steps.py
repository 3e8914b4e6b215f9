"""The steps from one sequence to another, and the pairs of items in them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TypeVar

_T = TypeVar("_T")

Step = tuple[str, int, int, int, int]
"""An opcode of difflib: "equal", "replace" and so on, with the ranges in both."""

_LARGEST = 10_000
"""How many pairs difflib compares at once; its time is worse than linear in them."""


def steps(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Step]:
    """Yield the steps from one sequence to another.

    In long sequences, items that occur once in both are paired first, in order; a long stretch
    without such items is one step.
    """
    ends = [(-1, -1), *_landmarks(old, new), (len(old), len(new))]
    for (low, new_low), (high, new_high) in pairwise(ends):
        low, new_low = low + 1, new_low + 1
        if (high - low) * (new_high - new_low) <= _LARGEST:
            matcher = SequenceMatcher(None, old[low:high], new[new_low:new_high], False)
            for tag, *places in matcher.get_opcodes():
                first, last, new_first, new_last = places
                yield tag, low + first, low + last, new_low + new_first, new_low + new_last
        else:
            yield "replace", low, high, new_low, new_high
        if high < len(old):
            yield "equal", high, high + 1, new_high, new_high + 1


def _landmarks(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the indexes of the common ends of two long sequences, and of items that occur once."""
    if len(old) * len(new) <= _LARGEST:
        return []
    low, shortest = 0, min(len(old), len(new))
    while low < shortest and old[low] == new[low]:
        low += 1
    end = 0
    while end < shortest - low and old[-1 - end] == new[-1 - end]:
        end += 1
    places = {one: at for at, one in enumerate(new[: len(new) - end]) if at >= low}
    counts, new_counts = Counter(old), Counter(new)
    once = [
        (at, places[one])
        for at, one in enumerate(old)
        if counts[one] == new_counts[one] == 1 and one in places
    ]
    first = [(at, at) for at in range(low)]
    last = [(len(old) - at, len(new) - at) for at in range(end, 0, -1)]
    return [*first, *_rising(once), *last]


def _rising(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest selection of the places that rises on both sides; the first side rises."""
    tails: list[int] = []
    chains: list[int] = []
    before: list[int] = []
    for at, (_, place) in enumerate(places):
        length = bisect_left(tails, place)
        before.append(chains[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        chains[length : length + 1] = [at]
    found = []
    at = chains[-1] if chains else -1
    while at >= 0:
        found.append(places[at])
        at = before[at]
    return found[::-1]


def pairs(
    old: Sequence[_T], new: Sequence[_T], key: Callable[[_T], Hashable]
) -> Iterator[tuple[_T | None, _T | None]]:
    """Pair items with equal keys; then, in order, the rest of each stretch, if equally long."""
    for tag, low, high, new_low, new_high in steps(list(map(key, old)), list(map(key, new))):
        for at in range(max(high - low, new_high - new_low)):
            first = old[low + at] if low + at < high else None
            second = new[new_low + at] if new_low + at < new_high else None
            if tag == "replace" and (high - low) != (new_high - new_low):
                if first is not None:
                    yield first, None
                if second is not None:
                    yield None, second
            else:
                yield first, second
