"""The pictures of a text: held in books and documents of word processors, and read back."""

from __future__ import annotations

import io
import re
import struct
import tomllib
import zipfile
import zlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from reviewfmt.converter import losses, read_document, write
from reviewfmt.converter.pictures import embedded as pictures
from reviewfmt.converter.pictures.cover import Picture
from reviewfmt.model import Episode, Figure, Guide, Review, Section
from tests.test_books import fog, image, lay

DATA = Path(__file__).parent / "data" / "books"
FORMATS = ("epub", "docx", "odt")
CASES = tomllib.loads((DATA / "pictures.toml").read_text(encoding="utf-8"))["case"]
_PLACE = {"epub": "EPUB/media/", "docx": "word/media/", "odt": "Pictures/"}


def shown(addresses: list[str], alt: str | None = "A pier", caption: str | None = None) -> Review:
    """Return a review that shows pictures, the first of them in the note of an entry."""
    review = fog(date(2024, 4, 11), "en")
    first, *rest = (Figure(address, alt, caption) for address in addresses)
    guide = Guide(1, (Episode("Episode", Decimal(1), title="Mist", notes=(first,)),))
    return replace(
        review, guides=(guide,), sections=(*review.sections, Section(None, tuple(rest), 0))
    )


def inside(data: bytes, form: str) -> dict[str, bytes]:
    """Return the pictures of a document, by their names in it."""
    place = _PLACE[form]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name.removeprefix(place): archive.read(name)
            for name in archive.namelist()
            if name.startswith(place) and name not in _DRAWN
        }


_DRAWN = ("EPUB/media/cover.png", "EPUB/media/cover.svg")


def member(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_picture(case: dict[str, Any], form: str, tmp_path: Path) -> None:
    folder = tmp_path / "reviews"
    folder.mkdir()
    lay(folder, case.get("files", {}))
    review = shown([*case["pictures"]])
    if not review.sections[-1].blocks:
        review = replace(review, sections=review.sections[:-1])
    data = write(review, form, folder=str(folder))
    left = case.get("without", {}).get(form)
    held, why = ([], [left]) if left else (case.get("held", []), case.get("why", []))
    assert [name.rpartition(".")[2] for name in inside(data, form)] == held
    told = losses(review, form, folder=str(folder))
    assert [one.message for one in told] == [
        f"a picture is not embedded in {form}: {one}" for one in why
    ]
    assert {one.code for one in told} <= {"RF509"}
    back = read_document(data, form)
    assert back.review == review
    assert [one.code for one in back.losses] == []
    assert write(review, form, folder=str(folder)) == data


@pytest.mark.parametrize("form", FORMATS)
def test_the_text_and_the_caption_of_a_picture(form: str, tmp_path: Path) -> None:
    lay(tmp_path, {"pier.png": "png", "fog.png": "png"})
    alt, caption = 'A "pier" & <fog>', "The *old* ||pier|| [here](https://example.org)"
    review = shown(["pier.png", "fog.png"], alt, caption)
    data = write(review, form, folder=str(tmp_path))
    assert read_document(data, form).review == review
    assert losses(review, form, folder=str(tmp_path)) == []
    bare = shown(["pier.png", "fog.png"], None)
    assert read_document(write(bare, form, folder=str(tmp_path)), form).review == bare


@pytest.mark.parametrize("form", FORMATS)
def test_without_a_folder_no_picture_is_read(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, {"pier.png": "png"})
    monkeypatch.chdir(tmp_path)
    review = replace(shown(["pier.png"]), sections=fog().sections)
    assert inside(write(review, form), form) == {}
    (found,) = losses(review, form)
    reason = "the folder that pier.png is in is not known"
    assert found.message == f"a picture is not embedded in {form}: {reason}"


def test_pages_keep_the_address(tmp_path: Path) -> None:
    lay(tmp_path, {"img/pier.png": "png"})
    review = shown(["img/pier.png", "img/gone.png"])
    for form in ("html", "markdown"):
        data = write(review, form, folder=str(tmp_path))
        assert data == write(review, form)
        assert b"img/pier.png" in data
        assert b"base64" not in data
        assert losses(review, form, folder=str(tmp_path)) == []


@pytest.mark.parametrize("form", ["markdown", "html", *FORMATS])
@pytest.mark.parametrize("alt", ["||the killer||", "a *pier*", "||", r"\||x|| [y]"])
def test_the_text_of_a_picture_keeps_its_signs(form: str, alt: str, tmp_path: Path) -> None:
    lay(tmp_path, {"pier.png": "png", "fog.png": "png"})
    review = shown(["pier.png", "fog.png"], alt)
    assert read_document(write(review, form, folder=str(tmp_path)), form).review == review


def test_a_finding_stands_at_its_picture(tmp_path: Path) -> None:
    text = b"Fog Review\n\nLanguage: en\n\nCalm.\n\n![A pier](gone.png)\n\nVerdict: 7/10\n"
    review = read_document(text, "review").review
    (found,) = losses(review, "docx", folder=str(tmp_path))
    assert (found.code, found.span.line, found.span.column) == ("RF509", 7, 1)


def test_the_pictures_of_an_output_have_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, {"a.png": "png", "b.gif": "gif", "c.png": "png"})
    monkeypatch.setattr(pictures, "MOST", len(image("png")) + len(image("gif")))
    found = pictures.pictures_of(shown(["a.png", "c.png", "b.gif"]), "epub", str(tmp_path))
    assert found is not None
    assert [*found.named] == ["a.png", "b.gif"]
    assert found.refused == {"c.png": "c.png would make the pictures larger than 0 MiB"}


def test_a_picture_of_too_many_dots_stays_outside(tmp_path: Path) -> None:
    huge = bytearray(image("png"))
    huge[16:24] = struct.pack(">II", 20_000, 20_000)
    huge[29:33] = struct.pack(">I", zlib.crc32(huge[12:29]))
    (tmp_path / "a.png").write_bytes(huge)
    (tmp_path / "b.png").write_bytes(image("png")[:16] + b"\0" * 8 + image("png")[24:])
    found = pictures.pictures_of(shown(["a.png", "b.png"]), "epub", str(tmp_path))
    assert found is not None
    assert not found.inside
    assert [*found.refused.values()] == [
        "a.png has more than 100 million dots",
        "b.png does not say how large it is",
    ]


SIZES = {
    "png": (8, 12),
    "gif": (1, 1),
    "jpg": (8, 12),
    "webp": (8, 12),
}


@pytest.mark.parametrize("kind", SIZES)
def test_the_size_of_a_picture(kind: str) -> None:
    assert Picture(image(kind), kind, "").size == SIZES[kind]
    for cut in range(0, 40):
        width, height = Picture(image(kind)[:cut], kind, "").size
        assert min(width, height) >= 0


def test_sizes_that_other_encoders_write() -> None:
    lossy = b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + struct.pack("<HH", 300, 200)
    extended = b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + b"\x2b\1\0\xc7\0\0"
    progressive = b"\xff\xd8\xff\xe0\0\4\0\0\xff\xff\xc2\0\x11\x08\0\xc8\1\x2c"
    assert Picture(lossy, "webp", "").size == (300, 200)
    assert Picture(extended, "webp", "").size == (300, 200)
    assert Picture(progressive, "jpg", "").size == (300, 200)
    assert Picture(b"\xff\xd8" + b"\xff\xfe\0\0" * 1000, "jpg", "").size == (0, 0)


# The parts of an archive


def test_a_docx_relates_to_its_pictures(tmp_path: Path) -> None:
    lay(tmp_path, {"a.png": "png", "b.jpg": "jpg"})
    data = write(shown(["a.png", "b.jpg", "a.png"]), "docx", folder=str(tmp_path))
    text = member(data, "word/document.xml")
    relations = dict(
        re.findall(
            r'Id="([^"]*)" Type="[^"]*/image" Target="([^"]*)"',
            member(data, "word/_rels/document.xml.rels"),
        )
    )
    used = re.findall(r'r:embed="([^"]*)"', text)
    assert [relations[one] for one in used] == [
        "media/picture-1.png",
        "media/picture-2.jpg",
        "media/picture-1.png",
    ]
    numbers = re.findall(r'<wp:docPr id="(\d+)" name="(picture-\d+): A pier"', text)
    assert len(set(numbers)) == 3
    types = member(data, "[Content_Types].xml")
    assert types.count('Extension="png"') == types.count('Extension="jpg"') == 1
    for name in ("word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"):
        ElementTree.fromstring(member(data, name))


def test_an_odt_lists_its_pictures(tmp_path: Path) -> None:
    lay(tmp_path, {"a.png": "png", "b.jpg": "jpg"})
    data = write(shown(["a.png", "b.jpg", "a.png"]), "odt", folder=str(tmp_path))
    names = re.findall(r'draw:name="([^"]*)"', member(data, "content.xml"))
    assert names == ["picture-1: A pier", "picture-2: A pier", "picture-3: A pier"]
    listed = member(data, "META-INF/manifest.xml")
    for name, kind in (("picture-1.png", "image/png"), ("picture-2.jpg", "image/jpeg")):
        assert f'manifest:media-type="{kind}" manifest:full-path="Pictures/{name}"' in listed
    for name in ("content.xml", "META-INF/manifest.xml"):
        ElementTree.fromstring(member(data, name))


def test_a_large_picture_has_room_on_a_page(tmp_path: Path) -> None:
    wide = bytearray(image("png"))
    wide[16:24] = struct.pack(">II", 4000, 500)
    (tmp_path / "wide.png").write_bytes(wide)
    data = write(shown(["wide.png"]), "docx", folder=str(tmp_path))
    (size,) = set(re.findall(r'cx="(\d+)" cy="(\d+)"', member(data, "word/document.xml")))
    assert size == ("5760000", "720000")
    data = write(shown(["wide.png"]), "odt", folder=str(tmp_path))
    assert 'svg:width="16.00cm" svg:height="2.00cm"' in member(data, "content.xml")


@pytest.mark.parametrize("alt", ["A pier", None])
def test_a_book_says_whether_a_text_stands_for_its_pictures(
    alt: str | None, tmp_path: Path
) -> None:
    lay(tmp_path, {"a.png": "png"})
    book = write(shown(["a.png"], alt), "epub", folder=str(tmp_path))
    said = member(book, "EPUB/content.opf")
    assert '<meta property="schema:accessMode">visual</meta>' in said
    assert ("alternativeText" in said) == (alt is not None)
    sufficient = "textual" if alt else "textual,visual"
    assert f'<meta property="schema:accessModeSufficient">{sufficient}</meta>' in said
    assert ("some have no alternative text" in said) == (alt is None)


@pytest.mark.parametrize("made", ["docx", "odt"])
def test_a_page_by_libreoffice_has_the_addresses_and_the_texts_of_pictures(made: str) -> None:
    """The page is our document, saved by LibreOffice; tests/external has it save one again."""
    data = (DATA.parent / "word" / f"pictures.{made}.html").read_bytes()
    reading = read_document(data, "html")
    addresses = ["a.png", "img/b.jpg", "c.gif", "a.png"]
    assert reading.review == shown(addresses, "A “pier” & fog", "The *old* pier")
    assert reading.losses == ()


def test_a_picture_of_that_name_on_a_page_of_others_keeps_its_own_address() -> None:
    page = """<h1>Fog Season 1 Review</h1><p>Calm.</p>
    <p><img src="pier.png" name="picture-1: no" alt="A pier"></p><p>Verdict: 6/10</p>"""
    review = read_document(page.encode(), "html").review
    assert Figure("pier.png", "A pier") in review.sections[0].blocks
