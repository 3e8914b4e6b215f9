"""Source -> diagnostics: what the parser, the schema and the rules say, as the settings ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from reviewfmt.diagnostic import Diagnostic, ReviewError

ALWAYS = frozenset({"RF100", "RF118", "RF201"})
"""Codes that no setting silences: what they are about was not read at all."""


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
        if code in ALWAYS:
            return True
        chosen = max((len(one) for one in self.select if code.startswith(one)), default=-1)
        ignored = max((len(one) for one in self.ignore if code.startswith(one)), default=-1)
        return chosen > ignored or (ignored < 0 and not self.select)


class Checked(NamedTuple):
    """One source that was checked: its path, its text ("" where it is none), its findings."""

    path: str
    text: str
    diagnostics: tuple[Diagnostic, ...]


def check(text: str, path: str | None = None, settings: Settings | None = None) -> list[Diagnostic]:
    """Check the text of a review.

    Returns the findings in the order of the source, each with `path` on it. Raises nothing:
    whatever is wrong with the text is a finding.
    """
    asked = settings or Settings()
    return list(_sorted(_of_text(text, asked), path, asked))


def check_json(
    text: str, path: str | None = None, settings: Settings | None = None
) -> list[Diagnostic]:
    """Check a JSON document; the findings stand at its own lines and columns."""
    return list(_sorted(_of_json(text, path), path, settings or Settings()))


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


def _sorted(
    findings: Iterable[Diagnostic], path: str | None, settings: Settings
) -> Iterator[Diagnostic]:
    wanted = (found for found in findings if settings.wants(found.code))
    for found in sorted(wanted, key=lambda one: (one.span.offset, one.code)):
        yield found if found.path == path else replace(found, path=path)


def _of_text(text: str, settings: Settings) -> Iterator[Diagnostic]:
    from reviewfmt.parser import parse
    from reviewfmt.rules import RULES, findings

    parsed = parse(text, settings.boilerplate)
    yield from parsed.diagnostics
    wanted = {code for code in RULES if settings.wants(code)}
    yield from findings(parsed, wanted, settings.options)


def _of_json(text: str, path: str | None) -> Iterator[Diagnostic]:
    from reviewfmt.document import locate, read_json, to_data

    try:
        review = read_json(text, path)
    except ReviewError as error:
        yield from error.diagnostics
        return
    from reviewfmt.parser import parse
    from reviewfmt.printer import print_review

    parsed = parse(print_review(review))
    said, read = to_data(review), to_data(parsed.review)
    for key in said:
        if key != "boilerplate" and said[key] != read[key]:
            yield Diagnostic(
                "RF204",
                f"{key}: no review text reads as this; the title line, the guides and the"
                f" sections must say it as they would in a review",
                locate(text, (key,)),
            )
