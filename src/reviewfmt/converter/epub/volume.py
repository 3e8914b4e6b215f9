"""Packs the files of an EPUB; the same volume always gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO, NamedTuple

from reviewfmt.converter.epub.contents import Entry, Landmark, nav, ncx
from reviewfmt.converter.epub.package import Facts, Item, Seen, package
from reviewfmt.converter.heads import book_page, escaped, spoken
from reviewfmt.converter.pictures.cover import Picture

SHEET = "styles/stylesheet1.css"
MEDIA = "media/"
XHTML = "application/xhtml+xml"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'

_CONTAINER = f"""{_XML}\
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/content.opf" media-type="application/oebps-package+xml" />
  </rootfiles>
</container>
"""
_DISPLAY_OPTIONS = f"""{_XML}\
<display_options>
  <platform name="*">
    <option name="specified-fonts">true</option>
  </platform>
</display_options>
"""


class Part(NamedTuple):
    """A page of a book: its file name, its title as HTML, and its body.

    `kind` is its type in EPUB's structural semantics.
    """

    name: str
    title: str
    body: str
    language: str
    kind: str = "bodymatter"

    @property
    def path(self) -> str:
        """The path in the package."""
        return page_path(self.name)


def page_path(name: str) -> str:
    """Return the path in the package of the page with this name."""
    return f"text/{name}.xhtml"


class Front(NamedTuple):
    """The cover of a book: the picture on its page, and the picture for shelves.

    They are the same if `shelf` is None. `alt` is the alternative text of both; None if the title
    stands for them.
    """

    shown: Picture
    shelf: Picture | None = None

    @property
    def alt(self) -> str | None:
        """The alternative text."""
        return self.shown.alt


class Medium(NamedTuple):
    """A picture inside a book: its media type, and a function that returns its bytes."""

    type: str
    data: Callable[[], bytes]


class Volume(NamedTuple):
    """A book: its pages in reading order, and its metadata.

    `contents_name` is the heading of the table of contents. `lists_contents` is true if this table
    is one of the pages that are read, after the first `before` pages.
    """

    facts: Facts
    seen: Seen
    parts: Sequence[Part]
    contents: Sequence[Entry]
    contents_name: str
    landmarks: Sequence[Landmark]
    landmarks_name: str
    sheet: str
    front: Front
    media: Mapping[str, Medium]
    lists_contents: bool = False
    before: int = 0


def bound(volume: Volume, moment: int) -> bytes:
    """Return the EPUB of a volume; its files are dated `moment`, in seconds since 1970."""
    made = io.BytesIO()
    bind(volume, moment, made)
    return made.getvalue()


def bind(volume: Volume, moment: int, file: BinaryIO) -> None:
    """Write the EPUB of a volume to a file opened for bytes, one part after the other."""
    dated = datetime.fromtimestamp(moment, UTC).timetuple()[:6]
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in _members(volume):
            member = zipfile.ZipInfo(name, dated)
            member.external_attr = 0o600 << 16
            stored = name == "mimetype"
            packed = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(member, content, packed)


def _members(volume: Volume) -> Iterator[tuple[str, str | bytes]]:
    """Yield the files of the archive, the media type first."""
    facts, front = volume.facts, volume.front
    title, language = facts.title, facts.language
    yield "mimetype", "application/epub+zip"
    yield "META-INF/container.xml", _CONTAINER
    yield "META-INF/com.apple.ibooks.display-options.xml", _DISPLAY_OPTIONS
    yield "EPUB/content.opf", _package(volume)
    yield "EPUB/toc.ncx", ncx(volume.contents, title, facts.identifier)
    said = nav(volume.contents, volume.contents_name, volume.landmarks, volume.landmarks_name)
    yield "EPUB/nav.xhtml", book_page(said, title, "frontmatter", language, SHEET)
    yield f"EPUB/{SHEET}", volume.sheet
    for part in volume.parts:
        page = book_page(part.body, part.title, part.kind, part.language, f"../{SHEET}")
        yield f"EPUB/{part.path}", page
    for picture in (front.shelf, front.shown):
        if picture is not None:
            yield f"EPUB/{MEDIA}cover.{picture.suffix}", picture.data
    yield f"EPUB/{page_path('cover')}", _cover_page(title, front, language)
    for name, medium in volume.media.items():
        yield f"EPUB/{MEDIA}{name}", medium.data()


def _package(volume: Volume) -> str:
    front = volume.front
    shelf = front.shelf or front.shown
    items = [
        Item("ncx", "toc.ncx", "application/x-dtbncx+xml"),
        Item("nav", "nav.xhtml", XHTML, "nav"),
        Item("stylesheet1", SHEET, "text/css"),
        *(
            Item(f"{part.name}_xhtml", part.path, XHTML, "svg" if "<svg" in part.body else "")
            for part in volume.parts
        ),
        Item("cover-image", f"{MEDIA}cover.{shelf.suffix}", shelf.type, "cover-image"),
    ]
    if front.shelf is not None:
        shown = front.shown
        items.append(Item("cover-shown", f"{MEDIA}cover.{shown.suffix}", shown.type))
    items.append(Item("cover", page_path("cover"), XHTML))
    items += (
        Item(name.partition(".")[0], f"{MEDIA}{name}", medium.type)
        for name, medium in volume.media.items()
    )
    spine = ["cover", *(f"{part.name}_xhtml" for part in volume.parts)]
    if volume.lists_contents:
        spine.insert(1 + volume.before, "nav")
    guide = [("toc", volume.contents_name, "nav.xhtml")]
    guide += [(one.kind, one.said, one.target) for one in volume.landmarks if one.kind == "cover"]
    return package(volume.facts, volume.seen, items, spine, guide)


def _cover_page(title: str, front: Front, language: str) -> str:
    """Return the page of a cover; without its own text, the title stands for the picture."""
    alt = escaped(front.alt) if front.alt else title
    style = "body { margin: 0; text-align: center; } img { max-width: 100%; max-height: 100vh; }"
    return (
        f"{_XML}<!DOCTYPE html>\n"
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f"{spoken(language, xml=True)}>\n"
        f'<head>\n  <meta charset="utf-8" />\n  <title>{title}</title>\n'
        f"  <style>{style}</style>\n"
        '</head>\n<body epub:type="cover">\n'
        f'<img src="../{MEDIA}cover.{front.shown.suffix}" alt="{alt}" role="doc-cover" />\n'
        "</body>\n</html>\n"
    )


def media_of(pictures: Mapping[str, Picture]) -> dict[str, Medium]:
    """Return available pictures as a book contains them."""
    return {name: Medium(one.type, partial(bytes, one.data)) for name, one in pictures.items()}
