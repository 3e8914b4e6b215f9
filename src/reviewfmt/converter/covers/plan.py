"""Plans a drawn cover: what is on it, and where. Long titles are wrapped and made smaller."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reviewfmt.model import Score, digits

WIDTH, HEIGHT = 800, 1200
MARGIN = 72
_ROOM = WIDTH - 2 * MARGIN

_SIZES = (136, 120, 104, 90, 78, 66, 56, 48)
"""The sizes of a title, largest first; the first size in which the title fits is used."""

_LEADING = 1.16
_TITLE_ROOM = 510
_FEWEST, _MOST = 3, 80
"""A chart of columns has at least and at most this many scores."""

_FLOOR, _HIGHEST, _GAP = 910, 330, 60
"""The place of the columns, their largest height, and their distance from the title."""

PAPER, INK, ACCENT, SOFT = range(4)
"""The shades of a palette."""

_PALETTES = (
    ("#1d2a33", "#f4efe6", "#e8b04b", "#33505f"),
    ("#2b1b2e", "#f6ecef", "#f08a7b", "#57345a"),
    ("#14332b", "#f1f3e8", "#e3c567", "#2c5b4c"),
    ("#3a1f1f", "#f7eee7", "#f2a65a", "#6a3434"),
    ("#1f2347", "#eff0fa", "#9fb7ff", "#383f78"),
    ("#f3ead9", "#2a2320", "#9b2f34", "#dfcfb4"),
    ("#e6ece9", "#1f2b2d", "#0f6466", "#c3d2cd"),
    ("#f1e6e8", "#2d2028", "#7a2e5d", "#dfc5cb"),
)
"""Colours of covers. Ink and accent stand out from paper by 4.5 to 1 or more."""


class Piece(NamedTuple):
    """A text in one size and shade."""

    text: str
    size: int
    shade: int = INK


class Line(NamedTuple):
    """Pieces in a row, from the left margin, or from the right one in right-to-left languages.

    Lines with the same `part` are one text.
    """

    y: int
    pieces: tuple[Piece, ...]
    part: str


class Box(NamedTuple):
    """A filled rectangle: its corner, its width and height, its shade."""

    x: int
    y: int
    width: int
    height: int
    shade: int = ACCENT


class Plan(NamedTuple):
    """All that is on a cover."""

    palette: tuple[str, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    backwards: bool


class Figure(NamedTuple):
    """A score on a cover, with the word for it; `share` is the length of its bar."""

    name: str
    score: object
    share: float | None


def plan(
    title: str,
    above: str,
    figure: Figure | None,
    below: str,
    shares: Sequence[float],
    *,
    backwards: bool,
) -> Plan:
    """Return a cover: words above the title, columns, a figure, and words at the foot."""
    palette = _PALETTES[sum(title.encode()) % len(_PALETTES)]
    lines = []
    if above:
        lines.append(Line(168, (Piece(_cut(above, 44), 44, ACCENT),), "above"))
    size, rows = _fitted(title)
    top = 190 if above else 120
    lines += (
        Line(round(top + size * (1 + _LEADING * at)), (Piece(row, size),), "title")
        for at, row in enumerate(rows)
    )
    room = _FLOOR - _GAP - (lines[-1].y if lines else top)
    boxes = [Box(MARGIN, 84, 96, 10), *_columns(shares, min(room, _HIGHEST))]
    if figure is not None and figure.score is not None:
        lines.append(Line(970, (Piece(_cut(figure.name, 34), 34, ACCENT),), "name"))
        lines.append(Line(1090, _figure(figure.score), "figure"))
        if figure.share is not None:
            boxes.append(Box(0, HEIGHT - 14, round(WIDTH * figure.share), 14))
    if below:
        lines.append(Line(1152, (Piece(_cut(below, 34), 34),), "below"))
    return Plan(palette, tuple(boxes), tuple(lines), backwards)


def _figure(score: object) -> tuple[Piece, ...]:
    if isinstance(score, Score):
        return Piece(digits(score.value)[:8], 130), Piece(f"/{digits(score.out_of)[:8]}", 56)
    return (Piece(str(score), 130),)


def _columns(shares: Sequence[float], highest: int) -> Iterator[Box]:
    """Yield the columns of scores; they stand on one line and fill the width."""
    if not _FEWEST <= len(shares) <= _MOST:
        return
    step = _ROOM / len(shares)
    wide = max(round(step * 0.72), 2)
    for at, share in enumerate(shares):
        high = max(round(highest * share), 3)
        yield Box(MARGIN + round(step * at), _FLOOR - high, wide, high, SOFT)


# -- the lines of a title ---------------------------------------------------------------------

_NARROW = frozenset("fijlrtI.,:;'’‘|!()[]-“”\"` ")
_BROAD = frozenset("mwMWQ@%&—…ЖШЩЮжшщюæœÆŒ")
_STAYS = frozenset("、。，．・：；？！」』）］】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…")
"""Signs that cannot begin a line."""


def width_of(text: str) -> float:
    """Return the approximate width of a text as a multiple of its size; the font is unknown."""
    return sum(map(_width, text))


def _width(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    if sign in _NARROW:
        return 0.4
    if sign in _BROAD:
        return 1.02
    if unicodedata.combining(sign):
        return 0.0
    return 0.76 if sign.isupper() else 0.63


def _fitted(title: str) -> tuple[int, list[str]]:
    """Return the size of a title and its lines.

    A text that does not fit in the smallest size is cut.
    """
    for size in _SIZES:
        rows = _wrapped(title, _ROOM / size, whole=True)
        if rows is not None and len(rows) * size * _LEADING <= _TITLE_ROOM:
            return size, rows
    size = _SIZES[-1]
    rows = _wrapped(title, _ROOM / size, whole=False) or [""]
    most = int(_TITLE_ROOM / (size * _LEADING))
    if len(rows) > most:
        rows = [*rows[: most - 1], _cut(f"{rows[most - 1]} {rows[most]}", size)]
    return size, rows


def _cut(text: str, size: int) -> str:
    """Return the beginning of a text that fits on one line."""
    room = _ROOM / size
    if width_of(text) <= room:
        return text
    wide = width_of("…")
    for at, sign in enumerate(text):
        wide += _width(sign)
        if wide > room:
            return f"{text[:at].rstrip()}…"
    return text


def _wrapped(text: str, room: float, *, whole: bool) -> list[str] | None:
    """Return a text in lines of a given width; None if a word would be cut and `whole` is false."""
    rows: list[str] = []
    row, wide = "", 0.0
    for word, space in _words(text[:400]):
        size = width_of(word)
        gap = _width(" ") if space and row else 0.0
        if row and wide + gap + size > room:
            rows.append(row)
            row, wide, gap = "", 0.0, 0.0
        if size > room:
            if whole:
                return None
            *full, word = _broken(word, room)
            rows += full
            size = width_of(word)
        row = f"{row} {word}" if gap else f"{row}{word}"
        wide += gap + size
    return [*rows, row] if row else rows


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts that stay on one line, and whether a space is before each of them."""
    for word in text.split():
        space, start = True, 0
        for at in range(1, len(word)):
            wide = unicodedata.east_asian_width(word[at]) in "WF"
            was_wide = unicodedata.east_asian_width(word[at - 1]) in "WF"
            if (wide or was_wide) and word[at] not in _STAYS:
                yield word[start:at], space
                space, start = False, at
        yield word[start:], space


def _broken(word: str, room: float) -> list[str]:
    rows, row, wide = [], "", 0.0
    for sign in word:
        size = _width(sign)
        if row and wide + size > room:
            rows.append(row)
            row, wide = "", 0.0
        row += sign
        wide += size
    return [*rows, row]
