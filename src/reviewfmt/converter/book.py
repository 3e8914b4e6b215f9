"""The package of an EPUB around its one chapter, which pandoc writes as HTML.

pandoc's own writer of EPUB takes many times as long: it writes every heading of the table of
contents as a document of its own.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from reviewfmt.characters import LANGUAGE_TAG
from reviewfmt.converter.cover import Picture
from reviewfmt.converter.heads import book_page, escaped, keywords, spoken, styles, title_of
from reviewfmt.converter.publication import content_of, epoch, modified
from reviewfmt.model import Figure, Review, walk
from reviewfmt.pandoc_ast import is_right_to_left
from reviewfmt.syntax import inline

TITLE_ID = "title"
"""The id of the heading that is the title: the sections have theirs."""

_CHAPTER = "text/ch001.xhtml"
_SHEET = "styles/stylesheet1.css"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XHTML = "application/xhtml+xml"

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


def with_title_id(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document whose title, where it has one, is a place to go to."""
    match document["blocks"]:
        case [{"t": "Header", "c": [1, [_, *marks], inlines]}, *rest]:
            head = {"t": "Header", "c": [1, [TITLE_ID, *marks], inlines]}
            return {**document, "blocks": [head, *rest]}
    return document


def book(
    chapter: bytes,
    review: Review,
    cover: Picture | None = None,
    language: str | None = None,
    pictures: Mapping[str, Picture] | None = None,
) -> bytes:
    """Return the EPUB of a review whose text is `chapter`, with its cover.

    `pictures` are those that the chapter shows, by their names.

    `language` is what stands where the review names none; English without it. All that it says
    of itself comes from the review, so that the same one gives the same bytes.
    """
    named = review.metadata.language
    language = named if named and LANGUAGE_TAG.fullmatch(named) else language or "en"
    content = content_of(review)
    identifier = f"urn:uuid:{uuid.uuid5(_NAMESPACE, content)}"
    body = chapter.decode().strip("\n")
    title = title_of(review)
    headings = list(_headings(body)) or [_Heading(1, "", title or "Untitled")]
    seen = _Seen(cover, pictures or {}, _all_said(review), "<svg" in body)
    opf = _package(review, seen, language, identifier, modified(review, content))
    nav = book_page(_nav(headings, title), title, "frontmatter", language, _SHEET)
    members: list[tuple[str, str | bytes]] = [
        ("META-INF/container.xml", _CONTAINER),
        ("META-INF/com.apple.ibooks.display-options.xml", _DISPLAY_OPTIONS),
        ("EPUB/content.opf", opf),
        ("EPUB/toc.ncx", _ncx(headings, title, identifier)),
        ("EPUB/nav.xhtml", nav),
        (f"EPUB/{_SHEET}", f"{styles()}\n"),
        (f"EPUB/{_CHAPTER}", book_page(body, title, "bodymatter", language, f"../{_SHEET}")),
    ]
    if cover is not None:
        members += [
            (f"EPUB/media/cover.{cover.suffix}", cover.data),
            ("EPUB/text/cover.xhtml", _cover_page(title, cover, language)),
        ]
    members += ((f"EPUB/media/{name}", one.data) for name, one in seen.pictures.items())
    return _archive(members, epoch(review.metadata.published))


class _Seen(NamedTuple):
    """What of a book is seen and not read.

    `said` tells that each picture has a text, `charts` that there are some.
    """

    cover: Picture | None
    pictures: Mapping[str, Picture]
    said: bool
    charts: bool

    @property
    def summary(self) -> str:
        """What a book says of it to who cannot see it."""
        charts = _CHARTS if self.charts else ""
        if self.pictures:
            some = "each has" if self.said else "some have no"
            return f"It has images; {some} alternative text. {charts}It has no sound or video."
        if self.charts:
            also = "" if self.cover is None else "Its cover is an image. "
            return f"{also}{charts}It has no sound or video."
        return _NO_PICTURE if self.cover is None else _A_COVER

    @property
    def is_said(self) -> bool:
        """Tell whether a text stands for all of it."""
        return self.said and (self.cover is None or bool(self.cover.alt))


def _all_said(review: Review) -> bool:
    return all(node.alt for node in walk(review) if isinstance(node, Figure))


_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "reviewfmt")


def _archive(members: list[tuple[str, str | bytes]], moment: int) -> bytes:
    """Return an archive whose files all have one time, the kind of the archive the first."""
    dated = datetime.fromtimestamp(moment, UTC).timetuple()[:6]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in (("mimetype", "application/epub+zip"), *members):
            member = zipfile.ZipInfo(name, dated)
            member.external_attr = 0o600 << 16
            packed = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(member, content, packed)
    return made.getvalue()


# -- the table of contents --------------------------------------------------------------------


class _Heading(NamedTuple):
    """A heading of the chapter: its level, the id of its section, and its XHTML."""

    level: int
    id: str
    said: str

    @property
    def plain(self) -> str:
        """The text without its markup."""
        return _TAG.sub("", self.said)

    @property
    def target(self) -> str:
        """Where it stands."""
        return f"{_CHAPTER}#{self.id}" if self.id else _CHAPTER


_HEADING = re.compile(
    r'<section id="(?P<id>[^"]*+)" class="level(?P<level>[12])[ "][^>]*+>\n'
    r"<h[12]\b[^>]*+>(?P<said>.*?)</h[12]>"
)
_TAG = re.compile(r"<[^>]*+>")
_LINK = re.compile(r"<a\b[^>]*+>|</a>")


def _headings(body: str) -> Iterator[_Heading]:
    """Yield the title and the headings of the sections below it."""
    for found in _HEADING.finditer(body):
        # No link has a place in a link.
        said = _LINK.sub(lambda tag: "</span>" if tag[0] == "</a>" else "<span>", found["said"])
        yield _Heading(int(found["level"]), found["id"], said)


def _nested(headings: list[_Heading]) -> list[tuple[int, _Heading, list[tuple[int, _Heading]]]]:
    """Return the headings, each with its number, those of a level below the one they stand in."""
    found: list[tuple[int, _Heading, list[tuple[int, _Heading]]]] = []
    for number, one in enumerate(headings, 1):
        if one.level > 1 and found and found[-1][1].level == 1:
            found[-1][2].append((number, one))
        else:
            found.append((number, one, []))
    return found


def _nav(headings: list[_Heading], title: str) -> str:
    def item(number: int, one: _Heading, inside: str = "") -> str:
        return f'<li id="toc-li-{number}"><a href="{one.target}">{one.said}</a>{inside}</li>'

    said = ""
    for number, one, below in _nested(headings):
        inner = "".join(item(at, each) for at, each in below)
        said += item(number, one, f'<ol class="toc">{inner}</ol>' if inner else "")
    return (
        '<nav epub:type="toc" role="doc-toc" id="toc">'
        f'<h1 id="toc-title">{title}</h1><ol class="toc">{said}</ol></nav>'
    )


def _ncx(headings: list[_Heading], title: str, identifier: str) -> str:
    def point(number: int, one: _Heading, indent: str, inside: str = "") -> str:
        return (
            f'{indent}<navPoint id="navPoint-{number}">\n'
            f"{indent}  <navLabel>\n{indent}    <text>{one.plain}</text>\n{indent}  </navLabel>\n"
            f'{indent}  <content src="{one.target}" />\n{inside}{indent}</navPoint>\n'
        )

    points = ""
    for number, one, below in _nested(headings):
        inner = "".join(point(at, each, 6 * " ") for at, each in below)
        points += point(number, one, 4 * " ", inner)
    metas = "".join(
        f'    <meta name="dtb:{name}" content="{value}" />\n'
        for name, value in (
            ("uid", identifier),
            ("depth", "1"),
            ("totalPageCount", "0"),
            ("maxPageNumber", "0"),
        )
    )
    return (
        f'{_XML}<ncx version="2005-1" xmlns="http://www.daisy.org/z3986/2005/ncx/">\n'
        f"  <head>\n{metas}  </head>\n"
        f"  <docTitle>\n    <text>{title}</text>\n  </docTitle>\n"
        f"  <navMap>\n{points}  </navMap>\n</ncx>\n"
    )


# -- the package ------------------------------------------------------------------------------

_PARTS = "with headings, tables with header cells and a table of contents."
_ALL_TEXT = f"All of this publication is text, {_PARTS}"
_A_TEXT = f"This publication is a text, {_PARTS}"
_NO_PICTURE = "It has no images, sound or video."
_CHARTS = "Its charts have descriptions, and tables say the same. "
_A_COVER = "Its one image is the cover. It has no sound or video."


def _package(review: Review, seen: _Seen, language: str, identifier: str, moment: str) -> str:
    title, cover = title_of(review), seen.cover
    items = [
        ("ncx", "toc.ncx", "application/x-dtbncx+xml", ""),
        ("nav", "nav.xhtml", _XHTML, "nav"),
        ("stylesheet1", _SHEET, "text/css", ""),
        ("ch001_xhtml", _CHAPTER, _XHTML, "svg" if seen.charts else ""),
    ]
    spine = ["ch001_xhtml"]
    guide = [("toc", title, "nav.xhtml")]
    if cover is not None:
        items += [
            ("cover-image", f"media/cover.{cover.suffix}", cover.type, "cover-image"),
            ("cover", "text/cover.xhtml", _XHTML, ""),
        ]
        spine.insert(0, "cover")
        guide.append(("cover", "Cover", "text/cover.xhtml"))
    items += (
        (name.partition(".")[0], f"media/{name}", one.type, "")
        for name, one in seen.pictures.items()
    )
    direction = ' page-progression-direction="rtl"' if is_right_to_left(language) else ""
    parts = (
        f'{_XML}<package version="3.0" xmlns="http://www.idpf.org/2007/opf" xml:lang="{language}"'
        ' unique-identifier="epub-id-1" prefix="ibooks:'
        ' http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/">',
        '  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:opf="http://www.idpf.org/2007/opf">',
        *(f"    {line}" for line in _metadata(review, seen, language, identifier, moment)),
        "  </metadata>",
        "  <manifest>",
        *(_item(*one) for one in items),
        "  </manifest>",
        f'  <spine toc="ncx"{direction}>',
        *(f'    <itemref idref="{one}" />' for one in spine),
        "  </spine>",
        "  <guide>",
        *(
            f'    <reference type="{kind}" title="{said}" href="{href}" />'
            for kind, said, href in guide
        ),
        "  </guide>",
        "</package>",
    )
    return "\n".join(parts) + "\n"


def _item(name: str, href: str, kind: str, properties: str) -> str:
    said = f' properties="{properties}"' if properties else ""
    return f'    <item id="{name}" href="{href}" media-type="{kind}"{said} />'


def _metadata(
    review: Review, seen: _Seen, language: str, identifier: str, moment: str
) -> Iterator[str]:
    """Yield the elements of what a book says of itself, in the order that pandoc gives them."""
    data = review.metadata
    yield f'<dc:identifier id="epub-id-1">{identifier}</dc:identifier>'
    if title := title_of(review):
        yield f'<dc:title id="epub-title-1">{title}</dc:title>'
    if data.published is not None:
        yield f'<dc:date id="epub-date">{data.published}</dc:date>'
    yield f"<dc:language>{language}</dc:language>"
    if data.author:
        yield f'<dc:creator id="epub-creator-1">{escaped(data.author)}</dc:creator>'
        yield ('<meta refines="#epub-creator-1" property="role" scheme="marc:relators">aut</meta>')
    for number, one in enumerate(keywords(review), 1):
        yield f'<dc:subject id="subject-{number}">{escaped(one)}</dc:subject>'
    if tagline := inline.plain(review.title.tagline or ""):
        yield f"<dc:description>{escaped(tagline)}</dc:description>"
    yield f'<meta property="dcterms:modified">{moment}</meta>'
    cover, is_drawn = seen.cover, bool(seen.pictures) or seen.charts
    visual = seen.cover is not None or is_drawn
    needed = "textual" if seen.said or not seen.pictures else "textual,visual"
    for name, value in (
        ("accessMode", "textual"),
        ("accessModeSufficient", needed),
        ("accessibilityFeature", "readingOrder"),
        ("accessibilityFeature", "structuralNavigation"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityHazard", "none"),
        (
            "accessibilitySummary",
            f"{_A_TEXT if seen.pictures or seen.charts else _ALL_TEXT} {seen.summary}",
        ),
        *((("accessMode", "visual"),) if visual else ()),
        *((("accessibilityFeature", "alternativeText"),) if visual and seen.is_said else ()),
    ):
        yield f'<meta property="schema:{name}">{value}</meta>'
    if cover is not None:
        yield '<meta name="cover" content="cover-image" />'


def _cover_page(title: str, cover: Picture, language: str) -> str:
    """Return the page of a cover; without a text of its own, the title stands for the picture."""
    alt = escaped(cover.alt) if cover.alt else title
    return (
        f"{_XML}<!DOCTYPE html>\n"
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f"{spoken(language, xml=True)}>\n"
        f'<head>\n  <meta charset="utf-8" />\n  <title>{title}</title>\n'
        "  <style>body { margin: 0; text-align: center; } img { max-width: 100%; }</style>\n"
        '</head>\n<body epub:type="cover">\n'
        f'<img src="../media/cover.{cover.suffix}" alt="{alt}" role="doc-cover" />\n'
        "</body>\n</html>\n"
    )
