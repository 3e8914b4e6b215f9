"""Turns the blocks of a pandoc document into a flat run of pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reviewfmt.characters import tidy
from reviewfmt.pandoc_ast.nodes import RULE_STYLE, STYLE, style
from reviewfmt.pandoc_ast.pieces.item_numbers import MOST_ITEMS, counted_number
from reviewfmt.pandoc_ast.pieces.pictographs import unadorned
from reviewfmt.pandoc_ast.pieces.pictures import (
    BETWEEN_PICTURES,
    image_in,
    is_picture_or_space,
    picture,
    pictures_in,
    printed_picture,
    unwrapped,
)
from reviewfmt.pandoc_ast.pieces.piece import (
    NESTED,
    Bullets,
    Figure,
    Grid,
    Head,
    Picture,
    Piece,
    Prose,
    Quotation,
    Rule,
    Terms,
    words_of,
)
from reviewfmt.pandoc_ast.praise import side_of
from reviewfmt.pandoc_ast.scored import read_score, strong_score
from reviewfmt.pandoc_ast.shape import Node
from reviewfmt.pandoc_ast.text import TextReader, is_marked, plain_text, separates
from reviewfmt.syntax import inline

_MOST_COLUMNS = 100  # no guide has more; larger spans are ignored, so that no table grows

_MORE_THAN_TEXT = frozenset(
    ("Table", "BulletList", "OrderedList", "DefinitionList", "Header", "BlockQuote", "Figure")
)


def pieces(blocks: Sequence[Node], text: TextReader) -> list[Piece]:
    """Return the pieces of `blocks` in order; `text` counts the markup that they lose."""
    found: list[Piece] = []
    quoted: list[str] = []
    for piece in _run(blocks, text):
        last = found[-1] if found else None
        if isinstance(piece, Quotation):
            if not (piece.joins and isinstance(last, Quotation)):
                _end(found, quoted)
                found.append(piece)
            quoted += piece.paragraphs
            continue
        _end(found, quoted)
        if isinstance(piece, Terms) and isinstance(last, Terms):
            found[-1] = Terms(last.terms + piece.terms)
        elif not isinstance(piece, _Caption):
            found.append(piece)
        elif isinstance(last, Picture):
            found[-1] = replace(last, caption=piece.text)
        else:
            found.append(Prose(piece.text))
    _end(found, quoted)
    return found


def _end(found: list[Piece], quoted: list[str]) -> None:
    """End the quotation at the end of `found`, with all its paragraphs."""
    if quoted:
        found[-1] = Quotation(tuple(quoted))
        quoted.clear()


@dataclass(frozen=True, slots=True)
class _Caption:
    """The caption of the picture above it, in a separate paragraph."""

    text: str


def _run(blocks: Sequence[Node], text: TextReader) -> Iterator[Piece | _Caption]:
    for block in blocks:
        yield from _piece(block, text)


def _piece(block: Node, text: TextReader) -> Iterator[Piece | _Caption]:
    kind: str = block["t"]
    content: Any = block.get("c")
    if kind in ("Para", "Plain"):
        yield from _prose(content, text)
    elif kind == "Header":
        yield from _head(content, text)
    elif kind == "Div":
        yield from _division(content, text)
    elif kind == "BulletList":
        yield from _bullets(content, None, text)
    elif kind == "OrderedList":
        yield from _numbered(content, text)
    elif kind == "DefinitionList":
        yield Terms(
            tuple(
                (text.line(term), tuple(_joined(each, text) for each in said))
                for term, said in content
            )
        )
    elif kind == "Table" and text.loose and (sides := _sides(content, text)):
        yield from sides
    elif kind == "Table" and text.loose and (columns := _columns_of_layout(content)):
        for blocks in columns:
            yield from _run(blocks, text)
    elif kind == "Table":
        yield _grid(content, text)
    elif kind == "Figure":
        yield from _figure(content, text)
    elif kind == "BlockQuote":
        yield from _quoted(content, text)
    else:
        yield from _rare(kind, content, text)


def _head(content: list[Any], text: TextReader) -> Iterator[Piece]:
    level, (_, _, pairs), inlines = content
    inlines, given = unwrapped(inlines), dict(pairs)
    score = None
    last: Node = inlines[-1] if inlines else {"t": ""}
    if last["t"] == "Span" and is_marked(last["c"][0], "score"):
        score = read_score(text.line(last["c"][1]))
    said = text.marked(inlines[:-1] if score else inlines)
    if score:
        said = tidy(said.removesuffix("–"))
    if said:
        language = given.get("lang") or given.get("xml:lang")
        yield Head(level, said, language, score, _guarded(inlines))


def _guarded(inlines: list[Node]) -> bool:
    """Tell whether a text ends in what protects it from being read as markup."""
    last = inlines[-1] if inlines else {"t": ""}
    return last["t"] == "RawInline" and separates(last["c"][1])


def _division(content: list[Any], text: TextReader) -> Iterator[Piece | _Caption]:
    attributes, blocks = content
    if is_styled(attributes, "verdict"):
        for piece in pieces(blocks, text):
            prose = piece if isinstance(piece, Prose) else Prose("")
            yield Figure(prose.text, prose.score, prose.note, True) if prose.score else piece
    elif is_styled(attributes, "next-quote"):
        # pandoc reads the style, which is based on that of quotations, as a quotation.
        inner = [
            one
            for block in blocks
            for one in (block["c"] if block["t"] == "BlockQuote" else [block])
        ]
        yield from (replace(one, joins=False) for one in _quotation(inner, text))
    elif is_styled(attributes, "picture"):
        for block in blocks:
            if block["t"] in ("Para", "Plain") and not any(map(image_in, block["c"])):
                yield from printed_picture(block["c"], "", text)
            else:
                yield from _piece(block, text)
    elif [STYLE, RULE_STYLE] in attributes[2]:
        yield Rule()
    elif text.loose and "subtitle" in attributes[1]:
        for piece in pieces(blocks, text):
            yield replace(piece, subtitle=True) if isinstance(piece, Prose) else piece
    elif is_styled(attributes, "field"):
        for block in blocks:
            yield from _field_line(block, text)
    elif is_styled(attributes, "picture-caption"):
        yield _Caption(_joined(blocks, text))
    else:
        yield from _run(blocks, text)


def _field_line(block: Node, text: TextReader) -> Iterator[Piece | _Caption]:
    """Yield a line such as `Network: Harbour TV` as a term and its definition."""
    inlines = unwrapped(block["c"]) if block["t"] in ("Para", "Plain") else []
    place = 0
    while place < len(inlines) and _names_field(inlines[place]):
        place += 1
    name, colon, value = text.quiet().line(inlines[:place]).partition(":")
    if not colon:  # somebody typed it
        name, colon, value = text.quiet().line(inlines).partition(":")
        place = len(inlines)
    if not (colon and name):
        yield from _piece(block, text)
        return
    rest = text.marked(inlines[place:]) if place < len(inlines) else inline.escape(value)
    yield Terms(((tidy(name), (tidy(rest),)),))


def _names_field(node: Node) -> bool:
    return node["t"] == "Span" and is_marked(node["c"][0], "field-name")


def is_styled(attributes: list[Any], name: str) -> bool:
    """Tell whether attributes name the style for `name`."""
    return [STYLE, style(name)] in attributes[2]


def _prose(inlines: list[Node], text: TextReader) -> Iterator[Piece]:
    inlines = unwrapped(inlines)
    first, last = 0, len(inlines)
    while first < last and is_picture_or_space(inlines[first]):
        first += 1
    while last > first and is_picture_or_space(inlines[last - 1]):
        last -= 1
    yield from pictures_in(inlines[:first], text)
    yield from _paragraphs(inlines[first:last], text)
    yield from pictures_in(inlines[last:], text)


def _paragraphs(inlines: list[Node], text: TextReader) -> Iterator[Piece]:
    """Yield the paragraphs of inlines; two forced line breaks end a paragraph."""
    said = text.paragraphs(inlines)
    nodes = () if _guarded(inlines) else inline.normalized(text.quiet().nodes(inlines))
    found = strong_score(nodes) if len(said) == 1 else None
    if found is not None:
        yield Prose(said[0], found[0], tidy(inline.render(found[1])) or None)
    else:
        yield from map(Prose, said)


def _bullets(items: list[list[Node]], start: int | None, text: TextReader) -> Iterator[Piece]:
    parts = [tuple(pieces(item, text)) for item in items]
    found = [line for each in parts for line in _item(each, text)]
    if found:
        yield _list(found, start, parts)


def _list(
    found: Sequence[tuple[str, str]], start: int | None, parts: Sequence[tuple[Piece, ...]]
) -> Bullets:
    numbers, items = zip(*found, strict=True)
    return Bullets(items, start, tuple(parts), numbers if any(numbers) else ())


def _numbered(content: list[Any], text: TextReader) -> Iterator[Piece]:
    """Yield a numbered list.

    Numbers that a list of a review cannot have become text of the items.
    """
    (start, sort, delimiter), items = content
    counted = sort["t"] in ("Decimal", "DefaultStyle", "Example")
    parts = [tuple(pieces(item, text)) for item in items]
    found = [list(_item(each, text)) for each in parts]
    total = sum(map(len, found))
    if not total:
        return
    before, behind = _DELIMITERS.get(delimiter["t"], ("", "."))
    signs = [
        f"{before}{counted_number(number, sort['t'])}{behind}"
        for number, _ in enumerate(found, start)
    ]
    if counted and 0 <= start <= MOST_ITEMS - total:
        if any([number for number, _ in each] != [""] for each in found):
            for sign, each in zip(signs, found, strict=True):
                number, item = each[0] if each else ("", "")
                each[:1] = [(f"{sign} {number}".rstrip(), item)]
        yield _list([line for each in found for line in each], start, parts)
        return
    for sign, each in zip(signs, found, strict=True):
        number, item = each[0] if each else ("", "")
        each[:1] = [(f"{sign} {number}".rstrip(), item)]
    lines = [f"{number} {item}".strip() for each in found for number, item in each]
    if counted and start >= MOST_ITEMS:  # years, not the numbers of a list
        yield from map(Prose, lines)
    else:
        text.markup["numbering of a list"] += 1
        yield Bullets(tuple(lines))


_DELIMITERS = {"OneParen": ("", ")"), "TwoParens": ("(", ")")}


def _item(parts: Sequence[Piece], text: TextReader) -> Iterator[tuple[str, str]]:
    """Yield the text of an item, and the items of lists in it, which have numbers as text."""
    said: list[str] = []
    for piece in parts:
        if isinstance(piece, Bullets):
            if said:
                yield "", " ".join(said)
                said = []
            text.markup[NESTED] += 1
            yield from piece.numbered()
        else:
            said.append(words_of(piece))
    line = tidy(" ".join(said))
    if line:
        yield "", line


def _quoted(blocks: list[Node], text: TextReader) -> Iterator[Piece]:
    """Yield a quotation, or the spoilers in a quotation whose lines begin with `!`."""
    if text.pipes and text.loose and blocks and all(map(_is_hidden, blocks)):
        for block in blocks:
            inner = [
                node if node["t"] != "Str" or not at_start else {**node, "c": node["c"][1:]}
                for node, at_start in _starts(block["c"])
            ]
            span = {"t": "Span", "c": [["", ["spoiler"], []], inner]}
            yield from _prose([span], text)
    else:
        yield from _quotation(blocks, text)


def _is_hidden(block: Node) -> bool:
    first = block["c"][:1] if block["t"] in ("Para", "Plain") else []
    return bool(first) and first[0]["t"] == "Str" and first[0]["c"].startswith("!")


def _starts(inlines: list[Node]) -> Iterator[tuple[Node, bool]]:
    """Yield inlines, and whether each begins a line with `!`."""
    before = "SoftBreak"
    for node in inlines:
        opens = before in ("SoftBreak", "LineBreak") and str(node.get("c", "")).startswith("!")
        yield node, opens
        before = node["t"]


def _quotation(blocks: list[Node], text: TextReader) -> Iterator[Quotation]:
    found: list[str] = []
    for piece in pieces(blocks, text):
        if not isinstance(piece, Prose):
            text.markup["structure in a quotation"] += 1
        found += filter(None, map(tidy, words_of(piece).split("\n")))
    if found:
        yield Quotation(tuple(found), joins=text.styles)


def _joined(blocks: list[Node], text: TextReader) -> str:
    return tidy(" ".join(words_of(piece) for piece in pieces(blocks, text)))


def _columns_of_layout(content: list[Any]) -> list[list[Node]]:
    """Return the cells of a table that is only for layout; [] for any other table.

    It has one row with a cell of three or more blocks, or few rows with a heading in one.
    """
    _, _, _, head, bodies, foot = content
    rows = [*head[1], *(row for each in bodies for row in (*each[2], *each[3])), *foot[1]]
    cells = [cell[4] for row in rows[:_MOST_ROWS] for cell in row[1]]
    if len(cells) == 1 and len(cells[0]) > 1 and not head[1]:
        return cells
    if len(rows) > _MOST_ROWS or len(cells) < 2 or head[1]:
        return []
    headed = any(block["t"] == "Header" for blocks in cells for block in blocks)
    single = len(rows) == 1 and any(len(blocks) > 2 for blocks in cells)
    return cells if headed or single else []


_MOST_ROWS = 4


def _sides(content: list[Any], text: TextReader) -> list[Piece]:
    """Return a table of pros and cons as a heading and a list for each column.

    The result is [] for any other table. Each line and each item in a cell is an item.
    """
    _, (_, caption), _, head, bodies, foot = content
    body = (row for each in bodies for row in (*each[2], *each[3]))
    rows = [row[1] for row in (*head[1], *body, *foot[1])]
    names = [_joined(cell[4], text.quiet()) for cell in (rows[0] if rows else [])[:_MOST_COLUMNS]]
    wide = any(cell[2] > 1 or cell[3] > 1 for row in rows for cell in row)
    if wide or not names or any(side_of(unadorned(inline.plain(name))) is None for name in names):
        return []
    said = _joined(caption, text)
    found: list[Piece] = [Prose(said)] if said else []
    for at, name in enumerate(names):
        found.append(Head(_LEVEL_OF_SIDES, unadorned(name)))
        cells = (row[at][4] for row in rows[1:] if at < len(row))
        inner = [piece for cell in cells for piece in pieces(cell, text)]
        if items := tuple(item for piece in inner for item in _items_of(piece)):
            found.append(Bullets(items, None, tuple((Prose(item),) for item in items)))
    return found


_LEVEL_OF_SIDES = 6


def _items_of(piece: Piece) -> Iterator[str]:
    """Yield the lines of a piece, or its items."""
    if isinstance(piece, Bullets):
        yield from (item.text for item in piece.listed().items)
    elif isinstance(piece, Prose):
        yield from filter(None, map(tidy, piece.text.split("\n")))
    elif said := tidy(words_of(piece)):
        yield said


def _grid(content: list[Any], text: TextReader) -> Grid:
    _, (_, caption), _, head, bodies, foot = content

    def rows(given: list[Any]) -> list[tuple[str, ...]]:
        return _spread([row[1] for row in given], text)

    heads = rows(head[1])
    body = [row for each in bodies for row in (*rows(each[2]), *rows(each[3]))] + rows(foot[1])
    last = heads[-1] if heads else ()
    columns = tuple(inline.plain(name).lower() for name in last)
    said = tuple(row for row in body if any(row))
    return Grid(columns, said, last, tuple(heads[:-1]), _joined(caption, text))


def _spread(rows: list[list[Any]], text: TextReader) -> list[tuple[str, ...]]:
    """Return the texts of rows of cells; a cell that spans rows is repeated in each of them."""
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
    attributes, (_, caption), blocks = content
    if any(block["t"] in _MORE_THAN_TEXT for block in blocks):
        inner = pieces(blocks, text)
        named = _joined(caption, text)
        first = inner[0] if len(inner) == 1 else None
        if named and isinstance(first, Grid) and not first.caption:
            inner, named = [replace(first, caption=named)], ""
        yield from inner
        if named:
            yield Prose(named)
        return
    if is_marked(attributes, "verdict"):
        yield from _verdict(blocks, caption, text)
        return
    inlines = [node for block in blocks if block["t"] in ("Para", "Plain") for node in block["c"]]
    if is_marked(attributes, "picture") and not any(map(image_in, inlines)):
        yield from printed_picture(inlines, _joined(caption, text), text)
        return
    pictures = [image for image in map(image_in, inlines) if image is not None]
    if pictures and all(image_in(node) or node["t"] in BETWEEN_PICTURES for node in inlines):
        for image in pictures[:-1]:
            yield from picture(image, "", text)
        yield from picture(pictures[-1], _joined(caption, text), text)
        return
    named = tidy(plain_text(caption))
    if named:
        text.left.append(named)
    said = _joined(blocks, text)
    if said:
        yield Figure(said, read_score(inline.plain(said)))


def _verdict(blocks: list[Node], caption: list[Node], text: TextReader) -> Iterator[Piece]:
    """Yield the figure of a verdict: the score, and the note below it."""
    said = _joined(blocks[:1], text.quiet())
    score = read_score(inline.plain(said))
    if score is None:
        said = _joined(blocks, text)
        yield Figure(said, None)
        return
    yield Figure(said, score, _joined(blocks[1:], text) or None, marked=True)
    named = tidy(plain_text(caption))
    if named and not any(character.isdigit() for character in named):
        text.left.append(named)


def _rare(kind: str, content: Any, text: TextReader) -> Iterator[Piece]:
    if kind == "LineBlock":
        lines = [text.marked(line) for line in content]
        yield Prose("\n".join(filter(None, lines)))
    elif kind == "CodeBlock":
        text.markup["block of code"] += 1
        for line in map(tidy, content[1].split("\n")):
            if line:
                yield Prose(inline.escape(line))
    elif kind == "HorizontalRule":
        yield Rule()
    elif kind == "RawBlock":
        text.raw(content[1])
