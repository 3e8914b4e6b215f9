"""The table of formats: the name of each, and how pandoc reads and writes it."""

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
    """A format: its name, its suffixes (the first is written), and how it is written.

    `writer` is pandoc's name for it, with its extensions; None if pandoc is not needed. `whole` is
    true if pandoc writes the whole document with its own template; otherwise pandoc writes only the
    text, in `sections`, and reviewfmt adds the rest. `reference` is the document with the styles,
    and `variables` are for pandoc's template. `dated` tells that the output depends on the current
    time. `reader` is pandoc's name for reading it; None if pandoc does not read it.
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
        """Return the kind of document that a reader of this format gets."""
        from reviewfmt.pandoc_ast import Source

        return Source(
            page=self.shape.marks is Marks.CLASSES,
            ours=ours,
            marked=self.shape.marks is not Marks.NONE,
            pipes=self.shape.front_matter,
            held=self.binary,
        )


def _spelled(shape: Shape, text: tuple[Text, Text]) -> Shape:
    """Return `shape` with text escaped for a format in which addresses need no escapes."""
    return replace(shape, text=text[0], rest=text[1], strict=True, alts=False)


_REFERRING = replace(ARTICLE, pictures=True)
# In a header, AsciiDoc splits names and values at signs that cannot be escaped, so only the title
# is there.
_TITLED = replace(
    _REFERRING,
    linked=signs.ASCIIDOC_LINK,
    apart=frozenset(("author", "date", "keywords", "description")),
)

# With this setting TeX stops at a letter that the font lacks, instead of leaving it out.
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
"""All formats by their names."""


PAGE_OF_OTHERS = Format("page", (".html", ".htm", ".xhtml", ".txt"), writes=False, reader="page")
"""A page of another site, as HTML or text; only `pages` reads it."""

SOURCES: dict[str, Format] = {
    **{name: row for name, row in FORMATS.items() if row.reads},
    PAGE_OF_OTHERS.name: PAGE_OF_OTHERS,
}
"""All readable formats by their names."""


def row_of(format: str) -> Format:
    """Return the row of `format`. Raises ReviewError (RF500) if there is none."""
    row = FORMATS.get(format)
    if row is None:
        message = f"unknown format {format!r}, expected one of {', '.join(FORMATS)}"
        raise refused("RF500", message)
    return row


def refused(code: str, message: str, help_: str | None = None) -> ReviewError:
    """Return an error with one finding that has no place in a source."""
    return ReviewError([Diagnostic(code, message, help=help_)])
