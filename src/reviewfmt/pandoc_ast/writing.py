"""Review -> pandoc's JSON AST: structure to structure, no markup text in between.

How each part of a review stands in the AST, and so in what is published (spec, "Publishing"):

- the title: the metadata `title`, and a heading of level 1 where the shape asks for it;
- the fields: metadata, and a definition list `Author`, `Published`, … in `div.fields`;
- a guide: `section.guide`, a heading `Episode Guide` or `Season N Episode Guide`, and a table
  `episode-guide` with the columns Episode, Title and Score;
- a section: `section.prose`, a heading, paragraphs and lists; `div.opening` has no heading;
- the ratings: `section.ratings`, a heading and a table `ratings` with the columns Aspect, Score;
- the verdict: `section.verdict`, a heading and a figure `verdict`.

Prose holds no table, no figure and no strong text, so none of these can be mistaken for it.
Boilerplate, comments and unknown fields are not published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from reviewfmt.model import (
    Block,
    Episode,
    Guide,
    Metadata,
    Paragraph,
    Rating,
    Review,
    Score,
    Section,
    Title,
)
from reviewfmt.pandoc_ast.direction import is_right_to_left
from reviewfmt.pandoc_ast.nodes import attributes, cell, div, heading, plain, span, table
from reviewfmt.pandoc_ast.shape import (
    API_VERSION,
    PAGE,
    Cell,
    Inlines,
    Node,
    Shape,
    front_matter_text,
)

_LINK = re.compile(
    r"https?://(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}(?::[0-9]{1,4})?"
    r"(?:/(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?(?:#[\w.~-]*)?",
    re.ASCII,
)


def to_pandoc(review: Review, shape: Shape = PAGE) -> Node:
    """Return `review` as a pandoc document: the JSON AST of API 1.23.1, ready for `json.dumps`.

    The text of the review is never read as markup. What is missing in an invalid review is left
    out.
    """
    blocks: list[Node] = []
    if shape.title and review.title.text:
        language = review.metadata.language
        # The heading says the language only when the review does: an EPUB must always name one.
        given = {"lang": language, **_direction(language)} if language else {}
        blocks.append(heading(shape, 1, _title(review.title, shape), ["title"], given))
    blocks += _fields(review.metadata, shape)
    for number, guide in enumerate(review.guides, 1):
        blocks += _guide(guide, number, shape)
    for number, section in enumerate(review.sections, 1):
        blocks += _section(section, number, shape)
    if review.ratings:
        blocks += _ratings(review.ratings, shape)
    if review.verdict is not None and review.verdict.score is not None:
        blocks += _verdict(review.verdict.score, shape)
    return {
        "pandoc-api-version": API_VERSION,
        "meta": _meta(review, shape),
        "blocks": blocks,
    }


def exact(number: Decimal) -> str:
    """Return `number` in digits, exactly, with no zeros at its end: `3.5`, `10`."""
    digits = format(number, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def score_text(score: Score) -> str:
    """Return `score` as it is published: `3.5/5`."""
    return f"{exact(score.value)}/{exact(score.out_of)}"


# The metadata


def _direction(language: str | None) -> dict[str, str]:
    return {"dir": "rtl"} if is_right_to_left(language) else {}


def _meta(review: Review, shape: Shape) -> dict[str, Node]:
    data = review.metadata
    text = front_matter_text if shape.front_matter else shape.text

    def one(value: str | None) -> Node | None:
        return {"t": "MetaInlines", "c": text(value)} if value else None

    def many(values: Iterable[str]) -> Node | None:
        nodes = [one(value) for value in values]
        return {"t": "MetaList", "c": nodes} if nodes else None

    meta: dict[str, Node | None] = {
        "title": {"t": "MetaInlines", "c": _title(review.title, shape)}
        if review.title.text
        else None,
        "author": one(data.author),
        "date": _string(data.published.isoformat() if data.published else None),
        "lang": _string(data.language),
    }
    if shape.front_matter:
        meta |= {
            "network": one(data.network),
            "genre": many(data.genre),
            "tags": many(data.tags),
            "cover": one(data.cover),
            "spoilers": one(data.spoilers),
            "generator": _string("reviewfmt"),
        }
    else:
        meta |= {
            "dir": _string(_direction(data.language).get("dir")),
            "keywords": many((*data.genre, *data.tags)),
            "description": one(review.title.tagline),
        }
    return {key: node for key, node in meta.items() if node is not None}


def _string(value: str | None) -> Node | None:
    return {"t": "MetaString", "c": value} if value else None


def _title(title: Title, shape: Shape) -> Inlines:
    """The title line; in a page its tagline is marked, the text is the same."""
    before, tagline, after = title.text.rpartition(title.tagline or title.text)
    if not shape.marks or not title.tagline or not tagline or after:
        return shape.text(title.text)
    return [*shape.text(before), span(["tagline"], shape.text(tagline))]


# The blocks


def _fields(data: Metadata, shape: Shape) -> list[Node]:
    def text(value: str) -> Inlines:
        return shape.text(value)

    def several(values: tuple[str, ...]) -> list[Inlines]:
        if shape.marks:
            return [text(value) for value in values]
        return [text(", ".join(values))] if values else []

    shown: list[tuple[str, list[Inlines]]] = [
        ("Author", [text(data.author)] if data.author else []),
        ("Published", [text(data.published.isoformat())] if data.published else []),
        ("Network", [text(data.network)] if data.network else []),
        ("Genre", several(data.genre)),
        ("Tags", several(data.tags)),
        ("Cover", [_link(data.cover, shape)] if data.cover else []),
        ("Spoilers", [text(data.spoilers)] if data.spoilers else []),
    ]
    terms = [
        [text(name), [[plain(value)] for value in values]]
        for name, values in shown
        if values and name in shape.fields
    ]
    if not terms:
        return []
    return div(shape, "", ["fields"], {}, [{"t": "DefinitionList", "c": terms}])


def _link(target: str, shape: Shape) -> Inlines:
    inlines = shape.text(target)
    if not _LINK.fullmatch(target):
        return inlines
    return [{"t": "Link", "c": [attributes(), inlines, [target, ""]]}]


def _guide(guide: Guide, number: int, shape: Shape) -> list[Node]:
    name = "Episode Guide" if guide.season is None else f"Season {guide.season} Episode Guide"
    season = {} if guide.season is None else {"data-season": str(guide.season)}
    columns = ["Episode", "Title", "Score"]
    rows = [_entry(episode, shape) for episode in guide.episodes]
    if all(episode.label is None for episode in guide.episodes):
        columns, rows = columns[1:], [row[1:] for row in rows]
    entries = table(shape, "episode-guide", season, columns, rows)
    head = heading(shape, shape.level, shape.text(name))
    return div(shape, f"guide-{number}", ["section", "guide"], season, [head, entries])


def _entry(episode: Episode, shape: Shape) -> list[Cell]:
    label = episode.label or ""
    marks = {"data-label": episode.label} if episode.label is not None else {}
    if episode.number is not None:
        marks["data-number"] = exact(episode.number)
        label += f" {exact(episode.number)}"
    if episode.number_end is not None:
        marks["data-number-end"] = exact(episode.number_end)
        label += f"–{exact(episode.number_end)}"
    return [
        cell(shape, "episode", label, marks),
        cell(shape, "title", episode.title),
        cell(shape, "score", score_text(episode.score) if episode.score else None),
    ]


def _section(section: Section, number: int, shape: Shape) -> list[Node]:
    blocks = [_block(block, shape) for block in section.blocks]
    identifier = f"section-{number}"
    if section.heading is None:
        return div(shape, identifier, ["opening"], {}, blocks)
    head = heading(shape, shape.level, shape.text(section.heading.text))
    return div(shape, identifier, ["section", "prose"], {}, [head, *blocks])


def _block(block: Block, shape: Shape) -> Node:
    if isinstance(block, Paragraph):
        return {"t": "Para", "c": shape.text(block.text)}
    return {"t": "BulletList", "c": [[plain(shape.text(item.text))] for item in block.items]}


def _ratings(ratings: Sequence[Rating], shape: Shape) -> list[Node]:
    rows = [
        [
            cell(shape, "aspect", rating.aspect),
            cell(shape, "score", score_text(rating.score) if rating.score else None),
        ]
        for rating in ratings
    ]
    head = heading(shape, shape.level, shape.text("Ratings"))
    scores = table(shape, "ratings", {}, ["Aspect", "Score"], rows)
    return div(shape, "ratings", ["section", "ratings"], {}, [head, scores])


def _verdict(score: Score, shape: Shape) -> list[Node]:
    head = heading(shape, shape.level, shape.text("Verdict"))
    strong = {"t": "Strong", "c": shape.text(score_text(score))}
    if not shape.marks:
        return [head, {"t": "Para", "c": [strong]}]
    words = shape.text(f"{exact(score.value)} out of {exact(score.out_of)}")
    # The caption is English; on a page written right to left its words would change places.
    caption = [None, [plain([span([], words, {"dir": "ltr"})])]]
    figure = {"t": "Figure", "c": [attributes("", ["verdict"]), caption, [plain([strong])]]}
    return div(shape, "verdict", ["section", "verdict"], {}, [head, figure])
