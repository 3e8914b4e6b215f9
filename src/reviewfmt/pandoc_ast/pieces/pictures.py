"""Turns the pictures of a document into pieces of a review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reviewfmt.characters import tidy
from reviewfmt.pandoc_ast.pictures import ADDRESS
from reviewfmt.pandoc_ast.pieces.piece import Picture, Piece
from reviewfmt.pandoc_ast.shape import Node
from reviewfmt.pandoc_ast.text import TextReader, is_marked
from reviewfmt.syntax import inline


def unwrapped(inlines: list[Node]) -> list[Node]:
    """Return inlines without a direction that applies to all of them."""
    while len(inlines) == 1 and inlines[0]["t"] == "Span":
        (_, classes, pairs), inner = inlines[0]["c"]
        if classes or [name for name, _ in pairs if name != "dir"]:
            break
        inlines = inner
    return inlines


def is_picture_or_space(node: Node) -> bool:
    """Tell whether a node is a picture, or the space between two pictures."""
    return node["t"] in BETWEEN_PICTURES or image_in(node) is not None


def pictures_in(inlines: list[Node], text: TextReader) -> Iterator[Piece]:
    """Yield the pictures in inlines, each as a separate piece."""
    for node in inlines:
        image = image_in(node)
        if image is not None:
            if _is_linked(node):
                text.markup["link of a picture"] += 1
            caption = "" if _is_own(text) else caption_of(image[2][1], text)
            yield from picture(image, caption, text)


BETWEEN_PICTURES = ("Space", "SoftBreak", "LineBreak")


def image_in(node: Node) -> list[Any] | None:
    """Return the content of a picture, whatever surrounds it; None for anything else."""
    while node["t"] in ("Link", "Span", "Strong", "Emph"):
        inner = node["c"] if node["t"] in ("Strong", "Emph") else node["c"][1]
        if len(inner) != 1 or (node["t"] == "Span" and is_marked(node["c"][0], "spoiler")):
            return None
        node = inner[0]
    return node["c"] if node["t"] == "Image" else None


def _is_linked(node: Node) -> bool:
    while node["t"] in ("Span", "Strong", "Emph"):
        node = node["c"][0] if node["t"] in ("Strong", "Emph") else node["c"][1][0]
    return bool(node["t"] == "Link")


def _is_own(text: TextReader) -> bool:
    """Tell whether this project embedded the pictures of a document."""
    return text.held and not text.loose


def _own_address(image: list[Any], text: TextReader) -> str:
    """Return the address in the review of a picture that this project embedded."""
    if not _is_own(text):
        return ""
    said: str = dict(image[0][2]).get(ADDRESS) or (image[2][1] if text.styles else "")
    return said


_COVER = re.compile(r"(?:^|/)cover\.[a-z]+$")


def caption_of(title: str, text: TextReader) -> str:
    """Return the title of a picture as its caption; in Markdown it may contain marks."""
    said = tidy(title)
    return inline.render(inline.inlines(said)) if text.pipes else inline.escape(said)


def picture(image: list[Any], caption: str, text: TextReader) -> Iterator[Piece]:
    """Yield a picture if a review can express it."""
    if _is_own(text) and _COVER.search(image[2][0]):
        return  # a field names it
    words = TextReader(styles=text.styles, held=text.held, loose=text.loose)  # an alt has no marks
    alt = tidy(words.line(image[1]))
    src = re.sub(r"\s", "%20", _own_address(image, text) or image[2][0].strip())
    if text.held and ":" not in src and not _own_address(image, text):
        src = ""  # it is inside the archive and has no address outside
    if not src or src.startswith("data:") or "](" in alt or "![" in f"{src} {alt} {caption}":
        text.markup["image"] += 1
        text.left += filter(None, (alt, inline.plain(caption)))
    else:
        yield Picture(src, alt, caption)


def printed_picture(inlines: list[Node], caption: str, text: TextReader) -> Iterator[Piece]:
    """Yield a picture whose address is printed after its alternative text."""
    alt, src = "", ""
    for node in unwrapped(inlines):
        if node["t"] == "Span" and is_marked(node["c"][0], "alt"):
            alt = text.line(node["c"][1])
        elif node["t"] not in BETWEEN_PICTURES:
            src += text.quiet().line([node])
    if src:
        yield Picture(src, alt, caption)
