"""Draws the scores of a guide as a chart: SVG without scripts, fonts and pictures.

No library fits: pygal puts a script, the date and a random identifier into each chart of 15 KB;
leather uses fixed colours, a fixed size and neither a title nor a description; drawsvg and svgwrite
draw no charts. This chart takes its colours from the page and is always the same for the same
scores. Horizontal positions are in per cent, so that its words keep their size on a telephone.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import NamedTuple, TypeAlias

from reviewfmt.model import GRADES, AnyScore, Episode, Grade, Guide, Score, digits, mean_of
from reviewfmt.pandoc_ast.direction import is_right_to_left
from reviewfmt.pandoc_ast.printed import label, phrase, printed

_FEWEST = 2
"""The smallest number of scores in a chart, which shows how they differ."""

_MOST_NAMES = 13
"""On the narrowest page, this many numbers fit below the columns."""

_STEPS = (1, 2, 5, 10, 20, 50)
"""The steps between those numbers: each number, each second one, and so on."""

_TOP, _HEIGHT, _FOOT = 8, 120, 22
_LEFT = 8.0  # per cent of the width, for the scale
_FILLED, _WIDEST = 0.8, 9.0
"""The share of its space that a column fills, and its largest share of the width, in per cent."""

_MOST_SIGNS = 40
"""On the narrowest page, this many characters fit side by side in the columns."""

LONG = 9
"""A longer score is rare, and is wrapped on a telephone."""

_NUMBERED = ("Episode", "Chapter")


def share_of(score: object) -> float | None:
    """Return a score as a share of its maximum, from 0 to 1; None if it has none."""
    if type(score) is not Score or not score.out_of:
        return None
    return min(max(float(score.value) / float(score.out_of), 0.0), 1.0)


class Scored(NamedTuple):
    """A guide with the share of each score, and their mean."""

    guide: Guide
    shares: tuple[float | None, ...]
    mean: Score | None


def scored(guide: Guide) -> Scored:
    """Return a guide with its shares and their mean."""
    scores = [one.score for one in guide.episodes]
    return Scored(guide, tuple(map(share_of, scores)), mean_of(scores))


def length(share: float) -> str:
    """Return the style with the length of the bar of a share."""
    return f"--share:{decimals(100 * share)}%"


@lru_cache(maxsize=4096)
def decimals(value: float) -> str:
    """Return a number with at most two decimals, in plain digits: the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


_Column: TypeAlias = "tuple[Episode, float | None]"
"""An entry, and the height of its column from 0 to 1, or None without a column."""


class _Chart(NamedTuple):
    """The data of a chart: a place for each entry, and for each one missing from the guide.

    `maximum` is that of a scale of numbers, or None for a scale of grades; `mean` is the share at
    which the line of the mean is drawn.
    """

    columns: Sequence[_Column | None]
    maximum: Decimal | None
    mean: float | None
    language: str | None
    backwards: bool

    def x(self, place: float) -> str:
        """Return a horizontal position in per cent of the width, from where the lines begin."""
        return f"{decimals(100 - place if self.backwards else place)}%"


def figure_of(one: Scored, number: int, language: str | None) -> str:
    """Return the chart of the `number`-th guide as a figure in HTML; "" for too few scores.

    It shows the scores that are numbers, or the grades if there are fewer than two numbers.
    """
    shares, mean = one.shares, one.mean
    if sum(share is not None for share in shares) < _FEWEST:
        shares, mean = tuple(_rank(episode.score) for episode in one.guide.episodes), None
    shown = [(share, at) for at, share in enumerate(shares) if share is not None]
    if len(shown) < _FEWEST:
        return ""
    lowest, highest = (one.guide.episodes[at].score for _, at in (min(shown), max(shown)))
    name = escape(printed(language, "chart"))
    if mean is None:
        said, aside, maximum = phrase(language, "chart_range", lowest, highest), "", None
    else:
        said, maximum = phrase(language, "chart_summary", lowest, highest, mean), mean.out_of
        aside = f' <span class="mean">{escape(printed(language, "mean"))} <b>{mean}</b></span>'
    columns = _placed(list(zip(one.guide.episodes, shares, strict=True)))
    backwards = is_right_to_left(language)
    chart = _Chart(columns, maximum, share_of(mean), language, backwards)
    drawn = [*_scale(chart), *_columns(chart)]
    height = _TOP + _HEIGHT + _FOOT
    return (
        f'<figure class="made chart">\n<svg xmlns="http://www.w3.org/2000/svg" width="100%"'
        f' height="{height}" role="img" aria-labelledby="chart-{number}-name chart-{number}-said">'
        f'<title id="chart-{number}-name">{name}</title>'
        f'<desc id="chart-{number}-said">{escape(said)}</desc>'
        f"{''.join(drawn)}</svg>\n"
        f"<figcaption>{name}{aside}</figcaption>\n</figure>"
    )


def _rank(score: AnyScore | None) -> float | None:
    """Return the rank of a grade among all grades, from 0 to 1; None for anything else.

    With `--lenient`, an unreadable score has words in place of a grade.
    """
    if not isinstance(score, Grade) or score.grade not in GRADES:
        return None
    return 1 - GRADES.index(score.grade) / (len(GRADES) - 1)


def _placed(columns: Sequence[_Column]) -> Sequence[_Column | None]:
    """Return columns with None for each missing whole number between two numbers.

    They are unchanged if more than half of the places would be empty.
    """
    found: list[_Column | None] = []
    room = len(columns)
    last: dict[str | None, Decimal] = {}
    for column in columns:
        entry = column[0]
        if entry.label in _NUMBERED and entry.number is not None:
            before = last.get(entry.label)
            left_out = 0 if before is None else int(entry.number) - int(before) - 1
            if left_out > room:
                return columns
            if left_out > 0:
                room -= left_out
                found += [None] * left_out
            last[entry.label] = entry.number_end or entry.number
        found.append(column)
    return found


def _y(share: float) -> float:
    return _TOP + _HEIGHT * (1 - share)


def _line(name: str, y: float, chart: _Chart) -> str:
    return (
        f'<line class="{name}" x1="{chart.x(_LEFT)}" x2="{chart.x(100)}"'
        f' y1="{decimals(y)}" y2="{decimals(y)}" stroke="currentColor"/>'
    )


def _scale(chart: _Chart) -> Sequence[str]:
    """Return the lines of the scale at none, half and all of it, and the labels of its ends."""
    lines = [_line("level", _y(share), chart) for share in (0, 0.5, 1)]
    ends = (GRADES[-1], GRADES[0]) if chart.maximum is None else ("0", digits(chart.maximum))
    said = [_text(chart.x(0), _y(at) + 4, end) for at, end in enumerate(ends)]
    return [*lines, _texts("scale", said, "start")]


def _text(x: str, y: float, said: str, named: str = "") -> str:
    return f'<text{named} x="{x}" y="{decimals(y)}">{said}</text>'


def _texts(name: str, texts: Sequence[str], anchor: str = "middle") -> str:
    """Return texts as one group; they need no escapes."""
    if not texts:
        return ""
    return f'<g class="{name}" text-anchor="{anchor}" fill="currentColor">{"".join(texts)}</g>'


def _columns(chart: _Chart) -> Sequence[str]:
    """Return the columns of the entries, the line of their mean, and the numbers.

    A column has its score at its foot and the number of its entry below, if there is room.
    """
    room = (100 - _LEFT) / len(chart.columns)
    wide = min(room * _FILLED, _WIDEST)
    named = _named(chart.columns)
    most = max(one[1] for one in chart.columns if one is not None and one[1] is not None)
    bars, values, names = [], [], []
    row = 0
    for place, one in enumerate(chart.columns):
        if one is None:
            continue
        row += 1
        entry, share = one
        middle = _LEFT + room * (place + 0.5)
        x = chart.x(middle)
        if share is not None:
            left = chart.x(middle + wide / 2 if chart.backwards else middle - wide / 2)
            best = ' class="best"' if share == most else ""
            bars.append(
                f'<rect{best} x="{left}" y="{decimals(_y(share))}" width="{decimals(wide)}%"'
                f' height="{decimals(_HEIGHT * share)}">{_told(entry, chart.language)}</rect>'
            )
            values.append((x, _value(entry.score, share, chart.maximum), best))
        if place in named and (said := _number(entry, row)):
            names.append(_text(x, _TOP + _HEIGHT + 16, said))
    longest = max(len(said) for _, said, _ in values)
    shown = values if longest * len(chart.columns) <= _MOST_SIGNS else ()
    mean = [] if chart.mean is None else [_line("mean", _y(chart.mean), chart)]
    return [
        f'<g class="columns" fill="currentColor">{"".join(bars)}</g>',
        *mean,
        _texts("values", [_text(x, _TOP + _HEIGHT - 6, said, best) for x, said, best in shown]),
        _texts("numbers", names),
    ]


def _named(columns: Sequence[_Column | None]) -> Container[int]:
    """Return the places with a number below: 1, 3, 5 or 1, 5, 10 or 14, 20, 30."""
    least = -(-len(columns) // _MOST_NAMES)
    step = next((step for step in _STEPS if step >= least), least)
    if step < _STEPS[2]:
        return range(0, len(columns), step)
    at, first = next(
        (
            (place, int(one[0].number))
            for place, one in enumerate(columns)
            if one is not None and one[0].label in _NUMBERED and one[0].number is not None
        ),
        (0, 1),
    )
    start = (at - first) % step
    found = set(range(start, len(columns), step))
    return found | {0} if start > step / 2 else found


def _told(entry: Episode, language: str | None) -> str:
    """Return the name of a column for pointers: label and score, without the title."""
    score = str(entry.score)
    if entry.label is None:
        return f"<title>{score}</title>"
    named = label(language, entry.label, entry.number, entry.number_end)
    return f"<title>{escape(named)}: {score}</title>"


def _value(score: AnyScore | None, share: float, maximum: Decimal | None) -> str:
    """Return a score as the scale of the chart shows it."""
    if maximum is None:
        return str(score)
    if isinstance(score, Score) and score.out_of == maximum:
        return digits(score.value)
    return decimals(share * float(maximum))


def _number(entry: Episode, row: int) -> str:
    """Return the number below the column of an entry, or the number of its row.

    A special has none, since it would be taken for that of a neighbour.
    """
    if entry.label is None:
        return str(row)
    if entry.number is None or entry.label not in _NUMBERED:
        return ""
    last = "" if entry.number_end is None else f"–{digits(entry.number_end)}"
    return f"{digits(entry.number)}{last}"
