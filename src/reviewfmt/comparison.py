"""The changes between two reviews, in terms of reviews and not of lines."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from difflib import SequenceMatcher
from itertools import islice, pairwise
from operator import is_not
from typing import Any, NamedTuple, TypeVar

from reviewfmt.model import (
    FIELDS,
    AnyScore,
    Block,
    Episode,
    Figure,
    Guide,
    Heading,
    Item,
    ItemList,
    Metadata,
    Paragraph,
    Quote,
    Rating,
    Review,
    Section,
    Title,
    Verdict,
    digits,
)
from reviewfmt.syntax import inline

_T = TypeVar("_T")


class Change(NamedTuple):
    """One change: its place, and what was and is there; None means nothing.

    `where` reads as a person would name the place: "episode 5, score", "verdict",
    "paragraph 4", "heading 2".
    """

    where: str
    old: str | None
    new: str | None

    def __str__(self) -> str:
        if self.old is None:
            return f"{self.where}: added {self.new}"
        if self.new is None:
            return f"{self.where}: removed {self.old}"
        return f"{self.where}: {self.old} → {self.new}"


def changes(old: Review, new: Review) -> list[Change]:
    """Return what changed from one review to another, in the order of a review's parts.

    Boilerplate and comments are not compared, so that a review has no changes to its conversion to
    another format. Backslashes that change no mark are not compared either. Raises TypeError if
    `old` or `new` is not a review.
    """
    for one in (old, new):
        if not isinstance(one, Review):
            raise TypeError(f"expected a review, found {type(one).__name__}")
    old, new = _respelled(old), _respelled(new)
    return [
        *_title(old, new),
        *_metadata(old.metadata, new.metadata),
        *_guides(old.guides, new.guides),
        *_prose("", _sections(old.sections), _sections(new.sections)),
        *_divided(old, new),
        *_ratings(old.ratings, new.ratings),
        *_verdict(old.verdict, new.verdict),
    ]


_MARKED: Mapping[type, tuple[str, ...]] = {
    Title: ("text", "work", "tagline"),
    Heading: ("text",),
    Paragraph: ("text",),
    Item: ("text",),
    Figure: ("caption",),
    Episode: ("title",),
    Rating: ("note",),
    Verdict: ("note",),
}
"""The attributes with texts that may have inline marks."""

_ASIDE = frozenset({"boilerplate", "comments", "metadata"})


def _respelled(node: Any) -> Any:
    """Return a node with the marks of its texts spelled as `render` spells them."""
    found: dict[str, object] = {}
    for name in _MARKED.get(type(node), ()):
        text = getattr(node, name)
        if text is not None and inline.has_marks(text):
            found[name] = inline.render(inline.inlines(text))
    for field in fields(node):
        if not field.compare or field.name in _ASIDE:
            continue
        value = getattr(node, field.name)
        part = value
        if isinstance(value, tuple):
            parts = tuple(map(_respelled, value))
            part = parts if any(map(is_not, parts, value)) else value
        elif isinstance(value, Title | Heading | Verdict):
            part = _respelled(value)
        if part is not value:
            found[field.name] = part
    return replace(node, **found) if found else node


def _value(where: str, old: object, new: object) -> Iterator[Change]:
    if old != new:
        yield Change(where, _shown(old), _shown(new))


def _shown(value: object) -> str | None:
    if isinstance(value, tuple):
        return ", ".join(value) or None
    return None if value is None else str(value)


# -- the title and the fields ---------------------------------------------------------------------


def _title(old: Review, new: Review) -> Iterator[Change]:
    """Yield the change of the title, and of what it names if the title line is the same."""
    yield from _value("title", old.title.text, new.title.text)
    if old.title.text == new.title.text:
        yield from _value("work", old.work, new.work)
        yield from _value("season", old.season, new.season)
        yield from _value("tagline", old.tagline, new.tagline)


def _metadata(old: Metadata, new: Metadata) -> Iterator[Change]:
    for spec in FIELDS:
        yield from _value(spec.name, getattr(old, spec.name), getattr(new, spec.name))
    first = {field.key: field.value for field in old.extra}
    second = {field.key: field.value for field in new.extra}
    for key in {**first, **second}:
        yield from _value(f"field {key!r}", first.get(key), second.get(key))
    if first == second:
        yield from _value("fields", tuple(first), tuple(second))


# -- guides and scores ----------------------------------------------------------------------------


def _guides(old: Sequence[Guide], new: Sequence[Guide]) -> Iterator[Change]:
    several = max(len(old), len(new)) > 1
    for at in range(max(len(old), len(new))):
        first = old[at] if at < len(old) else None
        second = new[at] if at < len(new) else None
        name = f"guide {at + 1}, " if several else ""
        if first and second:
            yield from _value(f"{name}season", first.season, second.season)
        where = f"{name}score of the season"
        yield from _value(where, first.score if first else None, second.score if second else None)
        yield from _episodes(
            name, first.episodes if first else (), second.episodes if second else ()
        )


def _episodes(name: str, old: Sequence[Episode], new: Sequence[Episode]) -> Iterator[Change]:
    for first, second in _pairs(old, new, _episode_key):
        entry = first or second
        assert entry is not None
        where = name + _episode_name(entry)
        if first is None or second is None:
            shown = _entry(entry)
            yield Change(where, shown if second is None else None, shown if first is None else None)
            notes = _pieces(entry.notes)
            yield from _prose(
                f"{where}, note: ", notes if second is None else [], notes if first is None else []
            )
            continue
        yield from _value(f"{where}, label", _label(first), _label(second))
        yield from _value(f"{where}, title", first.title, second.title)
        yield from _value(f"{where}, score", first.score, second.score)
        notes_before, notes_after = _pieces(first.notes), _pieces(second.notes)
        found = list(_prose(f"{where}, note: ", notes_before, notes_after))
        yield from found
        if not found and first.notes != second.notes:
            yield Change(f"{where}, notes", "lists or quotes divided otherwise", "see the text")


def _episode_key(episode: Episode) -> Hashable:
    """Return what identifies an entry: its label and number, or else its title."""
    if episode.number is not None:
        return episode.label, episode.number
    return episode.label, None, episode.title


def _label(episode: Episode) -> str | None:
    """Return the label and the numbers of an entry: `Episode 3`, `Episodes 3 & 4`, `OVA 1`."""
    if episode.number is None:
        return episode.label
    label, number = episode.label or "Entry", digits(episode.number)
    if episode.number_end is None:
        return f"{label} {number}"
    return f"{label}s {number} & {digits(episode.number_end)}"


def _episode_name(episode: Episode) -> str:
    label = _label(episode)
    return label.lower() if label and episode.number is not None else f"entry {episode.title!r}"


def _entry(episode: Episode) -> str:
    title = f"“{episode.title}”" if episode.title else ""
    score = "" if episode.score is None else str(episode.score)
    return " ".join(part for part in (title, score) if part) or "without a title"


def _ratings(old: Sequence[Rating], new: Sequence[Rating]) -> Iterator[Change]:
    for first, second in _pairs(old, new, lambda rating: rating.aspect):
        rating = first or second
        assert rating is not None
        where = f"rating of {rating.aspect!r}"
        if first and second:
            yield from _value(f"{where}, name", first.aspect, second.aspect)
        yield from _scored(where, first, second)


def _verdict(old: Verdict | None, new: Verdict | None) -> Iterator[Change]:
    yield from _scored("verdict", old, new)


def _scored(
    where: str, old: Rating | Verdict | None, new: Rating | Verdict | None
) -> Iterator[Change]:
    yield from _value(where, old.score if old else None, new.score if new else None)
    yield from _value(f"{where}, remark", old.note if old else None, new.note if new else None)


def _pairs(
    old: Sequence[_T], new: Sequence[_T], key: Callable[[_T], Hashable]
) -> Iterator[tuple[_T | None, _T | None]]:
    """Pair items with equal keys; then, in order, the rest of each stretch, if equally long."""
    for tag, low, high, new_low, new_high in _steps(list(map(key, old)), list(map(key, new))):
        for at in range(max(high - low, new_high - new_low)):
            first = old[low + at] if low + at < high else None
            second = new[new_low + at] if new_low + at < new_high else None
            if tag == "replace" and (high - low) != (new_high - new_low):
                if first is not None:
                    yield first, None
                if second is not None:
                    yield None, second
            else:
                yield first, second


# -- what is in both --------------------------------------------------------------------------

_Step = tuple[str, int, int, int, int]
"""An opcode of difflib: "equal", "replace" and so on, with the ranges in both."""

_LARGEST = 10_000
"""How many pairs difflib compares at once; its time is worse than linear in them."""


def _steps(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[_Step]:
    """Yield the steps from one sequence to another.

    In long sequences, items that occur once in both are paired first, in order; a long stretch
    without such items is one step.
    """
    ends = [(-1, -1), *_landmarks(old, new), (len(old), len(new))]
    for (low, new_low), (high, new_high) in pairwise(ends):
        low, new_low = low + 1, new_low + 1
        if (high - low) * (new_high - new_low) <= _LARGEST:
            matcher = SequenceMatcher(None, old[low:high], new[new_low:new_high], False)
            for tag, *places in matcher.get_opcodes():
                first, last, new_first, new_last = places
                yield tag, low + first, low + last, new_low + new_first, new_low + new_last
        else:
            yield "replace", low, high, new_low, new_high
        if high < len(old):
            yield "equal", high, high + 1, new_high, new_high + 1


def _landmarks(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the indexes of the common ends of two long sequences, and of items that occur once."""
    if len(old) * len(new) <= _LARGEST:
        return []
    low, shortest = 0, min(len(old), len(new))
    while low < shortest and old[low] == new[low]:
        low += 1
    end = 0
    while end < shortest - low and old[-1 - end] == new[-1 - end]:
        end += 1
    places = {one: at for at, one in enumerate(new[: len(new) - end]) if at >= low}
    counts, new_counts = Counter(old), Counter(new)
    once = [
        (at, places[one])
        for at, one in enumerate(old)
        if counts[one] == new_counts[one] == 1 and one in places
    ]
    first = [(at, at) for at in range(low)]
    last = [(len(old) - at, len(new) - at) for at in range(end, 0, -1)]
    return [*first, *_rising(once), *last]


def _rising(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest selection of the places that rises on both sides; the first side rises."""
    tails: list[int] = []
    chains: list[int] = []
    before: list[int] = []
    for at, (_, place) in enumerate(places):
        length = bisect_left(tails, place)
        before.append(chains[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        chains[length : length + 1] = [at]
    found = []
    at = chains[-1] if chains else -1
    while at >= 0:
        found.append(places[at])
        at = before[at]
    return found[::-1]


# -- prose ----------------------------------------------------------------------------------------


class _Piece(NamedTuple):
    """A piece of prose. `number` counts the pieces of its kind, from 1."""

    kind: str
    number: int
    text: str
    score: AnyScore | None = None


class _Counted:
    """Gathers pieces of prose, each kind numbered from 1."""

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []
        self._counts: dict[str, int] = {}

    def add(self, kind: str, text: str, score: AnyScore | None = None) -> None:
        self._counts[kind] = number = self._counts.get(kind, 0) + 1
        self.pieces.append(_Piece(kind, number, text, score))

    def blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if isinstance(block, ItemList):
                kind = "item" if block.start is None else "numbered item"
                for item in block.items:
                    self.add(kind, item.text)
            elif isinstance(block, Quote):
                for paragraph in block.paragraphs:
                    self.add("quote", paragraph.text)
            elif isinstance(block, Figure):
                self.add("picture", _figure(block))
            else:
                self.add("paragraph", block.text)


def _figure(figure: Figure) -> str:
    parts = (figure.src, figure.alt, figure.caption)
    return " – ".join(part for part in parts if part is not None)


def _pieces(blocks: Sequence[Block]) -> list[_Piece]:
    counted = _Counted()
    counted.blocks(blocks)
    return counted.pieces


def _sections(sections: Sequence[Section]) -> list[_Piece]:
    """Return the headings and the prose of sections as pieces."""
    counted = _Counted()
    for section in sections:
        if section.heading is not None:
            counted.add("heading", section.heading.text, section.score)
        counted.blocks(section.blocks)
    return counted.pieces


def _divided(old: Review, new: Review) -> Iterator[Change]:
    """Yield a change if the pieces of prose are the same and the sections are not."""
    same = _sections(old.sections) == _sections(new.sections)
    if same and old.sections != new.sections:
        yield Change("sections", "lists or sections divided otherwise", "see the text")


def _prose(lead: str, old: Sequence[_Piece], new: Sequence[_Piece]) -> Iterator[Change]:
    """Yield the changes from one run of pieces to another; `lead` opens the name of the place."""
    first, second = [_key(piece) for piece in old], [_key(piece) for piece in new]
    if first == second:
        return
    for tag, low, high, new_low, new_high in _steps(first, second):
        if tag != "equal":
            yield from _replaced(lead, old[low:high], new[new_low:new_high])


def _key(piece: _Piece) -> Hashable:
    return piece.kind, piece.text, piece.score


_NEAR = 32
"""How many of the next new pieces an old one is compared with."""


def _replaced(lead: str, old: Sequence[_Piece], new: Sequence[_Piece]) -> Iterator[Change]:
    """Pair each old piece with the first similar one of the next new pieces, in order."""
    counts = [Counter(piece.text.split()) for piece in new]
    begin = 0
    for piece in old:
        count = Counter(piece.text.split())
        near = range(begin, min(begin + _NEAR, len(new)))
        best = next((at for at in near if _alike(piece, count, new[at], counts[at])), None)
        where = f"{lead}{_where(piece)}"
        if best is None:
            yield Change(where, _piece(piece), None)
            continue
        for added in islice(new, begin, best):
            yield Change(f"{lead}{_where(added)}", None, _piece(added))
        other = new[best]
        if piece.text != other.text:
            yield Change(f"{where} edited", *_around(piece.text, other.text))
        yield from _value(f"{where}, score", piece.score, other.score)
        begin = best + 1
    for added in islice(new, begin, None):
        yield Change(f"{lead}{_where(added)}", None, _piece(added))


_LIKE = 0.4
"""Which share of the words of two pieces is in both, if one has become the other."""


def _alike(old: _Piece, words: Counter[str], new: _Piece, new_words: Counter[str]) -> bool:
    if old.kind != new.kind:
        return False
    if old.kind == "heading":
        return True
    few, many = sorted((words, new_words), key=len)
    both = sum(min(count, many[word]) for word, count in few.items())
    return 2 * both > _LIKE * (words.total() + new_words.total())


def _where(piece: _Piece) -> str:
    return f"{piece.kind} {piece.number}"


_MOST = 72


def _piece(piece: _Piece) -> str:
    text = piece.text
    shown = f"“{text if len(text) <= _MOST else text[: _MOST - 1] + '…'}”"
    return shown if piece.score is None else f"{shown} {piece.score}"


def _around(old: str, new: str) -> tuple[str, str]:
    """Return the parts of two texts that differ, with a few common words around them."""
    first, second = old.split(), new.split()
    low = 0
    while low < min(len(first), len(second)) and first[low] == second[low]:
        low += 1
    high = 0
    while high < min(len(first), len(second)) - low and first[-1 - high] == second[-1 - high]:
        high += 1
    start, end = max(0, low - 3), max(0, high - 3)

    def part(words: list[str]) -> str:
        shown = " ".join(words[start : len(words) - end])
        return f"“{'… ' if start else ''}{shown}{' …' if end else ''}”"

    return part(first), part(second)
