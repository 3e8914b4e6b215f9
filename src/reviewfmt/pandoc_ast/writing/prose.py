"""Writes the sections of a review, and their blocks, as nodes of pandoc."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewfmt import commonmark
from reviewfmt.model import (
    AnyScore,
    Block,
    Figure,
    ItemList,
    Paragraph,
    Quote,
    Review,
    Section,
)
from reviewfmt.pandoc_ast.addresses import is_picture
from reviewfmt.pandoc_ast.addresses import plain as plain_address
from reviewfmt.pandoc_ast.marks import inlines_of, marked, unmarked
from reviewfmt.pandoc_ast.nodes import (
    attributes,
    div,
    guard,
    heading,
    keeps,
    mark,
    paragraph,
    plain,
    styled,
)
from reviewfmt.pandoc_ast.pictures import held_picture
from reviewfmt.pandoc_ast.scored import DASH, split_score, strong_score
from reviewfmt.pandoc_ast.shape import Inlines, Marks, Node, Shape
from reviewfmt.pandoc_ast.writing.fields import shown_value
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Inline, Text


def sections_nodes(review: Review, guide: int | None, shape: Shape) -> list[Node]:
    """Return the sections below a guide, or above the first guide."""
    return [
        node
        for number, section in enumerate(review.sections, 1)
        if section.guide == guide
        for node in _section(section, number, shape)
    ]


def _section(section: Section, number: int, shape: Shape) -> list[Node]:
    blocks = blocks_nodes(section.blocks, shape)
    identifier = f"section-{number}"
    if section.heading is None:
        return div(shape, identifier, ["opening"], {}, blocks)
    said = scored_heading(inline.inlines(section.heading.text), section.score, shape)
    head = heading(shape, shape.level, said)
    return div(shape, identifier, ["section", "prose"], {}, [head, *blocks])


def scored_heading(said: tuple[Inline, ...], score: AnyScore | None, shape: Shape) -> Inlines:
    """Return a heading followed by its score."""
    if score is None:
        inlines = inlines_of(shape, said)
        if keeps(shape) and split_score(inline.render(said))[1] is not None:
            inlines = [*inlines, *guard(shape)]
        return inlines
    if shape.marks is Marks.NONE:
        return inlines_of(shape, inline.normalized((*said, Text(f"{DASH}{score}"))))
    dash = inlines_of(shape, (Text(DASH),))
    return [*inlines_of(shape, said), *dash, *mark(shape, "score", unmarked(shape, str(score)))]


def blocks_nodes(blocks: Sequence[Block], shape: Shape) -> list[Node]:
    """Return blocks as nodes of pandoc."""
    found: list[Node] = []
    before: Block | None = None
    for block in blocks:
        found += _block(block, before, shape)
        before = block
    return found


def _block(block: Block, before: Block | None, shape: Shape) -> list[Node]:
    if isinstance(block, Paragraph):
        return [_paragraph(block, shape)]
    if isinstance(block, ItemList):
        items = [[plain(marked(shape, item.text))] for item in block.items]
        if block.start is None:
            return [{"t": "BulletList", "c": items}]
        numbering = [block.start, {"t": "Decimal"}, {"t": "Period"}]
        return [{"t": "OrderedList", "c": [numbering, items]}]
    if isinstance(block, Quote):
        paragraphs = [_paragraph(each, shape) for each in block.paragraphs]
        if isinstance(before, Quote) and shape.marks is Marks.STYLES:
            # Consecutive quotes would be joined; the style of the first paragraph separates them.
            first = styled(shape, "next-quote", paragraphs[:1])
            rest = [{"t": "BlockQuote", "c": paragraphs[1:]}] if paragraphs[1:] else []
            return [*first, *rest]
        return [{"t": "BlockQuote", "c": paragraphs}]
    return _figure(block, shape)


def _paragraph(block: Paragraph, shape: Shape) -> Node:
    inlines = marked(shape, block.text)
    if keeps(shape) and strong_score(inline.inlines(block.text)) is not None:
        inlines = [*inlines, *guard(shape)]
    return paragraph(inlines)


_PLAIN_WORDS = re.compile(r"[^\W_]*+(?:[ -][^\W_]++)*+[.!?]?")


def shows_picture(figure: Figure, shape: Shape) -> bool:
    """Tell whether a format shows the picture, rather than printing its address."""
    if not shape.pictures or shape.front_matter:
        return shape.pictures
    if not shape.alts and not _PLAIN_WORDS.fullmatch(figure.alt or ""):
        return False
    if shape.strict:
        return plain_address(figure.src) == figure.src and is_picture(figure.src)
    return shape.marks is Marks.NONE or is_picture(figure.src)


def _figure(figure: Figure, shape: Shape) -> list[Node]:
    if shape.front_matter:
        picture = commonmark.image(figure.src, figure.alt, figure.caption)
        return [paragraph([{"t": "RawInline", "c": ["markdown", picture]}])]
    caption = marked(shape, figure.caption or "")
    if figure.src in shape.held:
        return _held_figure(figure, caption, shape)
    alt = unmarked(shape, figure.alt or "")
    shows = shows_picture(figure, shape)
    if shows:
        # Without one, an empty text is needed: a picture without it is invalid HTML.
        pairs = {} if alt else {"alt": ""}
        shown: Inlines = [{"t": "Image", "c": [attributes("", (), pairs), alt, [figure.src, ""]]}]
    else:
        address = shown_value(figure.src, shape)
        if address[0]["t"] != "Link":
            address = mark(shape, "src", address)
        space = inlines_of(shape, (Text(" "),)) if alt else []
        shown = [*mark(shape, "alt", alt), *space, *address]
    if shape.marks is Marks.CLASSES or shows:
        named = [None, [plain(caption)] if caption else []]
        classes = ["picture"] if shape.marks is Marks.CLASSES else []
        return [{"t": "Figure", "c": [attributes("", classes), named, [plain(shown)]]}]
    below = styled(shape, "picture-caption", [paragraph(caption)]) if caption else []
    return [*styled(shape, "picture", [paragraph(shown)]), *below]


def _held_figure(figure: Figure, caption: Inlines, shape: Shape) -> list[Node]:
    """Return an embedded picture."""
    shown = held_picture(figure, shape.held[figure.src], shape)
    if shape.marks is Marks.CLASSES:
        named = [None, [plain(caption)] if caption else []]
        return [{"t": "Figure", "c": [attributes("", ["picture"]), named, [plain(shown)]]}]
    below = styled(shape, "picture-caption", [paragraph(caption)]) if caption else []
    return [*styled(shape, "picture", [paragraph(shown)]), *below]
