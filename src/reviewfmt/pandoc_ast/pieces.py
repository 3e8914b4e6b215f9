"""The blocks of a pandoc document as a flat run of the pieces that reviews are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from reviewfmt.characters import tidy
from reviewfmt.pandoc_ast.shape import Node
from reviewfmt.pandoc_ast.text import TextReader, plain_text
from reviewfmt.scores import read_score

_MOST_COLUMNS = 100  # no guide has more: spans beyond are not followed, so that no table grows
_MORE_THAN_TEXT = frozenset(
    ("Table", "BulletList", "OrderedList", "DefinitionList", "Header", "BlockQuote", "Figure")
)


@dataclass(frozen=True, slots=True)
class Head:
    """A heading; `language` is what its own attributes name."""

    level: int
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, a line end where one was forced; `strong` tells that all of it is."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """The items of a list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its column heads in lower case, () where it has none, and its rows of text.

    `heads` are the column heads as they are spelled.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """A list of terms and what is said of each."""

    terms: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, its text without the caption; `verdict` tells that it is marked as one."""

    text: str
    verdict: bool = False


Piece: TypeAlias = Head | Prose | Bullets | Grid | Terms | Figure


def pieces(blocks: Sequence[Node], text: TextReader) -> Iterator[Piece]:
    """Yield the pieces of `blocks` in their order; `text` counts the markup they lose."""
    for block in blocks:
        yield from _piece(block, text)


def _piece(block: Node, text: TextReader) -> Iterator[Piece]:
    kind: str = block["t"]
    content: Any = block.get("c")
    if kind in ("Para", "Plain"):
        yield from _prose(content, text)
    elif kind == "Header":
        level, (_, _, pairs), inlines = content
        given = dict(pairs)
        said = text.line(inlines)
        if said:
            yield Head(level, said, given.get("lang") or given.get("xml:lang"))
    elif kind == "Div":
        yield from pieces(content[1], text)
    elif kind == "BulletList":
        yield from _bullets(content, text)
    elif kind == "OrderedList":
        text.markup["numbering of a list"] += 1
        yield from _bullets(content[1], text)
    elif kind == "DefinitionList":
        yield Terms(
            tuple(
                (text.line(term), tuple(_joined(each, text) for each in said))
                for term, said in content
            )
        )
    elif kind == "Table":
        yield _grid(content, text)
    elif kind == "Figure":
        yield from _figure(content, text)
    else:
        yield from _rare(kind, content, text)


def _prose(inlines: list[Node], text: TextReader) -> Iterator[Piece]:
    if len(inlines) == 1 and inlines[0]["t"] == "Strong":
        said = text.line(inlines[0]["c"])
        if said:
            yield Prose(said, strong=True)
        return
    said = "\n".join(filter(None, map(tidy, text.lines(inlines).split("\n"))))
    if said:
        yield Prose(said)


def _bullets(items: list[list[Node]], text: TextReader) -> Iterator[Piece]:
    found = [line for item in items for line in _item(item, text)]
    if found:
        yield Bullets(tuple(found))


def _item(blocks: list[Node], text: TextReader) -> Iterator[str]:
    """Yield the text of an item, and those of the items inside it as items beside it."""
    said: list[str] = []
    for piece in pieces(blocks, text):
        if isinstance(piece, Bullets):
            if said:
                yield " ".join(said)
                said = []
            text.markup["list in a list"] += 1
            yield from piece.items
        else:
            said.append(_words(piece))
    line = tidy(" ".join(said))
    if line:
        yield line


def _words(piece: Piece) -> str:
    if isinstance(piece, Head | Prose | Figure):
        return piece.text.replace("\n", " ")
    if isinstance(piece, Bullets):
        return " ".join(piece.items)
    if isinstance(piece, Grid):
        return " ".join(cell for row in (piece.heads, *piece.rows) for cell in row if cell)
    return " ".join(f"{term}: {', '.join(said)}" for term, said in piece.terms)


def _joined(blocks: list[Node], text: TextReader) -> str:
    return tidy(" ".join(_words(piece) for piece in pieces(blocks, text)))


def _grid(content: list[Any], text: TextReader) -> Grid:
    _, caption, _, head, bodies, foot = content
    named = tidy(plain_text(caption))
    if named:
        text.left.append(named)

    def rows(given: list[Any]) -> list[tuple[str, ...]]:
        return _spread([row[1] for row in given], text)

    heads = rows(head[1])
    body = [row for each in bodies for row in (*rows(each[2]), *rows(each[3]))] + rows(foot[1])
    if not heads and body and not any(character.isdigit() for character in "".join(body[0])):
        heads, body = body[:1], body[1:]
    last = heads[-1] if heads else ()
    text.left += [" | ".join(filter(None, row)) for row in heads[:-1] if any(row)]
    columns = tuple(name.lower() for name in last)
    return Grid(columns, tuple(row for row in body if any(row)), last)


def _spread(rows: list[list[Any]], text: TextReader) -> list[tuple[str, ...]]:
    """Return the texts of rows of cells; a cell that spans rows says the same in each of them."""
    found = []
    below: dict[int, tuple[int, str]] = {}
    for cells in rows:
        row: list[str] = []

        def fill(row: list[str] = row) -> None:
            while len(row) in below:
                left, said = below.pop(len(row))
                if left > 1:
                    below[len(row)] = left - 1, said
                row.append(said)

        for cell in cells:
            fill()
            _, _, high, wide, blocks = cell
            said = _joined(blocks, text)
            room = _MOST_COLUMNS - len(row)
            if high > 1 and room > 0:
                below[len(row)] = high - 1, said
            row += [said, *[""] * (min(wide, room) - 1)]
        fill()
        found.append(tuple(row))
    return found


def _figure(content: list[Any], text: TextReader) -> Iterator[Piece]:
    (_, classes, _), (_, caption), blocks = content
    named = tidy(plain_text(caption))
    verdict = "verdict" in classes
    if any(block["t"] in _MORE_THAN_TEXT for block in blocks):
        yield from pieces(blocks, text)
        if named:
            yield Prose(named)
        return
    if named and not (verdict and read_score(named)):
        text.left.append(named)
    inner = TextReader()
    said = _joined(blocks, inner)
    text.markup.update({name: count for name, count in inner.markup.items() if name == "image"})
    text.left += inner.left
    if said:
        yield Figure(said, verdict)


def _rare(kind: str, content: Any, text: TextReader) -> Iterator[Piece]:
    if kind == "BlockQuote":
        text.markup["quotation"] += 1
        yield from pieces(content, text)
    elif kind == "LineBlock":
        lines = [text.line(line) for line in content]
        yield Prose("\n".join(filter(None, lines)))
    elif kind == "CodeBlock":
        text.markup["block of code"] += 1
        for line in map(tidy, content[1].split("\n")):
            if line:
                yield Prose(line)
    elif kind == "HorizontalRule":
        text.markup["rule"] += 1
    elif kind == "RawBlock":
        text.raw(content[1])
