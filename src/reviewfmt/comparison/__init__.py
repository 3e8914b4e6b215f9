"""The changes between two reviews, in terms of reviews and not of lines."""

from __future__ import annotations

from collections.abc import Iterator

from reviewfmt.comparison.change import Change, value_change
from reviewfmt.comparison.prose import division_changes, prose_changes, section_pieces
from reviewfmt.comparison.scored import guide_changes, rating_changes, verdict_changes
from reviewfmt.comparison.spelling import respelled
from reviewfmt.model import FIELDS, Metadata, Review

__all__ = ["Change", "changes"]


def changes(old: Review, new: Review) -> list[Change]:
    """Return what changed from one review to another, in the order of a review's parts.

    Boilerplate and comments are not compared, so that a review has no changes to its conversion to
    another format. Backslashes that change no mark are not compared either. Raises TypeError if
    `old` or `new` is not a review.
    """
    for one in (old, new):
        if not isinstance(one, Review):
            raise TypeError(f"expected a review, found {type(one).__name__}")
    old, new = respelled(old), respelled(new)
    return [
        *_title(old, new),
        *_metadata(old.metadata, new.metadata),
        *guide_changes(old.guides, new.guides),
        *prose_changes("", section_pieces(old.sections), section_pieces(new.sections)),
        *division_changes(old, new),
        *rating_changes(old.ratings, new.ratings),
        *verdict_changes(old.verdict, new.verdict),
    ]


def _title(old: Review, new: Review) -> Iterator[Change]:
    """Yield the change of the title, and of what it names if the title line is the same."""
    yield from value_change("title", old.title.text, new.title.text)
    if old.title.text == new.title.text:
        yield from value_change("work", old.work, new.work)
        yield from value_change("season", old.season, new.season)
        yield from value_change("tagline", old.tagline, new.tagline)


def _metadata(old: Metadata, new: Metadata) -> Iterator[Change]:
    for spec in FIELDS:
        yield from value_change(spec.name, getattr(old, spec.name), getattr(new, spec.name))
    first = {field.key: field.value for field in old.extra}
    second = {field.key: field.value for field in new.extra}
    for key in {**first, **second}:
        yield from value_change(f"field {key!r}", first.get(key), second.get(key))
    if first == second:
        yield from value_change("fields", tuple(first), tuple(second))
