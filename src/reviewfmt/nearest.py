"""Finds the known word that is most like a misspelled one.

`suggestion` is for the names that a person types: options, formats, keys, themes. `Nearest` is for
the words of a review, of which there are many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from operator import add


class Nearest:
    """Finds the word among `known` that is most like another, in difflib's measure.

    `cutoff` is the least similarity. Only words that share enough pairs of neighbouring letters
    are compared.
    """

    def __init__(self, known: Iterable[str], cutoff: float) -> None:
        self._cutoff = cutoff
        # A letter that two words do not share breaks two pairs in one of them and one in the other.
        self._fewest = 0.5 - 1.5 * (1 - cutoff)
        self._by_pair: dict[str, list[str]] = {}
        for word in known:
            for pair in _pairs(word):
                self._by_pair.setdefault(pair, []).append(word)

    def of(self, word: str) -> str | None:
        """Return the known word that is most like `word`, or None."""
        shared = Counter(known for pair in _pairs(word) for known in self._by_pair.get(pair, ()))
        alike = [
            known
            for known, count in shared.items()
            if count >= self._fewest * (len(word) + len(known))
        ]
        if not alike:
            return None
        from difflib import get_close_matches

        found = get_close_matches(word, alike, n=1, cutoff=self._cutoff)
        return found[0] if found else None


def _pairs(word: str) -> list[str]:
    """Return the pairs of neighbours in a word, with its ends; a second `aa` is another pair."""
    pairs = list(map(add, f"\n{word}", f"{word}\n"))
    if len(set(pairs)) < len(pairs):
        seen = Counter[str]()
        for at, pair in enumerate(pairs):
            if before := seen[pair]:
                pairs[at] = f"{pair}{before}"
            seen[pair] += 1
    return pairs


@lru_cache(maxsize=64)
def nearest_of(known: tuple[str, ...], cutoff: float) -> Nearest:
    """Return what finds the nearest of these words."""
    return Nearest(known, cutoff)


def suggestion(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that `name` may be a slip of, or None; case does not count.

    At most a third of its letters may be wrong: missing, added, changed, or swapped with the next.
    """
    from difflib import get_close_matches

    if len(name) > _LONGEST_NAME:
        return None
    small = name.lower()
    by_lower = {one.lower(): one for one in known}
    for one in get_close_matches(small, by_lower, n=3, cutoff=0.5):
        if _slips(small, one) <= max(len(name) // 3, 1):
            return by_lower[one]
    return None


_LONGEST_NAME = 80


def _slips(one: str, other: str) -> int:
    """Return the number of slips between two words.

    A slip is a letter missing, added, changed, or swapped with the next.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last, before, row = before, row, [at]
        for place, its in enumerate(other, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != its))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == its:
                cost = min(cost, last[place - 2] + 1)
            row.append(cost)
    return row[-1]
