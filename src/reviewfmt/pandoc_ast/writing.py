"""Review -> pandoc's JSON AST: structure to structure, no markup text in between.

How each part of a review stands in the AST, and so in what is published (spec, "Publishing"):

- the title: the metadata `title`, and a heading of level 1 where the shape asks for it;
- the fields: metadata, and a definition list `Author`, `Published`, … in `div.fields`, with
  those of the title that its line does not say, and the fields that the format does not know;
- a section: `section.prose`, a heading and its blocks; `div.opening` has no heading. The score of
  a section, or of a guide, ends its heading behind a dash;
- a guide: `section.guide`, a heading `Episode Guide` or `Season N Episode Guide`, and a table
  `episode-guide` with the columns Episode, Title and Score; below it, for each entry that has
  notes, `section.entry`: the entry as a heading, and the blocks. A rule parts them from prose
  with no heading;
- the ratings: `section.ratings`, a heading and a table `ratings` with the columns Aspect, Score;
- the verdict: `section.verdict`, a heading and a figure `verdict`.

The words of headings and columns are those of the review's language. Prose holds no table, and
what would look like a score, a verdict or a spoiler without being one is kept apart from it
(`guard`). Boilerplate and comments are not published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from unicodedata import category

from reviewfmt import commonmark
from reviewfmt.characters import LANGUAGE_TAG
from reviewfmt.fields import TITLE_FIELDS, FieldSpec, FieldType
from reviewfmt.model import (
    FIELDS,
    AnyScore,
    Block,
    Episode,
    Figure,
    Guide,
    ItemList,
    Metadata,
    Paragraph,
    Quote,
    Rating,
    Review,
    Score,
    Section,
    Title,
    Verdict,
    digits,
)
from reviewfmt.pandoc_ast.addresses import is_picture, is_web
from reviewfmt.pandoc_ast.addresses import plain as plain_address
from reviewfmt.pandoc_ast.direction import is_right_to_left
from reviewfmt.pandoc_ast.marks import inlines_of, marked, unmarked
from reviewfmt.pandoc_ast.nodes import (
    attributes,
    cell,
    div,
    guard,
    heading,
    keeps,
    mark,
    paragraph,
    plain,
    rule,
    styled,
    table,
)
from reviewfmt.pandoc_ast.pictures import held_picture
from reviewfmt.pandoc_ast.printed import (
    field_word,
    label,
    out_of,
    printed,
    value_word,
    words_direction,
)
from reviewfmt.pandoc_ast.scored import DASH, split_score, strong_score
from reviewfmt.pandoc_ast.shape import API_VERSION, PAGE, Cell, Inlines, Marks, Node, Shape
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Inline, Text

MADE_WITH = "made-with"
"""The property that tells whose document a word processor has."""

ROLES = frozenset(("author", "date", "lang"))
"""The keys of pandoc's metadata to which it gives a place of its own in what it writes."""

_DAY = "\u200e"
"""What stands in front of a day in a line from right to left: else its last number comes first."""

NO_VALUE = "\u00a0"
"""What stands where a field of the title says that there is none."""

_NO_WIDTH = frozenset(("Cf", "Me", "Mn"))

Overrules = Mapping[str, str]
"""What the title says by its fields and not by its line, by their names; "" for none."""


def to_pandoc(
    review: Review,
    shape: Shape = PAGE,
    overrules: Overrules | None = None,
    assumed: str | None = None,
    meta: dict[str, Node] | None = None,
) -> Node:
    """Return `review` as a pandoc document: the JSON AST of API 1.23.1, ready for `json.dumps`.

    `overrules` is what the title says by its fields alone, `assumed` the language to publish in
    where the review names none, `meta` the metadata where it is not made here. The text of the
    review is read for its inline marks and never as other markup. What is missing in an invalid
    review is left out.
    """
    language = review.metadata.language
    blocks: list[Node] = []
    if shape.title and review.title.text:
        # The heading says the language only when the review does: a page must always name one.
        given = {"lang": language, **_direction(language)} if language else {}
        blocks.append(heading(shape, 1, _title(review.title, shape), ["title"], given))
    if assumed and not language:
        language = assumed
        review = replace(review, metadata=replace(review.metadata, language=assumed))
    blocks += _fields(review.metadata, overrules or {}, shape)
    blocks += _sections(review, None, shape)
    for place, guide in enumerate(review.guides):
        blocks += _guide(guide, place + 1, shape, language)
        below = _sections(review, place, shape)
        if below and any(episode.notes for episode in guide.episodes):
            first = next(section for section in review.sections if section.guide == place)
            blocks += [] if first.heading else [rule(shape)]
        blocks += below
    if review.ratings:
        blocks += _ratings(review.ratings, shape, language)
    if review.verdict is not None and review.verdict.score is not None:
        blocks += _verdict(review.verdict, review.verdict.score, shape, language)
    return {
        "pandoc-api-version": API_VERSION,
        "meta": _meta(review, shape) if meta is None else meta,
        "blocks": blocks,
    }


# The metadata


def _direction(language: str | None) -> dict[str, str]:
    return {"dir": "rtl"} if is_right_to_left(language) else {}


def front_matter(review: Review, overrules: Overrules) -> dict[str, Any]:
    """Return what a front matter says: the title and the fields, under the names of their roles.

    A text is a str, with its marks where it has some; a list is a list of them; False stands for
    what the title says that there is none of.
    """
    found: dict[str, Any] = {}
    if review.title.text:
        found["title"] = review.title.text
    for field in TITLE_FIELDS:
        if field.name in overrules:
            said = overrules[field.name]
            number = field.type is FieldType.NUMBER
            found[field.role] = (int(said) if number else said) if said else False
    for field in FIELDS:
        if said := getattr(review.metadata, field.name):
            found[field.role] = list(said) if field.type is FieldType.LIST else said
    if review.metadata.extra:
        found["extra"] = [f"{one.key}: {one.value}" for one in review.metadata.extra]
    return found


def _meta(review: Review, shape: Shape) -> dict[str, Node]:
    if shape.front_matter:
        return {}
    data = review.metadata
    meta: dict[str, Node | None] = {}
    for field in FIELDS:
        if field.role in ROLES and (said := getattr(data, field.name)):
            text = field.type is FieldType.TEXT
            meta[field.role] = _meta_text(unmarked(shape, said)) if text else _string(str(said))
    if not LANGUAGE_TAG.fullmatch(data.language or ""):  # templates put it into attributes
        meta["lang"] = None
    if review.title.text:
        meta["title"] = _meta_text(_title(review.title, shape))
    lists = [getattr(data, field.name) for field in FIELDS if field.has_keywords]
    meta["dir"] = _string(_direction(data.language).get("dir"))
    keyword = shape.keyword or partial(unmarked, shape)
    meta["keywords"] = _meta_list(keyword(one) for values in lists for one in values)
    tagline = inline.plain(review.title.tagline or "")
    meta["description"] = _meta_text(unmarked(shape, tagline)) if tagline else None
    if shape.marks is Marks.STYLES:
        # The name of no field: LibreOffice writes it into a page, which is none of ours.
        meta[MADE_WITH] = _string("reviewfmt")
        meta["language"] = meta.get("lang")  # LibreOffice knows no language without a country
    return {key: node for key, node in meta.items() if node is not None and key not in shape.apart}


def _meta_text(inlines: Inlines) -> Node:
    return {"t": "MetaInlines", "c": inlines}


def _meta_list(values: Iterator[Inlines]) -> Node | None:
    nodes = [_meta_text(one) for one in values]
    return {"t": "MetaList", "c": nodes} if nodes else None


def _string(said: str | None) -> Node | None:
    return {"t": "MetaString", "c": said} if said else None


def _title(title: Title, shape: Shape) -> Inlines:
    """The title line; in a page its tagline is marked, the text is the same."""
    before, tagline, after = title.text.rpartition(title.tagline or title.text)
    if shape.marks is Marks.CLASSES and title.tagline and tagline and not after:
        parts = inline.inlines(before), inline.inlines(tagline)
        if inline.normalized((*parts[0], *parts[1])) == inline.inlines(title.text):
            return [*inlines_of(shape, parts[0]), *mark(shape, "tagline", marked(shape, tagline))]
    return marked(shape, title.text)


# The fields


def _fields(data: Metadata, overrules: Overrules, shape: Shape) -> list[Node]:
    if shape.front_matter:
        return []
    language = data.language
    backwards = shape.marks is Marks.STYLES and is_right_to_left(language)
    terms: list[tuple[str, list[Inlines]]] = []
    for field in TITLE_FIELDS:
        if field.name in overrules:
            said = overrules[field.name] or NO_VALUE
            terms.append((field_word(language, field), [_line(said, marked(shape, said), shape)]))
    for field in FIELDS:
        if not (texts := _texts(field, data)):
            continue
        if field.published and (shape.title or field.role not in ROLES - shape.apart):
            values = [_shown(one, shape) for one in texts]
            if field.type is FieldType.DATE and backwards:
                values = [[*shape.text(_DAY), *one] for one in values]
            if len(values) > 1 and shape.marks is not Marks.CLASSES:
                values = [unmarked(shape, ", ".join(texts))]
            terms.append((field_word(language, field), values))
    terms += [(one.key, [_shown(one.value, shape)]) for one in data.extra]
    if shape.marks is Marks.STYLES:
        return [
            node for name, values in terms if values for node in _field_line(name, values[0], shape)
        ]
    listed = [
        [unmarked(shape, name), [[plain(one)] for one in values]]
        for name, values in terms
        if values
    ]
    if not listed:
        return []
    return div(shape, "", ["fields"], {}, [{"t": "DefinitionList", "c": listed}])


def _field_line(name: str, value: Inlines, shape: Shape) -> list[Node]:
    """Return a field as a line, as a review has it: `Network: Harbour TV`."""
    named = mark(shape, "field-name", [*unmarked(shape, name), *shape.text(":")])
    return styled(shape, "field", [paragraph([*named, *shape.text(" "), *value])])


def _texts(field: FieldSpec, data: Metadata) -> tuple[str, ...]:
    """Return the values of a field in the language of the review."""
    said = getattr(data, field.name)
    if not said:
        return ()
    if field.type is FieldType.LIST:
        return tuple(said)
    if field.type is FieldType.STATUS:
        return (value_word(data.language, "status", said),)
    return (str(said),)


def _shown(text: str, shape: Shape) -> Inlines:
    """Return the value of a field, a link where it is an address."""
    inlines = unmarked(shape, text)
    target = plain_address(text) if shape.strict else text
    if not is_web(text) or target is None:
        return _line(text, inlines, shape)
    return [{"t": "Link", "c": [attributes(), inlines, [target, ""]]}]


def _line(text: str, inlines: Inlines, shape: Shape) -> Inlines:
    """Return the inlines of a text that begins a line of a page.

    A writer drops the space behind a character of no width that begins one.
    """
    if shape.marks is not Marks.CLASSES or category(text[0]) not in _NO_WIDTH:
        return inlines
    return [{"t": "Span", "c": [attributes(), inlines]}]


# The guides


def _guide(guide: Guide, number: int, shape: Shape, language: str | None) -> list[Node]:
    key = "guide" if guide.season is None else "season_guide"
    season = {} if guide.season is None else {"data-season": str(guide.season)}
    rows = [_entry(episode, shape, language) for episode in guide.episodes]
    columns = ["episode", "title", "score"]
    if all(episode.label is None for episode in guide.episodes):
        columns, rows = columns[1:], [row[1:] for row in rows]
    entries = table(shape, "episode-guide", season, _columns(columns, shape, language), rows)
    _lay_out(entries, (0.2, 0.6, 0.2)[-len(columns) :], shape, scores=True)
    name = (Text(printed(language, key, guide.season)),)
    head = heading(shape, shape.level, _scored(name, guide.score, shape))
    notes = _notes(guide, number, shape, language)
    blocks = [head, entries, *notes]
    return div(shape, f"guide-{number}", ["section", "guide"], season, blocks)


def _columns(keys: Sequence[str], shape: Shape, language: str | None) -> list[Cell]:
    return [cell(shape, key, unmarked(shape, printed(language, key), cell=True)) for key in keys]


def _lay_out(node: Node, widths: Sequence[float], shape: Shape, *, scores: bool) -> None:
    """Give the columns of a table their widths, where the format is a page of paper.

    `scores` tells that the last one holds scores alone: they stand one below the other.
    """
    if shape.marks is Marks.STYLES:
        last = len(widths) - 1
        node["c"][2] = [
            [
                {"t": "AlignRight" if scores and at == last else "AlignDefault"},
                {"t": "ColWidth", "c": width / sum(widths)},
            ]
            for at, width in enumerate(widths)
        ]


def _entry(episode: Episode, shape: Shape, language: str | None) -> list[Cell]:
    said = {} if episode.label is None else {"data-label": episode.label}
    if episode.number is not None:
        said["data-number"] = digits(episode.number)
    if episode.number_end is not None:
        said["data-number-end"] = digits(episode.number_end)
    score = str(episode.score) if episode.score else ""
    return [
        cell(shape, "episode", unmarked(shape, _label(episode, language), cell=True), said),
        cell(shape, "title", marked(shape, episode.title or "", cell=True)),
        cell(shape, "score", unmarked(shape, score, cell=True)),
    ]


def _label(episode: Episode, language: str | None) -> str:
    if episode.label is None:
        return ""
    return label(language, episode.label, episode.number, episode.number_end)


def _notes(guide: Guide, number: int, shape: Shape, language: str | None) -> list[Node]:
    """Return a section for each entry that has notes.

    An entry that has none gets an empty one where a later entry of the same name has some: who
    reads takes the first entry of that name.
    """
    if not any(episode.notes for episode in guide.episodes):
        return []
    names = [_name(episode, language) for episode in guide.episodes]
    said = [inline.plain_of(name) for name in names]
    found: list[Node] = []
    after = 0
    for place, episode in enumerate(guide.episodes):
        if not episode.notes:
            continue
        alike = [at for at in range(after, place) if said[at] == said[place]]
        for at in (*alike, place):
            head = heading(shape, shape.level + 1, inlines_of(shape, names[at]))
            blocks = _blocks(guide.episodes[at].notes, shape)
            identifier = f"guide-{number}-entry-{at + 1}"
            found += div(shape, identifier, ["section", "entry"], {}, [head, *blocks])
        after = place + 1
    return found


def _name(episode: Episode, language: str | None) -> tuple[Inline, ...]:
    """Return an entry as a heading says it: `Episode 1: Low Water`."""
    said = _label(episode, language)
    title = inline.inlines(episode.title or "")
    if not said:
        return title
    return inline.normalized((Text(f"{said}: " if title else said), *title))


# Prose


def _sections(review: Review, guide: int | None, shape: Shape) -> list[Node]:
    """Return the sections that stand below a guide, or above the first."""
    return [
        node
        for number, section in enumerate(review.sections, 1)
        if section.guide == guide
        for node in _section(section, number, shape)
    ]


def _section(section: Section, number: int, shape: Shape) -> list[Node]:
    blocks = _blocks(section.blocks, shape)
    identifier = f"section-{number}"
    if section.heading is None:
        return div(shape, identifier, ["opening"], {}, blocks)
    said = _scored(inline.inlines(section.heading.text), section.score, shape)
    head = heading(shape, shape.level, said)
    return div(shape, identifier, ["section", "prose"], {}, [head, *blocks])


def _scored(said: tuple[Inline, ...], score: AnyScore | None, shape: Shape) -> Inlines:
    """Return a heading with its score behind it."""
    if score is None:
        inlines = inlines_of(shape, said)
        if keeps(shape) and split_score(inline.render(said))[1] is not None:
            inlines = [*inlines, *guard(shape)]
        return inlines
    if shape.marks is Marks.NONE:
        return inlines_of(shape, inline.normalized((*said, Text(f"{DASH}{score}"))))
    dash = inlines_of(shape, (Text(DASH),))
    return [*inlines_of(shape, said), *dash, *mark(shape, "score", unmarked(shape, str(score)))]


def _blocks(blocks: Sequence[Block], shape: Shape) -> list[Node]:
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
            # Quotes in succession are one there; the style of the first paragraph parts them.
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
    """Tell whether a format shows the picture, or prints its address."""
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
        # Where there is none, an empty text says so: a picture without one is no valid HTML.
        pairs = {} if alt else {"alt": ""}
        shown: Inlines = [{"t": "Image", "c": [attributes("", (), pairs), alt, [figure.src, ""]]}]
    else:
        address = _shown(figure.src, shape)
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
    """Return a picture that stands inside the document."""
    shown = held_picture(figure, shape.held[figure.src], shape)
    if shape.marks is Marks.CLASSES:
        named = [None, [plain(caption)] if caption else []]
        return [{"t": "Figure", "c": [attributes("", ["picture"]), named, [plain(shown)]]}]
    below = styled(shape, "picture-caption", [paragraph(caption)]) if caption else []
    return [*styled(shape, "picture", [paragraph(shown)]), *below]


# The scores at the end


def _ratings(ratings: Sequence[Rating], shape: Shape, language: str | None) -> list[Node]:
    rows = [
        [
            cell(shape, "aspect", unmarked(shape, rating.aspect, cell=True)),
            cell(shape, "score", _noted(rating, shape)),
        ]
        for rating in ratings
    ]
    head = heading(shape, shape.level, unmarked(shape, printed(language, "ratings")))
    columns = _columns(["aspect", "score"], shape, language)
    scores = table(shape, "ratings", {}, columns, rows)
    bare = all(rating.note is None for rating in ratings)
    _lay_out(scores, (0.8, 0.2) if bare else (0.35, 0.65), shape, scores=bare)
    return div(shape, "ratings", ["section", "ratings"], {}, [head, scores])


def _noted(rating: Rating, shape: Shape) -> Inlines:
    if rating.score is None:
        return []
    note = inline.inlines(rating.note or "")
    if not note:
        return unmarked(shape, str(rating.score), cell=True)
    if shape.marks is not Marks.CLASSES:
        text = Text(f"{rating.score}{DASH}")
        return inlines_of(shape, inline.normalized((text, *note)), cell=True)
    return [
        *unmarked(shape, f"{rating.score}{DASH}"),
        *mark(shape, "note", inlines_of(shape, note)),
    ]


def _verdict(verdict: Verdict, score: AnyScore, shape: Shape, language: str | None) -> list[Node]:
    head = heading(shape, shape.level, unmarked(shape, printed(language, "verdict")))
    strong = {"t": "Strong", "c": unmarked(shape, str(score))}
    note = inline.inlines(verdict.note or "")
    if shape.marks is not Marks.CLASSES:
        behind = inlines_of(shape, inline.normalized((Text(DASH), *note))) if note else []
        return [head, *styled(shape, "verdict", [paragraph([strong, *behind])])]
    caption: list[Any] = [None, []]
    if isinstance(score, Score):
        words = unmarked(shape, out_of(language, score.value, score.out_of))
        direction = words_direction(language)
        if direction:  # else the words would change places
            words = [{"t": "Span", "c": [attributes("", (), {"dir": direction}), words]}]
        caption[1] = [plain(words)]
    said = [plain([strong]), *([paragraph(inlines_of(shape, note))] if note else [])]
    figure = {"t": "Figure", "c": [attributes("", ["verdict"]), caption, said]}
    return div(shape, "verdict", ["section", "verdict"], {}, [head, figure])
