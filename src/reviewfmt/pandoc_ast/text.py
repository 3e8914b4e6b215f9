"""Reads text from pandoc's inlines with its marks, and counts other markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from reviewfmt.characters import CONTROL, tidy
from reviewfmt.pandoc_ast.nodes import ORDER, STYLE, style
from reviewfmt.pandoc_ast.runs import (
    HELD,
    JOINER,
    Mark,
    Run,
    joined,
    order_of,
    rejoined,
    target_outside,
)
from reviewfmt.pandoc_ast.shape import Node
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Emphasis, Inline, Link, Spoiler, Strong, Text

MARKUP = {
    "Underline": "underlined text",
    "Strikeout": "struck out text",
    "Superscript": "superscript",
    "Subscript": "subscript",
    "SmallCaps": "small capitals",
}
"""Marks of letters that a review cannot have, by their names in losses."""

GONE = frozenset(("image", "HTML comment", "HTML tag", "rule", "control character"))
"""Markup, by its name, whose words are left out too."""

UNSCALED = "score with no maximum"
"""The name in losses of a score whose maximum is elsewhere."""

SPOILER = "||"
_PIPES = re.compile(r"(?<!\|)\|\|(?!\|)")
_SPACES = ("Space", "SoftBreak", "LineBreak")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_QUOTES = {"SingleQuote": "‘’", "DoubleQuote": "“”"}
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,6})?[¼½¾]?(?:\s?/\s?\d{1,9})?\s?%?|[★☆⭐½]{1,20}")
_SEPARATOR = re.compile(r"\s*(?:<!-- -->|<!--\s*end list\s*-->)\s*", re.IGNORECASE)


class TextReader:
    """Reads the text of inlines.

    `pipes` is true if two pipes mark a spoiler, `styles` if the styles of a word processor name the
    parts of the document, `held` if pictures are inside the document, and `loose` if marks nest and
    touch as an editor wrote them. `markup` counts the markup without a place in a review, by its
    name; `left` has the texts that are left out.
    """

    def __init__(
        self, *, pipes: bool = False, styles: bool = False, held: bool = False, loose: bool = False
    ) -> None:
        self.markup: Counter[str] = Counter()
        self.left: list[str] = []
        self.pipes = pipes
        self.styles = styles
        self.held = held
        self.loose = loose

    def quiet(self) -> TextReader:
        """Return a reader of the same document with separate counts."""
        return TextReader(pipes=self.pipes, styles=self.styles, held=self.held, loose=self.loose)

    def nodes(self, inlines: Sequence[Node]) -> tuple[Inline, ...]:
        """Return `inlines` as the inline nodes of a review; a line end is part of their text."""
        if self.styles:
            return joined(list(self._runs(inlines, frozenset(), None, "")))
        found = self._nodes(inlines)
        return rejoined(found) if self.loose else found

    def _runs(
        self, inlines: Sequence[Node], marks: frozenset[Mark], link: Link | None, order: str
    ) -> Iterator[Run]:
        """Yield the runs of a word processor, however its styles nest."""
        for node in inlines:
            kind: str = node["t"]
            content: Any = node.get("c")
            if kind == "Emph":
                yield from self._runs(content, marks | {Emphasis}, link, order)
            elif kind == "Strong":
                yield from self._runs(content, marks | {Strong}, link, order)
            elif kind == "Link":
                here = Link(target_outside(content[2][0]), ())
                yield from self._runs(content[1], marks | {Link}, here, order)
            elif kind == "Span":
                name = dict(content[0][2]).get(STYLE, "")
                named = order_of(name, ORDER)
                hidden = {Spoiler} if is_marked(content[0], "spoiler") or "H" in named else set()
                said = named.partition(HELD)[0] or order
                inner = self._runs(content[1], marks | hidden, link, said)
                if HELD in named:
                    bare = (replace(run, text=run.text.replace(JOINER, "")) for run in inner)
                    inner = (run for run in bare if run.text)  # two links were separate
                yield from inner
            elif kind in MARKUP:
                self.markup[MARKUP[kind]] += 1
                if kind == "Strikeout" and self.loose and self._is_old_score(content):
                    continue
                yield from self._runs(content, marks, link, order)
            elif kind == "Quoted":
                quotes = _QUOTES[content[0]["t"]]
                yield Run(quotes[0], marks, link, order)
                yield from self._runs(content[1], marks, link, order)
                yield Run(quotes[1], marks, link, order)
            else:
                for one in self._inline(node):
                    yield Run(inline.plain_of((one,)), marks, link, order)

    def _nodes(self, inlines: Sequence[Node]) -> tuple[Inline, ...]:
        found: list[Inline] = []
        opened: list[int] = []
        for node, after in zip_longest(inlines, inlines[1:]):
            if node["t"] == "Str" and self.pipes and SPOILER in node["c"]:
                spaced = after is None or after["t"] in _SPACES
                self._split(str(node["c"]), spaced, found, opened)
            else:
                found += self._inline(node)
        return tuple(found)

    def _split(self, text: str, spaced: bool, found: list[Inline], opened: list[int]) -> None:
        """Split a word with two pipes; the text between two such signs is a spoiler.

        `spaced` is true if white space, or nothing, follows the word.
        """
        parts = _PIPES.split(text)
        found += self._said(parts[0])
        for part in parts[1:]:
            last = found[-1] if found else Text(" ")
            if opened and not (isinstance(last, Text) and last.text[-1:].isspace()):
                start = opened.pop()
                found[start:] = [Spoiler(tuple(found[start + 1 :]))]
            else:
                opens = not part[0].isspace() if part else not spaced
                if opens and not opened:
                    opened.append(len(found))
                found.append(Text(SPOILER))
            found += self._said(part)

    def marked(self, inlines: Sequence[Node]) -> str:
        """Return the text of `inlines`, with its marks, as one line."""
        return self.rendered(_map(self.nodes(inlines), lambda text: text.replace("\n", " ")))

    def lines(self, inlines: Sequence[Node]) -> str:
        """Return the text of `inlines`, with its marks and a line end for each forced one."""
        return "\n".join(self.paragraphs(inlines))

    def paragraphs(self, inlines: Sequence[Node]) -> list[str]:
        """Return the texts of `inlines` as `lines` does; an empty line separates two texts."""
        found: list[list[str]] = [[]]
        for line in map(self.rendered, _lines(self.nodes(inlines))):
            if line:
                found[-1].append(line)
            elif found[-1]:
                found.append([])
        return ["\n".join(lines) for lines in found if lines]

    def line(self, inlines: Sequence[Node]) -> str:
        """Return the words of `inlines` as one line."""
        nodes = self.nodes(inlines)
        self.markup.update(_NAMES[type(node)] for node in _every(nodes) if type(node) in _NAMES)
        return tidy(inline.plain_of(nodes).replace("\n", " "))

    def rendered(self, nodes: Sequence[Inline]) -> str:
        """Return nodes as one text with marks; marks that the text cannot express are counted."""
        text = tidy(inline.render(nodes))
        if any(not isinstance(node, Text) for node in nodes):
            said = Counter(_coverage(inline.inlines(text)))
            meant = Counter(_coverage(nodes))
            for kind in (Emphasis, Strong, Link, Spoiler):
                if said[kind] < meant[kind]:
                    self.markup[f"{_NAMES[kind]} that no mark can say"] += 1
        return text

    def raw(self, text: str) -> None:
        """Take raw markup of another language; what only separates two lists is ignored."""
        if separates(text):
            return
        rest, comments = _COMMENT.subn(" ", text)
        if comments:
            self.markup["HTML comment"] += comments
        if tidy(rest):
            self.markup["HTML tag"] += 1
            words = tidy(_TAG.sub(" ", rest))
            if words:
                self.left.append(words)

    def _said(self, text: str) -> list[Inline]:
        controls = CONTROL.findall(text)
        if controls:
            self.markup["control character"] += len(controls)
            text = CONTROL.sub("", text)
        return [Text(text)] if text else []

    def _inline(self, node: Node) -> Iterable[Inline]:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            return self._said(str(content))
        if kind in ("Space", "SoftBreak"):
            return (Text(" "),)
        if kind == "LineBreak":
            return (Text("\n"),)
        if kind == "Emph":
            return (Emphasis(self._nodes(content)),)
        if kind == "Strong":
            return (Strong(self._nodes(content)),)
        if kind in MARKUP:
            self.markup[MARKUP[kind]] += 1
            if kind == "Strikeout" and self.loose and self._is_old_score(content):
                return ()
            return self._nodes(content)
        if kind == "Span":
            return self._span(content)
        if kind == "Link":
            return (Link(content[2][0], self._nodes(content[1])),)
        return self._rare(kind, content)

    def _is_old_score(self, inlines: Sequence[Node]) -> bool:
        """Tell whether struck-out text is a number that the number beside it replaces."""
        said = tidy(plain_text(list(inlines)))
        if _NUMBER.fullmatch(said) is None:
            return False
        self.left.append(said)
        return True

    def _span(self, content: list[Any]) -> Iterable[Inline]:
        attributes, inlines = content
        inner = self._nodes(inlines)
        if is_marked(attributes, "spoiler"):
            return (Spoiler(inner),)
        if is_marked(attributes, "link"):
            return (Link(dict(attributes[2]).get("data-target", ""), inner),)
        return inner

    def _rare(self, kind: str, content: Any) -> Iterable[Inline]:
        parts = content if isinstance(content, list) else []
        if kind == "Quoted":
            quotes = _QUOTES[parts[0]["t"]]
            return (Text(quotes[0]), *self._nodes(parts[1]), Text(quotes[1]))
        if kind == "Cite":
            return self._nodes(parts[1])
        if kind == "Code":
            self.markup["code"] += 1
            return self._said(str(parts[1]))
        if kind == "Math":
            self.markup["mathematics"] += 1
            return self._said(str(parts[1]))
        if kind == "RawInline" and _BREAK.fullmatch(parts[1]):
            return (Text("\n"),)
        if kind == "RawInline":
            self.raw(parts[1])
        elif kind == "Image":
            self.markup["image"] += 1
            text = self.line(parts[1])
            if text:
                self.left.append(text)
        elif kind == "Note":
            self.left.append(tidy(plain_text(parts)))
        return ()


_NAMES = {Emphasis: "emphasis", Strong: "strong text", Link: "link", Spoiler: "spoiler"}


def separates(text: str) -> bool:
    """Tell whether raw markup only separates what is on both sides of it."""
    return _SEPARATOR.fullmatch(text) is not None


def is_marked(attributes: list[Any], name: str) -> bool:
    """Tell whether attributes contain the class `name`, or the style for it."""
    _, classes, pairs = attributes
    return name in classes or [STYLE, style(name)] in pairs


def _map(nodes: Sequence[Inline], change: Any) -> tuple[Inline, ...]:
    return tuple(
        Text(change(node.text))
        if isinstance(node, Text)
        else _with(node, _map(node.children, change))
        for node in nodes
    )


def _with(node: Inline, children: tuple[Inline, ...]) -> Inline:
    if isinstance(node, Text):
        return node
    return Link(node.target, children) if isinstance(node, Link) else type(node)(children)


def _lines(nodes: Sequence[Inline]) -> list[list[Inline]]:
    """Return nodes in lines; a mark continues in the next line."""
    lines: list[list[Inline]] = [[]]
    for node in nodes:
        if isinstance(node, Text):
            parts: list[Inline] = [Text(part) for part in node.text.split("\n")]
        else:
            parts = [_with(node, tuple(line)) for line in _lines(node.children)]
        lines[-1].append(parts[0])
        lines += [[part] for part in parts[1:]]
    return lines


def _every(nodes: Sequence[Inline]) -> Iterable[Inline]:
    for node in nodes:
        yield node
        if not isinstance(node, Text):
            yield from _every(node.children)


def _coverage(nodes: Sequence[Inline], around: frozenset[type] = frozenset()) -> Iterable[type]:
    """Yield the marks of each character that is not white space, in order."""
    for node in nodes:
        if isinstance(node, Text):
            count = sum(not character.isspace() for character in node.text)
            for kind in around:
                yield from [kind] * count
        else:
            yield from _coverage(node.children, around | {type(node)})


def plain_text(node: object) -> str:
    """Return all the words below `node`, with a space between blocks, for display only."""
    if isinstance(node, list):
        return "".join(map(plain_text, node))
    if not isinstance(node, dict):
        return ""
    kind, content = node.get("t"), node.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Code", "CodeBlock", "Math", "RawBlock", "RawInline"):
        return f"{content[1]} " if isinstance(content, list) else ""
    if kind in ("Header", "Para", "Plain", "Table"):
        return plain_text(content) + " "
    return plain_text(content)
