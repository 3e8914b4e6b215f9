"""Review -> pandoc's JSON AST: structure to structure, no markup text in between.

How each part of a review is in the AST, and so in what is published (spec, "Publishing"):

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

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from reviewfmt.characters import LANGUAGE_TAG
from reviewfmt.fields import TITLE_FIELDS, FieldType
from reviewfmt.model import (
    FIELDS,
    Review,
    Title,
)
from reviewfmt.pandoc_ast.direction import is_right_to_left
from reviewfmt.pandoc_ast.marks import inlines_of, marked, unmarked
from reviewfmt.pandoc_ast.nodes import (
    heading,
    mark,
    rule,
)
from reviewfmt.pandoc_ast.shape import API_VERSION, PAGE, Inlines, Marks, Node, Shape
from reviewfmt.pandoc_ast.writing.fields import ROLES, Overrules, fields_nodes
from reviewfmt.pandoc_ast.writing.prose import sections_nodes
from reviewfmt.pandoc_ast.writing.scores import guide_nodes, ratings_nodes, verdict_nodes
from reviewfmt.syntax import inline

MADE_WITH = "made-with"
"""The property that tells whose document a word processor has."""


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
    blocks += fields_nodes(review.metadata, overrules or {}, shape)
    blocks += sections_nodes(review, None, shape)
    for place, guide in enumerate(review.guides):
        blocks += guide_nodes(guide, place + 1, shape, language)
        below = sections_nodes(review, place, shape)
        if below and any(episode.notes for episode in guide.episodes):
            first = next(section for section in review.sections if section.guide == place)
            blocks += [] if first.heading else [rule(shape)]
        blocks += below
    if review.ratings:
        blocks += ratings_nodes(review.ratings, shape, language)
    if review.verdict is not None and review.verdict.score is not None:
        blocks += verdict_nodes(review.verdict, review.verdict.score, shape, language)
    return {
        "pandoc-api-version": API_VERSION,
        "meta": _meta(review, shape) if meta is None else meta,
        "blocks": blocks,
    }


def _direction(language: str | None) -> dict[str, str]:
    return {"dir": "rtl"} if is_right_to_left(language) else {}


def front_matter(review: Review, overrules: Overrules) -> dict[str, Any]:
    """Return what a front matter says: the title and the fields, under the names of their roles.

    A text is a str, with its marks where it has some; a list is a list of them; False
    means that the title says there is no such value.
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
        # Not the name of a field: LibreOffice copies it into a page that we did not write.
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
