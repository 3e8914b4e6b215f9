"""Source -> diagnostics: what the parser, the schema and the rules say, as the settings ask.

What only some sources need stands beside this and is imported for them: comments that silence
(`suppression`), JSON documents (`json_document`), fixes (`fixing`), baselines (`baseline`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.model import NOWHERE, Review

ALWAYS = frozenset({"RF100", "RF118", "RF201"})
"""Codes that nothing silences: what they are about was not read at all."""

_ON_LINE = re.compile(r" on line [0-9]+ too\Z")

_NO_OPTIONS: Mapping[str, Mapping[str, float]] = MappingProxyType({})


class Settings(NamedTuple):
    """What to report, and how the rules weigh.

    `select` and `ignore` hold codes or the beginnings of codes ("RF3" is all of RF3xx); an
    empty `select` is every code, and of two that speak of a code the longer wins, `ignore`
    where they are as long. `boilerplate` holds regular expressions that add to the built-in
    table of boilerplate lines. `options` holds the options of a rule by its code.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, float]] = _NO_OPTIONS

    def wants(self, code: str) -> bool:
        """Tell whether a finding with this code is to be reported."""
        return code in _wanted(self.select, self.ignore)


@lru_cache(maxsize=64)
def _wanted(select: tuple[str, ...], ignore: tuple[str, ...]) -> frozenset[str]:
    from reviewfmt.rules import RULES

    if not select and not ignore:
        return frozenset(RULES)
    wanted = set(ALWAYS)
    for code in RULES:
        chosen = max((len(one) for one in select if code.startswith(one)), default=-1)
        ignored = max((len(one) for one in ignore if code.startswith(one)), default=-1)
        if chosen > ignored or (ignored < 0 and not select):
            wanted.add(code)
    return frozenset(wanted)


_DEFAULT = Settings()


class Checked(NamedTuple):
    """One source that was checked: its path, its text ("" where it is none), its findings."""

    path: str
    text: str
    diagnostics: tuple[Diagnostic, ...]


def check(text: str, path: str | None = None, settings: Settings | None = None) -> list[Diagnostic]:
    """Check the text of a review.

    Returns the findings in the order of the source, each with `path` on it, without those that
    a comment `% ignore: …` in the text silences. Raises nothing: whatever is wrong with the
    text is a finding.
    """
    from reviewfmt.parser import parse
    from reviewfmt.rules import findings

    asked = settings or _DEFAULT
    parsed = parse(text, asked.boilerplate)
    wanted = _wanted(asked.select, asked.ignore)
    found = list(parsed.diagnostics)
    if asked.select or asked.ignore:
        found = [one for one in found if one.code in wanted]
    found += findings(parsed, wanted, asked.options)
    if parsed.review.comments:
        from reviewfmt.linter.suppression import suppress

        found = suppress(parsed, found, wanted)
    return _placed(found, path)


def check_json(
    text: str, path: str | None = None, settings: Settings | None = None
) -> list[Diagnostic]:
    """Check a JSON document; the findings stand at its own lines and columns."""
    from reviewfmt.linter.json_document import findings_of

    asked = settings or _DEFAULT
    wanted = _wanted(asked.select, asked.ignore)
    found = findings_of(text, path, wanted, asked)
    return _placed([one for one in found if one.code in wanted], path)


def check_review(review: Review, path: str, settings: Settings | None = None) -> list[Diagnostic]:
    """Check a review that was read of a document of another format.

    The findings are those of the text that it is written as; they have no place in the document,
    and no fix, for fixes are edits of a review's text.
    """
    from reviewfmt.printer import print_review

    found = check(print_review(review), path, settings)
    return [
        replace(one, span=NOWHERE, fix=None, message=_ON_LINE.sub(" twice", one.message))
        for one in found
    ]


def check_data(
    data: bytes, path: str, settings: Settings | None = None, *, json: bool = False
) -> Checked:
    """Check the bytes of a file, a review or a JSON document; bytes that are no text are RF118."""
    from reviewfmt.source import decode

    try:
        text = decode(data)
    except ReviewError as error:
        found = tuple(replace(one, path=path) for one in error.diagnostics)
        return Checked(path, "", found)
    findings = (check_json if json else check)(text, path, settings)
    return Checked(path, text, tuple(findings))


def _placed(findings: Iterable[Diagnostic], path: str | None) -> list[Diagnostic]:
    """Return the findings in the order of the source, `path` on each."""
    found = sorted(findings, key=_place)
    return [one if one.path == path else replace(one, path=path) for one in found]


def _place(found: Diagnostic) -> tuple[int, str]:
    return found.span.offset, found.code
