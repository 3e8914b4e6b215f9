"""Reviews with errors, published: every word is there, and what does not read is unchanged."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewfmt.converter import read_document, write
from reviewfmt.converter.lenient import read_leniently
from reviewfmt.diagnostic import ReviewError, Severity
from reviewfmt.pandoc_ast import to_pandoc
from reviewfmt.source import decode
from reviewfmt.syntax.inline import plain
from tests.budget import CASES, IN_WHOLE
from tests.strategies_json import documents
from tests.texts import mutations

DATA = Path(__file__).parent / "data"
MALFORMED = sorted((DATA / "malformed").glob("*.review"))


def _cases() -> list[Any]:
    cases = tomllib.loads((DATA / "lenient" / "cases.toml").read_text("utf-8"))["case"]
    assert len(cases) > 10
    return [pytest.param(case, id=case["name"]) for case in cases]


@pytest.mark.parametrize("case", _cases())
def test_case(case: dict[str, Any]) -> None:
    reading, faults = read_leniently(
        case["text"].encode(), case.get("from", "review"), "a.review", name="the-name"
    )
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
            read_leniently(data, "review", name="name")
        return
    review = read_leniently(data, "review", name="name").reading.review
    missing = _words(decode(data)) - _words(" ".join(_said(review))) - STRUCTURE
    assert not missing or path.stem.startswith("RF125")  # of two notations one is read
    to_pandoc(review)


@settings(max_examples=CASES)
@given(mutations())
def test_any_text_with_a_name_can_be_published(text: str) -> None:
    try:
        review = read_leniently(
            text.encode("utf-8", "surrogatepass"), "review", name="name"
        ).reading.review
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
    review = read_leniently(text.encode(), "review").reading.review
    notes = [note.text for note in review.episodes[0].notes if hasattr(note, "text")]
    assert notes == lines.split("\n")


def test_a_text_without_a_title_and_a_name_is_refused() -> None:
    with pytest.raises(ReviewError, match="RF101"):
        read_leniently(b"Author: Ana\n\nVerdict: 7/10\n", "review")


# -- documents of other formats -------------------------------------------------------------------

FORMS = ("markdown", "html", "epub", "docx", "odt")


def _documents() -> list[Any]:
    cases = tomllib.loads((DATA / "lenient" / "documents.toml").read_text("utf-8"))["case"]
    assert len(cases) > 20
    return [pytest.param(case, id=f"{case['from']}: {case['name']}") for case in cases]


@pytest.mark.parametrize("case", _documents())
def test_a_document_with_errors_is_published(case: dict[str, Any]) -> None:
    data = case["text"].encode("utf-8", "surrogatepass")
    reading, faults = read_leniently(data, case["from"], "a", name="the-name")
    assert [str(one).split(" ")[1] for one in faults] == case["codes"]
    if case["codes"]:
        assert case.get("reads", False) == _is_read(data, case["from"])
        assert all(one.span.line >= 1 for one in faults)
    made = write(reading.review, "markdown").decode()
    assert made.split("\n---\n", 1)[1].lstrip("\n") == case["markdown"]
    assert reading.review.title.text == case.get("title", "Fog Review")
    assert [one.code for one in reading.losses] == case.get("losses", [])


def _is_read(data: bytes, form: str) -> bool:
    try:
        read_document(data, form)
    except ReviewError:
        return False
    return True


@pytest.mark.parametrize("case", [one for one in _cases() if one.values[0]["codes"]])
@pytest.mark.parametrize("form", ["html", "markdown"])
def test_what_was_published_with_errors_is_so_again(form: str, case: dict[str, Any]) -> None:
    first = read_leniently(case["text"].encode(), "review", name="the-name").reading.review
    made = write(first, form)
    again = read_leniently(made, form, name="the-name").reading.review
    assert _words(write(again, "plain").decode()) == _words(write(first, "plain").decode())


@pytest.mark.parametrize("form", FORMS)
def test_every_format_is_read_leniently(form: str) -> None:
    text = "Fog Review\n\nEpisode Guide\n\nEpisode 1: Mist -| 9/5\nEpisode 2: Haze -| N/5\n"
    text += "\n• Art - 9/5\n• Verdict - 11/10\n"
    first = read_leniently(text.encode(), "review").reading.review
    data = write(first, form)
    with pytest.raises(ReviewError):
        read_document(data, form)
    reading, faults = read_leniently(data, form, "a", name="the-name")
    assert sorted(one.code for one in faults)[-1:] == ["RF107"]
    assert {one.code for one in faults} == {"RF105", "RF107"}
    assert write(reading.review, "markdown") == write(first, "markdown")


ODD: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(
        [7, -1, 2.5, 10**20, True, "", "soon", "N/5", "a  b", "a\nb\tc", "\x00\x07", [], {}]
    ),
    st.sampled_from([["x", 7], {"mood": "slow"}, [[1, {"a": None}]], {"x_own": 1}, "||a *b"]),
)


@IN_WHOLE
@settings(max_examples=max(50, CASES // 10), deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), st.data())
def test_any_json_document_can_be_published(document: dict[str, Any], draw: st.DataObject) -> None:
    odd = _with_oddities(document, draw)
    data = json.dumps(odd).encode()
    try:
        review = read_leniently(data, "json", name="name").reading.review
    except ReviewError:
        assert not isinstance(odd, dict) or not odd
        return
    assert review.title.text
    to_pandoc(review)
    missing = _words(" ".join(_published_values(odd))) - _words(" ".join(_said(review)))
    assert not missing


def _with_oddities(value: Any, draw: st.DataObject, depth: int = 0) -> Any:
    """Return a document in which some values are others, and some keys are gone or new."""
    chance = draw.draw(st.integers(0, 12))
    if depth and chance == 0:
        return draw.draw(ODD)
    if isinstance(value, dict):
        found = {key: _with_oddities(one, draw, depth + 1) for key, one in value.items()}
        if chance == 1 and found:
            del found[draw.draw(st.sampled_from(sorted(found)))]
        if chance == 2:
            found["mood"] = draw.draw(ODD)
        return found
    if isinstance(value, list):
        return [_with_oddities(one, draw, depth + 1) for one in value]
    return value


def _published_values(value: Any, key: str = "") -> Iterator[str]:
    """Yield the words of a document that are to be published."""
    if isinstance(value, dict):
        for name, one in value.items():
            if not name.startswith("x_") and name not in ("reviewfmt", "boilerplate", "$schema"):
                yield from _published_values(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _published_values(one, key)
    elif isinstance(value, str) and key not in ("label", "status", "src", "work", "language"):
        yield plain(" ".join(value.split()))
