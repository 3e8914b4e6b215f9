"""Reads entries and ratings in front matter, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reviewfmt.pandoc_ast.entries.entry import column_of, headings
from reviewfmt.pandoc_ast.pieces.piece import Grid, Piece
from reviewfmt.pandoc_ast.scored import read_score
from reviewfmt.pandoc_ast.shape import Node
from reviewfmt.syntax import inline
from reviewfmt.syntax.vocabulary import fold

_TEXTS = ("MetaString", "MetaBool", "MetaInlines", "MetaMarked")


def tables_in(meta: Mapping[str, Node]) -> tuple[list[Piece], dict[str, Node]]:
    """Return the guides and the ratings in metadata as tables, and the rest of the metadata.

    A guide is a list of maps, each with a title or a number and a score; ratings are a map of
    scores below a name such as `scores`.
    """
    found: list[Piece] = []
    rest: dict[str, Node] = {}
    for key, node in meta.items():
        table = _guide(key, node) or _ratings(key, node)
        if table is None:
            rest[key] = node
        else:
            found.append(table)
    return found, rest


def _guide(key: str, node: Node) -> Grid | None:
    if node["t"] != "MetaList" or len(node["c"]) < 1 or fold(key) not in headings("guide"):
        return None
    maps: list[Mapping[str, Any]] = [one["c"] for one in node["c"] if one["t"] == "MetaMap"]
    if len(maps) < len(node["c"]):
        return None
    names = list(dict.fromkeys(name for one in maps for name in one))
    columns = set(map(column_of, names))
    if "score" not in columns or not columns & {"title", "label"}:
        return None
    rows = tuple(tuple(_text(one.get(name)) for name in names) for one in maps)
    return Grid(tuple(name.lower() for name in names), rows, tuple(names))


def _ratings(key: str, node: Node) -> Grid | None:
    if node["t"] != "MetaMap" or fold(key) not in headings("ratings") or len(node["c"]) < 1:
        return None
    rows = tuple((inline.escape(name), _text(value)) for name, value in node["c"].items())
    if not all(read_score(inline.plain(score)) is not None for _, score in rows):
        return None
    return Grid((), rows)


def _text(node: Node | None) -> str:
    if node is None or node["t"] not in _TEXTS:
        return ""
    content: Any = node["c"]
    return inline.escape(content) if isinstance(content, str) else _plain(content)


def _plain(content: Sequence[Node] | bool) -> str:
    from reviewfmt.pandoc_ast.text import plain_text

    return "" if isinstance(content, bool) else inline.escape(plain_text(list(content)))
