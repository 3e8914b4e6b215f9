"""Scores that are drawn with other signs than ours: `🌟🌟🌟🌟✩`, `●●●◐○`, `▰▰▰▱▱`, `███░░`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from reviewfmt.pandoc_ast.pieces import Bullets, Grid, Head, Piece, Prose, Quotation, Terms

_STARS = ("★⭐🌟✭✮✯✪⭑", "½⯪⯨", "☆✩✰⚝⭒")
_FAMILIES = (
    *(("●⬤⚫", "◐◑◖", "○◯⚪"), ("🌕", "🌗🌓", "🌑"), ("♥❤", "", "♡🤍"), ("■⬛", "", "□⬜")),
    *(("▰", "", "▱"), ("▮", "", "▯"), ("█▓", "▌▒", "░")),
)
"""The signs of a point, of half a point and of no point, for each kind of drawn score."""

_BLACKS_OUT = frozenset("█▓")
"""Signs that hide words as well: a row of these and nothing else is no score."""

_OURS = frozenset("★⭐☆½")
_VARIANT = "\ufe0f"
_LENGTHS = (5, 10)
_FEWEST = 2


def _runs(family: tuple[str, str, str]) -> re.Pattern[str]:
    return re.compile(f"(?:[{''.join(family)}]{_VARIANT}?){{{_FEWEST},12}}")


_STAR_RUNS = _runs(_STARS)
_OTHER_RUNS = tuple((family, _runs(family)) for family in _FAMILIES)
_ANY = re.compile(f"[{''.join(''.join(one) for one in (_STARS, *_FAMILIES))}]")


def in_our_stars(piece: Piece) -> Piece:
    """Return a piece with the scores that its texts draw in the stars that ours have."""
    if isinstance(piece, Head | Prose):
        return _changed(piece, text=drawn(piece.text))
    if isinstance(piece, Bullets):
        parts = tuple(tuple(map(in_our_stars, each)) for each in piece.parts)
        return _changed(piece, items=tuple(map(drawn, piece.items)), parts=parts)
    if isinstance(piece, Quotation):
        return _changed(piece, paragraphs=tuple(map(drawn, piece.paragraphs)))
    if isinstance(piece, Grid):
        rows = tuple(tuple(map(drawn, row)) for row in piece.rows)
        return _changed(piece, rows=rows)
    if isinstance(piece, Terms):
        return Terms(tuple((drawn(term), tuple(map(drawn, said))) for term, said in piece.terms))
    return piece


def _changed(piece: Piece, **parts: object) -> Piece:
    same = all(getattr(piece, name) == value for name, value in parts.items())
    change: Callable[..., Piece] = replace
    return piece if same else change(piece, **parts)


def drawn(text: str) -> str:
    """Return a text with each drawn score in our stars; any other sign stays."""
    if text.isascii() or _ANY.search(text) is None:
        return text
    text = _STAR_RUNS.sub(lambda match: _stars(match[0]), text)
    for family, runs in _OTHER_RUNS:
        text = runs.sub(lambda match, family=family: _family(match[0], family), text)  # type: ignore[misc]
    return text


def _stars(said: str) -> str:
    if all(sign in _OURS for sign in said):
        return said
    return _spelled(said.replace(_VARIANT, ""), _STARS)


def _family(said: str, family: tuple[str, str, str]) -> str:
    signs = said.replace(_VARIANT, "")
    if len(signs) not in _LENGTHS or not any(sign in family[0] for sign in signs):
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
