"""Reads titles that end in a score."""

from __future__ import annotations

import re

from reviewfmt.model import AnyScore, Score
from reviewfmt.pandoc_ast.pieces.pictographs import unadorned
from reviewfmt.pandoc_ast.scored import read_score, split_score
from reviewfmt.syntax.words import built_in

_MOST_SCORE = 24
_IN_BRACKETS = re.compile(rf"[(\[](?P<score>[^()\[\]]{{1,{_MOST_SCORE}}})[)\]]\Z")
_LAST_WORDS = re.compile(
    r"(?:(?<=\s)|\A)(?P<score>(?:\d[\d.,½]*+[ \t]?/[ \t]?\d++|[★⭐☆½\ufe0f]++|\d[\d.,]*+[ \t]?%))\Z"
)
_NUMBERED_PART = re.compile(
    r"\b(?:part|chapter|disc|volume|vol\.?|book|teil|partie|parte)\Z", re.IGNORECASE
)


def scored_title(title: str) -> tuple[str, AnyScore | None]:
    """Return a title without the score at its end, and the score: `Tin Roof (Season 1): 8/10`.

    A letter grade must be in brackets, or follow a dash or a colon.
    """
    said = unadorned(title).rstrip()
    found = _IN_BRACKETS.search(said[-_MOST_SCORE - 2 :]) or _LAST_WORDS.search(said[-_MOST_SCORE:])
    if found is not None:
        before, score = said[: -len(found[0])], read_score(found["score"])
    else:
        before, score = split_score(said)
    before = before.rstrip(_ENDS_OF_NAME)
    if score is None or not before or _NUMBERED_PART.search(before) is not None:
        return title, None
    if isinstance(score, Score) and (score.out_of not in _MAXIMA or score.value > score.out_of):
        return title, None
    return _without_score_name(before), score


def _without_score_name(before: str) -> str:
    """Return the words before a score without the name of the score: `Fog Season 1 – Score`."""
    name = re.search(r"[ \t]*+[-–—|:,][ \t]++(?P<name>[^-–—|:,]{1,30})\Z", before)
    if name is None or built_in().verdict_name.fullmatch(name["name"]) is None:
        return before
    if built_in().review_word.fullmatch(name["name"]) is not None:
        return before  # `Fog: Review` has a word of the title
    return before[: name.start()]


_ENDS_OF_NAME = " \t\u00a0-–—:|,=·•→"
_MAXIMA = (5, 10, 20, 100)
