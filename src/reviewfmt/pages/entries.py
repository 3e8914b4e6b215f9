"""Reads lines of episodes and aspects, whatever the order of their parts."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from reviewfmt.characters import tidy
from reviewfmt.model import AnyScore, Episode, Rating, score_from
from reviewfmt.pages.lines import PageLine, said_by
from reviewfmt.pages.looks import Look
from reviewfmt.pages.scores import SIGNS, Said, around, find, in_digits, without_signs
from reviewfmt.pages.titles import without_quotes
from reviewfmt.span import Span
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.entries import read_guide_entry
from reviewfmt.syntax.scores import number as exact
from reviewfmt.syntax.splits import read_bullet
from reviewfmt.syntax.words import Words

_NUMBER = re.compile(r"[#(\[]?\s?(?P<number>\d{1,3}(?:\.\d)?)\s?(?:[.):\]]\s*+|\s++|$)(?P<rest>.*)")


Cells: TypeAlias = tuple[str, ...]


def score_of(said: Said | None, span: Span) -> AnyScore | None:
    """Return the node of a score; None without a score, or for a number without a maximum."""
    if said is None or said.value is None:
        return None
    return score_from(said.value, span)


def score_in(said: Said | None, line: PageLine, words: Words) -> AnyScore | None:
    """Return the node of the score of a line; the words may have the maximum of a bare number."""
    value = None if said is None else in_digits(line.text, said, words)
    return None if value is None else score_from(value, line.span)


class Named(NamedTuple):
    """An episode, the score in its line, and the remark after the score."""

    episode: Episode
    said: Said | None
    remark: str = ""


def read_entry(line: PageLine, look: Look, words: Words) -> Named:
    """Return the episode in a line, the score in the line, and the text after the score."""
    body, said, remark = _parted(line, look, words)
    body = body[read_bullet(body, words) :].strip(SIGNS) if body else body
    entry = read_guide_entry(_with_colon(body, words), words) if body else None
    if entry is not None and entry.label is not None and not entry.numeral:
        number = None if entry.number is None else exact(entry.number)
        end = None if entry.number_end is None else exact(entry.number_end)
        title = without_quotes(without_signs(entry.title)) or None
        label = entry.label
        if number is not None or label not in ("Episode", "Chapter"):
            score = score_of(said, line.span)
            episode = Episode(label, number, end, title, score, (), line.span, entry.season)
            return Named(episode, said, remark)
    numbered = _NUMBER.fullmatch(body)
    if numbered is not None:
        title = without_quotes(without_signs(numbered["rest"])) or None
        number = exact(numbered["number"])
        score = score_of(said, line.span)
        episode = Episode("Episode", number, None, title, score, (), line.span)
        return Named(episode, said, remark)
    title = without_quotes(tidy(body)) or said_by(line)
    episode = Episode(None, None, None, title, score_of(said, line.span), (), line.span)
    return Named(episode, said, remark)


def _with_colon(text: str, words: Words) -> str:
    """Return the name of an episode with a colon after the label, in place of a pipe or nothing.

    A continuation in lower case is a title: `Episode 3 and a half`.
    """
    label = words.label.match(text)
    if label is None or not any(map(str.isdigit, label[0])):
        return text
    rest = text[label.end() :]
    title = rest.lstrip(" |｜")
    is_parted = rest[:1].isspace() and title != "" and not title[0].islower()
    return f"{label[0]}: {title}" if is_parted and title[0].isalnum() else text


def _parted(line: PageLine, look: Look, words: Words) -> tuple[str, Said | None, str]:
    """Return the name of the episode in a line, its score, and the text after the score."""
    said = look.said
    body = line.text
    if line.cells:
        cells, said, remark = _in_cells(line.cells, words)
        first = None if said else find(cells[0], classify(cells[0], words), words)
        if first is not None and first.value is not None:
            before, _ = around(cells[0], first)
            return before or cells[0], first, " ".join(cells[1:])
        labelled = len(cells) > 1 and words.label.match(cells[0]) is not None
        labelled = labelled and any(map(str.isdigit, cells[0]))
        body = ": ".join((cells[0], " ".join(cells[1:]))) if labelled else " ".join(cells)
        return body, said, remark
    if said is None:
        return body, None, ""
    before, behind = around(body, said)
    if said.value is None and _is_behind_entry(body, said):
        said = said._replace(value=in_digits(body, said, words))
    if said.value is None:
        return body, None, ""
    if not before or not behind or _is_label(before, words):
        return f"{before} {behind}".strip(), said, ""
    return before, said, tidy(body[said.end :].lstrip(SIGNS + "."))


def _in_cells(cells: Cells, words: Words) -> tuple[Cells, Said | None, str]:
    """Return the cells with the name of an episode, its score, and the remark in the next cell."""
    for at in (len(cells) - 1, len(cells) - 2):
        cell = cells[at] if at > 0 else ""
        found = find(cell, classify(cell, words), words) if cell else None
        if found is not None and around(cell, found) == ("", ""):
            said = found._replace(value=in_digits(cell, found, words))
            if at == len(cells) - 1 or said.value is not None:
                return cells[:at], said, " ".join(cells[at + 1 :])
    return cells, None, ""


def _is_label(text: str, words: Words) -> bool:
    """Tell whether a text names an episode only by its number."""
    text = text[read_bullet(text, words) :].strip(SIGNS)
    label = words.label.match(text)
    return text.isdecimal() or (label is not None and label.end() == len(text))


def _is_behind_entry(text: str, said: Said) -> bool:
    """Tell whether a number follows a separator after another number or a title.

    The number of `Episode 3`, and one at the end of a title, are not scores.
    """
    before = text[: said.start].rstrip()
    return before[-1:] in tuple("-–—:：|｜(（") and (
        any(map(str.isdigit, before)) or before[0] in '“"„«「『《'
    )


def read_rating(line: PageLine, look: Look, name: str | None, words: Words) -> Rating | None:
    """Return the rating in a line; None if it names nothing, or has no score with a maximum.

    `name` is the line above, if that names the score.
    """
    score = score_in(look.said, line, words)
    if score is None or look.said is None:
        return None
    before, behind = around(line.text, look.said)
    if line.cells and len(line.cells) > 1:
        before, behind = line.cells[0], ""
    elif line.hint is not None:
        before = before.removeprefix(line.hint.bullet)
    if name is None:
        name, behind = (before, behind) if before else (behind, "")
    name = without_signs(name[read_bullet(name, words) :]) if name else ""
    return Rating(name, score, behind or None, line.span) if name else None
