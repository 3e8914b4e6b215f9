"""The words in published outputs, in the language of a review, and how they are read back.

All of them come from the vocabularies. A word is read in every language, since it has the same
meaning in all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from itertools import zip_longest

from reviewfmt.fields import TITLE_FIELDS, FieldSpec
from reviewfmt.model import FIELDS, digits
from reviewfmt.pandoc_ast.direction import is_right_to_left
from reviewfmt.syntax.vocabulary import NUMBER_HERE, fold
from reviewfmt.syntax.words import built_in


@lru_cache(maxsize=256)
def _printed(language: str | None) -> Mapping[str, str]:
    return built_in().printed(language)


def printed(language: str | None, key: str, number: int | None = None) -> str:
    """Return the word of a key of `[printed]` in a language, with its number if it has one."""
    said = _printed(language)[key]
    return said if number is None else said.replace(NUMBER_HERE, str(number))


def phrase(language: str | None, key: str, *said: object) -> str:
    """Return the phrase of a key of `[printed]` with values in its placeholders."""
    pieces = _printed(language)[key].split(NUMBER_HERE)
    return "".join(f"{piece}{one}" for piece, one in zip_longest(pieces, said, fillvalue=""))


def season_word(language: str | None, number: int) -> str:
    """Return the name of a season in a language: `Season 2`, `第2期`."""
    pattern = built_in().word(language, "season", "patterns")
    return pattern.replace(NUMBER_HERE, str(number))


def day(language: str | None, said: date) -> str:
    """Return a day as a language writes it: `11 April 2024`, `2024年4月11日`."""
    words = built_in().vocabulary(language)
    months = words.positions("date", "months") or built_in().vocabulary("en").positions(
        "date", "months"
    )
    pattern = _printed(language)["date"]
    for name, value in (
        ("{year}", str(said.year)),
        ("{number}", str(said.month)),
        ("{day}", str(said.day)),
        ("{month}", months[said.month - 1][0]),
    ):
        pattern = pattern.replace(name, value)
    return pattern


def out_of(language: str | None, value: Decimal, maximum: Decimal) -> str:
    """Return a score in words: `7.5 out of 10`."""
    return phrase(language, "out_of", digits(value), digits(maximum))


@lru_cache(maxsize=1024)
def label(language: str | None, name: str, number: Decimal | None, last: Decimal | None) -> str:
    """Return the label of an entry with its numbers: `Episode 1–2`, `第3話`, `Special`."""
    word = built_in().label_word(language, name)
    if number is None:
        return " ".join(word.replace(NUMBER_HERE, " ").split())
    numbers = digits(number) if last is None else f"{digits(number)}–{digits(last)}"
    return word.replace(NUMBER_HERE, numbers) if NUMBER_HERE in word else f"{word} {numbers}"


@lru_cache(maxsize=1024)
def field_word(language: str | None, field: FieldSpec) -> str:
    """Return the name of a field in a language, or its own name if no vocabulary has a word."""
    words = built_in()
    for each in (words.vocabulary(language), words.vocabulary("en")):
        if found := each.words("fields", field.name):
            return found[0]
    return field.label


def value_word(language: str | None, table: str, key: str) -> str:
    """Return a word of a table of the vocabulary, such as a status, in a language."""
    return built_in().word(language, table, key)


@cache
def known_fields() -> Mapping[str, str]:
    """Return the name of each field by its folded word, in every language."""
    own = {fold(one.label): one.name for one in (*FIELDS, *TITLE_FIELDS)}
    return {**own, **built_in().fields}


@cache
def known_words(*keys: str) -> frozenset[str]:
    """Return the folded words of keys of `[printed]`, in every language."""
    return frozenset(
        fold(one.tables["printed"][key])
        for one in built_in().vocabularies
        for key in keys
        if key in one.tables.get("printed", {})
    )


def season_of_guide(heading: str) -> int | None:
    """Return the season that the heading of a guide names, in any language."""
    folded = fold(heading)
    for before, after in _season_guides():
        if folded.startswith(before) and folded.endswith(after):
            number = folded[len(before) : len(folded) - len(after)]
            if number.isascii() and number.isdigit() and len(number) <= 4:
                return int(number)
    words = built_in()
    named = words.season_name.search(heading)
    return words.season_of(named[0]) if named else None


def names_guide(heading: str) -> bool:
    """Tell whether a heading is only the name of a guide, in any language."""
    folded = fold(heading)
    return (
        folded in known_words("guide")
        or built_in().guide_line.fullmatch(heading) is not None
        or any(folded.startswith(one) and folded.endswith(two) for one, two in _season_guides())
    )


@cache
def _season_guides() -> tuple[tuple[str, str], ...]:
    """Return the text around the number in the printed heading of a guide, in every language."""
    found = (
        fold(one.tables.get("printed", {}).get("season_guide", "")).partition(NUMBER_HERE)
        for one in built_in().vocabularies
    )
    return tuple((before, after) for before, here, after in found if here)


def words_direction(language: str | None) -> str | None:
    """Return the direction of the printed words, if it differs from that of the language."""
    printed_in = is_right_to_left(built_in().vocabulary(language).language)
    if printed_in == is_right_to_left(language):
        return None
    return "rtl" if printed_in else "ltr"
