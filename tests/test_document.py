"""JSON documents: read, refused with every fault at its place, written, and back."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewfmt.diagnostic import ReviewError
from reviewfmt.document import (
    from_data,
    locate,
    read_json,
    span_of,
    to_data,
    violations,
    write_json,
)
from reviewfmt.document.places import places
from reviewfmt.model import (
    Episode,
    Field,
    Heading,
    Item,
    ItemList,
    Metadata,
    Paragraph,
    Review,
    Score,
    Section,
    Span,
    Title,
    Verdict,
)
from reviewfmt.source import decode
from tests.strategies import reviews

DATA = Path(__file__).parent / "data" / "json"
VALID = sorted((DATA / "valid").glob("*.json"))
INVALID = sorted((DATA / "invalid").glob("*.json"))
WHOLE = (DATA / "valid" / "whole.json").read_text(encoding="utf-8")


def names(paths: list[Path]) -> list[str]:
    return [path.stem for path in paths]


def test_the_fixtures_are_there() -> None:
    assert len(VALID) >= 15
    assert len(INVALID) >= 100
    expected = {path.stem for path in (DATA / "invalid").glob("*.expected")}
    assert expected == set(names(INVALID))


@pytest.mark.parametrize("path", VALID, ids=names(VALID))
def test_valid(path: Path) -> None:
    review = read_json(path.read_text(encoding="utf-8"))
    written = write_json(review)
    assert read_json(written) == review
    assert write_json(read_json(written)) == written
    assert to_data(review) == json.loads(written)


@pytest.mark.parametrize("path", INVALID, ids=names(INVALID))
def test_invalid(path: Path) -> None:
    with pytest.raises(ReviewError) as raised:
        read_json(decode(path.read_bytes()))
    assert f"{raised.value}\n" == path.with_suffix(".expected").read_text(encoding="utf-8")


def test_the_path_of_the_file_is_on_every_diagnostic() -> None:
    for text in ("{", "{}", '{"reviewfmt": "2.0"}'):
        with pytest.raises(ReviewError) as raised:
            read_json(text, "a.json")
        assert {found.path for found in raised.value.diagnostics} == {"a.json"}


def test_values_of_the_whole_document() -> None:
    review = read_json(WHOLE)
    assert review.title == Title(
        "Harbour Lights Season 1 Review – Calm at sea", "Harbour Lights", 1, "Calm at sea"
    )
    assert review.metadata == Metadata("Ada Quay", date(2024, 4, 11), "en")
    first, double = review.guides[0].episodes
    assert first.score == Score(Decimal("3.5"), Decimal(5))
    assert double == Episode("Episode", Decimal(2), Decimal(3))
    assert review.sections == (
        Section(None, (Paragraph("A quiet series."),)),
        Section(Heading("Story"), (ItemList((Item("It takes its time"), Item("It arrives"))),)),
    )
    assert review.verdict == Verdict(Score(Decimal(8), Decimal(10)))


def test_the_text_is_written_for_people() -> None:
    written = write_json(read_json(WHOLE))
    assert written.startswith(
        '{\n  "reviewfmt": "1.0",\n  "title": "Harbour Lights Season 1 Review –'
    )
    assert written.endswith("\n}\n")
    assert list(json.loads(written)) == list(json.loads(WHOLE))


# Laws


@given(reviews())
def test_data_says_the_same_review(review: Review) -> None:
    data = to_data(review)
    assert violations(data) == []
    assert from_data(data) == review


@given(reviews())
def test_json_says_the_same_review(review: Review) -> None:
    assert read_json(write_json(review)) == review


@given(st.decimals(0, 999_999_999, places=6), st.integers(0, 6))
def test_numbers_are_exact(number: Decimal, digits: int) -> None:
    value = round(number, digits)
    review = dataclasses.replace(
        read_json(WHOLE), verdict=Verdict(Score(value, Decimal(999_999_999)))
    )
    verdict = read_json(write_json(review)).verdict
    assert verdict
    assert verdict.score
    assert verdict.score.value == value


@given(st.text(st.sampled_from('{}[]",:\\ \n0.e-tnu1a\x00\u2028'), max_size=30))
def test_a_text_is_json_to_our_reader_as_to_the_library(text: str) -> None:
    def strict(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError
        return dict(pairs)

    try:
        json.loads(text, object_pairs_hook=strict)
        valid = True
    except ValueError:
        valid = False
    assert (not places(text).faults) is valid


@given(st.integers(0, len(WHOLE) - 1), st.sampled_from('{}[]",:\\ \n0x'), st.booleans())
def test_a_changed_document_reads_or_is_refused(at: int, sign: str, insert: bool) -> None:
    changed = WHOLE[:at] + sign + WHOLE[at + (not insert) :]
    try:
        found, said = violations(to_data(read_json(changed))), None
    except ReviewError as error:
        found, said = [], error.diagnostics
    assert found == []
    assert said != ()
    assert all(1 <= one.span.line <= changed.count("\n") + 1 for one in said or ())


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.decimals(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_any_data_is_refused_in_words(data: Any) -> None:
    found = violations(data)
    assert found
    assert all(one.text and "\n" not in one.text for one in found)
    with pytest.raises(ReviewError):
        from_data(data)


@pytest.mark.parametrize("value", [b"8", {8}, (8,), object(), 1j, float("nan"), Decimal("sNaN")])
def test_what_json_does_not_have_is_one_fault(value: object) -> None:
    data = json.loads(WHOLE)
    data["verdict"]["value"] = value
    (found,) = violations(data)
    assert found.path == ("verdict", "value")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000,
        "[" * 10_000 + "]" * 10_000,
        '{"a":' * 10_000 + "1" + "}" * 10_000,
        WHOLE.replace('"A quiet series."', "[" * 10_000 + "]" * 10_000),
    ],
    ids=["open lists", "lists", "objects", "inside a document"],
)
def test_deep_nesting_is_told_once(text: str) -> None:
    with pytest.raises(ReviewError) as raised:
        read_json(text)
    (found,) = raised.value.diagnostics
    assert (found.code, found.message[:13]) == ("RF201", "nested deeper")


# Places

WHERE = {
    (): (1, 1),
    ("season",): (4, 39),
    ("metadata", "language"): (5, 77),
    ("guides", 0): (6, 14),
    ("guides", 0, "episodes", 1, "number_end"): (8, 53),
    ("sections", 1, "blocks", 0, "list", 1): (11, 68),
    ("sections", 1, "blocks", 7): (11, 36),
    ("nothing",): (1, 1),
}


@pytest.mark.parametrize("path", WHERE)
def test_a_value_is_found_in_its_text(path: tuple[str | int, ...]) -> None:
    span = locate(WHOLE, path)
    assert (span.line, span.column) == WHERE[path]


def test_a_span_is_the_whole_value() -> None:
    span = locate(WHOLE, ("sections", 1, "blocks", 0, "list"))
    assert WHOLE[span.offset : span.end_offset] == '["It takes its time", "It arrives"]'


def on(line: int) -> Span:
    return Span(line, 1, line * 10, line, 5, line * 10 + 4)


PLACED = Review(
    title=Title("Harbour Lights Review", "Harbour Lights", span=on(1)),
    metadata=Metadata(
        author="Ada  Quay",
        fields=(Field("Author", "Ada  Quay", on(2)), Field("Cover", "", on(3))),
    ),
    sections=(
        Section(
            Heading("Story.", on(5)),
            (Paragraph(" a", on(6)), ItemList((Item("a", on(7)), Item("", on(8))), on(7))),
            on(5),
        ),
        Section(None, (), on(9)),
    ),
    verdict=Verdict(Score(Decimal("1e-7"), Decimal(5), on(11)), on(10)),
)


def test_a_violation_is_told_at_its_node() -> None:
    with pytest.raises(ReviewError) as raised:
        write_json(PLACED, "a.review")
    found = [(one.span.line, one.message.partition(":")[0]) for one in raised.value.diagnostics]
    assert found == [
        (2, "metadata.author"),
        (5, "sections[0].heading"),
        (6, "sections[0].blocks[0].paragraph"),
        (8, "sections[0].blocks[1].list[1]"),
        (9, "sections[1].blocks"),
        (9, "sections[1].heading"),
        (10, "verdict.value"),
    ]
    assert {(one.code, one.path) for one in raised.value.diagnostics} == {("RF203", "a.review")}


def test_a_missing_verdict_is_told_at_the_title() -> None:
    review = dataclasses.replace(read_json(WHOLE), title=PLACED.title, verdict=None)
    assert span_of(review, ("verdict",)) == on(1)
    with pytest.raises(ReviewError, match=r"1:1: RF203 verdict: found null, expected an object"):
        write_json(review)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999999", "1234567.12345678901"])
def test_a_number_that_json_does_not_hold_is_refused(number: str) -> None:
    score = Score(Decimal(number), Decimal(5))
    review = dataclasses.replace(read_json(WHOLE), verdict=Verdict(score))
    with pytest.raises(ReviewError, match=r"RF203 verdict\.value: found "):
        write_json(review)
