"""Reads a page that LibreOffice made from a document of ours: styles have become classes.

Styles of letters are lost in such a page, except for their formatting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reviewfmt.converter.web.tree import Child, Element
from reviewfmt.pandoc_ast import PICTURE, TEXT_BEHIND
from reviewfmt.pandoc_ast.lines.fields import field_of

SPOILER_SHADE = "#ddd8d1"
"""The background of a spoiler in the reference documents."""

_MADE_WITH = "made-with"
_NO_LANGUAGE = "zxx"
_SCRIPT = re.compile(r"-(?:western|cjk|ctl)\Z")
_SHADE = re.compile(r"\bbackground(?:-color)?\s*+:\s*+(#[0-9a-f]{6})", re.IGNORECASE)
_JOINED = {"review-field": "review-field", "block-text": "block-text"}
_JOINED |= {"review-next-quote": "block-text", "review-picture": "review-picture-caption"}
"""Styles of paragraphs that belong together with a paragraph of another style after them."""


def restore(root: Element) -> list[str]:
    """Replace the elements of such a page by what their styles mean; other pages stay as they are.

    Fields that the format does not know are removed and returned, one on each line.
    """
    unknown: list[str] = []
    if not any(_is_ours(element) for element in root.walk() if element.tag == "meta"):
        return unknown
    for element in root.walk():
        if element.attributes.get("lang") == _NO_LANGUAGE:
            del element.attributes["lang"]
        if element.tag in ("span", "font"):
            shade = _SHADE.search(element.attributes.get("style", ""))
            if shade and shade[1].lower() == SPOILER_SHADE:
                element.attributes = {"class": "spoiler"}
        if element.tag == "img" and element.attributes.get("name", "").startswith(PICTURE):
            _name_picture(element.attributes)
        if any(map(_style, element.children)):
            element.put(*_restored(element.children, unknown))
    return unknown


def _name_picture(attributes: dict[str, str]) -> None:
    """Give a picture that LibreOffice copied its address and its text from the review.

    The address is where the text belongs, and the text follows the name.
    """
    if address := attributes.get("alt"):
        attributes["src"] = address
        attributes["alt"] = attributes["name"].partition(TEXT_BEHIND)[2]


def _is_ours(element: Element) -> bool:
    return element.attributes.get("name") == _MADE_WITH


def _style(element: Child) -> str:
    """Return the class for the style of a paragraph, or "" if it has none."""
    if not isinstance(element, Element) or element.tag != "p":
        return ""
    return _SCRIPT.sub("", element.attributes.get("class", ""))


def _restored(children: Sequence[Child], unknown: list[str]) -> Iterator[Child]:
    """Yield the children of an element, with paragraphs of our styles as what they mean."""
    place = 0
    while place < len(children):
        child = children[place]
        style = _style(child)
        place += 1
        if not isinstance(child, Element) or style not in (*_JOINED, "review-rule"):
            yield child
            continue
        parts = [child.children]
        while place < len(children):
            after = children[place]
            if isinstance(after, str) and not after.strip():
                place += 1
            elif isinstance(after, Element) and _style(after) == _JOINED.get(style):
                parts.append(after.children)
                place += 1
            else:
                break
        lines = [Element("p").put(*part).text() for part in parts]
        if style == "review-field" and all(map(_is_unknown, lines)):
            unknown += lines
        else:
            yield _element(style, parts)


def _is_unknown(line: str) -> bool:
    field = field_of(line)
    return field is not None and not field.name and bool(field.value)


def _element(style: str, parts: Sequence[list[Child]]) -> Element:
    if style == "review-rule":
        return Element("hr")
    if style == "review-picture":
        return _picture(parts[0], [child for part in parts[1:] for child in part])
    if style == "review-field":  # together they show that they are fields, known or not
        lines: list[Child] = list(parts[0])
        for part in parts[1:]:
            lines += [Element("br"), *part]
        return Element("p").put(*lines)
    return Element("blockquote").put(*(Element("p").put(*part) for part in parts))


def _picture(children: Sequence[Child], caption: Sequence[Child]) -> Element:
    """Return the figure of a picture's address; the picture's alternative text is in italics."""
    shown = [
        Element("span", {"class": "alt"}).put(*one.children)
        if isinstance(one, Element) and one.tag in ("i", "em")
        else one
        for one in children
    ]
    below = [Element("figcaption").put(*caption)] if caption else []
    return Element("figure", {"class": "picture"}).put(Element("p").put(*shown), *below)
