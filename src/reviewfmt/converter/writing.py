"""Review -> a format, and what a conversion to it leaves out."""

from __future__ import annotations

from collections.abc import Mapping

from reviewfmt.converter.cover import CoverError, Picture, cover_of
from reviewfmt.converter.formats import Format, refused, row_of
from reviewfmt.converter.language import language_of
from reviewfmt.converter.overrides import with_metadata
from reviewfmt.converter.pandoc import write_document
from reviewfmt.converter.publication import UNDATED, epoch, finished, is_dated, package
from reviewfmt.converter.word import finished_docx, finished_odt
from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.fields import TITLE_FIELDS
from reviewfmt.model import Figure, Review, Title, walk
from reviewfmt.pandoc_ast import Marks, front_matter, shows_picture, to_pandoc
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
) -> bytes:
    """Return the valid `review` in `format`: UTF-8 with LF, or the bytes of a binary format.

    `metadata` overrides fields (see `with_metadata`); `own` are the `x_` keys of a JSON document,
    which only JSON holds. `language` is what a page or a book says where the review names none;
    without it the language of the keywords, else English. `folder` is the one that the review
    stands in, in which a book finds its cover. `profile` names the program whose front matter
    Markdown has (see `profiles`). The bytes depend on nothing but the arguments, the
    cover and SOURCE_DATE_EPOCH. Raises ReviewError: RF500 for a request that no format can meet,
    RF501 when pandoc could not be run, RF502 when it failed.
    """
    row = row_of(format)
    if profile is not None and not row.shape.front_matter:
        raise refused("RF500", f"{format} has no front matter, and so no profile {profile}")
    if metadata:
        review = with_metadata(review, metadata)
    if row.name == "review":
        from reviewfmt.writer import dumps

        text: str = dumps(review)
        return text.encode()
    if row.name == "json":
        from reviewfmt.document import write_json

        return write_json(review, own=own).encode()
    assumed = _assumed(review, row, language)
    document = to_pandoc(review, row.shape, overrules(review.title), assumed)
    if row.name == "epub":
        document["meta"] |= package(review, assumed)
    made = write_document(row, document, epoch(review.metadata.published))
    if row.name == "epub":
        return finished(made, review, _cover(review, folder), assumed)
    if row.name == "docx":
        return finished_docx(made, review)
    if row.name == "odt":
        return finished_odt(made, review)
    if row.shape.front_matter:
        from reviewfmt.converter.front_matter import written
        from reviewfmt.converter.profiles import profile_of, profiled

        front = front_matter(review, overrules(review.title))
        if profile is not None:
            front = profiled(review, front, profile_of(profile))
        return written(front).encode() + b"\n" + made
    return made


def _assumed(review: Review, row: Format, language: str | None) -> str | None:
    """Return the language that an output says, where it must say one and the review does not."""
    if review.metadata.language or row.shape.marks is not Marks.CLASSES:
        return None
    return language or language_of(review) or "en"


def _cover(review: Review, folder: str | None) -> Picture | None:
    """Return the cover of a book; `losses` reports why there is none."""
    try:
        return cover_of(review, folder)
    except CoverError:
        return None


def overrules(title: Title) -> dict[str, str]:
    """Return what a title says by its fields, for its line does not say it; "" for none."""
    from reviewfmt.parser.title import read_title
    from reviewfmt.syntax.words import built_in

    named = read_title(title.text, built_in())
    values = {field.name: getattr(title, field.name) for field in TITLE_FIELDS}
    return {
        name: "" if value is None else str(value)
        for name, value in values.items()
        if value != getattr(named, name)
    }


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
    pictures = sum(
        isinstance(node, Figure) and not (row.text or shows_picture(node, row.shape))
        for node in walk(review)
    )
    if pictures:
        noun = "picture is" if pictures == 1 else "pictures are"
        message = f"{pictures} {noun} not embedded in {row.name}, which holds the address alone"
        found.append(_warning("RF509", message))
    if row.name == "epub":
        found += _missing_in_book(review, folder)
    unknown = _assumed(review, row, language) and not (language or language_of(review))
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
            message = "no text stands for the cover, and the title does so in its place"
            help_ = f"say it by a figure of the review: ![What it shows]({review.metadata.cover})"
            found.append(_warning("RF510", message, help_))
    if not is_dated(review):
        message = f"no date is named, and epub must say when it was changed: it says {UNDATED}"
        help_ = "add a line such as Published: 2024-04-11, or set SOURCE_DATE_EPOCH"
        found.append(_warning("RF511", message, help_))
    return found


def _warning(code: str, message: str, help_: str | None = None) -> Diagnostic:
    return Diagnostic(code, message, severity=Severity.WARNING, help=help_)
