"""Writes the package document of an EPUB: the metadata and the list of files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reviewfmt.converter.heads import escaped
from reviewfmt.pandoc_ast import is_right_to_left


class Facts(NamedTuple):
    """The metadata of a book.

    `title` and `modified` are XML; all other values are text. `licence` is the address of the terms
    in `rights`, if they have one.
    """

    title: str
    language: str
    identifier: str
    modified: str
    date: str | None = None
    authors: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    description: str = ""
    rights: str | None = None
    licence: str | None = None


class Seen(NamedTuple):
    """What a book contains besides text.

    `pictures` is true if there are pictures other than the cover, `said` if each of them has an
    alternative text, and `charts` if there are charts. `cover_said` is true if the cover has its
    own alternative text.
    """

    pictures: bool
    said: bool
    charts: bool
    cover_said: bool

    @property
    def summary(self) -> str:
        """The summary of the book's accessibility."""
        charts = _CHARTS if self.charts else ""
        if self.pictures:
            some = "each has" if self.said else "some have no"
            found = f"It has images; {some} alternative text. {charts}{_NO_SOUND}"
        elif self.charts:
            found = f"Its cover is an image. {charts}{_NO_SOUND}"
        else:
            return f"{_ALL_TEXT} Its one image is the cover. {_NO_SOUND}"
        return f"{_A_TEXT} {found}"

    @property
    def needed(self) -> str:
        """The senses that suffice for the whole book."""
        return "textual" if self.said or not self.pictures else "textual,visual"

    @property
    def is_said(self) -> bool:
        """Tell whether text stands for everything that is shown."""
        return self.said and self.cover_said


_PARTS = "with headings, tables with header cells and a table of contents."
_ALL_TEXT = f"All of this publication is text, {_PARTS}"
_A_TEXT = f"This publication is a text, {_PARTS}"
_NO_SOUND = "It has no sound or video."
_CHARTS = "Its charts have descriptions, and tables say the same. "


class Item(NamedTuple):
    """A file of the package: its id, its path, its media type, and its properties."""

    name: str
    href: str
    type: str
    properties: str = ""


def package(
    facts: Facts,
    seen: Seen,
    items: Sequence[Item],
    spine: Sequence[str],
    guide: Sequence[tuple[str, str, str]],
) -> str:
    """Return the package document of a book.

    `spine` are the ids of its pages in reading order. `guide` are the landmarks for EPUB 2: the
    type of each, its name as XML, and its path.
    """
    language = facts.language
    direction = ' page-progression-direction="rtl"' if is_right_to_left(language) else ""
    parts = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<package version="3.0" xmlns="http://www.idpf.org/2007/opf" xml:lang="{language}"'
        ' unique-identifier="epub-id-1" prefix="ibooks:'
        ' http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/">',
        '  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:opf="http://www.idpf.org/2007/opf">',
        *(f"    {line}" for line in (*_metadata(facts), *_access(seen))),
        '    <meta name="cover" content="cover-image" />',
        "  </metadata>",
        "  <manifest>",
        *map(_item, items),
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


def _item(one: Item) -> str:
    said = f' properties="{one.properties}"' if one.properties else ""
    return f'    <item id="{one.name}" href="{one.href}" media-type="{one.type}"{said} />'


def _metadata(facts: Facts) -> Iterator[str]:
    """Yield the metadata elements of a book, in the order in which pandoc writes them."""
    yield f'<dc:identifier id="epub-id-1">{facts.identifier}</dc:identifier>'
    if facts.title:
        yield f'<dc:title id="epub-title-1">{facts.title}</dc:title>'
    if facts.date is not None:
        yield f'<dc:date id="epub-date">{facts.date}</dc:date>'
    yield f"<dc:language>{facts.language}</dc:language>"
    for number, author in enumerate(facts.authors, 1):
        yield f'<dc:creator id="epub-creator-{number}">{escaped(author)}</dc:creator>'
        yield (
            f'<meta refines="#epub-creator-{number}" property="role" scheme="marc:relators">'
            "aut</meta>"
        )
    for number, one in enumerate(facts.subjects, 1):
        yield f'<dc:subject id="subject-{number}">{escaped(one)}</dc:subject>'
    if facts.description:
        yield f"<dc:description>{escaped(facts.description)}</dc:description>"
    if facts.rights:
        yield f"<dc:rights>{escaped(facts.rights)}</dc:rights>"
        if facts.licence:
            yield f'<meta property="dcterms:license">{escaped(facts.licence)}</meta>'
    yield f'<meta property="dcterms:modified">{facts.modified}</meta>'


def _access(seen: Seen) -> Iterator[str]:
    """Yield the accessibility metadata; every book has at least a cover to see."""
    for name, value in (
        ("accessMode", "textual"),
        ("accessModeSufficient", seen.needed),
        ("accessibilityFeature", "readingOrder"),
        ("accessibilityFeature", "structuralNavigation"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", seen.summary),
        ("accessMode", "visual"),
        *((("accessibilityFeature", "alternativeText"),) if seen.is_said else ()),
    ):
        yield f'<meta property="schema:{name}">{value}</meta>'
