"""Reads documents that may be other people's pages; doubts are among the losses."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import replace

from reviewfmt.converter import Reading
from reviewfmt.converter import read_document as read_exactly
from reviewfmt.converter.accounting import Held, lost
from reviewfmt.converter.formats import FORMATS, PAGE_OF_OTHERS
from reviewfmt.converter.places import Places
from reviewfmt.converter.settling import left
from reviewfmt.converter.signatures import refuse_mislabelled
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.model import Boilerplate
from reviewfmt.pages.bounds import exceeded
from reviewfmt.pages.drafts import Doubt
from reviewfmt.pages.encodings import page_text
from reviewfmt.pages.found import find, is_html
from reviewfmt.pages.lines import MOST_LINES
from reviewfmt.pages.written import finding
from reviewfmt.source import decode
from reviewfmt.span import Span
from reviewfmt.syntax.words import Words

_OURS = '<meta name="generator" content="reviewfmt"'
_OF_BYLINES = ("author", "published")
_ADOPT = "`reviewfmt adopt` writes a draft of each"


def read_document(
    data: bytes,
    format: str,
    path: str | None = None,
    *,
    limit: int | None = None,
    words: Words | None = None,
    faults: list[Diagnostic] | None = None,
) -> Reading:
    """Return the review in `data`; parameters and errors are those of `converter.read_document`.

    The format `page` is a page of another site. Other people's HTML without a review in its
    structure is read as such a page, too. Doubts are among the losses, as RF601. Also raises
    ReviewError (RF602) for a page without a review, or with several. The encoding is determined as
    in `page_text`.
    """
    if format not in (PAGE_OF_OTHERS.name, "html"):
        return read_exactly(data, format, path, limit=limit, words=words, faults=faults)
    if format == "html":
        _refuse_mislabelled(data, path)
    text, changed = page_text(data, path)
    data = BOM_UTF8 + text.encode("utf-8", "surrogatepass")
    reading = _read(data, format, path, limit, words, faults)
    found = (replace(one, path=path) for one in changed)
    return replace(reading, losses=(*found, *reading.losses))


def _refuse_mislabelled(data: bytes, path: str | None) -> None:
    try:
        refuse_mislabelled(data, FORMATS["html"])
    except ReviewError as error:
        raise ReviewError(replace(one, path=path) for one in error.diagnostics) from None


def _read(
    data: bytes,
    format: str,
    path: str | None,
    limit: int | None,
    words: Words | None,
    faults: list[Diagnostic] | None,
) -> Reading:
    """Read HTML or another site's page, in UTF-8 with a byte order mark."""
    if format == PAGE_OF_OTHERS.name:
        return _as_page(data, path, words, None)
    _refuse_too_large(data, path)
    try:
        return read_exactly(data, format, path, limit=limit, words=words, faults=faults)
    except ReviewError as error:
        if not _may_be_page(data):
            raise
        return _as_page(data, path, words, error)


def _may_be_page(data: bytes) -> bool:
    """Tell whether HTML was not written by this project."""
    return _OURS.encode() not in data


def _refuse_too_large(data: bytes, path: str | None) -> None:
    """Raise ReviewError (RF602) for a page that is too large, before pandoc reads it."""
    if data.count(b"<") <= MOST_LINES or not _may_be_page(data):
        return
    too_much = exceeded(decode(data, path))
    if too_much is not None:
        raise ReviewError([Diagnostic("RF602", too_much, Span(), path=path)])


def _as_page(
    data: bytes, path: str | None, words: Words | None, error: ReviewError | None
) -> Reading:
    """Return the only review of a page. Raises `error`, or RF602, if there is none."""
    text = decode(data, path)
    found = find(text, words)
    if not found.reviews:
        raise error or ReviewError(
            [Diagnostic("RF602", found.instead, Span(), help=found.help, path=path)]
        )
    if len(found.reviews) > 1:
        second = found.reviews[1].review.title
        message = f"the page holds {len(found.reviews)} reviews; the second one: {second.text}"
        raise ReviewError([Diagnostic("RF602", message, second.span, help=_ADOPT, path=path)])
    (draft,) = found.reviews
    review = draft.review
    if review.verdict is None and review.metadata.status is None:
        review = replace(review, metadata=replace(review.metadata, status="draft"))
    said = (one for one in review.metadata.fields if one.name in _OF_BYLINES)
    bylines = tuple(Boilerplate(one.value, one.span) for one in said)
    review = replace(review, boilerplate=(*review.boilerplate, *bylines))
    told = list(map(_told, draft.doubts))
    places = Places(text, "html") if is_html(text) else None
    if places is not None:
        held = Held(review, [doubt.line.text for doubt in draft.doubts if doubt.left])
        told += _overlooked(places, held)
    losses = tuple(replace(one, path=path) for one in sorted(told, key=lambda one: one.span))
    return Reading(review, losses, places=places)


def _told(doubt: Doubt) -> Diagnostic:
    """Return the finding of a doubt, with the text of a line that is left out."""
    found = finding(doubt)
    return replace(found, message=f"{found.message}: {doubt.line.text}") if doubt.left else found


def _overlooked(places: Places, held: Held) -> Iterator[Diagnostic]:
    """Yield what an HTML page says that neither the review nor a doubt contains."""
    for one in lost(places.units, held):
        span = places.of(one.unit, one.start, one.end)
        span = span or places.find_value(one.unit) or places.find(one.text)
        yield replace(left("page", one.text), span=span)
