"""Compute small edits that turn one text into another."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from reviewfmt.server.positions import Json, split_lines


class TextEdit(NamedTuple):
    """Replace the characters from offset `start` up to `end`."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Sequence[TextEdit]) -> str:
    """Return a text after edits, which are in the order of the text and do not overlap."""
    pieces, last = [], 0
    for start, end, new in edits:
        pieces += [text[last:start], new]
        last = end
    return "".join([*pieces, text[last:]])


def edits_between(old: str, new: str) -> list[TextEdit]:
    """Return the edits that turn `old` into `new`, in the order of the text.

    Lines that occur once in both texts, in the same order, stay. Between them, equal lines at both
    ends stay too. This takes no longer than sorting the lines does.
    """
    if old == new:
        return []
    lines, made = split_lines(old), split_lines(new)
    starts = list(accumulate(map(len, lines), initial=0))
    return [
        _trimmed(old, starts[first], starts[last], "".join(made[start:end]))
        for first, last, start, end in _hunks(lines, made)
    ]


def _hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of lines that differ, as (start, end) in `old` and then in `new`."""
    at, there = 0, 0
    for first, second in (*_anchors(old, new), (len(old), len(new))):
        while at < first and there < second and old[at] == new[there]:
            at, there = at + 1, there + 1
        end, below = first, second
        while end > at and below > there and old[end - 1] == new[below - 1]:
            end, below = end - 1, below - 1
        if end - at == below - there:  # line by line
            changed = (one for one in range(end - at) if old[at + one] != new[there + one])
            yield from ((at + one, at + one + 1, there + one, there + one + 1) for one in changed)
        else:
            yield at, end, there, below
        at, there = first, second


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the lines that occur once in both texts, as many as are in the same order."""
    once = {line for line, count in Counter(old).items() if count == 1}
    once &= {line for line, count in Counter(new).items() if count == 1}
    place = {line: at for at, line in enumerate(new) if line in once}
    pairs = [(at, place[line]) for at, line in enumerate(old) if line in once]
    ends: list[int] = []  # the last line in `new` of the best run of each length
    last: list[int] = []
    above: list[int] = []
    for at, (_, there) in enumerate(pairs):
        length = bisect_left(ends, there)
        ends[length : length + 1] = [there]
        last[length : length + 1] = [at]
        above.append(last[length - 1] if length else -1)
    found = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(pairs[at])
        at = above[at]
    return found[::-1]


def _trimmed(old: str, start: int, end: int, new: str) -> TextEdit:
    """Return an edit without the characters at its ends that stay; CR and LF stay together."""
    was = old[start:end]
    same = _shared(was, new)
    while same and _parts_end(old, start + same, new, same):
        same -= 1
    rest, made = was[same:], new[same:]
    behind = _shared(rest[::-1], made[::-1])
    while behind and _parts_end(old, end - behind, new, len(new) - behind):
        behind -= 1
    return TextEdit(start + same, end - behind, new[same : len(new) - behind])


def _shared(one: str, other: str) -> int:
    """Return the length of the common beginning of two texts."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _parts_end(old: str, at: int, new: str, there: int) -> bool:
    return old[at - 1 : at + 1] == "\r\n" or new[there - 1 : there + 1] == "\r\n"


def workspace_edit(uri: str, version: int | None, edits: Sequence[Json]) -> Json:
    """Return edits of one document; an editor refuses them if its version is a newer one."""
    if version is None:
        return {"changes": {uri: list(edits)}}
    document = {"uri": uri, "version": version}
    return {"documentChanges": [{"textDocument": document, "edits": list(edits)}]}
