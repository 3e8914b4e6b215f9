"""What changed between two reviews, in their own terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar

from reviewfmt.model import (
    Episode,
    Guide,
    Heading,
    Item,
    ItemList,
    Metadata,
    Paragraph,
    Rating,
    Review,
    Score,
)
from reviewfmt.printer import print_label, print_score

_T = TypeVar("_T")


class Change(NamedTuple):
    """One change: where it is, and what stood and stands there; None is nothing.

    `where` reads as a person would name the place: "episode 5, score", "verdict",
    "paragraph 4", "heading of section 2".
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

    The site's lines, comments and unknown fields are no part of what a review says, and are
    not compared: a review equals what any format carries of it. Raises TypeError for what is no
    review.
    """
    for one in (old, new):
        if not isinstance(one, Review):
            raise TypeError(f"a review is asked for, found {type(one).__name__}")
    return [
        *_value("title", old.title.text, new.title.text),
        *_metadata(old.metadata, new.metadata),
        *_guides(old.guides, new.guides),
        *_prose(old, new),
        *_ratings(old.ratings, new.ratings),
        *_value(
            "verdict",
            _score(old.verdict.score if old.verdict else None),
            _score(new.verdict.score if new.verdict else None),
        ),
    ]


def _value(where: str, old: str | None, new: str | None) -> Iterator[Change]:
    if old != new:
        yield Change(where, old, new)


def _score(score: Score | None) -> str | None:
    return None if score is None else print_score(score)


def _metadata(old: Metadata, new: Metadata) -> Iterator[Change]:
    for key in ("author", "published", "language", "network", "genre", "tags", "cover", "spoilers"):
        yield from _value(key, _text(getattr(old, key)), _text(getattr(new, key)))


def _text(value: object) -> str | None:
    if isinstance(value, tuple):
        return ", ".join(value) or None
    return None if value is None else str(value)


# -- guides and ratings ---------------------------------------------------------------------------


def _guides(old: Sequence[Guide], new: Sequence[Guide]) -> Iterator[Change]:
    several = max(len(old), len(new)) > 1
    for at in range(max(len(old), len(new))):
        first = old[at] if at < len(old) else None
        second = new[at] if at < len(new) else None
        name = f"guide {at + 1}, " if several else ""
        if first and second:
            yield from _value(f"{name}season", _season(first), _season(second))
        yield from _episodes(
            name, first.episodes if first else (), second.episodes if second else ()
        )


def _season(guide: Guide) -> str | None:
    return None if guide.season is None else str(guide.season)


def _episodes(name: str, old: Sequence[Episode], new: Sequence[Episode]) -> Iterator[Change]:
    for first, second in _pairs(old, new, _episode_key):
        entry = first or second
        assert entry is not None
        where = name + _episode_name(entry)
        if first is None or second is None:
            shown = _entry(entry)
            yield Change(where, shown if second is None else None, shown if first is None else None)
            continue
        yield from _value(f"{where}, label", print_label(first), print_label(second))
        yield from _value(f"{where}, title", first.title, second.title)
        yield from _value(f"{where}, score", _score(first.score), _score(second.score))


def _episode_key(episode: Episode) -> Hashable:
    """Return what an entry is known by: its label and number, or else its title."""
    if episode.number is not None:
        return episode.label, episode.number
    return episode.label, None, episode.title


def _episode_name(episode: Episode) -> str:
    label = print_label(episode)
    return label.lower() if label and episode.number is not None else f"entry {episode.title!r}"


def _entry(episode: Episode) -> str:
    title = f"“{episode.title}”" if episode.title else ""
    return " ".join(part for part in (title, _score(episode.score)) if part) or "without a title"


def _ratings(old: Sequence[Rating], new: Sequence[Rating]) -> Iterator[Change]:
    for first, second in _pairs(old, new, lambda rating: rating.aspect):
        rating = first or second
        assert rating is not None
        yield from _value(
            f"rating of {rating.aspect!r}",
            _score(first.score) if first else None,
            _score(second.score) if second else None,
        )


def _pairs(
    old: Sequence[_T], new: Sequence[_T], key: Callable[[_T], Hashable]
) -> Iterator[tuple[_T | None, _T | None]]:
    """Pair what has one key; then, where both sides have as much left in one place, in order."""
    matcher = SequenceMatcher(None, [key(one) for one in old], [key(one) for one in new], False)
    for tag, low, high, new_low, new_high in matcher.get_opcodes():
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


# -- prose ----------------------------------------------------------------------------------------


class _Piece(NamedTuple):
    kind: str
    number: int
    text: str


def _pieces(review: Review) -> list[_Piece]:
    """Return the headings, paragraphs and items of a review, each kind numbered from 1."""
    counts = {"heading": 0, "paragraph": 0, "item": 0}
    found: list[_Piece] = []

    def add(node: Heading | Paragraph | Item) -> None:
        kind = type(node).__name__.lower()
        counts[kind] += 1
        found.append(_Piece(kind, counts[kind], node.text))

    for section in review.sections:
        if section.heading is not None:
            add(section.heading)
        for block in section.blocks:
            for node in block.items if isinstance(block, ItemList) else (block,):
                add(node)
    return found


def _prose(old: Review, new: Review) -> Iterator[Change]:
    first, second = _pieces(old), _pieces(new)
    matcher = SequenceMatcher(
        None, [piece[::2] for piece in first], [piece[::2] for piece in second], False
    )
    moved = False
    for tag, low, high, new_low, new_high in matcher.get_opcodes():
        if tag != "equal":
            for change in _replaced(first[low:high], second[new_low:new_high]):
                moved = True
                yield change
    if not moved and old.sections != new.sections:
        yield Change("sections", "lists or sections divided otherwise", "see the text")


def _replaced(old: Sequence[_Piece], new: Sequence[_Piece]) -> Iterator[Change]:
    """Pair each old piece with the new one of its kind that it is most like, in order."""
    waiting = list(new)
    for piece in old:
        best = next(
            (at for at, other in enumerate(waiting) if _alike(piece, other)),
            None,
        )
        if best is None:
            yield Change(_where(piece), _shortened(piece.text), None)
            continue
        for added in waiting[:best]:
            yield Change(_where(added), None, _shortened(added.text))
        yield Change(f"{_where(piece)} edited", *_around(piece.text, waiting[best].text))
        del waiting[: best + 1]
    for added in waiting:
        yield Change(_where(added), None, _shortened(added.text))


def _alike(old: _Piece, new: _Piece) -> bool:
    if old.kind != new.kind:
        return False
    if old.kind == "heading":
        return True
    matcher = SequenceMatcher(None, _words(old.text), _words(new.text), False)
    return matcher.quick_ratio() > 0.4 and matcher.ratio() > 0.4


def _where(piece: _Piece) -> str:
    return f"{piece.kind} {piece.number}"


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


_MOST = 72


def _shortened(text: str) -> str:
    return f"“{text if len(text) <= _MOST else text[: _MOST - 1] + '…'}”"


def _around(old: str, new: str) -> tuple[str, str]:
    """Return the parts of two texts that differ, a few words of what they share around them."""
    first, second = _words(old), _words(new)
    low = 0
    while low < min(len(first), len(second)) and first[low] == second[low]:
        low += 1
    high = 0
    while high < min(len(first), len(second)) - low and first[-1 - high] == second[-1 - high]:
        high += 1
    start, end = max(0, low - 6), max(0, high - 6)

    def part(words: list[str]) -> str:
        shown = "".join(words[start : len(words) - end]).strip()
        return f"“{'… ' if start else ''}{shown}{' …' if end else ''}”"

    return part(first), part(second)
