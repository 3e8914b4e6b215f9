"""The cover that a book gets where its review names no picture."""

from __future__ import annotations

import io
import time
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont

from reviewfmt.assets import asset
from reviewfmt.converter import read, write
from reviewfmt.converter.covers import alt_of, drawn_cover, plan_of
from reviewfmt.converter.covers.pictures import COVERED, FONT, is_covered, png_of, svg_of
from reviewfmt.converter.covers.plan import HEIGHT, WIDTH, Figure, plan, width_of
from reviewfmt.model import Grade, Review, Score, Verdict
from reviewfmt.parser import parse
from reviewfmt.source import decode

ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.review"))
FOG = parse("Fog Season 1 Review – Calm\n\nIt is calm.\n\nVerdict: 6/10\n").review
OPF = "{http://www.idpf.org/2007/opf}"
SVG = "{http://www.w3.org/2000/svg}"


def load(path: Path) -> Review:
    return parse(decode(path.read_bytes())).review


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_cover_says_title_season_and_verdict(sample: Path) -> None:
    review = load(sample)
    language = review.metadata.language or "en"
    svg, png = drawn_cover(review, language)
    root = ElementTree.fromstring(svg.data)
    said = "".join("".join(one.itertext()) for one in root.iter(f"{SVG}text"))
    assert review.title.work.replace(" ", "") in said.replace(" ", "")
    if review.verdict and review.verdict.score:
        assert str(review.verdict.score) in said
    assert root.findtext(f"{SVG}title") == svg.alt == png.alt == alt_of(review, language)
    picture = Image.open(io.BytesIO(png.data))
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    assert png.size == (WIDTH, HEIGHT)
    assert drawn_cover(review, language) == (svg, png)


def test_a_book_has_both_and_says_so() -> None:
    with zipfile.ZipFile(io.BytesIO(write(FOG, "epub"))) as book:
        package = book.read("EPUB/content.opf").decode()
        page = book.read("EPUB/text/cover.xhtml").decode()
    assert '<item id="cover-image" href="media/cover.png" media-type="image/png"' in package
    assert '<item id="cover-shown" href="media/cover.svg" media-type="image/svg+xml"' in package
    assert 'src="../media/cover.svg" alt="Fog Season 1 Review – Calm. Verdict: 6/10"' in page
    assert '<meta property="schema:accessMode">visual</meta>' in package
    assert '<meta property="schema:accessibilityFeature">alternativeText</meta>' in package
    assert read(write(FOG, "epub"), "epub") == FOG


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("https://example.org/terms?a=1&b=2", "https://example.org/terms?a=1&amp;b=2"),
        ("All rights reserved", None),
        (None, None),
    ],
)
def test_the_licence_is_in_the_package(licence: str | None, address: str | None) -> None:
    review = replace(FOG, metadata=replace(FOG.metadata, licence=licence))
    with zipfile.ZipFile(io.BytesIO(write(review, "epub"))) as book:
        package = ElementTree.fromstring(book.read("EPUB/content.opf"))
        text = book.read("EPUB/content.opf").decode()
    rights = [one.text for one in package.iter("{http://purl.org/dc/elements/1.1/}rights")]
    assert rights == ([licence] if licence else [])
    said = f'<meta property="dcterms:license">{address}</meta>'
    assert (said in text) == (address is not None)


def test_the_landmarks_lead_to_pages_that_are_read() -> None:
    with zipfile.ZipFile(io.BytesIO(write(FOG, "epub"))) as book:
        package = ElementTree.fromstring(book.read("EPUB/content.opf"))
        nav = ElementTree.fromstring(book.read("EPUB/nav.xhtml"))
    _, marks = nav.iter("{http://www.w3.org/1999/xhtml}nav")
    links = list(marks.iter("{http://www.w3.org/1999/xhtml}a"))
    kinds = [one.get("{http://www.idpf.org/2007/ops}type") for one in links]
    assert kinds == ["cover", "bodymatter"]
    hrefs = {one.get("id"): one.get("href") for one in package.iter(f"{OPF}item")}
    spine = [hrefs[one.get("idref")] for one in package.iter(f"{OPF}itemref")]
    assert all(str(one.get("href")).partition("#")[0] in spine for one in links)


def test_the_font_has_what_it_is_said_to_have() -> None:
    font = ImageFont.truetype(str(asset(FONT)), 40, layout_engine=ImageFont.Layout.BASIC)
    lacking = bytes(font.getmask("\uffff"))
    for first, last in COVERED:
        for code in range(first, last + 1):
            if not chr(code).isspace():
                assert bytes(font.getmask(chr(code))) != lacking, f"U+{code:04X}"
    assert (Path(asset(FONT)).parent / "OFL.txt").is_file()


@pytest.mark.parametrize("title", ["霧の港", "ضباب الميناء", "霧 and fog", "Fog ★", "नदी", "🚢"])
def test_what_the_font_cannot_write_is_in_the_svg_alone(title: str) -> None:
    drawn = plan(
        title,
        "",
        Figure("Verdict", FOG.verdict and FOG.verdict.score, 0.6),
        "",
        [],
        backwards=False,
    )
    bare = plan(
        "", "", Figure("Verdict", FOG.verdict and FOG.verdict.score, 0.6), "", [], backwards=False
    )
    assert not is_covered(title)
    assert png_of(drawn._replace(palette=bare.palette)) == png_of(bare)
    said = "".join(ElementTree.fromstring(svg_of(drawn, title)).itertext())
    assert title.replace(" ", "") in said.replace(" ", "")


def test_accents_that_are_apart_are_put_together() -> None:
    one = plan(unicodedata.normalize("NFD", "Última"), "", None, "", [], backwards=False)
    other = plan("Última", "", None, "", [], backwards=False)
    assert png_of(one._replace(palette=other.palette)) == png_of(other)


@pytest.mark.parametrize(
    "verdict",
    [None, Grade("A+"), Score.of("10/10"), Score.of("0/5"), Score.of("99999999/99999999")],
)
def test_any_verdict_has_its_place(verdict: Score | Grade | None) -> None:
    review = replace(FOG, verdict=None if verdict is None else Verdict(verdict))
    svg, png = drawn_cover(review, "en")
    assert png.data.startswith(b"\x89PNG")
    assert ElementTree.fromstring(svg.data).tag == f"{SVG}svg"


@given(st.text(max_size=300), st.text(max_size=60), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_title_fits_its_cover(title: str, above: str, backwards: bool) -> None:
    drawn = plan(title, above, None, above, [0.5, 1.0, 0.0], backwards=backwards)
    for line in drawn.lines:
        wide = sum(width_of(one.text) * one.size for one in line.pieces)
        assert wide <= WIDTH - 144 + 1e-6
        assert 0 < line.y < HEIGHT
    for box in drawn.boxes:
        assert box.x >= 0
        assert box.x + box.width <= WIDTH
        assert 0 <= box.y <= box.y + box.height <= HEIGHT


def test_a_long_title_takes_linear_time() -> None:
    begun = time.process_time()
    drawn = plan("x" * 200_000 + " y" * 200_000, "", None, "z" * 100_000, [], backwards=False)
    assert len(svg_of(drawn, "x")) < 5000
    assert time.process_time() - begun < 2


def test_two_seasons_of_a_work_look_alike() -> None:
    other = parse("Fog Season 2 Review\n\nIt is calm.\n\nVerdict: 9/10\n").review
    assert plan_of(FOG, "en").palette == plan_of(other, "en").palette
