"""Findings -> the source with them mended, as far as that is sure to be an improvement."""

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
"""How many changed texts are looked at before what is left is left; fewer for a long text."""

_MOST_CHARACTERS = 1_000_000
_FEWEST_TRIALS = 20

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODINGS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Fixed(NamedTuple):
    """A text with its findings mended, and how many there are fewer."""

    text: str
    mended: int


def fix(text: str, settings: Settings | None = None, *, unsafe: bool = False) -> Fixed:
    """Mend the findings of a text that `settings` ask for.

    Safe fixes leave the review that is read the same, comments apart: that is verified, and a
    fix that would not is refused. `unsafe` allows the others too. Of any fix the same is asked:
    there are fewer findings after it, and of no code more than before, whatever the settings
    leave out. Fixes that overlap are made one after the other; fixing the outcome again changes
    nothing, unless so many were refused that the rest was left (`MOST_TRIALS`). Raises nothing.
    """
    asked = settings or Settings()
    trials = max(_FEWEST_TRIALS, min(MOST_TRIALS, _MOST_CHARACTERS // max(len(text), 1)))
    work = _Work(asked._replace(select=(), ignore=()), trials)
    first = len(work.findings(text))
    while (better := _better(text, asked, work, unsafe)) is not None:
        text = better
    return Fixed(text, first - len(work.findings(text)))


def encode(text: str, like: bytes) -> bytes:
    """Return a text as bytes, in the encoding of the file that holds `like` and with its mark."""
    for mark in _MARKS:
        if like.startswith(mark):
            return mark + text.encode(_ENCODINGS.get(mark, "utf-8"))
    return text.encode()


class _Work:
    """The trials of one text, and how many are left; `settings` leave no finding out."""

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
        """Return what a text says, the comments apart."""
        return replace(read(text, self.settings).review, comments=())

    def changed(self, text: str, fixes: Sequence[Fix]) -> str | None:
        """Return the text with the fixes made; None where its title would not be the same line.

        So no fix removes the title, and none lets another line take its place.
        """
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
    """Return the text after a round of fixes, or None where none is left that can be made."""
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
    """Make all the fixes, or else the first half of them that may be made, and so on.

    `unsafe` is None where the review must stay the same; else what a fix brings up may be
    mended along with it, under these settings, and the title stays.
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
    """Return the edits of the fixes that can be made together, in the order of the text.

    A fix that overlaps an earlier one is left out whole.
    """
    found: list[Edit] = []
    for one in fixes:
        edits = sorted(one.edits, key=_place)
        if all(_is_free(edit, found) for edit in edits):
            for edit in edits:
                insort(found, edit, key=_place)
    return found


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with edits made that do not overlap, in the order of the text."""
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
