"""The vocabulary of a language: its words by table and key, read from TOML.

`grammar/vocabulary/LANGUAGE.toml` holds the words of a language. Code holds no word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reviewfmt.nearest import suggestion

NUMBER_HERE = "…"
_SECTIONS: dict[str, dict[str, str]] = {
    "labels": {},
    "numbers": {"cardinals": "words", "ordinals": "words", "between": "words"},
    "season": {"patterns": "patterns", "ordinal_patterns": "patterns", "codes": "words"},
    "guide": {"names": "words"},
    "title": {"review": "words", "kinds": "words", "articles": "words", "openings": "words"},
    "verdict": {"nouns": "words", "before": "words", "alone": "words"},
    "score": {
        "before": "words",
        "of": "words",
        "stars": "words",
        "points": "words",
        "maximum": "patterns",
    },
    "date": {"months": "words", "weekdays": "words", "words": "words"},
    "byline": {"by": "words", "on": "words"},
    "headings": {"guide": "words", "ratings": "words", "conclusion": "words"},
    "status": {},
    "fields": {},
    "works": {"series": "words", "movie": "words", "book": "words"},
    "praise": {"pros": "words", "cons": "words"},
    "printed": {},
    "spoilers": {"headings": "words"},
    "site": {},
}
"""The tables of a vocabulary, and their keys if these are fixed."""

LABELS = ("Episode", "Chapter", "Special", "OVA", "ONA", "OAD", "Movie")
STATUSES = ("draft", "airing", "dropped", "complete")
_PRINTED = (
    "episode",
    "title",
    "score",
    "ratings",
    "aspect",
    "verdict",
    "guide",
    "season_guide",
    "out_of",
    "mean",
    "contents",
    "works_index",
    "reviews",
    "reviews_by",
    "comparison",
    "details",
    "spoiler",
    "chart",
    "chart_summary",
    "chart_range",
    "spoilers_to",
    "spoilers_none",
    "edition",
    "edition_start",
    "edition_part",
    "date",
)
_SITE = (
    "home",
    "menu",
    "reviews",
    "works",
    "authors",
    "genres",
    "tags",
    "feed",
    "search",
    "skip",
    "where",
    "sort",
    "newest",
    "best",
    "by_title",
    "narrow",
    "pages",
    "page",
    "previous",
    "next",
    "count",
    "scores",
    "low",
    "high",
    "without_number",
    "not_found",
    "not_found_text",
    "moved",
    "results",
    "no_results",
    "search_needs",
)
_BY_POSITION = frozenset(("numbers", "date"))
"""The tables in which the position of a word counts; an item may be a list of spellings."""

_COUNTS = {("date", "months"): 12, ("date", "weekdays"): 7}
"""How many words a key has, if the number is fixed."""

_KEYS: dict[str, Sequence[str]] = {
    "labels": LABELS,
    "status": STATUSES,
    "printed": _PRINTED,
    "site": _SITE,
}


class VocabularyError(ValueError):
    """A vocabulary or boilerplate file that cannot be used.

    `line` is the line of the file, from 1, that the message is about.
    """

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language, as its file holds them."""

    language: str
    name: str
    tables: Mapping[str, Any]

    def words(self, table: str, key: str) -> tuple[str, ...]:
        """Return the words of a key; empty if the vocabulary does not have it."""
        value = self.tables.get(table, {}).get(key, ())
        if isinstance(value, dict):
            value = value["words"]
        if isinstance(value, str):
            return (value,)
        return tuple(word for one in value for word in ((one,) if isinstance(one, str) else one))

    def positions(self, table: str, key: str) -> tuple[tuple[str, ...], ...]:
        """Return the words of a key by position: for each position the tuple of spellings."""
        value = self.tables.get(table, {}).get(key, ())
        return tuple((one,) if isinstance(one, str) else tuple(one) for one in value)

    def plurals(self, label: str) -> tuple[str, ...]:
        """Return the plural words of a label, which open double episodes."""
        value = self.tables.get("labels", {}).get(label, {})
        return tuple(value.get("plural", ())) if isinstance(value, dict) else ()


def fold(word: str) -> str:
    """Return a word as the tables of words hold it: in lower case, with single spaces.

    Words that a case-insensitive pattern does not tell apart are equal here: İ and ı become i.
    """
    if word.isascii():
        return " ".join(word.split()).lower()
    return " ".join(word.split()).replace("İ", "i").casefold().replace("ı", "i")


def read_vocabulary(text: str, known_fields: Iterable[str] | None = None) -> Vocabulary:
    """Return the vocabulary that a TOML text holds.

    `known_fields` are the keys that `[fields]` may have; None allows any. Raises
    VocabularyError with the line, and with the nearest known key for one that is not known.
    """
    fields = None if known_fields is None else tuple(known_fields)
    return _Checker(TomlText(text), fields).vocabulary()


class TomlText:
    """A TOML text whose errors name a line."""

    def __init__(self, text: str) -> None:
        self._text = text

    def data(self) -> dict[str, Any]:
        """Return what the text holds. Raises VocabularyError if it is not TOML."""
        import tomllib

        try:
            return tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            place = re.search(r" \(at line (\d+), column \d+\)$", str(error))
            line = int(place[1]) if place else self._text.count("\n") + 1
            message = str(error)[: place.start()] if place else str(error)
            message = f"not TOML: {message[:1].lower()}{message[1:]}"
            raise VocabularyError(message, line) from None

    def unknown(self, key: str, known: Iterable[str], place: tuple[str, ...]) -> VocabularyError:
        """Return the error for a key that is not known, with the nearest one that is.

        `place` is the path of the key: the names of its table and of the key itself.
        """
        known = list(known)
        near = suggestion(key, known)
        hint = f'; did you mean "{near}"?' if near else f"; known are {', '.join(known)}"
        return self.error(f'unknown key "{key}"{hint}', place)

    def error(self, message: str, place: tuple[str, ...]) -> VocabularyError:
        """Return an error with the line of the key whose path is `place`."""
        header: tuple[str, ...] = ()
        best, depth = 1, 0
        for number, line in enumerate(self._text.split("\n"), 1):
            found = _TOML_LINE.match(line)
            if found is None:
                continue
            names = tuple(name.strip().strip("\"'") for name in found["names"].split("."))
            if found["header"]:
                header = names
            path = names if found["header"] else header + names
            if path == place[: len(path)] and len(path) > depth:
                best, depth = number, len(path)
        return VocabularyError(message, best)


_TOML_LINE = re.compile(
    r"""\s*+(?P<header>\[\s*+)?+(?P<names>(?:[\w.\s-]++|"[^"]*+"|'[^']*+')++)"""
    r"""(?(header)\]\s*+(?:\#.*)?$|=)"""
)
"""A line of TOML that opens a table or a key; `names` are its parts, with points between."""


class _Checker:
    """Checks what a vocabulary file holds."""

    def __init__(self, toml: TomlText, fields: tuple[str, ...] | None) -> None:
        self._toml = toml
        self._fields = fields

    def vocabulary(self) -> Vocabulary:
        data = self._toml.data()
        language = data.pop("language", None)
        name = data.pop("name", language)
        if language is None:
            raise VocabularyError('the key "language" is missing, expected a tag such as "en"')
        for key, value in (("language", language), ("name", name)):
            if not isinstance(value, str) or not value.strip():
                raise self._toml.error(f'"{key}" is not a text', (key,))
        for table, value in data.items():
            if table not in _SECTIONS:
                raise self._toml.unknown(table, ("language", "name", *_SECTIONS), (table,))
            if not isinstance(value, dict):
                raise self._toml.error(f'"{table}" is not a table', (table,))
            allowed = self._allowed(table)
            for key, words in value.items():
                if allowed is not None and key not in allowed:
                    raise self._toml.unknown(key, allowed, (table, key))
                self._words(words, table, key)
        return Vocabulary(language, str(name), data)

    def _allowed(self, table: str) -> Sequence[str] | None:
        if table == "fields":
            return self._fields
        return _KEYS.get(table) or tuple(_SECTIONS[table])

    def _words(self, words: object, table: str, key: str) -> None:
        place = (table, key)
        if table in ("printed", "site"):
            if not isinstance(words, str) or not words.strip():
                raise self._toml.error(f'"{key}" is not a text', place)
            return
        if table == "labels" and isinstance(words, dict):
            for name in words:
                if name not in ("words", "plural"):
                    raise self._toml.unknown(name, ("words", "plural"), place)
            if "words" not in words:
                raise self._toml.error(f'"{key}" has no "words"', place)
            lists = list(words.values())
        else:
            lists = [words]
        for one in lists:
            flat = _flat(one) if table in _BY_POSITION else one
            if not isinstance(flat, list) or not all(isinstance(word, str) for word in flat):
                raise self._toml.error(f'"{key}" is not a list of words', place)
            if (count := _COUNTS.get(place, len(one))) != len(one):
                raise self._toml.error(f'"{key}" has {len(one)} words, expected {count}', place)
            for word in flat:
                if not word.strip(NUMBER_HERE + " ") or word.count(NUMBER_HERE) > 1:
                    raise self._toml.error(f'"{word}" is not a word', place)


def _flat(words: object) -> object:
    """Return a list whose items may be lists of spellings as one list."""
    if not isinstance(words, list):
        return words
    return [word for one in words for word in (one if isinstance(one, list) else [one])]
