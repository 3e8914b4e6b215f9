"""Finds the score of a line of a page, wherever it stands in the line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reviewfmt.characters import tidy
from reviewfmt.syntax.scores import Value, read, score_at
from reviewfmt.syntax.shapes import Entry, Found, Heading, Item, Rating, Season, Verdict
from reviewfmt.syntax.splits import split
from reviewfmt.syntax.words import Words

_MARK = re.compile(r"(?<![\w.,/])[\d★⭐☆]|(?<![\x00-\x7f])\d(?<=[^\W\d_]\d)")
_BARE = re.compile(
    r"(?:^|[\s:：=–—-]|[.!?。…]\s?)(?P<bare>\d{1,3}(?:[.,]\d{1,2})?(?P<sign>[+−-])?)\s?[.)]?$"
)
SIGNS = " \t\u00a0-–—－:：|｜=•・*,，、·;([（［【)]）］】"
"""What parts a name from its score, and may stand around either."""
_WINDOW = 80
_MOST = 1000


class Said(NamedTuple):
    """A score in a line: its value, and where its notation stands.

    `value` is None for a number with no maximum.
    """

    value: Value | None
    start: int
    end: int


def find(text: str, found: Found, words: Words) -> Said | None:
    """Return the score of a line, None where it has none; `found` is the kind of the line.

    Where it has several, that is the one which the format reads, else the last.
    """
    data = found.data
    if isinstance(data, Season | Heading | Entry | Rating | Verdict) and data.split is not None:
        score = data.split.score
        if score is not None and in_range(score.value):
            return Said(score.value, score.start, score.end)
    if isinstance(data, Item) and len(text) <= _WINDOW:
        cut = split(text, data.start, words)
        if cut is not None and cut.score is not None and in_range(cut.score.value):
            return Said(cut.score.value, cut.score.start, cut.score.end)
    whole = read(text, words) if len(text) <= _WINDOW else None
    if whole is not None:
        return Said(whole, 0, len(text)) if in_range(whole) else None
    said = _last(text, words)
    if said is not None:
        return said
    bare = _BARE.search(text, max(0, len(text) - _WINDOW))
    return None if bare is None else Said(None, *bare.span("bare"))


def find_in_cells(text: str, cells: Sequence[str], words: Words) -> Said | None:
    """Return the score that the last cell of a row is, None where it is none."""
    value = read(cells[-1], words) if len(cells) > 1 and len(cells[-1]) <= _WINDOW else None
    start = text.rfind(cells[-1])
    if value is None or not in_range(value):
        return None
    return Said(value, start, start + len(cells[-1]))


def in_range(value: Value) -> bool:
    """Tell whether a value is a grade, or between nought and its maximum."""
    return isinstance(value, str) or (0 <= value[0] <= value[1] <= _MOST and value[1] > 0)


def _last(text: str, words: Words) -> Said | None:
    """Return the last score of the beginning of a line, or of its end; grades are none here."""
    said = None
    end = 0
    for low, high in ((0, _WINDOW), (max(_WINDOW, len(text) - _WINDOW), len(text))):
        for mark in _MARK.finditer(text, low, min(high, len(text))):
            if mark.start() < end:
                continue
            score = score_at(text, mark.start(), words)
            if score is None or isinstance(score.value, str) or not in_range(score.value):
                continue
            if text[score.end : score.end + 1] == "/":
                continue  # a date
            said, end = Said(score.value, score.start, score.end), score.end
    return said


def around(text: str, said: Said) -> tuple[str, str]:
    """Return what stands in front of a score and behind it, without signs at the ends."""
    return tidy(text[: said.start].strip(SIGNS)), tidy(text[said.end :].strip(SIGNS + "."))
