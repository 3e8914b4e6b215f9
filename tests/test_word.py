"""Documents of word processors: their properties, how they look, how they are read."""

from __future__ import annotations

import importlib.util
import io
import re
import sys
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from reviewfmt.converter import read_document, write
from reviewfmt.diagnostic import ReviewError
from reviewfmt.model import Review
from reviewfmt.parser import parse
from reviewfmt.source import decode
from reviewfmt.writer import dumps
from tests import growing
from tests.budget import CONVERTED, IN_WHOLE
from tests.test_readers import published

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data" / "word"
SAMPLES = sorted((ROOT / "samples").glob("*.review"))
FIXTURES = sorted((ROOT / "tests" / "data" / "parser").glob("*.review"))
FORMATS = ("docx", "odt")


def sample(name: str) -> Review:
    return parse(decode((ROOT / "samples" / f"{name}.review").read_bytes())).review


def members(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def archive_of(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


# The reference documents


@pytest.fixture(scope="module")
def script() -> ModuleType:
    path = ROOT / "scripts" / "reference_documents.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_reference_documents_are_those_of_the_script(script: ModuleType) -> None:
    for path, data in script.documents().items():
        assert script.contents(path.read_bytes()) == script.contents(data), path.name
        assert len(data) < 10_000


@pytest.mark.parametrize("format", FORMATS)
def test_every_part_of_a_reference_document_is_xml(script: ModuleType, format: str) -> None:
    for name, text in members(getattr(script, format)()).items():
        if name != "mimetype":
            ElementTree.fromstring(text)


# What is written


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_document_is_xml_and_its_styles_are_there(path: Path, format: str) -> None:
    found = members(write(sample(path.stem), format))
    for name, text in found.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(text)
    if format == "docx":
        body, styles = found["word/document.xml"], found["word/styles.xml"]
        used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]*)"', body))
        known = set(re.findall(r'w:styleId="([^"]*)"', styles))
    else:
        body = found["content.xml"]
        used = set(re.findall(r' text:style-name="([^"]*)"', body))
        known = set(re.findall(r'style:name="([^"]*)"', body + found["styles.xml"]))
    assert used
    assert used <= known


@pytest.mark.parametrize("format", FORMATS)
def test_the_scores_of_a_guide_stand_at_the_end_of_its_rows(format: str) -> None:
    found = members(write(sample("metallic-rouge"), format))
    if format == "docx":
        body = found["word/document.xml"]
        assert body.count("<w:tblHeader") == 2
        rows = re.findall(r"<w:tr>.*?</w:tr>", body, re.DOTALL)
        cells = [re.findall(r"<w:tc>.*?</w:tc>", row, re.DOTALL) for row in rows]
        assert all('w:val="right"' in row[-1] for row in cells)
        assert not any('w:val="right"' in one for row in cells for one in row[:-1])
        return
    body = found["content.xml"]
    assert body.count("<table:table-header-rows>") == 2
    at_end = set(re.findall(r'<style:style style:name="(P\d+)"[^<>]*>\s*<[^<>]*"right"', body))
    rows = re.findall(r"<table:table-row>.*?</table:table-row>", body, re.DOTALL)
    for row in rows:
        styles = re.findall(r'<text:p text:style-name="([^"]*)"', row)
        assert [one in at_end for one in styles] == [False] * (len(styles) - 1) + [True]


def test_right_to_left_is_so_in_all_of_a_document() -> None:
    review = sample("last-stop-cafe")
    docx = members(write(review, "docx"))["word/document.xml"]
    paragraphs = re.findall(r"<w:pPr>.*?</w:pPr>", docx, re.DOTALL)
    assert paragraphs
    assert all("<w:bidi" in one and "<w:pStyle" in one for one in paragraphs)
    assert docx.count("<w:bidiVisual/>") == docx.count("<w:tbl>") > 0
    assert re.search(r"<w:bidi/></w:sectPr>", docx)
    odt = members(write(review, "odt"))
    assert 'style:writing-mode="lr-tb"' not in odt["styles.xml"]
    assert odt["styles.xml"].count('style:writing-mode="rl-tb"') == 3
    assert '"end"' not in odt["content.xml"]
    other = members(write(sample("metallic-rouge"), "odt"))["styles.xml"]
    assert "rl-tb" not in other


@pytest.mark.parametrize("format", ["docx", "odt"])
@pytest.mark.parametrize(
    "quotes", ["> a\n\n> b", "> a\n>\n> b\n\n> c\n>\n> d", "> a\n\n> b\n\n> c\n\n- x\n\n> d"]
)
def test_quotations_in_succession_stay_apart(quotes: str, format: str) -> None:
    review = parse(f"Fog Review\n\nIt is calm.\n\n{quotes}\n\nVerdict: 7/10\n").review
    back = read_document(write(review, format), format)
    assert back.review == review
    assert back.losses == ()


@pytest.mark.parametrize("language", ["ar", "he", "en", None])
def test_a_quotation_has_its_line_where_its_text_begins(language: str | None) -> None:
    review = parse("Fog Review\n\n> Nobody rows alone.\n\nVerdict: 7/10\n").review
    review = replace(review, metadata=replace(review.metadata, language=language))
    side = "right" if language in ("ar", "he") else "left"
    style = members(write(review, "docx"))["word/styles.xml"].partition('"BlockText"')[2]
    assert re.findall(r"<w:pBdr><w:(\w+) ", style.partition("</w:style>")[0]) == [side]
    styles = ElementTree.fromstring(members(write(review, "odt"))["styles.xml"])
    fo = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
    called = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}name"
    (quotations,) = (one for one in styles.iter() if one.get(called) == "Quotations")
    assert quotations[0].get(f"{fo}border-{side}") == "2.25pt solid #DDD8D1"
    assert quotations[0].get(f"{fo}margin-{side}") == "18pt"


@pytest.mark.parametrize("format", ["docx", "odt"])
@pytest.mark.parametrize("language", ["ar", "he", "en"])
def test_a_day_keeps_its_order_in_a_line_from_right_to_left(language: str, format: str) -> None:
    review = parse("Fog Review\n\nAuthor: Ana\n\nCalm.\n\nVerdict: 7/10\n").review
    data = replace(review.metadata, language=language, published=date(2024, 4, 11))
    review = replace(review, metadata=data)
    made = write(review, format)
    text = members(made)["word/document.xml" if format == "docx" else "content.xml"]
    assert ("\u200e2024-04-11" in re.sub(r"<[^<>]*>", "", text)) == (language != "en")
    back = read_document(made, format)
    assert back.review == review
    assert back.losses == ()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("language", ["pt-BR", "fr", "zh-Hant-TW", "ar", "x-harbour", None])
def test_a_document_is_in_the_language_of_its_review(format: str, language: str | None) -> None:
    review = sample("lantern-street")
    review = replace(review, metadata=replace(review.metadata, language=language))
    data = write(review, format)
    found = members(data)
    tag = language or "zxx"
    if format == "docx":
        spoken = set(re.findall(r"<w:lang\b[^<>]*>", found["word/styles.xml"]))
        assert spoken == {f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="{tag}"/>'}
    else:
        first = tag.partition("-")[0]
        for name in ("fo:language", "style:language-asian", "style:language-complex"):
            assert f'{name}="{first}"' in found["styles.xml"]
    assert read_document(data, format).review.metadata.language == language


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("epoch", [None, "1700000000"])
def test_a_document_names_no_date_that_nobody_says(
    format: str, epoch: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    name = "docProps/core.xml" if format == "docx" else "meta.xml"
    review = replace(sample("lantern-street"))
    undated = replace(review, metadata=replace(review.metadata, published=None))
    dated = replace(review, metadata=replace(review.metadata, published=date(2024, 4, 11)))
    said = members(write(undated, format))[name]
    assert ("2023-11-14T22:13:20Z" in said) is (epoch is not None)
    assert not re.search(r"\d{4}-\d\d-\d\dT", said) or epoch
    assert "2024-04-11T" in members(write(dated, format))[name]


@pytest.mark.parametrize("format", FORMATS)
def test_properties_with_signs_of_xml(format: str) -> None:
    review = parse(
        "Salt & <Pepper> Review – \"hot\" & 'cold'\n\nAuthor: A & B <c>\nLanguage: en\n"
        'Studio "X": <b>&amp;\n\nGood.\n\nVerdict: 8/10\n'
    ).review
    data = write(review, format)
    name = "docProps/core.xml" if format == "docx" else "meta.xml"
    core = ElementTree.fromstring(members(data)[name])
    said = {element.tag.partition("}")[2]: element.text for element in core.iter()}
    assert said["title"] == review.title.plain
    assert said["creator"] == "A & B <c>"
    assert read_document(data, format).review == review


# What comes back: law 5 for odt; test_readers.py has it for docx


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_comes_back_from_odt(path: Path) -> None:
    review = sample(path.stem)
    again = read_document(write(review, "odt"), "odt")
    assert again.review == published(review)
    assert again.losses == ()


@IN_WHOLE
def test_every_sixth_fixture_comes_back_from_odt() -> None:
    seen = 0
    for path in FIXTURES[::6]:
        parsed = parse(decode(path.read_bytes()))
        if any(found.severity == "error" for found in parsed.diagnostics):
            continue
        seen += 1
        again = read_document(write(parsed.review, "odt"), "odt")
        assert again.review == published(parsed.review), path.name
    assert seen > 10


@pytest.mark.parametrize("format", FORMATS)
def test_any_review_comes_back(format: str) -> None:
    """As the law in test_readers.py, but each review takes a pandoc of its own: so they are few."""
    failed: list[str] = []

    @seed(5)
    @settings(
        max_examples=max(8, CONVERTED // 8),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.generate],
    )
    @given(growing.published())
    def law(review: Review) -> None:
        again = read_document(write(review, format), format).review
        if again != review:
            failed.append(f"{dumps(review)}\n---\n{dumps(again)}")

    law()
    assert not failed, "\n".join(failed[:1])


# What other programs write


@pytest.mark.parametrize("suffix", ["docx", "odt", "html"])
def test_what_libreoffice_saved_is_the_same_review(suffix: str) -> None:
    """The file is our docx, opened and saved by LibreOffice; tests/external saves all samples."""
    data = (DATA / f"paper-lighthouse.{suffix}").read_bytes()
    reading = read_document(data, suffix)
    assert reading.review == published(sample("paper-lighthouse"))
    assert reading.losses == ()


def test_a_page_with_the_classes_of_our_styles_that_is_none_of_ours() -> None:
    page = """<html><head><title>x</title></head><body><h1>Fog Review</h1>
    <p class="review-field">Author: Ana</p><p class="review-field">Studio: Bones</p>
    <p class="block-text">It is late.</p><p class="review-rule">A rule.</p>
    <p>Verdict: 6/10</p></body></html>"""
    text = dumps(read_document(page.encode(), "html").review)
    assert "Studio: Bones" in text
    assert "> It is late." not in text
    assert "A rule." in text


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{name}="{OFFICE}:{called}:1.0"'
    for name, called in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
SPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def open_document(body: str, automatic: str = "", named: str = "", meta: str = "") -> bytes:
    """An odt as LibreOffice writes it, around a body."""
    heads = "".join(
        f'<style:style style:name="{name.replace(" ", "_20_")}" style:display-name="{name}"'
        f' style:family="paragraph"{more}/>'
        for name, more in (
            ("Standard", ""),
            ("Title", ' style:parent-style-name="Standard"'),
            ("Text body", ' style:parent-style-name="Standard"'),
            ("Quotations", ' style:parent-style-name="Standard"'),
            ("Heading 1", ' style:default-outline-level="1"'),
            ("Preformatted Text", ""),
            ("List Heading", ""),
            ("Definition", ""),
            ("Horizontal Line", ""),
        )
    )
    return archive_of(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content {SPACES}><office:automatic-styles>{automatic}"
                "</office:automatic-styles><office:body><office:text>"
                f"{body}</office:text></office:body></office:document-content>"
            ).encode(),
            "styles.xml": (
                f"<office:document-styles {SPACES}><office:styles>{heads}{named}</office:styles>"
                "</office:document-styles>"
            ).encode(),
            "meta.xml": (
                f"<office:document-meta {SPACES}><office:meta>{meta}</office:meta>"
                "</office:document-meta>"
            ).encode(),
        }
    )


CASES = tomllib.loads((DATA / "open.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_odt_of_others(case: dict[str, Any]) -> None:
    data = open_document(
        case["body"], case.get("automatic", ""), case.get("named", ""), case.get("meta", "")
    )
    reading = read_document(data, "odt", "there")
    assert dumps(reading.review) == case["review"].lstrip()
    told = [f"{one.code} {one.message}" for one in reading.losses]
    expected = case.get("losses", [])
    assert bool(told) is bool(expected), told
    for code, words in (each.split(" ", 1) for each in expected):
        assert any(one.startswith(code) and words in one for one in told), words


def test_an_odt_that_odfpy_writes() -> None:
    """The names and the order of what another library writes."""
    odf = pytest.importorskip("odf.opendocument")
    style = pytest.importorskip("odf.style")
    table = pytest.importorskip("odf.table")
    text = pytest.importorskip("odf.text")
    document = odf.OpenDocumentText()
    bold = style.Style(name="Bold", family="text")
    bold.addElement(style.TextProperties(fontweight="bold"))
    document.automaticstyles.addElement(bold)
    body = document.text
    body.addElement(text.H(outlinelevel=1, text="Harbour Lights Season 1 Review"))
    body.addElement(text.P(text="A quiet show."))
    guide = table.Table(name="Guide")
    for row in (("Episode", "Title", "Score"), ("Episode 1", "Fog", "3/5")):
        line = table.TableRow()
        for said in row:
            cell = table.TableCell()
            cell.addElement(text.P(text=said))
            line.addElement(cell)
        guide.addElement(line)
    body.addElement(guide)
    last = text.P(text="It is ")
    last.addElement(text.Span(stylename=bold, text="calm"))
    body.addElement(last)
    body.addElement(text.P(text="Verdict: 8/10"))
    data = io.BytesIO()
    document.write(data)
    review = read_document(data.getvalue(), "odt").review
    assert review.title.text == "Harbour Lights Season 1 Review"
    assert [str(one.score) for one in review.guides[0].episodes] == ["3/5"]
    assert "It is **calm**" in dumps(review)
    assert "Verdict - 8/10" in dumps(review)


# What cannot be read


def _odt() -> bytes:
    return write(sample("lantern-street"), "odt")


def _with(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_odt())) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return archive_of({**parts, name: content})


_ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
_LOCKED = b'<manifest:file-entry><manifest:encryption-data a="b"/></manifest:file-entry>'
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "no bytes": (lambda: b"", "no whole odt archive"),
    "cut off": (lambda: _odt()[:-100], "no whole odt archive"),
    "a docx by the name of odt": (
        lambda: write(sample("lantern-street"), "docx"),
        "no odt: it is a docx",
    ),
    "a sheet": (
        lambda: _with("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        "its mimetype is another, expected application/vnd.oasis.opendocument.text",
    ),
    "no text in it": (lambda: _with("content.xml", b"<x/>"), "odt holds no text"),
    "no XML": (
        lambda: _with("content.xml", b"<x>\n <y</x>"),
        "odt cannot be read: content.xml is not XML at line 2, column",
    ),
    "entities": (lambda: _with("content.xml", _ENTITY), "content.xml declares XML entities"),
    "encrypted": (lambda: _with("META-INF/manifest.xml", _LOCKED), "odt is encrypted"),
    "nested too deep": (
        lambda: _with("content.xml", b"<a>" * 5000 + b"</a>" * 5000),
        "odt is nested too deep to be read",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_odt_is_refused(name: str) -> None:
    make, expected = BAD[name]
    with pytest.raises(ReviewError) as caught:
        read_document(make(), "odt")
    ((code, message),) = ((one.code, one.message) for one in caught.value.diagnostics)
    assert code == "RF508"
    assert expected in message


@pytest.mark.parametrize(
    "body",
    [
        '<table:table><table:table-row><table:table-cell table:number-columns-repeated="999999">'
        "<text:p>x</text:p></table:table-cell></table:table-row></table:table>",
        '<text:p>a<text:s text:c="999999999"/>b</text:p>',
        '<text:list text:style-name="L"><text:list-item text:start-value="99999999999999999999">'
        "<text:p>x</text:p></text:list-item></text:list>",
        '<text:h text:outline-level="-3">x</text:h>',
    ],
    ids=["cells", "spaces", "numbers", "levels"],
)
def test_a_hostile_number_makes_nothing_large(body: str) -> None:
    from reviewfmt.converter.office.opendocument import ast_of

    assert len(str(ast_of(open_document(body)))) < 30_000


def test_styles_in_a_circle_end() -> None:
    circle = "".join(
        f'<style:style style:name="{name}" style:family="paragraph"'
        f' style:parent-style-name="{parent}"/>'
        for name, parent in (("A", "B"), ("B", "A"))
    )
    data = open_document('<text:p text:style-name="A">Fog Review</text:p>', circle)
    with pytest.raises(ReviewError):
        read_document(data, "odt")
