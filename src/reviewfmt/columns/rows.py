"""Review -> rows: a review as a row of each table, by the names of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeAlias

from reviewfmt.identity import kind_of
from reviewfmt.model import (
    FIELDS,
    AnyScore,
    Block,
    Figure,
    Heading,
    Item,
    Metadata,
    Paragraph,
    Review,
    Score,
    Section,
    walk,
)
from reviewfmt.publish.works import key_of
from reviewfmt.records import number_of
from reviewfmt.records import rows as records
from reviewfmt.span import NOWHERE, Span
from reviewfmt.syntax import inline

Cell: TypeAlias = "str | int | float | date | tuple[str, ...] | tuple[float | None, ...] | None"
"""A value of a row: see `schema.ColumnType`."""

Row: TypeAlias = dict[str, Cell]


class Rows(NamedTuple):
    """A review as rows: one of the table of reviews, and any number of the table of episodes."""

    review: Row
    episodes: tuple[Row, ...]

    def of(self, table: str) -> tuple[Row, ...]:
        """Return the rows for the table of this name."""
        return (self.review,) if table == "reviews" else self.episodes


def rows_of(review: Review, source: str, position: int = 0) -> Rows:
    """Return the rows of a valid review.

    `source` and `position` say where it was read. Every row has the columns of its table
    (`schema.TABLES`) in their order. What is missing is None; a text is never empty if it may be
    missing.
    """
    place: Row = {"source": source, "position": position}
    name = inline.plain(review.title.work)
    work: Row = {"work": name, "work_key": key_of(name), "work_kind": kind_of(review)}
    return Rows(_review(review, place, work), tuple(_episodes(review, place, work)))


def _review(review: Review, place: Row, work: Row) -> Row:
    data, verdict = review.metadata, review.verdict
    return {
        **place,
        "title": inline.plain(review.title.text),
        **work,
        "season": review.title.season,
        "tagline": _plain(review.title.tagline),
        **_fields(data),
        "extra": tuple(f"{one.key}: {one.value}" for one in data.extra),
        **_score("verdict", verdict.score if verdict else None),
        "verdict_note": _plain(verdict.note if verdict else None),
        **_score("mean", review.mean),
        "entries": len(review.episodes),
        "scored_entries": sum(isinstance(one.score, Score) for one in review.episodes),
        "aspects": tuple(inline.plain(one.aspect) for one in review.ratings),
        "aspect_scores": tuple(str(one.score or "") for one in review.ratings),
        "aspect_shares": tuple(_share(one.score) for one in review.ratings),
        "text": "\n\n".join(filter(None, _prose(review.sections))),
    }


def _fields(data: Metadata) -> Row:
    found: Row = {}
    for one in FIELDS:
        value = getattr(data, one.name)
        found[one.name] = None if value == "" else value
    return found


def _episodes(review: Review, place: Row, work: Row) -> Iterator[Row]:
    said: Row = {
        "author": review.metadata.author or None,
        "published": review.metadata.published,
    }
    pairs = zip(review.episodes, records(review), strict=True)
    for at, (episode, record) in enumerate(pairs, 1):
        season = record["season"]
        yield {
            **place,
            "entry": at,
            **work,
            **said,
            "season": review.title.season if season is None else season,
            "label": record["label"],
            "number": record["number"],
            "number_end": record["number_end"],
            "title": _plain(record["title"]),
            **_score("score", episode.score),
            "note": "\n\n".join(filter(None, _texts(episode.notes))) or None,
            "line": _line(episode.span),
        }


# -- values -----------------------------------------------------------------------------------


def _score(name: str, score: AnyScore | None) -> Row:
    exact = score if isinstance(score, Score) else None
    return {
        name: None if score is None else str(score),
        f"{name}_value": None if exact is None else number_of(exact.value),
        f"{name}_maximum": None if exact is None else number_of(exact.out_of),
        f"{name}_share": _share(exact),
    }


def _share(score: AnyScore | None) -> float | None:
    return float(score) if isinstance(score, Score) and score.out_of else None


def _plain(text: str | None) -> str | None:
    return (inline.plain(text) or None) if text else None


def _line(span: Span) -> int | None:
    return None if span == NOWHERE else span.line


def _prose(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        if section.heading is not None:
            yield section.heading.plain
        yield from _texts(section.blocks)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        for node in walk(block):
            if isinstance(node, Heading | Paragraph | Item):
                yield node.plain
            elif isinstance(node, Figure) and node.caption:
                yield inline.plain(node.caption)
