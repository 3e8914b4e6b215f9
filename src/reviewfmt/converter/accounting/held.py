"""What a review, and the findings about its source, contain of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from reviewfmt.converter.accounting.addresses import led
from reviewfmt.converter.accounting.words import status_words, structure, words_of
from reviewfmt.model import (
    Boilerplate,
    Comment,
    Episode,
    Field,
    Figure,
    Metadata,
    Rating,
    Review,
    Score,
    Title,
    walk,
)
from reviewfmt.pandoc_ast.lines.bylines import addresses_beside
from reviewfmt.syntax import dates, inline

SHORT = 12
"""A text with at most this many words may consist only of names of parts."""


class Held:
    """What a review and the findings about its source say.

    `apart` are the addresses in what is reported piece by piece: for example the menus of a page.
    In a document of `ours` the heading above the notes of an entry only repeats what its table
    says, and may be of an older spelling.
    """

    def __init__(
        self,
        review: Review | None,
        reported: Iterable[str],
        *,
        ours: bool = False,
        apart: Iterable[str] = (),
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.units: Counter[tuple[str, ...]] = Counter()
        self.pairs: set[tuple[str, str]] = set()
        self.dates: set[date] = set()
        self.scores: set[str] = set()
        self.maxima: set[str] = set()
        self.addresses: set[str] = set()
        self.apart = Counter(map(led, apart))
        self.again: set[tuple[str, ...]] = set()
        self.again_named: set[tuple[str, ...]] = set()
        self.named: set[tuple[str, ...]] = set()
        self.ours = ours
        self.structure = structure()
        self.status: frozenset[str] = frozenset()
        if review is not None:
            for node in walk(review):
                self._take(node)
            self._repeat(review)
        for text in reported:
            self.add(self._without_addresses(text))

    def _without_addresses(self, text: str) -> str:
        """Return a reported text without the addresses at its end, whose words say nothing else."""
        if not self.apart or not text.endswith(")"):
            return text
        parts = text.split(" ")
        while parts and led(parts[-1][1:-1]) in self.apart and parts[-1].startswith("("):
            parts.pop()
        return " ".join(parts)

    def add(self, text: str) -> None:
        """Take one more text."""
        said = words_of(text)
        for day in map(dates.read, _DAY.findall(text)):
            if day.day is not None:
                self.dates.add(day.day)
        self.counts.update(said)
        self.units[said] += 1
        self.pairs.update(pairwise(said))

    def _repeat(self, review: Review) -> None:
        """Add what a document may repeat: nothing is lost if a repetition is gone."""
        title = review.title
        self.again.add(words_of(inline.plain(title.text)))
        for each in (title.work, title.tagline or "", str(title.season or "")):
            part = inline.plain(each)
            self.again_named.add(self.bare(words_of(part)))
            if not self.counts.keys() >= set(words_of(part)):
                self.add(part)  # the title line does not say it
        if review.verdict is not None and isinstance(review.verdict.score, Score):
            score = review.verdict.score
            self.again_named.add(words_of(f"{score.value:f}/{score.out_of:f}"))
        for guide in review.guides:
            for entry in guide.episodes:
                if entry.notes:  # the notes have a heading of their own
                    self._repeat_entry(entry)
        self.again_named.discard(())
        self.named.discard(())
        if review.metadata.status:
            self.status = status_words(review.metadata.status)
            self.structure |= self.status

    def _repeat_entry(self, entry: Episode) -> None:
        numbers = (entry.number, entry.number_end)
        number = " ".join(f"{one:f}" for one in numbers if one is not None)
        title = inline.plain(entry.title or "")
        self.again.add(words_of(title))
        for one in (number, title, f"{number} {title}"):
            self.again_named.add(self.bare(words_of(one)))
        if self.ours:
            self.named |= {self.bare(words_of(one)) for one in (number, title)}

    def bare(self, said: Sequence[str]) -> tuple[str, ...]:
        """Return words without those that a review expresses by its structure.

        A single letter stays, since it may be a grade.
        """
        return tuple(
            word
            for word in said
            if word not in self.structure or (len(word) == 1 and word.isascii())
        )

    def repeats(self, said: tuple[str, ...]) -> bool:
        """Tell whether words only repeat what is held."""
        bare = self.bare(said)
        if said in self.again or len(bare) == len(said):
            return said in self.again
        if bare in self.again_named:
            return True
        parts = {bare[:size] for size in range(1, 3)} | {bare[at:] for at in range(3)}
        return len(said) <= SHORT and not self.named.isdisjoint(parts)

    def _take(self, node: Any) -> None:
        if isinstance(node, Score):
            self.add(f"{node.value:f}/{node.out_of:f}")
            self.scores.update(words_of(f"{node.value:f}"))
            self.maxima.update(words_of(f"{node.out_of:f}"))
        if isinstance(node, Boilerplate):
            self.addresses.update(map(led, addresses_beside(node.text)))
        for one in fields(node):
            value = getattr(node, one.name)
            if one.name == "span" or isinstance(node, Score):
                continue
            if isinstance(node, Title) and one.name != "text":
                continue  # the title line contains its parts
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, str):
                    self._text(each, marked=not _is_plain(node, one.name))
                elif isinstance(each, date):
                    self.dates.add(each)
                    self.add(each.isoformat())
                elif isinstance(each, Decimal | int):
                    self.add(f"{each:f}" if isinstance(each, Decimal) else str(each))

    def _text(self, text: str, *, marked: bool) -> None:
        self.addresses.add(led(text))
        has_marks = inline.has_marks(text)
        self.add(inline.plain(text) if marked and has_marks else text)
        if not has_marks:
            return
        self.addresses.update(led(link.target) for link in inline.links(inline.inlines(text)))

    def is_date(self, text: str) -> bool:
        """Tell whether a text is nothing but a date that is held."""
        return dates.read(text.strip()).day in self.dates

    def holds(self, value: str, name: str = "") -> bool:
        """Tell whether each part of a value is held, with its words next to each other.

        For a number, the name of the value says whether it is a score or a maximum.
        """
        said = words_of(value)
        known = self._numbers(name.rpartition(".")[2].lower())
        if len(said) == 1 and known is not None:
            return said[0] in known
        if led(value) in self.addresses:
            return True
        day = dates.read(value.strip()).day
        if day is not None and len(said) > 1:  # its numbers may be from different texts
            return day in self.dates
        return all(self._has(words_of(part)) for part in _SEPARATORS.split(value))

    def holds_address(self, address: str) -> bool:
        """Tell whether an address is held or reported; a reported one counts only once.

        A text that spells out the address holds it.
        """
        target = led(address)
        if target in self.addresses:
            return True
        if self.apart[target] > 0:
            self.apart[target] -= 1
            return True
        said = words_of(target)
        telling = any(not (one in self.structure or one.isdecimal()) for one in said)
        return telling and len(said) > 1 and self._has(said)

    def _numbers(self, name: str) -> set[str] | None:
        return {"ratingvalue": self.scores, "bestrating": self.maxima}.get(name)

    def _has(self, said: tuple[str, ...]) -> bool:
        if all(word in self.structure for word in said):
            return all(word in self.counts or word in self.status for word in said)
        last = None
        for at, word in enumerate(said):
            known = word in self.structure and not _is_lone_letter(said, at)
            if not known and (word not in self.counts or (last and (last, word) not in self.pairs)):
                return False
            last = None if known else word
        return True


def _is_lone_letter(said: tuple[str, ...], at: int) -> bool:
    """Tell whether a word is a letter with no number beside it: that of `Ana's`, not of `S2E1`."""
    beside = said[max(at - 1, 0) : at + 2]
    return len(said[at]) == 1 and said[at].isascii() and not any(map(str.isdecimal, beside))


def _is_plain(node: Any, name: str) -> bool:
    """Tell whether an attribute of a node has plain words, in which a mark is an ordinary sign."""
    return isinstance(node, Metadata | Field | Boilerplate | Comment) or name in _PLAIN.get(
        type(node), ()
    )


_PLAIN: Mapping[type, Sequence[str]] = {Figure: ("src", "alt"), Rating: ("aspect",)}


_DAY = re.compile(r"(?<!\d)\d{4}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)\d{1,2}(?!\d)", re.ASCII)
_SEPARATORS = re.compile(r"\s[-–—|·:»«/]\s|[|:,;»«\n]")
