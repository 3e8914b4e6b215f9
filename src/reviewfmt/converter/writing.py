"""Review -> a format, and what a conversion to it leaves out."""

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
    which only JSON holds. `language` is what a page or a book says where the review names none;
    without it the language of the keywords, else English. `folder` is the one that the review
    is in, in which a book finds its cover. `profile` names the program whose front matter
    Markdown has (see `profiles`). `look` is that of a page or a book, `notice` a sentence at its
    head. The bytes depend on nothing but the arguments, the
    cover and SOURCE_DATE_EPOCH. Raises ReviewError: RF500 for a request that no format can meet,
    RF501 when pandoc could not be run, RF502 when it failed.
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
) -> list[Diagnostic]:
    """Return a warning for each kind of thing in `review` that `format` does not carry.

    RF503 boilerplate, RF504 comments, RF506 the `x_` keys of a JSON document (`own`), RF509
    pictures; each says how many. Of a book also RF509 for the cover that it does not hold, RF510
    for one that no text stands for, RF511 for a date that nobody says; of a page and a book RF403
    where the language is not known. `language` and `folder` are what `write` gets.
    """
    row = row_of(format)
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
            found.append(_warning(code, f"{count} {noun} {verb} left out of {row.name}"))
    inside = pictures_of(review, row.name, folder)
    pictures = 0
    for figure in figures_of(review):
        if row.text or shows_picture(figure, row.shape):
            continue
        if inside is None:
            pictures += 1
        elif figure.src in inside.refused:
            message = f"a picture is not embedded in {row.name}: {inside.refused[figure.src]}"
            found.append(replace(_warning("RF509", message), span=figure.span))
    if pictures:
        noun = "picture is" if pictures == 1 else "pictures are"
        message = f"{pictures} {noun} not embedded in {row.name}, which holds the address alone"
        found.append(_warning("RF509", message))
    if row.name == "epub":
        found += _missing_in_book(review, folder)
    if row.name == "html" and folder is not None and not is_web(review.metadata.cover or ""):
        try:
            cover_of(review, folder)
        except CoverError as error:
            found.append(_warning("RF509", f"the cover is not shown in html: {error}"))
    unknown = assumed_language(review, row, language) and not (language or language_of(review))
    if unknown:
        message = f"no language is named, and {row.name} must name one: it says en"
        found.append(_warning("RF403", message, "add a line such as Language: en"))
    return found


def _missing_in_book(review: Review, folder: str | None) -> list[Diagnostic]:
    """Return what a book must have and this one has not, or has without anybody saying it."""
    found = []
    try:
        cover = cover_of(review, folder)
    except CoverError as error:
        found.append(_warning("RF509", f"the cover is not embedded in epub: {error}"))
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
