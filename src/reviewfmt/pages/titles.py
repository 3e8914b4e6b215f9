"""Reads the titles of pages, whatever the order of their parts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reviewfmt.characters import tidy
from reviewfmt.pages.scores import Said, find
from reviewfmt.pandoc_ast.heads.title_words import (
    with_colon,
    with_season_inside,
    without_article,
)
from reviewfmt.parser.title import read_title
from reviewfmt.syntax.entries import unwrapped
from reviewfmt.syntax.line_kinds import Found, Kind
from reviewfmt.syntax.terminals import one_of
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import Words

_SIGNS = " \t\u00a0-–—－:：|｜,，·•»"
_PROSE = Found(Kind.PROSE)
_YEAR = re.compile(r"\s*+[(\[（［]\s?\d{4}(?:\s?[-–—]\s?(?:\d{4})?)?\s?[)\]）］]$")
_BRACKETED = re.compile(r"[\[［【(（](?P<inside>[^\[\]［］【】()（）]{1,40})[\]］】)）]\s*+(?=\S)")
_SCORE_OPENS = re.compile(r"(?:\s++[-–—]++|\s*+[:：|｜])\s*+$|\s*+[\[(（［]\s*+$|\s++$")
_WRAPS = {"'": "'", "‘": "’", "《": "》", "〈": "〉", "‹": "›", "„": "“", "“": "”", "«": "»"}
_MOST_WORDS_BEHIND = 4
_FIRST_WORD = re.compile(r"(?P<word>[^\W\d_]{1,20})[\s-]")
_OPENERS = tuple(":：|｜-–—")
_SEPARATOR = re.compile(r"\s*+[,，:：|｜]\s*+(?=\S)|\s++[-–—]\s++(?=\S)")
_PREPOSITION = re.compile(r"[^\W\d_]{1,4}['’\s]\s*+(?=\S)")
_OPENS_BRACKET = re.compile(r"[(\[（［]\s?")
_CALLS = "!！"
_ORNAMENT = re.compile(r"(?<!\S)[*=~_•►]{2,}+(?!\S)")
"""Signs in a row that are not part of a word: `** Fog **`."""

_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
"""Matches a letter of a script without spaces between words."""

_LAST_HIRAGANA = "\u309f"
"""A letter up to this one ends a particle or a word between the work and the Review word."""

_MOST_TAIL_WORDS = 3
_LONGEST = 160


class Named(NamedTuple):
    """The parts of a title; `said` is its score, `told` tells that a word shows the work."""

    work: str
    season: int | None
    tagline: str | None
    said: Said | None
    told: bool


def read(text: str, words: Words) -> Named:
    """Return the parts of a page's title."""
    text = tidy(_ORNAMENT.sub("", text)) or text
    rest, said = _without_score(without_article(text), words)
    rest = _turned(rest.rstrip(_CALLS) or rest, words)
    work, season, tagline, told, reviewed = read_title(rest, words)
    if not reviewed and (behind := _behind_opening(rest, words)) is not None:
        work, season, tagline, _, _ = read_title(behind, words)
        told = reviewed = True
    apart_word = None if reviewed else attached_review(rest, words)
    if apart_word is not None and rest[apart_word.start() - 1] > _LAST_HIRAGANA:
        spaced = f"{rest[: apart_word.start()]} {rest[apart_word.start() :]}"
        work, season, tagline, _, reviewed = read_title(spaced, words)
    if reviewed:
        work, season = _without_tail(work, season, words)
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
    if season is None and (apart := _bracketed_season(rest, words)) is not None:
        work, season, tagline = apart
    if season is None and not told and (parted := with_season_inside(work)) is not None:
        work, season, behind = parted
        tagline = tidy(behind.strip(_SIGNS)) if any(map(str.isalpha, behind)) else None
    work = _YEAR.sub("", without_quotes(work)) or work
    return Named(without_quotes(work), season, tagline, said, told)


def is_title(text: str, words: Words) -> bool:
    """Tell whether a line reads as a title with a Review word."""
    return len(text) <= _LONGEST and read_title(text, words).reviewed


def attached_review(text: str, words: Words) -> re.Match[str] | None:
    """Return the match of a Review word at the end of a word, in a script without spaces, or None.

    The title `石之海观后感` has such a word.
    """
    return None if text.isascii() else _attached(words).search(text)


@lru_cache(maxsize=8)
def _attached(words: Words) -> re.Pattern[str]:
    """Return the pattern of a Review word that follows a letter of a script without spaces."""
    said = {word for one in words.vocabularies for word in one.words("title", "review")}
    unspaced = one_of(word for word in said if _UNSPACED.match(word))
    return re.compile(rf"(?<={_UNSPACED.pattern}){unspaced}(?![^\W_])")


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
    """Return a title in which a Review word in brackets or with a kind is only the word."""
    behind = _behind_season(text, words) or _behind_kind(text, words)
    if behind is not None:
        return behind
    opens = words.review_word.match(text)
    kind = None if opens is None else words.kind_word.match(text[opens.end() :].lstrip())
    if opens is not None and kind is not None:
        rest = text[opens.end() :].lstrip()[kind.end() :]
        if rest.lstrip()[:1] in _OPENERS:
            return text[: opens.end()] + rest
    match = _BRACKETED.match(text)
    if match is None:
        return text
    inside = tidy(match["inside"])
    named = words.title_opening.match(f"{inside}: -")
    if named is None:
        return text
    return f"{inside}: {text[match.end() :].lstrip(_SIGNS)}"


def _behind_season(text: str, words: Words) -> str | None:
    """Return a title without the season's word before its Review word: `Season review: `."""
    named = _FIRST_WORD.match(text)
    behind = text[named.end() :] if named is not None else ""
    opens = words.review_word.match(behind)
    if named is None or opens is None or behind[opens.end() :].lstrip()[:1] not in _OPENERS:
        return None
    return behind if words.season_at(f"{named['word']} 1") == (1, len(named["word"]) + 2) else None


def _behind_kind(text: str, words: Words) -> str | None:
    """Return a title without the kind at its beginning.

    The kind is in one word with a Review word (`TV-Kritik: `), or precedes a work and its season
    (`Series: Fog – Season 2`).
    """
    kind = words.kind_word.match(text)
    if kind is None:
        return None
    behind = text[kind.end() :]
    if behind[:1] == "-":
        opens = words.review_word.match(behind, 1)
        is_named = opens is not None and behind[opens.end() :].lstrip()[:1] in _OPENERS
        return behind[1:] if is_named else None
    work = behind.lstrip()
    if work[:1] not in (":", "：") or next(iter(words.seasons_in(work)), None) is None:
        return None
    return work[1:].lstrip() or None


def _behind_opening(text: str, words: Words) -> str | None:
    """Return a title with a colon after the Review word at its beginning, if it has no separator.

    Between the word and the work there must be a short word in lower case (`Crítica de El faro`).
    This is not needed for a work in quotes, or in a script without capitals; such a script may name
    the kind instead.
    """
    opens = words.review_word.match(text)
    if opens is None or not text[opens.end() : opens.end() + 1].isspace():
        return None
    if (quoted := with_colon(text)) != text:
        return quoted
    rest = text[opens.end() :].lstrip()
    if rest[:1].islower():
        short = _PREPOSITION.match(rest)
        rest = "" if short is None else rest[short.end() :]
        if not rest or rest[0].islower():
            return None
    elif not rest or rest[0].isupper() or not rest[0].isalpha():
        return None
    else:
        kind = words.kind_word.match(rest)
        rest = rest if kind is None else rest[kind.end() :].lstrip(_SIGNS) or rest
    return f"{opens[0]}: {rest}"


def _without_tail(work: str, season: int | None, words: Words) -> tuple[str, int | None]:
    """Return a work without words in lower case between a separator and the Review word.

    They are an article (`Le sorelle Vanzo, la recensione`), or follow a season.
    """
    separators = [*_SEPARATOR.finditer(work)]
    if not separators or season is not None:
        return work, season
    last = separators[-1]
    tail = work[last.end() :].split()
    if len(tail) > _MOST_TAIL_WORDS or not all(map(str.islower, tail)):
        return work, season
    front = read_title(work[: last.start()], words)
    if front.season is not None or set(map(fold, tail)) <= _articles(words):
        return front.work, front.season
    return work, season


@lru_cache(maxsize=8)
def _articles(words: Words) -> frozenset[str]:
    """Return the words that may precede the name of a verdict, or of a review."""
    before = (word for one in words.vocabularies for word in one.words("verdict", "before"))
    return frozenset(map(fold, before))


def _season_behind(tagline: str, words: Words) -> tuple[int | None, str | None]:
    """Return the season at the beginning of a tagline, and the rest of the tagline."""
    named = words.season_at(tagline)
    if named is None:
        return None, tagline
    left = _YEAR.sub("", tagline[named[1] :]).strip(_SIGNS)
    if left and tagline[named[1] :].lstrip()[:1] not in "-–—:：|｜,，":
        return None, tagline
    return named[0], tidy(left) or None


def _without_kind(work: str, words: Words) -> str:
    """Return a work without a kind before or after it that a separator sets off."""
    for at in range(len(work) - 1, 0, -1):
        if work[at] in "-–—:：|｜" and len(work) - at < 40:
            behind = work[at + 1 :].strip(_SIGNS)
            kind = words.kind_word.match(behind) if behind else None
            if kind is not None and kind.end() == len(behind):
                return tidy(work[:at].rstrip(_SIGNS)) or work
            break
    return work


def _without_episode(work: str, words: Words) -> str:
    """Return a work without the number of an episode at its end."""
    starts = [match.start() for match in re.finditer(r"(?<!\S)\S", work)]
    for at in starts[-_MOST_WORDS_BEHIND:]:
        label = words.label.match(work, at)
        if at and label is not None and label.end() == len(work) and re.search(r"\d", work[at:]):
            return tidy(work[:at].rstrip(_SIGNS)) or work
    return work


def _last_season(work: str, words: Words) -> tuple[str, int | None]:
    """Return a work without the season at its end, in brackets or not, and the season.

    The search starts at each of the last words: “Gate Nine Season 2” contains “Nine Season” too.
    """
    whole = work.rstrip(" )）]］")
    for match in (*re.finditer(r"(?<![^\W_])[^\W_]", whole),)[-_MOST_WORDS_BEHIND:]:
        named = words.season_at(whole, match.start())
        if named is not None and named[1] == len(whole) and match.start():
            return tidy(whole[: match.start()].rstrip(_SIGNS + "(（[［")) or work, named[0]
    return work, None


def _bracketed_season(text: str, words: Words) -> tuple[str, int, str | None] | None:
    """Return the work, the season in brackets after it, and the tagline after a separator."""
    for opens in _OPENS_BRACKET.finditer(text):
        named = words.season_at(text, opens.end())
        work = text[: opens.start()].rstrip(_SIGNS)
        if named is None or not work or text[named[1] : named[1] + 1] not in (*")]）］",):
            continue
        behind = text[named[1] + 1 :].strip()
        if behind and behind[0] in _OPENERS:
            return work, named[0], tidy(behind.strip(_SIGNS)) or None
    return None


def without_quotes(work: str) -> str:
    """Return a work without the quotes around the whole of it."""
    if len(work) > 2 and _WRAPS.get(work[0]) == work[-1]:
        return tidy(work[1:-1]) or work
    return unwrapped(work)
