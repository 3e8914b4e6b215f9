"""The verdicts of many reviews as charts: SVG as `pandoc_ast/published/chart.py` draws it for one.

Each work has a row, with a dot for each review; the best works stand first. A figure has only
as many rows as fit on a page. If there are too many works for that, the chart says how many
reviews have which share of the best score.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from reviewfmt.pandoc_ast.printed import phrase, printed
from reviewfmt.publish.site.records import Mark, Record

_FEWEST = 2
"""Fewer reviews than this get no chart."""

_MOST_WORKS = 96
_ROWS = 16
"""The number of works in a figure."""

_ROW = 46
_TRACK, _NAME = 32, 16
_RADIUS = 9
_LONGEST = 44
"""How many characters of a name fit on the narrowest page."""

_FIRST, _LAST = 3.0, 97.0  # per cent of the width, for dots as wide as they are
_BINS = 10
_HEIGHT, _TOP, _FOOT = 140, 18, 22


class Row(NamedTuple):
    """A work in a chart: its name, its language, and the season and verdict of each review."""

    name: str
    language: str
    marks: tuple[tuple[int | None, Mark], ...]

    @property
    def best(self) -> float:
        """The best share among its verdicts."""
        return max(mark.share for _, mark in self.marks)


def charts(works: Sequence[tuple[str, Sequence[Record]]], language: str, *, rtl: bool) -> str:
    """Return the verdicts of works as HTML figures; "" if too few works have one."""
    rows = []
    for name, records in works:
        marks = tuple((one.season, one.verdict) for one in records if one.verdict is not None)
        if marks:
            rows.append(Row(name, records[0].language, marks))
    every = [mark for row in rows for _, mark in row.marks]
    if len(every) < _FEWEST:
        return ""
    said = _summary(every, language)
    if len(rows) > _MOST_WORKS:
        return _figure(_histogram(every, rtl=rtl), _TOP + _HEIGHT + _FOOT, 1, 1, said, language)
    rows.sort(key=lambda row: -row.best)
    each = -(-len(rows) // -(-len(rows) // _ROWS))  # figures of equal height
    parts = [rows[at : at + each] for at in range(0, len(rows), each)]
    return "\n".join(
        _figure(_dots(part, rtl=rtl), _ROW * len(part) + 4, at, len(parts), said, language)
        for at, part in enumerate(parts, 1)
    )


def _summary(every: Sequence[Mark], language: str) -> str:
    lowest = min(every, key=lambda mark: mark.share)
    highest = max(every, key=lambda mark: mark.share)
    mean = f"{100 * sum(mark.share for mark in every) / len(every):.3g}%"
    return phrase(language, "chart_summary", lowest.text, highest.text, mean)


def _figure(
    drawn: Iterator[str], height: int, number: int, total: int, said: str, language: str
) -> str:
    name = printed(language, "comparison")
    if total > 1:
        name += f" ({number}/{total})"
    name = escape(name)
    caption = f"<figcaption>{escape(said)}</figcaption>\n" if number == total else ""
    return (
        f'<figure class="made chart compared">\n<svg xmlns="http://www.w3.org/2000/svg"'
        f' width="100%" height="{height}" role="img"'
        f' aria-labelledby="compared-{number}-name compared-{number}-said">'
        f'<title id="compared-{number}-name">{name}</title>'
        f'<desc id="compared-{number}-said">{escape(said)}</desc>'
        f"{''.join(drawn)}</svg>\n{caption}</figure>"
    )


def _x(share: float, *, rtl: bool) -> str:
    place = _FIRST + (_LAST - _FIRST) * share
    return f"{100 - place if rtl else place:.4g}%"


def _dots(rows: Sequence[Row], *, rtl: bool) -> Iterator[str]:
    """Yield a row for each work: its name, a track, and a dot for each verdict."""
    start, end = ("100%", "0%") if rtl else ("0%", "100%")
    side = ' direction="rtl"' if rtl else ""
    for at, row in enumerate(rows):
        y = _ROW * at
        name = row.name if len(row.name) <= _LONGEST else f"{row.name[: _LONGEST - 1].rstrip()}…"
        yield (
            f'<text class="name" x="{start}" y="{y + _NAME}"{side} lang="{row.language}">'
            f"{escape(name)}</text>"
        )
        said = " · ".join(mark.text for _, mark in row.marks[:3])
        said += " · …" if len(row.marks) > 3 else ""
        yield f'<text x="{end}" y="{y + _NAME}" text-anchor="end"{side}>{escape(said)}</text>'
        shares = [mark.share for _, mark in row.marks]
        middle = y + _TRACK
        yield _line("level", 0, 1, middle, rtl=rtl)
        yield _line("range", min(shares), max(shares), middle, rtl=rtl)
        several = len(row.marks) > 1
        for season, mark in row.marks:
            x = _x(mark.share, rtl=rtl)
            radius = _RADIUS if several else 6
            yield f'<circle cx="{x}" cy="{middle}" r="{radius}" fill="currentColor"/>'
            if several and season is not None:
                yield (
                    f'<text class="season" x="{x}" y="{middle + 3.5}" text-anchor="middle">'
                    f"{season}</text>"
                )


def _line(name: str, first: float, last: float, y: float, *, rtl: bool) -> str:
    return (
        f'<line class="{name}" x1="{_x(first, rtl=rtl)}" x2="{_x(last, rtl=rtl)}" y1="{y}"'
        f' y2="{y}" stroke="currentColor"/>'
    )


def _histogram(every: Sequence[Mark], *, rtl: bool) -> Iterator[str]:
    """Yield a column for each tenth of the best score, with the number of its verdicts."""
    counts = [0] * _BINS
    for mark in every:
        counts[min(int(mark.share * _BINS), _BINS - 1)] += 1
    most = max(counts)
    room = 100 / _BINS
    floor = _TOP + _HEIGHT
    yield '<g class="columns" fill="currentColor">'
    for at, number in enumerate(counts):
        high = _HEIGHT * number / most
        left = room * (at + 0.08)
        side = 100 - left - room * 0.84 if rtl else left
        best = ' class="best"' if number == most else ""
        yield (
            f'<rect{best} x="{side:.4g}%" y="{floor - high:.4g}" width="{room * 0.84:.4g}%"'
            f' height="{high:.4g}"/>'
        )
    yield '</g><g text-anchor="middle" fill="currentColor">'
    for at, number in enumerate(counts):
        middle = room * (at + 0.5)
        x = f"{100 - middle if rtl else middle:.4g}%"
        if number:
            yield f'<text x="{x}" y="{floor - _HEIGHT * number / most - 5:.4g}">{number}</text>'
        yield f'<text x="{x}" y="{floor + 16}">{10 * at}–{10 * at + 10}</text>'
    yield "</g>"
