"""Spells the leaves of a review as lines, in the words of its language (spec, "Canonical form").

A spelling is natural where the reader's own functions read it back as the same leaf, and
explicit elsewhere. This module holds no word and no pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, partial

from reviewfmt.characters import tidy
from reviewfmt.fields import FieldSpec, FieldType
from reviewfmt.model import AnyScore, Episode, Figure, Heading, Rating, Verdict, digits, score_from
from reviewfmt.syntax import shapes
from reviewfmt.syntax.entries import read_guide_entry, unwrapped
from reviewfmt.syntax.kinds import read_field, read_item
from reviewfmt.syntax.scores import number
from reviewfmt.syntax.shapes import Kind
from reviewfmt.syntax.words import NUMBER_HERE, Words
from reviewfmt.writer.reader import Reader

ESCAPE = "\\"


class Speller:
    """Writes lines in one language, and asks `reader` what they are."""

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
        """Return the value of a known field as its line has it."""
        if spec.type is FieldType.LIST and isinstance(value, tuple):
            return ", ".join(value)
        if spec.type is FieldType.STATUS:
            return self._word("status", str(value))
        return str(value)

    def field(self, key: str, value: str, *, known: bool) -> str:
        """Return the line of a field, with a backslash before a value that would not be text."""
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
        """Return the line of an entry, with a separator: it is one anywhere in a guide.

        With `coded` a season that its number names is kept: `S2E7`.
        """
        for line in self._entry_lines(episode, coded=coded):
            found, data = self.reader.classify(line)
            if found is not Kind.ENTRY or not isinstance(data, shapes.Entry):
                continue
            if self.reader.is_cut(line):
                continue
            if not self.says(data, episode):
                continue
            if episode.label is None:  # right below GUIDE a title may be read as a number
                first = read_guide_entry(line, self.words)
                if first is None or not self.says(first, episode):
                    continue
            return line
        raise ValueError(f"no line of the format says {episode!r}")

    def weak_entry(self, episode: Episode, *, coded: bool = False) -> str | None:
        """Return the line of an entry with no score and no separator, None where it needs one."""
        if episode.score is not None or episode.label is None:
            return None
        for label in self._labels(episode, coded=coded):
            line = f"{label}: {episode.title}" if episode.title else str(label)
            found, data = self.reader.classify(line)
            if found is Kind.PROSE and isinstance(data, shapes.Entry) and self.says(data, episode):
                return None if self.reader.is_cut(line) else line
        return None

    def bare_entry(self, episode: Episode) -> str | None:
        """Return the line of an entry that is its title alone, None where it cannot be."""
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

    def says(self, data: shapes.Entry, episode: Episode) -> bool:
        """Tell whether an entry that was read says what an episode does, its notes aside."""
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
            if isinstance(data, shapes.Heading) and data.split is None and data.text == text:
                return text, line
        raise ValueError(f"no line of the format is the heading {text!r}")

    def figure(self, figure: Figure) -> str:
        """Return the line of a figure."""
        caption = f' "{figure.caption}"' if figure.caption is not None else ""
        return f"![{figure.alt or ''}]({figure.src}{caption})"

    # -- ratings and the verdict

    def rating(self, rating: Rating) -> tuple[str, str]:
        """Return the natural and the explicit line of a rating.

        Brackets around a name with one that has no other half say another rating: the natural
        line is the only one.
        """
        note = f" – {rating.note}" if rating.note is not None else ""
        natural = f"• {rating.aspect} - {rating.score}{note}"
        explicit = f"• [{rating.aspect}] - {rating.score}{note}"
        if _BRACKET.search(rating.aspect) and not self.says_rating(explicit, rating):
            explicit = natural
        return natural, explicit

    def says_rating(self, line: str, rating: Rating) -> bool:
        """Tell whether a line is this rating, and nothing else."""
        found = self.reader.classify(line)
        if found.kind is not Kind.RATING or self.reader.is_cut(line):
            return False
        return says_rating(found.data, rating)

    def verdict(self, verdict: Verdict) -> str:
        """Return the line of a verdict."""
        note = f" – {verdict.note}" if verdict.note is not None else ""
        return f"• {self._word('verdict', 'nouns')} - {verdict.score}{note}"


_BRACKET = re.compile(r"[\[\]［］]")
_BEFORE_FIELD = frozenset(shapes.KINDS[: shapes.KINDS.index(Kind.VERDICT)])


def _number(text: str | None) -> Decimal | None:
    return None if text is None else number(text)


def says_heading(line: shapes.Data, text: str, heading: Heading, score: AnyScore | None) -> bool:
    """Tell whether a line that is a heading says this one."""
    if isinstance(line, shapes.Heading | shapes.Rating | shapes.Season):
        name = line.text if isinstance(line, shapes.Heading) else line.name
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


def says_rating(data: shapes.Data, rating: Rating) -> bool:
    """Tell whether a line that is a rating says this one."""
    if not isinstance(data, shapes.Rating | shapes.Season):
        return False
    if data.split is None or data.split.score is None:
        return False
    return (
        data.name == rating.aspect
        and data.split.note == rating.note
        and not data.split.score.differs
        and score_from(data.split.score.value) == rating.score
    )
