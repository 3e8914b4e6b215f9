"""The laws of the format (docs/spec.md, "The laws"), for inputs nobody wrote by hand.

Law 5, text to Markdown, HTML, EPUB and docx and back, is in test_readers.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewfmt.diagnostic import ReviewError, Severity
from reviewfmt.document import from_data, to_data, validate, violations
from reviewfmt.model import Comment, Review
from reviewfmt.parser import Parsed, parse
from reviewfmt.source import decode
from reviewfmt.writer import dumps, format_text
from tests.budget import CASES
from tests.strategies_json import documents, texts
from tests.texts import SEEDS, mutations, pages


def law(weight: float = 1.0) -> Callable[..., object]:
    return settings(
        max_examples=max(20, int(CASES * weight)),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def anything() -> st.SearchStrategy[str]:
    """Return texts: pages grown from the grammar, mutations of real ones, raw characters."""
    return st.one_of(pages(), mutations(), st.text(max_size=400))


def errors(parsed: Parsed) -> list[str]:
    return [str(one) for one in parsed.diagnostics if one.severity is Severity.ERROR]


# -- law 1: reading raises nothing, and law 2: no line is lost ------------------------------------


def assert_every_line_is_kept(parsed: Parsed) -> None:
    """Every line that is not blank is in one leaf, or has an error on it."""
    text = parsed.text
    last_end = 0
    for leaf in parsed.leaves:
        span = leaf.span
        assert 0 <= span.offset < span.end_offset <= len(text), leaf
        assert span.offset >= last_end, leaf
        last_end = span.end_offset
    held = [(leaf.span.offset, leaf.span.end_offset) for leaf in parsed.leaves]
    at_fault = {one.span.line for one in parsed.diagnostics if one.severity is Severity.ERROR}
    for line in parsed.lines:
        inside = any(start <= line.offset < end for start, end in held)
        assert inside or line.line in at_fault, line


@law()
@given(anything())
def test_any_text_is_read_and_no_line_is_lost(text: str) -> None:
    parsed = parse(text)
    assert_every_line_is_kept(parsed)
    for one in parsed.diagnostics:
        assert one.span.line >= 1
        assert 0 <= one.span.offset <= len(text)


@law(0.2)
@given(st.binary(max_size=300) | pages().map(lambda text: text.encode("utf-16")))
def test_bytes_raise_only_our_own_error(data: bytes) -> None:
    codes = []
    try:
        parse(decode(data))
    except ReviewError as error:
        codes = [one.code for one in error.diagnostics]
    assert codes in ([], ["RF118"])


@law(0.2)
@given(anything())
def test_line_ends_change_nothing_but_offsets(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = parse(text)
    for end in ("\r\n", "\r"):
        other = parse(text.replace("\n", end))
        assert other.review == plain.review
        assert [(str(one), one.span[:2]) for one in other.diagnostics] == [
            (str(one), one.span[:2]) for one in plain.diagnostics
        ]


# -- law 3: the canonical form --------------------------------------------------------------------


def assert_formats(parsed: Parsed) -> None:
    formatted = format_text(parsed.text)
    again = parse(formatted)
    assert again.review == parsed.review
    assert format_text(formatted) == formatted
    stripped = parse(format_text(parsed.text, strip_boilerplate=True))
    assert stripped.review == replace(parsed.review, boilerplate=())


@law()
@given(anything())
def test_format_changes_no_review_and_nothing_twice(text: str) -> None:
    parsed = parse(text)
    if errors(parsed):
        with pytest.raises(ReviewError):
            format_text(text)
        return
    assert_formats(parsed)


# -- law 4: JSON to text to JSON ------------------------------------------------------------------


def assert_has_a_text(document: dict[str, object]) -> None:
    review = from_data(document)
    text = dumps(review)
    parsed = parse(text)
    assert not errors(parsed)
    assert to_data(parsed.review) == to_data(review)
    assert format_text(text) == text


@law()
@given(documents())
def test_every_document_has_a_text(document: dict[str, object]) -> None:
    assert_has_a_text(document)


# -- law 6: what is emitted passes the schema -----------------------------------------------------


def assert_passes_the_schema(review: Review) -> None:
    data = to_data(review)
    assert not violations(data)
    read = from_data(data)
    assert read == replace(review, comments=(), metadata=read.metadata)
    assert not validate(review)


@law()
@given(anything())
def test_what_is_read_passes_the_schema(text: str) -> None:
    parsed = parse(text)
    if not errors(parsed):
        assert_passes_the_schema(parsed.review)


# -- law 7: what `validate` accepts has a text ----------------------------------------------------


def assert_survives_its_text(review: Review) -> None:
    text = dumps(review)
    again = parse(text)
    assert not errors(again)
    assert again.review == review
    assert dumps(again.review) == text


@law()
@given(anything())
def test_what_is_read_survives_its_text(text: str) -> None:
    parsed = parse(text)
    if not errors(parsed):
        assert_survives_its_text(parsed.review)


@law()
@given(documents(), st.lists(texts(), max_size=3))
def test_what_is_valid_survives_its_text(document: dict[str, object], comments: list[str]) -> None:
    review = replace(from_data(document), comments=tuple(Comment(text) for text in comments))
    if validate(review):
        with pytest.raises(ReviewError):
            dumps(replace(review, title=replace(review.title, text="")))
        return
    assert_survives_its_text(review)


# -- what once broke a law ------------------------------------------------------------------------

LAWS = Path(__file__).parent / "data" / "laws"
COUNTEREXAMPLES = sorted(LAWS.glob("*.review"))
DOCUMENTS = sorted(LAWS.glob("*.json"))


def assert_holds_the_laws(text: str) -> None:
    parsed = parse(text)
    assert_every_line_is_kept(parsed)
    if not errors(parsed):
        assert_formats(parsed)
        assert_survives_its_text(parsed.review)
        assert_passes_the_schema(parsed.review)


def test_the_counterexamples_are_found() -> None:
    assert len(COUNTEREXAMPLES) >= 12
    assert len(DOCUMENTS) >= 1


@pytest.mark.parametrize("path", COUNTEREXAMPLES, ids=lambda path: path.stem)
def test_what_once_broke_a_law_holds_it(path: Path) -> None:
    assert_holds_the_laws(decode(path.read_bytes()))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_that_once_broke_a_law_holds_it(path: Path) -> None:
    assert_has_a_text(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_the_seeds_hold_every_law(path: Path) -> None:
    parsed = parse(decode(path.read_bytes()))
    assert not errors(parsed)
    assert_holds_the_laws(parsed.text)
