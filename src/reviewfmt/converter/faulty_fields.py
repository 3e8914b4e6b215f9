"""Keeps fields with unreadable values as lines of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from reviewfmt.converter.settling import Reading
from reviewfmt.diagnostic import Diagnostic
from reviewfmt.fields import TITLE_FIELDS, FieldType
from reviewfmt.findings import report
from reviewfmt.model import FIELDS, Paragraph, Review, Section, walk
from reviewfmt.pandoc_ast import Draft, Illegible, reads_value
from reviewfmt.span import Span
from reviewfmt.syntax import inline

_CODES = {
    FieldType.DATE: "RF115",
    FieldType.LANGUAGE: "RF116",
    FieldType.STATUS: "RF122",
    FieldType.NUMBER: "RF128",
}
_SPECS = {field.name: field for field in (*FIELDS, *TITLE_FIELDS)}


def unread_fields(draft: Draft) -> tuple[Draft, tuple[str, ...]]:
    """Return a draft without the fields whose values are unreadable, and these fields as lines."""
    lines = tuple(text for text in draft.left if _is_unread(text))
    left = tuple(text for text in draft.left if not _is_unread(text))
    return (replace(draft, left=left) if lines else draft), lines


def with_lines(reading: Reading, lines: Sequence[str]) -> Reading:
    """Return a reading with the lines of fields above its prose."""
    if not lines:
        return reading
    return replace(reading, review=_with_lines(reading.review, lines))


def faults_of(lines: Iterable[str], place: Callable[[str], Span]) -> Iterator[Diagnostic]:
    """Yield the faults of the lines of fields; `place` finds the places of words."""
    for line in lines:
        name, _, value = line.partition(": ")
        yield report(_CODES[_SPECS[name].type], place(line), value=value)


def illegible(review: Review, place: Callable[[str], Span]) -> Iterator[Diagnostic]:
    """Yield the faults of words in place of scores."""
    for node in walk(review):
        if isinstance(node, Illegible):
            yield report("RF107", place(node.grade), words=node.grade)


def _is_unread(text: str) -> bool:
    name, _, value = text.partition(": ")
    field = _SPECS.get(name)
    if field is None or field.type not in _CODES or not value:
        return False
    return not reads_value(field, value)


def _with_lines(review: Review, lines: Iterable[str]) -> Review:
    blocks = tuple(Paragraph(inline.escape(line)) for line in lines)
    sections = list(review.sections)
    if sections and sections[0].heading is None and sections[0].guide is None:
        sections[0] = replace(sections[0], blocks=(*blocks, *sections[0].blocks))
    else:
        sections.insert(0, Section(None, blocks))
    return replace(review, sections=tuple(sections))
