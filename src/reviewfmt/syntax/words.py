"""The words of the format: vocabularies read from TOML, and compiled to patterns.

`grammar/vocabulary/LANGUAGE.toml` holds the words of a language, `grammar/boilerplate.toml`
the lines of web pages around a review. `make grammar` compiles them with `grammar/review.lark`
into `generated.py`; a vocabulary of the user's own is compiled by the same functions when it is
asked for. Code holds no word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from reviewfmt import expressions

NUMBER_HERE = "…"
_SECTIONS: dict[str, dict[str, str]] = {
    "labels": {},
    "numbers": {"cardinals": "words", "ordinals": "words", "between": "words"},
    "season": {"patterns": "patterns", "ordinal_patterns": "patterns"},
    "guide": {"names": "words"},
    "title": {"review": "words", "kinds": "words", "articles": "words", "openings": "words"},
    "verdict": {"nouns": "words", "before": "words", "alone": "words"},
    "score": {"before": "words", "of": "words", "stars": "words"},
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
"""The tables of a vocabulary, and their keys where they are fixed."""

_LABELS = ("Episode", "Chapter", "Special", "OVA", "ONA", "OAD", "Movie")
_STATUSES = ("draft", "airing", "dropped", "complete")
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
"""The tables in which the place of a word counts, so that a list may hold its spellings."""

_COUNTS = {("date", "months"): 12, ("date", "weekdays"): 7}
"""How many words a key has, where the number is fixed."""

_KEYS: dict[str, Sequence[str]] = {
    "labels": _LABELS,
    "status": _STATUSES,
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
        """Return the words of a key, none where the vocabulary has none."""
        value = self.tables.get(table, {}).get(key, ())
        if isinstance(value, dict):
            value = value["words"]
        if isinstance(value, str):
            return (value,)
        return tuple(word for one in value for word in ((one,) if isinstance(one, str) else one))

    def positions(self, table: str, key: str) -> tuple[tuple[str, ...], ...]:
        """Return the words of a key whose place counts: each as the tuple of its spellings."""
        value = self.tables.get(table, {}).get(key, ())
        return tuple((one,) if isinstance(one, str) else tuple(one) for one in value)

    def plurals(self, label: str) -> tuple[str, ...]:
        """Return the words of a label that open double episodes."""
        value = self.tables.get("labels", {}).get(label, {})
        return tuple(value.get("plural", ())) if isinstance(value, dict) else ()


def read_vocabulary(text: str, known_fields: Iterable[str] | None = None) -> Vocabulary:
    """Return the vocabulary that a TOML text holds.

    `known_fields` are the keys that `[fields]` may have; None allows any. Raises
    VocabularyError with the line, and with the nearest known key for one that is not known.
    """
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at line (\d+), column \d+\)$", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        told = str(error)[: place.start()] if place else str(error)
        raise VocabularyError(f"not TOML: {told[:1].lower()}{told[1:]}", line) from None
    return _Checker(text, known_fields).vocabulary(data)


class _Checker:
    def __init__(self, text: str, known_fields: Iterable[str] | None) -> None:
        self._text = text
        self._fields = None if known_fields is None else tuple(known_fields)

    def vocabulary(self, data: dict[str, Any]) -> Vocabulary:
        language = data.pop("language", None)
        name = data.pop("name", language)
        if language is None:
            raise VocabularyError('the key "language" is missing, expected a tag such as "en"')
        for key, value in (("language", language), ("name", name)):
            if not isinstance(value, str) or not value.strip():
                raise self._error(f'"{key}" is no text', (key,))
        for table, value in data.items():
            if table not in _SECTIONS:
                raise self._unknown(table, ("language", "name", *_SECTIONS), (table,))
            if not isinstance(value, dict):
                raise self._error(f'"{table}" is no table', (table,))
            allowed = self._allowed(table)
            for key, words in value.items():
                if allowed is not None and key not in allowed:
                    raise self._unknown(key, allowed, (table, key))
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
                raise self._error(f'"{key}" is no text', place)
            return
        if table == "labels" and isinstance(words, dict):
            for name in words:
                if name not in ("words", "plural"):
                    raise self._unknown(name, ("words", "plural"), place)
            if "words" not in words:
                raise self._error(f'"{key}" has no "words"', place)
            lists = list(words.values())
        else:
            lists = [words]
        for one in lists:
            flat = _flat(one) if table in _BY_POSITION else one
            if not isinstance(flat, list) or not all(isinstance(word, str) for word in flat):
                raise self._error(f'"{key}" is no list of words', place)
            if (count := _COUNTS.get(place, len(one))) != len(one):
                raise self._error(f'"{key}" has {len(one)} words, expected {count}', place)
            for word in flat:
                if not word.strip(NUMBER_HERE + " ") or word.count(NUMBER_HERE) > 1:
                    raise self._error(f'"{word}" is no word', place)

    def _unknown(self, key: str, known: Iterable[str], place: tuple[str, ...]) -> VocabularyError:
        from difflib import get_close_matches

        near = get_close_matches(key, list(known), n=1, cutoff=0.5)
        hint = f'; did you mean "{near[0]}"?' if near else f"; known are {', '.join(known)}"
        return self._error(f'unknown key "{key}"{hint}', place)

    def _error(self, message: str, place: tuple[str, ...]) -> VocabularyError:
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


def _flat(words: object) -> object:
    """Return a list whose items may be lists of spellings as one list."""
    if not isinstance(words, list):
        return words
    return [word for one in words for word in (one if isinstance(one, list) else [one])]


# -- from words to patterns -------------------------------------------------------------------

NUMBER = r"\d{1,6}(?:\.\d{1,3})?"
_DIGITS = re.compile(r"\d+")
_WIDE = (
    *(("\u1100", "\u11ff"), ("\u2e80", "\u9fff"), ("\ua960", "\ua97f")),
    *(("\uac00", "\ud7ff"), ("\uf900", "\ufaff"), ("\uff66", "\uffef")),
)
"""The scripts with no spaces between words, from a first character to a last.

Full-width letters and digits are not of them: `ＰＳ２` holds no season `Ｓ２`.
"""

WORD_END = r"(?![^\W_])"
NEVER = "(?!)"
"""A pattern that matches nothing: of a table with no words."""


def _is_wide(text: str) -> bool:
    """Tell whether a text opens with a character of a script with no spaces between words."""
    return any(first <= text[:1] <= last for first, last in _WIDE)


def word_pattern(word: str) -> str:
    """Return the pattern of a word: any white space in it, in any case, whole words alone.

    A word that ends in a letter of a script without spaces between words needs no end.
    """
    pattern = r"\s++".join(re.escape(part) for part in word.split())
    if word[-1:].isalnum() and not _is_wide(word[-1]):
        pattern += WORD_END
    return pattern


def one_of(words: Iterable[str]) -> str:
    """Return the pattern of any of `words`; if several match, the longest wins."""
    distinct = sorted({" ".join(word.split()) for word in words}, key=lambda one: (-len(one), one))
    if not distinct:
        return NEVER
    # A look at the first character settles most questions at once.
    groups: dict[str, list[str]] = {}
    for word in distinct:
        groups.setdefault(fold(word[0]), []).append(word_pattern(word))
    firsts = "".join(sorted({re.escape(word[0].lower()) for word in distinct}))
    branches = []
    for patterns in groups.values():
        first = patterns[0][: 1 + (patterns[0][0] == "\\")]
        behind = [one[len(first) :] for one in patterns]
        end = WORD_END if all(one.endswith(WORD_END) for one in behind) else ""
        if end:  # one look-ahead for all: each costs time to compile
            behind = [one.removesuffix(end) for one in behind]
        together = behind[0] if len(behind) == 1 else f"(?:{'|'.join(behind)})"
        branches.append(first + together + end)
    return f"(?i:(?=[{firsts}])(?:{'|'.join(branches)}))"


_NUMBER_WORD = r"[^\W\d_]++(?:-[^\W\d_]++)?+"
_WIDE_NUMBER_WORD = r"[^\W\d_]{1,5}?"
_HYPHENED = re.compile(r"[^\W\d_]-[^\W\d_].?|.?[^\W\d_]-[^\W\d_]")
"""Two letters around an offset, a hyphen between: `Two-Parter` is one word, and no number."""
_DIGITS_END = r"(?-i:(?![^\WA-Z_]))"
"""The end of digits that a capital letter may follow: `Season 1Episode Guide` lost a break."""

GLUED_END = _DIGITS_END
"""The end of a guide's name, which may have lost a break too."""


def _around(patterns: Iterable[str], *, digits: bool) -> str:
    """Return the pattern of patterns that hold a number, in digits or as any word.

    Whether the word is a number is for `Words.season_of` to tell. A number word stands behind
    or in front of a space, or behind a word in a script without spaces; with no digits, in front
    of one too. What opens with the number is a whole word.
    """
    makes: dict[tuple[bool, bool, bool, bool, bool], tuple[set[str], set[str]]] = {}
    for pattern in patterns:
        before, _, after = pattern.partition(NUMBER_HERE)
        head, tail = before.strip(), after.strip()
        wide = _is_wide(head or tail)
        make = (bool(head), bool(tail), before.endswith(" "), after.startswith(" "), wide)
        heads, tails = makes.setdefault(make, (set(), set()))
        heads.add(head)
        tails.add(tail)
    found = []
    for (has_head, has_tail, gap, gap_behind, wide), (heads, tails) in sorted(makes.items()):
        spaced = (gap or not has_head) and (gap_behind or not has_tail)
        end = "" if has_tail else _DIGITS_END
        number = rf"\d{{1,4}}{end}" if digits else ""
        if spaced or (wide and (has_head or not digits)):
            word = _WIDE_NUMBER_WORD if wide and has_tail else _NUMBER_WORD
            number = f"(?:{number}|{word})" if number else word
        if not number:
            continue
        head = one_of(heads).replace(WORD_END, "") if has_head else ""
        tail = one_of(tails) if has_tail else ""
        between = (r"\s++" if gap else r"\s*+") if has_head else ""
        behind = (r"\s++" if gap_behind else r"\s*+") if has_tail else ""
        start = "" if has_head and wide else r"(?<![^\W_])"
        if not has_head and not tail.endswith(WORD_END):
            tail += WORD_END
        found.append(f"{start}{head}{between}{number}{behind}{tail}")
    return f"(?i:{'|'.join(found)})" if found else NEVER


def terminals(vocabularies: Sequence[Vocabulary]) -> dict[str, str]:
    """Return the patterns of `grammar/words.lark`, by the names of their terminals."""

    def every(table: str, key: str) -> list[str]:
        return [word for one in vocabularies for word in one.words(table, key)]

    labels = [word for label in _LABELS for word in every("labels", label)]
    plurals = [word for label in _LABELS for one in vocabularies for word in one.plurals(label)]
    plain = [word for word in (*labels, *plurals) if NUMBER_HERE not in word]
    befores = {word.partition(NUMBER_HERE)[0].strip() for word in labels if NUMBER_HERE in word}
    afters = {word.partition(NUMBER_HERE)[2].strip() for word in labels if NUMBER_HERE in word}
    season = _around(every("season", "patterns"), digits=True)
    ordinal = _around(every("season", "ordinal_patterns"), digits=False)
    return {
        "LABEL_WORD": one_of(plain).replace(WORD_END, ""),
        "LABEL_BEFORE": one_of(befores - {""}).replace(WORD_END, ""),
        "LABEL_AFTER": one_of(afters - {""}),
        "BETWEEN": one_of(every("numbers", "between")),
        "SEASON_NAME": f"(?:{season}|{ordinal})",
        "GUIDE_NAME": one_of(every("guide", "names")).replace(WORD_END, GLUED_END),
        "REVIEW_WORD": one_of(every("title", "review")),
        "KIND_WORD": one_of(every("title", "kinds")),
        "VERDICT_NOUN": one_of(every("verdict", "nouns")),
        "VERDICT_BEFORE": one_of(every("verdict", "before")),
        "VERDICT_ALONE": one_of(every("verdict", "alone")),
        "SCORE_BEFORE": one_of(every("score", "before")),
        "OF": one_of(every("score", "of")),
        "STARS_WORD": one_of(every("score", "stars")),
    }


# -- what the first word of a line tells ------------------------------------------------------

SEASON, GUIDE, VERDICT, LABEL, BOILERPLATE, TITLE = 1, 2, 4, 8, 16, 32
ANY_OPENING = 63
"""What a line may be, or begin with, by its first word; an opening is their sum."""

_RUN = re.compile(r"([^\W\d_]*+)([\d-]?)")
_WORD = re.compile(r"(?<![^\W_])(?=[^\W_])([^\W\d_]*+)([\d-]?)")
_MOST_RUNS = 4096
"""How many runs of letters are kept with what they may open: most texts have the same few."""
_FIRST_WIDE = "\u1100"
"""No character in front of it is of a script without spaces between words."""


def openings(vocabularies: Sequence[Vocabulary]) -> dict[str, int]:
    """Return what a line may begin with by its first letters, folded.

    A word that more letters may follow is under its first letter, with `^` in front.
    """
    found: dict[str, int] = {}

    def add(opening: int, words: Iterable[str], *, glued: bool = False) -> None:
        for word in words:
            first = word.split()[0]
            run = _RUN.match(first)[1]  # type: ignore[index]  # it matches nothing too
            open_end = glued and run == " ".join(word.split()) and _is_wide(run[-1:])
            key = "^" + fold(run[0]) if open_end else fold(run or first[0])
            found[key] = found.get(key, 0) | opening

    for one in vocabularies:
        for key in ("patterns", "ordinal_patterns"):
            for pattern in one.words("season", key):
                head = pattern.partition(NUMBER_HERE)[0]
                if head.strip():
                    add(SEASON, (head.strip(),), glued=not head.endswith(" "))
        for key in ("cardinals", "ordinals"):
            for spellings in one.positions("numbers", key):
                add(SEASON, spellings, glued=True)
        for name in one.words("guide", "names"):
            add(GUIDE | (SEASON if _DIGITS.search(name) else 0), (name,), glued=True)
        for key in ("review", "kinds"):
            add(TITLE, one.words("title", key), glued=True)
        for key in ("nouns", "before", "alone"):
            add(VERDICT, one.words("verdict", key), glued=True)
        for label in _LABELS:
            for word in (*one.words("labels", label), *one.plurals(label)):
                head = word.partition(NUMBER_HERE)[0]
                if head.strip():
                    add(LABEL, (head.strip(),))
    return found


# -- boilerplate ------------------------------------------------------------------------------

BOILERPLATE_TABLES = ("comments", "counts", "anywhere", "top")
_ANY_HEAD = ("^",)


def read_boilerplate(text: str, *, built_in: bool = False) -> dict[str, tuple[str, ...]]:
    """Return the patterns of a TOML text like `grammar/boilerplate.toml`, by table.

    `built_in` tells those of the package, which Python's own engine runs. Raises VocabularyError
    with the line, and with the nearest known key for one that is not known.
    """
    import tomllib

    checker = _Checker(text, None)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at line (\d+), column \d+\)$", str(error))
        told = str(error)[: place.start()] if place else str(error)
        line = int(place[1]) if place else text.count("\n") + 1
        raise VocabularyError(f"not TOML: {told[:1].lower()}{told[1:]}", line) from None
    found: dict[str, tuple[str, ...]] = dict.fromkeys(BOILERPLATE_TABLES, ())
    for table, value in data.items():
        if table not in found:
            raise checker._unknown(table, BOILERPLATE_TABLES, (table,))
        if not isinstance(value, dict):
            raise checker._error(f'"{table}" is no table', (table,))
        for key, patterns in value.items():
            if key != "patterns":
                raise checker._unknown(key, ("patterns",), (table, key))
            if not isinstance(patterns, list):
                raise checker._error(f'"{table}" has no list of patterns', (table, key))
            for pattern in patterns:
                fault = None if built_in else pattern_fault(pattern)
                if fault is not None:
                    raise checker._error(f'"{pattern}" is no pattern: {fault}', (table, key))
            found[table] = tuple(patterns)
    return found


def pattern_fault(pattern: object) -> str | None:
    """Return why `pattern` cannot be one of many patterns of boilerplate, or None."""
    return expressions.fault(pattern) if isinstance(pattern, str) else "it is no text"


# -- the words of a reader --------------------------------------------------------------------

_HOLES = re.compile("\ue000([A-Z_]+)\ue001")


class Words:
    """Every pattern and every table of words that a reader asks; compiled when first asked.

    `vocabularies` come with the package or from the user; `boilerplate` are the built-in patterns
    by table, `heads` the first letters of what each matches, `own` the user's patterns by table;
    `maximum` is what a number with no maximum is over, or None.
    """

    def __init__(
        self,
        vocabularies: Sequence[Vocabulary],
        words: Mapping[str, str],
        boilerplate: Mapping[str, Sequence[str]],
        maximum: int | None = None,
        heads: Mapping[str, Sequence[str]] = MappingProxyType({}),
        own: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        self.vocabularies = tuple(vocabularies)
        self.boilerplate_patterns = boilerplate
        self.maximum = maximum
        self._words = words
        self._heads = heads
        self.own = own
        try:
            self._own = {name: expressions.AnyOf(patterns) for name, patterns in own.items()}
        except expressions.ExpressionError as error:
            raise VocabularyError(str(error), 1) from error
        self._boilerplate: dict[tuple[str, str], re.Pattern[str]] = {}
        self.opens = lru_cache(maxsize=_MOST_RUNS)(self._opens)
        """What `letters` may open, with a digit or a hyphen `behind` them, or neither; with no
        letters, what the sign that is `first` may.

        It may say more than there is, never less: who asks saves asking what cannot be there.
        """
        self._headed_by = lru_cache(maxsize=_MOST_RUNS)(self._built_in_headed_by)
        self.season_of = lru_cache(maxsize=_MOST_RUNS)(self._season_of)
        """The number that a season name says, None where its word is no number."""
        self.verdict_end = lru_cache(maxsize=_MOST_RUNS)(self._verdict_end)
        """Where the name of a verdict that opens a name ends, or -1."""

    def shape(self, name: str) -> str:
        """Return the pattern of a terminal of grammar/review.lark, its words filled in."""
        from reviewfmt.syntax.generated import SHAPES

        return _HOLES.sub(lambda found: self._words[found[1]], SHAPES[name])

    def _compiled(self, name: str) -> re.Pattern[str]:
        return re.compile(self.shape(name))

    @cached_property
    def score(self) -> re.Pattern[str]:
        """A score in any notation."""
        return self._compiled("SCORE")

    @cached_property
    def second_score(self) -> re.Pattern[str]:
        """A second notation of the score in front of it."""
        return self._compiled("SECOND_SCORE")

    @cached_property
    def score_sign(self) -> re.Pattern[str]:
        """Where a score may be: a line with no match holds no score but a grade."""
        return self._compiled("SCORE_SIGN")

    @cached_property
    def separator(self) -> re.Pattern[str]:
        """What may end a title or a name."""
        return self._compiled("SEPARATOR")

    @cached_property
    def scored(self) -> re.Pattern[str]:
        """A separator and the score that follows it."""
        return self._compiled("SCORED")

    @cached_property
    def number_mark(self) -> re.Pattern[str]:
        """A digit or a star: what has none holds no score but a grade."""
        return self._compiled("NUMBER_MARK")

    @cached_property
    def grade_mark(self) -> re.Pattern[str]:
        """A letter that may be a grade."""
        return self._compiled("GRADE_MARK")

    @cached_property
    def unscored(self) -> re.Pattern[str]:
        """The first words of a line that holds no score where one would count."""
        if self.maximum is not None:
            return re.compile(NEVER)  # any number may be one
        return self._compiled("UNSCORED")

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """A name with nothing in it to be read, a separator, and a score that ends the line."""
        return self._compiled("PLAIN")

    @cached_property
    def plain_entry(self) -> re.Pattern[str]:
        """What `plain` is, with white space behind it."""
        return self._compiled("PLAIN_ENTRY")

    @cached_property
    def starred(self) -> re.Pattern[str]:
        """Stars that no separator precedes."""
        return self._compiled("STARRED")

    @cached_property
    def unreadable(self) -> re.Pattern[str]:
        """A separator and what is meant for a score and cannot be read."""
        return self._compiled("UNREADABLE")

    @cached_property
    def unscaled(self) -> re.Pattern[str]:
        """A separator and a number with no maximum."""
        return self._compiled("UNSCALED")

    @cached_property
    def score_words(self) -> re.Pattern[str]:
        """The words between a separator and a score; they may be none."""
        return self._compiled("SCORE_WORDS")

    @cached_property
    def label(self) -> re.Pattern[str]:
        """The label and the numbers of an entry."""
        return self._compiled("LABEL")

    @cached_property
    def label_end(self) -> re.Pattern[str]:
        """What stands between a label and a title."""
        return self._compiled("LABEL_END")

    @cached_property
    def numeral(self) -> re.Pattern[str]:
        """The number of an entry that has no label."""
        return self._compiled("NUMERAL")

    @cached_property
    def season_name(self) -> re.Pattern[str]:
        """One season name, anywhere."""
        return self._compiled("SEASON")

    @cached_property
    def season_pipe(self) -> re.Pattern[str]:
        """The pipe between two season names."""
        return self._compiled("SEASON_PIPE")

    @cached_property
    def guide_season_end(self) -> re.Pattern[str]:
        """What stands between a season name and the name of its guide."""
        return self._compiled("GUIDE_SEASON_END")

    @cached_property
    def guide_line(self) -> re.Pattern[str]:
        """The line that opens a guide."""
        return self._compiled("GUIDE_LINE")

    @cached_property
    def verdict_name(self) -> re.Pattern[str]:
        """The name of a verdict."""
        return self._compiled("VERDICT_NAME")

    @cached_property
    def title_opening(self) -> re.Pattern[str]:
        """A Review word in front of the work."""
        return self._compiled("TITLE_OPENING")

    @cached_property
    def title_review(self) -> re.Pattern[str]:
        """A Review word behind the work."""
        return self._compiled("TITLE_REVIEW")

    @cached_property
    def kind_word(self) -> re.Pattern[str]:
        """A kind of work."""
        return re.compile(self._words["KIND_WORD"])

    @cached_property
    def review_word(self) -> re.Pattern[str]:
        """A Review word, anywhere."""
        return re.compile(r"(?<![^\W_])" + self._words["REVIEW_WORD"])

    @cached_property
    def field_line(self) -> re.Pattern[str]:
        """A key, a colon and a value."""
        return self._compiled("FIELD_LINE")

    @cached_property
    def heading(self) -> re.Pattern[str]:
        """A line that opens with one to six `#`."""
        return self._compiled("SIGNED_HEADING")

    @cached_property
    def bullet(self) -> re.Pattern[str]:
        """The sign of an item."""
        return self._compiled("BULLET_SIGN")

    @cached_property
    def item_number(self) -> re.Pattern[str]:
        """The number of an item."""
        return self._compiled("NUMBER_SIGN")

    def boilerplate(self, text: str) -> str | None:
        """Return the table of the pattern that a whole line matches, None where none does."""
        found = self._built_in_boilerplate(text)
        for name in BOILERPLATE_TABLES if self._own else ():
            if name == found or self._own[name].matches(text):
                return name
        return found

    def _built_in_boilerplate(self, text: str) -> str | None:
        """Ask the built-in patterns that open with the line's first letters, and no other."""
        letters = _RUN.match(text)[1]  # type: ignore[index]  # it matches nothing too
        if not letters.isascii():
            text = text.lower()
            letters = _RUN.match(text)[1]  # type: ignore[index]  # as above
        pattern = self._headed_by(letters or text[0])
        if pattern is None:
            return None
        match = pattern.match(text.lower())
        return match.lastgroup if match is not None else None

    def _built_in_headed_by(self, head: str) -> re.Pattern[str] | None:
        """Return the patterns whose lines may open with these letters, or this sign, as one."""
        key = fold(head)
        known = self._known_heads
        first = key[:1] if head[0].isalpha() and f"^{key[:1]}" in known else ""
        if not head[0].isalpha():
            key = "0" if head.isdecimal() else head.lower()
        if key not in known:
            key = ""
        if not key and not first and "^" not in known:
            return None
        pattern = self._boilerplate.get((key, first))
        if pattern is None:
            pattern = self._boilerplate[key, first] = self._headed({key, f"^{first}", "^"})
        return pattern

    @cached_property
    def _known_heads(self) -> Set[str]:
        tables = self.boilerplate_patterns.values()
        patterns = (pattern for table in tables for pattern in table)
        return {head for one in patterns for head in self._heads.get(one, _ANY_HEAD)}

    def _headed(self, heads: Set[str]) -> re.Pattern[str]:
        """Return the patterns of boilerplate with these heads as one; a group names the table."""
        parts = []
        for name in BOILERPLATE_TABLES:
            patterns = [
                one
                for one in self.boilerplate_patterns.get(name, ())
                if not heads.isdisjoint(self._heads.get(one, _ANY_HEAD))
            ]
            if patterns:
                parts.append(f"(?P<{name}>(?:{'|'.join(f'(?:{one})' for one in patterns)})\\Z)")
        return re.compile("|".join(parts) or NEVER)

    # -- tables of words

    def _lookup(self, table: str, keys: Iterable[str]) -> dict[str, str]:
        return {
            fold(word): key
            for one in self.vocabularies
            for key in keys
            for word in one.words(table, key)
        }

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The label of an entry by its folded word; “…” stands where the number does."""
        found = self._lookup("labels", _LABELS)
        for one in self.vocabularies:
            found |= {fold(word): label for label in _LABELS for word in one.plurals(label)}
        return found

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """The name of a field by its folded key, in every language."""
        keys = {key for one in self.vocabularies for key in one.tables.get("fields", ())}
        return self._lookup("fields", sorted(keys))

    @cached_property
    def _openings(self) -> Mapping[str, int]:
        found = openings(self.vocabularies)
        for name in BOILERPLATE_TABLES[:-1]:
            for pattern in self.boilerplate_patterns.get(name, ()):
                for head in self._heads.get(pattern, _ANY_HEAD):
                    found[head] = found.get(head, 0) | BOILERPLATE
            if self.own.get(name):  # they may open with any letters
                found["^"] = found.get("^", 0) | BOILERPLATE
        return found

    def opening(self, text: str, at: int) -> int:
        """Return what the words at an offset of a line may open, by its first letters alone."""
        letters, behind = _RUN.match(text, at).groups()  # type: ignore[union-attr]  # it matches nothing too
        return self.opens(letters, behind, text[at : at + 1])

    def openings_in(self, text: str) -> list[tuple[int, int]]:
        """Return where each word of a text begins, and what it may open."""
        opens = self.opens
        found = []
        for word in _WORD.finditer(text):
            letters, behind = word.groups()
            at = word.start()
            found.append((at, opens(letters, behind, "" if letters else text[at])))
        return found

    def _opens(self, letters: str, behind: str, first: str) -> int:
        found = self._openings
        if not letters:
            opening = found.get(first, 0) | self._anywhere
            if behind.isdigit():  # 2nd Season; 3話, 2x07; and what has a digit in its first word
                opening |= SEASON | LABEL | found.get("0", 0)
            return opening
        if letters.isascii():
            key = letters.lower()
            opening = found.get(key, 0)
            odd = key != letters and not letters.istitle()
        else:
            key = fold(letters)
            opening = found.get(key, 0)
            if max(letters) >= _FIRST_WIDE:
                opening |= found.get("^" + key[0], 0) | SEASON
            odd = letters[1:] != key[1:] and not letters.istitle()
        if odd:
            opening |= GUIDE  # a name that lost the break behind it, or one in capitals
        if behind:
            opening |= SEASON if behind == "-" else LABEL  # a number of two words; E7
        return opening | self._anywhere

    @cached_property
    def _anywhere(self) -> int:
        """What any line may open: a pattern of the user's own may open with any letters."""
        found = 0
        for key, opening in self._openings.items():
            if key[0] == "^" and key[1:] < _FIRST_WIDE:
                found |= opening & BOILERPLATE
        return found

    @cached_property
    def statuses(self) -> Mapping[str, str]:
        """The status by its folded word."""
        return self._lookup("status", _STATUSES)

    @cached_property
    def spoiler_headings(self) -> Set[str]:
        """The folded headings of sections that tell how it all ends."""
        return frozenset(self._lookup("spoilers", ("headings",)))

    @cached_property
    def season_numbers(self) -> Mapping[str, int]:
        """The number by its folded word, cardinal or ordinal."""
        return {
            fold(word): number
            for one in self.vocabularies
            for key in ("ordinals", "cardinals")
            for number, spellings in enumerate(one.positions("numbers", key), 1)
            for word in spellings
        }

    def _season_of(self, name: str) -> int | None:
        digits = _DIGITS.search(name)
        if digits:
            return int(digits[0])
        words = fold(name)
        edges = [
            at
            for at in range(len(words) + 1)
            if _HYPHENED.fullmatch(words[max(at - 2, 0) : at + 2]) is None
            and (
                not words[at - 1 : at].isalnum()
                or not words[at : at + 1].isalnum()
                or _is_wide(words[at - 1 : at + 1])
            )
        ]
        for at in edges:
            for end in reversed(edges):
                if (found := self.season_numbers.get(words[at:end])) is not None:
                    return found
        return None

    def season_at(self, text: str, at: int = 0) -> tuple[int, int] | None:
        """Return the season that a name at an offset says, and where the name ends, or None."""
        match = self.season_name.match(text, at)
        if match is None:
            return None
        number = self.season_of(match[0])
        return None if number is None else (number, match.end())

    def _verdict_end(self, name: str) -> int:
        match = self.verdict_name.match(name)
        return -1 if match is None else match.end()

    def seasons_in(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield the seasons that a text names: the number, and where the name begins and ends."""
        if text.isascii() or max(text) < _FIRST_WIDE:
            end = 0
            for at, opening in self.openings_in(text):
                if opening & SEASON and at >= end:
                    named = self.season_at(text, at)
                    if named is not None:
                        end = named[1]
                        yield named[0], at, end
            return
        at = 0
        while match := self.season_name.search(text, at):
            number = self.season_of(match[0])
            if number is not None:
                yield number, match.start(), match.end()
            at = match.start() + 1 if number is None else match.end()

    @cached_property
    def _by_language(self) -> Mapping[str, Vocabulary]:
        return {one.language.lower(): one for one in reversed(self.vocabularies)}

    def vocabulary(self, language: str | None) -> Vocabulary:
        """Return the vocabulary of a language tag by BCP 47 look-up, else the English one."""
        tag = (language or "en").lower()
        known = self._by_language
        while tag:
            if tag in known:
                return known[tag]
            tag = tag.rpartition("-")[0]
        return known["en"]

    def word(self, language: str | None, table: str, key: str) -> str:
        """Return the canonical word of a key in a language, English where it has none."""
        words = self.vocabulary(language).words(table, key)
        return (words or self.vocabulary("en").words(table, key))[0]

    def label_word(self, language: str | None, label: str, *, plural: bool = False) -> str:
        """Return the word of a label in a language: `Folge`, `第…話`, `Episodes`."""
        vocabulary = self.vocabulary(language)
        if plural and (words := vocabulary.plurals(label)):
            return words[0]
        return self.word(language, "labels", label)

    def articles(self, language: str | None) -> tuple[str, ...]:
        """Return the articles of a language and the English ones, the longest first.

        One that stands apart from its word has a space behind it: `The `, `L’`.
        """
        said = {
            word.removesuffix(NUMBER_HERE) if word.endswith(NUMBER_HERE) else f"{word} "
            for one in (self.vocabulary(language), self.vocabulary("en"))
            for word in one.words("title", "articles")
        }
        return tuple(sorted(said, key=lambda one: (-len(one), one)))

    def printed(self, language: str | None, table: str = "printed") -> Mapping[str, str]:
        """Return the words that published outputs print in a language: those of `table`.

        The table is "printed", or "site" for what stands around the pages of a site.
        """
        return {
            **self.vocabulary("en").tables[table],
            **self.vocabulary(language).tables.get(table, {}),
        }

    def with_more(
        self,
        vocabularies: Sequence[Vocabulary] = (),
        boilerplate: Mapping[str, Sequence[str]] | None = None,
        maximum: int | None = None,
    ) -> Words:
        """Return these words with more of them; patterns too large together: VocabularyError."""
        if not (vocabularies or boilerplate or maximum):
            return self
        every = (*self.vocabularies, *vocabularies)
        own = {
            name: (*self.own.get(name, ()), *(boilerplate or {}).get(name, ()))
            for name in BOILERPLATE_TABLES
        }
        words = terminals(every) if vocabularies else self._words
        return Words(
            every,
            words,
            self.boilerplate_patterns,
            maximum or self.maximum,
            self._heads,
            own if any(own.values()) else self.own,
        )


def fold(word: str) -> str:
    """Return a word as the tables of words hold it: lower case, one space at a time.

    Two words that a pattern takes for one in any case are one here: İ and ı are i.
    """
    if word.isascii():
        return " ".join(word.split()).lower()
    return " ".join(word.split()).replace("İ", "i").casefold().replace("ı", "i")


@cache
def built_in() -> Words:
    """Return the words that come with the package."""
    from reviewfmt.syntax.generated import BOILERPLATE, BOILERPLATE_HEADS, VOCABULARIES, WORDS

    return Words(
        [Vocabulary(one["language"], one["name"], one) for one in VOCABULARIES],
        WORDS,
        BOILERPLATE,
        heads=BOILERPLATE_HEADS,
    )
