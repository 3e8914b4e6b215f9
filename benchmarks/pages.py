"""Other people's pages: what reading one costs against its peers, and how that grows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape
from itertools import cycle, islice

import mf2py  # type: ignore[import-untyped] # it has no types
import mistune

from benchmarks.measure import Row, ratio, times
from reviewfmt.pages import read_page
from scripts.labelled import pages as labelled

LINES = 200


def pages() -> Iterator[Row]:
    """Pages of others, against mistune on the same lines and mf2py on the same HTML."""
    text, html = _text(LINES), _html(LINES)
    spent = times(
        {
            "text": partial(read_page, text),
            "mistune": partial(mistune.html, text),
            "html": partial(read_page, html),
            "mf2py": partial(mf2py.parse, doc=html),
        },
        11,
        1,
    )
    yield Row(
        f"{LINES} lines of text: reviewfmt / mistune", ratio(spent["text"], spent["mistune"]), 18
    )
    yield Row(f"{LINES} lines of HTML: reviewfmt / mf2py", ratio(spent["html"], spent["mf2py"]), 7)
    for kind, made in (("text", _text), ("HTML", _html)):
        few, many = (partial(read_page, made(LINES * count)) for count in (5, 50))
        grown = times({"few": few, "many": many}, 2, 1)
        yield Row(f"10,000 lines of {kind} / 1,000 lines", ratio(grown["many"], grown["few"]), 12)


def _lines(count: int) -> list[str]:
    """Return lines of the labelled pages of all languages."""
    every = [page.text.split("\n") for _, page in labelled()[::30]]
    return [*islice(cycle([line for lines in every for line in lines if line]), count)]


def _text(count: int) -> str:
    return "\n\n".join(_lines(count))


def _html(count: int) -> str:
    blocks = "".join(f"<p>{escape(line)}</p>\n" for line in _lines(count))
    return f"<!DOCTYPE html><body><article><h1>Fog Season 2 Review</h1>{blocks}</article>"
