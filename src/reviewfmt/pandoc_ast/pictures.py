"""The pictures that a document holds inside, in its own markup: pandoc opens no file for them.

The address that a review gives stays with each, so that it is read back.
"""

from __future__ import annotations

from html import escape

from reviewfmt.model import Figure
from reviewfmt.pandoc_ast.shape import Held, Inlines, Marks, Shape, raw

ADDRESS = "address"
"""The attribute of a book's picture that says what the review calls it, behind `data-`."""

PICTURE = "picture-"
"""How the name of a picture begins that this project put into a document."""

TEXT_BEHIND = ": "
"""What is between the name of such a picture and the text that stands for it."""

RELATION = "rIdReview"
"""What the name of a picture follows where a docx refers to it."""

_DOT = 9525  # in the unit of a docx, at 96 dots an inch
_WIDEST, _HIGHEST = 5_760_000, 7_200_000  # what a page has room for
_CENTIMETRE = 360_000
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def held_picture(figure: Figure, held: Held, shape: Shape) -> Inlines:
    """Return a picture in the markup of every format that has such a shape."""
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
    """Return the width and the height on a page, no larger than that has room for."""
    width, height = held.width * _DOT, held.height * _DOT
    share = min(1.0, _WIDEST / width, _HIGHEST / height)
    return max(1, int(width * share)), max(1, int(height * share))


def _named(alt: str) -> str:
    """Return what the name of a picture ends with: a page by LibreOffice has the text only there.

    It puts the title, which is the address, where the text that stands for the picture belongs.
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
