"""Finds the language of a review that names none, by the language of its keywords."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from reviewfmt.model import LABELS, Item, Paragraph, Review, walk
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.line_kinds import Entry, Kind, Verdict
from reviewfmt.syntax.vocabulary import NUMBER_HERE, Vocabulary, fold
from reviewfmt.syntax.words import Words, built_in

_MOST_LINES = 2000
"""At most this many lines are read; more would give the same keywords."""

_NUMBERS = re.compile(r"\d[\d.–&-]*+")


def language_of(review: Review, text: str = "", words: Words | None = None) -> str | None:
    """Return the language that the keywords of a review are in, or None if that is not clear.

    `text` is the source, if it is in the review format; `words` are those that it was read with. A
    keyword that several languages share counts for each of them; English wins a tie. The result is
    None if the prose is in a script that the language does not use.
    """
    words = words or built_in()
    votes: Counter[str] = Counter()
    keywords = {(table, _folded(key)) for table, key in _keywords(review, text, words)}
    for table, key in keywords:
        votes.update(one.language for one in words.vocabularies if _has(one, table, key))
    most = max(votes.values(), default=0)
    first = [language for language, count in votes.items() if count == most]
    if not first:
        return None
    found = "en" if "en" in first else first[0] if len(first) == 1 else None
    if found is None or _is_latin(_prose(review)) != _is_latin(_words_of(words, found)):
        return None
    return found


def _keywords(review: Review, text: str, words: Words) -> Iterator[tuple[str, str]]:
    """Yield the keywords of a review, each with the table of the vocabulary that contains it."""
    named = words.review_word.search(review.title.text)
    if named:
        yield "title", named[0]
    lines = islice(filter(None, map(str.strip, text.split("\n"))), _MOST_LINES) if text else ()
    for line in lines:
        kind, data = classify(line, words)
        if isinstance(data, Verdict):
            yield "verdict", data.name
        elif isinstance(data, Entry) and (label := words.label.match(line)):
            yield "labels", _NUMBERS.sub(NUMBER_HERE, label[0])
        elif kind is Kind.GUIDE:
            yield "guide", line
    for one in review.metadata.fields:
        if one.name:
            yield "fields", one.key


def _folded(word: str) -> str:
    return fold(word.replace(NUMBER_HERE, " "))


def _has(vocabulary: Vocabulary, table: str, folded: str) -> bool:
    """Tell whether a keyword is, or begins or ends with, a word of a vocabulary."""
    for word in _table(vocabulary, table):
        parts = _folded(word)
        if folded == parts or folded.endswith(f" {parts}") or folded.startswith(f"{parts} "):
            return True
        if table == "guide" and not parts.isascii() and parts in folded:
            return True
    return False


def _table(vocabulary: Vocabulary, table: str) -> Iterator[str]:
    if table == "labels":
        for label in LABELS:
            yield from vocabulary.words(table, label)
            yield from vocabulary.plurals(label)
        return
    keys = {"title": ("review",), "guide": ("names",), "verdict": ("nouns",)}
    for key in keys.get(table, vocabulary.tables.get(table, ())):
        yield from vocabulary.words(table, key)


_LATIN_END = "\u0250"


def _is_latin(text: str) -> bool:
    """Tell whether most letters of a text are Latin."""
    letters = [character for character in text if character.isalpha()]
    return 2 * sum(character < _LATIN_END for character in letters) >= len(letters)


def _prose(review: Review) -> str:
    found = (node.text for node in walk(review) if isinstance(node, Paragraph | Item))
    return "".join(islice(found, _MOST_LINES)) or review.title.text


def _words_of(words: Words, language: str) -> str:
    return "".join(_table(words.vocabulary(language), "fields"))
