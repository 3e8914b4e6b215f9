"""Reads a document with errors: returns what can be published of it, and what is wrong.

Unreadable parts are shown as they were written (`faulty`, `faulty_json`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from reviewfmt.characters import CONTROL, tidy
from reviewfmt.converter.faulty import published
from reviewfmt.converter.reading import read_document
from reviewfmt.converter.settling import Reading
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.model import Review, Title
from reviewfmt.parser import parse
from reviewfmt.source import decode
from reviewfmt.syntax.words import Words

_EMPTY, _NO_TITLE = "RF120", "RF101"


class Lenient(NamedTuple):
    """What can be published of a document, and its findings, which may include errors."""

    reading: Reading
    faults: tuple[Diagnostic, ...] = ()


def read_leniently(
    data: bytes,
    format: str,
    path: str | None = None,
    *,
    name: str = "",
    limit: int | None = None,
    words: Words | None = None,
) -> Lenient:
    """Return what can be published of a document in `format`.

    `path` is its path in findings; `name` is its title if it has none; `limit` and `words` are
    those of `read_document`. Raises ReviewError if nothing can be published: the bytes are not text
    (RF118) or not JSON (RF201), the text is empty (RF120), the document cannot be read safely or
    contains no text (RF508), or it has no title and `name` is empty. In the last case the error has
    every finding.
    """
    name = tidy(CONTROL.sub("\ufffd", name))
    if format == "review":
        lenient = _of_text(data, path, name, words)
    elif format == "json":
        lenient = _of_json(data, path)
    else:
        faults: list[Diagnostic] = []
        reading = read_document(data, format, path, limit=limit, words=words, faults=faults)
        lenient = Lenient(reading, tuple(faults))
    if not lenient.faults:
        return lenient
    found = tuple(replace(one, path=path) for one in lenient.faults)
    return Lenient(replace(lenient.reading, review=_titled(lenient, found, name)), found)


def _titled(lenient: Lenient, found: tuple[Diagnostic, ...], name: str) -> Review:
    review = lenient.reading.review
    if review.title.text:
        return review
    if not name:
        raise ReviewError(found)
    title = review.title
    named = Title(name, title.work or name, title.season, title.tagline)
    return replace(review, title=named)


def _of_text(data: bytes, path: str | None, name: str, words: Words | None) -> Lenient:
    parsed = parse(decode(data, path), words)
    errors = {one.code for one in parsed.diagnostics if one.severity is Severity.ERROR}
    if not errors:
        return Lenient(Reading(parsed.review))
    if _EMPTY in errors or (_NO_TITLE in errors and not name):
        raise ReviewError(replace(one, path=path) for one in parsed.diagnostics)
    return Lenient(Reading(published(parsed, words)), tuple(parsed.diagnostics))


def _of_json(data: bytes, path: str | None) -> Lenient:
    from reviewfmt.converter.faulty_json import published_of

    try:
        return Lenient(read_document(data, "json", path))
    except ReviewError as error:
        review = published_of(decode(data, path))
        if review is None:
            raise
        return Lenient(Reading(review), error.diagnostics)
