"""Editions for readers who have seen a part: the cases, and what must hold of all."""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewfmt.cli import run
from reviewfmt.converter import FORMATS, losses, prepare, write
from reviewfmt.converter.editions.edition import Edition, UpTo, edition_of, told, up_to
from reviewfmt.converter.pandoc import write_document
from reviewfmt.converter.reading import read_document
from reviewfmt.document import validate, write_json
from reviewfmt.model import Episode, Guide, Heading, Paragraph, Review, Section
from reviewfmt.parser import parse
from reviewfmt.syntax.entries import read_label
from reviewfmt.syntax.words import built_in
from reviewfmt.writer import dumps
from tests.budget import CASES as MANY
from tests.budget import CONVERTED, IN_WHOLE
from tests.growing import published
from tests.test_books import image

ROOT = Path(__file__).parents[1]
DATA = tomllib.loads((Path(__file__).parent / "data/editions/cases.toml").read_text("utf-8"))
CASES: list[dict[str, Any]] = DATA["case"]
PUBLISHING = [name for name, row in FORMATS.items() if not row.text]

cases = pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))


def review_of(text: str) -> Review:
    parsed = parse(text.lstrip("\n"))
    assert [one.message for one in parsed.diagnostics if one.severity.value == "error"] == []
    return parsed.review


def output(edition: Edition, format: str) -> bytes:
    prepared = prepare(edition.review, format, notice=edition.notice, language="en")
    if prepared.made is not None:
        return prepared.made
    return prepared.finish(write_document(prepared.row, prepared.document or {}, prepared.epoch))


def bytes_in(data: bytes) -> bytes:
    """Return all bytes of an output: of an archive, those of its files."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


@cases
def test_an_edition_leaves_out(case: dict[str, Any]) -> None:
    review = review_of(case["review"])
    edition = edition_of(review, up_to(case["seen"]))
    assert validate(edition.review) == []
    text = dumps(edition.review)
    assert [one for one in case.get("gone", ()) if one in text + write_json(edition.review)] == []
    assert [one for one in case.get("kept", ()) if one not in text] == []
    if "left_out" in case:
        assert edition.left_out == case["left_out"]
    if "field" in case:
        assert edition.review.metadata.spoilers == case["field"]
    if "notice" in case:
        assert edition.notice == case["notice"]


@pytest.mark.parametrize(
    ("case", "format"),
    [
        *((case, "html") for case in CASES),
        *((case, format) for case in CASES[:6] for format in ("epub", "markdown")),
    ],
    ids=lambda one: one if isinstance(one, str) else str(one["name"]),
)
def test_what_is_left_out_stands_nowhere_in_an_output(case: dict[str, Any], format: str) -> None:
    edition = edition_of(review_of(case["review"]), up_to(case["seen"]))
    made = bytes_in(output(edition, format))
    assert [one for one in case.get("gone", ()) if one.encode() in made] == []
    back = read_document(output(edition, format), format).review
    assert back == replace(edition.review, boilerplate=(), comments=())
    if format in ("html", "epub") and edition.notice:
        assert f'<p class="made edition">{edition.notice}</p>'.encode() in made


@pytest.mark.parametrize("case", DATA["how_far"], ids=lambda case: str(case["said"]))
def test_how_far_is_read(case: dict[str, Any]) -> None:
    number = Decimal(str(case["number"]))
    assert up_to(case["said"]) == UpTo(case.get("season"), number)


@pytest.mark.parametrize(
    "said",
    ["", "five", "-1", "5/6", "S2", "S2E", "Special 2", "OVA 1", "1e5x", "5 6", "9" * 99, "٥x"],
)
def test_what_says_nothing_of_how_far(said: str) -> None:
    with pytest.raises(ValueError, match="expected a number such as 5, or S2E5"):
        up_to(said)


def test_what_is_left_out_is_reported() -> None:
    edition = edition_of(review_of(CASES[0]["review"]), up_to("2"))
    (one,) = told(edition, "html")
    assert (one.code, one.severity.value) == ("RF513", "warning")
    assert one.message.startswith("2 passages are left out of html")
    assert told(Edition(edition.review), "html") == []
    (one,) = told(Edition(edition.review, 1, "", "up to the end"), "html")
    assert one.message == (
        "1 passage is left out of html; "
        'the field `Spoilers` says that the text tells more: "up to the end"'
    )
    (one,) = told(Edition(edition.review, beyond="all"), "epub")
    assert one.message.startswith("no passages are left out of epub")


# -- laws -------------------------------------------------------------------------------------

_TOKEN = re.compile(rb"qx\d+[hk]qx")


class _Tokens:
    """Puts a word of its own into each text of a review: one with `h` is to be hidden."""

    def __init__(self, upto: UpTo) -> None:
        self._upto = upto
        self._count = 0

    def _new(self, kind: str) -> str:
        self._count += 1
        return f"qx{self._count}{kind}qx"

    def review(self, review: Review) -> Review:
        guides = tuple(self._guide(one) for one in review.guides)
        sections = [self._section(one) for one in review.sections]
        last = max((one.guide for one in sections if one.guide is not None), default=None)
        ends = Section(Heading("Spoilers"), (Paragraph(self._new("h")),), last)
        prose = Section(Heading("Prose"), (Paragraph(f"Calm ||{self._new('h')}|| sea."),), last)
        return replace(review, guides=guides, sections=(*sections, ends, prose))

    def _guide(self, guide: Guide) -> Guide:
        return replace(guide, episodes=tuple(self._entry(guide, one) for one in guide.episodes))

    def _entry(self, guide: Guide, entry: Episode) -> Episode:
        """Return an entry with words that its number says how to treat; others have none."""
        if entry.label not in ("Episode", "Chapter") or entry.number is None:
            return entry
        season, number = guide.season, entry.number_end or entry.number
        is_none = season == self._upto.season and not self._upto.number
        is_beyond = (season, number) > (self._upto.season, self._upto.number)
        kind = "h" if is_beyond or is_none else "k"
        notes = (*entry.notes, Paragraph(self._new(kind)))
        return replace(entry, title=self._new(kind), notes=notes)

    def _section(self, section: Section) -> Section:
        if section.heading is not None and read_label(section.heading.plain, built_in()):
            return section  # it is of an episode, and has its place
        blocks = (*section.blocks, Paragraph(f"||{self._new('h')}|| and *so ||{self._new('h')}||*"))
        return replace(section, blocks=blocks)


@st.composite
def _grown(draw: st.DrawFn) -> tuple[Review, UpTo]:
    """Return a grown review with seasons in all its guides and words of ours, and how far."""
    review = draw(published())
    guides = tuple(replace(one, season=one.season or 1) for one in review.guides)
    seasons = [one.season for one in guides if one.season is not None] or [1]
    numbers = [one.number for guide in guides for one in guide.episodes if one.number is not None]
    number = draw(st.sampled_from([Decimal(0), *numbers]) | st.integers(0, 30).map(Decimal))
    upto = UpTo(draw(st.sampled_from(seasons)), number)
    return _Tokens(upto).review(replace(review, guides=guides)), upto


def _hidden_in(data: bytes) -> list[bytes]:
    return [one for one in _TOKEN.findall(data) if one.endswith(b"hqx")]


def _tokens(review: Review) -> set[bytes]:
    return set(_TOKEN.findall(write_json(review).encode()))


law = settings(
    max_examples=max(20, min(MANY, 300)), deadline=None, suppress_health_check=list(HealthCheck)
)


@IN_WHOLE
@law
@given(_grown(), st.integers(1, 5))
def test_no_hidden_word_is_in_an_edition(grown: tuple[Review, UpTo], more: int) -> None:
    review, upto = grown
    edition = edition_of(review, upto)
    further = edition_of(review, upto._replace(number=upto.number + more))
    assert _tokens(edition.review) <= _tokens(further.review), "who has seen more is told no less"
    assert edition.left_out >= further.left_out
    if not edition.left_out:
        assert edition.review == review
        return
    assert validate(edition.review) == []
    text = dumps(edition.review)
    assert parse(text).review == edition.review
    assert _hidden_in(text.encode()) == []
    assert _hidden_in(write_json(edition.review).encode()) == []
    named = {f'"{one.label} {one.number}"' for one in review.episodes}
    assert named == {f'"{one.label} {one.number}"' for one in edition.review.episodes}
    again = edition_of(edition.review, upto)
    assert again.review.sections == edition.review.sections
    assert again.review.guides == edition.review.guides


@settings(
    max_examples=max(2, CONVERTED // 6), deadline=None, suppress_health_check=list(HealthCheck)
)
@given(_grown())
def test_no_hidden_word_is_in_any_output(grown: tuple[Review, UpTo]) -> None:
    edition = edition_of(*grown)
    if edition.left_out:
        for format in PUBLISHING:
            assert _hidden_in(bytes_in(output(edition, format))) == [], format


# -- the command ------------------------------------------------------------------------------


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.review"
    path.write_text(CASES[0]["review"].lstrip("\n") + "\nLeave a comment\n", "utf-8")
    return path


@pytest.mark.usefixtures("review")
def test_the_command_writes_an_edition(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "a.review", "-o", "a.html", "--seen", "2"]) == 0
    said = capsys.readouterr().err
    assert "RF513 2 passages are left out of html" in said
    assert "RF503" in said, "what no output shows is still reported"
    page = Path("a.html").read_text("utf-8")
    assert "Without spoilers beyond Episode 2" in page
    assert "Drowns" not in page


@pytest.mark.usefixtures("review")
def test_a_strict_run_lets_nothing_be_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "a.review", "-o", "a.html", "--seen", "2", "--strict"]) == 1
    assert not Path("a.html").exists()
    assert "RF513" in capsys.readouterr().err


@pytest.mark.usefixtures("review")
def test_another_edition_is_made_anew_and_the_same_is_kept(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("b.review").write_bytes(Path("a.review").read_bytes())
    for said, outcome in (("2", "2 converted"), ("2", "2 unchanged"), ("1", "2 converted")):
        assert (
            run(["convert", "a.review", "b.review", "-t", "html", "-o", "o", "--seen", said]) == 0
        )
        assert outcome in capsys.readouterr().err
    assert run(["convert", "a.review", "b.review", "-t", "html", "-o", "o"]) == 0
    assert "Drowns" in Path("o/a.html").read_text("utf-8")


@pytest.mark.parametrize("format", ["review", "json"])
@pytest.mark.usefixtures("review")
def test_formats_that_hold_whole_reviews_have_no_editions(
    format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["convert", "a.review", "-t", format, "--seen", "2"]) == 2
    assert "--seen needs a format for readers" in capsys.readouterr().err


@pytest.mark.usefixtures("review")
def test_a_value_that_says_nothing_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "a.review", "-t", "html", "--seen", "five"]) == 2
    assert 'found "five", expected a number such as 5, or S2E5' in capsys.readouterr().err


HIDDEN = Path(__file__).parent / "data" / "editions" / "hidden.review"


def test_the_review_of_hidden_words_says_them_without_an_edition() -> None:
    assert len(set(_hidden_in(dumps(review_of(HIDDEN.read_text("utf-8"))).encode()))) == 19


@pytest.mark.parametrize("format", PUBLISHING)
def test_no_format_says_a_hidden_word(format: str) -> None:
    edition = edition_of(review_of(HIDDEN.read_text("utf-8")), up_to("1"))
    made = bytes_in(output(edition, format))
    assert _hidden_in(made) == []
    if format in ("html", "epub", "markdown"):
        assert b"it is told here" in made


@pytest.mark.parametrize(
    "command",
    [
        ["site", "-o", "made/", "--base-url", "https://example.org/"],
        ["book", "-o", "made/a.epub"],
        ["book", "-o", "made/a.html"],
        ["convert", "-t", "epub", "-o", "made/"],
        ["convert", "-t", "html", "-o", "made/"],
    ],
    ids=" ".join,
)
def test_no_site_and_no_book_says_a_hidden_word(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("made").mkdir()
    Path("a.review").write_bytes(HIDDEN.read_bytes())
    Path("qx10hqx.png").write_bytes(image("png"))
    Path("b.review").write_text(CASES[1]["review"].lstrip("\n"), "utf-8")
    assert run([command[0], "a.review", "b.review", *command[1:], "--seen", "1", "-q"]) == 0
    found = {
        path: bytes_in(path.read_bytes()) for path in Path("made").rglob("*") if path.is_file()
    }
    assert {str(path): _hidden_in(data) for path, data in found.items() if _hidden_in(data)} == {}
    assert b"Without spoilers beyond Episode 1" in b"".join(found.values())


def test_the_losses_of_an_edition_are_those_of_its_review() -> None:
    review = review_of(CASES[0]["review"])
    edition = edition_of(review, up_to("2"))
    assert [one.code for one in losses(edition.review, "html")] == [
        one.code for one in losses(review, "html")
    ]
    assert b"Drowns" in write(review, "html")
