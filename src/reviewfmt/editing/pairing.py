"""Which items of a new sequence come from which items of an old one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

_T = TypeVar("_T", bound=Hashable)


def paired(
    old: Sequence[_T], new: Sequence[_T], names: Sequence[Callable[[_T], Hashable]]
) -> dict[int, int]:
    """Return the index in `old` for each index in `new` that has a partner there, in order.

    `names` are tried one after the other: items with equal first names are paired first, and the
    items between two pairs are then paired by their next name.
    """
    pairs: dict[int, int] = {}
    for name in names:
        bounds = sorted(pairs.items())
        taken = set(pairs.values())
        rest_new = [at for at in range(len(new)) if at not in pairs]
        rest_old = [at for at in range(len(old)) if at not in taken]
        places = [pair[1] for pair in bounds]
        names_new = [(bisect_left(bounds, (at, 0)), name(new[at])) for at in rest_new]
        names_old = [(bisect_left(places, at), name(old[at])) for at in rest_old]
        for new_at, old_at in _aligned(names_old, names_new):
            pairs[rest_new[new_at]] = rest_old[old_at]
    return pairs


def _aligned(old: Sequence[_T], new: Sequence[_T]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of indexes of equal items in the same order, as (new, old)."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        yield start, start
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        yield len(new) - 1 - end, len(old) - 1 - end
        end += 1
    middle = SequenceMatcher(
        None, old[start : len(old) - end], new[start : len(new) - end], autojunk=False
    )
    for first, second, size in middle.get_matching_blocks():
        for at in range(size):
            yield start + second + at, start + first + at
