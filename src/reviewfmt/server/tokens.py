"""A text in colour: the semantic tokens of the protocol, by the kinds and roles of the format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from reviewfmt.highlight import Role, highlights
from reviewfmt.server.legend import TYPES
from reviewfmt.server.positions import units
from reviewfmt.syntax.line_kinds import Kind

if TYPE_CHECKING:
    from reviewfmt.server.analysis import Analysis

_KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.COMMENT: "comment",
        Kind.COMMENTS: "comment",
        Kind.BOILERPLATE: "comment",
        Kind.HEADING: "class",
        Kind.TITLE: "class",
        Kind.GUIDE: "namespace",
        Kind.SEASON: "namespace",
        Kind.VERDICT: "function",
        Kind.ENTRY: "method",
        Kind.RATING: "property",
        Kind.FIGURE: "string",
    }
)
"""The type of token of a line's words; words of prose have none, and keep the editor's colour."""

_ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.SIGN: "operator",
        Role.SEPARATOR: "operator",
        Role.LABEL: "keyword",
        Role.KEY: "property",
        Role.VALUE: "string",
        Role.SCORE: "number",
        Role.LINK: "string",
        Role.TARGET: "string",
        Role.EMPHASIS: "variable",
        Role.STRONG: "variable",
        Role.SPOILER: "macro",
    }
)
"""The token type of each role that has its own colour."""

_NUMBER = {name: at for at, name in enumerate(TYPES)}


def tokens(analysis: Analysis, start: int = 0, end: int | None = None) -> list[int]:
    """Return the tokens of a text, or of those lines of it that are in a range, five numbers each.

    The numbers are the lines from the token before, the units from its start in one line, the
    length in units, the type, and no modifiers.
    """
    found: list[int] = []
    last_line = last_character = 0
    for line, character, length, kind in _tokens(analysis, start, end):
        if line != last_line:
            last_character = 0
        found += (line - last_line, character - last_character, length, _NUMBER[kind], 0)
        last_line, last_character = line, character
    return found


def _tokens(analysis: Analysis, start: int, end: int | None) -> Iterator[tuple[int, int, int, str]]:
    places, text = analysis.places, analysis.text
    stop = places.end if end is None else end
    for piece in highlights(analysis.parsed, analysis.words):
        if piece.end <= start:
            continue
        if piece.start >= stop:
            break
        kind = _ROLES.get(piece.role) or _KINDS.get(piece.kind)
        if kind is None:
            continue
        place = places.position(piece.start)
        length = units(text[piece.start : piece.end], places.encoding)
        yield place["line"], place["character"], length, kind
