"""Bar charts in text: a line for each bar, with its label and its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_WIDEST, _LEAST = 40, 4


class Bar(NamedTuple):
    """A bar: what it is of, how long it is, and what follows it."""

    label: str
    number: int
    told: str


def chart(bars: Sequence[Bar], width: int, color: bool) -> Iterator[str]:
    """Yield a line for each bar, at most `width` wide if the texts leave room for bars.

    Lengths are proportional; a number other than 0 always has a visible bar.
    """
    most = max((one.number for one in bars), default=0)
    texts = max((len(one.label) + len(one.told) for one in bars), default=0)
    room = min(_WIDEST, max(_LEAST, width - texts - 3))
    for one in bars:
        eighths = max(round(8 * room * one.number / most), 1) if one.number else 0
        drawn = "█" * (eighths // 8) + _EIGHTHS[eighths % 8]
        shown = click.style(drawn, fg="cyan") if color and drawn else drawn
        yield f"{one.label} {shown}{' ' if drawn else ''} {one.told}\n"
