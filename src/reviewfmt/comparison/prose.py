"""The changes of prose: headings, paragraphs, items, quotes and pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from reviewfmt.comparison.change import Change, value_change
from reviewfmt.comparison.steps import steps
from reviewfmt.model import AnyScore, Block, Figure, ItemList, Quote, Review, Section


class Piece(NamedTuple):
    """A piece of prose. `number` counts the pieces of its kind, from 1."""

    kind: str
    number: int
    text: str
    score: AnyScore | None = None


class _Counted:
    """Gathers pieces of prose, each kind numbered from 1."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._counts: dict[str, int] = {}

    def add(self, kind: str, text: str, score: AnyScore | None = None) -> None:
        self._counts[kind] = number = self._counts.get(kind, 0) + 1
        self.pieces.append(Piece(kind, number, text, score))

    def blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if isinstance(block, ItemList):
                kind = "item" if block.start is None else "numbered item"
                for item in block.items:
                    self.add(kind, item.text)
            elif isinstance(block, Quote):
                for paragraph in block.paragraphs:
                    self.add("quote", paragraph.text)
            elif isinstance(block, Figure):
                self.add("picture", _figure(block))
            else:
                self.add("paragraph", block.text)


def _figure(figure: Figure) -> str:
    parts = (figure.src, figure.alt, figure.caption)
    return " – ".join(part for part in parts if part is not None)


def block_pieces(blocks: Sequence[Block]) -> list[Piece]:
    """Return the prose of blocks as pieces."""
    counted = _Counted()
    counted.blocks(blocks)
    return counted.pieces


def section_pieces(sections: Sequence[Section]) -> list[Piece]:
    """Return the headings and the prose of sections as pieces."""
    counted = _Counted()
    for section in sections:
        if section.heading is not None:
            counted.add("heading", section.heading.text, section.score)
        counted.blocks(section.blocks)
    return counted.pieces


def division_changes(old: Review, new: Review) -> Iterator[Change]:
    """Yield a change if the pieces of prose are the same and the sections are not."""
    same = section_pieces(old.sections) == section_pieces(new.sections)
    if same and old.sections != new.sections:
        yield Change("sections", "lists or sections divided otherwise", "see the text")


def prose_changes(lead: str, old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Change]:
    """Yield the changes from one run of pieces to another; `lead` opens the name of the place."""
    first, second = [_key(piece) for piece in old], [_key(piece) for piece in new]
    if first == second:
        return
    for tag, low, high, new_low, new_high in steps(first, second):
        if tag != "equal":
            yield from _replaced(lead, old[low:high], new[new_low:new_high])


def _key(piece: Piece) -> Hashable:
    return piece.kind, piece.text, piece.score


_NEAR = 32
"""How many of the next new pieces an old one is compared with."""


def _replaced(lead: str, old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Change]:
    """Pair each old piece with the first similar one of the next new pieces, in order."""
    counts = [Counter(piece.text.split()) for piece in new]
    begin = 0
    for piece in old:
        count = Counter(piece.text.split())
        near = range(begin, min(begin + _NEAR, len(new)))
        best = next((at for at in near if _alike(piece, count, new[at], counts[at])), None)
        where = f"{lead}{_where(piece)}"
        if best is None:
            yield Change(where, _piece(piece), None)
            continue
        for added in islice(new, begin, best):
            yield Change(f"{lead}{_where(added)}", None, _piece(added))
        other = new[best]
        if piece.text != other.text:
            yield Change(f"{where} edited", *_around(piece.text, other.text))
        yield from value_change(f"{where}, score", piece.score, other.score)
        begin = best + 1
    for added in islice(new, begin, None):
        yield Change(f"{lead}{_where(added)}", None, _piece(added))


_LIKE = 0.4
"""Which share of the words of two pieces is in both, if one has become the other."""


def _alike(old: Piece, words: Counter[str], new: Piece, new_words: Counter[str]) -> bool:
    if old.kind != new.kind:
        return False
    if old.kind == "heading":
        return True
    few, many = sorted((words, new_words), key=len)
    both = sum(min(count, many[word]) for word, count in few.items())
    return 2 * both > _LIKE * (words.total() + new_words.total())


def _where(piece: Piece) -> str:
    return f"{piece.kind} {piece.number}"


_MOST = 72


def _piece(piece: Piece) -> str:
    text = piece.text
    shown = f"“{text if len(text) <= _MOST else text[: _MOST - 1] + '…'}”"
    return shown if piece.score is None else f"{shown} {piece.score}"


def _around(old: str, new: str) -> tuple[str, str]:
    """Return the parts of two texts that differ, with a few common words around them."""
    first, second = old.split(), new.split()
    low = 0
    while low < min(len(first), len(second)) and first[low] == second[low]:
        low += 1
    high = 0
    while high < min(len(first), len(second)) - low and first[-1 - high] == second[-1 - high]:
        high += 1
    start, end = max(0, low - 3), max(0, high - 3)

    def part(words: list[str]) -> str:
        shown = " ".join(words[start : len(words) - end])
        return f"“{'… ' if start else ''}{shown}{' …' if end else ''}”"

    return part(first), part(second)
