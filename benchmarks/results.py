"""Writes the ratios of a run as a table and a chart, which the documentation shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from benchmarks.measure import Row

FOLDER = Path(__file__).parent / "results"
PAGE = FOLDER.parents[1] / "docs" / "many-files.md"
_WIDTH, _ROW, _NAME = 720, 34, 400


def write(
    name: str, title: str, rows: Sequence[Row], folder: Path = FOLDER, page: Path = PAGE
) -> None:
    """Write `rows` to NAME.md and NAME.svg, and the table into its place in a page."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.md").write_text(table(rows), encoding="utf-8")
    (folder / f"{name}.svg").write_text(chart(title, rows), encoding="utf-8")
    text = page.read_text(encoding="utf-8")
    page.write_text(placed(text, name, table(rows)), encoding="utf-8")


def placed(page: str, name: str, what: str) -> str:
    """Return a page with `what` between the comments that mark its place."""
    place = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
    text, count = place.subn(lambda _: what, page)
    if count != 1:
        raise ValueError(f"the page has {count} places named {name}")
    return text


def table(rows: Sequence[Row]) -> str:
    """Return a Markdown table of the ratios and their targets."""
    lines = ["| What | Ratio | Target |", "|---|---:|---:|"]
    for row in rows:
        side = "≥" if row.least else "≤"
        target = "" if row.target is None else f"{side} {row.target:g}"
        lines.append(f"| {row.name} | {row.ratio:.2f} | {target} |")
    return "\n".join(lines) + "\n"


def chart(title: str, rows: Sequence[Row]) -> str:
    """Return a bar chart of the ratios that tell how many times as fast ours is."""
    bars = [row for row in rows if row.least]
    largest = max(max(row.ratio, row.target or 0) for row in bars)
    scale = (_WIDTH - _NAME - 60) / largest
    height = _ROW * len(bars) + 40
    told = "; ".join(f"{row.name}: {row.ratio:.1f}" for row in bars)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img"'
        ' aria-labelledby="title description">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="description">{escape(told)}</desc>',
        "<style>text { font: 13px sans-serif; fill: #222 } .bar { fill: #2a6f97 }"
        " .target { stroke: #b5542b; stroke-width: 2 }"
        " @media (prefers-color-scheme: dark) { text { fill: #eee } .bar { fill: #61a5c2 } }"
        "</style>",
        f'<text x="0" y="18" font-weight="bold">{escape(title)}</text>',
    ]
    for at, row in enumerate(bars):
        y = 34 + at * _ROW
        length = row.ratio * scale
        parts += [
            f'<text x="0" y="{y + 16}">{escape(row.name)}</text>',
            f'<rect class="bar" x="{_NAME}" y="{y}" width="{length:.1f}" height="22" />',
            f'<text x="{_NAME + length + 6:.1f}" y="{y + 16}">{row.ratio:.1f}×</text>',
        ]
        if row.target is not None:
            x = _NAME + row.target * scale
            parts.append(
                f'<line class="target" x1="{x:.1f}" x2="{x:.1f}" y1="{y - 3}" y2="{y + 25}" />'
            )
    return "\n".join([*parts, "</svg>"]) + "\n"
