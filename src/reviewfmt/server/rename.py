"""Rename the work: in the title, in the fields, and where the text repeats its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewfmt.model import Boilerplate, Comment, Field, Figure, Title
from reviewfmt.parser.resolve import repeated_titles
from reviewfmt.server.edits import TextEdit, edited

if TYPE_CHECKING:
    from reviewfmt.server.analysis import Analysis

_WORK = "work"


class RenameError(ValueError):
    """A name that the work cannot have; the message says why."""


def name_at(analysis: Analysis, offset: int) -> tuple[int, int] | None:
    """Return the span of the name of the work at an offset; None if the name is not there."""
    for start, end in places(analysis):
        if start <= offset <= end:
            return start, end
    return None


def rename(analysis: Analysis, name: str) -> list[TextEdit]:
    """Return the edits that rename the work.

    They change the title, the field that names the work, lines that repeat the title, and words
    of prose that are the whole name in its own case, if it has two words or more: one word may
    mean something else. Raises RenameError for a name that would not read back.
    """
    name = " ".join(name.split())
    work = analysis.review.work
    if not name:
        raise RenameError("a work needs a name")
    if name == work:
        return []
    edits = [TextEdit(start, end, name) for start, end in places(analysis)]
    if not edits:
        raise RenameError("the title does not contain the name of the work")
    made = analysis.with_text(edited(analysis.text, edits))
    found, before = made.review.title, analysis.review.title
    if found.work != name or (found.season, found.tagline) != (before.season, before.tagline):
        told = f'the title would name the work "{found.work}"'
        raise RenameError(f"{told}; write the field `Work: {name}` under it instead")
    return edits


def places(analysis: Analysis) -> list[tuple[int, int]]:
    """Return the spans of the name of the work, in the order of the text."""
    work = analysis.review.work
    return sorted(_places(analysis)) if work else []


def _places(analysis: Analysis) -> Iterator[tuple[int, int]]:
    review, text = analysis.review, analysis.text
    work = review.work
    whole = _whole(work)
    is_telling = len(work.split()) > 1
    repeats = repeated_titles(review.title.text, analysis.words)
    for leaf in analysis.leaves:
        start, end = leaf.span.offset, leaf.span.end_offset
        if isinstance(leaf, Title):
            at = text.find(work, start, end)
            if at >= 0:
                yield at, at + len(work)
        elif isinstance(leaf, Field):
            if (
                leaf.name == _WORK
                and leaf.value
                and (at := text.rfind(leaf.value, start, end)) >= 0
            ):
                yield at, at + len(leaf.value)
        elif isinstance(leaf, Boilerplate):
            if work in leaf.text and leaf.text.strip() in repeats:
                at = text.find(work, start, end)
                yield at, at + len(work)
        elif is_telling and not isinstance(leaf, Comment | Figure):
            yield from ((one.start(), one.end()) for one in whole.finditer(text, start, end))


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
