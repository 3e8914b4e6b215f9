"""Labelled pages, `data/labels/*.tsv`: a line is a label, a tab and the line of the page.

The lines above the page are the values that a correct reading gives: `=work`, `=season`,
`=tagline`, `=verdict`, `=rating NAME SCORE`, `=entry NUMBER TITLE SCORE`, separated by tabs. `-`
means none, and `?` means a score without a maximum. `=review` begins the values of the next review.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from reviewfmt.pages.labels import LABELS

FOLDER = Path(__file__).parents[1] / "data" / "labels"


class Labelled(NamedTuple):
    """A page, the label of each line that is not blank, and the correct values of its reviews."""

    text: str
    labels: tuple[str, ...]
    values: tuple[tuple[tuple[str, ...], ...], ...]


def read_labelled(text: str) -> Labelled:
    """Return the page in the text of a file. Raises ValueError for an unknown label."""
    lines: list[str] = []
    labels: list[str] = []
    reviews: list[list[tuple[str, ...]]] = [[]]
    for number, whole in enumerate(text.rstrip("\n").split("\n"), 1):
        label, tab, line = whole.partition("\t")
        if not lines and label.startswith("="):
            if label == "=review":
                reviews.append([])
            else:
                reviews[-1].append((label[1:], *line.split("\t")))
            continue
        if not tab and not label:
            lines.append("")
            continue
        if label not in LABELS or not line.strip():
            raise ValueError(f"line {number}: found {whole!r}, expected a label, a tab and a line")
        lines.append(line)
        labels.append(label)
    return Labelled("\n".join(lines).strip("\n") + "\n", tuple(labels), tuple(map(tuple, reviews)))


def pages() -> list[tuple[str, Labelled]]:
    """Return the labelled pages by the names of their files: LAYOUT.NUMBER.LANGUAGE.tsv."""
    paths = sorted(FOLDER.glob("*.tsv"))
    return [(path.name, read_labelled(path.read_text(encoding="utf-8"))) for path in paths]
