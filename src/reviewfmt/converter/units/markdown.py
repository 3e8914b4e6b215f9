"""Where the words of a Markdown text stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from reviewfmt.converter.units.html import ENTITY, beyond
from reviewfmt.converter.units.unit import Gathered, Unit

_PIECE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<entity>" + ENTITY.pattern + r")"
    r"|(?P<marks>[*_~`]++)|(?P<tag></?[A-Za-z][^<>\n]{0,500}>)|<(?P<address>[^<>\s]{1,500})>"
    r"|\]\([^()\s]{0,2000}(?:[ \t]{1,9}\"(?P<title>[^\"\n]{0,500})\")?\)"
    r"|(?P<ends>\r?\n|\||\r)|(?P<text>[^\\&*_~`<\]|\r\n]++|.)"
)


def of_markdown(text: str) -> Iterator[Unit]:
    """Yield the lines and cells of a Markdown text, its front matter too, without their marks.

    They tell where words stand; what the text means is for its reader to say.
    """
    line, place = Gathered(), 0
    while place < len(text):
        if text.startswith("<!--", place):
            place = beyond(text, place)
            continue
        piece = _PIECE.match(text, place)
        if piece is None:
            break
        place = piece.end()
        kind = piece.lastgroup
        if kind == "ends":
            yield from line.taken()
        elif kind == "entity":
            line.add(unescape(piece[0]), piece.start())
        elif kind in ("escaped", "address", "text"):
            line.add(piece[kind], piece.start(kind))
        elif kind == "title":
            for said, at in ((" ", piece.start()), (piece[kind], piece.start(kind)), (" ", place)):
                line.add(said, at)
    yield from line.taken()
