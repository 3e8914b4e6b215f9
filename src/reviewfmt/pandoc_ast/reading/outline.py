"""Reads outlines, such as those of Logseq and Workflowy, whose headings are items of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reviewfmt.characters import closed
from reviewfmt.pandoc_ast.shape import Node
from reviewfmt.pandoc_ast.text import plain_text

_LISTS = ("BulletList", "OrderedList")
_TEXTS = ("Para", "Plain", "Header")
_DEEPEST = 12


def unfolded(blocks: list[Node]) -> list[Node]:
    """Return the blocks of a document, with an outline as headings and their contents.

    An outline is a list with headings in its items, or a document of only bullets, at least one of
    which has bullets below it.
    """
    from reviewfmt.pandoc_ast.heads.title_words import evidence

    lists = [block["c"] for block in blocks if block["t"] == "BulletList"]
    items = [item for each in lists for item in each]
    titled = any(block["t"] == "Header" for block in blocks)
    if not any(map(_is_head, items)):
        opening = _text(items[0]) if items else ""
        apart = sum(block["t"] not in ("BulletList", "Header") for block in blocks)
        if not any(map(_below, items)) or not (titled or evidence(opening) > 0):
            return blocks
        if apart:
            return [one for block in blocks for one in _with_guide(block)]
    found: list[Node] = []
    for block in blocks:
        if block["t"] != "BulletList":
            found.append(block)
            continue
        found += _top(block["c"], titled=titled)
        titled = True
    return found


def _with_guide(block: Node) -> Iterator[Node]:
    """Yield a list whose item names a guide, or other parts, above what is below it."""
    items = block["c"] if block["t"] == "BulletList" else []
    if not any(_below(item) and _names_guide(_text(item)) for item in items):
        yield block
        return
    flat: list[list[Node]] = []
    for item in items:
        if not _below(item) or len(_text(item)) > _LONGEST:
            flat.append(item)
            continue
        if flat:
            yield {"t": "BulletList", "c": flat}
            flat = []
        yield _header(_DEEP, item)
        yield from item[1:]
    if flat:
        yield {"t": "BulletList", "c": flat}


_DEEP = 6


def _top(items: Sequence[list[Node]], *, titled: bool) -> Iterator[Node]:
    """Yield the blocks of the items at the top level of an outline."""
    for number, item in enumerate(items):
        if not number and not titled and not closed(_text(item)):
            yield _header(1, item)
            yield from _rest(item, 2)
        elif _below(item) or _is_head(item):
            yield _header(2, item)
            yield from _rest(item, 3)
        else:
            yield from item


def _rest(item: Sequence[Node], level: int) -> Iterator[Node]:
    """Yield what is below the first text of an item."""
    named = _names_guide(_text(item))
    for block in item[1:]:
        if block["t"] != "BulletList" or named or level > _DEEPEST:
            yield block
            continue
        flat: list[list[Node]] = []
        for one in block["c"]:
            headed = _is_head(one) or (_below(one) and _heads_more(one))
            if not headed and not _is_score(one):
                flat.append(one)
                continue
            if flat:
                yield {"t": "BulletList", "c": flat}
                flat = []
            if headed:
                yield _header(level, one)
                yield from _rest(one, level + 1)
            else:
                yield from one
        if flat:
            yield {"t": "BulletList", "c": flat}


def _heads_more(item: Sequence[Node]) -> bool:
    """Tell whether the text of an item is a heading of the items below it, not a sentence."""
    said = _text(item)
    return 0 < len(said) <= _LONGEST and not closed(said.rstrip(":")) and not _is_entry(item)


_LONGEST = 60


def _is_score(item: Sequence[Node]) -> bool:
    from reviewfmt.pandoc_ast.entries.lists import lone_score
    from reviewfmt.pandoc_ast.pieces.piece import Prose

    return len(item) == 1 and lone_score(Prose(_text(item))) is not None


def _names_guide(said: str) -> bool:
    from reviewfmt.pandoc_ast.reading.body import is_guide_name
    from reviewfmt.pandoc_ast.tables.cells import names_season

    said = said.rstrip(" :!")
    return is_guide_name(said) or names_season(said)


def _is_entry(item: Sequence[Node]) -> bool:
    from reviewfmt.pandoc_ast.entries.lists import labelled_entry

    found = labelled_entry(_text(item))
    return found is not None and found.score is not None


def _below(item: Sequence[Node]) -> bool:
    return any(block["t"] in _LISTS for block in item[1:])


def _is_head(item: Sequence[Node]) -> bool:
    return bool(item) and item[0]["t"] == "Header"


def _text(item: Sequence[Node]) -> str:
    return plain_text(item[0]).strip() if item and item[0]["t"] in _TEXTS else ""


def _header(level: int, item: Sequence[Node]) -> Node:
    first: Any = item[0] if item else {"t": "Para", "c": []}
    inlines = first["c"][2] if first["t"] == "Header" else first["c"]
    return {"t": "Header", "c": [min(level, 6), ["", [], []], inlines]}
