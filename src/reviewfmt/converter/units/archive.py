"""Reads the texts in every part of an EPUB or a word processor's file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape

from reviewfmt.converter.units.html import is_nowhere, of_html
from reviewfmt.converter.units.unit import CHANGED, DELETED, LINK, SOURCE, Gathered, Unit

_PARTS = {
    "docx": re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"),
    "odt": re.compile(r"(?:content|styles)\.xml"),
    "epub": re.compile(r".*\.x?html?", re.DOTALL),
}
_WORD = re.compile(
    r"<w:(?:t|(?P<gone>delText))(?:\s[^<>]*+)?>(?P<text>[^<]*+)|<w:(?P<gap>tab|br|cr|noBreakHyphen)\b"
    r"|</w:(?P<end>p)>|<wp:docPr\b(?P<picture>[^<>]*+)"
    r"|<(?:w:hyperlink|a:hlinkClick)\b[^<>]{0,500}?\br:id=\"(?P<link>[^\"]{1,100})\""
    r"|<w:instrText\b[^<>]{0,100}>\s{0,9}HYPERLINK\s{1,9}(?:\"|&quot;)(?P<field>[^\"<>]{1,2000}?)"
    r"(?:\"|&quot;)|<w:comment\b(?P<comment>[^<>]*+)"
    r"|<w:(?:ins|del|moveFrom|moveTo)\s(?P<change>[^<>]*+)"
)
_AUTHOR = re.compile(r"\bw:author=\"([^\"]*+)\"")
_RELATION = re.compile(r"<Relationship\b(?P<rest>[^<>]{0,4000})")
_RELATED = re.compile(r"\b(?P<name>Id|Target|Type)=\"(?P<value>[^\"]*+)\"")
_DESCRIBED = re.compile(r"\bdescr=\"([^\"]*+)\"")
_OPEN_PART = re.compile(r"<(?P<end>/?)(?P<name>[\w:-]++)[^<>]*+>|(?P<text>[^<]++)")
_CORE = re.compile(
    r"<(?:dc|cp|dcterms|meta):(?P<name>[\w-]++)(?:\smeta:name=\"(?P<own>[^<>\"]*+)\")?"
    r"(?:\s[^<>]*+)?>(?P<text>[^<]*+)</"
)


def parts_of(archive: zipfile.ZipFile, format: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the source of each part with text or metadata, text first.

    The table of contents of a book is left out, since it only repeats the headings.
    """
    contents = _contents(archive) if format == "epub" else ()
    for name in sorted(archive.namelist(), key=_is_of_metadata):
        of_text = _PARTS[format].fullmatch(name) and not name.endswith(contents)
        if of_text or _is_of_metadata(name):
            yield name, archive.read(name).decode("utf-8", "replace")


def chapters_of(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the names of the chapters of a book."""
    contents = _contents(archive)
    for name in archive.namelist():
        if _PARTS["epub"].fullmatch(name) and not name.endswith(contents):
            yield name


def of_part(archive: zipfile.ZipFile, name: str, text: str, format: str) -> Iterator[Unit]:
    """Yield the units of a part of an archive, with their places in its source `text`."""
    if not _is_of_metadata(name):
        yield from _READERS[format](text, name, _related(archive, name, format))
        return
    for match in _CORE.finditer(text):
        if match["text"].strip():
            called, at = match["own"] or match["name"], match.start("text")
            yield Unit(unescape(match["text"]), called, (0,), (at,), name)


def _is_of_metadata(name: str) -> bool:
    return name.endswith((".opf", "docProps/core.xml")) or name == "meta.xml"


_ITEM = re.compile(r"<(?:\w++:)?item\s(?P<rest>[^<>]*+)>")
_HREF = re.compile(r"\bhref=\"([^\"]++)\"")


def _contents(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Return the suffixes of the tables of contents, which only repeat the headings."""
    found = []
    for name in archive.namelist():
        if name.endswith(".opf"):
            for item in _ITEM.finditer(archive.read(name).decode("utf-8", "replace")):
                address = _HREF.search(item["rest"])
                if address and _NAVIGATES.search(item["rest"]):
                    found.append(address[1])
    return tuple(found)


def _related(archive: zipfile.ZipFile, part: str, format: str) -> Mapping[str, str]:
    """Return the targets of the links of a part of a docx, by their names."""
    folder, _, file = part.rpartition("/")
    name = f"{folder}/_rels/{file}.rels"
    if format != "docx" or name not in archive.namelist():
        return {}
    found = {}
    for relation in _RELATION.finditer(archive.read(name).decode("utf-8", "replace")):
        said = {one["name"]: unescape(one["value"]) for one in _RELATED.finditer(relation["rest"])}
        if said.get("Type", "").endswith("/hyperlink"):
            found[said.get("Id", "")] = said.get("Target", "")
    return found


_NAVIGATES = re.compile(r"\bproperties=\"(?:[^\"]*\s)?nav[\s\"]")
_COPY = re.compile(r"<(/?)mc:Fallback\b")


def _without_copies(text: str) -> str:
    """Return the XML of a part of a docx without the copies for older programs, as blanks."""
    parts, end, shown = [], 0, True
    for match in _COPY.finditer(text):
        if match[1] and not shown:
            parts.append(" " * (match.start() - end))
            end, shown = match.start(), True
        elif not match[1] and shown:
            parts.append(text[end : match.start()])
            end, shown = match.start(), False
    return "".join([*parts, text[end:] if shown else " " * (len(text) - end)])


def _of_word(text: str, part: str, links: Mapping[str, str]) -> Iterator[Unit]:
    line, gone = Gathered(), Gathered()
    changed_by: set[str] = set()
    for match in _WORD.finditer(_without_copies(text)):
        if match["gone"] is None and match["change"] is None:
            yield from gone.taken(part, DELETED)
        if match["end"]:
            yield from line.taken(part)
        elif match["comment"] is not None:
            if by := _AUTHOR.search(match["comment"]):
                _sign(line, by[1], match.start("comment") + by.start(1))
        elif match["change"] is not None:
            by = _AUTHOR.search(match["change"])
            if by is not None and by[1] not in changed_by:
                changed_by.add(by[1])
                at = match.start("change") + by.start(1)
                yield Unit(unescape(by[1]), CHANGED, (0,), (at,), part)
        elif match["text"] is not None:
            to = gone if match["gone"] else line
            to.add(unescape(match["text"]), match.start("text"))
        elif match["picture"] is not None:
            if said := _DESCRIBED.search(match["picture"]):
                at = match.start("picture") + said.start(1)
                yield Unit(unescape(said[1]), "", (0,), (at,), part)
        elif match["link"] is not None or match["field"] is not None:
            address = links.get(match["link"] or "", "") or unescape(match["field"] or "")
            if not is_nowhere(address):
                yield Unit(address, LINK, (0,), (match.start(),), part)
        else:
            line.add(" ", match.start())
    yield from line.taken(part)


def _of_open_document(text: str, part: str, _: Mapping[str, str]) -> Iterator[Unit]:
    line, body, around, inside = Gathered(), 0, -1, ""
    changed_by: set[str] = set()
    author: tuple[str, int] | None = None
    for match in _OPEN_PART.finditer(text):
        if match["text"] is not None:
            if around >= 0 and inside == "dc:creator":
                author = match["text"], match.start()
            elif inside == "dc:creator":
                if (by := unescape(match["text"]).strip()) not in changed_by:
                    changed_by.add(by)
                    yield Unit(by, CHANGED, (0,), (match.start(),), part)
            elif body > max(around, 0):
                if author is not None:
                    _sign(line, *author)
                    author = None
                line.add(unescape(match["text"]), match.start())
            continue
        name = match["name"]
        opens = -1 if match["end"] else 0 if match[0].endswith("/>") else 1
        inside = name if opens > 0 else ""
        if name in ("text:p", "text:h"):
            yield from line.taken(part)
            body = max(body + opens, 0)
        elif name == _REMARK:
            yield from line.taken(part)
            around, author = body if opens > 0 else -1, None
        elif name in ("text:a", "draw:a") and not match["end"]:
            address = _ADDRESS.search(match[0])
            if address and not is_nowhere(address[1]):
                target = unescape(address[1]).removeprefix("../")
                yield Unit(target, LINK, (0,), (match.start(),), part)
        elif name in _PARTED and body:
            line.add(" ", match.start())
    yield from line.taken(part)


_REMARK = "office:annotation"
"""Matches a comment: its author and date, then its paragraphs."""

PROGRAMS = frozenset((
    "python-docx", "generated by python-docx", "Microsoft Office User", "Windows User", "User",
    "user", "Un-named", "Unknown", "Unknown Author", "Admin", "Administrator", "LibreOffice",
    "Apache POI", "docx",
))  # fmt: skip
"""What programs write in place of the name of a person."""


def _sign(line: Gathered, author: str, offset: int) -> None:
    """Begin a comment with the name of its author."""
    name = unescape(author).strip()
    if name and name not in PROGRAMS:
        line.add(f"{name}: ", offset)


_PARTED = ("text:s", "text:tab", "text:line-break", "svg:title", "svg:desc")
_ADDRESS = re.compile(r"\bxlink:href=\"([^\"]*+)\"")


def _of_book(text: str, part: str, _: Mapping[str, str]) -> Iterator[Unit]:
    for unit in of_html(text, part):
        inside = unit.name in (LINK, SOURCE) and _SCHEME.match(unit.text) is None
        if unit.name != "title" and not inside:  # the title of a chapter is a name for machines
            yield unit


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:|//")
"""Matches the beginning of an address outside the book."""

_READERS = {"docx": _of_word, "odt": _of_open_document, "epub": _of_book}
