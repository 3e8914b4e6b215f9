"""Finds the reviews in a text, a page or a document, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reviewfmt.corpus.records import Asked
from reviewfmt.corpus.tables import DRAFT, FAILED, NONE, REVIEW
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.linter import check, check_parsed, check_review
from reviewfmt.linter import read as read_text
from reviewfmt.model import Review
from reviewfmt.pages import Draft, find, finding
from reviewfmt.pages.bounds import exceeded
from reviewfmt.pages.own import own_draft
from reviewfmt.span import NOWHERE
from reviewfmt.violation import Path
from reviewfmt.writer import dumps

if TYPE_CHECKING:
    from reviewfmt.parser import Parsed

_OURS = '<meta name="generator" content="reviewfmt"'
_HEAD = 4000
_NOTHING: Mapping[Path, object] = {}


class Found(NamedTuple):
    """A review in a record, with its findings and losses.

    `own` are the keys of a JSON document that are not part of a review.
    """

    review: Review
    outcome: str
    findings: tuple[Diagnostic, ...] = ()
    losses: tuple[Diagnostic, ...] = ()
    doubts: tuple[Diagnostic, ...] = ()
    own: Mapping[Path, object] = _NOTHING


class Held(NamedTuple):
    """The result of a record: its reviews, or why there is none; `format` is its format."""

    format: str
    found: tuple[Found, ...] = ()
    outcome: str = ""
    reason: str = ""
    findings: tuple[Diagnostic, ...] = ()


def failed(format: str, reason: str, findings: Iterable[Diagnostic] = ()) -> Held:
    """Return the result of a record that failed."""
    return Held(format, (), FAILED, reason, tuple(findings))


def refused(format: str, error: ReviewError) -> Held:
    """Return the result of a record that is not a review because of an error."""
    return failed(format, _reason(error.diagnostics), error.diagnostics)


def _reason(found: Sequence[Diagnostic]) -> str:
    """Return the first error among findings as text, with its code and its line."""
    one = next((one for one in found if one.severity is Severity.ERROR), found[0])
    line = "" if one.span == NOWHERE else f" on line {one.span.line}"
    return f"{one.code}{line}: {one.message}"


def _outcome(review: Review) -> str:
    return DRAFT if review.metadata.status == DRAFT else REVIEW


def in_format(data: bytes, format: str, asked: Asked) -> Held:
    """Return the contents of a document in a format that `convert` reads.

    Raises ReviewError if there is no review.
    """
    from reviewfmt.reading import read_source

    found = read_source(data, format, words=asked.settings.words)
    place = found.places.find if found.places is not None else None
    checked = check_review(found.review, "", asked.settings, place)
    one = Found(
        found.review,
        _outcome(found.review),
        tuple(map(found.located, checked)),
        found.losses,
        own=found.own,
    )
    return Held(format, (one,))


def in_review(text: str, asked: Asked, losses: tuple[Diagnostic, ...]) -> Held:
    """Return the contents of a text that is certainly in the review format."""
    return _of_parsed(read_text(text, asked.settings), asked, losses)


def _of_parsed(parsed: Parsed, asked: Asked, losses: tuple[Diagnostic, ...]) -> Held:
    findings = tuple(check_parsed(parsed, None, asked.settings))
    errors = [one for one in parsed.diagnostics if one.severity is Severity.ERROR]
    if errors:
        return failed("review", _reason(errors), findings)
    review = parsed.review
    return Held("review", (Found(review, _outcome(review), findings, losses),))


def in_text(text: str, asked: Asked, losses: tuple[Diagnostic, ...], *, is_body: bool) -> Held:
    """Return the contents of a text: a review in the format, or else a copied page.

    `is_body` tells that it is a field of a record, without menus around the review.
    """
    words = asked.settings.words
    title = text.lstrip("\ufeff \t\r\n").partition("\n")[0][:_HEAD]
    if is_body and words.review_word.search(title) is not None:
        parsed = read_text(text, asked.settings)
        if not any(one.severity is Severity.ERROR for one in parsed.diagnostics):
            return _of_parsed(parsed, asked, losses)
    if own_draft(text, words) is not None:
        return in_review(text, asked, losses)
    return _of_page(text, "text", asked, losses)


def in_page(text: str, asked: Asked, losses: tuple[Diagnostic, ...]) -> Held:
    """Return the contents of an HTML page, of another site or published by this project.

    Raises ReviewError for a page of this project without a review.
    """
    if _OURS in text[:_HEAD]:
        return in_format(text.encode("utf-8-sig", "replace"), "html", asked)
    if (too_much := exceeded(text)) is not None:
        return failed("html", too_much)
    return _of_page(text, "html", asked, losses)


def _of_page(text: str, format: str, asked: Asked, losses: tuple[Diagnostic, ...]) -> Held:
    page = find(text, asked.settings.words)
    if not page.reviews:
        return Held(format, (), NONE, page.instead)
    try:
        return Held(format, tuple(_drafts(page.reviews, asked, losses)))
    except ReviewError as error:
        return refused(format, error)


def _drafts(
    drafts: Sequence[Draft], asked: Asked, losses: tuple[Diagnostic, ...]
) -> Iterator[Found]:
    """Yield the drafts of a page, each as `adopt` would write it.

    Raises ReviewError for a draft that the format cannot express.
    """
    for draft in drafts:
        review = draft.review
        if review.verdict is None and review.metadata.status is None:
            review = replace(review, metadata=replace(review.metadata, status="draft"))
        # The findings are about the text of the draft, not about lines of the page.
        found = check(dumps(review), None, asked.settings)
        findings = tuple(replace(one, span=NOWHERE, related=(), fix=None) for one in found)
        yield Found(review, DRAFT, findings, losses, tuple(map(finding, draft.doubts)))
