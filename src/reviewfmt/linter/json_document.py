"""The findings of a JSON document: those of the schema and of the rules, by its own lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.document import locations, read_document
from reviewfmt.linter.settings import Settings, read
from reviewfmt.model import (
    TITLE_FIELD_NAMES,
    AnyScore,
    Block,
    Figure,
    ItemList,
    Quote,
    Review,
)
from reviewfmt.span import Span
from reviewfmt.violation import Path
from reviewfmt.writer import dumps

_LINE = re.compile(r"(?<=\bon line )[0-9]+")


def findings_of(
    text: str, path: str | None, wanted: Collection[str], settings: Settings
) -> Iterator[Diagnostic]:
    """Yield the findings of a JSON document, each with its place in `text`.

    The rules check the text of the review; their findings get the place of the JSON value that
    they are about. They have no fixes, since fixes are edits of the text of a review.
    """
    from reviewfmt.rules import findings

    try:
        document = read_document(text, path)
        yield from document.diagnostics
        parsed = read(dumps(document.review), settings)
    except ReviewError as error:
        yield from error.diagnostics
        return
    found = [*parsed.diagnostics, *findings(parsed, wanted, settings.options, settings.plugins)]
    if found:
        places = _Places(text, parsed.review)
        for one in found:
            yield places.moved(one)


class _Places:
    """The places in a JSON text of the parts of the review that it holds."""

    def __init__(self, text: str, review: Review) -> None:
        parts = sorted(_parts(review), key=_offset)
        self._offsets = [span.offset for span, _ in parts]
        self._spans = locations(text, [path for _, path in parts])

    def moved(self, found: Diagnostic) -> Diagnostic:
        """Return a finding in the text of the review as a finding in the JSON text."""
        related = tuple(map(self._place, found.related))
        message = found.message
        if related:
            message = _LINE.sub(str(related[0].line), message)
        span = self._place(found.span)
        return replace(found, span=span, related=related, message=message, fix=None)

    def _place(self, span: Span) -> Span:
        index = bisect_right(self._offsets, span.offset) - 1
        return self._spans[max(index, 0)]


def _offset(part: tuple[Span, Path]) -> int:
    return part[0].offset


def _parts(review: Review) -> Iterator[tuple[Span, Path]]:
    """Yield the place of each part of the review, and its path in the JSON document."""
    yield review.title.span, ("title",)
    for field in review.metadata.fields:
        if field.name is None:
            yield field.span, ("metadata", "extra", field.key)
        elif field.name in TITLE_FIELD_NAMES:
            yield field.span, (field.name,)
        else:
            yield field.span, ("metadata", field.name)
    for number, guide in enumerate(review.guides):
        yield from _score(guide.score, ("guides", number, "score"))
        for index, episode in enumerate(guide.episodes):
            path: Path = ("guides", number, "episodes", index)
            yield episode.span, path
            yield from _score(episode.score, (*path, "score"))
            yield from _blocks(episode.notes, (*path, "notes"))
    for number, section in enumerate(review.sections):
        path = ("sections", number)
        if section.heading is not None:
            yield section.heading.span, (*path, "heading")
        yield from _score(section.score, (*path, "score"))
        yield from _blocks(section.blocks, (*path, "blocks"))
    for index, rating in enumerate(review.ratings):
        yield rating.span, ("ratings", index)
        yield from _score(rating.score, ("ratings", index, "score"))
    if review.verdict is not None:
        yield review.verdict.span, ("verdict",)
        yield from _score(review.verdict.score, ("verdict", "score"))
    for index, line in enumerate(review.boilerplate):
        yield line.span, ("boilerplate", index)


def _score(score: AnyScore | None, path: Path) -> Iterator[tuple[Span, Path]]:
    if score is not None:
        yield score.span, path


def _blocks(blocks: Sequence[Block], path: Path) -> Iterator[tuple[Span, Path]]:
    for index, block in enumerate(blocks):
        if isinstance(block, ItemList):
            key = "list" if block.start is None else "numbered"
            for at, item in enumerate(block.items):
                yield item.span, (*path, index, key, at)
        elif isinstance(block, Quote):
            for at, paragraph in enumerate(block.paragraphs):
                yield paragraph.span, (*path, index, "quote", at)
        else:
            yield block.span, (*path, index, "figure" if isinstance(block, Figure) else "paragraph")
