"""Reviews with errors, published: every word stands, and what does not read stands as it is."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from reviewfmt.converter import write
from reviewfmt.converter.lenient import read_leniently
from reviewfmt.diagnostic import ReviewError, Severity
from reviewfmt.pandoc_ast import to_pandoc
from reviewfmt.source import decode
from reviewfmt.syntax.inline import plain
from tests.budget import CASES
from tests.texts import mutations

DATA = Path(__file__).parent / "data"
MALFORMED = sorted((DATA / "malformed").glob("*.review"))


def _cases() -> list[Any]:
    cases = tomllib.loads((DATA / "lenient" / "cases.toml").read_text("utf-8"))["case"]
    assert len(cases) > 10
    return [pytest.param(case, id=case["name"]) for case in cases]


@pytest.mark.parametrize("case", _cases())
def test_case(case: dict[str, Any]) -> None:
    reading, faults = read_leniently(case["text"].encode(), "a.review", name="the-name")
    errors = [one for one in faults if one.severity is Severity.ERROR]
    assert [one.code for one in errors] == case["codes"]
    assert {one.path for one in faults} <= {"a.review"}
    made = write(reading.review, "markdown").decode()
    assert made.split("\n---\n", 1)[1].lstrip("\n") == case["markdown"]
    assert reading.review.title.text == case.get("title", "Fog Review")


def _said(node: object) -> list[str]:
    """Return every text that a node holds, as it is shown."""
    if isinstance(node, str):
        return [plain(node)]
    if isinstance(node, tuple):
        return [text for one in node for text in _said(one)]
    if is_dataclass(node):
        values = [getattr(node, one.name) for one in fields(node) if one.name != "span"]
        return [str(node), *_said(tuple(values))]
    return [str(node)]


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", re.sub(r"(?<=\d)(?=[^\W\d])", " ", text)))


STRUCTURE = _words("Review Score " * 20 + "Episode Guide OVA " * 3 + "My Final Rating Grade")
"""Words that stand for what they make: the name of a guide or a verdict, what leads to a score."""


@pytest.mark.parametrize("path", MALFORMED, ids=lambda path: path.stem)
def test_every_word_of_a_malformed_review_stands(path: Path) -> None:
    data = path.read_bytes()
    if path.stem.startswith(("RF118", "RF120")):
        with pytest.raises(ReviewError, match=path.stem[:5]):
            read_leniently(data, name="name")
        return
    review = read_leniently(data, name="name").reading.review
    missing = _words(decode(data)) - _words(" ".join(_said(review))) - STRUCTURE
    assert not missing or path.stem.startswith("RF125")  # of two notations one is read
    to_pandoc(review)


@settings(max_examples=CASES)
@given(mutations())
def test_any_text_with_a_name_can_be_published(text: str) -> None:
    try:
        review = read_leniently(text.encode("utf-8", "surrogatepass"), name="name").reading.review
    except ReviewError as refused:
        error = refused
    else:
        assert review.title.text
        to_pandoc(review)
        return
    assert {one.code for one in error.diagnostics} & {"RF118", "RF120"}


def test_a_thousand_faulty_lines_are_a_thousand_paragraphs() -> None:
    lines = "\n".join(f"line {number}" for number in range(1000))
    guide = f"Episode Guide\n\nEpisode 1: Mist -| 4/5\n{lines}\nEpisode 2: Haze -| 4/5"
    text = f"Fog Review\n\n{guide}\n\nVerdict: 7/10\n"
    review = read_leniently(text.encode()).reading.review
    notes = [note.text for note in review.episodes[0].notes if hasattr(note, "text")]
    assert notes == lines.split("\n")


def test_a_text_without_a_title_and_a_name_is_refused() -> None:
    with pytest.raises(ReviewError, match="RF101"):
        read_leniently(b"Author: Ana\n\nVerdict: 7/10\n")
