"""Cuts the stream of records into pieces, which processes read, and parts, which are files.

The cuts depend only on the records, so the same input always gives the same parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from reviewfmt.corpus.inputs import Place
from reviewfmt.corpus.records import Other, Piece, Record

PART = 20_000
"""The default largest number of records in a part."""

_PART_BYTES = 512 * 1024**2
_PIECE = 200
_PIECE_BYTES = 2 * 1024**2


class Cut(NamedTuple):
    """A piece, and other facts about it.

    `part` is the number of its part, and `is_last` tells that it is the last piece in the part;
    then `then` is the place of the next part's first record, or None if there is none. `others`
    counts the records, by type, that get no row, and `broken` are the places at which inputs are
    damaged. `input` is the number of the input in which it ends.
    """

    piece: Piece
    part: int
    is_last: bool
    then: Place | None
    others: Mapping[str, int]
    broken: tuple[Record, ...]
    input: int


def cut(items: Iterable[tuple[Place, Record | Other]], part: int, most: int) -> Iterator[Cut]:
    """Cut a stream into at least one piece; the first one begins the part `part`.

    `most` is the number of records in a part.
    """
    records: list[Record] = []
    others: Counter[str] = Counter()
    size = of_part = size_of_part = number = input_ = 0

    def made(*, is_last: bool, then: Place | None = None) -> Cut:
        broken = tuple(one for one in records if one.broken)
        piece = Piece(number, tuple(records))
        return Cut(piece, part, is_last, then, dict(others), broken, input_)

    for place, item in items:
        if isinstance(item, Other):
            others[item.type] += 1
            continue
        is_full = of_part >= most or size_of_part >= _PART_BYTES
        if is_full or len(records) >= _PIECE or size >= _PIECE_BYTES:
            yield made(is_last=is_full, then=place if is_full else None)
            number += 1
            records, size = [], 0
            others.clear()
            if is_full:
                part += 1
                of_part = size_of_part = 0
        records.append(item)
        input_ = place.input
        size += len(item.data)
        of_part += 1
        size_of_part += len(item.data)
    yield made(is_last=True)
