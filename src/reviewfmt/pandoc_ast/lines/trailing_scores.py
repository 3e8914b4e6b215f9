"""Reads scores at the end of a paragraph: `The barn scene alone is worth it. 4/5`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reviewfmt.characters import tidy
from reviewfmt.model import AnyScore
from reviewfmt.pandoc_ast.scored import read_score, scores_in
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Emphasis, Inline, Strong
from reviewfmt.syntax.words import built_in

_CLOSING = ".!?…。！？”\"»’'"
_SIGNS = " \t\n\u00a0-–—:|=·•→>,;"
_LONGEST_NAME = 40


class Ending(NamedTuple):
    """The score at the end of a text, and the text before it."""

    score: AnyScore
    rest: str


def score_last(text: str) -> Ending | None:
    """Return the score at the end of a text with marks, separate from its last sentence, or None.

    It follows a sentence, or is in brackets, has its own marks, or follows a dash or a name such as
    `Rating:`. A text that is only a score does not count.
    """
    nodes = inline.inlines(text)
    plain = inline.plain_of(nodes)
    found = _last(nodes, plain)
    if found is None:
        return None
    score, start = found
    before = plain[:start].rstrip()
    end = _end_of_prose(before, apart=_is_marked(nodes, start))
    if end is None or not before[:end].strip(_SIGNS + "*([{"):
        return None
    rest = tidy(inline.render(inline.part(tuple(nodes), 0, end)))
    return Ending(score, rest.rstrip(_SIGNS)) if rest.strip(_SIGNS) else None


def _last(nodes: Sequence[Inline], plain: str) -> tuple[AnyScore, int] | None:
    """Return the score that only brackets and a stop follow, and where it begins."""
    found = None
    for one in scores_in(plain):
        found = one
    if found is not None and not plain[found.end :].strip(" \t\n\u00a0)]}.!*"):
        return found.score, found.start
    last = nodes[-1] if len(nodes) > 1 else None
    if isinstance(last, Strong):
        score = read_score(inline.plain_of((last,)))
        return None if score is None else (score, len(plain) - len(inline.plain_of((last,))))
    before, colon, said = plain.rpartition(":")
    score = read_score(said) if colon and len(said) < _LONGEST_NAME else None
    return None if score is None else (score, len(before) + 1)


def _end_of_prose(before: str, *, apart: bool) -> int | None:
    """Return the end of the prose before a score, or None if the score is part of the prose.

    `apart` is true if the score has its own marks.
    """
    if before.endswith(("(", "[")):
        return len(before) - 1
    bare = before.rstrip(_SIGNS)
    start = max(map(bare.rfind, ".!?…。！？([\n")) + 1
    name = bare[start:].strip(_SIGNS + '*”"»')
    if name and len(name) <= _LONGEST_NAME and _names_score(name):
        return start - (bare[start - 1 : start] in ("(", "["))
    if apart or bare != before or bare.endswith(tuple(_CLOSING)):
        return len(bare) if not before.endswith((":", ",")) or apart else None
    return None


def _names_score(name: str) -> bool:
    words = built_in()
    return words.verdict_name.fullmatch(name) is not None or any(
        name.casefold() == word.casefold()
        for one in words.vocabularies
        for word in one.words("score", "before")
    )


def _is_marked(nodes: Sequence[Inline], start: int) -> bool:
    """Tell whether strong text or emphasis begins at a score, or directly before it."""
    end = 0
    for one in nodes:
        begin, end = end, end + len(inline.plain_of((one,)))
        if isinstance(one, Strong | Emphasis) and begin in (start, start - 1):
            return True
    return False
