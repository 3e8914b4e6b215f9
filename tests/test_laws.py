"""The laws of the format (docs/spec.md, "The laws"), for inputs nobody wrote by hand."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewfmt.diagnostic import ReviewError, Severity
from reviewfmt.document import from_data, to_data, violations
from reviewfmt.formatter import format_text
from reviewfmt.model import Review
from reviewfmt.parser import Parsed, parse
from reviewfmt.printer import print_review
from reviewfmt.source import decode
from tests.strategies import reviews
from tests.texts import SEEDS, mutations, pages

CASES = int(os.environ.get("REVIEWFMT_CASES", "300"))
"""Cases for each property; .ci/run asks for more."""


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


def without_sites_lines(review: Review) -> Review:
    return replace(review, boilerplate=(), comments=())


# -- law 1: reading raises nothing, and law 2: no line is lost ------------------------------------


def assert_every_line_is_kept(parsed: Parsed) -> None:
    text = parsed.text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    held = [0] * (len(lines) + 2)
    last_end = 0
    for leaf in parsed.leaves:
        span = leaf.span
        assert 0 <= span.offset < span.end_offset <= len(text), leaf
        assert span.offset >= last_end or "\n" in text[span.offset : last_end], leaf
        last_end = max(last_end, span.end_offset) if span.line == span.end_line else last_end
        for at in range(span.line, span.end_line + 1):
            held[at] += 1
    at_fault = {one.span.line for one in parsed.diagnostics if one.severity is Severity.ERROR}
    for number, line in enumerate(lines, 1):
        blank = not line.strip().strip("\ufeff").strip()
        assert blank or held[number] or number in at_fault, (number, line)


@law(4)
@given(anything())
def test_any_text_holds_the_laws(text: str) -> None:
    assert_holds_the_laws(text)


def assert_holds_the_laws(text: str) -> None:
    parsed = parse(text)
    assert_every_line_is_kept(parsed)
    for one in parsed.diagnostics:
        assert one.span.line >= 1
        assert 0 <= one.span.offset <= len(text)
    if errors(parsed):
        with pytest.raises(ReviewError):
            format_text(text)
        return
    assert_formats(parsed)
    assert_survives_its_text(parsed.review)
    assert_passes_the_schema(parsed.review)


@law(0.4)
@given(st.binary(max_size=300) | pages().map(lambda text: text.encode("utf-16")))
def test_bytes_raise_only_our_own_error(data: bytes) -> None:
    codes = []
    try:
        parse(decode(data))
    except ReviewError as error:
        codes = [one.code for one in error.diagnostics]
    assert codes in ([], ["RF118"])


@law(0.4)
@given(anything())
def test_both_parsers_say_the_same(text: str) -> None:
    assert parse(text, arranger="lark") == parse(text, arranger="lark-cython")


@law(0.4)
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
    assert not errors(again)
    try:
        stripped = parse(format_text(parsed.text, strip_boilerplate=True))
    except ReviewError as refused:
        # Where a line of the site alone keeps two paragraphs apart among the ratings.
        assert [one.code for one in refused.diagnostics] == ["RF121"]  # noqa: PT017 - both ways are asked
        assert parsed.review.boilerplate
        return
    assert stripped.review == replace(parsed.review, boilerplate=())


# -- law 4: JSON to text to JSON ------------------------------------------------------------------


def assert_survives_its_text(review: Review) -> None:
    printed = print_review(review)
    again = parse(printed)
    assert not errors(again)
    assert again.review == review
    assert print_review(again.review) == printed


@law(2)
@given(reviews())
def test_a_review_survives_its_text(review: Review) -> None:
    printed = print_review(review)
    parsed = parse(printed)
    assert not parsed.diagnostics
    assert without_sites_lines(parsed.review) == without_sites_lines(review)
    assert format_text(printed) == printed
    assert_passes_the_schema(parsed.review)


# -- law 6: the schema ----------------------------------------------------------------------------


def assert_passes_the_schema(review: Review) -> None:
    data = to_data(review)
    assert not violations(data)
    read = from_data(data)
    assert read == replace(review, comments=(), metadata=read.metadata)


COUNTEREXAMPLES = sorted((Path(__file__).parent / "data" / "laws").glob("*.review"))


def test_the_counterexamples_are_found() -> None:
    assert len(COUNTEREXAMPLES) >= 12


@pytest.mark.parametrize("path", COUNTEREXAMPLES, ids=lambda path: path.stem)
def test_what_once_broke_a_law_holds_it(path: Path) -> None:
    assert_holds_the_laws(decode(path.read_bytes()))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_the_seeds_hold_every_law(path: Path) -> None:
    parsed = parse(decode(path.read_bytes()))
    assert not errors(parsed)
    assert_every_line_is_kept(parsed)
    assert_formats(parsed)
    assert_survives_its_text(parsed.review)
    assert_passes_the_schema(parsed.review)
