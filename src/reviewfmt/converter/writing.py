"""Review -> a format, and what a conversion to it leaves out."""

from __future__ import annotations

from collections.abc import Mapping

from reviewfmt.converter.formats import row_of
from reviewfmt.converter.overrides import with_metadata
from reviewfmt.converter.pandoc import write_document
from reviewfmt.converter.publication import epoch, package, undated
from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.fields import TITLE_FIELDS
from reviewfmt.model import Figure, Review, Title, walk
from reviewfmt.pandoc_ast import front_matter, shows_picture, to_pandoc
from reviewfmt.violation import Path


def write(
    review: Review,
    format: str,
    *,
    metadata: Mapping[str, str] | None = None,
    own: Mapping[Path, object] | None = None,
) -> bytes:
    """Return the valid `review` in `format`: UTF-8 with LF, or the bytes of a binary format.

    `metadata` overrides fields (see `with_metadata`); `own` are the `x_` keys of a JSON document,
    which only JSON holds. The bytes depend on nothing but the
    arguments and SOURCE_DATE_EPOCH, the date written where a format wants one; without it that is
    the day of publication, or else 1980-01-01. Raises ReviewError: RF500 for a request that no
    format can meet, RF501 when pandoc could not be run, RF502 when it failed.
    """
    row = row_of(format)
    if metadata:
        review = with_metadata(review, metadata)
    if row.name == "review":
        from reviewfmt.writer import dumps

        text: str = dumps(review)
        return text.encode()
    if row.name == "json":
        from reviewfmt.document import write_json

        return write_json(review, own=own).encode()
    document = to_pandoc(review, row.shape, overrules(review.title))
    if row.name == "epub":
        document["meta"] |= package(review)
    made = write_document(row, document, epoch(review.metadata.published))
    if row.name == "epub" and review.metadata.published is None:
        return undated(made)
    if row.shape.front_matter:
        from reviewfmt.converter.front_matter import written

        front = written(front_matter(review, overrules(review.title)))
        return front.encode() + b"\n" + made
    return made


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
    review: Review, format: str, own: Mapping[Path, object] | None = None
) -> list[Diagnostic]:
    """Return a warning for each kind of thing in `review` that `format` does not carry.

    RF503 boilerplate, RF504 comments, RF506 the `x_` keys of a JSON document (`own`), RF509
    pictures, and the cover of a book, of which only the address is carried; each says how many.
    """
    row = row_of(format)
    pictures = sum(
        isinstance(node, Figure) and not (row.text or shows_picture(node, row.shape))
        for node in walk(review)
    )
    pictures += row.name == "epub" and review.metadata.cover is not None
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
            message = f"{count} {noun} {verb} left out of {row.name}"
            found.append(Diagnostic(code, message, severity=Severity.WARNING))
    if pictures:
        noun = "picture is" if pictures == 1 else "pictures are"
        message = f"{pictures} {noun} not embedded in {row.name}, which holds the address alone"
        found.append(Diagnostic("RF509", message, severity=Severity.WARNING))
    return found
