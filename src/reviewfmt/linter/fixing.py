"""Applies fixes to a source, as far as they are certain to improve it."""

from __future__ import annotations

import codecs
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from reviewfmt.diagnostic import Diagnostic, Edit, Fix
from reviewfmt.linter import Settings, check, read
from reviewfmt.model import Review

MOST_TRIALS = 100
"""How many changed texts are tried before the rest is given up; fewer for a long text."""

_MOST_CHARACTERS = 1_000_000
_FEWEST_TRIALS = 20

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODINGS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Fixed(NamedTuple):
    """A text after its fixes, and by how many findings it has fewer."""

    text: str
    mended: int


def fix(text: str, settings: Settings | None = None, *, unsafe: bool = False) -> Fixed:
    """Apply the fixes of the findings in a text that `settings` select.

    A safe fix must not change the review that is read, except its comments: this is verified, and a
    fix that changes it is refused. `unsafe` allows other fixes too. Every fix must leave fewer
    findings, and no more of any code, whatever the settings leave out. Overlapping fixes are
    applied one after the other. Fixing the result again changes nothing, unless so many fixes were
    refused that the rest was given up (`MOST_TRIALS`). Raises nothing.
    """
    asked = settings or Settings()
    trials = max(_FEWEST_TRIALS, min(MOST_TRIALS, _MOST_CHARACTERS // max(len(text), 1)))
    work = _Work(asked._replace(select=(), ignore=()), trials)
    first = len(work.findings(text))
    while (better := _better(text, asked, work, unsafe)) is not None:
        text = better
    return Fixed(text, first - len(work.findings(text)))


def encode(text: str, like: bytes) -> bytes:
    """Return a text as bytes, in the encoding of `like` and with its byte order mark."""
    for mark in _MARKS:
        if like.startswith(mark):
            return mark + text.encode(_ENCODINGS.get(mark, "utf-8"))
    return text.encode()


class _Work:
    """The trials of a text, and how many are left; `settings` select all findings."""

    def __init__(self, settings: Settings, trials: int) -> None:
        self.trials = trials
        self.findings = lru_cache(maxsize=4)(self._findings)
        self.settings = settings

    def _findings(self, text: str) -> list[Diagnostic]:
        return check(text, None, self.settings)

    def is_better(self, old: str, new: str) -> bool:
        """Tell whether there are fewer findings in `new`, and of no code more."""
        before, after = (Counter(one.code for one in self.findings(text)) for text in (old, new))
        return after.total() < before.total() and after <= before

    def review(self, text: str) -> Review:
        """Return the review of a text without its comments."""
        return replace(read(text, self.settings).review, comments=())

    def changed(self, text: str, fixes: Sequence[Fix]) -> str | None:
        """Return the text after the fixes; None if another line, or none, would be the title."""
        edits = taken(fixes)
        new = edited(text, edits)
        title = read(text, self.settings).review.title
        if not title.text:
            return new
        span = title.span
        start, end = span.offset, span.end_offset
        own = [
            Edit(one.start - start, one.end - start, one.replacement)
            for one in edits
            if start <= one.start and one.end <= end
        ]
        after = read(new, self.settings).review.title.span
        words = edited(text[start:end], own).split()
        return new if new[after.offset : after.end_offset].split() == words else None


def _better(text: str, asked: Settings, work: _Work, unsafe: bool) -> str | None:
    """Return the text after a round of fixes, or None if no fix can be applied."""
    fixes = _fixes(check(text, None, asked))
    safe = [one for one in fixes if one.safe]
    found = _first_good(text, safe, work, None) if safe else None
    if found is None and unsafe and len(fixes) > len(safe):
        others = [one for one in fixes if not one.safe]
        found = _first_good(text, others, work, asked)
    return found


def _first_good(
    text: str, fixes: Sequence[Fix], work: _Work, unsafe: Settings | None
) -> str | None:
    """Apply all fixes; if that is refused, apply the halves separately, and so on.

    `unsafe` is None if the review must stay the same. Otherwise new findings may be fixed in the
    same trial, under these settings, and only the title must stay.
    """
    if not work.trials:
        return None
    work.trials -= 1
    new = work.changed(text, fixes)
    if unsafe is not None and new is not None and not work.is_better(text, new):
        before = {one.code for one in work.findings(text)}
        raised = [one for one in check(new, None, unsafe) if one.code not in before]
        new = work.changed(new, _fixes(raised))
    same = unsafe is not None or (new is not None and work.review(new) == work.review(text))
    if new is not None and same and work.is_better(text, new):
        return new
    if len(fixes) == 1:
        return None
    middle = len(fixes) // 2
    found = _first_good(text, fixes[:middle], work, unsafe)
    return found if found is not None else _first_good(text, fixes[middle:], work, unsafe)


def _fixes(found: Sequence[Diagnostic]) -> list[Fix]:
    return [one.fix for one in found if one.fix is not None]


def taken(fixes: Sequence[Fix]) -> list[Edit]:
    """Return the edits of the fixes that can be applied together, in the order of the text.

    A fix that overlaps an earlier one is left out with all its edits.
    """
    found: list[Edit] = []
    for one in fixes:
        edits = sorted(one.edits, key=_place)
        if all(_is_free(edit, found) for edit in edits):
            for edit in edits:
                insort(found, edit, key=_place)
    return found


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return a text after edits, which do not overlap and are in the order of the text."""
    pieces, last = [], 0
    for edit in edits:
        pieces += [text[last : edit.start], edit.replacement]
        last = edit.end
    return "".join([*pieces, text[last:]])


def _place(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _is_free(edit: Edit, taken: Sequence[Edit]) -> bool:
    index = bisect_left(taken, _place(edit), key=_place)
    above = taken[index - 1 : index] if index else ()
    return not any(
        _place(other) == _place(edit) or (edit.start < other.end and other.start < edit.end)
        for other in (*above, *taken[index : index + 1])
    )
