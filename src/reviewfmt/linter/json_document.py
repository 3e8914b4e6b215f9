"""Findings of a JSON document, at its own lines: the schema's, and those of the rules."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import replace

from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.document import locations, read_json
from reviewfmt.document.plain import Path
from reviewfmt.linter import Settings
from reviewfmt.model import ItemList, Review, Span
from reviewfmt.text_form import no_text_form, text_form

_LINE = re.compile(r"(?<=\bon line )[0-9]+(?= too\Z)")


def findings_of(
    text: str, path: str | None, wanted: Collection[str], settings: Settings
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a JSON document, every finding at its place in `text`.

    The rules look at the review text that the document is written as; what they find stands
    at the value that it is about, and has no fix, for fixes are edits of a review text.
    """
    try:
        review = read_json(text, path)
    except ReviewError as error:
        yield from error.diagnostics
        return
    parsed, differs = text_form(review, settings.boilerplate)
    if differs:
        for place, span in zip(differs, locations(text, differs), strict=True):
            yield Diagnostic("RF204", no_text_form(place), span)
        return
    from reviewfmt.rules import findings

    found = findings(parsed, wanted, settings.options)
    if found:
        places = _Places(text, parsed.review)
        for one in found:
            yield places.moved(one)


class _Places:
    """Where the parts of a printed review stand in the JSON text that it was read from."""

    def __init__(self, text: str, review: Review) -> None:
        parts = sorted(_parts(review), key=lambda part: part[0].offset)
        self._offsets = [span.offset for span, _ in parts]
        self._lines = [span.line for span, _ in parts]
        self._spans = locations(text, [path for _, path in parts])

    def moved(self, found: Diagnostic) -> Diagnostic:
        """Return a finding in the printed text as one in the JSON text."""

        def line(number: re.Match[str]) -> str:
            index = bisect_left(self._lines, int(number[0]))
            return str(self._spans[min(index, len(self._spans) - 1)].line)

        index = bisect_right(self._offsets, found.span.offset) - 1
        span = self._spans[max(index, 0)]
        return replace(found, span=span, message=_LINE.sub(line, found.message), fix=None)


def _parts(review: Review) -> Iterator[tuple[Span, Path]]:
    """Yield where each part of the review stands, and its path in the JSON document."""
    yield review.title.span, ("title",)
    for field in review.metadata.fields:
        yield field.span, ("metadata", field.key.lower())
    for number, guide in enumerate(review.guides):
        for index, episode in enumerate(guide.episodes):
            path: Path = ("guides", number, "episodes", index)
            yield episode.span, path
            if episode.score is not None:
                yield episode.score.span, (*path, "score")
    for number, section in enumerate(review.sections):
        if section.heading is not None:
            yield section.heading.span, ("sections", number, "heading")
        for index, block in enumerate(section.blocks):
            path = ("sections", number, "blocks", index)
            if isinstance(block, ItemList):
                for place, item in enumerate(block.items):
                    yield item.span, (*path, "list", place)
            else:
                yield block.span, (*path, "paragraph")
    for index, rating in enumerate(review.ratings):
        yield rating.span, ("ratings", index)
    if review.verdict is not None:
        yield review.verdict.span, ("verdict",)
    for index, line in enumerate(review.boilerplate):
        yield line.span, ("boilerplate", index)
