"""Reads the titles of pages, in whatever order they name things."""

from __future__ import annotations

import re
from typing import NamedTuple

from reviewfmt.characters import tidy
from reviewfmt.pages.scores import Said, find
from reviewfmt.parser.title import read_title
from reviewfmt.syntax.entries import unwrapped
from reviewfmt.syntax.shapes import Found, Kind
from reviewfmt.syntax.words import Words

_SIGNS = " \t\u00a0-–—－:：|｜,，·•»"
_PROSE = Found(Kind.PROSE)
_YEAR = re.compile(r"\s*+[(\[（［]\s?\d{4}(?:\s?[-–—]\s?(?:\d{4})?)?\s?[)\]）］]$")
_BRACKETED = re.compile(r"[\[［【(（](?P<inside>[^\[\]［］【】()（）]{1,40})[\]］】)）]\s*+(?=\S)")
_SCORE_OPENS = re.compile(r"(?:\s++[-–—]++|\s*+[:：|｜])\s*+$|\s*+[\[(（［]\s*+$|\s++$")
_WRAPS = {"《": "》", "〈": "〉", "‹": "›", "„": "“", "“": "”", "«": "»"}
_MOST_WORDS_BEHIND = 4


class Named(NamedTuple):
    """What a title names; `said` is the score in it, `told` that a word shows the work."""

    work: str
    season: int | None
    tagline: str | None
    said: Said | None
    told: bool


def read(text: str, words: Words) -> Named:
    """Return what the title of a page names."""
    rest, said = _without_score(text, words)
    rest = _turned(rest, words)
    work, season, tagline, told, reviewed = read_title(rest, words)
    if season is None and tagline is not None:
        season, tagline = _season_behind(tagline, words)
    if reviewed:
        work = _without_kind(work, words)
    work = _YEAR.sub("", work) or work
    cut = _without_episode(work, words)
    if cut != work:
        work = cut
        if season is None:
            named = read_title(work, words)
            work, season = named.work, named.season
    if season is None:
        work, season = _last_season(work, words)
    work = _YEAR.sub("", without_quotes(work)) or work
    return Named(without_quotes(work), season, tagline, said, told)


def _without_score(text: str, words: Words) -> tuple[str, Said | None]:
    """Return a title without the score at its end, and the score."""
    said = find(text, _PROSE, words)
    if said is None or said.value is None or isinstance(said.value, str):
        return text, None
    if text[said.end :].strip(" )）]］."):
        return text, None
    rest = text[: said.start]
    opens = _SCORE_OPENS.search(rest)
    if opens is None or not tidy(rest[: opens.start()]):
        return text, None
    return rest[: opens.start()], said


def _turned(text: str, words: Words) -> str:
    """Return a title that opens with a Review word, in brackets or with a kind behind it, as one
    that opens with the word alone.
    """
    opens = words.review_word.match(text)
    kind = None if opens is None else words.kind_word.match(text[opens.end() :].lstrip())
    if opens is not None and kind is not None:
        behind = text[opens.end() :].lstrip()[kind.end() :]
        if behind.lstrip()[:1] in tuple(":：|｜-–—"):
            return text[: opens.end()] + behind
    match = _BRACKETED.match(text)
    if match is None:
        return text
    inside = tidy(match["inside"])
    named = words.title_opening.match(f"{inside}: -")
    if named is None:
        return text
    return f"{inside}: {text[match.end() :].lstrip(_SIGNS)}"


def _season_behind(tagline: str, words: Words) -> tuple[int | None, str | None]:
    """Return the season that a tagline opens with, and what is left of it."""
    named = words.season_at(tagline)
    if named is None:
        return None, tagline
    left = _YEAR.sub("", tagline[named[1] :]).strip(_SIGNS)
    if left and tagline[named[1] :].lstrip()[:1] not in "-–—:：|｜,，":
        return None, tagline
    return named[0], tidy(left) or None


def _without_kind(work: str, words: Words) -> str:
    """Return a work without the kind that a separator parts from it, in front or behind."""
    for at in range(len(work) - 1, 0, -1):
        if work[at] in "-–—:：|｜" and len(work) - at < 40:
            behind = work[at + 1 :].strip(_SIGNS)
            kind = words.kind_word.match(behind) if behind else None
            if kind is not None and kind.end() == len(behind):
                return tidy(work[:at].rstrip(_SIGNS)) or work
            break
    return work


def _without_episode(work: str, words: Words) -> str:
    """Return a work without the number of an episode that ends it."""
    starts = [match.start() for match in re.finditer(r"(?<!\S)\S", work)]
    for at in starts[-_MOST_WORDS_BEHIND:]:
        label = words.label.match(work, at)
        if at and label is not None and label.end() == len(work) and re.search(r"\d", work[at:]):
            return tidy(work[:at].rstrip(_SIGNS)) or work
    return work


def _last_season(work: str, words: Words) -> tuple[str, int | None]:
    """Return a work without the season that ends it, in brackets or not, and the season.

    It is asked from each of the last words: “Gate Nine Season 2” holds “Nine Season” too.
    """
    whole = work.rstrip(" )）]］")
    for match in (*re.finditer(r"(?<![^\W_])[^\W_]", whole),)[-_MOST_WORDS_BEHIND:]:
        named = words.season_at(whole, match.start())
        if named is not None and named[1] == len(whole) and match.start():
            return tidy(whole[: match.start()].rstrip(_SIGNS + "(（[［")) or work, named[0]
    return work, None


def without_quotes(work: str) -> str:
    """Return a work without the quotes around the whole of it."""
    if len(work) > 2 and _WRAPS.get(work[0]) == work[-1]:
        return tidy(work[1:-1]) or work
    return unwrapped(work)
