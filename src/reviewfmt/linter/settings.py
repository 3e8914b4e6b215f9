"""The settings of a check: which findings are reported, and which words a text is read with."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reviewfmt.parser import Parsed
    from reviewfmt.syntax.words import Words

ALWAYS = frozenset({"RF100", "RF118", "RF201", "RF701"})
"""Codes that cannot be silenced: something was not read, or not checked, at all."""

_NO_OPTIONS: Mapping[str, Mapping[str, float]] = MappingProxyType({})


class Settings(NamedTuple):
    """What to report, with which options of rules, and which words to read with.

    `select` and `ignore` hold codes or prefixes of codes ("RF3" is all of RF3xx). An empty `select`
    selects every code except those of optional rules (`asked`), which a selection has to name by
    more than their hundred, as "RF42" does. If prefixes in both match a code, the longer one wins;
    if they are equally long, `ignore` wins. `options` holds the options of a rule by its code.

    `boilerplate` holds regular expressions of lines that are boilerplate in any place,
    `boilerplate_files` the texts of files like grammar/boilerplate.toml, and `vocabulary` the texts
    of files like grammar/vocabulary/en.toml. All of them add to the built-in tables. `maximum` is
    the maximum of a number that states none; None if such a number is no score. `lines` requests
    the kinds of the lines (`Checked.lines`). `plugins` are the names of the plug-ins to use.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, float]] = _NO_OPTIONS
    boilerplate_files: tuple[str, ...] = ()
    vocabulary: tuple[str, ...] = ()
    maximum: int | None = None
    lines: bool = False
    plugins: tuple[str, ...] = ()

    @property
    def words(self) -> Words:
        """The words to read with. Raises VocabularyError for a file that cannot be used."""
        return _words(self.boilerplate, self.boilerplate_files, self.vocabulary, self.maximum)

    def wants(self, code: str) -> bool:
        """Tell whether a finding with this code is to be reported."""
        return code in codes_wanted(self.select, self.ignore, self.plugins)


@lru_cache(maxsize=16)
def _words(
    patterns: tuple[str, ...],
    boilerplate_files: tuple[str, ...],
    vocabulary: tuple[str, ...],
    maximum: int | None,
) -> Words:
    from reviewfmt.syntax.boilerplate import read_boilerplate
    from reviewfmt.syntax.vocabulary import read_vocabulary
    from reviewfmt.syntax.words import built_in

    tables: dict[str, tuple[str, ...]] = {"anywhere": patterns} if patterns else {}
    for text in boilerplate_files:
        for name, more in read_boilerplate(text).items():
            tables[name] = (*tables.get(name, ()), *more)
    return built_in().with_more([read_vocabulary(one) for one in vocabulary], tables, maximum)


@lru_cache(maxsize=64)
def codes_wanted(
    select: tuple[str, ...], ignore: tuple[str, ...], plugins: tuple[str, ...] = ()
) -> frozenset[str]:
    """Return the codes that are reported under a choice of codes or prefixes."""
    from reviewfmt.rules import catalogue

    rules = catalogue(plugins)
    if not select and not ignore:
        return frozenset(code for code, rule in rules.items() if not rule.asked)
    chosen_codes = set(ALWAYS)
    for code, rule in rules.items():
        hundred = len(code.rstrip(string.digits)) + 1
        naming = (one for one in select if not rule.asked or len(one) > hundred)
        chosen = max((len(one) for one in naming if code.startswith(one)), default=-1)
        ignored = max((len(one) for one in ignore if code.startswith(one)), default=-1)
        if chosen > ignored or (ignored < 0 and not select and not rule.asked):
            chosen_codes.add(code)
    return frozenset(chosen_codes)


DEFAULT = Settings()
"""Every code, the built-in words."""


def read(text: str, settings: Settings | None = None) -> Parsed:
    """Parse the text of a review with the words of the settings."""
    from reviewfmt.parser import parse

    return parse(text, (settings or DEFAULT).words)
