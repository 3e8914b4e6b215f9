"""Spells the leaves of a review as lines, in the words of its language (spec, "Canonical form").

A spelling is natural if the parser's functions read it back as the same leaf; otherwise the
explicit spelling is used. This module holds no words and no patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, partial

from reviewfmt.characters import tidy
from reviewfmt.fields import FieldSpec, FieldType
from reviewfmt.model import AnyScore, Episode, Figure, Heading, Rating, Verdict, digits, score_from
from reviewfmt.syntax import line_kinds
from reviewfmt.syntax.entries import read_guide_entry, unwrapped
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.line_readers import read_field, read_item
from reviewfmt.syntax.scores import number
from reviewfmt.syntax.vocabulary import NUMBER_HERE
from reviewfmt.syntax.words import Words
from reviewfmt.writer.reader import Reader

ESCAPE = "\\"


class Speller:
    """Writes lines in one language, and classifies them with `reader`."""

    def __init__(self, words: Words, language: str | None, reader: Reader | None = None) -> None:
        self.words = words
        self.language = language
        self.reader = reader or Reader(words)
        self._word = cache(partial(words.word, language))
        self._label_word = cache(words.label_word)

    # -- fields

    def field_key(self, spec: FieldSpec) -> str:
        """Return the key of a known field."""
        return self._word("fields", spec.name)

    def field_value(self, spec: FieldSpec, value: object) -> str:
        """Return the value of a known field as its line spells it."""
        if spec.type is FieldType.LIST and isinstance(value, tuple):
            return ", ".join(value)
        if spec.type is FieldType.STATUS:
            return self._word("status", str(value))
        return str(value)

    def field(self, key: str, value: str, *, known: bool) -> str:
        """Return the line of a field, with a backslash before a value that would be misread."""
        line = f"{key}: {value}".rstrip()
        read = read_field(line, self.words)
        if read is None or read.value != value or read.escaped:
            return f"{key}: {ESCAPE}{value}"
        kind = self.reader.classify(line).kind
        rated = not known and kind in (Kind.VERDICT, Kind.RATING, Kind.ENTRY)
        if rated or kind in _BEFORE_FIELD or self.reader.is_cut(line):
            return f"{key}: {ESCAPE}{value}"
        return line

    # -- guides

    def season(self, season: int, score: AnyScore | None = None) -> str:
        """Return the line of a season: `Season 2`, `Season 2 – 8/10`."""
        name = self.season_name(season)
        return name if score is None else f"{name} – {score}"

    def season_name(self, season: int) -> str:
        """Return the name of a season."""
        return self._word("season", "patterns").replace(NUMBER_HERE, str(season))

    def guide(self, season: int | None = None, score: AnyScore | None = None) -> str:
        """Return the line that opens a guide."""
        name = self._word("guide", "names")
        if season is not None:
            name = f"{self.season_name(season)} {name}"
        return name if score is None else f"{name} – {score}"

    def entry(self, episode: Episode, *, coded: bool = False) -> str:
        """Return the line of an entry with a separator: anywhere in a guide it is an entry.

        With `coded`, a season in the number is kept: `S2E7`.
        """
        for line in self._entry_lines(episode, coded=coded):
            found, data = self.reader.classify(line)
            if found is not Kind.ENTRY or not isinstance(data, line_kinds.Entry):
                continue
            if self.reader.is_cut(line):
                continue
            if not self.says(data, episode):
                continue
            if episode.label is None:  # directly below GUIDE a title may be read as a number
                first = read_guide_entry(line, self.words)
                if first is None or not self.says(first, episode):
                    continue
            return line
        raise ValueError(f"no line of the format says {episode!r}")

    def weak_entry(self, episode: Episode, *, coded: bool = False) -> str | None:
        """Return the line of an entry without score and separator; None if it needs a separator."""
        if episode.score is not None or episode.label is None:
            return None
        for label in self._labels(episode, coded=coded):
            line = f"{label}: {episode.title}" if episode.title else str(label)
            found, data = self.reader.classify(line)
            if (
                found is Kind.PROSE
                and isinstance(data, line_kinds.Entry)
                and self.says(data, episode)
            ):
                return None if self.reader.is_cut(line) else line
        return None

    def bare_entry(self, episode: Episode) -> str | None:
        """Return the line of an entry as a bare title; None if it cannot be one."""
        title = episode.title
        if title is None or episode.label is not None or episode.score is not None:
            return None
        if self.reader.classify(title).kind is not Kind.PROSE or self.reader.is_cut(title):
            return None
        bare = read_guide_entry(title, self.words) is None and unwrapped(title) == title
        return title if bare else None

    def _entry_lines(self, episode: Episode, *, coded: bool) -> Iterator[str]:
        title = episode.title
        for label in self._labels(episode, coded=coded):
            for name in (title, f"[{title}]") if title else (None,):
                start = ": ".join(part for part in (label, name) if part)
                if episode.score is None:
                    yield f"{start} -|"
                else:
                    yield f"{start} -| {self._word('score', 'before')} – {episode.score}"
                    yield f"{start} -| {episode.score}"

    def _labels(self, episode: Episode, *, coded: bool) -> Iterator[str | None]:
        """Yield the label with its numbers in the language of the review, then in English."""
        label = episode.label
        if label is None:
            yield None
            return
        if coded and episode.named_season is not None and episode.number is not None:
            last = "" if episode.number_end is None else f"-E{digits(episode.number_end)}"
            yield f"S{episode.named_season}E{digits(episode.number)}{last}"
        plural = episode.number_end is not None
        for language in dict.fromkeys((self.language, "en")):
            word = self._label_word(language, label, plural=plural)
            if episode.number is None:
                yield word
                continue
            numbers = digits(episode.number)
            if episode.number_end is not None:
                next_one = episode.number_end == episode.number + 1
                between = " & " if next_one and NUMBER_HERE not in word else "-"
                numbers += between + digits(episode.number_end)
            if NUMBER_HERE in word:
                yield word.replace(NUMBER_HERE, numbers)
            else:
                yield f"{word} {numbers}"

    def says(self, data: line_kinds.Entry, episode: Episode) -> bool:
        """Tell whether an entry line says the same as an episode, apart from its notes."""
        split = data.split
        score = None
        if split is not None:
            if split.note is not None or split.tail >= 0 or split.fault is not None:
                return False
            score = None if split.score is None else score_from(split.score.value)
            if split.score is not None and split.score.differs:
                return False
        return (
            data.label == episode.label
            and _number(data.number) == episode.number
            and _number(data.number_end) == episode.number_end
            and (data.title or None) == episode.title
            and score == episode.score
            and data.season in (None, episode.named_season)
        )

    # -- prose

    def item(self, text: str, value: int | None) -> tuple[str, str]:
        """Return the natural and the explicit line of an item."""
        sign = "•" if value is None else f"{value}."
        return f"{sign} {text}", f"{sign} {ESCAPE}{text}"

    def heading(self, text: str, score: AnyScore | None) -> tuple[str, str]:
        """Return the natural and the explicit line of a heading."""
        if score is not None:
            return f"{text} – {score}", f"## {text} – {score}"
        for line in (f"## {text}", f"## {text} ##"):
            data = self.reader.classify(line).data
            if isinstance(data, line_kinds.Heading) and data.split is None and data.text == text:
                return text, line
        raise ValueError(f"no line of the format is the heading {text!r}")

    def figure(self, figure: Figure) -> str:
        """Return the line of a figure."""
        caption = f' "{figure.caption}"' if figure.caption is not None else ""
        return f"![{figure.alt or ''}]({figure.src}{caption})"

    # -- ratings and the verdict

    def rating(self, rating: Rating) -> tuple[str, str]:
        """Return the natural and the explicit line of a rating.

        Brackets around a name with an unbalanced bracket would name another rating; then there is
        only the natural line.
        """
        note = f" – {rating.note}" if rating.note is not None else ""
        natural = f"• {rating.aspect} - {rating.score}{note}"
        explicit = f"• [{rating.aspect}] - {rating.score}{note}"
        if _BRACKET.search(rating.aspect) and not self.says_rating(explicit, rating):
            explicit = natural
        return natural, explicit

    def says_rating(self, line: str, rating: Rating) -> bool:
        """Tell whether a line is exactly this rating."""
        found = self.reader.classify(line)
        if found.kind is not Kind.RATING or self.reader.is_cut(line):
            return False
        return says_rating(found.data, rating)

    def verdict(self, verdict: Verdict) -> str:
        """Return the line of a verdict."""
        note = f" – {verdict.note}" if verdict.note is not None else ""
        return f"• {self._word('verdict', 'nouns')} - {verdict.score}{note}"


_BRACKET = re.compile(r"[\[\]［］]")
_BEFORE_FIELD = frozenset(line_kinds.KINDS[: line_kinds.KINDS.index(Kind.VERDICT)])


def _number(text: str | None) -> Decimal | None:
    return None if text is None else number(text)


def says_heading(
    line: line_kinds.Data, text: str, heading: Heading, score: AnyScore | None
) -> bool:
    """Tell whether a line that is a heading says this one."""
    if isinstance(line, line_kinds.Heading | line_kinds.Rating | line_kinds.Season):
        name = line.text if isinstance(line, line_kinds.Heading) else line.name
        split = line.split
        if split is not None and (split.note is not None or split.score is None):
            return False
        read = None if split is None or split.score is None else score_from(split.score.value)
        return name == heading.text and read == score
    if isinstance(line, str):
        text = line
    return score is None and tidy(text) == heading.text


def says_item(line: str, text: str, value: int | None, words: Words) -> bool:
    """Tell whether a line is this item."""
    data = read_item(line, words)
    return data is not None and data.text == text and data.number == value


def says_rating(data: line_kinds.Data, rating: Rating) -> bool:
    """Tell whether a line that is a rating says this one."""
    if not isinstance(data, line_kinds.Rating | line_kinds.Season):
        return False
    if data.split is None or data.split.score is None:
        return False
    return (
        data.name == rating.aspect
        and data.split.note == rating.note
        and not data.split.score.differs
        and score_from(data.split.score.value) == rating.score
    )
