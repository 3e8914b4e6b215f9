"""Pages of other sites: the time to read one against peers, and its growth."""

from __future__ import annotations

import time
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
MORE = 20_000
MOST = 49_900
"""Slightly below the limit of the page reader, in lines."""


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
        few, more, most = (_seconds(made(count)) for count in (LINES, MORE, MOST))
        yield Row(f"{MORE:,} lines of {kind} / {LINES} lines", more / few, 1.3 * MORE / LINES)
        yield Row(f"{MOST:,} lines of {kind} / {MORE:,} lines", most / more, 1.3 * MOST / MORE)


def _seconds(page: str) -> float:
    """Return the processor time for a page; for a short page, the least of several runs."""
    spent = []
    for _ in range(max(1, min(9, MORE // page.count("\n")))):
        start = time.process_time()
        read_page(page)
        spent.append(time.process_time() - start)
    return min(spent)


def _lines(count: int) -> list[str]:
    """Return lines of the labelled pages of all languages."""
    every = [page.text.split("\n") for _, page in labelled()[::30]]
    return [*islice(cycle([line for lines in every for line in lines if line]), count)]


def _text(count: int) -> str:
    return "\n\n".join(_lines(count))


def _html(count: int) -> str:
    blocks = "".join(f"<p>{escape(line)}</p>\n" for line in _lines(count))
    return f"<!DOCTYPE html><body><article><h1>Fog Season 2 Review</h1>{blocks}</article>"
