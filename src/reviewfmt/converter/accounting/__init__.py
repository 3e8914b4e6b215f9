"""The law that no conversion breaks: what was read is in the review, or is reported as lost.

The words of a document are counted as its own bytes spell them. Those of the review, and of what
is already reported, are taken off; what remains is a loss. So a reader that overlooks something
cannot hide it. All of it takes linear time.

Two texts hold the same words whatever their marks, quotes, case and forms of numbers are. What a
review says by its structure needs no word: the name of a field, a heading such as "Episode
Guide".
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
    """Yield what `units` say and `held` does not, values behind the text."""
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
