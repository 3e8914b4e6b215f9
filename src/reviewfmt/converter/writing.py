"""Writes a review in a format, and reports what the conversion leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reviewfmt.addresses import is_web
from reviewfmt.converter.formats import row_of
from reviewfmt.converter.language import language_of
from reviewfmt.converter.pandoc import write_document
from reviewfmt.converter.pictures.cover import CoverError, cover_of, figures_of
from reviewfmt.converter.pictures.embedded import pictures_of
from reviewfmt.converter.prepared import assumed_language, prepare
from reviewfmt.converter.publication import UNDATED, is_dated
from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.model import Review
from reviewfmt.pandoc_ast import shows_picture
from reviewfmt.theme import DEFAULT, Look
from reviewfmt.violation import Path


def write(
    review: Review,
    format: str,
    *,
    metadata: Mapping[str, str] | None = None,
    own: Mapping[Path, object] | None = None,
    language: str | None = None,
    folder: str | None = None,
    profile: str | None = None,
    look: Look = DEFAULT,
    notice: str = "",
) -> bytes:
    """Return the valid `review` in `format`: UTF-8 with LF, or the bytes of a binary format.

    `metadata` overrides fields (see `with_metadata`); `own` are the `x_` keys of a JSON document,
    which only JSON can contain. `language` is for pages and books whose review names none; without
    it, the language of the keywords is used, or else English. `folder` is the folder of the review,
    in which a book finds its cover. `profile` names the program for which Markdown gets its front
    matter (see `profiles`). `look` is for a page or a book, and `notice` is a sentence at its head.
    The bytes depend only on the arguments, the cover and SOURCE_DATE_EPOCH. Raises ReviewError:
    RF500 for a request that no format can fulfil, RF501 if pandoc cannot be run, RF502 if it fails.
    """
    prepared = prepare(
        review,
        format,
        metadata=metadata,
        own=own,
        language=language,
        folder=folder,
        profile=profile,
        look=look,
        notice=notice,
    )
    if prepared.made is not None:
        return prepared.made
    return prepared.finish(write_document(prepared.row, prepared.document or {}, prepared.epoch))


def losses(
    review: Review,
    format: str,
    own: Mapping[Path, object] | None = None,
    *,
    language: str | None = None,
    folder: str | None = None,
    name: str | None = None,
) -> list[Diagnostic]:
    """Return a warning for each kind of part in `review` that `format` cannot contain.

    RF503 is for boilerplate, RF504 for comments, RF506 for the `x_` keys of a JSON document
    (`own`), RF509 for pictures; each gives the number. For a book there are also RF509 for a
    missing cover, RF510 for a cover without alternative text, and RF511 for an unknown date; for a
    page or a book, RF403 for an unknown language. `language` and `folder` are as in `write`. `name`
    is the name of the output in the messages, if that is not `format`.
    """
    row = row_of(format)
    name = name or row.name
    left_out = {
        "RF503": (len(review.boilerplate), "line", "lines", "of boilerplate"),
        "RF504": (len(review.comments), "comment", "comments", ""),
        "RF506": (len(own or ()), "key", "keys", "of the document's own (x_…)"),
    }
    carried = {"review": {"RF503", "RF504"}, "json": {"RF503", "RF506"}}.get(row.name, set())
    found = []
    for code, (count, singular, plural, what) in left_out.items():
        if count and code not in carried:
            noun = f"{singular if count == 1 else plural} {what}".rstrip()
            verb = "is" if count == 1 else "are"
            found.append(_warning(code, f"{count} {noun} {verb} left out of {name}"))
    inside = pictures_of(review, row.name, folder)
    pictures = 0
    for figure in figures_of(review):
        if row.text or shows_picture(figure, row.shape):
            continue
        if inside is None:
            pictures += 1
        elif figure.src in inside.refused:
            message = f"a picture is not embedded in {name}: {inside.refused[figure.src]}"
            found.append(replace(_warning("RF509", message), span=figure.span))
    if pictures:
        noun = "picture is" if pictures == 1 else "pictures are"
        message = f"{pictures} {noun} not embedded in {name}, which holds the address alone"
        found.append(_warning("RF509", message))
    if row.name == "epub":
        found += _missing_in_book(review, folder, name)
    if row.name == "html" and folder is not None and not is_web(review.metadata.cover or ""):
        try:
            cover_of(review, folder)
        except CoverError as error:
            found.append(_warning("RF509", f"the cover is not shown in html: {error}"))
    unknown = assumed_language(review, row, language) and not (language or language_of(review))
    if unknown:
        message = f"no language is named, and {name} must name one: it says en"
        found.append(_warning("RF403", message, "add a line such as Language: en"))
    return found


def _missing_in_book(review: Review, folder: str | None, name: str) -> list[Diagnostic]:
    """Return what a book must have and this one lacks, or has only as a placeholder."""
    found = []
    try:
        cover = cover_of(review, folder)
    except CoverError as error:
        found.append(_warning("RF509", f"the cover is not embedded in {name}: {error}"))
    else:
        if cover is not None and cover.alt is None:
            message = "the cover has no alternative text; the title is used instead"
            help_ = "add a line that says what it shows, such as Cover text: A pier at dusk"
            found.append(_warning("RF510", message, help_))
    if not is_dated(review):
        message = f"no date is named, and epub must say when it was changed: it says {UNDATED}"
        help_ = "add a line such as Published: 2024-04-11, or set SOURCE_DATE_EPOCH"
        found.append(_warning("RF511", message, help_))
    return found


def _warning(code: str, message: str, help_: str | None = None) -> Diagnostic:
    return Diagnostic(code, message, severity=Severity.WARNING, help=help_)
