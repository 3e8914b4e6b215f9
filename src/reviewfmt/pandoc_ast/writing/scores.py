"""Writes the guides, the ratings and the verdict of a review as nodes of pandoc."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reviewfmt.model import (
    AnyScore,
    Episode,
    Guide,
    Rating,
    Score,
    Verdict,
    digits,
)
from reviewfmt.pandoc_ast.marks import inlines_of, marked, unmarked
from reviewfmt.pandoc_ast.nodes import (
    attributes,
    cell,
    div,
    heading,
    mark,
    paragraph,
    plain,
    styled,
    table,
)
from reviewfmt.pandoc_ast.printed import (
    label,
    out_of,
    printed,
    words_direction,
)
from reviewfmt.pandoc_ast.scored import DASH
from reviewfmt.pandoc_ast.shape import Cell, Inlines, Marks, Node, Shape
from reviewfmt.pandoc_ast.writing.prose import blocks_nodes, scored_heading
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Inline, Text


def guide_nodes(guide: Guide, number: int, shape: Shape, language: str | None) -> list[Node]:
    """Return a guide: its heading, the table of its entries, and a section for each note."""
    key = "guide" if guide.season is None else "season_guide"
    season = {} if guide.season is None else {"data-season": str(guide.season)}
    rows = [_entry(episode, shape, language) for episode in guide.episodes]
    columns = ["episode", "title", "score"]
    if all(episode.label is None for episode in guide.episodes):
        columns, rows = columns[1:], [row[1:] for row in rows]
    entries = table(shape, "episode-guide", season, _columns(columns, shape, language), rows)
    _lay_out(entries, (0.2, 0.6, 0.2)[-len(columns) :], shape, scores=True)
    name = (Text(printed(language, key, guide.season)),)
    head = heading(shape, shape.level, scored_heading(name, guide.score, shape))
    notes = _notes(guide, number, shape, language)
    blocks = [head, entries, *notes]
    return div(shape, f"guide-{number}", ["section", "guide"], season, blocks)


def _columns(keys: Sequence[str], shape: Shape, language: str | None) -> list[Cell]:
    return [cell(shape, key, unmarked(shape, printed(language, key), cell=True)) for key in keys]


def _lay_out(node: Node, widths: Sequence[float], shape: Shape, *, scores: bool) -> None:
    """Set the widths of a table's columns for formats that are printed on paper.

    `scores` is true if the last column has only scores, which are then aligned.
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

    An entry without notes gets an empty section if a later entry of the same name has notes,
    because a reader takes the first entry of that name.
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
            blocks = blocks_nodes(guide.episodes[at].notes, shape)
            identifier = f"guide-{number}-entry-{at + 1}"
            found += div(shape, identifier, ["section", "entry"], {}, [head, *blocks])
        after = place + 1
    return found


def _name(episode: Episode, language: str | None) -> tuple[Inline, ...]:
    """Return an entry as a heading: `Episode 1: Low Water`."""
    said = _label(episode, language)
    title = inline.inlines(episode.title or "")
    if not said:
        return title
    return inline.normalized((Text(f"{said}: " if title else said), *title))


def ratings_nodes(ratings: Sequence[Rating], shape: Shape, language: str | None) -> list[Node]:
    """Return the ratings of a review as a heading and a table."""
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


def verdict_nodes(
    verdict: Verdict, score: AnyScore, shape: Shape, language: str | None
) -> list[Node]:
    """Return the verdict of a review as a heading and a figure with its score."""
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
        if direction:  # otherwise the words would change places
            words = [{"t": "Span", "c": [attributes("", (), {"dir": direction}), words]}]
        caption[1] = [plain(words)]
    said = [plain([strong]), *([paragraph(inlines_of(shape, note))] if note else [])]
    figure = {"t": "Figure", "c": [attributes("", ["verdict"]), caption, said]}
    return div(shape, "verdict", ["section", "verdict"], {}, [head, figure])
