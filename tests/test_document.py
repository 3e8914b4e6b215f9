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

from reviewfmt import constraints
from reviewfmt.diagnostic import ReviewError, Severity
from reviewfmt.document import (
    from_data,
    locate,
    read_data,
    read_document,
    read_json,
    span_of,
    to_data,
    validate,
    violations,
    write_json,
)
from reviewfmt.document.places import places
from reviewfmt.fields import FieldSpec, FieldType
from reviewfmt.model import (
    FIELDS,
    Boilerplate,
    Comment,
    Episode,
    Field,
    Figure,
    Grade,
    Guide,
    Heading,
    Item,
    ItemList,
    Metadata,
    Paragraph,
    Quote,
    Rating,
    Review,
    Score,
    Section,
    Title,
    Verdict,
)
from reviewfmt.source import decode
from reviewfmt.span import Span
from tests.strategies_json import documents

DATA = Path(__file__).parent / "data" / "json"
VALID = sorted((DATA / "valid").glob("*.json"))
INVALID = sorted((DATA / "invalid").glob("*.json"))
WHOLE = (DATA / "valid" / "whole.json").read_text(encoding="utf-8")


def names(paths: list[Path]) -> list[str]:
    return [path.stem for path in paths]


def test_the_fixtures_are_there() -> None:
    assert len(VALID) >= 38
    assert len(INVALID) >= 215
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
    items = (Item("It takes its time"), Item("It arrives"))
    assert review.sections == (
        Section(None, (Paragraph("A quiet series."),)),
        Section(Heading("Story"), (ItemList(items),), guide=0),
    )
    assert review.verdict == Verdict(Score(Decimal(8), Decimal(10)))


def test_the_text_is_written_for_people() -> None:
    written = write_json(read_json(WHOLE))
    assert written.startswith(
        '{\n  "reviewfmt": "1.0",\n  "title": "Harbour Lights Season 1 Review –'
    )
    assert written.endswith("\n}\n")
    assert list(json.loads(written)) == list(json.loads(WHOLE))


def test_values_of_what_a_guide_says() -> None:
    first = read_json((DATA / "valid" / "notes.json").read_text(encoding="utf-8")).guides[0]
    assert first.episodes[0].notes == (
        Paragraph("It leaves on time."),
        ItemList((Item("Fog"),)),
        ItemList((Item("Bell"),), 7),
        Quote((Paragraph("Row."),)),
        Figure("pier.jpg", "A pier"),
    )


def test_grades_and_remarks() -> None:
    graded = read_json((DATA / "valid" / "grades.json").read_text(encoding="utf-8"))
    assert graded.guides[0].score == Grade("A+")
    assert graded.guides[0].episodes[0].score == Grade("F")
    assert graded.sections[1].score == Grade("D")
    assert graded.verdict == Verdict(Grade("C"))
    noted = read_json((DATA / "valid" / "remarks.json").read_text(encoding="utf-8"))
    assert noted.ratings[0].note == "gulls (and all)"
    assert noted.verdict == Verdict(Score(Decimal(8), Decimal(10)), "– and more")


def test_fields_that_the_format_does_not_know_keep_their_order() -> None:
    review = read_json((DATA / "valid" / "extra.json").read_text(encoding="utf-8"))
    assert [(one.key, one.value) for one in review.metadata.extra] == [
        ("Éditeur", "Bo Pier"),
        ("MAL", "8.1/10"),
        ("x_mood", "slow"),
        ("Rating", "TV-MA"),
    ]


# What a later version added, and what is the user's own


def changed(**more: object) -> str:
    return json.dumps({**json.loads(WHOLE), **more})


def test_a_later_minor_version_is_read_without_what_it_added() -> None:
    data = json.loads(WHOLE)
    data |= {"reviewfmt": "1.3", "mood": {"colour": 1e300}}
    data["guides"][0]["episodes"][0]["director"] = "Cy Mast"
    data["sections"][1]["blocks"] = [{"table": []}, *data["sections"][1]["blocks"], {"table": 1}]
    text = json.dumps(data, indent=1)
    document = read_document(text, "a.json")
    assert document.review == read_json(WHOLE)
    told = [(one.code, one.severity, one.path) for one in document.diagnostics]
    assert told == [("RF205", Severity.WARNING, "a.json")] * 4
    for one, place in zip(
        document.diagnostics,
        (
            "guides[0].episodes[0].director",
            "sections[1].blocks[0].table",
            "sections[1].blocks[2].table",
            "mood",
        ),
        strict=True,
    ):
        assert one.message.startswith(f"{place}: unknown key, ")
        assert text[one.span.offset : one.span.end_offset] == f'"{place.rpartition(".")[2]}"'
    assert from_data(data) == document.review
    assert len(read_data(data).diagnostics) == 4


def test_a_later_version_may_have_taken_over_a_field() -> None:
    data = json.loads(changed(reviewfmt="1.9"))
    data["metadata"] |= {
        "author": None,
        "extra": {"Autor": "Bo Pier", "GENRES": "Drama, Sea", "Status": "Abgebrochen", "Mood": "x"},
    }
    metadata = from_data(data).metadata
    assert metadata.author == "Bo Pier"
    assert metadata.genre == ("Drama", "Sea")
    assert metadata.status == "dropped"
    assert [one.key for one in metadata.extra] == ["Mood"]


def test_a_field_that_the_document_says_already_is_not_overwritten() -> None:
    data = json.loads(changed(reviewfmt="1.9"))
    data["metadata"]["extra"] = {"Autor": "Bo Pier"}
    with pytest.raises(ReviewError, match=r"metadata\.extra\.Autor: found the key of a known"):
        from_data(data)


@pytest.mark.parametrize("version", ["2.0", "0.9", "1.", "1.0.0", "v1.0", "١.٠", "1.99999", "01.0"])
def test_any_other_version_is_not_read(version: str) -> None:
    with pytest.raises(ReviewError) as raised:
        read_json(changed(reviewfmt=version))
    (found,) = raised.value.diagnostics
    assert found.code == "RF202"


OWN = {"x_": None, "x_mood": {"x_inner": [1, 2.5, "a", {"reviewfmt": "2.0"}], "value": 9}}


def test_keys_of_the_users_own_are_kept() -> None:
    data = json.loads(changed(**OWN))
    for part in (
        data["metadata"],
        data["guides"][0],
        data["guides"][0]["episodes"][1],
        data["guides"][0]["episodes"][0]["score"],
        data["sections"][0],
        data["sections"][1]["blocks"][0],
        data["ratings"][0],
        data["verdict"],
    ):
        part |= OWN
    document = read_document(json.dumps(data))
    assert document.diagnostics == ()
    assert document.review == read_json(WHOLE)
    assert len(document.own) == 18
    assert document.own["ratings", 0, "x_mood"] == OWN["x_mood"]
    assert to_data(document.review, document.own) == data
    written = write_json(document.review, own=document.own)
    assert json.loads(written) == data
    assert write_json(*_again(written)) == written


def _again(written: str) -> tuple[Review, None, Any]:
    document = read_document(written)
    return document.review, None, document.own


def test_keys_of_the_users_own_are_left_out_where_their_object_is_gone() -> None:
    data = json.loads(WHOLE)
    data["ratings"][0]["x_mood"] = 1
    document = read_document(json.dumps(data))
    without = dataclasses.replace(document.review, ratings=())
    assert "x_mood" not in write_json(without, own=document.own)


def test_a_later_version_keeps_the_keys_of_the_users_own() -> None:
    data = json.loads(changed(reviewfmt="1.3"))
    blocks = data["sections"][1]["blocks"]
    blocks[:] = [{"table": [], "x_lost": 1}, blocks[0] | {"x_mood": 1}]
    document = read_document(json.dumps(data))
    assert document.own == {("sections", 1, "blocks", 0, "x_mood"): 1}


@pytest.mark.parametrize("value", [float("nan"), {1}, [object()], 10**400, "\ud800"])
def test_keys_of_the_users_own_hold_json_alone(value: object) -> None:
    with pytest.raises(ReviewError, match=r"RF203 x_mood"):
        from_data({**json.loads(WHOLE), "x_mood": value})


def test_large_and_long_numbers_of_the_users_own_are_read() -> None:
    text = WHOLE.replace(
        '"boilerplate"', f'"x_a": {10**30}, "x_b": 0.1234567890123456789, "boilerplate"'
    )
    own = read_document(text).own
    assert own == {("x_a",): 10**30, ("x_b",): 0.12345678901234568}


# Constraints, of a review made by hand


def whole(**changes: Any) -> Review:
    return dataclasses.replace(read_json(WHOLE), **changes)


def with_extra(*fields: tuple[str, str]) -> Review:
    extra = tuple(Field(*one) for one in fields)
    return whole(metadata=Metadata(extra=extra))


def with_episode(episode: Episode) -> Review:
    return whole(guides=(Guide(1, (episode,)),), sections=())


PARAGRAPHS = (Paragraph("a"),)
TEN = Score(Decimal(1), Decimal(10))

BROKEN: dict[str, tuple[Review, str]] = {
    "no title": (whole(title=Title("", "Fog")), "title"),
    "no work": (whole(title=Title("Fog", "")), "work"),
    "white space in a title": (whole(title=Title("Fog ", "Fog")), "title"),
    "season below zero": (whole(title=Title("Fog", "Fog", -1)), "season"),
    "season of five digits": (whole(title=Title("Fog", "Fog", 10_000)), "season"),
    "language": (whole(metadata=Metadata(language="English!")), "metadata.language"),
    "status": (whole(metadata=Metadata(status="paused")), "metadata.status"),
    "comma in a genre": (whole(metadata=Metadata(genre=("a", "b,c"))), "metadata.genre[1]"),
    "no verdict": (whole(verdict=None), "verdict"),
    "verdict in error": (whole(verdict=Verdict(None)), "verdict.score"),
    "score above its maximum": (
        whole(verdict=Verdict(Score(Decimal(6), Decimal(5)))),
        "verdict.score.value",
    ),
    "maximum zero": (
        whole(verdict=Verdict(Score(Decimal(0), Decimal(0)))),
        "verdict.score.out_of",
    ),
    "note of two lines": (whole(verdict=Verdict(TEN, "a\nb")), "verdict.note"),
    "rating in error": (whole(ratings=(Rating("Story", None),)), "ratings[0].score"),
    "empty name": (whole(ratings=(Rating("", TEN),)), "ratings[0].aspect"),
    "empty guide": (whole(guides=(Guide(1, ()),)), "guides[0].episodes"),
    "guide of no season": (whole(guides=(Guide(None, (Episode(title="a"),)),)), "guides[0].season"),
    "empty entry": (with_episode(Episode()), "guides[0].episodes[0].title"),
    "number of no label": (
        with_episode(Episode(None, Decimal(1), title="a")),
        "guides[0].episodes[0].number",
    ),
    "episode of no number": (with_episode(Episode("Episode")), "guides[0].episodes[0].number"),
    "double of one": (
        with_episode(Episode("Movie", Decimal(2), Decimal(2))),
        "guides[0].episodes[0].number_end",
    ),
    "number of seven digits": (
        with_episode(Episode("Movie", Decimal(1_000_000))),
        "guides[0].episodes[0].number",
    ),
    "list of no items": (
        whole(sections=(Section(None, (ItemList(()),)),)),
        "sections[0].blocks[0].list",
    ),
    "quote of nothing": (
        whole(sections=(Section(None, (Quote(()),)),)),
        "sections[0].blocks[0].quote",
    ),
    "list beyond 999": (
        whole(sections=(Section(None, (ItemList((Item("a"),) * 3, 998),)),)),
        "sections[0].blocks[0].start",
    ),
    "list of more than a thousand": (
        whole(sections=(Section(None, (ItemList((Item("a"),) * 1001, 0),)),)),
        "sections[0].blocks[0].numbered",
    ),
    "figure of no address": (
        whole(sections=(Section(None, (Figure(""),)),)),
        "sections[0].blocks[0].figure.src",
    ),
    "section of nothing": (whole(sections=(Section(None, ()),)), "sections[0].blocks"),
    "score of no heading": (
        whole(sections=(Section(None, PARAGRAPHS, None, TEN),)),
        "sections[0].score",
    ),
    "second section of no heading": (
        whole(sections=(Section(None, PARAGRAPHS), Section(None, PARAGRAPHS))),
        "sections[1].heading",
    ),
    "section of no guide": (whole(sections=(Section(None, PARAGRAPHS, 1),)), "sections[0].guide"),
    "sections out of order": (
        whole(sections=(Section(None, PARAGRAPHS, 0), Section(Heading("a"), PARAGRAPHS))),
        "sections[1].guide",
    ),
    "boilerplate of two lines": (whole(boilerplate=(Boilerplate("a\nb"),)), "boilerplate[0]"),
    "comment of two lines": (whole(comments=(Comment("a"), Comment("a\nb"))), "comments[1]"),
    "comment with white space": (whole(comments=(Comment("a "),)), "comments[0]"),
    "known key": (with_extra(("Autor", "Ada")), "metadata.extra.Autor"),
    "key of the title": (with_extra(("Work", "Fog")), "metadata.extra.Work"),
    "key twice": (with_extra(("Mood", "a"), ("mood", "b")), "metadata.extra.mood"),
    "key twice, letter for letter": (
        with_extra(("Mood", "a"), ("Mood", "b")),
        "metadata.extra.Mood",
    ),
    "empty key": (with_extra(("", "a")), 'metadata.extra[""]'),
    "key of four words": (with_extra(("a b c d", "a")), 'metadata.extra["a b c d"]'),
    "key that opens with a sign": (with_extra(("-a", "a")), 'metadata.extra["-a"]'),
    "field of no value": (with_extra(("Mood", "")), "metadata.extra.Mood"),
    "name of a known field": (
        whole(metadata=Metadata(extra=(Field("Mood", "a", "author"),))),
        "metadata.extra.Mood",
    ),
    "brackets of an entry": (
        with_episode(Episode(title="Episode 3: [a")),
        "guides[0].episodes[0].title",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_review_is_refused_at_the_value_at_fault(name: str) -> None:
    review, path = BROKEN[name]
    (found,) = validate(review, "a.review")
    assert found.message.startswith(f"{path}: found ")
    assert (found.code, found.path) == ("RF203", "a.review")
    with pytest.raises(ReviewError) as raised:
        write_json(review, "a.review")
    assert raised.value.diagnostics == (found,)


SOUND: dict[str, Review] = {
    "whole": whole(),
    "draft": whole(metadata=Metadata(status="draft"), verdict=None),
    "airing, with a verdict": whole(metadata=Metadata(status="airing")),
    "lone comment sign": whole(comments=(Comment(""), Comment("two  spaces"))),
    "empty sections": whole(sections=(Section(Heading("a"), ()), Section(Heading("b"), ()))),
    "last number of three digits": whole(
        sections=(Section(None, (ItemList((Item("a"),) * 2, 998),)),)
    ),
    "a thousand items": whole(sections=(Section(None, (ItemList((Item("a"),) * 1000, 0),)),)),
    "guide of another season": whole(guides=(Guide(7, (Episode("OVA"),)),)),
    "title of many characters": whole(title=Title("a" * 500, "a")),
    "brackets without a need": with_episode(Episode("Episode", Decimal(1), None, "a] [b")),
    "key in no known letters": with_extra(("月", "a"), ("x_mood", "b"), ("a-b|c d e", "\\")),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_review_has_nothing_against_it(name: str) -> None:
    assert validate(SOUND[name]) == []
    assert read_json(write_json(SOUND[name])) == dataclasses.replace(SOUND[name], comments=())


def test_whether_a_name_needs_brackets_can_be_asked_elsewhere() -> None:
    review = with_episode(Episode(title="a]"))
    asked = []

    def needs(node: Episode | Rating) -> bool:
        asked.append(node)
        return True

    assert constraints.violations(review) == []
    (found,) = constraints.violations(review, needs)
    assert found.path == ("guides", 0, "episodes", 0, "title")
    assert asked == [review.guides[0].episodes[0]]


BRACKETS = {"": True, "a": True, "[a]": True, "[[a] b]": True, "[": False, "]": False, "][": False}


@pytest.mark.parametrize("text", BRACKETS)
def test_balanced(text: str) -> None:
    assert constraints.balanced(text) is BRACKETS[text]


# Laws


@given(documents())
def test_every_document_says_a_review_that_says_it(data: dict[str, Any]) -> None:
    assert violations(data) == []
    review = from_data(data)
    assert validate(review) == []
    assert to_data(review) == data
    assert json.dumps(to_data(review)) == json.dumps(data)


@given(documents())
def test_json_says_the_same_review(data: dict[str, Any]) -> None:
    review = from_data(data)
    assert read_json(write_json(review)) == review


@given(st.decimals(0, 999_999_999, places=6), st.integers(0, 6))
def test_numbers_are_exact(number: Decimal, digits: int) -> None:
    value = round(number, digits)
    review = dataclasses.replace(
        read_json(WHOLE), verdict=Verdict(Score(value, Decimal(999_999_999)))
    )
    verdict = read_json(write_json(review)).verdict
    assert verdict
    assert isinstance(verdict.score, Score)
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
    data["verdict"]["score"]["value"] = value
    (found,) = violations(data)
    assert found.path == ("verdict", "score", "value")


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
    ("metadata", "extra"): (5, 92),
    ("guides", 0): (6, 14),
    ("guides", 0, "episodes", 1, "number_end"): (8, 53),
    ("sections", 1, "blocks", 0, "list", 1): (11, 95),
    ("sections", 1, "blocks", 7): (11, 63),
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
    title=Title("Harbour Lights Review", "", span=on(1)),
    metadata=Metadata(
        author="Ada  Quay",
        extra=(Field("Mood", "", span=on(4)),),
        fields=(
            Field("Written by", "Ada  Quay", "author", on(2)),
            Field("Work", "", "work", on(3)),
            Field("Mood", "", span=on(4)),
        ),
    ),
    sections=(
        Section(
            Heading("The  story", on(5)),
            (
                Paragraph(" a", on(6)),
                ItemList((Item("a", on(7)), Item("", on(8))), span=on(7)),
                Quote((Paragraph("a", on(9)), Paragraph(" ", on(10))), on(9)),
                Figure("a b", span=on(11)),
                ItemList((Item("", on(13)),), 1, span=on(12)),
            ),
            span=on(5),
        ),
        Section(None, (), span=on(14)),
    ),
    guides=(
        Guide(
            None,
            (Episode("Episode", notes=(Paragraph("", on(17)),), span=on(16)),),
            Score(Decimal(9), Decimal(5), on(15)),
            on(15),
        ),
    ),
    ratings=(Rating("Story", Grade("A", on(18)), "", on(18)),),
    verdict=Verdict(Score(Decimal("1e-7"), Decimal(5), on(20)), span=on(19)),
    boilerplate=(Boilerplate("", on(21)),),
)


def test_a_violation_is_told_at_its_node() -> None:
    with pytest.raises(ReviewError) as raised:
        write_json(PLACED, "a.review")
    found = [(one.span.line, one.message.partition(":")[0]) for one in raised.value.diagnostics]
    assert found == [
        (2, "metadata.author"),
        (3, "work"),
        (4, "metadata.extra.Mood"),
        (5, "sections[0].heading"),
        (6, "sections[0].blocks[0].paragraph"),
        (8, "sections[0].blocks[1].list[1]"),
        (10, "sections[0].blocks[2].quote[1]"),
        (11, "sections[0].blocks[3].figure.src"),
        (13, "sections[0].blocks[4].numbered[0]"),
        (14, "sections[1].blocks"),
        (15, "guides[0].score.value"),
        (16, "guides[0].episodes[0].number"),
        (17, "guides[0].episodes[0].notes[0].paragraph"),
        (18, "ratings[0].note"),
        (20, "verdict.score.value"),
        (21, "boilerplate[0]"),
    ]
    assert {(one.code, one.path) for one in raised.value.diagnostics} == {("RF203", "a.review")}


def test_a_constraint_is_told_at_its_node() -> None:
    review = Review(
        title=Title("Harbour Lights Review", "Harbour Lights", span=on(1)),
        metadata=Metadata(extra=(Field("Network", "a", span=on(2)),)),
        guides=(Guide(1, (Episode("OVA", Decimal(2), Decimal(1), span=on(3)),), span=on(3)),),
        sections=(Section(Heading("a", on(5)), (), guide=4, span=on(5)),),
        verdict=Verdict(TEN, span=on(6)),
        comments=(Comment("a", on(7)), Comment(" ", on(8))),
    )
    assert [one.span.line for one in validate(review)] == [2, 3, 5, 8]


@pytest.mark.parametrize("spec", FIELDS, ids=lambda spec: spec.name)
def test_a_field_is_found_whatever_it_is(spec: FieldSpec) -> None:
    values: dict[FieldType, Any] = {
        FieldType.LIST: ("a",),
        FieldType.DATE: date(2024, 4, 11),
        FieldType.LANGUAGE: "en",
        FieldType.STATUS: "complete",
    }
    value = values.get(spec.type, "a")
    line = Field("Key", "a", spec.name, on(7))
    review = whole(metadata=Metadata(**{spec.name: value}, fields=(line,)))
    assert span_of(review, ("metadata", spec.name)) == on(7)
    data = to_data(review)
    assert isinstance(data["metadata"], dict)
    assert spec.name in data["metadata"]
    assert from_data(data) == review


def test_a_missing_verdict_is_told_at_the_title() -> None:
    review = dataclasses.replace(read_json(WHOLE), title=PLACED.title, verdict=None)
    assert span_of(review, ("verdict",)) == on(1)
    with pytest.raises(
        ReviewError, match=r"1:1: RF203 verdict: found null, expected an object, as"
    ):
        write_json(review)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999999", "1234567.12345678901"])
def test_a_number_that_json_does_not_hold_is_refused(number: str) -> None:
    score = Score(Decimal(number), Decimal(5))
    review = dataclasses.replace(read_json(WHOLE), verdict=Verdict(score))
    with pytest.raises(ReviewError, match=r"RF203 verdict\.score\.value: found "):
        write_json(review)
