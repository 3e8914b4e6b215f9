"""The findings of the parser: the codes RF1xx, each with its severity, its place and its messages.

The parser, the pages of the rules and the tests share this table. A message says what was
found and what was expected. A help says what to do about it, with the explicit spelling that
always works.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.fields import STATUSES
from reviewfmt.span import Span

LONGEST_QUOTE = 60
"""How many characters of a line a message quotes."""


def quoted(text: object) -> str:
    """Return a text as a message quotes it: on one line, and its beginning if it is long."""
    shown = str(text)
    if len(shown) > LONGEST_QUOTE:
        shown = shown[: LONGEST_QUOTE - 1] + "…"
    return f'"{" ".join(shown.split())}"'


KINDS: Mapping[str, str] = MappingProxyType(
    {
        "COMMENT": "a comment",
        "ESCAPED": "prose",
        "HEADING": "a heading",
        "TITLE": "a title",
        "QUOTE": "a quote",
        "FIGURE": "a figure",
        "COMMENTS": "the line above the comments of readers",
        "BOILERPLATE": "boilerplate",
        "GUIDE": "the name of a guide",
        "SEASON": "a line of seasons",
        "VERDICT": "a verdict",
        "ENTRY": "an entry of a guide",
        "RATING": "a rating",
        "FIELD": "a field",
        "ITEM": "an item of a list",
        "PROSE": "prose",
    }
)
"""How messages name a line, by its kind."""


class Template:
    """A text with placeholders.

    `{name}` inserts the value, `{name!q}` the value in quotation marks, and `{name!k}` the words
    for a kind of line.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _parts(self) -> tuple[tuple[str, str | None, str | None], ...]:
        from string import Formatter

        return tuple(
            (literal, name, conversion)
            for literal, name, _, conversion in Formatter().parse(self.text)
        )

    @property
    def values(self) -> frozenset[str]:
        """The names of the values that the text needs."""
        return frozenset(name for _, name, _ in self._parts if name)

    def fill(self, values: Mapping[str, object]) -> str:
        """Return the text with its values; raises KeyError if one is missing."""
        return "".join(
            literal + ("" if name is None else _shown(values[name], conversion))
            for literal, name, conversion in self._parts
        )


def _shown(value: object, conversion: str | None) -> str:
    if conversion == "q":
        return quoted(value)
    return KINDS[str(value)] if conversion == "k" else str(value)


class Wording(NamedTuple):
    """The texts of a finding: its message and its help."""

    message: Template
    help: Template

    @property
    def values(self) -> frozenset[str]:
        """The names of the values that both need."""
        return self.message.values | self.help.values


class Finding(NamedTuple):
    """One code of the parser.

    `place` describes what the span of a finding covers; the specification's table shows it.
    `wordings` maps the names of variants to their texts; the first one is the default.
    """

    code: str
    name: str
    severity: Severity
    place: str
    wordings: Mapping[str, Wording]


def _error(code: str, name: str, place: str, **wordings: tuple[str, str]) -> Finding:
    return _finding(code, name, Severity.ERROR, place, wordings)


def _warning(code: str, name: str, place: str, **wordings: tuple[str, str]) -> Finding:
    return _finding(code, name, Severity.WARNING, place, wordings)


def _finding(
    code: str, name: str, severity: Severity, place: str, words: Mapping[str, tuple[str, str]]
) -> Finding:
    wordings = {
        variant.replace("_", "-"): Wording(Template(message), Template(help_))
        for variant, (message, help_) in words.items()
    }
    return Finding(code, name, severity, place, MappingProxyType(wordings))


_TITLE = "write the title above it: Harbour Lights Season 1 Review – Calm at sea"
_SCORE = "write a number over a number, like 3.5/5"
_ENTRY = "Episode 1: Pilot -| 3/5"
_STATUSES = ", ".join(STATUSES)

FINDINGS: Mapping[str, Finding] = MappingProxyType(
    {
        finding.code: finding
        for finding in (
            _error(
                "RF100",
                "unreadable-file",
                "the beginning of the file",
                file=("the file cannot be read: {reason}", "make it readable, or leave it out"),
            ),
            _error(
                "RF101",
                "missing-title",
                "the first line, or the line that was meant",
                structure=("no title: the first line is {kind!k}", _TITLE),
                key=(
                    "no title: the first line is the field {key!q}",
                    "write the title above the fields, or put `# ` before it",
                ),
                long=(
                    "no title: the first line has {length} characters, a title has at most {most}",
                    "write a title above it, or put `# ` before the line if it is the title",
                ),
                later=(
                    "no title in the first line: line {line}, {title!q}, looks like the title",
                    "move that line to the top; if the text is a page from another site,"
                    " `reviewfmt adopt` makes a draft of it; if the first line is the title, put"
                    " `# ` before it",
                ),
                explicit=(
                    "no title in the first line: this line is marked as the title",
                    "move this line to the top, or write `## ` before it if it is a heading",
                ),
                none=("no title: no heading or line of the document is a title", _TITLE),
            ),
            _error(
                "RF102",
                "missing-verdict",
                "the line that resembles a verdict, or the last line",
                end=(
                    "no verdict, expected a line such as: Verdict: 8/10",
                    "add the verdict; if there is none yet, write `Status: draft` or"
                    " `Status: airing`",
                ),
                scored=(
                    "no verdict on a separate line; line {line} ends with the score {score!q}",
                    "write the score on a separate line: {spelling}; if the text is a page from"
                    " another site, `reviewfmt adopt` makes a draft of it",
                ),
                near=(
                    "no verdict: {line!q} begins like a verdict, but is {kind!k}",
                    "write it as: {spelling}",
                ),
                comments=(
                    "no verdict above this line, where the comments of readers begin; there is a"
                    " verdict below it, on line {line}",
                    "move the verdict above this line; if the line is prose, write `\\` before it",
                ),
            ),
            _error(
                "RF103",
                "second-verdict",
                "the line",
                verdict=(
                    "a second verdict; the first is on line {line}",
                    "keep one; to rate an aspect of this name, write brackets around the name:"
                    " [Rating] - 7/10",
                ),
            ),
            _error(
                "RF104",
                "worded-verdict",
                "the words",
                words=(
                    "the verdict is in words, {words!q}, expected a score such as 6/10",
                    "write the score, followed by the words in brackets: Verdict: 6/10 (Good)",
                ),
            ),
            _error(
                "RF105",
                "score-above-maximum",
                "the score",
                score=(
                    "the score {value}/{out_of} is above its maximum, {out_of}",
                    "correct the score or its maximum",
                ),
            ),
            _error(
                "RF106",
                "zero-maximum",
                "the score",
                score=("the score {value}/0 has the maximum zero", _SCORE),
            ),
            _error(
                "RF107",
                "unreadable-score",
                "the words in place of the score",
                unreadable=("{words!q} is not a score, expected a number over a number", _SCORE),
                digits=(
                    "{words!q} has too many digits for a score, expected at most nine, and at most"
                    " six after the point",
                    "round the number, like 3.5/5",
                ),
                missing=("no score where one is expected", _SCORE),
                no_maximum=(
                    "the score {words!q} has no maximum",
                    "write the maximum after the number, like 7/10; `maximum = 10` in the"
                    " configuration sets it for all scores",
                ),
            ),
            _error(
                "RF108",
                "negative-score",
                "the words in place of the score",
                negative=(
                    "the score {words!q} is below zero",
                    "write a number that is not negative: 0/10",
                ),
            ),
            _error(
                "RF110",
                "stray-line-in-guide",
                "the line",
                line=(
                    "{line!q} is not an entry, but is in a block of entries",
                    f"write it as an entry: {_ENTRY}; or as a note of the entry above: indent it"
                    " by two spaces, or put blank lines around it",
                ),
                above=(
                    "{line!q} is not an entry, but is between the guide's name and its first entry",
                    "write it above the guide, or below its first entry as a note",
                ),
            ),
            _error(
                "RF111",
                "guide-without-entries",
                "the line of the guide's name",
                guide=(
                    "the guide has no entries",
                    f"write entries such as {_ENTRY}; write `\\` before the line if it is prose",
                ),
            ),
            _error(
                "RF113",
                "control-character",
                "the character",
                character=("the control character {character} is not allowed in text", "delete it"),
            ),
            _warning(
                "RF114",
                "unknown-field",
                "the line",
                near=(
                    "unknown field {key!q}; did you mean {near!q}?",
                    "correct the key; an unknown field is kept as text",
                ),
            ),
            _error(
                "RF115",
                "unreadable-date",
                "the line",
                date=(
                    "{value!q} is not a date, expected year-month-day",
                    "write the date as 2024-04-11",
                ),
                ambiguous=(
                    "{value!q} has two meanings: {first} if the day comes first, {second} if the"
                    " month does",
                    "write the intended date as year-month-day",
                ),
                no_day=(
                    "{value!q} is not a day of the calendar, expected year-month-day",
                    "write the date as 2024-04-11",
                ),
                weekday=(
                    "{value!q} is on another day of the week",
                    "correct the weekday or the date, or write the date alone: 2024-04-11",
                ),
                short_year=(
                    "the year of {value!q} has two digits, expected four",
                    "write the date as 2024-04-11",
                ),
            ),
            _error(
                "RF116",
                "unreadable-language",
                "the line",
                language=(
                    "{value!q} is not a language, expected a BCP 47 tag",
                    "write the language as a tag such as en, pt-BR or ja",
                ),
                named=(
                    "{value!q} is not a language tag",
                    "write `{key}: {tag}`",
                ),
            ),
            _error(
                "RF117",
                "field-twice",
                "the line",
                field=(
                    "the field {key!q} appears twice; the first is on line {line}",
                    "keep one of them",
                ),
            ),
            _error(
                "RF118",
                "undecodable-bytes",
                "the first byte at fault",
                byte=(
                    "byte 0x{byte} at offset {offset} is not {encoding} text",
                    "save the file as UTF-8",
                ),
                binary=("a binary file, expected the text of a review", "save the file as UTF-8"),
            ),
            _error(
                "RF119",
                "entry-without-number",
                "the line",
                label=(
                    "the entry {line!q} has no number after its label",
                    "write the number: {label} 1",
                ),
                title=(
                    "the entry {line!q} has neither a label nor a title",
                    "write its label and number, or its title: Episode 1",
                ),
            ),
            _error(
                "RF120",
                "empty-document",
                "the beginning of the text",
                empty=("the text contains no review", "write a title and a verdict"),
            ),
            _error(
                "RF121",
                "unstable-format",
                "the title",
                format=(
                    "the canonical text would be read as another review, so it is not written",
                    "please report this file: it is a bug in the formatter",
                ),
            ),
            _error(
                "RF122",
                "unknown-status",
                "the line",
                status=(
                    f"unknown status {{value!q}}, expected one of {_STATUSES}",
                    f"write one of {_STATUSES}, or leave the field out",
                ),
            ),
            _warning(
                "RF123",
                "missing-work",
                "the title",
                title=(
                    "the title does not name the work; the whole line is used as the work,"
                    " {work!q}",
                    "write Review after the work, or add the field `Work: {work}`",
                ),
            ),
            _warning(
                "RF124",
                "second-title",
                "the line",
                heading=(
                    "a second title, {line!q}, is read as a heading",
                    "write `## ` before a heading; a review has one title",
                ),
            ),
            _warning(
                "RF125",
                "notations-differ",
                "both notations",
                score=(
                    "{words!q} gives two scores; {score} is used",
                    "make both notations the same score, or keep one",
                ),
            ),
            _warning(
                "RF126",
                "text-after-score",
                "the text after the score",
                entry=(
                    "{text!q} follows the entry's score, and is read as the paragraph below",
                    "write it on a separate line; if it is a note, write a dash with spaces before"
                    " it, or brackets around it",
                ),
            ),
            _warning(
                "RF127",
                "near-miss",
                "the line",
                score=(
                    "{line!q} ends with a number after a separator, but is {kind!k}",
                    "if it is a score, write: {spelling}; if not, write `\\` before the text",
                ),
                no_maximum=(
                    "{line!q} looks like a score without a maximum, but is prose",
                    "if it is a score, write: {spelling}; if not, write `\\` before the text",
                ),
                field=(
                    "{key!q} is the key of a field, but this line is prose: fields must be directly"
                    " below the title",
                    "move the line below the title; if it is prose, write `\\` before it",
                ),
                heading=(
                    "the heading {line!q} looks like an entry",
                    "write the entry without `#`; for a heading, reword it",
                ),
                value=(
                    "the value contains {key!q} and a colon, which would be a separate field",
                    "write that field on a separate line; if it is text, write a backslash"
                    " before the value: {spelling}",
                ),
                escape=(
                    "the backslash makes the whole line prose, but {mark!q} after it is a mark"
                    " of emphasis",
                    "to keep the mark as text, write two backslashes: {spelling}",
                ),
            ),
            _error(
                "RF128",
                "unreadable-season",
                "the line",
                season=(
                    "the season {value!q} is not a whole number",
                    "write the number of the season, or nothing if there is no season: Season: 2",
                ),
            ),
        )
    }
)
"""Every code of the parser, in the order of the codes."""


def report(
    code: str,
    span: Span,
    *,
    variant: str | None = None,
    related: tuple[Span, ...] = (),
    **values: object,
) -> Diagnostic:
    """Return the finding of a code at a place.

    `variant` names one of the code's wordings; the default is the first. `values` are inserted
    into its message and its help. Raises KeyError for an unknown code or variant, or a missing
    value.
    """
    finding = FINDINGS[code]
    wordings = finding.wordings
    wording = next(iter(wordings.values())) if variant is None else wordings[variant]
    return Diagnostic(
        code,
        wording.message.fill(values),
        span,
        finding.severity,
        wording.help.fill(values),
        related=related,
    )
