"""Ensures that every word of a document is in the review, or is reported as a loss.

The words of a document are counted as its own bytes spell them. The words of the review, and of
what is already reported, are subtracted; the rest is a loss. So a reader cannot silently overlook
anything. All of this takes linear time.

Words are compared without marks, quotes, case and the forms of numbers. Words that the structure of
a review expresses do not count: the name of a field, or a heading such as "Episode Guide".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewfmt.converter.accounting.held import Held
from reviewfmt.converter.accounting.texts import Lost, of_texts
from reviewfmt.converter.accounting.values import of_value
from reviewfmt.converter.accounting.words import structure, tokens, words_of
from reviewfmt.converter.units import PROGRAMS, Unit

__all__ = ["PROGRAMS", "Held", "Lost", "lost", "structure", "tokens", "words_of"]


def lost(units: Iterable[Unit], held: Held) -> Iterator[Lost]:
    """Yield what is in `units` and not in `held`: first texts, then values."""
    texts: list[Unit] = []
    values: list[Unit] = []
    for unit in units:
        (values if unit.name else texts).append(unit)
    missing = sorted(of_texts(texts, held), key=lambda one: one[0])
    for _, one in missing:
        held.add(one.text)
        yield one
    for unit in values:
        yield from of_value(unit, held)
