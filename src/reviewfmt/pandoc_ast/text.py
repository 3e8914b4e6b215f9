"""Text out of pandoc's inlines, and a count of the markup that is around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from reviewfmt.characters import CONTROL, tidy
from reviewfmt.pandoc_ast.shape import Node

_MARKUP = {
    "Emph": "emphasis",
    "Strong": "strong text",
    "Underline": "underlined text",
    "Strikeout": "struck out text",
    "Superscript": "superscript",
    "Subscript": "subscript",
    "SmallCaps": "small capitals",
}
GONE = frozenset(("image", "footnote", "HTML comment", "HTML tag", "rule", "control character"))
"""The markup, by its name, of which not even words stay."""

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_QUOTES = {"SingleQuote": "‘’", "DoubleQuote": "“”"}
_SEPARATOR = re.compile(r"\s*(?:<!-- -->|<!--\s*end list\s*-->)\s*", re.IGNORECASE)


class TextReader:
    """Takes the text out of inlines.

    `markup` counts what was around it and has no place in a review, by its name; `left` holds
    the text of what has no place itself.
    """

    def __init__(self) -> None:
        self.markup: Counter[str] = Counter()
        self.left: list[str] = []

    def line(self, inlines: Sequence[Node]) -> str:
        """Return the text of `inlines` as one line."""
        return tidy(self.lines(inlines).replace("\n", " "))

    def lines(self, inlines: Sequence[Node]) -> str:
        """Return the text of `inlines`, a line end for each forced one."""
        text = "".join(map(self._inline, inlines))
        controls = CONTROL.findall(text)
        if controls:
            self.markup["control character"] += len(controls)
            text = CONTROL.sub("", text)
        return text

    def raw(self, text: str) -> None:
        """Take raw markup of another language; what only separates two lists is nothing."""
        if _SEPARATOR.fullmatch(text):
            return
        rest, comments = _COMMENT.subn(" ", text)
        if comments:
            self.markup["HTML comment"] += comments
        if tidy(rest):
            self.markup["HTML tag"] += 1
            words = tidy(_TAG.sub(" ", rest))
            if words:
                self.left.append(words)

    def _inline(self, node: Node) -> str:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            return str(content)
        if kind in ("Space", "SoftBreak"):
            return " "
        if kind == "LineBreak":
            return "\n"
        if kind in _MARKUP:
            self.markup[_MARKUP[kind]] += 1
            return self._inner(content)
        if kind == "Span":
            return self._inner(content[1])
        if kind == "Link":
            return self._link(content)
        return self._rare(kind, content)

    def _inner(self, inlines: Sequence[Node]) -> str:
        return "".join(map(self._inline, inlines))

    def _link(self, content: list[Any]) -> str:
        _, inlines, target = content
        text = self._inner(inlines)
        if text not in (target[0], str(target[0]).removeprefix("mailto:")):
            self.markup["link"] += 1
        return text

    def _rare(self, kind: str, content: Any) -> str:
        parts = content if isinstance(content, list) else []
        if kind == "Quoted":
            quotes = _QUOTES[parts[0]["t"]]
            return f"{quotes[0]}{self._inner(parts[1])}{quotes[1]}"
        if kind == "Cite":
            return self._inner(parts[1])
        if kind == "Code":
            self.markup["code"] += 1
            return str(parts[1])
        if kind == "Math":
            self.markup["mathematics"] += 1
            return str(parts[1])
        if kind == "RawInline" and _BREAK.fullmatch(parts[1]):
            return "\n"
        if kind == "RawInline":
            self.raw(parts[1])
        elif kind == "Image":
            self.markup["image"] += 1
            text = self.line(parts[1])
            if text:
                self.left.append(text)
        elif kind == "Note":
            self.markup["footnote"] += 1
            self.left.append(tidy(plain_text(parts)))
        return ""


def plain_text(node: object) -> str:
    """Return all the words below `node`, a space between its blocks: to show, not to keep."""
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
