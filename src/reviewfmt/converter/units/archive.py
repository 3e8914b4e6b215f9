"""What an EPUB or a file of a word processor says, in every part of its archive."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape

from reviewfmt.converter.units.html import of_html
from reviewfmt.converter.units.unit import Gathered, Unit

_PARTS = {
    "docx": re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"),
    "odt": re.compile(r"(?:content|styles)\.xml"),
    "epub": re.compile(r".*\.x?html?", re.DOTALL),
}
_WORD = re.compile(
    r"<w:(?:t|delText)(?:\s[^<>]*+)?>(?P<text>[^<]*+)|<w:(?P<gap>tab|br|cr|noBreakHyphen)\b"
    r"|</w:(?P<end>p)>|<wp:docPr\b(?P<picture>[^<>]*+)"
)
_DESCRIBED = re.compile(r"\bdescr=\"([^\"]*+)\"")
_OPEN_PART = re.compile(r"<(?P<end>/?)(?P<name>[\w:-]++)[^<>]*+>|(?P<text>[^<]++)")
_CORE = re.compile(
    r"<(?:dc|cp|dcterms|meta):(?P<name>[\w-]++)(?:\smeta:name=\"(?P<own>[^<>\"]*+)\")?"
    r"(?:\s[^<>]*+)?>(?P<text>[^<]*+)</"
)


def of_archive(data: bytes, format: str) -> Iterator[Unit]:
    """Yield the units of an archive that was checked: of its text, and of its metadata."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        contents = _contents(archive) if format == "epub" else ()
        for name in archive.namelist():
            if name.endswith((".opf", "docProps/core.xml")) or name == "meta.xml":
                text = archive.read(name).decode("utf-8", "replace")
                for match in _CORE.finditer(text):
                    if match["text"].strip():
                        yield Unit(
                            unescape(match["text"]), match["own"] or match["name"], part=name
                        )
            elif _PARTS[format].fullmatch(name) and not name.endswith(contents):
                text = archive.read(name).decode("utf-8", "replace")
                yield from _READERS[format](text, name)


_ITEM = re.compile(r"<(?:\w++:)?item\s(?P<rest>[^<>]*+)>")
_HREF = re.compile(r"\bhref=\"([^\"]++)\"")


def _contents(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Return how the names of the tables of contents end, which only repeat the headings."""
    found = []
    for name in archive.namelist():
        if name.endswith(".opf"):
            for item in _ITEM.finditer(archive.read(name).decode("utf-8", "replace")):
                address = _HREF.search(item["rest"])
                if address and _NAVIGATES.search(item["rest"]):
                    found.append(address[1])
    return tuple(found)


_NAVIGATES = re.compile(r"\bproperties=\"(?:[^\"]*\s)?nav[\s\"]")
_COPY = re.compile(r"<(/?)mc:Fallback\b")


def _without_copies(text: str) -> str:
    """Return the XML of a part of a docx without what stands there for older programs."""
    parts, end = [], 0
    for match in _COPY.finditer(text):
        if match[1] and end < 0:
            end = match.start()
        elif not match[1] and end >= 0:
            parts.append(text[end : match.start()])
            end = -1
    return "".join([*parts, text[end:]]) if end >= 0 else "".join(parts)


def _of_word(text: str, part: str) -> Iterator[Unit]:
    line = Gathered()
    for match in _WORD.finditer(_without_copies(text)):
        if match["end"]:
            yield from line.taken(part)
        elif match["text"] is not None:
            line.add(unescape(match["text"]), match.start("text"))
        elif match["picture"] is not None:
            if said := _DESCRIBED.search(match["picture"]):
                yield Unit(unescape(said[1]), part=part)
        else:
            line.add(" ", match.start())
    yield from line.taken(part)


def _of_open_document(text: str, part: str) -> Iterator[Unit]:
    line, body = Gathered(), 0
    for match in _OPEN_PART.finditer(text):
        if match["text"] is not None:
            if body:
                line.add(unescape(match["text"]), match.start())
            continue
        name = match["name"]
        opens = -1 if match["end"] else 0 if match[0].endswith("/>") else 1
        if name in ("text:p", "text:h"):
            yield from line.taken(part)
            body = max(body + opens, 0)
        elif name in ("text:s", "text:tab", "text:line-break") and body:
            line.add(" ", match.start())
    yield from line.taken(part)


def _of_book(text: str, part: str) -> Iterator[Unit]:
    for unit in of_html(text, part):
        if unit.name != "title":  # a chapter's title is a name for machines
            yield Unit(unit.text, unit.name, part=part)


_READERS = {"docx": _of_word, "odt": _of_open_document, "epub": _of_book}
