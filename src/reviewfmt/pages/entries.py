"""Reads the lines of episodes and of aspects, in whatever order they name things."""

from __future__ import annotations

import re

from reviewfmt.characters import tidy
from reviewfmt.model import AnyScore, Episode, Rating, score_from
from reviewfmt.pages.features import Look
from reviewfmt.pages.lines import PageLine
from reviewfmt.pages.scores import SIGNS, Said, around, find
from reviewfmt.pages.titles import without_quotes
from reviewfmt.span import Span
from reviewfmt.syntax.entries import read_guide_entry
from reviewfmt.syntax.kinds import classify
from reviewfmt.syntax.scores import number as exact
from reviewfmt.syntax.splits import read_bullet
from reviewfmt.syntax.words import Words

_NUMBER = re.compile(r"[#(\[]?\s?(?P<number>\d{1,3}(?:\.\d)?)\s?(?:[.):\]]\s*+|\s++|$)(?P<rest>.*)")


def score_of(said: Said | None, span: Span) -> AnyScore | None:
    """Return the node of a score, None for none and for a number with no maximum."""
    if said is None or said.value is None:
        return None
    return score_from(said.value, span)


def read_entry(line: PageLine, look: Look, words: Words) -> tuple[Episode, Said | None]:
    """Return the episode that a line names, and the score in the line."""
    said = look.said
    body = line.text
    if line.cells:
        cells = line.cells
        last = find(cells[-1], classify(cells[-1], words), words)
        said = None
        if last is not None and len(cells) > 1 and around(cells[-1], last) == ("", ""):
            said, cells = last, cells[:-1]
        labelled = len(cells) > 1 and words.label.match(cells[0]) is not None
        body = ": ".join((cells[0], " ".join(cells[1:]))) if labelled else " ".join(cells)
    elif said is not None:
        before, behind = around(body, said)
        body = f"{before} {behind}".strip() if said.value is not None else body
        said = said if said.value is not None else None
    body = body[read_bullet(body, words) :].strip(SIGNS) if body else body
    entry = read_guide_entry(body, words) if body else None
    if entry is not None and entry.label is not None and not entry.numeral:
        number = None if entry.number is None else exact(entry.number)
        end = None if entry.number_end is None else exact(entry.number_end)
        title = without_quotes(entry.title.strip(SIGNS)) or None
        label = entry.label
        if number is not None or label not in ("Episode", "Chapter"):
            score = score_of(said, line.span)
            return Episode(label, number, end, title, score, (), line.span, entry.season), said
    numbered = _NUMBER.fullmatch(body)
    if numbered is not None:
        title = without_quotes(tidy(numbered["rest"].strip(SIGNS))) or None
        number = exact(numbered["number"])
        score = score_of(said, line.span)
        return Episode("Episode", number, None, title, score, (), line.span), said
    title = without_quotes(tidy(body)) or line.text
    return Episode(None, None, None, title, score_of(said, line.span), (), line.span), said


def read_rating(line: PageLine, look: Look, name: str | None, words: Words) -> Rating | None:
    """Return the rating of a line, None where it names nothing, or has no score with a maximum.

    `name` is the line above, where that names the score.
    """
    score = score_of(look.said, line.span)
    if score is None or look.said is None:
        return None
    before, behind = around(line.text, look.said)
    if line.cells and len(line.cells) > 1:
        before, behind = line.cells[0], ""
    if name is None:
        name, behind = (before, behind) if before else (behind, "")
    name = tidy(name[read_bullet(name, words) :].strip(SIGNS)) if name else ""
    return Rating(name, score, behind or None, line.span) if name else None
