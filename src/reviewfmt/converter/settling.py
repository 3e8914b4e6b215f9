"""Turns what was read of a document into a review, and reports what the review lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reviewfmt.converter.formats import refused
from reviewfmt.converter.typed import as_typed, on_one_line, sound, types_more, with_seasons
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.fields import UNFINISHED
from reviewfmt.model import Paragraph, Review, Section, Title
from reviewfmt.span import NOWHERE, Span
from reviewfmt.syntax import inline
from reviewfmt.violation import Path

if TYPE_CHECKING:
    from reviewfmt.converter.places import Places
    from reviewfmt.pandoc_ast import Draft


@dataclass(frozen=True, slots=True)
class Reading:
    """A review that was read, and a warning for each part of its source that it lacks.

    `own` has the `x_` keys of a JSON document by their paths, which no review has a place for.
    `places` finds the words of the review in the document.
    """

    review: Review
    losses: tuple[Diagnostic, ...] = ()
    own: Mapping[Path, object] = field(default_factory=dict)
    places: Places | None = field(default=None, compare=False, repr=False)

    def located(self, found: Diagnostic) -> Diagnostic:
        """Return a finding of this review at its place in the source, as a person finds it."""
        return self.places.located(found) if self.places is not None else found


def settle(
    draft: Draft,
    format: str,
    *,
    typed: bool = True,
    place: Callable[[str], Span] | None = None,
    faults: list[Diagnostic] | None = None,
) -> Reading:
    """Return the review of a draft, with the parts that its title names.

    If the draft has no title, or no verdict and no status that explains it, its paragraphs are read
    as the lines of a review, since people type reviews like that; with `typed`, a guide may be
    typed too. `place` finds words in the source. Raises ReviewError with all errors, or adds them
    to `faults` if that is given.
    """
    losses = list(losses_of(draft, format))
    if not any(_holds(draft.review)):
        raise refused("RF508", f"no review was found in this {format}: it holds no text")
    review = _titled(draft, typed=typed)
    place = place or no_place
    unfinished = not typed and review.metadata.status in UNFINISHED
    if not review.title.text or (review.verdict is None and not unfinished):
        return Reading(as_typed(review, place, faults), tuple(losses))
    if typed and types_more(review):
        # A typed guide and typed ratings are read in any case.
        try:
            return Reading(as_typed(review, place), tuple(losses))
        except ReviewError:
            pass
    return Reading(sound(on_one_line(review), place, faults), tuple(losses))


def no_place(_: str) -> Span:
    """Return the place of words in a document without lines: nowhere."""
    return NOWHERE


def _titled(draft: Draft, *, typed: bool) -> Review:
    """Return the review of a draft, with what its title line and its fields name.

    With `typed`, the title may have other forms, such as `[Review] Season 2 of “Fog”`.
    """
    from reviewfmt.pandoc_ast.heads.title_words import (
        marked_work,
        plain_title,
        unquoted,
        with_season_inside,
        without_article,
    )
    from reviewfmt.parser.title import read_title
    from reviewfmt.syntax.words import built_in

    review = draft.review
    plain = plain_title if typed else without_article
    named = read_title(plain(review.title.text), built_in())
    beside = draft.subtitle
    if typed and named.season is None and (parted := with_season_inside(named.work)) is not None:
        named = named._replace(work=parted[0], season=parted[1], tagline=parted[2] or named.tagline)
        if beside:
            named = named._replace(tagline=None)  # what follows ends a sentence
    if beside and named.tagline is None and "tagline" not in draft.overrules:
        named = named._replace(tagline=beside)
    elif beside:
        review = _opened_by(review, beside)
    work = unquoted(inline.escape(inline.plain(named.work))) if typed else named.work
    if typed and (marked := marked_work(review.title.text, named.work)) is not None:
        work = inline.escape(marked)
    said = draft.overrules
    season = said.get("season")
    known = inline.plain(said.get("work") or "")
    if typed and known and named.tagline is None and inline.plain(named.work).startswith(known):
        rest = inline.plain(named.work)[len(known) :].strip(" -–—:|,·")
        named = named._replace(tagline=inline.escape(rest) or None)
    title = Title(
        review.title.text,
        said.get("work") or work,
        named.season if season is None else (int(season) if season else None),
        (said["tagline"] or None) if "tagline" in said else named.tagline,
    )
    return with_seasons(replace(review, title=title))


def _opened_by(review: Review, text: str) -> Review:
    """Return a review whose prose begins with one more paragraph."""
    first = review.sections[0] if review.sections else None
    if first is None or first.heading is not None or first.guide is not None:
        sections = (Section(None, (Paragraph(text),)), *review.sections)
    else:
        sections = (replace(first, blocks=(Paragraph(text), *first.blocks)), *review.sections[1:])
    return replace(review, sections=sections)


def _holds(review: Review) -> Iterable[bool]:
    yield bool(review.title.text)
    yield bool(review.sections)
    yield bool(review.guides)
    yield bool(review.ratings)


def losses_of(draft: Draft, format: str) -> Iterable[Diagnostic]:
    """Yield the losses of a draft: its markup by name, then each text in order."""
    from reviewfmt.pandoc_ast import GONE, UNSCALED

    for name, count in sorted(draft.markup.items()):
        times = "once" if count == 1 else f"{count} times"
        what = "is left out" if name in GONE else "is not part of a review: its words stay as text"
        if name == UNSCALED:
            what = "has the maximum that the document states elsewhere"
        yield _loss("RF507", f"{name}, {times}, {what}")
    for text in draft.left:
        yield left(format, text)


def left(place: str, text: str) -> Diagnostic:
    """Return the loss of a text in a place, such as `html` or `docx, in a header`."""
    return _loss("RF506", f"left out of the review from {place}: {text}")


def other_verdict(score: str, review: Review) -> Diagnostic:
    """Return the loss of a score that differs from the verdict of a review."""
    verdict = review.verdict.score if review.verdict is not None else None
    said = f"the score {score} beside the verdict {verdict}"
    return _loss("RF507", f"{said}, is not part of a review: its words stay as text")


def changed(message: str) -> Diagnostic:
    """Return the finding that a review differs from its document."""
    return _loss("RF507", message)


def _loss(code: str, message: str) -> Diagnostic:
    return Diagnostic(code, message, severity=Severity.WARNING)
