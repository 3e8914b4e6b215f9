"""The blocks of a pandoc document as a flat run of the pieces that reviews are made of.

The texts of pieces hold inline marks, as a review spells them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import Any, TypeAlias

from reviewfmt.characters import tidy
from reviewfmt.model import AnyScore
from reviewfmt.pandoc_ast.nodes import RULE_STYLE, STYLE, style
from reviewfmt.pandoc_ast.pictures import ADDRESS
from reviewfmt.pandoc_ast.scored import read_score, strong_score
from reviewfmt.pandoc_ast.shape import Node
from reviewfmt.pandoc_ast.text import TextReader, is_marked, plain_text, separates
from reviewfmt.syntax import inline

_MOST_COLUMNS = 100  # no guide has more: spans beyond are not followed, so that no table grows
_MOST_ITEMS = 1000  # the number of an item has at most three digits
NESTED = "list in a list"
"""How a list inside an item of another list is reported."""

_MORE_THAN_TEXT = frozenset(
    ("Table", "BulletList", "OrderedList", "DefinitionList", "Header", "BlockQuote", "Figure")
)


@dataclass(frozen=True, slots=True)
class Head:
    """A heading; `language` is what its own attributes name.

    `score` is the score that is marked as its own; `whole` tells that its text is kept from
    being read for one.
    """

    level: int
    text: str
    language: str | None = None
    score: AnyScore | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, a line end where one was forced.

    `score` is the score that opens it in strong text, and `note` what stands behind that.
    `subtitle` tells that it is marked as the line below a title.
    """

    text: str
    score: AnyScore | None = None
    note: str | None = None
    subtitle: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """The items of a list; `start` is its first number, None where it has no numbers.

    `parts` are the pieces that each item holds, `nested` how many of them are lists.
    """

    items: tuple[str, ...]
    start: int | None = None
    parts: tuple[tuple[Piece, ...], ...] = ()

    @property
    def nested(self) -> int:
        """How many lists stand inside its items."""
        return sum(isinstance(one, Bullets) for each in self.parts for one in each)


@dataclass(frozen=True, slots=True)
class Quotation:
    """The paragraphs of a quotation; `joins` tells that it goes on with one right above it."""

    paragraphs: tuple[str, ...]
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands alone: its address, the text that stands for it, its caption."""

    src: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its column heads in lower case, () where it has none, and its rows of text.

    `heads` are the column heads as they are spelled, and `above` the rows of heads above them.
    `caption` is what its caption says.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...] = ()
    above: tuple[tuple[str, ...], ...] = ()
    caption: str = ""

    @property
    def all(self) -> tuple[tuple[str, ...], ...]:
        """Its rows, those of heads among them, without empty ones."""
        return tuple(row for row in (*self.above, self.heads, *self.rows) if any(row))


@dataclass(frozen=True, slots=True)
class Terms:
    """A list of terms, without marks, and what is said of each."""

    terms: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of text, without the caption: the score that it is, else None, and its note.

    `marked` tells that it is marked as the verdict.
    """

    text: str
    score: AnyScore | None = None
    note: str | None = None
    marked: bool = False


Piece: TypeAlias = Head | Prose | Bullets | Quotation | Picture | Rule | Grid | Terms | Figure


def pieces(blocks: Sequence[Node], text: TextReader) -> list[Piece]:
    """Return the pieces of `blocks` in their order; `text` counts the markup they lose."""
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
    """End the quotation that `found` ends in, with all its paragraphs."""
    if quoted:
        found[-1] = Quotation(tuple(quoted))
        quoted.clear()


@dataclass(frozen=True, slots=True)
class _Caption:
    """The caption of the picture above, where it is a paragraph of its own."""

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
    inlines, given = _unwrapped(inlines), dict(pairs)
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
    """Tell whether a text ends in what keeps it from being taken for more."""
    last = inlines[-1] if inlines else {"t": ""}
    return last["t"] == "RawInline" and separates(last["c"][1])


def _division(content: list[Any], text: TextReader) -> Iterator[Piece | _Caption]:
    attributes, blocks = content
    if is_styled(attributes, "verdict"):
        for piece in pieces(blocks, text):
            prose = piece if isinstance(piece, Prose) else Prose("")
            yield Figure(prose.text, prose.score, prose.note, True) if prose.score else piece
    elif is_styled(attributes, "next-quote"):
        # pandoc takes the style for a quotation itself: it is based on that of quotations.
        inner = [
            one
            for block in blocks
            for one in (block["c"] if block["t"] == "BlockQuote" else [block])
        ]
        yield from (replace(one, joins=False) for one in _quotation(inner, text))
    elif is_styled(attributes, "picture"):
        for block in blocks:
            if block["t"] in ("Para", "Plain") and not any(map(_image, block["c"])):
                yield from _address(block["c"], "", text)
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
    """Yield a line such as `Network: Harbour TV` as a term and what is said of it."""
    inlines = _unwrapped(block["c"]) if block["t"] in ("Para", "Plain") else []
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
    """Tell whether attributes name the style that stands for `name`."""
    return [STYLE, style(name)] in attributes[2]


def _unwrapped(inlines: list[Node]) -> list[Node]:
    """Return inlines without the direction that is said of all of them."""
    while len(inlines) == 1 and inlines[0]["t"] == "Span":
        (_, classes, pairs), inner = inlines[0]["c"]
        if classes or [name for name, _ in pairs if name != "dir"]:
            break
        inlines = inner
    return inlines


def _prose(inlines: list[Node], text: TextReader) -> Iterator[Piece]:
    inlines = _unwrapped(inlines)
    first, last = 0, len(inlines)
    while first < last and _is_pictured(inlines[first]):
        first += 1
    while last > first and _is_pictured(inlines[last - 1]):
        last -= 1
    yield from _pictures(inlines[:first], text)
    yield from _paragraphs(inlines[first:last], text)
    yield from _pictures(inlines[last:], text)


def _is_pictured(node: Node) -> bool:
    """Tell whether a node is a picture, or what stands between two."""
    return node["t"] in _BETWEEN or _image(node) is not None


def _pictures(inlines: list[Node], text: TextReader) -> Iterator[Piece]:
    for node in inlines:
        image = _image(node)
        if image is not None:
            if _is_linked(node):
                text.markup["link of a picture"] += 1
            caption = "" if _is_own(text) else _titled(image[2][1], text)
            yield from _picture(image, caption, text)


def _paragraphs(inlines: list[Node], text: TextReader) -> Iterator[Piece]:
    """Yield the paragraphs of inlines: two forced line ends end one."""
    said = text.paragraphs(inlines)
    nodes = () if _guarded(inlines) else inline.normalized(text.quiet().nodes(inlines))
    found = strong_score(nodes) if len(said) == 1 else None
    if found is not None:
        yield Prose(said[0], found[0], tidy(inline.render(found[1])) or None)
    else:
        yield from map(Prose, said)


_BETWEEN = ("Space", "SoftBreak", "LineBreak")


def _image(node: Node) -> list[Any] | None:
    """Return the content of a picture, whatever is around it; None for anything else."""
    while node["t"] in ("Link", "Span", "Strong", "Emph"):
        inner = node["c"] if node["t"] in ("Strong", "Emph") else node["c"][1]
        if len(inner) != 1 or (node["t"] == "Span" and is_marked(node["c"][0], "spoiler")):
            return None
        node = inner[0]
    return node["c"] if node["t"] == "Image" else None


def _is_linked(node: Node) -> bool:
    while node["t"] in ("Span", "Strong", "Emph"):
        node = node["c"][0] if node["t"] in ("Strong", "Emph") else node["c"][1][0]
    return bool(node["t"] == "Link")


def _is_own(text: TextReader) -> bool:
    """Tell whether the pictures of a document are inside it, put there by this project."""
    return text.held and not text.loose


def _own_address(image: list[Any], text: TextReader) -> str:
    """Return what a review calls a picture that stands inside a document of this project."""
    if not _is_own(text):
        return ""
    said: str = dict(image[0][2]).get(ADDRESS) or (image[2][1] if text.styles else "")
    return said


_COVER = re.compile(r"(?:^|/)cover\.[a-z]+$")


def _titled(title: str, text: TextReader) -> str:
    """Return the title of a picture as its caption: in Markdown it may hold marks."""
    said = tidy(title)
    return inline.render(inline.inlines(said)) if text.pipes else inline.escape(said)


def _picture(image: list[Any], caption: str, text: TextReader) -> Iterator[Piece]:
    """Yield a picture where a review can say it."""
    if _is_own(text) and _COVER.search(image[2][0]):
        return  # it is what a field names
    alt = tidy(text.quiet().line(image[1]))
    src = re.sub(r"\s", "%20", _own_address(image, text) or image[2][0].strip())
    if text.held and ":" not in src and not _own_address(image, text):
        src = ""  # it is inside the archive, and has no address outside it
    if not src or src.startswith("data:") or "](" in alt or "![" in f"{src} {alt} {caption}":
        text.markup["image"] += 1
        text.left += filter(None, (alt, inline.plain(caption)))
    else:
        yield Picture(src, alt, caption)


def _address(inlines: list[Node], caption: str, text: TextReader) -> Iterator[Piece]:
    """Yield a picture of which the address is printed, behind the text that stands for it."""
    alt, src = "", ""
    for node in _unwrapped(inlines):
        if node["t"] == "Span" and is_marked(node["c"][0], "alt"):
            alt = text.line(node["c"][1])
        elif node["t"] not in _BETWEEN:
            src += text.quiet().line([node])
    if src:
        yield Picture(src, alt, caption)


def _bullets(items: list[list[Node]], start: int | None, text: TextReader) -> Iterator[Piece]:
    parts = [tuple(pieces(item, text)) for item in items]
    found = [line for each in parts for line in _item(each, text)]
    if found:
        yield Bullets(tuple(found), start, tuple(parts))


def _numbered(content: list[Any], text: TextReader) -> Iterator[Piece]:
    """Yield a numbered list; numbers that no list of a review has go into the text of the items."""
    (start, sort, delimiter), items = content
    counted = sort["t"] in ("Decimal", "DefaultStyle", "Example")
    parts = [tuple(pieces(item, text)) for item in items]
    found = [list(_item(each, text)) for each in parts]
    lines = [line for each in found for line in each]
    if not lines:
        return
    if counted and 0 <= start <= _MOST_ITEMS - len(lines):
        yield Bullets(tuple(lines), start, tuple(parts))
        return
    before, behind = _DELIMITERS.get(delimiter["t"], ("", "."))
    for number, each in enumerate(found, start):
        sign = f"{before}{_counted(number, sort['t'])}{behind} "
        each[:1] = [tidy(sign + (each[0] if each else ""))]
    lines = [line for each in found for line in each]
    if counted and start >= _MOST_ITEMS:  # years, and no numbers of a list
        yield from map(Prose, lines)
    else:
        text.markup["numbering of a list"] += 1
        yield Bullets(tuple(lines))


_DELIMITERS = {"OneParen": ("", ")"), "TwoParens": ("(", ")")}


def _counted(number: int, sort: str) -> str:
    """Return a number as a list of some sort spells it."""
    if sort in ("LowerAlpha", "UpperAlpha") and 1 <= number <= len(ascii_lowercase):
        letter = ascii_lowercase[number - 1]
        return letter if sort == "LowerAlpha" else letter.upper()
    if sort in ("LowerRoman", "UpperRoman") and 1 <= number < _MOST_ITEMS:
        said = ""
        for value, signs in _ROMAN:
            said += signs * (number // value)
            number %= value
        return said if sort == "LowerRoman" else said.upper()
    return str(number)


_ROMAN = (
    *((900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def _item(parts: Sequence[Piece], text: TextReader) -> Iterator[str]:
    """Yield the text of an item, and those of the items inside it as items beside it."""
    said: list[str] = []
    for piece in parts:
        if isinstance(piece, Bullets):
            if said:
                yield " ".join(said)
                said = []
            text.markup[NESTED] += 1
            yield from piece.items
        else:
            said.append(words_of(piece))
    line = tidy(" ".join(said))
    if line:
        yield line


def _quoted(blocks: list[Node], text: TextReader) -> Iterator[Piece]:
    """Yield a quotation, or the spoilers that a quotation is where its lines open with `!`."""
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
    """Yield inlines, and whether each opens a line with `!`."""
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


def words_of(piece: Piece) -> str:
    """Return the words of a piece as one text, marks kept."""
    if isinstance(piece, Head | Prose | Figure):
        return piece.text.replace("\n", " ")
    if isinstance(piece, Bullets):
        return " ".join(piece.items)
    if isinstance(piece, Quotation):
        return " ".join(piece.paragraphs)
    if isinstance(piece, Picture):
        return piece.caption or inline.escape(piece.alt)
    if isinstance(piece, Grid):
        return " ".join(cell for row in (piece.heads, *piece.rows) for cell in row if cell)
    if isinstance(piece, Terms):
        return " ".join(f"{inline.escape(term)}: {', '.join(said)}" for term, said in piece.terms)
    return ""


def _joined(blocks: list[Node], text: TextReader) -> str:
    return tidy(" ".join(words_of(piece) for piece in pieces(blocks, text)))


def _columns_of_layout(content: list[Any]) -> list[list[Node]]:
    """Return the cells of a table that sets texts side by side; [] for any other.

    It has one row, of which a cell holds three blocks or more, or few rows and a heading in one.
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
    if is_marked(attributes, "picture") and not any(map(_image, inlines)):
        yield from _address(inlines, _joined(caption, text), text)
        return
    pictures = [image for image in map(_image, inlines) if image is not None]
    if pictures and all(_image(node) or node["t"] in _BETWEEN for node in inlines):
        for image in pictures[:-1]:
            yield from _picture(image, "", text)
        yield from _picture(pictures[-1], _joined(caption, text), text)
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
