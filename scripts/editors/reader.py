"""Reads a text with the table, as the grammars of editors/ do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from reviewfmt.characters import tidy
from reviewfmt.syntax.line_kinds import Kind
from scripts.editors.patterns import patterns
from scripts.editors.table import AHEAD, ASIDES, FARTHEST, REPEATED, START, STATES, Ahead, Rule


def kinds(text: str, *, looks: bool, remembers: bool) -> list[Kind | None]:
    """Return the kind that a grammar from the table gives each line, or None for a blank line.

    `looks` tells whether the grammar looks at the lines below, `remembers` whether it recognizes
    the title.
    """
    lines = [line.strip() for line in text.split("\n")]
    reader = _Reader(lines, looks=looks, remembers=remembers)
    return [reader.kind(at) for at in range(len(lines))]


class _Reader:
    """Reads lines from the top down."""

    def __init__(self, lines: Sequence[str], *, looks: bool, remembers: bool) -> None:
        self._lines = lines
        self._looks = looks
        self._remembers = remembers
        self._state, self._is_below_blank = START, False
        self._titles: frozenset[str] = frozenset()

    def kind(self, at: int) -> Kind | None:
        """Return the kind of the next line."""
        line = self._lines[at]
        if not line:
            self._is_below_blank = True
            return None
        rule = next(one for one in STATES[self._state] if self._holds(one, at))
        if rule.kind is Kind.TITLE and self._remembers:
            self._titles = _repeats(line)
        if not rule.is_aside:
            self._is_below_blank = False
        self._state = rule.state or self._state
        return rule.kind

    def _holds(self, rule: Rule, at: int) -> bool:
        if rule.below_blank not in (None, self._is_below_blank):
            return False
        if rule.pattern == REPEATED:
            return tidy(self._lines[at]) in self._titles
        if not _fits(rule.pattern, self._lines[at]):
            return False
        if rule.ahead is None:
            return True
        return self._finds(AHEAD[rule.ahead], at) if self._looks else rule.blind

    def _finds(self, ahead: Ahead, at: int) -> bool:
        """Tell whether the lines below a line contain what a rule looks for."""
        waits = ahead.apart
        for below in range(at + 1, min(at + 1 + FARTHEST, len(self._lines))):
            line = self._lines[below]
            if not line:
                if not waits and ahead.blank is not None:
                    return ahead.blank
                waits = False
            elif not self._is_aside(line):
                if waits:
                    return False
                decided = self._decides(ahead, below)
                if decided is not None:
                    return decided
        return ahead.end

    def _decides(self, ahead: Ahead, at: int) -> bool | None:
        is_alone = at + 1 == len(self._lines) or not self._lines[at + 1]
        for pattern, decides, alone in ahead.steps:
            if (is_alone or not alone) and _fits(pattern, self._lines[at]):
                return decides
        return None

    def _is_aside(self, line: str) -> bool:
        return tidy(line) in self._titles or any(_fits(name, line) for name in ASIDES)


def _repeats(line: str) -> frozenset[str]:
    """Return the texts that repeat a title: all of it, and without its tagline."""
    text = tidy(line.lstrip("#＃"))
    named = _compiled()["named title"].match(text)
    return frozenset((text, tidy(named[1]))) if named else frozenset((text,))


def _fits(name: str, line: str) -> bool:
    return _compiled()[name].match(line) is not None


@cache
def _compiled() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in patterns().items()}
