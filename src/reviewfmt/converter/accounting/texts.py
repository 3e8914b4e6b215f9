"""Finds the texts of a document that are held nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from reviewfmt.converter.accounting.held import SHORT, Held
from reviewfmt.converter.accounting.words import Token, names_parts, tokens, words_of
from reviewfmt.converter.units import Unit
from reviewfmt.model import Score
from reviewfmt.pandoc_ast.lines.number_words import number_at
from reviewfmt.pandoc_ast.scored import read_score
from reviewfmt.syntax import dates
from reviewfmt.syntax.words import built_in


class Lost(NamedTuple):
    """A text that is held nowhere: its words, its unit, and its place in the unit."""

    text: str
    unit: Unit
    start: int
    end: int


def of_texts(units: Sequence[Unit], held: Held) -> Iterator[tuple[int, Lost]]:
    """Yield the missing texts, each with the number of its unit.

    A unit that is held whole takes its words first, then a unit that is held for the most part. The
    names of parts take what is left.
    """
    counts, whole = held.counts.copy(), held.units.copy()
    rest: list[tuple[bool, int, _Rest]] = []
    for number, unit in enumerate(units):
        key = words_of(unit.text)
        if not key:
            continue
        if whole[key] > 0:
            whole[key] -= 1
            counts.subtract(key)
            continue
        if held.repeats(key) or held.is_date(unit.text):
            continue
        known = sum(pair in held.pairs for pair in pairwise(key))
        named = names_parts(key, held.status)
        rest.append(
            (4 * known < 3 * (len(key) - 1), number, _Rest(unit, _counted(unit.text), named, []))
        )
    rest.sort(key=lambda one: one[:2])
    for parts in (False, True):
        for _, _, one in rest:
            one.take(counts, parts)
    for _, number, one in rest:
        if any(one.gone):
            one.excuse(held, counts)
            for run in _runs(one.unit, one.said, one.gone):
                yield number, run


def _counted(text: str) -> list[Token]:
    """Return the words of a text, with the number of `Episode One` as digits, as in a review."""
    said = tokens(text)
    found = number_at(text)
    if found is None:
        return said
    number, at = found
    return [one._replace(word=str(number)) if one.start == at else one for one in said]


def _glued(word: str, counts: Counter[str]) -> list[str]:
    """Return the two held words that a word consists of, as on a page without a space between tags.

    The result is empty if there are no such words.
    """
    for at in range(_SHORTEST, len(word) - _SHORTEST + 1) if len(word) <= _LONGEST_WORD else ():
        parts = [word[:at], word[at:]]
        if all(counts[part] > 0 for part in parts):
            return parts
    return []


_SHORTEST = 3
_LONGEST_WORD = 60


class _Rest(NamedTuple):
    """A unit that is not held whole: its words, which of them name parts, and which are missing."""

    unit: Unit
    said: Sequence[Token]
    named: Sequence[bool]
    gone: list[bool]

    def take(self, counts: Counter[str], parts: bool) -> None:
        """Take the words that name parts, or the other words, from what is held."""
        if not self.gone:
            self.gone.extend([False] * len(self.said))
        for place, (token, named) in enumerate(zip(self.said, self.named, strict=True)):
            if named is parts:
                words = [token.word] if counts[token.word] > 0 else _glued(token.word, counts)
                self.gone[place] = not words
                counts.subtract(words or [token.word])

    def excuse(self, held: Held, counts: Counter[str]) -> None:
        """Remove missing words that a review expresses by its structure."""
        said, gone, place = self.said, self.gone, 0
        while place < len(said):
            if not gone[place]:
                place += 1
                continue
            end = place
            while end < len(said) and gone[end]:
                end += 1
            first, last = self._between_names(place, end)
            if (
                first == last
                or dated(self.unit.text, said, first, last, held)
                or rated(self.unit.text, said[first:last], counts)
            ):
                gone[place:end] = [False] * (end - place)
            place = end

    def _between_names(self, first: int, last: int) -> tuple[int, int]:
        """Return the range of the words without the names of parts around them.

        Names that a held number follows are the label of an entry: `Ep 2` in a paragraph.
        """
        labels = all(self.named[first:last]) and last < len(self.said) and not self.gone[last]
        if labels and self.said[last].word[0].isdecimal():
            return last, last
        if first == 0 or len(self.said) <= SHORT:
            while first < last and self.named[first]:
                first += 1
            while last > first and self.named[last - 1]:
                last -= 1
        return first, last


def _runs(unit: Unit, said: Sequence[Token], gone: Sequence[bool]) -> Iterator[Lost]:
    """Yield the runs of missing words of a unit; a gap of a few words does not end a run."""
    missing = [place for place, is_gone in enumerate(gone) if is_gone]
    if not missing:
        return
    near = len(said) if 3 * len(missing) >= 2 * len(said) else _NEAR
    first = last = missing[0]
    for place in (*missing[1:], None):
        if place is not None and place - last <= near:
            last = place
            continue
        start = said[first].start if first else 0
        end = said[last].end if last < len(said) - 1 else len(unit.text)
        start += len(unit.text[start:end]) - len(unit.text[start:end].lstrip())
        end = start + len(unit.text[start:end].rstrip())
        yield Lost(" ".join(unit.text[start:end].split()), unit, start, end)
        if place is not None:
            first = last = place


_NEAR = 3


def dated(text: str, said: Sequence[Token], first: int, end: int, held: Held) -> bool:
    """Tell whether words belong to a date that is held."""
    if not held.dates:
        return False
    beside = _beside_date()
    before = first
    while before > max(first - _MOST_OF_DATE, 0) and _may_be_of_date(said[before - 1], beside):
        before -= 1
    behind = end
    while behind < min(end + _MOST_OF_DATE, len(said)) and _may_be_of_date(said[behind], beside):
        behind += 1
    return any(
        dates.read(text[said[start].start : said[stop - 1].end]).day in held.dates
        for start in range(before, first + 1)
        for stop in range(end, behind + 1)
    )


_MOST_OF_DATE = 6
"""At most this many held words of a date may be on each side of the missing ones."""


def _may_be_of_date(token: Token, beside: Set[str]) -> bool:
    """Tell whether a word is a number, or a word such as `of` that a date may contain."""
    return token.word.isdecimal() or token.word in beside


@cache
def _beside_date() -> Set[str]:
    """Return the words between the parts of a date, in every language."""
    return frozenset(
        word
        for one in built_in().vocabularies
        for said in one.words("date", "words")
        for word in words_of(said)
    )


def rated(text: str, run: Sequence[Token], counts: Counter[str]) -> bool:
    """Tell whether words, or the text around them, spell a held score that no other text has taken.

    The numbers of the score are then taken: `four stars` stands for the 4 and the 5 of a review.
    """
    if all(token.word[0].isdecimal() for token in run):
        return False
    for said in (text[run[0].start : run[-1].end], text):
        score = read_score(said.strip()) if len(said) <= _LONGEST_SCORE else None
        if isinstance(score, Score):
            numbers = words_of(f"{score.value:f}/{score.out_of:f}")
            if all(counts[number] > 0 for number in numbers):
                counts.subtract(numbers)
                return True
    return False


_LONGEST_SCORE = 60
