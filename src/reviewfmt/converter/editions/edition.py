"""Makes the edition of a review for a reader who has seen only a part: spoilers are left out.

Scores and numbers of later entries stay, since they help to decide whether to go on. Their titles
and notes are left out, and so are all marked spoilers, since their place in the work is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from reviewfmt.converter.editions.cut import Cut
from reviewfmt.converter.editions.progress import COUNTED, EPISODE, UpTo, are_seen, up_to
from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.model import Episode, Guide, Review
from reviewfmt.pandoc_ast import entry_label
from reviewfmt.pandoc_ast.printed import known_words, phrase, printed, season_word
from reviewfmt.syntax.entries import read_label
from reviewfmt.syntax.scores import number as exact
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in
from reviewfmt.violation import shown as quoted

__all__ = ["Edition", "UpTo", "edition_of", "told", "up_to"]


class Edition(NamedTuple):
    """A review without spoilers, and the number of passages that were left out.

    `notice` says so in the language of the review; it is empty if nothing is left out. `beyond` is
    the author's own warning about spoilers, if it is or may be about more than the reader has seen:
    only the author knows what unmarked words give away.
    """

    review: Review
    left_out: int = 0
    notice: str = ""
    beyond: str = ""


def edition_of(review: Review, upto: UpTo, language: str | None = None) -> Edition:
    """Return the edition of a valid review for a reader who has seen the episodes up to `upto`.

    A number alone counts in the reviewed season; earlier seasons have been seen, and later ones
    have not. `language` is used if the review names none. The edition is valid too. It has no
    boilerplate and no comments, since these may contain spoilers.
    """
    season = _season(review)
    if upto.season is None:
        upto = UpTo(season, upto.number)
    shown = [are_seen(guide, upto, season) for guide in review.guides]
    cut = Cut(review, upto, season)
    if _is_all(shown, upto, season) and not any(map(cut.is_beyond, review.sections)):
        return Edition(review, 0, "")
    sections = [one for each in review.sections if (one := cut.section(each)) is not None]
    edition = replace(
        review,
        title=cut.title(review.title),
        guides=tuple(map(cut.guide, review.guides, shown)),
        sections=tuple(sections),
        ratings=tuple(map(cut.rating, review.ratings)),
        verdict=review.verdict and cut.verdict(review.verdict),
        boilerplate=(),
        comments=(),
    )
    metadata = cut.metadata(review.metadata)
    beyond = _beyond(metadata.spoilers, upto, season)
    if not cut.count:
        return Edition(replace(review, boilerplate=(), comments=()), beyond=beyond)
    named = review.metadata.language or language
    field, notice = _said(upto, season, _label_of(review), cut.count, named)
    if beyond:
        field = beyond
        notice = f"{phrase(named, 'edition_part', cut.count)} · {_label(named)}: {beyond}"
    data = replace(metadata, spoilers=field, fields=())
    return Edition(replace(edition, metadata=data), cut.count, notice, beyond)


def told(edition: Edition, format: str) -> list[Diagnostic]:
    """Return a warning (RF513) about what an edition leaves out; nothing if it is complete."""
    if not edition.left_out and not edition.beyond:
        return []
    number = edition.left_out or "no"
    said = f"{number} {'passage is' if number == 1 else 'passages are'} left out of {format}"
    if not edition.beyond:
        message = f"{said} to avoid spoilers"
        return [Diagnostic("RF513", message, severity=Severity.WARNING)]
    message = (
        f"{said}; the field `Spoilers` says that the text tells more: {quoted(edition.beyond)}"
    )
    help_ = "mark what tells more, as in ||the end||, or head its section by its episode"
    return [Diagnostic("RF513", message, severity=Severity.WARNING, help=help_)]


# -- how far ----------------------------------------------------------------------------------


def _season(review: Review) -> int:
    """Return the reviewed season; a work without seasons counts as its first season."""
    named = (review.title.season, *(guide.season for guide in review.guides))
    return next((one for one in named if one is not None), 1)


def _is_all(shown: Sequence[Sequence[bool]], upto: UpTo, season: int) -> bool:
    """Tell whether a reader has seen everything in the guides of a review."""
    if any(shown):
        return all(map(all, shown))
    return upto.season is not None and season < upto.season


def _label_of(review: Review) -> str:
    """Return the label that a review counts by: that of its first numbered entry."""
    labels = (one.label for one in review.episodes if one.label in COUNTED)
    return next(labels, None) or EPISODE


def _said(upto: UpTo, own: int, label: str, count: int, language: str | None) -> tuple[str, str]:
    """Return the author's warning about spoilers, and the notice."""
    if not upto.number and upto.season in (None, own):
        return printed(language, "spoilers_none"), phrase(language, "edition_start", count)
    place = entry_label(language, label, upto.number, None)
    if upto.season not in (None, own):
        place = f"{season_word(language, upto.season or own)}, {place}"
    return phrase(language, "spoilers_to", place), phrase(language, "edition", place, count)


def _beyond(said: str | None, upto: UpTo, own: int) -> str:
    """Return the author's warning about spoilers, unless it names an episode that has been seen."""
    words = built_in()
    if not said or fold(said) in known_words("spoilers_none"):
        return ""
    places = [one.start() for one in words.label.finditer(said)]
    found = read_label(said[places[-1] :], words) if places else None
    if found is None or found.label not in COUNTED:
        return said
    season, at = found.season, 0
    while season is None and (named := words.season_name.search(said, at)) is not None:
        season, at = words.season_of(named[0]), named.start() + 1
    entry = Episode(EPISODE, exact(found.number_end or found.number))
    (is_seen,) = are_seen(Guide(season, (entry,)), upto, own)
    return "" if is_seen else said


def _label(language: str | None) -> str:
    return built_in().word(language, "fields", "spoilers")
