"""The position of each line relative to the text of the review: above it, in it or below it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate

from reviewfmt.characters import closed
from reviewfmt.pages.lines import PageLine
from reviewfmt.pages.looks import SHORT, Look
from reviewfmt.syntax.vocabulary import fold

SITES = frozenset(("anywhere", "top", "counts", "comments"))
"""The kinds of lines that are known to be boilerplate, or that may be."""

_AROUND = 8
_SENTENCE = 25
_NEAR = 4
_FAR = 9
_BUCKETS = ("0", "1", "2", *("3",) * 3, *("6",) * 7)
"""The names of counts; those from 3 to 5 share one, and so do those from 6 to 12."""

_MARKS = ("byline=a", "byline=d", "byline=ad", "day", "timed", "speaks", "review", "season")
"""The features of a line that its neighbours see."""

_LIKE = 0.6
"""A line with a larger share of its words in the title is similar to it."""

_LEAST_WORDS = 3


def layout(
    lines: Sequence[PageLine], looks: Sequence[Look], decided: Collection[int] = ()
) -> list[list[str]]:
    """Return the positions of each line relative to the paragraphs of the page and its title."""
    size = len(lines)
    told = [_is_told(line.text) for line in lines]
    above = [0, *accumulate(told)]
    total = above[-1]
    first = told.index(True) if total else size
    last = size - 1 - told[::-1].index(True) if total else -1
    named = _named(lines, looks, first)
    longest = max(named, key=lambda at: len(lines[at].text), default=size)
    lead = named[-1] if named else size
    likes = _likes(lines, longest)
    echoes = _echoes(lines, told, named)
    loudest = max(echoes, key=echoes.__getitem__, default=size)
    since = _since(looks)
    days = [0, *accumulate(not _DATED.isdisjoint(look.own) for look in looks)]
    known = [0, *accumulate(look.kind in SITES for look in looks)]
    found: list[list[str]] = []
    for at, look in enumerate(looks):
        if at in decided:
            found.append([])
            continue
        up, down = _bucket(above[at]), _bucket(total - above[at + 1])
        kind, size_ = look.seen[0], look.seen[1]
        has = [
            f"up={up}&down={down}",
            f"up={up}&down={down}&{size_}",
            f"up={up}&{kind}",
            f"down={down}&{kind}",
        ]
        around = days[min(at + _AROUND + 1, size)] - days[max(at - _AROUND, 0)]
        near = known[min(at + _AROUND + 1, size)] - known[max(at - _AROUND, 0)]
        dense = _bucket(near)
        shown = _bucket(known[at] - known[min(first, at)])
        has += (
            f"dense={dense}&{size_}",
            f"dense={dense}&{kind}",
            f"shown={shown}&{size_}",
            f"shown={shown}&dense={dense}&told={told[at]}",
            f"days={_bucket(around)}&{not _DATED.isdisjoint(look.own)}&{shown}",
        )
        if at < first:
            away = min(first - at, _NEAR)
            has += (f"before={away}", f"before={away}&{size_}&gap={lines[at].gap}")
            if at == longest:
                has += ("longest", f"longest&before={away}", f"longest&{size_}")
            elif longest < size:
                place = "above" if at < longest else "below"
                has.append(f"of-longest={place}&{min(abs(at - longest), _NEAR)}")
            if lead < size:
                place = "here" if at == lead else "above" if at < lead else "below"
                has.append(f"lead={place}")
                has.append(f"lead={place}&{kind}&{size_}")
            if at == lead:
                dated = at + 1 < size and not _DATED.isdisjoint(looks[at + 1].own)
                has.append(f"lead&gap={lines[at].gap}&dated={dated}&longest={at == longest}")
                has.append(f"lead&echo={_share(echoes.get(at, 0.0))}&dated={dated}")
            if at in echoes:
                share = _share(echoes[at])
                has += (f"echo={share}", f"echo={share}&{size_}", f"echo={share}&before={away}")
                if at == loudest and echoes[at]:
                    has += ("loudest", f"loudest&lead={at == lead}", f"loudest&{at == longest}")
        elif at > last:
            has += (f"after={min(at - last, _NEAR)}", f"after={min(at - last, _NEAR)}&{size_}")
        has.append(f"since={since[at]}&told={told[at]}")
        has.append(f"since={since[at]}&{size_}")
        if likes[at]:
            has.append(f"like-title&{'above' if at < longest else 'below'}")
        for offset, name in ((-1, "-"), (1, "+")):
            if 0 <= at + offset < size:
                own = looks[at + offset].own
                has += [f"{name}{mark}" for mark in _MARKS if mark in own]
        found.append(has)
    return found


def _is_told(text: str) -> bool:
    """Tell whether a line is a paragraph or a sentence of one."""
    return len(text) > SHORT or (closed(text) and (len(text) > _SENTENCE or not text.isascii()))


def _bucket(count: int) -> str:
    return _BUCKETS[count] if count < len(_BUCKETS) else "many"


def _named(lines: Sequence[PageLine], looks: Sequence[Look], first: int) -> list[int]:
    """Return the lines above the first paragraph that are neither boilerplate nor bylines."""
    return [
        at
        for at in range(first)
        if looks[at].kind in _NAMED
        and len(lines[at].text) <= SHORT
        and _DATED.isdisjoint(looks[at].own)
    ]


_NAMED = frozenset(("prose", "entry?", "label", "season", "rating", "verdict", "heading"))
_DATED = frozenset(("byline=d", "byline=ad", "day", "timed"))


def _echoes(
    lines: Sequence[PageLine], told: Sequence[bool], named: Sequence[int]
) -> dict[int, float]:
    """Return how many words of the last lines above the text are also in the text."""
    text, room = [], _MOST_TEXT
    for line, is_told in zip(lines, told, strict=True):
        if is_told and room > 0:
            text.append(line.text[:room])
            room -= len(line.text)
    whole = fold(" ".join(text))
    found = {}
    for at in named[-_MOST_NAMED:]:
        words = [word for word in _WORD.findall(fold(lines[at].text)) if _is_long(word)]
        found[at] = sum(word in whole for word in words) / len(words) if words else 0.0
    return found


def _is_long(word: str) -> bool:
    return len(word) > _LONG_WORD or (len(word) > 1 and word[0] >= _FIRST_WIDE)


def _share(share: float) -> str:
    return "none" if not share else "all" if share == 1 else "most" if share > 0.5 else "some"


_MOST_TEXT = 20_000
_MOST_NAMED = 30
_LONG_WORD = 3
_FIRST_WIDE = "\u1100"
_WORD = re.compile(r"\w+")


def _likes(lines: Sequence[PageLine], title: int) -> list[bool]:
    """Tell for each line whether most of its words are in the likely title."""
    if title >= len(lines):
        return [False] * len(lines)
    words = _words(lines[title].text)
    found = []
    for at, line in enumerate(lines):
        own = _words(line.text) if at != title and len(line.text) <= SHORT else frozenset()
        shared = len(own & words)
        found.append(shared >= _LEAST_WORDS and shared > _LIKE * min(len(own), len(words)))
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def _since(looks: Iterable[Look]) -> list[str]:
    """Return for each line the distance to a day, an hour or a name with a colon above it."""
    found = []
    away = _FAR
    for look in looks:
        if not _HEADS.isdisjoint(look.own):
            away = 0
        found.append("far" if away > _NEAR else str(away))
        away += 1
    return found


_HEADS = _DATED | {"speaks"}
