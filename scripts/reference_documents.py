"""Builds the reference documents, which give the styles of a docx and an odt.

`python scripts/reference_documents.py` writes `reference.docx` and `reference.odt` into
src/reviewfmt/templates/; with `--check` it writes nothing, and exits with 1 if one is out of date.
Both are made from one table of styles, and equal tables give equal bytes.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "src" / "reviewfmt" / "templates"

SERIF, SANS = "Liberation Serif", "Liberation Sans"
INSTEAD = {SERIF: "Times New Roman", SANS: "Arial"}
"""The fonts of LibreOffice, and fonts with the same widths in other programs."""

WIDE, COMPLEX = "Noto Serif CJK JP", "DejaVu Sans"
"""The fonts for East Asian scripts, and for joined or right-to-left scripts."""

INK, QUIET, ACCENT, LINE, SHADE = "23211F", "66605A", "A3243B", "DDD8D1", "F5F1EC"
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 21.0, 29.7, 2.5  # centimetres: A4


@dataclass(frozen=True)
class Style:
    """A style: its name in a docx and in an odt ("" for none), and how it looks.

    Lengths are in points; `size` is that of the letters. `text` is true for a style of characters.
    `outline` is the level of a heading, `line` a line at its start, above it or across the page.
    """

    docx: str
    odt: str
    parent: str = ""
    font: str = ""
    size: float = 0
    bold: bool = False
    italic: bool = False
    color: str = ""
    shade: str = ""
    before: float = -1
    after: float = -1
    indent: float = -1
    hanging: float = 0
    keep: bool = False
    outline: int = 0
    line: str = ""
    text: bool = False
    next: str = ""


BODY, HEADING = "Body Text", "Review Heading"
STYLES = (
    Style(BODY, "Text body", "Normal", before=4, after=6),
    Style("First Paragraph", "First paragraph", BODY, next=BODY),
    Style("Compact", "Table Contents", BODY, before=2, after=2),
    Style("", "Table Heading", "Table Contents", SANS, 9, bold=True, color=QUIET),
    Style(HEADING, "Heading", "Normal", SANS, before=16, after=4, keep=True, next=BODY),
    Style("Title", "Title", HEADING, size=22, bold=True, before=0, after=10),
    Style("Subtitle", "Subtitle", HEADING, size=13, color=QUIET, before=0, after=10),
    Style("Author", "Author", BODY, color=QUIET, after=2, keep=True),
    Style("Date", "Date", BODY, color=QUIET, keep=True),
    Style("heading 1", "Heading 1", HEADING, size=15, bold=True, color=ACCENT, outline=1),
    Style("heading 2", "Heading 2", HEADING, size=12, bold=True, before=12, outline=2),
    Style("heading 3", "Heading 3", HEADING, size=11, bold=True, before=10, outline=3),
    Style("Block Text", "Quotations", BODY, italic=True, color=QUIET, indent=18, line="start"),
    Style("Review Next Quote", "Review Next Quote", "Block Text"),
    Style("Review Rule", "Review Rule", BODY, size=4, before=8, line="across"),
    Style("Definition Term", "Definition Term", BODY, bold=True, after=0, keep=True),
    Style("Definition", "Definition Definition", BODY, indent=14),
    Style("caption", "Caption", BODY, size=9.5, italic=True, color=QUIET),
    Style("Table Caption", "TableCaption", "caption", keep=True),
    Style("Image Caption", "FigureCaption", "caption"),
    Style("Figure", "Figure", BODY),
    Style("Captioned Figure", "FigureWithCaption", "Figure", keep=True),
    Style(
        "Review Field", "Review Field", BODY, SANS, 9.5, before=0, after=1, indent=85, hanging=85
    ),
    Style("Review Picture", "Review Picture", BODY, color=QUIET, keep=True, before=6, after=2),
    Style("Review Picture Caption", "Review Picture Caption", "caption"),
    Style("Review Verdict", "Review Verdict", BODY, SANS, 14, shade=SHADE, before=4, line="above"),
    Style("Body Text Char", "", text=True),  # the styles that pandoc adds are based on it
    Style("Review Field Name", "Review Field Name", text=True, color=QUIET),
    Style("Review Score", "Review Score", text=True, color=QUIET),
    Style("Review Spoiler", "Review Spoiler", text=True, color=INK, shade=LINE),
    Style("Review Alt", "Review Alt", text=True, italic=True),
    Style("Review Src", "Review Src", text=True, color=QUIET),
    Style("Hyperlink", "Internet link", text=True, color=ACCENT),
    Style("", "Definition", text=True, color=ACCENT),  # a link, in pandoc
)


# -- docx -------------------------------------------------------------------------------------

_WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TWENTIETHS = 20  # of a point
_TWENTIETHS_OF_CM = 567


def docx() -> bytes:
    """Return the reference document of Word."""
    side, width, height = (
        round(one * _TWENTIETHS_OF_CM) for one in (MARGIN, PAGE_WIDTH, PAGE_HEIGHT)
    )
    parts = ("document.main", "styles", "settings", "fontTable")
    overrides = "".join(
        f'<Override PartName="/word/{part.removesuffix(".main")}.xml"'
        f' ContentType="{_TYPES}.{part}+xml"/>'
        for part in parts
    )
    related = "".join(
        f'<Relationship Id="rId{at}" Type="{_RELATED}/{part}" Target="{part}.xml"/>'
        for at, part in enumerate(parts[1:], 1)
    )
    fonts = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{other}"/></w:font>'
        for font, other in INSTEAD.items()
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    return archive(
        (
            (
                "[Content_Types].xml",
                f'<Types xmlns="{package}/content-types"><Default Extension="xml"'
                ' ContentType="application/xml"/><Default Extension="rels"'
                ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f"{overrides}</Types>",
            ),
            (
                "_rels/.rels",
                f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"'
                f' Type="{_RELATED}/officeDocument" Target="word/document.xml"/></Relationships>',
            ),
            (
                "word/_rels/document.xml.rels",
                f'<Relationships xmlns="{package}/relationships">{related}</Relationships>',
            ),
            (
                "word/document.xml",
                f"<w:document {_WORD}><w:body><w:p/><w:sectPr>"
                f'<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{side}" w:right="{side}"'
                f' w:bottom="{side}" w:left="{side}" w:header="709" w:footer="709" w:gutter="0"/>'
                "</w:sectPr></w:body></w:document>",
            ),
            ("word/styles.xml", docx_styles()),
            (
                "word/settings.xml",
                f'<w:settings {_WORD}><w:defaultTabStop w:val="720"/><w:compat>'
                '<w:compatSetting w:name="compatibilityMode"'
                ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
                "</w:settings>",
            ),
            ("word/fontTable.xml", f"<w:fonts {_WORD}>{fonts}</w:fonts>"),
        )
    )


def docx_styles() -> str:
    """Return the styles of Word."""
    fonts = docx_fonts(SERIF)
    body = "".join(docx_style(style) for style in STYLES if style.docx)
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    cells = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 20), ("left", 80), ("bottom", 20), ("right", 80))
    )
    return (
        f"<w:styles {_WORD}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        f'<w:color w:val="{INK}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        '<w:lang w:val="zxx" w:eastAsia="zxx" w:bidi="zxx"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        f"{body}"
        '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:tblPr>'
        f"<w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
        f"<w:tblCellMar>{cells}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:rPr>'
        f'{docx_fonts(SANS)}<w:b/><w:bCs/><w:color w:val="{QUIET}"/><w:sz w:val="18"/>'
        '<w:szCs w:val="18"/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="12" w:space="0" w:color="{LINE}"/></w:tcBorders>'
        "</w:tcPr></w:tblStylePr></w:style></w:styles>"
    )


def docx_fonts(font: str) -> str:
    """Return the fonts of a text by its scripts."""
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{WIDE}" w:cs="{COMPLEX}"/>'


def identifier(name: str) -> str:
    """Return the id of a style in a docx: `Heading1` for `heading 1`."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def docx_style(style: Style) -> str:
    """Return a style of Word."""
    kind = "character" if style.text else "paragraph"
    custom = ' w:customStyle="1"' if style.docx.startswith("Review") else ""
    parent = "DefaultParagraphFont" if style.text else identifier(style.parent)
    following = f'<w:next w:val="{identifier(style.next)}"/>' if style.next else ""
    paragraph = [] if style.text else list(docx_paragraph(style))
    letters = list(docx_letters(style))
    return (
        f'<w:style w:type="{kind}"{custom} w:styleId="{identifier(style.docx)}">'
        f"<w:name w:val={quoteattr(style.docx)}/><w:basedOn w:val={quoteattr(parent)}/>{following}"
        "<w:qFormat/>"
        + (f"<w:pPr>{''.join(paragraph)}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{''.join(letters)}</w:rPr>" if letters else "")
        + "</w:style>"
    )


def docx_paragraph(style: Style) -> Iterable[str]:
    """Yield the properties of a paragraph in the order of the schema."""
    if style.keep:
        yield "<w:keepNext/>"
    if style.line:
        name, size, color = _LINES[style.line]
        border = f'w:val="single" w:sz="{size}" w:space="8" w:color="{color}"'
        yield f"<w:pBdr><w:{name} {border}/></w:pBdr>"
    if style.shade:
        yield f'<w:shd w:val="clear" w:color="auto" w:fill="{style.shade}"/>'
    if style.hanging:
        yield f'<w:tabs><w:tab w:val="left" w:pos="{round(style.hanging * _TWENTIETHS)}"/></w:tabs>'
    spacing = "".join(
        f' w:{name}="{round(value * _TWENTIETHS)}"'
        for name, value in (("before", style.before), ("after", style.after))
        if value >= 0
    )
    if spacing:
        yield f"<w:spacing{spacing}/>"
    if style.indent >= 0:
        hanging = f' w:hanging="{round(style.hanging * _TWENTIETHS)}"' if style.hanging else ""
        yield f'<w:ind w:left="{round(style.indent * _TWENTIETHS)}"{hanging}/>'
    if style.outline:
        yield f'<w:outlineLvl w:val="{style.outline - 1}"/>'


_LINES = {"above": ("top", 24, ACCENT), "start": ("left", 18, LINE), "across": ("bottom", 6, LINE)}


def docx_letters(style: Style) -> Iterable[str]:
    """Yield the properties of characters in the order of the schema."""
    if style.font:
        yield docx_fonts(style.font)
    for wanted, name in ((style.bold, "b"), (style.italic, "i")):
        if wanted:
            yield f"<w:{name}/><w:{name}Cs/>"
    if style.color:
        yield f'<w:color w:val="{style.color}"/>'
    if style.size:
        half = round(style.size * 2)
        yield f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    if style.shade and style.text:
        yield f'<w:shd w:val="clear" w:color="auto" w:fill="{style.shade}"/>'


# -- odt --------------------------------------------------------------------------------------

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_OPEN = " ".join(
    (
        *(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "style", "text", "table")),
        f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0"',
        f'xmlns:svg="{_OASIS}:svg-compatible:1.0"',
        'office:version="1.3"',
    )
)
_SCRIPTS = ("", "-asian", "-complex")


def odt() -> bytes:
    """Return the reference document of LibreOffice."""
    media = "application/vnd.oasis.opendocument.text"
    names = ("content.xml", "styles.xml", "meta.xml")
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in names
    )
    return archive(
        (
            ("mimetype", media),
            (
                "content.xml",
                f"<office:document-content {_OPEN}><office:body><office:text/></office:body>"
                "</office:document-content>",
            ),
            ("styles.xml", odt_styles()),
            ("meta.xml", f"<office:document-meta {_OPEN}><office:meta/></office:document-meta>"),
            (
                "META-INF/manifest.xml",
                f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0"'
                ' manifest:version="1.3"><manifest:file-entry manifest:full-path="/"'
                f' manifest:version="1.3" manifest:media-type="{media}"/>{entries}'
                "</manifest:manifest>",
            ),
        )
    )


def odt_styles() -> str:
    """Return the styles of LibreOffice."""
    faces = "".join(
        f'<style:font-face style:name="{font}" svg:font-family="\'{font}\'"/>'
        for font in (SERIF, SANS, WIDE, COMPLEX)
    )
    languages = "".join(
        f' {prefix}:language{script}="zxx" {prefix}:country{script}="none"'
        for prefix, script in zip(("fo", "style", "style"), _SCRIPTS, strict=True)
    )
    body = "".join(odt_style(style) for style in STYLES if style.odt)
    symbols = "".join(
        f'<style:style style:name="{name}_20_Symbols" style:display-name="{name} Symbols"'
        ' style:family="text"/>'
        for name in ("Bullet", "Numbering")
    )
    return (
        f"<office:document-styles {_OPEN}>"
        f"<office:font-face-decls>{faces}</office:font-face-decls><office:styles>"
        '<style:default-style style:family="paragraph">'
        '<style:paragraph-properties fo:line-height="115%" style:writing-mode="page"'
        ' style:tab-stop-distance="1.25cm"/><style:text-properties'
        f' style:font-name="{SERIF}" style:font-name-asian="{WIDE}"'
        f' style:font-name-complex="{COMPLEX}" fo:color="#{INK}"'
        f"{''.join(odt_size(11))}{languages}/></style:default-style>"
        '<style:default-style style:family="table">'
        '<style:table-properties table:border-model="collapsing" style:writing-mode="lr-tb"/>'
        "</style:default-style>"
        '<style:style style:name="Standard" style:family="paragraph" style:class="text">'
        '<style:paragraph-properties fo:text-align="left" style:writing-mode="lr-tb"/>'
        "</style:style>"
        f"{body}{symbols}</office:styles><office:automatic-styles>"
        '<style:page-layout style:name="Page"><style:page-layout-properties'
        f' fo:page-width="{PAGE_WIDTH}cm" fo:page-height="{PAGE_HEIGHT}cm"'
        f' fo:margin="{MARGIN}cm" style:print-orientation="portrait"'
        ' style:writing-mode="lr-tb"/></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Standard"'
        ' style:page-layout-name="Page"/></office:master-styles></office:document-styles>'
    )


def odt_name(name: str) -> str:
    """Return the internal name of a style in an odt: `Text_20_body`."""
    return {"Normal": "Standard"}.get(name, name.replace(" ", "_20_"))


def odt_parent(style: Style) -> str:
    """Return the parent of a style, which the table names as a docx does."""
    named = {one.docx: one.odt for one in STYLES}
    return odt_name(named.get(style.parent, style.parent))


def odt_size(size: float) -> Iterable[str]:
    """Yield the size of letters in every script."""
    yield f' fo:font-size="{size:g}pt"'
    yield from (f' style:font-size{script}="{size:g}pt"' for script in _SCRIPTS[1:])


def odt_style(style: Style) -> str:
    """Return a style of LibreOffice."""
    family = "text" if style.text else "paragraph"
    parent = "" if style.text else f' style:parent-style-name="{odt_parent(style)}"'
    level = f' style:default-outline-level="{style.outline}"' if style.outline else ""
    following = {one.docx: one.odt for one in STYLES}.get(style.next)
    behind = f' style:next-style-name="{odt_name(following)}"' if following else ""
    paragraph = "" if style.text else "".join(odt_paragraph(style))
    tabs = ""
    if style.hanging:
        tabs = (
            f'<style:tab-stops><style:tab-stop style:position="{style.hanging:g}pt"/>'
            "</style:tab-stops>"
        )
    letters = "".join(odt_letters(style))
    return (
        f'<style:style style:name="{odt_name(style.odt)}" style:display-name="{style.odt}"'
        f' style:family="{family}"{parent}{behind}{level}>'
        + (
            f"<style:paragraph-properties{paragraph}>{tabs}</style:paragraph-properties>"
            if paragraph
            else ""
        )
        + (f"<style:text-properties{letters}/>" if letters else "")
        + "</style:style>"
    )


def odt_paragraph(style: Style) -> Iterable[str]:
    """Yield the properties of a paragraph."""
    for name, value in (("top", style.before), ("bottom", style.after)):
        if value >= 0:
            yield f' fo:margin-{name}="{value:g}pt"'
    if style.indent >= 0:
        yield f' fo:margin-left="{style.indent:g}pt" fo:text-indent="{-style.hanging:g}pt"'
    if style.keep:
        yield ' fo:keep-with-next="always"'
    if style.line == "start":
        yield f' fo:border-left="2.25pt solid #{LINE}" fo:padding="6pt" fo:border-right="none"'
    if style.line == "above":
        yield f' fo:border-top="3pt solid #{ACCENT}" fo:padding="8pt"'
    if style.line == "across":
        yield f' fo:border-bottom="0.75pt solid #{LINE}"'
    if style.shade:
        yield f' fo:background-color="#{style.shade}"'


def odt_letters(style: Style) -> Iterable[str]:
    """Yield the properties of characters."""
    if style.font:
        yield f' style:font-name="{style.font}"'
    if style.size:
        yield from odt_size(style.size)
    for wanted, name, value in (
        (style.bold, "font-weight", "bold"),
        (style.italic, "font-style", "italic"),
    ):
        if wanted:
            yield f' fo:{name}="{value}"'
            yield from (f' style:{name}{script}="{value}"' for script in _SCRIPTS[1:])
    if style.color:
        yield f' fo:color="#{style.color}"'
    if style.shade and style.text:
        yield f' fo:background-color="#{style.shade}"'


# -- both -------------------------------------------------------------------------------------


def archive(members: Iterable[tuple[str, str]]) -> bytes:
    """Return an archive that does not depend on this machine."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as new:
        for name, text in members:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            packed = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            head = _HEAD if text.startswith("<") else ""
            new.writestr(info, head + text, packed, 9)
    return made.getvalue()


def documents() -> dict[Path, bytes]:
    """Return the documents by their paths."""
    return {TEMPLATES / "reference.docx": docx(), TEMPLATES / "reference.odt": odt()}


def main() -> int:
    """Write the documents, or with `--check` say whether they are up to date."""
    stale = [
        path
        for path, data in documents().items()
        if not path.is_file() or contents(path.read_bytes()) != contents(data)
    ]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"{path.relative_to(ROOT)} differs: python scripts/reference_documents.py")
        return 1 if stale else 0
    for path, data in documents().items():
        path.write_bytes(data)
    return 0


def contents(data: bytes) -> dict[str, bytes]:
    """Return the members of an archive; their compression depends on the version of zlib."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return {name: old.read(name) for name in old.namelist()}


if __name__ == "__main__":
    sys.exit(main())
