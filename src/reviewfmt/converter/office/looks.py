"""The looks of the styles of a docx, of which pandoc reads only the names.

The styles of an odt are read with its text (`opendocument`).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cached_property
from html import unescape
from typing import Any

from reviewfmt.pandoc_ast import MARKUP, STYLE, Node, style

_PART = "word/styles.xml"
_STYLE = re.compile(r"<w:style\b(?P<given>[^<>]*+)>(?P<inside>(?:[^<]++|<(?!/w:style>))*+)")
_ID = re.compile(r"\bw:styleId=\"([^\"]*+)\"")
_NAME = re.compile(r"<w:name\b[^<>]*?\bw:val=\"([^\"]*+)\"")
_BASED = re.compile(r"<w:basedOn\b[^<>]*?\bw:val=\"([^\"]*+)\"")
_LOOK = re.compile(
    r"<w:(?P<name>b|i|strike|dstrike|u|smallCaps|vertAlign)(?=[\s/>])"
    r"(?:[^<>]*?\bw:val=\"(?P<value>[^\"]*+)\")?"
)
_KINDS = {
    "b": "Strong",
    "i": "Emph",
    "strike": "Strikeout",
    "dstrike": "Strikeout",
    "u": "Underline",
    "smallCaps": "SmallCaps",
    "superscript": "Superscript",
    "subscript": "Subscript",
}
_OFF = ("0", "false", "off", "none", "baseline")
_PARTS = {
    "verbatim char": "code",
    "source code": "block of code",
    "quote": "structure in a quotation",
    "intense quote": "structure in a quotation",
    "block text": "structure in a quotation",
    "definition term": "list of terms",
}
"""The styles that pandoc knows by name, and their markup."""

_OWN = style("")
_SAYS_MORE = re.compile(r"(?i)link$|reference$|^line number$")
"""The names of styles whose look has another meaning: links and note signs."""

_DEEPEST = 32  # the depth of styles; a greater depth is a cycle


class Looks:
    """The styles of a docx that was checked."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            held = _PART in archive.namelist()
            text = archive.read(_PART).decode("utf-8", "replace") if held else ""
        found = ((_ID.search(one["given"]), one) for one in _STYLE.finditer(text))
        self._styles = {said[1]: one for said, one in found if said}

    def by_markup(self) -> Mapping[str, Set[tuple[str, str]]]:
        """Return the styles with markup, by the name of the markup in losses.

        A style is its family, "text" or "paragraph", and its name in the file.
        """
        found: dict[str, set[tuple[str, str]]] = {}
        for key, one in self._styles.items():
            if _SAYS_MORE.search(_shown(one)):
                continue
            family = "text" if _is_of_letters(one) else "paragraph"
            called = [MARKUP[kind] for kind in self._kinds(one) if kind in MARKUP]
            called += [
                _PARTS[name] for each in self._chain(one) if (name := _shown(each)) in _PARTS
            ]
            for name in called:
                found.setdefault(name, set()).add((family, key))
        return found

    @cached_property
    def marks(self) -> Mapping[str, tuple[str, ...]]:
        """The character marks of styles, as nodes of the AST, by the names shown to users."""
        return {
            _shown(one): tuple(self._kinds(one))
            for one in self._styles.values()
            if _is_of_letters(one) and not _SAYS_MORE.search(_shown(one))
        }

    def _chain(self, one: re.Match[str] | None) -> Iterator[re.Match[str]]:
        """Yield a style and its base styles."""
        for _ in range(_DEEPEST):
            if one is None:
                return
            yield one
            based = _BASED.search(one["inside"])
            one = self._styles.get(based[1]) if based else None

    def _kinds(self, style: re.Match[str]) -> list[str]:
        """Return the marks of a style, including those of its base styles."""
        told: dict[str, bool] = {}
        for one in self._chain(style):
            for look in _LOOK.finditer(one["inside"]):
                kind = _KINDS.get(look["value"] or "", _KINDS.get(look["name"], ""))
                told.setdefault(kind, look["value"] not in _OFF)
        return [kind for kind, has in told.items() if has and kind]


def _is_of_letters(style: re.Match[str]) -> bool:
    return 'w:type="character"' in style["given"]


def _shown(style: re.Match[str]) -> str:
    said = _NAME.search(style["inside"])
    return unescape(said[1]).lower() if said else ""


def with_marks(blocks: list[Node], data: bytes) -> list[Node]:
    """Return the blocks of a docx with the marks of its character styles.

    `data` is the docx, which was checked.
    """
    looks: Looks | None = None

    def kinds(attributes: list[Any]) -> tuple[str, ...]:
        nonlocal looks
        name = dict(attributes[2]).get(STYLE, "")
        if not name or name.startswith(_OWN):
            return ()
        looks = looks or Looks(data)
        return looks.marks.get(name.lower(), ())

    found: list[Node] = _marked(blocks, kinds)
    return found


def _marked(node: Any, kinds: Callable[[list[Any]], tuple[str, ...]]) -> Any:
    if isinstance(node, list):
        return [_marked(each, kinds) for each in node]
    if not isinstance(node, dict) or "c" not in node:
        return node
    inside = _marked(node["c"], kinds)
    if node["t"] == "Span":
        for kind in kinds(inside[0]):
            inside = [inside[0], [{"t": kind, "c": inside[1]}]]
    return {**node, "c": inside}
