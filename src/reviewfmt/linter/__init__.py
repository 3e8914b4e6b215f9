"""Source -> diagnostics: the findings of the parser, the schema and the rules, by the settings.

What only some sources need is in modules of its own, which are imported when needed: comments that
silence findings (`suppression`), JSON documents (`json_document`), fixes (`fixing`), and baselines
(`baseline`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.linter.settings import ALWAYS, DEFAULT, Settings, codes_wanted, read
from reviewfmt.model import Review
from reviewfmt.span import NOWHERE, Span

if TYPE_CHECKING:
    from reviewfmt.parser import ClassifiedLine, Parsed

__all__ = [
    "ALWAYS",
    "Checked",
    "LineKind",
    "Settings",
    "check",
    "check_data",
    "check_json",
    "check_parsed",
    "check_review",
    "read",
]

_ON_LINE = re.compile(r" on line [0-9]+ too\Z")


class LineKind(NamedTuple):
    """A line of a source: its number, the column of its text, its kind and its part."""

    line: int
    column: int
    kind: str
    part: str


class Checked(NamedTuple):
    """The result of a check: the path of the source, its text ("" if it has none), its findings.

    `lines` are the lines of a review that are not blank, with their kinds; None if not requested.
    """

    path: str
    text: str
    diagnostics: tuple[Diagnostic, ...]
    lines: tuple[LineKind, ...] | None = None


def check(text: str, path: str | None = None, settings: Settings | None = None) -> list[Diagnostic]:
    """Check the text of a review.

    Returns the findings in the order of the source, with `path` in each, except those that a
    comment `% ignore: …` in the text silences. Raises nothing: every fault of the text is a
    finding.
    """
    asked = settings or DEFAULT
    return check_parsed(read(text, asked), path, asked)


def check_parsed(
    parsed: Parsed, path: str | None = None, settings: Settings | None = None
) -> list[Diagnostic]:
    """Check a text that was parsed with the words of `settings`, as `check` does."""
    return _placed(_found(parsed, settings or DEFAULT), path)


def _found(parsed: Parsed, asked: Settings) -> list[Diagnostic]:
    from reviewfmt.rules import findings

    wanted = codes_wanted(asked.select, asked.ignore, asked.plugins)
    found = list(parsed.diagnostics)
    if asked.plugins:
        found = _without_own_fields(found, parsed, asked.plugins)
    if asked.select or asked.ignore:
        found = [one for one in found if one.code in wanted]
    found += findings(parsed, wanted, asked.options, asked.plugins)
    if parsed.review.comments:
        from reviewfmt.linter.suppression import suppress

        found = suppress(parsed, found, wanted, asked.plugins)
    return found


_UNKNOWN_FIELD = "RF114"


def _without_own_fields(
    found: Iterable[Diagnostic], parsed: Parsed, plugins: tuple[str, ...]
) -> list[Diagnostic]:
    """Return the findings except those that take a field of a plug-in for a misspelled field."""
    from reviewfmt.rules.running import own_fields
    from reviewfmt.syntax.vocabulary import fold

    keys = own_fields(plugins)
    own = {one.span for one in parsed.review.metadata.extra if fold(one.key) in keys}
    return [one for one in found if one.code != _UNKNOWN_FIELD or one.span not in own]


def check_json(
    text: str, path: str | None = None, settings: Settings | None = None
) -> list[Diagnostic]:
    """Check a JSON document; the findings have its lines and columns."""
    from reviewfmt.linter.json_document import findings_of

    asked = settings or DEFAULT
    wanted = codes_wanted(asked.select, asked.ignore, asked.plugins)
    found = findings_of(text, path, wanted, asked)
    return _placed([one for one in found if one.code in wanted], path)


def check_review(
    review: Review,
    path: str,
    settings: Settings | None = None,
    place: Callable[[str, int], Span] | None = None,
) -> list[Diagnostic]:
    """Check a review that was read from a document of another format.

    The findings are those of the review written as text. `place` returns the place in the document
    of words of this text, given the words and how often they occur before; without it the findings
    have no place. They have no fixes, since fixes are edits of the text of a review.
    """
    from reviewfmt.writer import dumps

    text = ""
    try:
        text = dumps(review)
        found = check(text, path, settings)
    except ReviewError as error:
        found = list(error.diagnostics)
    return [
        replace(
            one,
            path=path,
            span=place(*_words_at(text, one.span)) if place else NOWHERE,
            related=(),
            fix=None,
            message=_ON_LINE.sub(" twice", one.message),
        )
        for one in found
    ]


def _words_at(text: str, span: Span) -> tuple[str, int]:
    """Return the words at a place (or its line), and how often they occur before."""
    start = text.rfind("\n", 0, span.offset) + 1
    end = text.find("\n", max(span.end_offset, span.offset))
    said = text[span.offset : span.end_offset].strip() or text[start : end if end >= 0 else None]
    before = text.count(said, 0, span.offset) if said and len(text) <= _SOON_READ else 0
    return said, before


_SOON_READ = 200_000
"""The longest text, in characters, in which words are counted for each finding."""


def check_data(
    data: bytes, path: str, settings: Settings | None = None, *, json: bool = False
) -> Checked:
    """Check the bytes of a review or a JSON document; undecodable bytes are RF118."""
    from reviewfmt.source import decode

    try:
        text = decode(data)
    except ReviewError as error:
        found = tuple(replace(one, path=path) for one in error.diagnostics)
        return Checked(path, "", found)
    if json:
        return Checked(path, text, tuple(check_json(text, path, settings)))
    asked = settings or DEFAULT
    parsed = read(text, asked)
    lines = None
    if asked.lines:
        lines = tuple(_kind(line, text) for line in parsed.lines)
    return Checked(path, text, tuple(_placed(_found(parsed, asked), path)), lines)


def _kind(line: ClassifiedLine, text: str) -> LineKind:
    start = max(text.rfind(end, 0, line.offset) for end in "\n\r")
    return LineKind(line.line, line.offset - start, str(line.kind), str(line.part))


def _placed(findings: Iterable[Diagnostic], path: str | None) -> list[Diagnostic]:
    """Return the findings in the order of the source, with `path` in each."""
    found = sorted(findings, key=_place)
    return [one if one.path == path else replace(one, path=path) for one in found]


def _place(found: Diagnostic) -> tuple[int, int, str]:
    return found.span.line, found.span.column, found.code
