"""Reads reviews from documents of any format: its own reader, or the reader of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewfmt.converter import Reading
    from reviewfmt.diagnostic import Diagnostic
    from reviewfmt.syntax.words import Words

_PAGE = "page"


def read_source(
    data: bytes,
    format: str,
    path: str | None = None,
    *,
    limit: int | None = None,
    words: Words | None = None,
) -> Reading:
    """Return the review that `data` holds in `format`, with its losses.

    The reader of pages reads data whose format is `page`, and HTML whose structure is not that of a
    review. The parameters and exceptions are those of `converter.read_document`.
    """
    if format in (_PAGE, "html"):
        from reviewfmt.pages.documents import read_document
    else:
        from reviewfmt.converter import read_document
    return read_document(data, format, path, limit=limit, words=words)


def read_to_publish(
    data: bytes,
    format: str,
    path: str,
    *,
    lenient: bool,
    name: str,
    limit: int | None = None,
    words: Words | None = None,
) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """Return the review that `data` holds in `format`, and the errors that are tolerated.

    No errors are tolerated without `lenient`, nor in a page of another site. The parameters are
    those of `converter.lenient.read_leniently`, and so are the exceptions.
    """
    if lenient and format != _PAGE:
        from reviewfmt.converter.lenient import read_leniently

        return read_leniently(data, format, path, name=name, limit=limit, words=words)
    return read_source(data, format, path, limit=limit, words=words), ()
