"""Draws a score with few points as stars, in SVG, since not every font has a star."""

from __future__ import annotations

from reviewfmt.model import Score
from reviewfmt.pandoc_ast.published.chart import decimals

_FEWEST, _MOST = 3, 5
"""A scale with at most this many points is shown as stars."""

_SIDE = 24
_STAR = "l3.2 6.6 7.3 1-5.3 5.1 1.3 7.2-6.5-3.5-6.5 3.5 1.3-7.2-5.3-5.1 7.3-1z"


def has_stars(score: Score) -> bool:
    """Tell whether a score is shown as stars: its maximum must be a whole number from 3 to 5."""
    return _FEWEST <= score.out_of <= _MOST and score.out_of == int(score.out_of)


def stars(score: Score, share: float, *, backwards: bool) -> str:
    """Return as many stars as the maximum of a score, of which `share` is filled.

    They repeat a number beside them, so they are hidden from screen readers.
    """
    width = _SIDE * int(score.out_of)
    shapes = f"M12 2{'m24 0'.join([_STAR] * int(score.out_of))}"
    drawn = (
        f'<path class="off" opacity=".25" d="{shapes}"/>'
        f'<svg width="{decimals(100 * share)}%" height="{_SIDE}"><path d="{shapes}"/></svg>'
    )
    if backwards:
        drawn = f'<g transform="matrix(-1 0 0 1 {width} 0)">{drawn}</g>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="stars" width="{width}" height="{_SIDE}"'
        f' viewBox="0 0 {width} {_SIDE}" fill="currentColor" aria-hidden="true">{drawn}</svg>'
    )
