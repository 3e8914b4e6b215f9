"""A line of the canonical text, before it is laid out."""

from __future__ import annotations

from typing import NamedTuple

from reviewfmt.model import AnyScore, Leaf
from reviewfmt.syntax.line_kinds import Kind

NO_GUIDE = -1
SEASONS = ("season", 0)
"""The group of links to other seasons: a lone link with blank lines around it would be prose."""
BOILERPLATE = ("boilerplate", 0)
"""The group of lines of boilerplate."""


class Piece(NamedTuple):
    """One line of the canonical text.

    `kind` is the kind as which the line must be read. `text` is its natural spelling, and
    `explicit` the spelling that always works; they may be the same. Lines of one `group` have no
    blank line between them. `guide` is the number of the guide that an entry or a note belongs to.
    `parted` tells whether a blank line precedes the leaf in its source; None without a source.
    """

    kind: Kind
    text: str
    explicit: str
    leaf: Leaf | None
    group: tuple[str, int] | None = None
    guide: int = NO_GUIDE
    indent: int = 0
    score: AnyScore | None = None
    number: int | None = None
    tail: bool = False
    parted: bool | None = None
