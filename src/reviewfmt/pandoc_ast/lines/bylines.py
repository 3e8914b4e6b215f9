"""Reads lines that name the author of a review, and the date: `By Ana Lima on April 11, 2024`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, unquote

from reviewfmt.characters import tidy
from reviewfmt.pandoc_ast.pieces.pictographs import unadorned
from reviewfmt.pandoc_ast.printed import known_fields
from reviewfmt.syntax import dates
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in

LONGEST = 160
"""The largest number of characters in such a line."""

_MOST_NAME_WORDS = 8
_MOST_ASIDES = 3
_BETWEEN = re.compile(r"[^\S\n\u3000]*+[|•·∙»›\n\u3000]\s*+|\s++[–—/-]\s++")
_ARTICLE = r"(?:an?|une?|una|eine)\s++"
_SHORT_ASIDE = re.compile(r"\D{0,12}+\d{1,6}\D{0,20}")  # 3 min read
_HANDLE = re.compile(r"(?:/?u/|@)[\w.-]{2,40}(?:@[\w.-]{3,60})?")
"""The names of people on a forum: `u/ana`, `@ana`."""

_NICK = re.compile(r"~?[a-z][\w.-]{1,30}|~?[A-Za-z][A-Za-z.-]{0,30}[_\d][\w.-]{0,30}")
"""The names of people on a forum without a sign: `moth`, `moth_42`."""

_PARTICLES = frozenset(
    (
        *("and", "&", "y", "e", "et", "und", "i", "de", "del", "della", "den", "der", "di", "da"),
        *("do", "dos", "du", "la", "le", "van", "von", "bin", "al", "el"),
    )
)
"""The words in and between names that begin in lower case."""


class Byline(NamedTuple):
    """The author of a review, and the date as it is spelled; None for what the line does not say.

    The date may have two readings, with day and month swapped.
    """

    author: str | None
    date: str | None


def byline_of(text: str) -> Byline | None:
    """Return the byline in a line that has only an author, a date or both; otherwise None."""
    if not text or len(text) > LONGEST:
        return None
    whole = _BRACKETED.fullmatch(text.strip(_EDGES))
    text = text if whole is None else whole["said"]
    author = date = None
    asides = []
    nicked = False
    parts = list(filter(None, map(unadorned, _BETWEEN.split(unadorned(text.strip(_EDGES))))))
    dated = len(parts) > 1 and any(_dated(part.split()) or _ends_in_date(part) for part in parts)
    for part in parts:
        if dated and _CLOCK.fullmatch(part):
            continue
        found = _part(part, dated=dated)
        if found is None:
            asides.append(part)
            continue
        if (found.author and author) or (found.date and date):
            return None
        author, date = author or found.author, date or found.date
    if date and not author:
        named = [one for one in asides if " " in (_name(one.split()) or "") or _is_wide_name(one)]
        nicked = not named
        named = named or [one for one in asides[:1] if _NICK.fullmatch(one)]
        others = [
            one
            for one in asides
            if one not in named and not (_SHORT_ASIDE.fullmatch(one) or _WORD.fullmatch(one))
        ]
        if len(named) == 1 and not (others and all(map(_is_words, asides))):
            author = named[0].removeprefix("~").strip()
            asides.remove(named[0])
    if author and date and len(asides) <= _MOST_ASIDES and nicked:
        asides.clear()
    if author and date and len(asides) == 1 and _WORD.fullmatch(asides[0]) is not None:
        asides.clear()
    if date and not author and 1 < len(asides) <= _MOST_ASIDES and all(map(_is_words, asides)):
        return Byline(None, date)
    if len(asides) > 1 or not all(map(_SHORT_ASIDE.fullmatch, asides)):
        return None
    return Byline(author, date) if author or date else None


_WIDE_NAME = re.compile(r"[\u3005\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,10}")


def _is_wide_name(aside: str) -> bool:
    """Tell whether a part of a line may be a name in a script without spaces between words.

    A word that reviews use for something else does not count.
    """
    words = built_in()
    if _WIDE_NAME.fullmatch(aside) is None or fold(aside) in known_fields():
        return False
    known = (words.review_word, words.kind_word, words.verdict_name, words.guide_line)
    return not any(one.fullmatch(aside) for one in known) and words.season_at(aside) is None


def _is_words(aside: str) -> bool:
    """Tell whether a part of a line is a few words, such as the name of a club."""
    words = aside.split()
    return len(words) <= _MOST_NAME_WORDS and aside.replace(" ", "").replace("’", "").isalpha()


def with_addresses(text: str, addresses: Iterable[str]) -> str:
    """Return a line followed by the addresses in its tags, which are nowhere else."""
    beside = (quote(tidy(one), safe=_KEPT) for one in dict.fromkeys(addresses) if one not in text)
    return " ".join((text, *(f"({one})" for one in beside)))


def addresses_beside(text: str) -> Iterator[str]:
    """Yield what follows a line in brackets, as `with_addresses` writes it."""
    for said in text.split():
        if said.startswith("(") and said.endswith(")"):
            yield unquote(said[1:-1])


def without_addresses(text: str) -> str:
    """Return a line without the addresses that follow it in brackets."""
    parts = text.split(" ")
    while len(parts) > 1 and _is_beside(parts[-1]):
        parts.pop()
    return " ".join(parts)


def _is_beside(said: str) -> bool:
    return said.startswith("(") and said.endswith(")") and ("/" in said or ":" in said)


_KEPT = "!#$%&'()*+,-./:;=?@[]_~"


def without_by(text: str) -> str:
    """Return a text without the words before the name of an author."""
    match = _patterns().opening.match(text)
    return text[match.end() :].strip() if match else text


def ends_in_on(text: str) -> bool:
    """Tell whether the last word of a text can precede a date or a place, such as “in”."""
    last = text.rsplit(maxsplit=1)[-1:]
    return bool(last) and _patterns().on.fullmatch(f"{last[0]} ") is not None


class _Patterns(NamedTuple):
    opening: re.Pattern[str]
    review: re.Pattern[str]
    by: re.Pattern[str]
    on: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Return the words before a name and before a date, in every language."""
    words = {
        key: sorted(
            {word for one in built_in().vocabularies for word in one.words("byline", key)},
            key=len,
            reverse=True,
        )
        for key in ("by", "on")
    }
    by = "|".join(map(re.escape, words["by"]))
    said = {word for one in built_in().vocabularies for word in one.words("title", "review")}
    review = "|".join(map(re.escape, sorted(said, key=len, reverse=True)))
    on = "|".join(map(re.escape, words["on"]))
    return _Patterns(
        re.compile(
            rf"(?:(?:an?|une?|una|eine)\s++)?+(?:{by})(?:\s*+[:：]\s*+|\s++)", re.IGNORECASE
        ),
        re.compile(rf"(?:(?:an?|une?|una|eine)\s++)?+(?:{review})\s++(?:{by})\s++", re.IGNORECASE),
        re.compile(rf"[\s,](?:{by})(?:\s*+[:：]\s*+|\s++)", re.IGNORECASE),
        re.compile(rf"(?:{on})(?:\s*+[:：]\s*+|\s++)", re.IGNORECASE),
    )


_ASIDE = re.compile(r"[ \t]*+\([^()]{1,40}\)")
"""Matches what people put after a name: `Sterre de Wit (class 5B)`."""

_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:[ \t]?[ap]\.?m\.?)?", re.IGNORECASE)
_TIME = re.compile(r",?[ \t]+\d{1,2}:\d\d(?::\d\d)?(?:[ \t]?[ap]\.?m\.?)?\Z", re.IGNORECASE)


def _ends_in_date(part: str) -> bool:
    """Tell whether a part of a line ends in a date."""
    words = part.split()
    return any(_dated(words[at:]) for at in range(max(len(words) - _MOST_OF_DATE, 1), len(words)))


_MOST_OF_DATE = 4
_EDGES = " \t\n-–—"
_BRACKETED = re.compile(r"\((?P<said>[^()]+)\)[.]?")
_WORD = re.compile(r"[^\W\d_]{1,12}")


def _part(part: str, *, dated: bool = False) -> Byline | None:
    """Return the author or the date in a part of a line; `dated` if another part is a date."""
    patterns = _patterns()
    opening = patterns.opening.match(part) or patterns.review.match(part)
    if opening:
        said = _ASIDE.sub("", _without_place(part[opening.end() :], dated=dated)).split()
        if opening.re is patterns.review:  # `Kritik von Fog` is a review of Fog
            found = _named(said)
            return found if found and (found.date or " " in (found.author or "")) else None
        return _named(said) or _nicked(said, sure=dated or " " in opening[0].strip())
    if not dates.may_hold_day(part):
        return None  # the rest of a byline has a date
    between = patterns.by.search(part)
    if between:
        before = part[: between.start()].strip(" ,")
        name = _named(part[between.end() :].split())
        if name is not None and name.date and built_in().season_name.fullmatch(before):
            return name  # `Season Two, reviewed by Ana Lima on 3 May 2021`
        day = _dated(before.split())
        if day is None or name is None or name.date:
            return None
        return Byline(name.author, day)
    day = _dated(_TIME.sub("", part).split()) or _posted(part)
    if day:
        return Byline(None, day)
    name = _named(part.split())
    return name if name is not None and name.date and " " in (name.author or "") else None


def _nicked(said: Sequence[str], *, sure: bool) -> Byline | None:
    """Return a forum name of one word, and the date after it.

    `sure` is true if the words before it show that it is a name; otherwise a digit in the name or
    the date must show it.
    """
    if not said or _NICK.fullmatch(said[0].rstrip(",")) is None:
        return None
    name = said[0].rstrip(",").removeprefix("~")
    date = _dated(said[1:]) if len(said) > 1 else None
    if len(said) > 1 and date is None:
        return None
    if not (sure or date or any(sign.isdigit() or sign == "_" for sign in name)):
        return None
    return Byline(name, date)


def _without_place(said: str, *, dated: bool) -> str:
    """Return a name and a date without the publication: `Ana Lima for The Gull, May 2`.

    `dated` is true if the date is elsewhere; then the words after the name may be any part of a
    site, as in `Ana Lima in Television`.
    """
    name, place, rest = said.partition(" in !" if " in !" in said else " for ")
    if place and name:
        return f"{name}, {rest.partition(',')[2]}".rstrip(" ,")
    words = said.split()
    dated = dated and not dates.may_hold_day(said)
    first = next((at for at, word in enumerate(words) if _goes_on(word)), 0) if dated else 0
    behind = words[first + 1 :]
    if first < _LEAST_NAME_WORDS or not 0 < len(behind) <= _MOST_PLACE_WORDS:
        return said
    return " ".join(words[:first]) if all(not word[0].islower() for word in behind) else said


def _goes_on(word: str) -> bool:
    """Tell whether a word begins in lower case and is not part of a name."""
    return word[0].islower() and word.casefold() not in _PARTICLES


_LEAST_NAME_WORDS = 2


def _posted(part: str) -> str | None:
    """Return the date after the place of a post: `Posted to r/telly on 6 April 2025`."""
    if _patterns().on.match(part) is None:
        return None
    place, on, said = part.rpartition(" on ")
    return _dated(said.split()) if on and len(place.split()) <= _MOST_PLACE_WORDS else None


_MOST_PLACE_WORDS = 8


def _dated(words: Sequence[str]) -> str | None:
    """Return the date in words, without what precedes it."""
    text = " ".join(words)
    before, place, _ = text.rpartition(" in ")
    if place and _is_day(_without_on(before)):
        text = before  # `15 May 2022 in Watching now`
    while match := _patterns().on.match(text):
        if _is_day(text):
            break
        text = text[match.end() :]
    return text if _is_day(text) else None


def _is_day(text: str) -> bool:
    """Tell whether a text is a day, or may be one of two days."""
    return dates.read(text).fault in (None, "ambiguous")


def _without_on(text: str) -> str:
    match = _patterns().on.match(text)
    return text[match.end() :] if match else text


def _named(words: Sequence[str]) -> Byline | None:
    """Return the name in words, and a date after it."""
    if len(words) > 2 * _MOST_NAME_WORDS:
        return None
    for at in range(1, len(words) if dates.may_hold_day(" ".join(words)) else 0):
        said = _dated(words[at:])
        if said and (name := _name(words[:at])):
            return Byline(name, said)
    name = _name(words)
    return Byline(name, None) if name else None


def named(text: str) -> Byline | None:
    """Return the name in a text, and a date after it; None for each that is missing."""
    return _named(text.split())


def is_name(text: str) -> bool:
    """Tell whether a text looks like the name of a person, of two words or more."""
    return " " in (_name(text.split()) or "")


def _name(words: Sequence[str]) -> str | None:
    """Return words as a name, or None if they do not look like one."""
    name = " ".join(words).strip(" ,")
    if _HANDLE.fullmatch(name) is not None:
        return name
    parts = name.split()
    capital = all(
        word.casefold() in _PARTICLES or not word[0].islower() or (at and word[0] in "(‘'\"“")
        for at, word in enumerate(parts)
    )
    if not parts or len(parts) > _MOST_NAME_WORDS or not capital or parts[0] in _PARTICLES:
        return None
    if any(character.isdigit() or character in "/:!?;" for character in name):
        return None
    return None if name.endswith(("…", "...")) else name.removesuffix(".") or None
