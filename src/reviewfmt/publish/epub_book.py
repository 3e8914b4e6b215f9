"""Binds many reviews as EPUB: title page, contents, a chapter per review, charts, index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from reviewfmt.converter.book import landmarks
from reviewfmt.converter.covers import drawn_shelf
from reviewfmt.converter.epub.contents import Entry, Landmark
from reviewfmt.converter.epub.package import Facts, Seen
from reviewfmt.converter.epub.volume import Front, Medium, Part, Volume, bound, page_path
from reviewfmt.converter.publication import changed, epoch
from reviewfmt.identity import licence_address
from reviewfmt.pandoc_ast.printed import printed
from reviewfmt.publish.links import Links
from reviewfmt.publish.matter import contents_of, sheet_of, variables
from reviewfmt.publish.shelf import Shelf
from reviewfmt.theme import Look, ThemeError, render

PAGES = TITLE, CHARTS, INDEX = "title", "compared", "index"
"""The names of the pages around the chapters."""


def epub(shelf: Shelf, media: Mapping[str, Medium], look: Look) -> bytes:
    """Return the book of a shelf; `media` are the pictures in its chapters.

    The book depends only on its reviews: equal reviews give equal bytes.
    """
    language, title = shelf.language, escape(shelf.title)
    names = [f"ch{at:03}" for at in range(1, len(shelf.chapters) + 1)]
    hrefs = [f"{name}.xhtml" for name in names]
    around = variables(shelf, hrefs, "h1")
    links = Links(shelf.chapters, hrefs)
    pages = {name: _page(name, around, look) for name in PAGES}
    parts = [
        Part(TITLE, title, pages[TITLE], language, _FIRST),
        *(
            Part(name, escape(one.record.title), links.within(one), one.record.language)
            for name, one in zip(names, shelf.chapters, strict=True)
        ),
    ]
    behind = []
    for name, key in ((CHARTS, "comparison"), (INDEX, "works_index")):
        if name == INDEX or around["charts"]:
            said = escape(printed(language, key))
            parts.append(Part(name, said, pages[name], language, _LAST))
            behind.append(Entry(said, page_path(name)))
    volume = Volume(
        facts_of(shelf),
        Seen(bool(media), all(one.is_said for one in shelf.chapters), _draws(parts), True),
        parts,
        (*contents_of(shelf, [page_path(name) for name in names]), *behind),
        escape(printed(language, "contents")),
        (
            Landmark("toc", escape(printed(language, "contents")), "nav.xhtml#toc"),
            *landmarks(language, escape(shelf.records[0].title), page_path(names[0])),
            Landmark("index", behind[-1].said, page_path(INDEX)),
        ),
        escape(printed(language, "contents")),
        sheet_of(look),
        Front(*drawn_shelf(shelf.title, shelf.years, shelf.byline, shelf.shares, language)),
        media,
        lists_contents=True,
        before=1,
    )
    return bound(volume, epoch(shelf.published))


_FIRST, _LAST = "frontmatter", "backmatter"


def _page(name: str, around: Mapping[str, Any], look: Look) -> str:
    """Return a page around the chapters. Raises ThemeError if a user's template is no XHTML."""
    template = f"book/{name}.html.jinja"
    body = render(template, around, look)
    if look.templates:
        from xml.etree import ElementTree

        try:
            ElementTree.fromstring(f"<body>{body}</body>")
        except ElementTree.ParseError as error:
            told = f"it makes no XHTML, which an EPUB is made of: {error}"
            raise ThemeError(f"{template}:1: {told}") from None
    return body


def _draws(parts: Iterable[Part]) -> bool:
    return any("<svg" in part.body for part in parts)


def facts_of(shelf: Shelf) -> Facts:
    """Return what the book of a shelf says about itself."""
    licence = shelf.licence
    return Facts(
        escape(shelf.title),
        shelf.language,
        shelf.identifier,
        changed(shelf.published, shelf.digest),
        None if shelf.published is None else str(shelf.published),
        shelf.authors,
        shelf.subjects,
        "",
        licence,
        licence_address(licence) if licence else None,
    )
