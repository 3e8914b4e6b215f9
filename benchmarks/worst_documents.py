"""The worst cases of documents: pages, Markdown, JSON and word processor documents."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from benchmarks.cases import Case, made, repeated
from benchmarks.inputs import SAMPLES
from reviewfmt.converter import FORMATS, read_document
from reviewfmt.diagnostic import ReviewError
from reviewfmt.document import read_json, write_json
from reviewfmt.linter import check_json
from reviewfmt.parser import parse
from reviewfmt.source import decode

_HTML = (
    "<html><head><title>A Show Review</title></head><body><h1>A Show Review</h1>{}"
    "<p>Verdict: 8/10</p></body></html>"
)
_MARKDOWN = "# A Show Review\n\n{}\n\nVerdict: 8/10\n"
_PIECES: Mapping[str, Sequence[str]] = {
    "markdown": (
        *(
            "*a",
            "**a** ",
            "[a",
            "![a](b)\n\n",
            "`a",
            "- a\n",
            "1. a\n\n",
            "> a\n\n",
            "| a | 1/5 |\n",
        ),
        *("a\n", "a\n\n", "<b>a", "\\*a", "## a\n\n", "Episode 1: a -| 1/5\n\n", "a: b\n", "&amp;"),
    ),
    "html": (
        *("<p>a</p>", "<b>a", "<p>a", "<ul><li>a</li></ul>", "<table><tr><td>a<td>1/5</table>"),
        *("<br>", "&amp;", "<a href=b>a</a>", "<img src=a>", "<!-- a -->", "<h2>a</h2>", "a "),
        *("<li>a", "<tr><td>a", "<script>a</script>", "<p>Episode 1: a -| 1/5</p>", "<dl><dt>a"),
        '<script type="application/ld+json">{"@type":"Review"}</script>',
        *map(
            '<meta name="made-with">{}'.format,  # saved by LibreOffice
            (
                '<p class="review-field">Author: x</p>',
                '<p class="review-picture">a.png</p><p class="review-picture-caption">b</p>',
                '<p class="block-text">b</p>',
                '<p class="review-rule"></p>',
                '<span style="background: #ddd8d1">x</span>',
            ),
        ),
    ),
    "json": (
        *('"k{}": 1, ', '"auther{}": "a", ', '"titel{}": "a", ', '"x_{}": {{}}, ', '"a": 1, '),
        *('"k{}": [[], {{}}], ', '"k{}": "\\u00e9\\n", ', '"k{}": 1e9, '),
    ),
}


def of_readers() -> Iterator[Case]:
    """Yield cases for each format that is read; the time of pandoc has its own limit."""
    for row in FORMATS.values():
        if row.reads and row.name != "review":
            assert row.name in _READERS, f"no case for the reader of {row.name}"
            yield from _READERS[row.name](row.name)


def _read(name: str) -> Callable[[bytes], object]:
    def read(data: bytes) -> object:
        try:
            return read_document(data, name)
        except ReviewError as error:
            return error

    return read


def _of_markup(name: str) -> Iterator[Case]:
    frame = {"markdown": _MARKDOWN}.get(name, _HTML)
    pack = {"epub": _epub, "docx": _docx, "odt": _odt}.get(name, str.encode)
    pieces = _PIECES["markdown" if name == "markdown" else "html"]
    if name in _OFFICE:
        frame, pieces = "{}", _OFFICE[name]
    for piece in pieces:
        yield Case(
            f"read {name}: {piece!r}",
            made(lambda size, piece: pack(frame.format(repeated(piece, size // 8))), piece),
            _read(name),
            rate=False,
        )


def _of_json(name: str) -> Iterator[Case]:
    base = write_json(parse(decode(SAMPLES[0].read_bytes())).review)
    for piece in _PIECES["json"]:
        yield Case(
            f"read json: {piece!r}",
            made(
                lambda size, piece: (
                    "{" + "".join(piece.format(at) for at in range(size // len(piece))) + base[1:]
                ),
                piece,
            ),
            check_json,
        )
    document = json.loads(base)
    for key, value in document.items():
        if isinstance(value, list) and value:
            yield Case(
                f"read json: many {key}",
                made(
                    lambda size, key, value: json.dumps(
                        document | {key: value * max(1, size // len(json.dumps(value)))}, indent=1
                    ),
                    key,
                    value,
                ),
                check_json,
            )
    yield Case(
        "read json: the whole of it",
        lambda size: base.replace(': "A', ': "A' + "a" * size, 1),
        lambda text: _quiet(read_json, text),
    )
    yield Case("read json: nested", lambda size: "[" * size, check_json)
    yield Case(
        "read json: a long text",
        lambda size: base.replace(': "', ': "' + "a" * size, 1),
        check_json,
    )


def _quiet(work: Callable[[Any], object], given: Any) -> object:
    try:
        return work(given)
    except ReviewError as error:
        return error


_OFFICE: Mapping[str, Sequence[str]] = {
    "docx": ("<w:p><w:r><w:t>a</w:t></w:r></w:p>", "<w:p/>", "<w:tbl/>"),
    "odt": (
        "<text:p>a</text:p>",
        "<text:p/>",
        "<text:h>a</text:h>",
        "<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>",
        "<table:table/>",
        '<text:p><text:s text:c="9"/>a<text:line-break/></text:p>',
    ),
}
"""The parts of word processor documents."""

_READERS: Mapping[str, Callable[[str], Iterator[Case]]] = {
    "markdown": _of_markup,
    "html": _of_markup,
    "epub": _of_markup,
    "docx": _of_markup,
    "odt": _of_markup,
    "json": _of_json,
}

_CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
_OPF = (
    '<package version="3.0" xmlns="http://www.idpf.org/2007/opf" unique-identifier="i"><metadata'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">i</dc:identifier><dc:title>'
    "A</dc:title><dc:language>en</dc:language></metadata><manifest><item id='a' href='a.xhtml'"
    " media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>"
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default'
    ' Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "{}</w:body></w:document>"
)

_CONTENT = (
    "<office:document-content"
    + "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    + ' office:version="1.3"><office:body><office:text>{}</office:text></office:body>'
    "</office:document-content>"
)


def _zipped(members: Mapping[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return data.getvalue()


def _epub(page: str) -> bytes:
    members = {"mimetype": "application/epub+zip", "META-INF/container.xml": _CONTAINER}
    return _zipped(members | {"a.opf": _OPF, "a.xhtml": page})


def _docx(body: str) -> bytes:
    members = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS}
    return _zipped(members | {"word/document.xml": _DOCUMENT.format(body)})


def _odt(body: str) -> bytes:
    members = {"mimetype": "application/vnd.oasis.opendocument.text"}
    return _zipped(members | {"content.xml": _CONTENT.format(body)})
