"""HTML that is written without pandoc: the bytes are those that pandoc writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewfmt.converter import PandocWorker, Prepared, prepare
from reviewfmt.converter.html_writer import write_html
from reviewfmt.model import Review
from reviewfmt.parser import parse
from reviewfmt.source import decode
from tests.budget import CONVERTED
from tests.grown import grown
from tests.hostile import TEXTS, everything, gathered, placed
from tests.test_pandoc_ast import CASES, load

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.review"))
SHIFTS = range(0, len(TEXTS), 9)


def reviews() -> Iterator[tuple[str, Review]]:
    """Yield the samples, the fixtures, and reviews of hostile and of grown texts."""
    for path in SAMPLES:
        yield path.stem, parse(decode(path.read_bytes())).review
    for path in CASES:
        yield path.stem, load(path)
    yield "everything", everything()
    yield "gathered", gathered(TEXTS)
    for shift in SHIFTS:
        texts = TEXTS[shift:] + TEXTS[:shift]
        yield f"hostile {shift}", placed(lambda number, texts=texts: texts[number % len(texts)])[0]  # type: ignore[misc]
    for number, review in enumerate(grown(max(30, CONVERTED))):
        yield f"grown {number}", review


def _prepared(named: tuple[str, Review]) -> tuple[str, Prepared]:
    return named[0], prepare(named[1], "html")


def test_html_has_the_bytes_that_pandoc_writes() -> None:
    rows = [((name, one), one) for name, one in map(_prepared, reviews())]
    different = []
    with PandocWorker() as pandoc:
        for (name, prepared), made in pandoc.write_many(rows):
            assert prepared.document is not None
            if prepared.finish(write_html(prepared.document).encode()) != made:
                different.append(name)
    assert len(rows) > 100
    assert different == []


def test_a_node_that_no_page_has_is_refused() -> None:
    with pytest.raises(ValueError, match="no page of a review has 'CodeBlock'"):
        write_html({"blocks": [{"t": "CodeBlock", "c": [["", [], []], "x"]}]})
