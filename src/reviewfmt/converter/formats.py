"""The table of formats: what each is called, and how pandoc reads and writes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reviewfmt.converter import signs
from reviewfmt.converter.signs import Text
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.pandoc_ast import (
    ARTICLE,
    BARE,
    BOOK,
    FRONT_MATTER,
    PAGE,
    WORD,
    Marks,
    Shape,
)

if TYPE_CHECKING:
    from reviewfmt.pandoc_ast import Source


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the suffixes it goes by (the first is written), and how it is written.

    `writer` is pandoc's name for it, with its extensions; None if no pandoc is needed.
    `whole` is true if pandoc makes the whole document, by its own template; else it writes the
    text alone, in `sections`, and what is around it is made here. `reference` is the document
    that it takes the styles from, `variables` what it puts into its template. `dated` tells that
    what pandoc writes depends on the moment. `reader` is pandoc's name for what it reads; None
    where pandoc does not read it.
    """

    name: str
    suffixes: tuple[str, ...]
    text: bool = False
    writes: bool = True
    binary: bool = False
    writer: str | None = None
    reader: str | None = None
    shape: Shape = ARTICLE
    whole: bool = True
    sections: bool = False
    reference: str | None = None
    variables: tuple[tuple[str, str], ...] = ()
    dated: bool = False

    @property
    def reads(self) -> bool:
        """Tell whether a review can be read from this format."""
        return self.text or self.reader is not None

    def source(self, *, ours: bool) -> Source:
        """Return what kind of document a reader of this format gets."""
        from reviewfmt.pandoc_ast import Source

        return Source(
            page=self.shape.marks is Marks.CLASSES,
            ours=ours,
            marked=self.shape.marks is not Marks.NONE,
            pipes=self.shape.front_matter,
            held=self.binary,
        )


def _spelled(shape: Shape, text: tuple[Text, Text]) -> Shape:
    """Return `shape` with text in the signs of a format, in which no address needs any."""
    return replace(shape, text=text[0], rest=text[1], strict=True, alts=False)


_REFERRING = replace(ARTICLE, pictures=True)
# A header of AsciiDoc takes a name or a value apart by signs that nothing keeps: only the title
# is there.
_TITLED = replace(
    _REFERRING,
    linked=signs.ASCIIDOC_LINK,
    apart=frozenset(("author", "date", "keywords", "description")),
)

# A letter that the font lacks stops TeX; without this it is left out.
_LATEX = (("header-includes", r"\tracinglostchars=3"),)
_MARKDOWN = "commonmark+pipe_tables"

FORMATS: dict[str, Format] = {
    row.name: row
    for row in (
        Format("review", (".review", ".txt"), text=True),
        Format("json", (".json",), text=True),
        Format(
            "markdown", (".md", ".markdown"), writer=_MARKDOWN, reader=_MARKDOWN, shape=FRONT_MATTER
        ),
        Format(
            "html",
            (".html", ".htm", ".xhtml"),
            writer="html5",
            reader="html",
            shape=PAGE,
            whole=False,
        ),
        Format(
            "epub",
            (".epub",),
            binary=True,
            writer="html5",
            reader="epub",
            shape=BOOK,
            whole=False,
            sections=True,
        ),
        Format(
            "docx",
            (".docx",),
            binary=True,
            writer="docx",
            reader="docx+styles",
            shape=WORD,
            reference="reference.docx",
            dated=True,
        ),
        Format(
            "odt",
            (".odt",),
            binary=True,
            writer="odt",
            reader="odt",
            shape=WORD,
            reference="reference.odt",
            dated=True,
        ),
        Format(
            "latex",
            (".tex", ".latex"),
            writer="latex-smart",
            shape=_spelled(ARTICLE, signs.LATEX),
            variables=_LATEX,
            dated=True,
        ),
        Format(
            "typst",
            (".typ",),
            writer="typst-smart",
            shape=_spelled(replace(ARTICLE, keyword=signs.typst_string), signs.TYPST),
        ),
        Format("rst", (".rst",), writer="rst", shape=_spelled(_REFERRING, signs.RST)),
        Format(
            "asciidoc",
            (".adoc", ".asciidoc"),
            writer="asciidoc",
            shape=_spelled(_TITLED, signs.ASCIIDOC),
        ),
        Format(
            "docbook",
            (".dbk", ".docbook"),
            writer="docbook5",
            shape=replace(_REFERRING, apart=frozenset(("author",))),
        ),
        Format("org", (".org",), writer="org-smart", shape=_spelled(_REFERRING, signs.ORG)),
        Format("rtf", (".rtf",), writer="rtf"),
        Format("man", (".man",), writer="man"),
        Format(
            "plain",
            (".plain",),
            writer="plain",
            shape=replace(ARTICLE, rule=("plain", "* * *")),
        ),
        Format(
            "mediawiki",
            (".mediawiki", ".wiki"),
            writer="mediawiki",
            shape=_spelled(BARE, signs.MEDIAWIKI),
        ),
    )
}
"""Every format by its name."""


PAGE_OF_OTHERS = Format("page", (".html", ".htm", ".xhtml", ".txt"), writes=False, reader="page")
"""A page of another site, HTML or its text: it is read only, by `pages`."""

SOURCES: dict[str, Format] = {
    **{name: row for name, row in FORMATS.items() if row.reads},
    PAGE_OF_OTHERS.name: PAGE_OF_OTHERS,
}
"""Every format that is read by its name."""


def row_of(format: str) -> Format:
    """Return the row of `format`; raises ReviewError (RF500) if there is none."""
    row = FORMATS.get(format)
    if row is None:
        message = f"unknown format {format!r}, expected one of {', '.join(FORMATS)}"
        raise refused("RF500", message)
    return row


def refused(code: str, message: str, help_: str | None = None) -> ReviewError:
    """Return the error of one finding that has no place in a source."""
    return ReviewError([Diagnostic(code, message, help=help_)])
