"""Decides whether a line needs its explicit spelling.

It calls `View.kind_at`, as the parser does, on the lines as they would be written.
"""

from __future__ import annotations

from reviewfmt.model import Heading, Item, Rating
from reviewfmt.syntax import line_kinds
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.place import View
from reviewfmt.writer.piece import NO_GUIDE, Piece
from reviewfmt.writer.spelling import says_heading, says_item, says_rating


def needs_escape(view: View, at: int, piece: Piece) -> bool:
    """Tell whether a line would be read as anything but the piece that it spells."""
    in_guide = piece.guide != NO_GUIDE
    line = view.lines[at]
    kind = view.kind_at(at, in_guide=in_guide)
    if piece.kind is Kind.ENTRY:
        return False  # the guide as a whole decides
    if piece.kind is Kind.PROSE and kind is Kind.ESCAPED:
        return line.text != piece.explicit
    if kind is not piece.kind:
        return True
    leaf = piece.leaf
    if isinstance(leaf, Item):
        if line.data is not None and isinstance(line.data, line_kinds.Item):
            return (line.data.text, line.data.number) != (leaf.text, piece.number)
        return not says_item(line.text, leaf.text, piece.number, view.words)
    if isinstance(leaf, Heading):
        return not says_heading(line.data, line.text, leaf, piece.score)
    if isinstance(leaf, Rating):
        return not says_rating(line.data, leaf)
    return False
