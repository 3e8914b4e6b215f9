"""Review -> a format, and what a conversion to it leaves out."""

from __future__ import annotations

from collections.abc import Mapping

from reviewfmt.converter.formats import refused, row_of
from reviewfmt.converter.overrides import with_metadata
from reviewfmt.converter.pandoc import write_document
from reviewfmt.converter.publication import epoch, package
from reviewfmt.diagnostic import Diagnostic, Severity
from reviewfmt.model import Review
from reviewfmt.pandoc_ast import to_pandoc
from reviewfmt.text_form import text_form


def write(review: Review, format: str, *, metadata: Mapping[str, str] | None = None) -> bytes:
    """Return the valid `review` in `format`: UTF-8 with LF, or the bytes of a binary format.

    `metadata` overrides fields (see `with_metadata`). The bytes depend on nothing but the
    arguments and SOURCE_DATE_EPOCH, the date written where a format wants one; without it that is
    the day of publication, or else 1980-01-01. Raises ReviewError: RF500 for a request that no
    format can meet, RF501 when pandoc could not be run, RF502 when it failed.
    """
    row = row_of(format)
    if metadata:
        review = with_metadata(review, metadata)
    if row.name == "review":
        return _verified(review).encode()
    if row.name == "json":
        from reviewfmt.document import write_json

        return write_json(review).encode()
    document = to_pandoc(review, row.shape)
    if row.name == "epub":
        document["meta"] |= package(review)
    return write_document(row, document, epoch(review.metadata.published))


def _verified(review: Review) -> str:
    """Return the canonical text of a review; RF121 where it would read as another one."""
    parsed, differs = text_form(review)
    if differs:
        message = "the canonical text would read as another review, and is not written"
        raise refused("RF121", message, "please report this review: it is a fault of the writer")
    return parsed.text


def losses(review: Review, format: str) -> list[Diagnostic]:
    """Return a warning for each kind of thing in `review` that `format` does not carry.

    RF503 boilerplate, RF504 comments, RF505 unknown fields; each says how many.
    """
    row = row_of(format)
    left_out = {
        "RF503": (len(review.boilerplate), "line", "lines", "of boilerplate"),
        "RF504": (len(review.comments), "comment", "comments", ""),
        "RF505": (len(review.metadata.unknown), "unknown field", "unknown fields", ""),
    }
    carried = {"review": set(left_out), "json": {"RF503"}}.get(row.name, set())
    found = []
    for code, (count, singular, plural, what) in left_out.items():
        if count and code not in carried:
            noun = f"{singular if count == 1 else plural} {what}".rstrip()
            verb = "is" if count == 1 else "are"
            message = f"{count} {noun} {verb} left out of {row.name}"
            found.append(Diagnostic(code, message, severity=Severity.WARNING))
    return found
