"""The boilerplate of a site: the lines around a review that are no part of it.

`grammar/boilerplate.toml` holds the built-in patterns; a configuration may add patterns. The format
uses four of its tables. The table `page` is only for the reader of other sites' pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property, lru_cache

from reviewfmt import expressions
from reviewfmt.syntax.openings import MOST_RUNS, RUN
from reviewfmt.syntax.terminals import NEVER
from reviewfmt.syntax.vocabulary import TomlText, VocabularyError, fold

BOILERPLATE_TABLES = ("comments", "counts", "anywhere", "top")
PAGE_TABLE = "page"
_ANY_HEAD = ("^",)


def read_boilerplate(text: str, *, built_in: bool = False) -> dict[str, tuple[str, ...]]:
    """Return the patterns of a TOML text like `grammar/boilerplate.toml`, by table.

    `built_in` is for the patterns of the package, which Python's own engine runs; only they may
    have the table `page`. Raises VocabularyError with the line; for an unknown key, with the
    nearest known one.
    """
    toml = TomlText(text)
    data = toml.data()
    tables = (*BOILERPLATE_TABLES, PAGE_TABLE) if built_in else BOILERPLATE_TABLES
    found: dict[str, tuple[str, ...]] = dict.fromkeys(tables, ())
    for table, value in data.items():
        if table not in found:
            raise toml.unknown(table, tables, (table,))
        if not isinstance(value, dict):
            raise toml.error(f'"{table}" is not a table', (table,))
        for key, patterns in value.items():
            if key != "patterns":
                raise toml.unknown(key, ("patterns",), (table, key))
            if not isinstance(patterns, list):
                raise toml.error(f'"{table}" has no list of patterns', (table, key))
            for pattern in patterns:
                fault = None if built_in else pattern_fault(pattern)
                if fault is not None:
                    raise toml.error(f'"{pattern}" is not a pattern: {fault}', (table, key))
            found[table] = tuple(patterns)
    return found


def pattern_fault(pattern: object) -> str | None:
    """Return why `pattern` cannot be one of many patterns of boilerplate, or None."""
    return expressions.fault(pattern) if isinstance(pattern, str) else "it is not a text"


class Boilerplate:
    """The patterns of boilerplate by table, compiled when they are first needed.

    `patterns` are the built-in ones, `heads` the first letters of what each of them matches, and
    `own` the user's patterns. Raises VocabularyError if the user's patterns are too large.
    """

    def __init__(
        self,
        patterns: Mapping[str, Sequence[str]],
        heads: Mapping[str, Sequence[str]],
        own: Mapping[str, Sequence[str]],
    ) -> None:
        self.patterns = patterns
        self.heads = heads
        self.own = own
        try:
            self._own = {name: expressions.AnyOf(some) for name, some in own.items()}
        except expressions.ExpressionError as error:
            raise VocabularyError(str(error), 1) from error
        self._compiled: dict[tuple[str, str], re.Pattern[str]] = {}
        self._headed_by = lru_cache(maxsize=MOST_RUNS)(self._built_in_headed_by)

    def openings(self) -> Iterator[str]:
        """Yield the letters that a line of boilerplate anywhere may open with."""
        for name in BOILERPLATE_TABLES[:-1]:
            for pattern in self.patterns.get(name, ()):
                yield from self.heads.get(pattern, _ANY_HEAD)
            if self.own.get(name):  # they may open with any letters
                yield _ANY_HEAD[0]

    def table_of(self, text: str) -> str | None:
        """Return the table of the pattern that matches a whole line, or None."""
        found = self._built_in_table_of(text)
        for name in BOILERPLATE_TABLES if self._own else ():
            if name == found or self._own[name].matches(text):
                return name
        return found

    def own_table_of(self, text: str) -> str | None:
        """Return the table of the user's pattern that matches a whole line, or None."""
        for name in BOILERPLATE_TABLES if self._own else ():
            if self._own[name].matches(text):
                return name
        return None

    def _built_in_table_of(self, text: str) -> str | None:
        """Try only the built-in patterns that may begin with the first letters of the line."""
        letters = RUN.match(text)[1]  # type: ignore[index]  # it matches nothing too
        if not letters.isascii():
            text = text.lower()
            letters = RUN.match(text)[1]  # type: ignore[index]  # as above
        pattern = self._headed_by(letters or text[0])
        if pattern is None:
            return None
        match = pattern.match(text.lower())
        return match.lastgroup if match is not None else None

    def _built_in_headed_by(self, head: str) -> re.Pattern[str] | None:
        """Return one pattern for all patterns that may begin with these letters or this sign."""
        key = fold(head)
        known = self._known_heads
        first = key[:1] if head[0].isalpha() and f"^{key[:1]}" in known else ""
        if not head[0].isalpha():
            key = "0" if head.isdecimal() else head.lower()
        if key not in known:
            key = ""
        if not key and not first and "^" not in known:
            return None
        pattern = self._compiled.get((key, first))
        if pattern is None:
            pattern = self._compiled[key, first] = self._headed({key, f"^{first}", "^"})
        return pattern

    @cached_property
    def _known_heads(self) -> Set[str]:
        tables = self.patterns.values()
        patterns = (pattern for table in tables for pattern in table)
        return {head for one in patterns for head in self.heads.get(one, _ANY_HEAD)}

    def _headed(self, heads: Set[str]) -> re.Pattern[str]:
        """Return one pattern for all patterns with these heads; a named group tells the table."""
        parts = []
        for name, every in self.patterns.items():
            patterns = [
                one for one in every if not heads.isdisjoint(self.heads.get(one, _ANY_HEAD))
            ]
            if patterns:
                parts.append(f"(?P<{name}>(?:{'|'.join(f'(?:{one})' for one in patterns)})\\Z)")
        return re.compile("|".join(parts) or NEVER)
