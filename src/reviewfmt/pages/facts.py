"""Reads bylines, dates and facts: what a page says about the review and its work."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from reviewfmt.characters import LIST_COMMAS, tidy
from reviewfmt.fields import FieldType
from reviewfmt.model import FIELDS, Field, Metadata
from reviewfmt.pages.bylines import read_byline
from reviewfmt.pages.lines import PageLine, said_by
from reviewfmt.pandoc_ast.lines.bylines import is_name
from reviewfmt.pandoc_ast.lines.fields import field_of
from reviewfmt.syntax import dates
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import Words

_FACT = re.compile(r"(?P<key>[^\W\d_][^:：\t|｜]{0,39}?)\s?[:：\t|｜]\s*+(?P<value>\S.*)")
_MOST_KEY_WORDS = 3
_NO_DAY = frozenset(("no-day", "weekday", "short-year"))
"""The faults of dates that do not give a day."""

_TYPES = {field.name: field.type for field in FIELDS}


class Outcome(NamedTuple):
    """The outcome of a line: whether it was taken, why it is in doubt, and what it is `instead`.

    `said` are the possible values.
    """

    taken: bool
    why: str | None = None
    instead: str = "site"
    said: str = ""


_TAKEN = Outcome(True)
_PROSE = Outcome(False, None, "prose")


class Facts:
    """Collects the lines that become fields of a review."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._fields: dict[str, Any] = {}
        self._extra: list[Field] = []
        self._said: list[Field] = []
        self._is_alone = False

    def metadata(self) -> Metadata:
        """Return the fields; `fields` has every line that was taken."""
        return Metadata(**self._fields, extra=tuple(self._extra), fields=tuple(self._said))

    def say(self, line: PageLine, name: str | None) -> None:
        """Record a line that was taken; `name` is the name of a known field."""
        self._said.append(Field(line.text, line.text, name, line.span))

    def byline(self, line: PageLine) -> Outcome:
        """Take an author, a date or both.

        A date with two readings is not taken; the whole line is then in a comment of the draft.
        """
        read = read_byline(said_by(line), self._words)
        if read is None and is_name(line.text):
            return self._name(line)
        if read is None:
            fault = dates.read(line.text, self._words).fault
            return Outcome(False, "no-date" if fault in _NO_DAY else None)
        date = dates.read(read.date or "", self._words)
        if read.author and self._is_alone:
            del self._fields["author"]
            self._is_alone = False
        new = {
            name: value
            for name, value in (("author", read.author), ("published", date.day))
            if value is not None and name not in self._fields
        }
        why = "two-dates" if len(date.readings) > 1 else None
        said = ", ".join(map(str, date.readings)) if why is not None else ""
        if not new:
            return Outcome(False, why, said=said)
        self._fields |= new
        self.say(line, next(iter(new)))
        return Outcome(why is None, why, said=said)

    def _name(self, line: PageLine) -> Outcome:
        """Take a name on its own as the author, until a byline names another one."""
        if "author" in self._fields:
            return Outcome(False)
        self._fields["author"] = line.text
        self._is_alone = True
        self.say(line, "author")
        return Outcome(True, "lone-name")

    def fact(self, line: PageLine) -> Outcome:
        """Take a key and its value."""
        match = _FACT.fullmatch("\t".join(line.cells) or said_by(line))
        if match is None:
            return _PROSE
        key, value = tidy(match["key"]), tidy(match["value"])
        name = self._words.fields.get(fold(key))
        if name is None and (other := field_of(f"{key}: {value}")) is not None:
            name = other.name
        if name is not None:
            return self._known(line, name, value)
        taken = {fold(field.key) for field in self._extra}
        if len(key.split()) > _MOST_KEY_WORDS or fold(key) in taken:
            return _PROSE
        field = Field(key, value, None, line.span)
        self._extra.append(field)
        self._said.append(field)
        return _TAKEN

    def _known(self, line: PageLine, name: str, value: str) -> Outcome:
        """Take the value of a known field."""
        type_ = _TYPES.get(name)
        said: object = None
        if type_ is FieldType.TEXT:
            said = value
        elif type_ is FieldType.LIST:
            said = tuple(filter(None, map(tidy, re.split(f"[{LIST_COMMAS}]", value))))
        elif type_ is FieldType.DATE:
            said = dates.read(value, self._words).day
        elif type_ is FieldType.STATUS:
            said = self._words.statuses.get(fold(value))
        if not said or name in self._fields:
            return Outcome(False, "field")
        self._fields[name] = said
        self.say(line, name)
        return _TAKEN

    def spoiler(self, line: PageLine) -> Outcome:
        """Take a warning about spoilers."""
        if "spoilers" in self._fields:
            return _PROSE
        self._fields["spoilers"] = line.text
        self.say(line, "spoilers")
        return _TAKEN
