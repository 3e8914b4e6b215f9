"""Documents that are damaged, locked, mislabelled or made to be hard: one clear finding each."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest

from reviewfmt.converter import read_document
from reviewfmt.diagnostic import ReviewError
from reviewfmt.writer import dumps
from tests.budget import IN_WHOLE
from tests.growing_documents import zipped
from tests.unseen import packed

_WORD = """=== word/document.xml
<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Fog Season 1 Review</w:t></w:r></w:p>
<w:p><w:r><w:t>It is cälm.</w:t></w:r></w:p><w:p><w:r><w:t>Verdict: 7/10</w:t></w:r></w:p>
"""
_OPEN = """=== content.xml
<text:p text:style-name="Title">Fog Season 1 Review</text:p><text:p>It is cälm.</text:p>
<text:p>Verdict: 7/10</text:p>
"""
_BOOK = """=== EPUB/content.opf
<package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Fog</dc:title></metadata><manifest>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine></package>
=== EPUB/a.xhtml
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>c</title></head><body>
<h1>Fog Season 1 Review</h1><p>It is cälm.</p><p>Verdict: 7/10</p></body></html>
"""
_SOURCES = {"docx": _WORD, "odt": _OPEN, "epub": _BOOK}
_TEXTS = {"docx": "word/document.xml", "odt": "content.xml", "epub": "EPUB/a.xhtml"}


def _members(format: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed(_SOURCES[format], format))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def _with(format: str, name: str, content: bytes) -> bytes:
    return _packed({**_members(format), name: content})


def _coded(format: str, encoding: str) -> bytes:
    """Return a document whose text is in an encoding, and says so."""
    text = _members(format)[_TEXTS[format]].decode()
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    return _with(format, _TEXTS[format], (head + text).encode(encoding, "xmlcharrefreplace"))


def _renamed(format: str, old: str, new: str) -> bytes:
    """Return a document that calls a part otherwise, wherever it names it."""
    members = {name.replace(old, new): data for name, data in _members(format).items()}
    return _packed(
        {name: data.replace(old.encode(), new.encode()) for name, data in members.items()}
    )


# What is right, and uncommon


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16", "windows-1252"])
@pytest.mark.parametrize("format", _SOURCES)
def test_a_part_in_another_encoding_is_read(format: str, encoding: str) -> None:
    reading = read_document(_coded(format, encoding), format)
    assert "It is cälm." in dumps(reading.review)
    assert [one.message for one in reading.losses if "lm" in one.message] == []


def test_a_docx_may_call_its_text_otherwise() -> None:
    reading = read_document(_renamed("docx", "document.xml", "document2.xml"), "docx")
    assert "It is cälm." in dumps(reading.review)
    assert reading.losses == ()


def test_markdown_with_the_line_ends_of_an_old_mac_is_read() -> None:
    source = "# Fog Season 1 Review\r\rIt is cälm.\r\rVerdict: 7/10\r"
    assert "It is cälm." in dumps(read_document(source.encode(), "markdown").review)


# What cannot be read

_MHTML = b"""From: <Saved by Blink>
Snapshot-Content-Location: https://example.org/
Subject: Fog
 Season 1 Review
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html"; boundary="x"

--x
Content-Type: text/html

<h1>Fog Season 1 Review</h1><p>Verdict: 7/10</p>
--x--
"""
_LOCKED = b"""<manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">
<manifest:encryption-data manifest:checksum="x"><manifest:algorithm manifest:algorithm-name="x"/>
</manifest:encryption-data></manifest:file-entry></manifest:manifest>"""
_ENTITY = b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an encoding that nobody knows": (
        "odt",
        lambda: _with("odt", "content.xml", b'<?xml version="1.0" encoding="x-what"?><a/>'),
        "content.xml names an encoding that is not known: 'x-what'",
    ),
    "bytes of another encoding than it says": (
        "docx",
        lambda: _with(
            "docx",
            "word/styles.xml",
            b'<?xml version="1.0" encoding="utf-16"?>'.join([b"\xff\xfe"] * 2),
        ),
        "word/styles.xml is not encoded as it says",
    ),
    "a text that is cut off": (
        "docx",
        lambda: _with("docx", "word/document.xml", b"<w:document"),
        "docx cannot be read: word/document.xml is not XML at line 1, column",
    ),
    "no text": (
        "docx",
        lambda: _packed({k: v for k, v in _members("docx").items() if k != "word/document.xml"}),
        "docx is damaged: it holds no word/document.xml, where its text belongs",
    ),
    "a text out of its folder": (
        "docx",
        lambda: _renamed("docx", "word/document.xml", "text/main.xml"),
        "docx has its text in text/main.xml, expected word/document.xml",
    ),
    "a workbook": (
        "docx",
        lambda: zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}),
        "no docx: it is an Excel workbook",
    ),
    "a presentation": (
        "docx",
        lambda: zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"}),
        "no docx: it is a PowerPoint presentation",
    ),
    "entities in UTF-16": (
        "docx",
        lambda: _with("docx", "word/styles.xml", (_ENTITY + b"<x/>").decode().encode("utf-16")),
        "word/styles.xml declares XML entities, which are not read",
    ),
    "entities in a part of another suffix": (
        "docx",
        lambda: _with("docx", "word/styles.dat", b"\n" + _ENTITY + b"<x>&b;</x>"),
        "word/styles.dat declares XML entities, which are not read",
    ),
    "front matter in YAML that nests deep": (
        "markdown",
        lambda: b"---\nx: " + b"[" * 5000 + b"]" * 5000 + b"\n---\n\nVerdict: 7/10\n",
        "front matter holds more than is read",
    ),
    "front matter in YAML of maps in maps": (
        "markdown",
        lambda: b"---\nx: " + b"{a: " * 3000 + b"}" * 3000 + b"\n---\n\nVerdict: 7/10\n",
        "front matter holds more than is read",
    ),
    "a page that a browser saved in one file": (
        "html",
        lambda: _MHTML,
        "no html: it is a page in an archive (MHTML)",
    ),
    "an odt that LibreOffice locked": (
        "odt",
        lambda: _with("odt", "META-INF/manifest.xml", _LOCKED),
        "odt is encrypted, expected an open one",
    ),
    "an odt that LibreOffice locked whole": (
        "odt",
        lambda: _packed(
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "META-INF/manifest.xml": _LOCKED.replace(b"content.xml", b"encrypted-package"),
                "encrypted-package": bytes(range(256)),
            }
        ),
        "odt is encrypted, expected an open one",
    ),
    "a gzip archive": (
        "docx",
        lambda: b"\x1f\x8b\x08" + bytes(100),
        "no docx: it is a gzip archive",
    ),
    "a 7z archive": (
        "odt",
        lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100),
        "no odt: it is a 7z archive",
    ),
    "a picture": ("html", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "no html: it is a picture"),
    "a footnote in itself": (
        "markdown",
        lambda: b"# Fog Review\n\nCalm.[^1]\n\n[^1]: So[^1]\n\nVerdict: 7/10\n",
        "the footnote [^1] is used in its own text",
    ),
    "a footnote in one below it": (
        "markdown",
        lambda: b"# Fog Review\n\nCalm.[^1]\n\n[^1]: So[^2]\n\n[^2]: And\n\n    more[^1]\n",
        "the footnote [^1] is used in its own text",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_has_one_clear_finding(name: str) -> None:
    format, make, expected = BAD[name]
    with pytest.raises(ReviewError) as caught:
        read_document(make(), format)
    (found,) = caught.value.diagnostics
    assert found.code == "RF508"
    assert expected in found.message


@IN_WHOLE
def test_an_element_of_very_many_attributes_takes_no_long_time() -> None:
    attributes = " ".join(f"a{number}='>'" for number in range(60_000))
    page = f"<h1>Fog Season 1 Review</h1><p {attributes}>It is calm.</p><p>Verdict: 7/10</p>"
    before = time.process_time()
    read_document(page.encode(), "html")
    assert time.process_time() - before < 10  # it took a minute: each was compared with each
