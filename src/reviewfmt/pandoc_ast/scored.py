"""Reads texts that end in a score, or begin with one: headings, ratings and verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reviewfmt.model import AnyScore, Grade, Score, score_from
from reviewfmt.syntax import scores
from reviewfmt.syntax.inline import Inline, Strong, Text, plain_of
from reviewfmt.syntax.words import built_in

DASH = " – "
"""Separates a text from its score, and a score from its note."""

_SEPARATOR = re.compile(r"\s[-–—=|](?=\s)|:(?=\s)")


@dataclass(frozen=True, slots=True)
class Illegible(Grade):
    """The words in place of a score."""

    def __post_init__(self) -> None:
        """Take any words."""


def read_score(text: str) -> AnyScore | None:
    """Return the score if `text` is only a score, or None.

    A score above its maximum is a score too; the caller reports it.
    """
    read = scores.read(text)
    return None if read is None else score_from(read)


_MAXIMA = frozenset((5, 10, 20, 100))
_MAY_BEGIN = re.compile(r"(?<![\w/.,])(?:\d|[★⭐])")


class Found(NamedTuple):
    """A score in a text, from `start` up to `end`, with a full stop after it."""

    score: Score
    start: int
    end: int


def scores_in(text: str) -> Iterator[Found]:
    """Yield the numeric scores in a text, over 5, 10, 20 or 100, but not counts of things."""
    words, end = built_in(), 0
    for begin in _MAY_BEGIN.finditer(text):
        if begin.start() < end:
            continue
        found = scores.score_at(text, begin.start(), words)
        if found is None or isinstance(found.value, str):
            continue
        end = found.end
        score = score_from(found.value)
        if not isinstance(score, Score) or score.out_of not in _MAXIMA:
            continue
        if score.value <= score.out_of and words.label.match(text[end:].lstrip()) is None:
            yield Found(score, found.start, end)


def split_score(text: str) -> tuple[str, AnyScore | None]:
    """Return a text without the score after a separator at its end, and the score."""
    found = list(_SEPARATOR.finditer(text))
    if not found or not found[-1].start():
        return text, None
    score = read_score(text[found[-1].end() :])
    return (text, None) if score is None else (text[: found[-1].start()], score)


def split_note(text: str) -> tuple[str, str | None]:
    """Return a score as it is spelled, and the note that follows it."""
    spelled, dash, note = text.partition(DASH)
    return spelled, (note.strip() or None) if dash else None


def strong_score(nodes: Sequence[Inline]) -> tuple[AnyScore, tuple[Inline, ...]] | None:
    """Return the score in strong text at the beginning of a paragraph, and its note, or None.

    Only a note may follow it.
    """
    if not nodes or not isinstance(nodes[0], Strong):
        return None
    score = read_score(plain_of(nodes[0].children))
    if score is None:
        return None
    first, *rest = nodes[1:] or (Text(""),)
    if len(nodes) == 1:
        return score, ()
    if not isinstance(first, Text) or not first.text.startswith(DASH):
        return None
    opening = first.text.removeprefix(DASH)
    return score, ((Text(opening),) if opening else ()) + tuple(rest)
