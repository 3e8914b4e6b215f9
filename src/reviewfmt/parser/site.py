"""Tells which lines are the site's, and where comments begin (spec, "Boilerplate")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewfmt.characters import closed, tidy

if TYPE_CHECKING:
    from reviewfmt.parser.reader import Reader

_SITE = frozenset(("BOILERPLATE", "REPLY", "COUNT", "TALK"))
_BEFORE_ALL = frozenset(("COMMENT", "BOILERPLATE", "SEASON"))
_CLOSING = frozenset(("VERDICT", "WORDED", "RATING", "ITEM_RATING"))
_PROSE = frozenset(("PROSE", "ESCAPED"))
_SHORTEST_WRAPPED = 20


def settle(reader: Reader, k: int) -> None:
    """Give the site's lines from row `k` on the shape that they have where they stand.

    A line that opens comments opens none above all that a review holds, and one that counts
    them or may be prose opens them below the verdict alone. A line of a wrapped paragraph
    is none of the site's, whatever it says. Lets the closing know of verdicts and ratings, and of
    the row that opens the comments.
    """
    rows, closing = reader.rows, reader.closing
    begun = False
    end = len(rows)
    for at in range(k, len(rows)):
        shape = rows[at][5]
        if shape == "PROSE" or shape == "ENTRY":  # most rows are
            begun = True
            continue
        if shape in _SITE:
            shape = _site(reader, at, begun)
            if shape != rows[at].shape:
                rows[at] = rows[at]._replace(shape=shape)
            if shape == "REPLY":
                end = at
                break
        elif shape in _CLOSING:
            closing.know(rows[at])
        begun = begun or shape not in _BEFORE_ALL
    closing.range = k, end


def _site(reader: Reader, at: int, begun: bool) -> str:
    shape = reader.rows[at].shape
    if begun and not reader.tight and _wrapped(reader, at):
        return "PROSE"
    if shape == "BOILERPLATE" or (shape == "REPLY" and not begun):
        return "BOILERPLATE"
    if shape == "REPLY" or reader.closing.known:
        return "REPLY"
    return "BOILERPLATE" if shape == "COUNT" else "PROSE"


def _wrapped(reader: Reader, at: int) -> bool:
    """Tell whether a row goes on with a paragraph above it, open and not too short for one."""
    rows, block = reader.rows, reader.rows[at].block
    if closed(rows[at - 1].text):
        return False
    length = -1
    for above in reversed(rows[max(0, at - _SHORTEST_WRAPPED) : at]):
        if above.block != block or above.shape not in _PROSE:
            break
        length += 1 + len(tidy(above.text.removeprefix("\\")))
        if length >= _SHORTEST_WRAPPED:
            return True
    return False
