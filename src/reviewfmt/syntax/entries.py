"""Reads the lines of entries: labels, numbers, titles and scores (spec, "Entries")."""

from __future__ import annotations

import re
from typing import NamedTuple

from reviewfmt.characters import tidy
from reviewfmt.syntax.line_kinds import Entry, Fault, Found, Kind, Rating, Split
from reviewfmt.syntax.splits import (
    BULLETS,
    DASHES,
    PIPES,
    STARS,
    may_be_separated,
    may_hold_score,
    name_between,
    read_bullet,
    skip_space,
    split,
)
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import Words

BRACKETS = {"[": "]", "［": "］"}
QUOTES = {"“": "”", '"': '"', "„": "“”", "«": "»", "「": "」", "『": "』"}


def closing_of(text: str, at: int) -> int:
    """Return where a quotation or a bracket that opens at an offset closes, or -1."""
    opening = text[at]
    if opening in BRACKETS:
        close = BRACKETS[opening]
        depth = 0
        for place in range(at, len(text)):
            if text[place] == opening:
                depth += 1
            elif text[place] == close:
                depth -= 1
                if depth == 0:
                    return place
        return -1
    closing = QUOTES.get(opening)
    if closing is None:
        return -1
    places = [place for one in closing if (place := text.find(one, at + 1)) >= 0]
    return min(places, default=-1)


def closings(text: str) -> dict[int, int]:
    """Return where each bracket of a line closes, by where it opens."""
    found: dict[int, int] = {}
    for opening, closing in BRACKETS.items():
        waiting: list[int] = []
        for sign in re.finditer(f"[{re.escape(opening + closing)}]", text):
            if sign[0] == opening:
                waiting.append(sign.start())
            elif waiting:
                found[waiting.pop()] = sign.start()
    return found


def unwrapped(title: str) -> str:
    """Return a title without the quotes or brackets around it."""
    opens = len(title) > 2 and (title[0] in BRACKETS or title[0] in QUOTES)
    if opens and closing_of(title, 0) == len(title) - 1:
        return tidy(title[1:-1]) or title
    return title


def _wrapped_title(
    text: str,
    at: int,
    words: Words,
    *,
    bare: bool,
    labelled: bool = False,
    only: Split | None = None,
) -> tuple[str, Split] | None:
    """Read a title in quotes or brackets, a separator behind it, and a score, if there is one.

    A pipe that ends the line needs no score. With `labelled`, words behind a title in brackets and
    a pipe with a dash are an unreadable score. `only` is the single cut of the line, if known.
    """
    if at >= len(text) or (text[at] not in BRACKETS and text[at] not in QUOTES):
        return None
    end = closing_of(text, at)
    if end < 0:
        return None
    title = tidy(text[at + 1 : end])
    behind = skip_space(text, end + 1)
    if not title:
        return None
    if only is not None:
        return (title, only) if end < only.name_end <= behind else None
    found = split(text, end + 1, words, bare=bare, tails=True, wrapped=True, window=behind)
    if found is not None:
        return title, found
    separator = words.separator.match(text, behind)
    if separator is None or not (separator["dashed"] or separator["sign"] in PIPES):
        return None
    if separator.end() == len(text):
        return title, Split(behind, None, None, None, -1, True, separator["dashed"] is not None)
    if labelled and separator["dashed"] and text[at] in BRACKETS:
        worded = _cut_before_words(text, behind, words)
        return None if worded is None else (title, worded)
    return None


def read_bracketed(text: str, words: Words) -> Found | None:
    """Read a line that opens with a name in brackets: an ENTRY with `-|`, else a RATING."""
    start = read_bullet(text, words)
    wrapped = _wrapped_title(text, start, words, bare=False)
    if wrapped is None:
        return None
    title, found = wrapped
    if found.dashed:
        return Found(Kind.ENTRY, Entry(None, None, None, None, title, found, True, False))
    if found.tail >= 0 or (found.score is None and found.fault is None):
        return None
    return Found(Kind.RATING, Rating(title, found, start > 0))


def read_entry(text: str, words: Words) -> Entry | None:
    """Read an ENTRY line, or what may be one in a guide: a label and a title with no score."""
    start = _behind_bullet(text, words)
    if start < 0:
        return None
    match = words.label.match(text, start)
    if match is not None:
        entry = read_labelled(text, match, words)
        if entry is not None and (entry.strong or start == 0):
            return entry
    if text[start] in QUOTES or text[start] in BRACKETS:
        wrapped = _wrapped_title(text, start, words, bare=False)
        if wrapped is not None:
            title, cut = wrapped
            scored = cut.score is not None or cut.fault is not None
            if cut.dashed or (scored and text[start] not in BRACKETS):
                return Entry(None, None, None, None, title, cut, True, False)
    if "|" not in text and "｜" not in text:
        return None
    found = split(text, start, words, dashed=True, tails=True)
    if found is None:
        found = no_score(text, start, dashed=True)
        if found is not None and not text[start : found.name_end].strip():
            return None
    if found is None:
        return None
    title = name_between(text, start, found.name_end)
    return Entry(None, None, None, None, title, found, True, False)


def _behind_bullet(text: str, words: Words) -> int:
    """Return where a line begins behind its bullet; -1 if a backslash makes it an item.

    The dash of a separator is not a bullet.
    """
    start = read_bullet(text, words)
    if text.startswith("\\", start):
        return -1
    return 0 if text[0] in DASHES and text.startswith(("|", "｜"), start) else start


def no_score(text: str, start: int, *, dashed: bool) -> Split | None:
    """Return the cut of a line that ends in a pipe without a score; `||` ends a spoiler."""
    end = len(text) - 1
    if text[end] not in PIPES or (end and text[end - 1] in PIPES):
        return None
    name = text[start:end].rstrip()
    has_dash = bool(name) and name[-1] in DASHES
    if dashed and not has_dash:
        return None
    return Split(start + len(name) - has_dash, None, None, None, -1, True, has_dash)


def read_labelled(
    text: str, match: re.Match[str], words: Words, only: Split | None = None
) -> Entry | None:
    """Read the text behind a label; `only` is the single cut of the line, if it is known."""
    label, value, last, season = _label(match, words)
    if label is None:
        return None
    end = match.end()
    numbered = value is not None
    title_at = end
    close = words.label_end.match(text, end)
    if close is not None:
        title_at = skip_space(text, close.end())
    wrapped = None
    if close is not None:
        wrapped = _wrapped_title(text, title_at, words, bare=numbered, labelled=True, only=only)
    if wrapped is not None:
        return Entry(label, value, last, season, wrapped[0], wrapped[1], True, False)
    found = only or split(text, end, words, bare=numbered, tails=True)
    if only is None and found is not None and not found.pipe and found.name_end <= title_at:
        # The text behind the label's own colon or dash opens the title if a pipe follows.
        found = split(text, title_at, words, pipes=True, tails=True) or found
    if found is None:
        found = _cut_before_words(text, end, words)
    signed = match["after"] is not None or match["code"] is not None
    spaced = signed and text[end : end + 1].isspace()
    if found is not None:
        plain = tidy(text[end : found.name_end])
        if close is None and plain and not spaced:
            return None
        title = name_between(text, min(title_at, max(found.name_end, end)), found.name_end)
        return Entry(label, value, last, season, title, found, True, False)
    if close is None and end < len(text):
        rest = text[end:].lstrip()
        if rest.lstrip(DASHES).lstrip() not in PIPES and not spaced:
            return None
    cut = no_score(text, end, dashed=False)
    if cut is not None:
        title = name_between(text, title_at, cut.name_end) if title_at < cut.name_end else ""
        return Entry(label, value, last, season, title, cut, True, False)
    title = tidy(text[title_at:])
    if close is not None:
        title = unwrapped(title)
    return Entry(label, value, last, season, title, None, False, False)


def _cut_before_words(text: str, start: int, words: Words) -> Split | None:
    """Return the cut at the first pipe with a dash that words follow, instead of a score."""
    if "|" not in text and "｜" not in text:
        return None
    for match in words.separator.finditer(text, start):
        if match["dashed"] is None:
            continue
        if match.end() == len(text):
            return None
        at = words.score_words.match(text, match.end()).end()  # type: ignore[union-attr]  # it matches nothing too
        variant = "unreadable" if at < len(text) else "missing"
        fault = Fault("RF107", variant, at, len(text))
        return Split(match.start(), None, fault, None, -1, True, True, True)
    return None


class Labelled(NamedTuple):
    """A label with its numbers, as they are written, and where it ends."""

    label: str
    number: str
    number_end: str | None
    season: int | None
    end: int


def read_label(text: str, words: Words) -> Labelled | None:
    """Read the label with a number that a text opens with: `Episode 5`, `S2E5`, `第5話`."""
    match = words.label.match(text)
    if match is None:
        return None
    label, number, number_end, season = _label(match, words)
    if label is None or number is None:
        return None
    return Labelled(label, number, number_end, season, match.end())


def _label(
    match: re.Match[str], words: Words
) -> tuple[str | None, str | None, str | None, int | None]:
    """Return the label, the numbers and the season that a match of LABEL says."""
    groups = match.groupdict()
    if groups["label"] is not None:
        return words.labels[fold(groups["label"])], groups["number"], groups["number_end"], None
    if groups["after"] is not None:
        around = f"{fold(groups['before'] or '')}…{fold(groups['after'])}"
        label = words.labels.get(around)
        return label, groups["number_around"], groups["number_end_around"], None
    season = groups["code_season"] or groups["cross_season"]
    return "Episode", groups["code"], groups["code_end"], int(season) if season else None


def may_be_entry(text: str, words: Words) -> bool:
    """Tell whether a line that `classify` takes for prose may be an entry below GUIDE."""
    if text[0] in BULLETS or text[0].isdigit() or text[-1] in PIPES:
        return True
    if not may_be_separated(text):
        return False
    separated = words.separator.search(text) is not None or any(map(text.__contains__, STARS))
    return separated and may_hold_score(text, 0, words)


def read_guide_entry(text: str, words: Words) -> Entry | None:
    """Read a line that is an entry in a guide only: a label, a number `7.`, or a title and a score.

    It is for lines in the first block below GUIDE, and for numbers in a guide.
    """
    entry = read_entry(text, words)
    start = _behind_bullet(text, words)
    if start < 0 or (entry is not None and entry.label is not None):
        return entry
    match = words.numeral.match(text, start)
    if match is not None:
        at = skip_space(text, match.end())
        value = match["numeral"]
        inner = _titled(text, at, words)
        if inner is not None:
            return Entry("Episode", value, None, None, *inner, True, True)
        if text.startswith("\\", at):
            return None
        return Entry("Episode", value, None, None, tidy(text[at:]), None, False, True)
    if entry is not None:
        return entry
    label = words.label.match(text, start) if start else None
    if label is not None and (found := read_labelled(text, label, words)) is not None:
        return found
    titled = _titled(text, start, words)
    return None if titled is None else Entry(None, None, None, None, *titled, True, False)


def _titled(text: str, at: int, words: Words) -> tuple[str, Split] | None:
    """Read a title, any separator and a score."""
    wrapped = _wrapped_title(text, at, words, bare=False)
    if wrapped is not None:
        return wrapped
    found = split(text, at, words, tails=True) or (
        no_score(text, at, dashed=False) if at < len(text) else None
    )
    if found is None:
        return None
    title = name_between(text, at, found.name_end)
    return (title, found) if title else None
