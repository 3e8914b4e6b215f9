"""Embeds pictures in the markup of each format, since pandoc opens no file for them.

Each picture keeps its address from the review, so that it can be read back.
"""

from __future__ import annotations

from html import escape

from reviewfmt.model import Figure
from reviewfmt.pandoc_ast.shape import Held, Inlines, Marks, Shape, raw

ADDRESS = "address"
"""The attribute, after `data-`, of a picture in a book with its address in the review."""

PICTURE = "picture-"
"""The prefix of the names of pictures that this project puts into a document."""

TEXT_BEHIND = ": "
"""The separator between the name of such a picture and its alternative text."""

RELATION = "rIdReview"
"""The prefix of the name of a picture in a reference in a docx."""

_DOT = 9525  # in the unit of a docx, at 96 dots an inch
_WIDEST, _HIGHEST = 5_760_000, 7_200_000  # the space on a page
_CENTIMETRE = 360_000
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def held_picture(figure: Figure, held: Held, shape: Shape) -> Inlines:
    """Return an embedded picture in the markup of every format with such a shape."""
    alt = _attribute(figure.alt or "")
    address = _attribute(figure.src)
    if shape.marks is Marks.CLASSES:
        size = f' width="{held.width}" height="{held.height}"'
        said = f' src="../media/{held.name}" alt="{alt}" data-{ADDRESS}="{address}"{size}'
        return raw("html", f"<img{said} />")
    width, height = _room(held)
    return [
        *raw("openxml", _docx(held, alt, address, width, height)),
        *raw("opendocument", _odt(held, alt, address, width, height)),
    ]


def _attribute(text: str) -> str:
    return escape(text, quote=True)


def _room(held: Held) -> tuple[int, int]:
    """Return the width and the height on a page, limited to the space there."""
    width, height = held.width * _DOT, held.height * _DOT
    share = min(1.0, _WIDEST / width, _HIGHEST / height)
    return max(1, int(width * share)), max(1, int(height * share))


def _named(alt: str) -> str:
    """Return the end of a picture's name: a page made by LibreOffice has the text only there.

    LibreOffice puts the title, which is the address, in place of the alternative text.
    """
    return f"{TEXT_BEHIND}{alt}" if alt else ""


def _docx(held: Held, alt: str, address: str, width: int, height: int) -> str:
    size = f'cx="{width}" cy="{height}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="0" name="{held.name}{_named(alt)}" descr="{alt}"'
        f' title="{address}"/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="0" name="{held.name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{RELATION}{held.name}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _odt(held: Held, alt: str, address: str, width: int, height: int) -> str:
    size = f'svg:width="{width / _CENTIMETRE:.2f}cm" svg:height="{height / _CENTIMETRE:.2f}cm"'
    said = f"<svg:desc>{alt}</svg:desc>" if alt else ""
    return (
        f'<draw:frame draw:name="{held.name}{_named(alt)}" text:anchor-type="as-char" {size}>'
        f'<draw:image xlink:href="Pictures/{held.name}" xlink:type="simple" xlink:show="embed"'
        f' xlink:actuate="onLoad"/><svg:title>{address}</svg:title>{said}</draw:frame>'
    )
