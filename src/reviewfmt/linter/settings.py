"""What a run reports and what words it reads with, and the reading itself."""

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
"""Codes that nothing silences: what they are about was not read, or not looked for, at all."""

_NO_OPTIONS: Mapping[str, Mapping[str, float]] = MappingProxyType({})


class Settings(NamedTuple):
    """What to report, and how the rules weigh.

    `select` and `ignore` hold codes or the beginnings of codes ("RF3" is all of RF3xx); an
    empty `select` is every code but those of rules that are `asked`: a selection has to name these
    by more than their hundred, as "RF42" does. If a prefix in each matches a code, the longer one
    wins, and `ignore` wins where they are as long. `options` holds the options of a rule by its
    code.

    `boilerplate` holds regular expressions of lines that are boilerplate wherever they stand,
    `boilerplate_files` the texts of files like grammar/boilerplate.toml, and `vocabulary` the
    texts of files like grammar/vocabulary/en.toml: all add to the built-in tables. `maximum` is
    what a number with no maximum is over, None where it is no score. `lines` asks for the kinds
    of the lines (`Checked.lines`). `plugins` are the names of the plug-ins that look, too.
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
        """The words to read with; raises VocabularyError for a file that cannot be used."""
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
    from reviewfmt.syntax.words import built_in, read_boilerplate, read_vocabulary

    tables: dict[str, tuple[str, ...]] = {"anywhere": patterns} if patterns else {}
    for text in boilerplate_files:
        for name, more in read_boilerplate(text).items():
            tables[name] = (*tables.get(name, ()), *more)
    return built_in().with_more([read_vocabulary(one) for one in vocabulary], tables, maximum)


@lru_cache(maxsize=64)
def codes_wanted(
    select: tuple[str, ...], ignore: tuple[str, ...], plugins: tuple[str, ...] = ()
) -> frozenset[str]:
    """Return the codes that are reported under a choice of codes or their beginnings."""
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
    """Read the text of a review with the words that the settings give."""
    from reviewfmt.parser import parse

    return parse(text, (settings or DEFAULT).words)
