"""Reads lines of pages that name the author of a review and the date, in any arrangement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewfmt.characters import tidy
from reviewfmt.pandoc_ast.lines.bylines import LONGEST, Byline, byline_of, without_by
from reviewfmt.syntax import dates
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import Words

_KEY = re.compile(r"(?P<key>[^\W\d_][^:：]{0,29}?)\s?[:：]\s*+(?=\S)")
_SEPARATOR = re.compile(r"\s++/\s++|[,，]\s++|\s++[–—-]\s++|\s*+[|｜•·∙]\s*+")
_SIGN = re.compile(r"\s*+[»|｜•·∙]\s*+")
_HOUR = re.compile(r",?\s\d{1,2}:\d{2}(?:\s?[ap]m)?$")
_MOST_SEPARATORS = 4
_MOST_NAME_WORDS = 3
"""A longer name contains more than a name, such as “An article of Ana Lima”."""
_ASIDE = re.compile(r"[^\W\d_]{1,15}")


def read_byline(text: str, words: Words) -> Byline | None:
    """Return the author and the date of a line that has one or both, and little else; else None.

    A comma or a slash may separate a name and a date; the key of an author may precede them, and
    the line may end in another word.
    """
    found = byline_of(text)
    if found is not None or not text or len(text) > LONGEST:
        return found
    if not dates.may_hold_day(text):
        return None
    posted = _posted(text)
    if posted is not None:
        return posted
    for other in _otherwise(text, words):
        found = byline_of(other)
        if found is None or not found.author or not found.date:
            continue
        if len(found.author.split()) <= _MOST_NAME_WORDS:
            return found
    return None


def holds_day(text: str, words: Words) -> bool:
    """Tell whether a part of a line is a day, whatever else it contains."""
    if not dates.may_hold_day(text):
        return False
    if _ISO.search(text):
        return True
    parts = text.split()[:_MOST_PARTS]
    years = [at for at, part in enumerate(parts) if dates.may_hold_day(part)][:_MOST_YEARS]
    return any(
        dates.read(" ".join(parts[start:end]).strip(_AROUND), words).readings
        for year in years
        for start in range(max(0, year - _LONGEST_DAY), year + 1)
        for end in range(year + 1, min(year + _LONGEST_DAY, len(parts)) + 1)
    )


_ISO = re.compile(
    r"(?<!\d)(?:(?:19|20)\d{2}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}[月월] \d{1,2}, (?:19|20)\d{2})(?!\d)"
)
_AROUND = " ,.;|·•()[]"
_MOST_PARTS = 24
_MOST_YEARS = 2
_LONGEST_DAY = 4
"""The largest number of parts of a day: `Wednesday the 3rd of March 2021` has five."""


def _posted(text: str) -> Byline | None:
    """Return the byline of a post: a member's name of one word, a sign, a date, an hour."""
    said = without_by(text)
    name, *rest = _SIGN.split(said, maxsplit=1)
    if said == text or not rest or not name.isalnum() or name.isdigit():
        return None
    found = byline_of(_HOUR.sub("", rest[0]))
    return None if found is None or found.author or not found.date else Byline(name, found.date)


def _otherwise(text: str, words: Words) -> Iterator[str]:
    """Yield the possible forms of a line among bylines of documents."""
    key = _KEY.match(text)
    if key is not None and words.fields.get(fold(key["key"])) == "author":
        text = text[key.end() :]
        yield f"by {text}"
    parts = [*_SEPARATOR.finditer(text)][:_MOST_SEPARATORS]
    for part in parts:
        yield f"{text[: part.start()]} | {text[part.end() :]}"
    last = parts[-1] if parts else None
    if last is not None and _ASIDE.fullmatch(text, last.end()):
        yield tidy(text[: last.start()])
