"""A line that says who wrote a review, and when: `By Ana Lima on April 11, 2024`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import quote, unquote

from reviewfmt.characters import tidy
from reviewfmt.syntax import dates
from reviewfmt.syntax.words import built_in

LONGEST = 160
"""The most characters of such a line."""

_MOST_NAME_WORDS = 8
_BETWEEN = re.compile(r"[^\S\n]*+[|•·∙»\n\u3000]\s*+|\s++[–—-]\s++")
_ARTICLE = r"(?:an?|une?|una|eine)\s++"
_SHORT_ASIDE = re.compile(r"\D{0,12}+\d{1,6}\D{0,20}")  # 3 min read
_HANDLE = re.compile(r"(?:/?u/|@)[\w.-]{2,40}")
"""What people call themselves on a forum: `u/ana`, `@ana`."""

_PARTICLES = frozenset(
    (
        *("and", "&", "y", "e", "et", "und", "i", "de", "del", "della", "den", "der", "di", "da"),
        *("do", "dos", "du", "la", "le", "van", "von", "bin", "al", "el"),
    )
)
"""The words of names and between names that open with no capital."""


class Byline(NamedTuple):
    """Who wrote a review, and the date as it is spelled; None for what the line does not say."""

    author: str | None
    date: str | None


def byline_of(text: str) -> Byline | None:
    """Return what a line says that is a byline, a date, or both and nothing else; else None."""
    if not text or len(text) > LONGEST:
        return None
    author = date = None
    asides = []
    for part in filter(None, _BETWEEN.split(text.strip())):
        found = _part(part)
        if found is None:
            asides.append(part)
            continue
        if (found.author and author) or (found.date and date):
            return None
        author, date = author or found.author, date or found.date
    if date and not author:
        named = [one for one in asides if " " in (_name(one.split()) or "")]
        if len(named) == 1:
            author = named[0]
            asides.remove(author)
    if len(asides) > 1 or not all(map(_SHORT_ASIDE.fullmatch, asides)):
        return None
    return Byline(author, date) if author or date else None


def with_addresses(text: str, addresses: Iterable[str]) -> str:
    """Return a line and, behind it, the addresses in its tags, for they are said nowhere else."""
    beside = (quote(tidy(one), safe=_KEPT) for one in dict.fromkeys(addresses) if one not in text)
    return " ".join((text, *(f"({one})" for one in beside)))


def addresses_beside(text: str) -> Iterator[str]:
    """Yield what stands behind a line in brackets, as `with_addresses` writes it."""
    for said in text.split():
        if said.startswith("(") and said.endswith(")"):
            yield unquote(said[1:-1])


def without_addresses(text: str) -> str:
    """Return a line without the addresses that stand behind it in brackets."""
    parts = text.split(" ")
    while len(parts) > 1 and _is_beside(parts[-1]):
        parts.pop()
    return " ".join(parts)


def _is_beside(said: str) -> bool:
    return said.startswith("(") and said.endswith(")") and ("/" in said or ":" in said)


_KEPT = "!#$%&'()*+,-./:;=?@[]_~"


def without_by(text: str) -> str:
    """Return a text without the words that stand before the name of an author."""
    match = _patterns().opening.match(text)
    return text[match.end() :].strip() if match else text


class _Patterns(NamedTuple):
    opening: re.Pattern[str]
    by: re.Pattern[str]
    on: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Return what stands before a name and before a date, in every language."""
    words = {
        key: sorted(
            {word for one in built_in().vocabularies for word in one.words("byline", key)},
            key=len,
            reverse=True,
        )
        for key in ("by", "on")
    }
    by = "|".join(map(re.escape, words["by"]))
    on = "|".join(map(re.escape, words["on"]))
    return _Patterns(
        re.compile(
            rf"(?:(?:an?|une?|una|eine)\s++)?+(?:{by})(?:\s*+[:：]\s*+|\s++)", re.IGNORECASE
        ),
        re.compile(rf"[\s,](?:{by})(?:\s*+[:：]\s*+|\s++)", re.IGNORECASE),
        re.compile(rf"(?:{on})(?:\s*+[:：]\s*+|\s++)", re.IGNORECASE),
    )


def _part(part: str) -> Byline | None:
    patterns = _patterns()
    opening = patterns.opening.match(part)
    if opening:
        return _named(_without_place(part[opening.end() :]).split())
    between = patterns.by.search(part)
    if between:
        said = _dated(part[: between.start()].strip(" ,").split())
        named = _named(part[between.end() :].split())
        if said is None or named is None or named.date:
            return None
        return Byline(named.author, said)
    said = _dated(part.split())
    if said:
        return Byline(None, said)
    named = _named(part.split())
    return named if named is not None and named.date and " " in (named.author or "") else None


def _without_place(said: str) -> str:
    """Return a name and a date without what the name wrote for: `Ana Lima for The Gull, May 2`."""
    name, place, rest = said.partition(" for ")
    return f"{name}, {rest.partition(',')[2]}".rstrip(" ,") if place and name else said


def _dated(words: Sequence[str]) -> str | None:
    """Return the date that words are, what stands before it taken off."""
    text = " ".join(words)
    while match := _patterns().on.match(text):
        if dates.read(text).day is not None:
            break
        text = text[match.end() :]
    return text if dates.read(text).day is not None else None


def _named(words: Sequence[str]) -> Byline | None:
    """Return the name that words are, and the date that may stand behind it."""
    if len(words) > 2 * _MOST_NAME_WORDS:
        return None
    for at in range(1, len(words)):
        said = _dated(words[at:])
        if said and (name := _name(words[:at])):
            return Byline(name, said)
    name = _name(words)
    return Byline(name, None) if name else None


def is_name(text: str) -> bool:
    """Tell whether a text looks like the name of a person, of two words or more."""
    return " " in (_name(text.split()) or "")


def _name(words: Sequence[str]) -> str | None:
    """Return the name that words are, None where they do not look like one."""
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
