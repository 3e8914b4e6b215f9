"""Splits texts into comparable words, and knows the words that name the parts of a review."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from reviewfmt.pandoc_ast.entries.entry import column_words
from reviewfmt.pandoc_ast.lines.fields import DATE_NAMES, names
from reviewfmt.syntax.scores import number
from reviewfmt.syntax.vocabulary import NUMBER_HERE
from reviewfmt.syntax.words import built_in

_UNSEEN = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_WIDE = "\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MIXED = r"\d{1,4}\s(?:1[/⁄∕／]2|[13][/⁄∕／]4)(?=\s*+(?:[/⁄∕／]|[^\W\d_]))"
"""A number such as the `3 1/2` of `3 1/2 / 5`, which is one word."""

_TOKEN = re.compile(
    rf"{_MIXED}|\d++(?:[.,．，٫]\d++)?+[¼½¾]?+|[¼½¾]|[★☆⭐½]++|[{_WIDE}]|[^\W\d_{_WIDE}][^\W\d_{_WIDE}{_UNSEEN}]*+"
    rf"(?:[{_UNSEEN}]++[^\W\d_{_WIDE}]++)*+"
)
_HIDDEN = re.compile(f"[{_UNSEEN}]")
_POINTS = str.maketrans(",．，٫", "....")
_QUARTERS = {"¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75")}


class Token(NamedTuple):
    """A word in the form that is compared, and its place in the text."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the words of a text in lower case, with numbers in one form and without signs."""
    return [Token(_word(one[0]), *one.span()) for one in _TOKEN.finditer(text)]


@lru_cache(maxsize=4096)
def _word(said: str) -> str:
    if said[0].isdecimal() and any(map(str.isspace, said)):
        return f"{number(said):f}"
    if said[0].isdecimal() or said in _QUARTERS:
        part = _QUARTERS.get(said[-1], Decimal(0))
        digits = said.rstrip("¼½¾").translate(_POINTS) or "0"
        if not part and digits.isdecimal():
            return digits.lstrip("0") or "0" if digits.isascii() else str(int(digits[:_LONGEST]))
        return f"{(Decimal(digits) + part).normalize():f}"
    if said.isascii():
        return said.lower()
    return unicodedata.normalize("NFKC", _HIDDEN.sub("", said)).casefold()


_LONGEST = 4000  # this many digits of a number are compared


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in the form that is compared."""
    return tuple(map(_word, _TOKEN.findall(text)))


@cache
def structure() -> frozenset[str]:
    """Return the words, in any language, that documents use for the structure of a review."""
    return frozenset(word for phrase in _phrases() for word in phrase)


@cache
def _phrases() -> frozenset[tuple[str, ...]]:
    """Return the names that documents use for the parts of a review, each as its words."""
    found: list[str] = [*names(ours=False), *DATE_NAMES, *column_words(), *_CODES]
    for vocabulary in built_in().vocabularies:
        found += vocabulary.words("numbers", "between")
        for table in _TABLES:
            for key, value in vocabulary.tables.get(table, {}).items():
                if key != "kinds":
                    found += _strings(value)
    parts = (part for one in found for part in one.split(NUMBER_HERE))
    return frozenset(filter(None, map(words_of, parts)))


def names_parts(said: Sequence[str], status: Set[str]) -> list[bool]:
    """Tell for each word whether it belongs to the name of a part or to a status."""
    phrases, place, found = _phrases(), 0, [False] * len(said)
    while place < len(said):
        size = min(_LONGEST_NAME, len(said) - place)
        while size and tuple(said[place : place + size]) not in phrases:
            size -= 1
        if not size:
            found[place] = said[place] in status
        elif size > 1 or not _may_be_grade(said, place):
            found[place : place + size] = [True] * size
        place += size or 1
    return found


def _may_be_grade(said: Sequence[str], place: int) -> bool:
    """Tell whether a word is a letter without a number beside it: `A`, but not the E of `S1E2`."""
    beside = said[max(place - 1, 0) : place + 2]
    word = said[place]
    return len(word) == 1 and word.isascii() and not any(map(str.isdecimal, beside))


_LONGEST_NAME = 12


@cache
def status_words(status: str) -> frozenset[str]:
    """Return the words of a status in any language."""
    return frozenset(
        word
        for vocabulary in built_in().vocabularies
        for one in vocabulary.words("status", status)
        for word in words_of(one)
    )


_TABLES = ("labels", "season", "guide", "title", "verdict", "score", "fields", "printed")
_CODES = ("s", "e", "x", "ep", "no", "nr")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)
