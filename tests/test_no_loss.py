"""No conversion loses anything in silence: what a document says is in its review, or reported."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import FlakyFailure

from reviewfmt.cli.checking import check_file
from reviewfmt.config import Configs
from reviewfmt.converter import FORMATS, read_document, write
from reviewfmt.converter.accounting import Held, lost
from reviewfmt.converter.made import unmade
from reviewfmt.converter.units import of_html
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.document import write_json
from reviewfmt.model import FIELDS, Review
from reviewfmt.parser import parse
from reviewfmt.source import decode
from reviewfmt.span import NOWHERE
from tests import growing_documents, growing_markdown, growing_open, growing_word
from tests.accounting import missing, said_by
from tests.budget import CASES

DATA = Path(__file__).parent / "data"
SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.review"))
EXPORTS = tomllib.loads((DATA / "exports" / "exports.toml").read_text(encoding="utf-8"))["export"]
GROWN = {
    "markdown": growing_markdown.texts,
    "html": growing_documents.pages,
    "epub": growing_documents.books,
    "docx": growing_word.word_files,
    "odt": growing_open.open_files,
}
EACH = max(6, CASES // 12)
"""Grown documents of each format: pandoc runs once for each."""


def _cases(name: str) -> list[Any]:
    cases = tomllib.loads((DATA / "accounting" / name).read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["name"]) for case in cases]


# What people's tools write, and what Hypothesis grows


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export["file"])
def test_an_export_is_accounted_for(export: dict[str, Any]) -> None:
    path = DATA / "exports" / export["file"]
    format = path.suffix[1:]
    if not FORMATS[format].reads:
        pytest.skip(f"{format} is not read")
    data = path.read_bytes()
    reading = read_document(data, format)
    told = [one.message for one in reading.losses]
    assert missing(said_by(data, format), write_json(reading.review), told) == []


@pytest.mark.parametrize("format", GROWN)
def test_a_grown_document_is_accounted_for(format: str) -> None:
    read = seen = 0
    failed: list[str] = []

    @seed(20240411)
    @settings(
        max_examples=EACH,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(GROWN[format]())
    def holds(grown: growing_documents.Grown) -> None:
        nonlocal read, seen
        seen += 1
        try:
            reading = read_document(grown.data, format)
        except ReviewError:
            return  # nothing is converted
        read += 1
        review = write_json(reading.review)
        told = [one.message for one in reading.losses]
        held = review + " ".join(told)
        gone = [word for word in grown.words if word not in held]
        gone += missing(said_by(grown.data, format), review, told)
        if not FORMATS[format].binary:
            gone += [one.message for one in reading.losses if one.span == NOWHERE]
        if gone:
            failed.append(f"{gone}\n{grown.data!r}\n{review}\n{told}")
        assert not gone

    try:
        holds()
    except FlakyFailure as error:
        pytest.fail("\n\n".join((*failed, *map(repr, error.exceptions))))
    assert 100 * read >= 97 * seen > 0


def test_many_values_of_linked_data_are_told_together() -> None:
    said = ", ".join(f'"gull{number}x"' for number in range(400))
    page = (
        "<h1>Fog Season 1</h1><p>It is calm.</p><p>Verdict: 6/10</p>"
        f'<script type="application/ld+json">{{"list": [{said}]}}</script>'
    )
    told = [one.message for one in read_document(page.encode(), "html").losses]
    assert len(told) < 150
    assert all(f"gull{number}x" in " ".join(told) for number in range(400))


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_the_bytes_of_a_picture_in_the_text_are_no_words(format: str) -> None:
    picture = f"data:image/png;base64,{'iVBORw0KGgo/' * 20_000}"
    pages = {
        "html": f'<h1>Fog Season 1</h1><p>Calm.</p><img src="{picture}" title="gull">'
        "<p>Verdict: 6/10</p>",
        "markdown": f'# Fog Season 1\n\nCalm.\n\n![]({picture} "gull")\n\nVerdict: 6/10\n',
    }
    losses = read_document(pages[format].encode(), format).losses
    (gull,) = [one for one in losses if one.message.endswith(": gull")]
    at = pages[format].index("gull")
    assert (gull.span.offset, gull.span.end_offset) == (at, at + len("gull"))
    assert sum(len(one.message) for one in losses) < 200


@pytest.mark.parametrize("format", GROWN)
def test_what_this_project_writes_has_nothing_to_report(format: str) -> None:
    for path in SAMPLES[:: 1 if CASES > 1000 else 5]:
        review = parse(decode(path.read_bytes())).review
        assert read_document(write(review, format), format).losses == (), path.name


@pytest.mark.parametrize("format", GROWN)
def test_signs_of_marks_in_fields_are_no_loss(format: str) -> None:
    review = parse(decode((DATA / "accounting" / "signs.review").read_bytes())).review
    reading = read_document(write(review, format), format)
    assert reading.losses == ()
    assert reading.review.metadata == review.metadata


# What is lost, and where


def _told(found: Diagnostic) -> str:
    message = found.message.partition(", ")[0] if found.code == "RF507" else found.message
    said = message.partition(": ")[2] if found.code == "RF506" else message
    return f"{found.span.line}:{found.span.column} {found.code} {said}"


@pytest.mark.parametrize("case", _cases("lost.toml"))
def test_a_loss_is_reported_at_its_place(case: dict[str, Any]) -> None:
    reading = read_document(case["source"].lstrip().encode(), case["format"])
    assert [_told(one) for one in reading.losses] == case["found"]


@pytest.mark.parametrize("case", _cases("refused.toml"))
def test_what_is_no_review_is_reported_at_its_place(case: dict[str, Any]) -> None:
    with pytest.raises(ReviewError) as caught:
        read_document(case["source"].lstrip().encode(), case["format"])
    told = [_told(one) for one in caught.value.diagnostics]
    assert [one[: len(text)] for one, text in zip(told, case["found"], strict=True)] == case[
        "found"
    ]
    assert all(one.help for one in caught.value.diagnostics)


def test_what_stands_beside_the_text_of_a_word_file_is_reported() -> None:
    reading = read_document((DATA / "exports" / "word.docx").read_bytes(), "docx")
    told = {one.message.removeprefix("left out of the review from ") for one in reading.losses}
    assert {
        "docx, in a header: Draft for the newsletter",
        "docx, in a footer: Page 1 of 2",
        "docx, in a comment: Otto Berg: Check the lake.",
        "docx: deleted text: Mostly.",
        "docx: tracked change by: Petra Vogel",
    } <= told
    assert "Except on Sundays." in write_json(reading.review)


def test_a_long_loss_is_reported_whole() -> None:
    words = " ".join(f"word{number}" for number in range(200))
    source = f"<h1>Fog Review</h1><button>{words}</button><p>It is calm.</p><p>Verdict: 7/10</p>"
    told = [one.message for one in read_document(source.encode(), "html").losses]
    assert any(one.endswith(f": {words}") for one in told)


# What a check of a document finds is at its words


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        (
            "a.md",
            "# Fog Season 1 Review\n\n| Episode | Title | Score |\n|--|--|--|\n| 1 | Rain | 3/5 |\n"
            "| 1 | Wind | 4/5 |\n\nIt is so so *calm* at the the sea.\n\nVerdict: 7/10\n",
            {"RF301": 6, "RF414": 8},
        ),
        (
            "a.html",
            "<html>\n<head><title>x</title></head>\n<body>\n<h1>Fog Season 1 Review</h1>\n"
            "<p>It is <b>calm</b> and it stays so, for all that the ferry does.</p>\n"
            "<p>It is <b>calm</b> and it stays so, for all that the ferry does.</p>\n"
            "<p>Verdict: 7/10</p></body></html>",
            {"RF308": 6},
        ),
    ],
)
def test_a_check_of_a_document_points_into_it(
    name: str, source: str, expected: dict[str, int], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(source, encoding="utf-8")
    checked = check_file(str(path), None, Configs(), None)
    lines = {one.code: one.span.line for one in checked.diagnostics if one.code in expected}
    assert lines == expected
    assert [one for one in checked.diagnostics if one.span == NOWHERE] == []


# Documents that are not what their name says


@pytest.mark.parametrize(
    ("name", "format", "found"),
    [
        ("word.docx", "html", "a docx"),
        ("word.docx", "markdown", "a docx"),
        ("word.docx", "epub", "a docx"),
        ("word.docx", "odt", "a docx"),
        ("libreoffice.odt", "docx", "an odt"),
        ("ebooklib.epub", "docx", "an EPUB"),
        ("ghost.html", "docx", "an HTML page"),
        ("word-saved.html", "epub", "an HTML page"),
    ],
)
def test_a_mislabelled_document_is_named(name: str, format: str, found: str) -> None:
    with pytest.raises(ReviewError) as caught:
        read_document((DATA / "exports" / name).read_bytes(), format)
    (told,) = caught.value.diagnostics
    assert (told.code, told.message) == ("RF508", f"no {format}: it is {found}")
    assert f"-f {Path(name).suffix[1:]}" in str(told.help)


@pytest.mark.parametrize("format", ["markdown", "html", "epub", "docx", "odt"])
@pytest.mark.parametrize(
    ("start", "found"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or a locked Office file"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"{\\rtf1\\ansi ", "an RTF file"),
    ],
)
def test_a_document_of_a_program_that_is_not_read_is_named(
    format: str, start: bytes, found: str
) -> None:
    with pytest.raises(ReviewError) as caught:
        read_document(start + b"Fog Review", format)
    (told,) = caught.value.diagnostics
    assert (told.code, told.message) == ("RF508", f"no {format}: it is {found}")


@pytest.mark.parametrize("name", ["libreoffice.odt", "word.docx", "ebooklib.epub"])
def test_a_truncated_or_encrypted_archive_has_one_finding(name: str) -> None:
    data = (DATA / "exports" / name).read_bytes()
    format = Path(name).suffix[1:]
    locked = bytearray(data)
    at = locked.find(b"PK\x01\x02")
    while at >= 0:
        locked[at + 8] |= 1
        at = locked.find(b"PK\x01\x02", at + 4)
    for bad, said in ((data[: len(data) // 2], "no whole"), (bytes(locked), "is encrypted")):
        with pytest.raises(ReviewError) as caught:
            read_document(bad, format)
        (told,) = caught.value.diagnostics
        assert told.code == "RF508"
        assert said in told.message


# The accounting itself: whatever is taken out of a review is found missing


def _thinned(review: Review) -> Iterator[Review]:
    """Yield a review without one of its parts, for each of them."""
    for at in range(len(review.sections)):
        yield replace(review, sections=review.sections[:at] + review.sections[at + 1 :])
    for at in range(len(review.ratings)):
        yield replace(review, ratings=review.ratings[:at] + review.ratings[at + 1 :])
    for place, guide in enumerate(review.guides):
        for at, entry in enumerate(guide.episodes):
            others = (guide.episodes[:at], guide.episodes[at + 1 :])
            for kept in ((), (replace(entry, title=None),), (replace(entry, score=None),)):
                if kept != (entry,):
                    thin = replace(guide, episodes=(*others[0], *kept, *others[1]))
                    guides = (*review.guides[:place], thin, *review.guides[place + 1 :])
                    yield replace(review, guides=guides)
    for field in FIELDS:
        value = getattr(review.metadata, field.name)
        if value and field.name not in ("language", "status"):
            empty = () if isinstance(value, tuple) else None
            changes: Any = {field.name: empty}
            yield replace(review, metadata=replace(review.metadata, **changes))


@pytest.mark.parametrize(
    "name", ["paper-lighthouse", "thimble-and-thorn", "shiomachi-diner", "clockmakers-daughters"]
)
def test_whatever_a_reader_overlooks_is_found(name: str) -> None:
    (path,) = (one for one in SAMPLES if one.stem == name)
    review = replace(parse(decode(path.read_bytes())).review, boilerplate=(), comments=())
    page = unmade(write(review, "html").decode()).places
    units = [one for one in of_html(page) if not one.name]
    assert list(lost(units, Held(review, ()))) == []
    for thin in _thinned(review):
        assert list(lost(units, Held(thin, ()))) != []
