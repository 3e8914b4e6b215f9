"""What pages and books show beside what a review says, and how it is taken out again."""

from __future__ import annotations

import io
import re
import time
import tomllib
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from reviewfmt.addresses import is_web
from reviewfmt.converter import FORMATS, losses, prepare, write
from reviewfmt.converter.made import unmade
from reviewfmt.converter.named import files_named
from reviewfmt.converter.pictures.cover import figures_of
from reviewfmt.converter.reading import read_document
from reviewfmt.model import Episode, Guide, Metadata, Review, Score, Title, Verdict
from reviewfmt.pandoc_ast.printed import day
from reviewfmt.pandoc_ast.published.head import title_of
from reviewfmt.parser import parse
from reviewfmt.source import decode
from reviewfmt.syntax import dates
from reviewfmt.syntax.vocabulary import Vocabulary
from reviewfmt.syntax.words import built_in

DATA = Path(__file__).parent / "data" / "published"
CASES: list[dict[str, Any]] = tomllib.loads((DATA / "pages.toml").read_text("utf-8"))["case"]
CHARTS = tomllib.loads((DATA / "charts.toml").read_text("utf-8"))["chart"]
SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.review"))
LARGEST = 100_000
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000030802000000368849d6"
    "0000000f49444154789c63f8cfc0f01f8c19a0340023ea02fe29c1a3280000000049454e44ae426082"
)

cases = pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))


def review_of(text: str) -> Review:
    parsed = parse(text)
    assert [one.message for one in parsed.diagnostics if one.severity.value == "error"] == []
    return parsed.review


def chapter(book: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return archive.read("EPUB/text/ch001.xhtml").decode()


def said(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join((one.text() or "").split()) for one in page.css(selector)]


@cases
def test_a_page_shows(case: dict[str, Any]) -> None:
    page = LexborHTMLParser(write(review_of(case["review"]), "html").decode())
    for selector, text in case["shows"]:
        found = said(page, selector)
        assert found, selector
        assert text in ("*", found[0]), selector
    for selector in case.get("lacks", ()):
        assert page.css(selector) == [], selector


@cases
@pytest.mark.parametrize("format", ["html", "epub"])
def test_what_is_made_is_not_read(case: dict[str, Any], format: str) -> None:
    review = review_of(case["review"])
    reading = read_document(write(review, format), format)
    language = reading.review.metadata.language
    named = replace(review.metadata, language=language)
    assert reading.review == replace(review, metadata=named)
    assert reading.losses == ()


@cases
def test_a_book_shows_the_same_but_the_contents(case: dict[str, Any]) -> None:
    page = chapter(write(review_of(case["review"]), "epub"))
    found = LexborHTMLParser(page)
    for selector, text in case["shows"]:
        if not selector.startswith(("nav", "h1", "h2", "#section")):
            assert text in ("*", *said(found, selector)), selector
    assert found.css("nav") == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_page_is_small_and_asks_for_nothing(path: Path) -> None:
    review = parse(decode(path.read_bytes())).review
    page = write(review, "html").decode()
    assert len(page.encode()) <= LARGEST
    tree = LexborHTMLParser(page)
    assert tree.css("script:not([type='application/ld+json'])") == []
    assert tree.css("link[rel='stylesheet'], iframe, object, embed, video, audio, base") == []
    shown = [str(one.attributes["src"]) for one in tree.css("[src]")]
    assert shown == [one.src for one in figures_of(review)]  # and they stand beside the page
    assert not any(map(is_web, shown))
    assert re.findall(r"url\(|@import", page.partition("</style>")[0]) == []


def test_two_charts_have_names_of_their_own() -> None:
    case = next(one for one in CASES if "two seasons" in one["name"])
    page = LexborHTMLParser(write(review_of(case["review"]), "html").decode())
    names = [one.attributes["id"] for one in page.css("[id]")]
    assert len(names) == len(set(names))
    for drawing in page.css(".chart svg"):
        for name in str(drawing.attributes["aria-labelledby"]).split():
            assert name in names


def test_a_chart_of_many_entries_has_as_few_numbers_as_there_is_room_for() -> None:
    lines = "\n".join(f"Episode {number}: Ebb -| {number % 6}/5" for number in range(1, 501))
    text = f"Fog Season 1 Review\n\nCalm.\n\nEpisode Guide\n\n{lines}\n\nVerdict: 8/10\n"
    page = LexborHTMLParser(write(review_of(text), "html").decode())
    assert len(page.css("svg rect")) == 500
    assert said(page, "svg .numbers text") == ["1", *map(str, range(50, 501, 50))]
    assert page.css("svg .values") == []


def scored(language: str, *scores: str) -> LexborHTMLParser:
    """Return the page of a review in a language, with a guide of episodes that have scores."""
    entries = tuple(
        Episode("Episode", Decimal(at), title="Fog", score=Score.of(one))
        for at, one in enumerate(scores, 1)
    )
    title, guides = Title("Fog Season 1 Review", "Fog", 1), (Guide(1, entries),)
    verdict = Verdict(Score.of("4/5"))
    review = Review(title, Metadata(language=language), guides=guides, verdict=verdict)
    return LexborHTMLParser(write(review, "html").decode())


@pytest.mark.parametrize("case", CHARTS, ids=lambda case: str(case["language"]))
def test_what_a_chart_says_in_a_language(case: dict[str, str]) -> None:
    page = scored(case["language"], "3.5/5", "2/5", "5/5")
    assert {
        "language": case["language"],
        "name": said(page, ".chart svg > title")[0],
        "said": said(page, ".chart desc")[0],
        "grades": said(scored(case["language"], "A-", "C+"), ".chart desc")[0],
        "column": said(page, ".columns rect:nth-child(2) title")[0],
        "caption": said(page, "caption")[0],
        "scores": " | ".join(said(page, ".scores .name")),
    } == case


def test_charts_are_shown_in_every_language() -> None:
    known = {one.language for one in built_in().vocabularies}
    assert {case["language"] for case in CHARTS} == known


# -- the cover --------------------------------------------------------------------------------

COVERED = "Fog Review\n\nCover: {}\nCover text: A pier\n\nIt is calm.\n\nVerdict: 8/10\n"


def test_a_page_holds_its_cover(tmp_path: Path) -> None:
    (tmp_path / "pier.png").write_bytes(PNG)
    review = review_of(COVERED.format("pier.png"))
    page = write(review, "html", folder=str(tmp_path))
    (image,) = LexborHTMLParser(page.decode()).css("img")
    assert image.attributes["alt"] == "A pier"
    assert (image.attributes["width"], image.attributes["height"]) == ("2", "3")
    assert str(image.attributes["src"]).startswith("data:image/png;base64,iVBOR")
    assert losses(review, "html", folder=str(tmp_path)) == losses(review, "html")
    assert read_document(page, "html").review.metadata.cover == "pier.png"


@pytest.mark.parametrize(
    ("named", "content", "why"),
    [
        ("none.png", None, "none.png cannot be read: "),
        ("pier.png", b"<html>", "pier.png is not a PNG, JPEG, GIF or WebP picture"),
        ("pier.png", PNG[:40], "pier.png is cut off"),
        ("../pier.png", PNG, "../pier.png is not a path in the folder of the review"),
    ],
)
def test_a_cover_that_is_none_is_reported(
    named: str, content: bytes | None, why: str, tmp_path: Path
) -> None:
    folder = tmp_path / "reviews"
    folder.mkdir()
    if content is not None:
        (folder / named).write_bytes(content)
    review = review_of(COVERED.format(named))
    assert b"<img" not in write(review, "html", folder=str(folder))
    (found,) = [one for one in losses(review, "html", folder=str(folder)) if one.code == "RF509"]
    assert found.message.startswith(f"the cover is not shown in html: {why}")


def test_no_page_asks_the_web_for_its_cover(tmp_path: Path) -> None:
    review = review_of(COVERED.format("https://example.org/pier.png"))
    assert b"<img" not in write(review, "html", folder=str(tmp_path))
    assert losses(review, "html", folder=str(tmp_path)) == []


# -- taking out what was made -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ('<p>a</p><div class="made head"><div>b</div></div><p>c</p>', "<p>a</p><p>c</p>"),
        ("<p>a</p><div id=x class=made><p>b</div>c", "<p>a</p>c"),
        ("<DIV data-x='1' class='y made'>b</DIV>c", "c"),
        ('<img class="made" src="x">c', "c"),
        ('<p>a<span class="made"><span>b</span></span>c</p>', "<p>ac</p>"),
        ('<p class="unmade">a</p><p class="remade made-up">b</p>', None),
        ('a<div class="made">b', None),
        ('a<details class="spoiler" open><summary class="made">S</summary>b</details>c', "abc"),
        (
            '<table><tr><td>a</td></tr><tr class="notes"><td colspan="3"><p>n</p></td></tr>'
            "<tr><td>b</td></tr></table><p>c</p>",
            "<table><tr><td>a</td></tr><tr><td>b</td></tr></table><p>n</p><p>c</p>",
        ),
        ('<table><tr class="notes"><td>n', "<table>n"),
        ('<div><div class="paragraph">a</div>b</div>', "<div><p>a</p>b</div>"),
        ("a < b > c </p></table></tr>", None),
        ("", None),
    ],
)
def test_unmade(page: str, text: str | None) -> None:
    found = unmade(page)
    assert found.text == (page if text is None else text)
    assert len(found.places) == len(page)
    assert re.sub("<!--[x\n]*-->", "", found.places) == page or text is not None


def test_places_stay_where_they_were() -> None:
    page = '<p>a</p>\n<div class="made">\n<p>b</p>\n</div>\n<p>c</p>'
    places = unmade(page).places
    assert places.index("<p>c") == page.index("<p>c")
    assert places.count("\n") == page.count("\n")
    assert "<p>b" not in places


@pytest.mark.parametrize(
    "unit", ['<div class="made">', "<div class=made><p class=made>", '<tr class="notes"><td>', "<"]
)
def test_taking_out_what_is_made_ends(unit: str) -> None:
    start = time.process_time()
    unmade(unit * 40_000)
    assert time.process_time() - start < 10


def test_the_same_review_gives_the_same_page() -> None:
    review = review_of(CASES[0]["review"])
    first, second = prepare(review, "html"), prepare(review, "html")
    assert first.document == second.document
    assert first.finish(b"x") == second.finish(b"x")


@pytest.mark.parametrize("vocabulary", built_in().vocabularies, ids=lambda one: one.language)
def test_a_day_in_the_words_of_a_language_reads_as_that_day(vocabulary: Vocabulary) -> None:
    for month in range(1, 13):
        said = date(2024, month, 29)
        assert dates.read(day(vocabulary.language, said)).day == said


def test_a_page_is_made_again_when_its_cover_changes() -> None:
    review = review_of(COVERED.format("img/pier.png"))
    assert files_named(review, FORMATS["html"]) == ["img/pier.png"]
    assert files_named(review, FORMATS["markdown"]) == []


def test_cutting_a_title_ends() -> None:
    spaces = "\u00a0" * 40_000
    review = Review(Title(f"a{spaces}Fog{spaces}b – c", "Fog", tagline="c"))
    start = time.process_time()
    assert title_of(review.title, FORMATS["html"].shape)
    assert time.process_time() - start < 10
