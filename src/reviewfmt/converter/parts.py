"""Finds where words are in an EPUB, a docx or an odt, in terms that a person can use.

In a book, the place is a chapter, with a line and a column of its file; in a document of a word
processor, a paragraph or the row of a table. Paragraphs without words do not count, and a paragraph
with others in a box or a note counts once.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from functools import cached_property

from reviewfmt.converter.places import MARKUP, UNSAID, Places, patterns
from reviewfmt.converter.units import Unit, of_part, parts_of
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.source import Lines
from reviewfmt.span import NOWHERE, Span

_WORD = re.compile(
    r"<(?P<end>/?)w:(?P<name>p|tbl|tr)(?=[\s/>])[^<>]*+>|<w:(?:t|delText)(?:\s[^<>]*+)?>(?P<text>[^<]*+)"
)
_OPEN = re.compile(
    r"<(?P<end>/?)(?:text:(?P<p>[ph])|table:(?P<name>table|table-row))(?=[\s/>])[^<>]*+>"
    r"|(?<=>)(?P<text>[^<]++)"
)
_NAMES = {"tbl": "table", "table": "table", "tr": "row", "table-row": "row", "p": "paragraph"}
_MAIN = {"docx": "word/document.xml", "odt": "content.xml"}


class ArchivePlaces(Places):
    """The words of a checked archive, with their parts and places.

    `find` and `of` return places in the texts of all parts, one after the other; `located` turns
    them into places for a person.
    """

    def __init__(self, data: bytes, format: str) -> None:
        self._format = format
        self._data = data
        self._starts: list[int] = []
        self._names: list[str] = []
        self._parts: list[Unit] = []
        texts, length = [], 0
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name, text in parts_of(archive, format):
                self._starts.append(length)
                self._names.append(name)
                self._parts += (
                    replace(one, offsets=tuple(length + at for at in one.offsets))
                    for one in of_part(archive, name, text, format)
                )
                texts.append(text)
                length += len(text) + 1
        super().__init__("\n".join(texts), "html")
        self._markup = MARKUP["html"] if format == "epub" else _MARKUP[format]

    @cached_property
    def units(self) -> list[Unit]:
        """The texts of the archive, unit by unit."""
        return self._parts

    def find_markup(self, name: str) -> Span:
        """Return the first place of a markup, either in the text or made by one of its styles."""
        bare = name.removesuffix(UNSAID)
        styles = self._looks.get(bare)
        pattern = self._markup.get(bare)
        found = [pattern.search(self._text) if pattern else None]
        if styles:
            uses = _STYLED[self._format].finditer(self._text)
            found.append(
                next(
                    (one for one in uses if (_FAMILIES[one["kind"]], one["style"]) in styles), None
                )
            )
        spans = [self._lines.span(one.start(), one.end()) for one in found if one]
        return min(spans, key=lambda span: span.offset) if spans else super().find_markup(name)

    @cached_property
    def _looks(self) -> Mapping[str, Set[tuple[str, str]]]:
        """The styles that stand for markup: the family and the name of each."""
        if self._format == "docx":
            from reviewfmt.converter.office.looks import Looks

            return Looks(self._data).by_markup()
        if self._format == "odt":
            from reviewfmt.converter.office.opendocument_styles import looks

            return looks(self._data)
        return {}

    def located(self, found: Diagnostic) -> Diagnostic:
        """Return a finding at the part and the place of the archive that contain its words."""
        if found.span == NOWHERE or found.part is not None:
            return found
        at = bisect_right(self._starts, found.span.offset) - 1
        name, start = self._names[at], self._starts[at]
        if self._format == "epub":
            lines = self._lines_of(at)
            span = lines.span(found.span.offset - start, found.span.end_offset - start)
            return replace(found, span=span, part=name)
        if name == _MAIN[self._format]:
            starts, labels = self._structure
            place = bisect_right(starts, found.span.offset - start) - 1
            return replace(found, span=NOWHERE, part=labels[place] if place >= 0 else name)
        return replace(found, span=NOWHERE, part=called(name) or name)

    def _lines_of(self, at: int) -> Lines:
        if at not in self._lines_by_part:
            end = self._starts[at + 1] - 1 if at + 1 < len(self._starts) else len(self._text)
            self._lines_by_part[at] = Lines(self._text[self._starts[at] : end])
        return self._lines_by_part[at]

    @cached_property
    def _lines_by_part(self) -> dict[int, Lines]:
        return {}

    @cached_property
    def _structure(self) -> tuple[list[int], list[str]]:
        """The starts of the paragraphs and the rows of tables in the main part, and their names."""
        at = self._names.index(_MAIN[self._format])
        end = self._starts[at + 1] - 1 if at + 1 < len(self._starts) else len(self._text)
        text = self._text[self._starts[at] : end]
        found = dict(_structure(text, _WORD if self._format == "docx" else _OPEN))
        return list(found), list(found.values())


def _structure(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Yield the start of each paragraph with words, and of each row of an outer table."""
    depth = {"table": 0, "row": 0, "paragraph": 0}
    paragraphs = tables = rows = start = 0
    counted = False
    for match in pattern.finditer(text):
        if match["text"] is not None:
            inside = depth["paragraph"] and not depth["table"]
            if inside and not counted and match["text"].strip():
                paragraphs, counted = paragraphs + 1, True
                yield start, f"paragraph {paragraphs}"
            continue
        kind = _NAMES.get(match["name"] or "p", "paragraph")
        if match["end"]:
            depth[kind] = max(depth[kind] - 1, 0)
        elif not match[0].endswith("/>"):
            depth[kind] += 1
            if kind == "paragraph" and depth[kind] == 1:
                start, counted = match.start(), False
            elif kind == "table" and depth[kind] == 1 and not depth["paragraph"]:
                tables, rows = tables + 1, 0
                yield match.start(), f"table {tables}"
            elif kind == "row" and depth[kind] == 1 and depth["table"] == 1:
                rows += 1
                yield match.start(), f"table {tables}, row {rows}"


_CALLED = {
    "header": "a header",
    "footer": "a footer",
    "footnotes": "a footnote",
    "endnotes": "an endnote",
    "comments": "a comment",
    "core": "the properties",
    "styles": "a header or footer",
    "meta": "the properties",
}


def called(name: str) -> str:
    """Return the name that people use for a part of an archive; "" for its text."""
    stem = name.rpartition("/")[2].partition(".")[0].rstrip("0123456789")
    if name.endswith((".xhtml", ".html", ".htm", ".opf")):
        return name
    return _CALLED.get(stem, "")


_STYLED = {
    "docx": re.compile(
        r"<w:(?P<kind>[rp])Style\b[^<>]{0,40}?\bw:val=\"(?P<style>[^\"<>]{1,200})\""
    ),
    "odt": re.compile(
        r"<text:(?P<kind>span|p|h)\b[^<>]{0,400}?\btext:style-name=\"(?P<style>[^\"<>]{1,200})\""
    ),
}
"""Matches the style of a text or a paragraph."""

_FAMILIES = {"r": "text", "span": "text", "p": "paragraph", "h": "paragraph"}
_ON = '\\b(?![^<>]{0,80}"(?:0|false|off|none)")'
_MARKUP: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "docx": patterns(
        {
            "image": "<(?:w:drawing|w:pict)\\b",
            "link of a picture": "<a:hlinkClick\\b",
            "footnote": "<w:(?:foot|end)noteReference\\b",
            "underlined text": f"<w:u{_ON}",
            "struck out text": f"<w:d?strike{_ON}",
            "superscript": '<w:vertAlign\\b[^<>]{0,40}"superscript"',
            "subscript": '<w:vertAlign\\b[^<>]{0,40}"subscript"',
            "small capitals": f"<w:smallCaps{_ON}",
            "emphasis": f"<w:i{_ON}",
            "strong text": f"<w:b{_ON}",
            "link": "<w:hyperlink\\b|HYPERLINK\\b",
            "mathematics": "<m:oMath\\b",
            "rule": '\\bo:hr="t"',
            "list in a list": '<w:ilvl\\b[^<>]{0,40}"[1-9]"',
            "numbering of a list": "<w:numPr\\b",
        }
    ),
    "odt": patterns(
        {
            "image": "<draw:(?:image|object)\\b",
            "link of a picture": "<draw:a\\b",
            "footnote": "<text:note\\b",
            "link": "<text:a\\b",
            "mathematics": "<draw:object\\b",
            "list in a list": "<text:list-item\\b[^<>]{0,200}>\\s{0,9}<text:list\\b",
            "numbering of a list": "<text:list\\b",
        }
    ),
}
"""Matches markup that no style makes."""
