"""Reads what a title line names (spec, "Title")."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reviewfmt.characters import WHITE_SPACE, tidy
from reviewfmt.syntax.openings import TITLE
from reviewfmt.syntax.words import Words

if TYPE_CHECKING:
    from reviewfmt.syntax.inline import Inline

_LEAD = WHITE_SPACE + "-–—－:：|｜,，"
_TRAIL = _LEAD + "([（［【"
_DASH = "[-–—－]"
_SEPARATOR = re.compile(
    rf"(?<!\s)\s*+[:：|｜]\s*+|(?<![\s\-–—－])(?:\s++{_DASH}++\s*+|{_DASH}++\s++)"
)
_BRACKETED = r"(?:\([^()]*+\)|\[[^\[\]]*+\]|（[^（）]*+）|［[^［］]*+］|【[^【】]*+】)\s*+"
_REMARK = re.compile(rf"(?<!\s)\s*+{_BRACKETED}$")
_LEADING_REMARK = re.compile(rf"\s*+{_BRACKETED}")
_CLOSING = ")]）］】"
_ENDS = _TRAIL + _CLOSING


class Named(NamedTuple):
    """What a title names; `told` is true if a Review word or a season shows where the work ends."""

    work: str
    season: int | None
    tagline: str | None
    told: bool
    reviewed: bool


def read_title(text: str, words: Words) -> Named:
    """Return the work, the season and the tagline that a title names.

    Without a Review word, the whole line except a season at its end is the work. A title with
    marks is read by its words; each part keeps the marks of its words.
    """
    if _MAY_MARK.isdisjoint(text):
        return _named(text, words)
    from reviewfmt.syntax import inline  # few titles need it

    said = inline.plain(text)
    if said == text:
        named = _named(text, words)
        parts = (named.work, named.tagline or "")
        if all(inline.plain(part) == part for part in parts):
            return named
    nodes = inline.inlines(text)
    if "  " in said:
        nodes = inline.inlines(tidy(inline.render(nodes)))
        said = inline.plain_of(nodes)
    named = _named(said, words)
    opening = words.title_opening.match(said) if named.reviewed else None
    start = said.find(named.work, opening.end() if opening is not None else 0)
    if start < 0:  # the opening is a part of the work
        start = said.find(named.work)
    work = _part(nodes, start, named.work)
    tagline = named.tagline
    if tagline is not None:
        tagline = _part(nodes, said.rfind(tagline), tagline)
    return named._replace(work=work, tagline=tagline)


_MAY_MARK = frozenset("*[<\\|")
"""Every mark and every escape begins with one of these characters."""


def _part(nodes: tuple[Inline, ...], start: int, words: str) -> str:
    from reviewfmt.syntax import inline

    return tidy(inline.render(inline.part(nodes, start, start + len(words))))


@lru_cache(maxsize=64)  # publishing a review reads its title line again
def _named(text: str, words: Words) -> Named:
    may_open = words.opening(text, 0) & TITLE
    opening = words.title_opening.match(text) if may_open else None
    if opening is not None and tidy(text[opening.end() :]):
        return _behind_review(text[opening.end() :], words)
    for match in words.title_review.finditer(text):
        work, season = _work(text[: match.start()], words)
        if work:
            return Named(work, season, _tagline(text[match.end() :]), True, True)
    work, season = _work(text, words)
    if not work:
        work, season = tidy(text), None
    return Named(work, season, None, season is not None, False)


def _behind_review(text: str, words: Words) -> Named:
    """Read `WORK [season] [Review word] [separator TAGLINE]` behind a Review word."""
    for match in words.title_review.finditer(text):
        work, season = _work(text[: match.start()], words)
        if work:
            return Named(work, season, _tagline(text[match.end() :]), True, True)
    first, last = len(text) - len(text.lstrip(_LEAD)), len(text.rstrip())
    for match in _SEPARATOR.finditer(text):
        if match.start() <= first or match.end() >= last:
            continue
        rest = text[match.end() :]
        inside = rest.lstrip(_TRAIL)
        named = words.season_at(inside)
        if named is not None and not inside[named[1] :].strip(_ENDS):
            break
        work, season = _work(text[: match.start()], words)
        season = season if work else None
        return Named(work or tidy(text[: match.start()]), season, tidy(rest), True, True)
    work, season = _work(text, words)
    if season is None:
        text = _REMARK.sub("", text) or text
        work, season = _work(text, words)
    return Named(work or tidy(text), season if work else None, None, True, True)


def _tagline(rest: str) -> str | None:
    """Return the tagline behind a Review word; a remark in brackets is not a tagline."""
    remark = _LEADING_REMARK.match(rest)
    if remark is not None:
        rest = rest[len(remark[0].rstrip()) :]
    separator = _SEPARATOR.match(rest)
    if separator is None:
        return None
    return tidy(rest[separator.end() :]) or None


def _work(subject: str, words: Words) -> tuple[str, int | None]:
    """Return the work, and the season that ends a subject; the work may be empty."""
    for number, start, end in words.seasons_in(subject):
        rest = subject[end:].strip(_ENDS)
        kind = words.kind_word.match(rest) if rest else None
        if not rest or (kind is not None and kind.end() == len(rest)):
            return _trimmed(subject[:start]), number
    return _trimmed(subject), None


def _trimmed(text: str) -> str:
    return tidy(text.lstrip(_LEAD).rstrip(_TRAIL))
