"""The texts of pandoc's blocks and metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reviewfmt.converter.units.html import IN_A_LINE, TAG_NAME, is_nowhere, of_html
from reviewfmt.converter.units.unit import LINK, Unit
from reviewfmt.pandoc_ast.shape import Node

_BLOCKS = frozenset(("Para", "Plain", "Header", "CodeBlock", "RawBlock"))
_GAPS = ("Space", "SoftBreak", "LineBreak")


def of_blocks(blocks: Sequence[Node]) -> Iterator[Unit]:
    """Yield the units of pandoc's blocks; raw HTML has the units of a page."""
    for block in blocks:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind == "RawBlock":
            yield from of_html(content[1])
        elif kind == "CodeBlock":
            yield from (Unit(line) for line in content[1].split("\n") if line.strip())
        elif kind in _BLOCKS:
            yield from _of_inlines(content[2] if kind == "Header" else content)
        elif kind == "LineBlock":
            for line in content:
                yield from _of_inlines(line)
        else:
            yield from _of_parts(content)


def _of_parts(content: Any) -> Iterator[Unit]:
    """Yield the units of the content of a block: blocks, inlines, or lists of both."""
    if isinstance(content, dict) and "t" in content:
        yield from of_blocks((content,))
    elif isinstance(content, list):
        kinds = [each.get("t") for each in content if isinstance(each, dict)]
        if kinds and len(kinds) == len(content) and not _HOLDS_BLOCKS & set(kinds):
            yield from _of_inlines(content)
        else:
            for each in content:
                yield from _of_parts(each)


# fmt: off
_HOLDS_BLOCKS = frozenset({
    "Para", "Plain", "Header", "CodeBlock", "RawBlock", "LineBlock", "BulletList", "OrderedList",
    "DefinitionList", "Table", "Figure", "BlockQuote", "Div", "HorizontalRule", None,
})
# fmt: on


def _of_inlines(inlines: Sequence[Node]) -> Iterator[Unit]:
    line: list[str] = []
    apart: list[Unit] = []
    _spell(inlines, line, apart)
    for text in "".join(line).split("\n"):
        if text and not text.isspace():
            yield Unit(text)
    yield from apart


def _spell(node: Any, line: list[str], apart: list[Unit]) -> None:
    """Append the words of inlines to `line`, and separate texts to `apart`."""
    if isinstance(node, list):
        for each in node:
            _spell(each, line, apart)
        return
    if not isinstance(node, dict):
        return
    kind: str = node.get("t", "")
    content: Any = node.get("c")
    if kind == "Str":
        line.append(str(content))
    elif kind in _GAPS:
        line.append(" " if kind == "Space" else "\n")
    elif kind in ("Code", "Math"):
        line.append(content[1])
    elif kind == "RawInline":
        tag = TAG_NAME.match(content[1])
        if tag and tag["name"].lower() not in IN_A_LINE:
            line.append("\n")
        apart.extend(of_html(content[1]))
    elif kind == "Note":
        apart.extend(of_blocks(content))
    elif kind in ("Link", "Image"):
        said: list[str] = line if kind == "Link" else []
        _spell(content[1], said, apart)
        if kind == "Link" and not is_nowhere(content[2][0]):
            apart.append(Unit(content[2][0], LINK))
        apart.extend(
            Unit(each)
            for each in (content[2][1], *(["".join(said)] if said is not line else []))
            if each.strip()
        )
    else:
        _spell(content, line, apart)


def of_values(values: Mapping[str, Node]) -> Iterator[Unit]:
    """Yield the values of pandoc's metadata, each with its key."""
    for key, node in values.items():
        for name, said in _leaves(key, node):
            if said.strip():
                yield Unit(said, name)


def _leaves(name: str, node: Node) -> Iterator[tuple[str, str]]:
    kind: str = node["t"]
    content: Any = node.get("c")
    if kind == "MetaMap":
        for key, value in content.items():
            yield from _leaves(f"{name}.{key}", value)
    elif kind == "MetaList":
        for value in content:
            yield from _leaves(name, value)
    elif kind == "MetaInlines":
        for unit in _of_inlines(content):
            yield name, unit.text
    elif kind == "MetaBlocks":
        for unit in of_blocks(content):
            yield name, unit.text
    elif kind != "MetaBool":  # a flag, not a text
        yield name, str(content)


def addresses_of(blocks: Sequence[Node]) -> Iterator[str]:
    """Yield the addresses of links and pictures in pandoc's blocks."""
    stack: list[Any] = [blocks]
    while stack:
        one = stack.pop()
        if isinstance(one, list):
            stack += one
        elif isinstance(one, dict):
            if one.get("t") in ("Link", "Image"):
                yield one["c"][2][0]
            stack += one.values()
