"""What a page and a book show besides the review: a head, charts, bars, hidden spoilers.

`to_pandoc` gives the review, and this module adds generated parts, which do not change what is
read back. All of them have the class `made`, except elements that only contain parts of the
review. The reader of our pages removes them again.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from reviewfmt.model import AnyScore, Review
from reviewfmt.pandoc_ast.nodes import attributes
from reviewfmt.pandoc_ast.praise import CONS, PROS, praised
from reviewfmt.pandoc_ast.printed import label, printed
from reviewfmt.pandoc_ast.published.chart import LONG, Scored, figure_of, length, scored, share_of
from reviewfmt.pandoc_ast.published.head import Cover, head_of, title_of
from reviewfmt.pandoc_ast.published.hidden import folded, has_spoilers, hidden, is_spoiler_section
from reviewfmt.pandoc_ast.published.made import MADE, made_text, raw
from reviewfmt.pandoc_ast.shape import Node, Shape
from reviewfmt.syntax.words import built_in

_LONG_LABEL = 14
"""A longer label is wrapped on a telephone: `Special episode 12`."""


def publish(
    document: Node,
    review: Review,
    shape: Shape,
    assumed: str | None = None,
    cover: Cover | None = None,
    notice: str = "",
) -> None:
    """Add to `document`, which `to_pandoc` made of `review`, what a page or a book also shows.

    `assumed` is the language if the review names none; `cover` and `notice` are for the head.
    """
    language = review.metadata.language or assumed
    blocks: list[Node] = document["blocks"]
    guides = [scored(guide) for guide in review.guides]
    numbered = iter(enumerate(guides, 1))
    hides = has_spoilers(review)
    found: list[Node] = []
    head = head_of(review, guides, shape, language, cover)
    if notice:
        head.insert(1, raw(f'<p class="{MADE} edition">{escape(notice)}</p>'))
    for block in blocks:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind == "Header" and content[0] == 1:
            content[1][1].append("p-name")
            content[2] = title_of(review.title, shape) or content[2]
            found += [block, *head]
            head = []
            continue
        found += head
        head = []
        classes = content[0][1] if kind == "Div" else ()
        if "fields" in classes:
            found += folded([block], "more", printed(language, "details"))
            continue
        if "guide" in classes:
            number, guide = next(numbered)
            _guide(content[1], guide, number, language)
        elif "ratings" in classes:
            _ratings(content[1], review, language)
        elif "verdict" in classes:
            _verdict(content[1], review)
        elif kind == "Div":
            content[0][1].append("e-content")
        if kind == "Div" and hides:
            content[1] = hidden(content[1], language)
        found.append(block)
    document["blocks"] = _sides([*found, *head], review, language)


# Guides and ratings


def _guide(blocks: list[Node], one: Scored, number: int, language: str | None) -> None:
    """Put the chart above a guide's table, and the notes of each entry below its row."""
    head, table, *notes = blocks
    season = one.guide.season
    _bars(table, one.shares, [episode.score for episode in one.guide.episodes])
    for (_, cells), entry in zip(table["c"][4][0][3], one.guide.episodes, strict=True):
        if entry.label is not None:
            named = label(language, entry.label, entry.number, entry.number_end)
            if len(named) > _LONG_LABEL:
                cells[0][0][1].append("long")
    caption = printed(language, "guide" if season is None else "season_guide", season)
    if one.mean is not None:
        caption += f" – {printed(language, 'mean')} {one.mean}"
    _caption(table, caption)
    _insert(table, notes)
    chart = figure_of(one, number, language)
    blocks[:] = [head, *([raw(chart)] if chart else []), table]


def _insert(table: Node, notes: Sequence[Node]) -> None:
    """Put the notes of each entry into a row below its own, in a table body without heads."""
    columns, ((marks, heads, above, rows),) = len(table["c"][2]), table["c"][4]
    bodies, done = [], 0
    for note in notes:
        place = int(note["c"][0][0].rpartition("-")[2])
        told = [attributes("", ["notes"]), {"t": "AlignDefault"}, 1, columns, [note]]
        below = [attributes("", ["notes"]), [told]]
        if place > done:
            bodies.append([marks, heads, above, rows[done:place]])
        bodies.append([attributes(), 0, [], [below]])
        done = place
    if rows[done:]:
        bodies.append([marks, heads, above, rows[done:]])
    table["c"][4] = bodies


def _ratings(blocks: list[Node], review: Review, language: str | None) -> None:
    scores = [one.score for one in review.ratings]
    _bars(blocks[1], [share_of(score) for score in scores], scores)
    _caption(blocks[1], printed(language, "ratings"))


def _caption(table: Node, said: str) -> None:
    table["c"][1] = [None, [{"t": "Plain", "c": [made_text(said)]}]]


def _bars(table: Node, shares: Sequence[float | None], scores: Sequence[AnyScore | None]) -> None:
    """Mark the cells that are heads, and give scores and their bars their lengths."""
    for cell in table["c"][3][1][0][1]:
        cell[0][2].append(["scope", "col"])
    for (_, cells), share, score in zip(table["c"][4][0][3], shares, scores, strict=True):
        cells[0][0][2].append(["scope", "row"])
        if not cells[0][4]:
            cells[0][4] = [{"t": "Plain", "c": [made_text("–")]}]  # a head must not be empty
        if share is not None:
            cells[-1][0][2].append(["style", length(share)])
        if score is not None and len(str(score)) > LONG:
            cells[-1][0][1].append("long")


def _verdict(blocks: list[Node], review: Review) -> None:
    share = share_of(review.verdict.score) if review.verdict else None
    if share is not None:
        blocks[1]["c"][0][2].append(["style", length(share)])


# Sections


def _sides(blocks: list[Node], review: Review, language: str | None) -> list[Node]:
    """Return blocks with lists of pros and cons side by side, and spoiler sections closed."""
    found: list[Node] = []
    before: str | None = None
    for block in blocks:
        number = _section_number(block)
        section = review.sections[number - 1] if number else None
        side = None if section is None else praised(section)
        if section is not None and is_spoiler_section(section):
            head, *rest = block["c"][1]
            word = built_in().word(language, "fields", "spoilers")
            block["c"][1] = [head, *folded(rest, "spoilers", word)]
        if side is not None:
            block["c"][0][1].append(side)
        if {before, side} == {PROS, CONS}:
            both = [found.pop(), block]
            found.append({"t": "Div", "c": [attributes("", ["sides"]), both]})
            before = None
            continue
        found.append(block)
        before = side
    return found


def _section_number(block: Node) -> int:
    """Return the number of the section that a block is, from 1; 0 for other blocks."""
    if block["t"] != "Div":
        return 0
    name, _, number = block["c"][0][0].partition("-")
    return int(number) if name == "section" and number else 0
