"""The documents below `tests/data/unseen`, as the files that tools write.

An archive is kept as a text of its parts, each below a line `=== NAME`. What is the same in every
file of its kind is added here: content types, relations, styles, the mimetype. One that gives its
content types is whole: only its pictures are added.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from reviewfmt.model import Episode, Review
from reviewfmt.syntax import inline
from tests.growing_documents import zipped

FOLDER = Path(__file__).parent / "data" / "unseen"
DOCUMENTS: list[dict[str, Any]] = tomllib.loads(
    (FOLDER / "expected.toml").read_text(encoding="utf-8")
)["document"]
_PART = re.compile(r"^=== (.+)\n", re.MULTILINE)
_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_P = "http://schemas.openxmlformats.org/package/2006"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STYLES = {
    "Title": "Title",
    "Subtitle": "Subtitle",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Date": "Date",
    "ListParagraph": "List Paragraph",
    "IntenseQuote": "Intense Quote",
    "1": "heading 1",
}


class Document(NamedTuple):
    """A document as the bytes of its file, and the format that it is in."""

    data: bytes
    format: str


def document(file: str) -> Document:
    """Return the document that a file below `tests/data/unseen` holds or describes."""
    format = file.partition("/")[0]
    data = (FOLDER / file).read_bytes()
    if not file.endswith(".parts"):
        return Document(data, format)
    return Document(packed(data.decode(), format), format)


def packed(text: str, format: str) -> bytes:
    """Return the archive whose parts a text gives."""
    marks = list(_PART.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    parts = {mark[1]: text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)}
    if "[Content_Types].xml" in parts:
        return zipped({**parts, **_pictures(parts["word/_rels/document.xml.rels"])})
    return zipped(_PACKED[format](parts))


def _pictures(relations: str) -> dict[str, str]:
    """Return the pictures that a document refers to, each an empty file."""
    return {f"word/{name}": "" for name in re.findall(r'Target="(media/[^"]+)"', relations)}


def _book(parts: dict[str, str]) -> dict[str, str]:
    (package,) = (name for name in parts if name.endswith(".opf"))
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        f'<rootfiles><rootfile full-path="{quote(package)}"'
        ' media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    return {"mimetype": "application/epub+zip", "META-INF/container.xml": container, **parts}


_LEVEL = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
)


_GIVEN = ("word/document.xml", "docProps/core.xml", "styles")


def _word(parts: dict[str, str]) -> dict[str, str]:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in _STYLES.items()
    )
    kinds = (("1", "bullet", "•"), ("2", "decimal", "%1."))
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{_LEVEL.format(kind, sign)}</w:abstractNum>'
        for key, kind, sign in kinds
    ) + "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key, _, _ in kinds
    )
    sides = [name for name in ("footnotes", "comments") if f"word/{name}.xml" in parts]
    links = "".join(
        f'<Relationship Id="r{name}" Type="{_R}/{name}" Target="{name}.xml"/>'
        for name in ("styles", "numbering", *sides)
    )
    links += (
        f'<Relationship Id="rL" Type="{_R}/hyperlink" Target="https://example.org/transcript"'
        ' TargetMode="External"/>'
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_P}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default'
        f' Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"'
        f' ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_P}/relationships"><Relationship Id="r1"'
        f' Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_P}/relationships">{links}'
        "</Relationships>",
        "word/styles.xml": f"<w:styles {_W}>{styles}{parts.get('styles', '')}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_W}>{numbering}</w:numbering>",
        "word/document.xml": f"<w:document {_W}><w:body>{parts['word/document.xml']}</w:body>"
        "</w:document>",
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_P}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{parts.get('docProps/core.xml', '')}</cp:coreProperties>",
        **{name: text for name, text in parts.items() if name not in _GIVEN},
        **{
            f"word/{name}.xml": f"<w:{name} {_W}>{parts[f'word/{name}.xml']}</w:{name}>"
            for name in sides
        },
    }


_OPEN = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "meta": "meta",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
        "manifest": "manifest",
    }.items()
)
_OPEN += (
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' office:version="1.3"'
)


def open_document(parts: dict[str, str], pages: str = "") -> bytes:
    """Return an odt with these parts; `pages` are what is on each of its pages."""
    return zipped(_open(parts, pages))


def _open(parts: dict[str, str], pages: str = "") -> dict[str, str]:
    looks = {
        "B": 'fo:font-weight="bold"',
        "I": 'fo:font-style="italic"',
        "S": 'style:text-line-through-style="solid"',
    }
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {look}/>'
        "</style:style>"
        for name, look in looks.items()
    )
    lists = (
        '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"'
        ' text:bullet-char="•"/></text:list-style>'
    )
    numbered = (
        '<text:list-style style:name="Numbering_20_123"><text:list-level-style-number'
        ' text:level="1" style:num-format="1"/></text:list-style>'
    )
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {_OPEN}><office:automatic-styles>{styles}{lists}"
        f"{parts.get('styles', '')}</office:automatic-styles>"
        f"<office:body><office:text>{parts['content.xml']}"
        "</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {_OPEN}><office:styles>{numbered}</office:styles>"
        f"<office:master-styles>{pages}</office:master-styles></office:document-styles>",
        "meta.xml": f"<office:document-meta {_OPEN}><office:meta>{parts.get('meta.xml', '')}"
        "</office:meta></office:document-meta>",
        "META-INF/manifest.xml": f"<manifest:manifest {_OPEN}><manifest:file-entry"
        ' manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        "</manifest:manifest>",
    }


_PACKED = {"epub": _book, "docx": _word, "odt": _open}


# What a review says, one line a value


def said_by_review(review: Review) -> list[str]:
    """Return the values of a review, as `expected` spells those of a document."""
    data = review.metadata
    values: dict[str, Any] = {
        "work": review.work,
        "season": review.season,
        "tagline": inline.plain(review.title.tagline or ""),
        "author": data.author,
        "date": data.published,
        "verdict": review.verdict and review.verdict.score,
        "language": data.language,
        "status": data.status,
        "network": data.network,
        "genre": ", ".join(data.genre),
        "tags": ", ".join(data.tags),
    }
    lines = [f"{name}: {value}" for name, value in values.items() if value not in (None, "")]
    for one in review.episodes:
        lines += _entry(one)
    return [*lines, *(f"{one.aspect} {one.score}" for one in review.ratings)]


def headings_of(review: Review) -> list[str]:
    """Return the headings of the sections of a review, as `expected` spells those of a document."""
    return [f"heading {one.heading.plain}" for one in review.sections if one.heading]


def _entry(one: Episode) -> list[str]:
    number = "" if one.number is None else f"{one.number:f}"
    return _values_of(number, one.title or "", str(one.score or ""))


def _values_of(number: str, title: str, score: str) -> list[str]:
    title = inline.plain(title)
    key = number or title
    return [f"entry {key}", *(f"entry {key}: {value}" for value in (title, score) if value)]


def expected(document: dict[str, Any]) -> list[str]:
    """Return the values that a document says."""
    lines = [f"{name}: {value}" for name, value in document["values"].items()]
    for entry in document["entries"]:
        lines += _values_of(*entry.split(" | "))
    lines += (f"heading {one}" for one in document.get("headings", ()))
    return [*lines, *document.get("ratings", ())]
