"""The scores of a guide as a chart: SVG that needs no script, no font and no picture.

It is made here, and by no library. pygal puts a script, the day and an identifier of chance into
each chart of 15 KB; leather gives it fixed colours, a fixed size and neither a title nor a
description; drawsvg and svgwrite draw no charts. This one takes its colours from the page and is
the same for the same scores. All places along the page are in per cent, so that its words keep
their size on a telephone.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import NamedTuple

from reviewfmt.model import AnyScore, Episode, Guide, Score, digits, mean_of
from reviewfmt.pandoc_ast.direction import is_right_to_left
from reviewfmt.pandoc_ast.printed import phrase, printed

_FEWEST = 2
"""A chart shows how scores differ: one alone is none."""

_MOST_NAMES = 13
"""So many numbers stand below the columns of the narrowest page."""

_TOP, _HEIGHT, _FOOT = 8, 120, 22
_LEFT = 8.0  # per cent of the width, for the scale
_FILLED = 0.72


def share_of(score: object) -> float | None:
    """Return the share of its maximum that a score is, from 0 to 1; None where it has none."""
    if type(score) is not Score or not score.out_of:
        return None
    return min(max(float(score.value) / float(score.out_of), 0.0), 1.0)


class Scored(NamedTuple):
    """A guide with what its scores come to: the share of each, and their mean."""

    guide: Guide
    shares: tuple[float | None, ...]
    mean: Score | None


def scored(guide: Guide) -> Scored:
    """Return a guide with what its scores come to."""
    scores = [one.score for one in guide.episodes]
    return Scored(guide, tuple(map(share_of, scores)), mean_of(scores))


def length(share: float) -> str:
    """Return the style that says how long the bar of a share is."""
    return f"--share:{100 * share:.4g}%"


def figure_of(one: Scored, number: int, language: str | None) -> str:
    """Return the chart of the `number`-th guide as a figure in HTML; "" for too few scores."""
    episodes, shares, mean = one.guide.episodes, one.shares, one.mean
    shown = [(share, at) for at, share in enumerate(shares) if share is not None]
    if mean is None or len(shown) < _FEWEST:
        return ""
    name = escape(printed(language, "chart"))
    lowest, highest = (episodes[at].score for _, at in (min(shown), max(shown)))
    said = phrase(language, "chart_summary", lowest, highest, mean)
    backwards = is_right_to_left(language)
    drawn = [
        *_scale(mean.out_of, backwards=backwards),
        *_columns(episodes, shares, mean, backwards=backwards),
    ]
    height = _TOP + _HEIGHT + _FOOT
    return (
        f'<figure class="made chart">\n<svg xmlns="http://www.w3.org/2000/svg" width="100%"'
        f' height="{height}" role="img" aria-labelledby="chart-{number}-name chart-{number}-said">'
        f'<title id="chart-{number}-name">{name}</title>'
        f'<desc id="chart-{number}-said">{escape(said)}</desc>'
        f"{''.join(drawn)}</svg>\n"
        f'<figcaption>{name} <span class="mean">{escape(printed(language, "mean"))}'
        f" <b>{mean}</b></span></figcaption>\n</figure>"
    )


def _y(share: float) -> float:
    return _TOP + _HEIGHT * (1 - share)


def _at(value: float) -> str:
    """Return a place without needless digits: the same on every machine."""
    return f"{value:.4g}"


def _x(place: float, *, backwards: bool) -> str:
    return f"{_at(100 - place if backwards else place)}%"


def _line(name: str, y: float, *, backwards: bool) -> str:
    first, last = _x(_LEFT, backwards=backwards), _x(100, backwards=backwards)
    return (
        f'<line class="{name}" x1="{first}" x2="{last}" y1="{_at(y)}" y2="{_at(y)}"'
        ' stroke="currentColor"/>'
    )


def _scale(maximum: Decimal, *, backwards: bool) -> Sequence[str]:
    """Return the lines of the scale, none, half and all of the maximum, and two numbers."""
    lines = [_line("level", _y(share), backwards=backwards) for share in (0, 0.5, 1)]
    x = _x(_LEFT / 2, backwards=backwards)
    ends = [_text(x, _y(at) + 4, said) for at, said in ((0, "0"), (1, digits(maximum)))]
    return [*lines, _texts("scale", ends)]


def _text(x: str, y: float, said: str, named: str = "") -> str:
    return f'<text{named} x="{x}" y="{_at(y)}">{said}</text>'


def _texts(name: str, texts: Sequence[str]) -> str:
    """Return texts as one group; what they say needs no escape."""
    if not texts:
        return ""
    return f'<g class="{name}" text-anchor="middle" fill="currentColor">{"".join(texts)}</g>'


def _columns(
    episodes: Sequence[Episode], shares: Sequence[float | None], mean: Score, *, backwards: bool
) -> Sequence[str]:
    """Return the columns of the entries, the line of their mean, and the numbers.

    A column has its score at its foot, and the number of its entry below, where there is room.
    """
    room = (100 - _LEFT) / len(episodes)
    step = -(-len(episodes) // _MOST_NAMES)
    most = max(share for share in shares if share is not None)
    bars, values, names = [], [], []
    for place, (episode, share) in enumerate(zip(episodes, shares, strict=True)):
        middle = _LEFT + room * (place + 0.5)
        wide = room * _FILLED
        x = _x(middle, backwards=backwards)
        if share is not None:
            left = _x(middle + wide / 2 if backwards else middle - wide / 2, backwards=backwards)
            best = ' class="best"' if share == most else ""
            bars.append(
                f'<rect{best} x="{left}" y="{_at(_y(share))}" width="{_at(wide)}%"'
                f' height="{_at(_HEIGHT * share)}"/>'
            )
            if step == 1:
                said = _value(episode.score, share, mean.out_of)
                values.append(_text(x, _TOP + _HEIGHT - 6, said, best))
        if place % step == 0 and (said := _number(episode, place)):
            names.append(_text(x, _TOP + _HEIGHT + 16, said))
    return [
        f'<g class="columns" fill="currentColor">{"".join(bars)}</g>',
        _line("mean", _y(share_of(mean) or 0), backwards=backwards),
        _texts("values", values),
        _texts("numbers", names),
    ]


def _value(score: AnyScore | None, share: float, maximum: Decimal) -> str:
    """Return a score as the scale of the chart counts it."""
    if isinstance(score, Score) and score.out_of == maximum:
        return digits(score.value)
    return f"{share * float(maximum):.3g}"


def _number(episode: Episode, place: int) -> str:
    """Return what stands below the column of an entry: its number, or that of its row.

    A special stands between two of them, and its number would be taken for one of theirs.
    """
    if episode.label is None:
        return str(place + 1)
    if episode.number is None or episode.label not in ("Episode", "Chapter"):
        return ""
    last = "" if episode.number_end is None else f"–{digits(episode.number_end)}"
    return f"{digits(episode.number)}{last}"
