"""What a book says about itself is true: its dates, its language, its titles, its cover."""

from __future__ import annotations

import io
import os
import re
import struct
import tomllib
import zipfile
import zlib
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from reviewfmt import check
from reviewfmt.converter import language_of, losses, read, read_document, write
from reviewfmt.model import Figure, Review, Section
from reviewfmt.parser import parse
from reviewfmt.source import decode

DATA = Path(__file__).parent / "data" / "books"
ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.review"))
TEXT = "Fog Season 1 Review – Calm & <still>\n\nIt is calm.\n\n• Verdict - 6/10\n"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture(autouse=True)
def _no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def fog(published: date | None = None, language: str | None = None, **more: Any) -> Review:
    review = parse(TEXT).review
    return replace(
        review,
        metadata=replace(review.metadata, published=published, language=language, **more),
    )


def members(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        return {name: archive.read(name) for name in archive.namelist()}


def package(book: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(members(book)["EPUB/content.opf"])


def modified(review: Review) -> str:
    metas = package(write(review, "epub")).iter(f"{OPF}meta")
    (found,) = (one.text for one in metas if one.get("property") == "dcterms:modified")
    assert found is not None
    return found


# Dates


def test_an_undated_book_has_no_date_and_one_constant_that_is_reported() -> None:
    assert list(package(write(fog(), "epub")).iter(f"{DC}date")) == []
    assert modified(fog()).startswith("1980-01-01T")
    told = [(one.code, one.message) for one in losses(fog(), "epub")]
    message = "no date is named, and epub must say when it was changed: it says 1980-01-01"
    assert told == [("RF511", message)]


def test_a_dated_book_has_its_own_date_and_nothing_to_report() -> None:
    review = fog(date(2024, 4, 11))
    (found,) = package(write(review, "epub")).iter(f"{DC}date")
    assert found.text == "2024-04-11"
    assert modified(review).startswith("2024-04-11T")
    assert losses(review, "epub") == []


@pytest.mark.parametrize("published", [None, date(2024, 4, 11)])
def test_modified_moves_when_the_text_does_and_only_then(published: date | None) -> None:
    review = fog(published)
    edited = [
        replace(review, ratings=(), sections=(Section(None, review.sections[0].blocks * 2),)),
        replace(review, metadata=replace(review.metadata, author="Ana")),
        replace(review, verdict=None),
    ]
    moments = {modified(one) for one in (review, *edited)}
    assert len(moments) == 1 + len(edited)
    assert {one[:10] for one in moments} == {str(published or "1980-01-01")}
    assert modified(review) == modified(replace(review))


@pytest.mark.parametrize(
    ("published", "epoch", "expected"),
    [
        (None, "1712836800", "2024-04-11T12:00:00Z"),
        (date(2020, 1, 1), "1712836800", "2024-04-11T12:00:00Z"),
        (date(2030, 1, 1), "1712836800", "2030-01-01T"),
        (None, "99999999999", "2099-12-31T23:59:59Z"),
    ],
)
def test_modified_is_the_later_of_what_is_said(
    published: date | None, epoch: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert modified(fog(published)).startswith(expected)
    assert losses(fog(published), "epub") == []


def test_no_time_of_a_file_or_a_clock_goes_into_a_book(tmp_path: Path) -> None:
    source = tmp_path / "fog.review"
    picture = tmp_path / "c.png"
    picture.write_bytes(image("png"))
    books = []
    for moment in (1_000_000_000, 1_600_000_000):
        source.write_text(TEXT, encoding="utf-8")
        for path in (source, picture):
            os.utime(path, (moment, moment))
        books.append(write(fog(cover="c.png"), "epub", folder=str(tmp_path)))
    assert books[0] == books[1]


# Titles and language


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_page_of_a_book_has_a_title_and_a_language(sample: Path) -> None:
    text = decode(sample.read_bytes())
    review = parse(text).review
    asked = review.metadata.language or language_of(review, text) or "en"
    found = members(write(review, "epub", language=asked))
    pages = {name: ElementTree.fromstring(found[name]) for name in found if name.endswith("xhtml")}
    assert len(pages) == 3
    for page in pages.values():
        space = "{http://www.w3.org/1999/xhtml}"
        (title,) = page.iter(f"{space}title")
        assert title.text == review.title.plain
        assert page.get("lang") == page.get("{http://www.w3.org/XML/1998/namespace}lang") == asked
    assert "und" not in {one.text for one in package(write(review, "epub")).iter(f"{DC}language")}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_contents_name_each_heading(sample: Path) -> None:
    review = parse(decode(sample.read_bytes())).review
    found = members(write(review, "epub"))
    nav, toc, text = (
        found[name].decode() for name in ("EPUB/nav.xhtml", "EPUB/toc.ncx", "EPUB/text/ch001.xhtml")
    )
    headings = [_words(one) for one in re.findall(r"<h[12][^>]*>(.*?)</h[12]>", text, re.DOTALL)]
    linked = [_words(one) for one in re.findall(r"<a href=[^>]*>(.*?)</a>", nav, re.DOTALL)]
    assert linked == headings
    labels = re.findall(r"<navLabel>\s*<text>(.*?)</text>", toc, re.DOTALL)
    assert [_words(one) for one in labels] == headings
    for target in re.findall(r'href="text/ch001.xhtml#([^"]+)"', nav):
        assert f'id="{target}"' in text


def _words(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", markup)).split())


KEYWORDS = tomllib.loads((DATA / "keywords.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", KEYWORDS, ids=[case["name"] for case in KEYWORDS])
def test_the_language_of_the_keywords(case: dict[str, Any]) -> None:
    parsed = parse(case["text"].lstrip())
    assert language_of(parsed.review, parsed.text) == (case["language"] or None)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_keywords_never_say_another_language_of_the_vocabularies(sample: Path) -> None:
    """Some samples are in a language that they do not take the keywords of: these say English."""
    text = decode(sample.read_bytes())
    review = parse(text).review
    named = (review.metadata.language or "en").partition("-")[0]
    assert language_of(review, text) in (named, "en", None)


@pytest.mark.parametrize("format", ["html", "epub"])
@pytest.mark.parametrize("language", [None, "pt-BR", "ar"])
def test_an_assumed_language_is_not_read_back(format: str, language: str | None) -> None:
    made = write(fog(), format, language=language)
    assert read(made, format) == fog()
    assert losses(fog(), format, language=language) == losses(fog(date(2024, 1, 1)), format) + [
        one for one in losses(fog(), format) if one.code == "RF511"
    ]


def test_an_assumed_language_has_its_words_and_its_direction() -> None:
    page = write(fog(), "html", language="ar").decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "<h2>Verdict</h2>" not in page


@pytest.mark.parametrize("format", ["html", "epub"])
def test_a_language_that_nobody_knows_is_reported(format: str) -> None:
    review = parse("船の夜 Review – 海\n\n静かな作品です。\n\nVerdict: 8/10\n").review
    (found,) = (one for one in losses(review, format) if one.code == "RF403")
    assert found.message == f"no language is named, and {format} must name one: it says en"
    assert [one.code for one in losses(review, format, language="ja")].count("RF403") == 0


# Covers


def image(kind: str) -> bytes:
    """A picture of 8 by 12 dots."""
    if kind == "gif":
        head = b"GIF89a" + struct.pack("<HH", 1, 1) + b"\x80\0\0\0\0\0\xff\xff\xff"
        return head + b",\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
    if kind == "jpg":
        return bytes.fromhex((DATA / "dot.jpg.hex").read_text())
    if kind == "webp":
        return bytes.fromhex(
            "524946461e000000574542505650384c110000002f07c002000750b88215b0ff8188e87f0000"
        )
    rows = b"".join(b"\0" + b"\x60\x70\x80" * 8 for _ in range(12))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 8, 12, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def lay(folder: Path, files: dict[str, str]) -> None:
    for name, kind in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if kind.startswith("-> "):
            path.symlink_to(folder / kind.removeprefix("-> "))
        elif kind == "folder":
            path.mkdir()
        elif kind == "large":
            with path.open("wb") as file:
                file.write(image("png"))
                file.truncate(10 * 1024 * 1024 + 1)
        elif kind in ("text", "svg"):
            path.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>' if kind == "svg" else "x")
        else:
            path.write_bytes(image("png")[:-20] if kind == "cut" else image(kind))


COVERS = tomllib.loads((DATA / "covers.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", COVERS, ids=[case["name"] for case in COVERS])
def test_a_cover(case: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "reviews"
    folder.mkdir()
    lay(folder, case.get("files", {}))
    review = fog(date(2024, 4, 11), "en", cover=case["cover"])
    book = write(review, "epub", folder=str(folder))
    told = losses(review, "epub", folder=str(folder))
    items = {one.get("id"): one for one in package(book).iter(f"{OPF}item")}
    if "found" in case:
        message = f"the cover is not embedded in epub: {case['found']}"
        assert [(one.code, one.message) for one in told] == [("RF509", message)]
        assert items["cover-image"].get("href") == "media/cover.png"
        assert items["cover-shown"].get("href") == "media/cover.svg"
        assert read(book, "epub") == review
        return
    assert [one.code for one in told] == ["RF510"]
    item = items["cover-image"]
    assert item.get("media-type") == case["type"]
    assert item.get("properties") == "cover-image"
    assert members(book)[f"EPUB/{item.get('href')}"] == (folder / case["cover"]).read_bytes()
    assert "cover-shown" not in items
    first = next(package(book).iter(f"{OPF}itemref"))
    assert items[str(first.get("idref"))].get("href") == "text/cover.xhtml"
    assert 'lang="en" xml:lang="en"' in _cover_page(book)
    assert read(book, "epub") == review
    assert write(review, "epub", folder=str(folder)) == book


def test_a_cover_needs_a_folder() -> None:
    (found,) = losses(fog(date(2024, 4, 11), cover="c.png"), "epub")
    reason = "the folder that c.png is in is not known"
    assert found.message == f"the cover is not embedded in epub: {reason}"


def test_a_figure_gives_a_cover_its_text(tmp_path: Path) -> None:
    (tmp_path / "c.png").write_bytes(image("png"))
    review = fog(date(2024, 4, 11), "en", cover="c.png")
    book = write(review, "epub", folder=str(tmp_path))
    assert 'alt="Fog Season 1 Review – Calm &amp; &lt;still&gt;"' in _cover_page(book)
    (found,) = losses(review, "epub", folder=str(tmp_path))
    assert found.help == "add a line that says what it shows, such as Cover text: A pier at dusk"
    shown = Section(None, (Figure("c.png", 'A "pier" & fog', None),))
    review = replace(review, sections=(*review.sections, shown))
    book = write(review, "epub", folder=str(tmp_path))
    assert 'alt="A &quot;pier&quot; &amp; fog"' in _cover_page(book)
    assert "RF510" not in [one.code for one in losses(review, "epub", folder=str(tmp_path))]
    said = members(book)["EPUB/content.opf"].decode()
    assert '<meta property="schema:accessMode">visual</meta>' in said
    assert '<meta property="schema:accessibilityFeature">alternativeText</meta>' in said
    assert "It has no images" not in said


@pytest.mark.parametrize("form", ["review", "json", "markdown", "html", "epub", "docx", "odt"])
def test_the_text_for_a_cover_goes_along(form: str, tmp_path: Path) -> None:
    (tmp_path / "c.png").write_bytes(image("png"))
    said = 'A "pier" & *fog*'
    review = fog(date(2024, 4, 11), "en", cover="c.png", cover_text=said)
    data = write(review, form, folder=str(tmp_path))
    back = read_document(data, form)
    assert back.review == review
    assert [str(one) for one in back.losses] == []


def test_a_field_gives_a_cover_its_text(tmp_path: Path) -> None:
    (tmp_path / "c.png").write_bytes(image("png"))
    review = fog(date(2024, 4, 11), "en", cover="c.png", cover_text='A "pier" & *fog*')
    shown = Section(None, (Figure("c.png", "Another text", None),))
    for one in (review, replace(review, sections=(*review.sections, shown))):
        book = write(one, "epub", folder=str(tmp_path))
        assert 'alt="A &quot;pier&quot; &amp; *fog*"' in _cover_page(book)
        assert "RF510" not in [each.code for each in losses(one, "epub", folder=str(tmp_path))]


def test_a_cover_that_is_spelled_as_a_figure_is_pointed_out() -> None:
    text = "Fog Review\n\nAuthor: Ana\nCover: ![A pier](c.png)\n\nCalm.\n\nVerdict: 7/10\n"
    (found,) = (one for one in check(text) if one.code == "RF410")
    assert (found.span.line, found.span.column) == (4, 1)
    assert "Cover text: …" in str(found.help)


def test_a_cover_text_without_a_cover_is_text(tmp_path: Path) -> None:
    review = fog(date(2024, 4, 11), "en", cover_text="A pier")
    assert losses(review, "epub", folder=str(tmp_path)) == []
    assert read_document(write(review, "epub", folder=str(tmp_path)), "epub").review == review


def _cover_page(book: bytes) -> str:
    return members(book)["EPUB/text/cover.xhtml"].decode()
