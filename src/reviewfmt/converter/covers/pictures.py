"""Draws a planned cover as SVG, and as PNG with a font of the package.

Pillow draws the PNG. resvg could render the SVG, but takes nine times as long; CairoSVG needs a
system library.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from reviewfmt.assets import asset
from reviewfmt.converter.covers.plan import (
    ACCENT,
    HEIGHT,
    INK,
    MARGIN,
    PAPER,
    WIDTH,
    Box,
    Line,
    Piece,
    Plan,
)
from reviewfmt.converter.heads import escaped

if TYPE_CHECKING:
    from PIL import Image, ImageFont

FONT = "templates/fonts/cover.ttf"
"""The asset with the font of the PNG, which `scripts/cover_font.py` makes."""

COVERED = (
    *((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x17F), (0x1CD, 0x1DC), (0x218, 0x21B)),
    *((0x386, 0x386), (0x388, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1), (0x3A3, 0x3CE)),
    *((0x400, 0x45F), (0x490, 0x491), (0x1E80, 0x1E85), (0x1EA0, 0x1EF9), (0x2010, 0x2015)),
    *((0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030), (0x2032, 0x2033)),
    *((0x2039, 0x203A), (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122)),
)
"""The characters that the font has, as ranges from the first to the last."""


def svg_of(plan: Plan, said: str) -> str:
    """Return a cover as SVG; `said` is its alternative text."""
    side = "rtl" if plan.backwards else "ltr"
    boxes = "".join(
        f'<rect x="{_left(plan, one)}" y="{one.y}" width="{one.width}" height="{one.height}"'
        f' fill="{plan.palette[one.shade]}"/>'
        for one in plan.boxes
    )
    x = WIDTH - MARGIN if plan.backwards else MARGIN
    lines = "".join(
        f'<text x="{x}" y="{line.y}" direction="{side}">{_tspans(plan, line.pieces)}</text>'
        for line in plan.lines
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" role="img">\n<title>{escaped(said)}</title>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{plan.palette[PAPER]}"/>\n{boxes}\n'
        "<g font-family=\"'Noto Serif', Charter, Georgia, 'Noto Serif CJK JP', serif\""
        f' font-weight="bold">{lines}</g>\n</svg>\n'
    )


def _tspans(plan: Plan, pieces: Sequence[Piece]) -> str:
    return "".join(
        f'<tspan font-size="{one.size}" fill="{plan.palette[one.shade]}">'
        f"{escaped(one.text)}</tspan>"
        for one in pieces
    )


def _left(plan: Plan, box: Box) -> int:
    return WIDTH - box.x - box.width if plan.backwards else box.x


def is_covered(text: str) -> bool:
    """Tell whether the font of the PNG has all characters of a text."""
    return all(any(first <= ord(one) <= last for first, last in COVERED) for one in text)


_RAMP = 119
"""The number of shades between paper and the colour of a text."""

_STARTS = {INK: 1, ACCENT: 1 + _RAMP}
"""The palette index at which the shades of each colour begin; paper is the first entry."""

_PLAIN = 250
"""The palette index at which the shades of boxes begin."""


def png_of(plan: Plan) -> bytes:
    """Return a cover as PNG, without the texts that its font cannot write."""
    import io

    from PIL import Image, ImageDraw

    picture = Image.new("L", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(picture)
    for box in plan.boxes:
        if box.width and box.height:
            left = _left(plan, box)
            corner = (left + box.width - 1, box.y + box.height - 1)
            draw.rectangle((left, box.y, *corner), _PLAIN + box.shade)
    for line in _writable(plan.lines):
        every = [(_font(one.size), one) for one in line.pieces]
        x = float(MARGIN)
        if plan.backwards:
            x = WIDTH - MARGIN - sum(font.getlength(one.text) for font, one in every)
        for font, one in every:
            _write(picture, (round(x), line.y), font, one)
            x += font.getlength(one.text)
    picture.putpalette(_colours(plan.palette))
    made = io.BytesIO()
    picture.save(made, "PNG", compress_type=3)
    return made.getvalue()


def _writable(lines: Iterable[Line]) -> list[Line]:
    """Return the lines of the texts that the font can write, in NFC."""
    whole = []
    for line in lines:
        pieces = (one._replace(text=unicodedata.normalize("NFC", one.text)) for one in line.pieces)
        whole.append(line._replace(pieces=tuple(pieces)))
    not_all = {line.part for line in whole for one in line.pieces if not is_covered(one.text)}
    return [line for line in whole if line.part not in not_all]


def _write(
    picture: Image.Image, place: tuple[int, int], font: ImageFont.FreeTypeFont, one: Piece
) -> None:
    """Draw a text; the edges of its letters have the shades of its colour."""
    from PIL import Image, ImageDraw

    left, top, right, bottom = font.getbbox(one.text, anchor="ls")
    width, height = round(right - left), round(bottom - top)
    if width < 1 or height < 1:
        return
    letters = Image.new("L", (width, height), 0)
    ImageDraw.Draw(letters).text((-left, -top), one.text, 255, font, anchor="ls")
    first = _STARTS[one.shade]
    steps = letters.point(_steps(first))
    picture.paste(steps, (place[0] + round(left), place[1] + round(top)), letters.point(_MASK))


_MASK = [0] + [255] * 255


@cache
def _steps(first: int) -> list[int]:
    """Return the shade for each coverage of a pixel by a letter."""
    return [0, *(first + value * (_RAMP - 1) // 255 for value in range(1, 256))]


@lru_cache(maxsize=32)
def _font(size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(asset(FONT)), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _colours(palette: tuple[str, ...]) -> bytes:
    """Return the palette of a PNG: paper, the shades of texts, the shades of boxes."""
    shades = [tuple(bytes.fromhex(one[1:])) for one in palette]
    paper = shades[PAPER]
    found = [paper]
    for shade in _STARTS:
        for step in range(1, _RAMP + 1):
            found.append(
                tuple(
                    round(one + (other - one) * step / _RAMP)
                    for one, other in zip(paper, shades[shade], strict=True)
                )
            )
    found += [paper] * (_PLAIN - len(found)) + shades
    return bytes(value for colour in found for value in colour)
