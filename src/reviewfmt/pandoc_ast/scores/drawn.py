"""Reads scores that are drawn with other signs: `🌟🌟🌟🌟✩`, `●●●◐○`, `▰▰▰▱▱`, `███░░`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import repeat

from reviewfmt.pandoc_ast.entries.lines import lead_of
from reviewfmt.pandoc_ast.lines.loose import loosened
from reviewfmt.pandoc_ast.lines.plain import undressed
from reviewfmt.pandoc_ast.pieces.pictographs import unadorned
from reviewfmt.pandoc_ast.pieces.piece import Bullets, Grid, Head, Piece, Prose, Quotation, Terms
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.words import built_in

_STARS = ("★⭐🌟✭✮✯✪⭑", "½⯪⯨", "☆✩✰⚝⭒")
_FAMILIES = (
    *(("●⬤⚫", "◐◑◖", "○◯⚪"), ("🌕", "🌗🌓", "🌑"), ("♥❤", "", "♡🤍"), ("■⬛", "", "□⬜")),
    *(("▰", "", "▱"), ("▮", "", "▯"), ("█▓", "▌▒", "░")),
)
"""The signs of a point, of half a point and of no point, for each kind of drawn score."""

_BLACKS_OUT = frozenset("█▓")
"""Signs that also hide words; a row of only these is not a score."""

_OURS = frozenset("★⭐☆½")
_VARIANT = "\ufe0f"
_LENGTHS = (5, 10)
_LONGEST = 4000
_FARTHEST = 200
"""The largest distance between a drawn score and the words that show what it is."""

_BETWEEN = " \t,;.|·•/()[]"
"""Signs between a drawn score and the text before it."""

_PARTING = (":", "：", "-", "–", "—", "=")
_MOST_NAME_WORDS = 5

_FEWEST = 2


def _runs(family: tuple[str, str, str]) -> re.Pattern[str]:
    return re.compile(f"(?:[{''.join(family)}]{_VARIANT}?){{{_FEWEST},12}}")


_STAR_RUNS = _runs(_STARS)
_OTHER_RUNS = tuple((family, _runs(family)) for family in _FAMILIES)
_SIGNS = tuple("".join("".join(one) for one in (_STARS, *_FAMILIES)))
_ANY = re.compile(f"[{''.join(''.join(one) for one in (_STARS, *_FAMILIES))}]")


def in_our_stars(piece: Piece) -> Piece:
    """Return a piece with the drawn scores of its texts in the stars of the format."""
    if isinstance(piece, Prose):
        return _changed(piece, text="\n".join(map(drawn, piece.text.split("\n"))))
    if isinstance(piece, Head):
        return _changed(piece, text=_part(piece.text))
    if isinstance(piece, Bullets):
        parts = tuple(tuple(map(_in_item, each)) for each in piece.parts)
        return _changed(piece, items=tuple(map(_part, piece.items)), parts=parts)
    if isinstance(piece, Quotation):
        return _changed(piece, paragraphs=tuple(map(drawn, piece.paragraphs)))
    if isinstance(piece, Grid):
        rows = tuple(tuple(map(_part, row)) for row in piece.rows)
        return _changed(piece, rows=rows)
    if isinstance(piece, Terms):
        return Terms(tuple((_part(term), tuple(map(_part, said))) for term, said in piece.terms))
    return piece


def _in_item(piece: Piece) -> Piece:
    """Return a part of an item with its drawn scores."""
    if isinstance(piece, Prose):
        return _changed(piece, text=_part(piece.text))
    return in_our_stars(piece)


def _changed(piece: Piece, **parts: object) -> Piece:
    same = all(getattr(piece, name) == value for name, value in parts.items())
    change: Callable[..., Piece] = replace
    return piece if same else change(piece, **parts)


def _part(text: str) -> str:
    """Return a text that is not prose, such as an item or a cell, with its drawn scores."""
    return "\n".join(drawn(line, prose=False) for line in text.split("\n"))


def drawn(line: str, *, prose: bool = True) -> str:
    """Return a line with each drawn score in the stars of the format.

    Other signs stay, and so does a drawing inside a sentence. Unless the line is `prose`, a drawing
    after a dash, a colon or any few words is a score.
    """
    if line.isascii() or len(line) > _LONGEST or _ANY.search(line) is None:
        return line
    line = _STAR_RUNS.sub(lambda match: _placed(match, _stars(match[0]), prose=prose), line)
    for family, runs in _OTHER_RUNS:
        line = runs.sub(
            lambda match, family=family: _placed(  # type: ignore[misc]
                match, _family(match[0], family), prose=prose
            ),
            line,
        )
    return line


def _placed(match: re.Match[str], stars: str, *, prose: bool) -> str:
    """Return the stars of a drawing where a score may be; otherwise return the drawing."""
    line, at = match.string, max(0, match.start() - _FARTHEST)
    behind = line[match.end() : match.end() + _FARTHEST].lstrip("* \t")
    if stars == match[0] or behind.startswith((":", "：")):
        return match[0]
    above = max(map(line.rfind, _SIGNS, repeat(at), repeat(match.start())))
    before = line[max(above + 1, at) : match.start()].replace("*", "").strip(_BETWEEN)
    words = behind[:1].isalpha()
    if not before:
        return match[0] if words and (behind[0].islower() or above >= 0) else stars
    said = f"{before} {stars}" if before[-1].isalnum() else f"{before}{stars}"
    lead = lead_of(said)
    if lead is not None and lead.episode.number is not None and lead.episode.score is not None:
        return stars
    kind = classify(loosened(undressed(unadorned(said))), built_in()).kind
    if kind is Kind.VERDICT or (not words and (kind in (Kind.ENTRY, Kind.RATING))):
        return stars
    named = before.endswith(_PARTING) or len(before.split()) <= _MOST_NAME_WORDS
    return stars if named and not prose and not words else match[0]


def _stars(said: str) -> str:
    if all(sign in _OURS for sign in said):
        return said
    return _spelled(said.replace(_VARIANT, ""), _STARS)


def _family(said: str, family: tuple[str, str, str]) -> str:
    signs = said.replace(_VARIANT, "")
    if len(signs) not in _LENGTHS:
        return said
    if _BLACKS_OUT.issuperset(signs):
        return said
    kinds = [next(at for at, of in enumerate(family) if sign in of) for sign in signs]
    if kinds != sorted(kinds):
        return said
    spelled = _spelled(signs, family)
    return spelled if "☆" in spelled else f"{len(signs)}/{len(signs)}"


def _spelled(signs: str, family: tuple[str, str, str]) -> str:
    full, half, _ = family
    return "".join("★" if sign in full else "½" if sign in half else "☆" for sign in signs)
