"""The form of a finding of the parser: its texts, and the values that they insert."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from reviewfmt.diagnostic import Severity

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


def error(code: str, name: str, place: str, **wordings: tuple[str, str]) -> Finding:
    """Return a code that is an error; each keyword is a variant, with its message and its help."""
    return _finding(code, name, Severity.ERROR, place, wordings)


def warning(code: str, name: str, place: str, **wordings: tuple[str, str]) -> Finding:
    """Return a code that is a warning; the keywords are those of `error`."""
    return _finding(code, name, Severity.WARNING, place, wordings)


def _finding(
    code: str, name: str, severity: Severity, place: str, words: Mapping[str, tuple[str, str]]
) -> Finding:
    wordings = {
        variant.replace("_", "-"): Wording(Template(message), Template(help_))
        for variant, (message, help_) in words.items()
    }
    return Finding(code, name, severity, place, MappingProxyType(wordings))
