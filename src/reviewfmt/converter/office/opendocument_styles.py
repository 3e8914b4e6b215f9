"""Reads the styles of an OpenDocument text, and finds the markup that each stands for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from reviewfmt.converter.formats import refused
from reviewfmt.pandoc_ast import (
    MARKUP,
    RULE_STYLE,
    style,
)

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = {
    name: f"{{{_OASIS}:{called}:1.0}}"
    for name, called in (
        *((one, one) for one in ("office", "text", "table", "style")),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
        ("draw", "drawing"),
    )
}
_SPACES["xlink"] = "{http://www.w3.org/1999/xlink}"
DEEPEST = 32  # more levels of styles than this form a cycle
_BOLD = frozenset(("bold", "600", "700", "800", "900"))
_SLANTED = frozenset(("italic", "oblique"))
QUOTES = frozenset(("Quotations", "Quotation", "Block Text", "Review Next Quote"))
TERMS = frozenset(("Definition Term", "Definition Term Tight", "List Heading"))
RULES = frozenset((RULE_STYLE, "Horizontal Line"))
CODE = "Preformatted Text"
OWN = style("")


def name_of(name: str) -> str:
    """Return the name that an XML parser gives to an element or attribute such as `text:p`."""
    space, _, local = name.partition(":")
    return _SPACES[space] + local


def looks(data: bytes) -> Mapping[str, Set[tuple[str, str]]]:
    """Return the styles of an odt that stand for markup, by the name of the markup in losses.

    Each style is its family and its name. Raises ReviewError as `ast_of` does.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles = styles_in(
            parsed(archive, name)
            for name in ("styles.xml", "content.xml")
            if name in archive.namelist()
        )
    found: dict[str, set[tuple[str, str]]] = {}
    for family, name in styles.named:
        for kind in styles.marks(family, name):
            found.setdefault(_LOOKS[kind], set()).add((family, name))
        shown = styles.shown(family, name)
        for called, names in _PARTS.items():
            if family == "paragraph" and not names.isdisjoint(shown):
                found.setdefault(called, set()).add((family, name))
    return found


_LOOKS = {**MARKUP, "Strong": "strong text", "Emph": "emphasis"}
_PARTS = {
    "rule": RULES,
    "block of code": frozenset((CODE,)),
    "structure in a quotation": QUOTES,
    "list of terms": TERMS,
}
"""The names of styles as users see them, by the markup that they stand for."""


def parsed(archive: zipfile.ZipFile, name: str) -> Element:
    """Return the root of a part of an archive. Raises ReviewError (RF508) for invalid XML."""
    try:
        return ElementTree.fromstring(archive.read(name))
    except ElementTree.ParseError as error:
        line, column = error.position
        place = f"line {line}, column {column + 1}"
        raise refused("RF508", f"odt cannot be read: {name} is not XML at {place}") from None


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name as users see it, "" if a program made the style, and its formatting."""

    shown: str
    parent: str
    looks: Mapping[str, str]
    level: int
    list_style: str


@dataclass(slots=True)
class Styles:
    """The styles of a document by their family and name, and its lists."""

    named: dict[tuple[str, str], Style] = field(default_factory=dict)
    lists: dict[str, Mapping[int, int | None]] = field(default_factory=dict)

    def chain(self, family: str, name: str | None) -> Iterator[Style]:
        """Yield a style and the styles that it is based on."""
        for _ in range(DEEPEST):
            found = self.named.get((family, name or ""))
            if found is None:
                return
            yield found
            name = found.parent

    def shown(self, family: str, name: str | None) -> list[str]:
        """Return the names that users see, from the style itself to its base styles."""
        return [one.shown for one in self.chain(family, name) if one.shown]

    def marks(self, family: str, name: str | None) -> list[str]:
        """Return the marks of letters as nodes of the AST, for styles that a program made."""
        found: dict[str, bool] = {}
        for one in self.chain(family, name):
            if one.shown and (family == "paragraph" or one.shown.startswith(OWN)):
                break  # the style of a part looks like this because of what the part is
            for kind, has in _marks(one.looks):
                found.setdefault(kind, has)
        return [kind for kind, has in found.items() if has]


def _marks(looks: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    if "font-weight" in looks:
        yield "Strong", looks["font-weight"] in _BOLD
    if "font-style" in looks:
        yield "Emph", looks["font-style"] in _SLANTED
    if "text-underline-style" in looks:
        yield "Underline", looks["text-underline-style"] != "none"
    if "text-line-through-style" in looks:
        yield "Strikeout", looks["text-line-through-style"] != "none"
    position = looks.get("text-position", "").split(" ")[0]
    if position:
        raised = position == "super" or (position[:1].isdigit() and position != "0%")
        yield "Superscript", raised
        yield "Subscript", position == "sub" or position.startswith("-")


def styles_in(parts: Iterable[Element]) -> Styles:
    """Return the styles that the parts of a document define."""
    found = Styles()
    groups = (name_of("office:styles"), name_of("office:automatic-styles"))
    for part in parts:
        for made, group in enumerate(groups):
            for element in part.iterfind(f"{group}/*"):
                name = element.get(name_of("style:name"), "")
                if element.tag == name_of("style:style"):
                    key = element.get(name_of("style:family"), ""), name
                    found.named[key] = _style(element, name, made=bool(made))
                elif element.tag == name_of("text:list-style"):
                    found.lists[name] = _levels(element)
    return found


def _style(element: Element, name: str, *, made: bool) -> Style:
    shown = "" if made else element.get(name_of("style:display-name"), name.replace("_20_", " "))
    letters = element.find(name_of("style:text-properties"))
    looks = (
        {} if letters is None else {key.partition("}")[2]: said for key, said in letters.items()}
    )
    level = element.get(name_of("style:default-outline-level"), "")
    return Style(
        shown,
        element.get(name_of("style:parent-style-name"), ""),
        looks,
        int(level) if level.isascii() and level.isdigit() else 0,
        element.get(name_of("style:list-style-name"), ""),
    )


def _levels(element: Element) -> Mapping[int, int | None]:
    """Return the first number of each level of a list; None for a list with bullets."""
    found: dict[int, int | None] = {}
    for level in element:
        at = whole_number(level.get(name_of("text:level")), 1)
        has_numbers = level.tag == name_of("text:list-level-style-number") and level.get(
            name_of("style:num-format")
        )
        found[at] = whole_number(level.get(name_of("text:start-value")), 1) if has_numbers else None
    return found


def whole_number(said: str | None, otherwise: int) -> int:
    """Return the number in an attribute, or `otherwise` if it holds none."""
    is_number = said is not None and said.isascii() and said.isdigit() and len(said) < 10
    return int(said) if said is not None and is_number else otherwise
