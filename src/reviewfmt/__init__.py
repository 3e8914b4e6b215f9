r"""Reviews of series in plain text: read, check, write and convert them.

    >>> import reviewfmt
    >>> review = reviewfmt.loads("A Show Review – good\n\nIt is good.\n\nVerdict - 7/10\n")
    >>> review.work, str(review.verdict.score.value)
    ('A Show', '7')

Everything here is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from reviewfmt.comparison import Change as Change
    from reviewfmt.comparison import changes as changes
    from reviewfmt.diagnostic import Diagnostic as Diagnostic
    from reviewfmt.diagnostic import Edit as Edit
    from reviewfmt.diagnostic import Fix as Fix
    from reviewfmt.diagnostic import ReviewError as ReviewError
    from reviewfmt.diagnostic import Severity as Severity
    from reviewfmt.formatter import format_text as format
    from reviewfmt.linter import check as check
    from reviewfmt.model import Block as Block
    from reviewfmt.model import Boilerplate as Boilerplate
    from reviewfmt.model import Comment as Comment
    from reviewfmt.model import Episode as Episode
    from reviewfmt.model import Field as Field
    from reviewfmt.model import Guide as Guide
    from reviewfmt.model import GuideHeading as GuideHeading
    from reviewfmt.model import Heading as Heading
    from reviewfmt.model import Item as Item
    from reviewfmt.model import ItemList as ItemList
    from reviewfmt.model import Leaf as Leaf
    from reviewfmt.model import Metadata as Metadata
    from reviewfmt.model import Paragraph as Paragraph
    from reviewfmt.model import Rating as Rating
    from reviewfmt.model import Review as Review
    from reviewfmt.model import Score as Score
    from reviewfmt.model import SeasonLine as SeasonLine
    from reviewfmt.model import Section as Section
    from reviewfmt.model import Span as Span
    from reviewfmt.model import Title as Title
    from reviewfmt.model import Verdict as Verdict
    from reviewfmt.parser import Parsed as Parsed
    from reviewfmt.parser import parse as parse
    from reviewfmt.printer import print_review as dumps

__version__ = "0.1.0"

_HOMES: dict[str, tuple[str, str]] = {
    "Block": ("model", "Block"),
    "Boilerplate": ("model", "Boilerplate"),
    "Comment": ("model", "Comment"),
    "Episode": ("model", "Episode"),
    "Field": ("model", "Field"),
    "Guide": ("model", "Guide"),
    "GuideHeading": ("model", "GuideHeading"),
    "Heading": ("model", "Heading"),
    "Item": ("model", "Item"),
    "ItemList": ("model", "ItemList"),
    "Leaf": ("model", "Leaf"),
    "Metadata": ("model", "Metadata"),
    "Paragraph": ("model", "Paragraph"),
    "Rating": ("model", "Rating"),
    "Review": ("model", "Review"),
    "Score": ("model", "Score"),
    "SeasonLine": ("model", "SeasonLine"),
    "Section": ("model", "Section"),
    "Span": ("model", "Span"),
    "Title": ("model", "Title"),
    "Verdict": ("model", "Verdict"),
    "Diagnostic": ("diagnostic", "Diagnostic"),
    "Edit": ("diagnostic", "Edit"),
    "Fix": ("diagnostic", "Fix"),
    "ReviewError": ("diagnostic", "ReviewError"),
    "Severity": ("diagnostic", "Severity"),
    "Parsed": ("parser", "Parsed"),
    "parse": ("parser", "parse"),
    "dumps": ("printer", "print_review"),
    "check": ("linter", "check"),
    "format": ("formatter", "format_text"),
    "Change": ("comparison", "Change"),
    "changes": ("comparison", "changes"),
}
"""The module and the name there of each public name that is not defined below."""

__all__ = [
    "Block",
    "Boilerplate",
    "Change",
    "Comment",
    "Diagnostic",
    "Edit",
    "Episode",
    "Field",
    "Fix",
    "Guide",
    "GuideHeading",
    "Heading",
    "Item",
    "ItemList",
    "Leaf",
    "Metadata",
    "Paragraph",
    "Parsed",
    "Rating",
    "Review",
    "ReviewError",
    "Score",
    "SeasonLine",
    "Section",
    "Severity",
    "Span",
    "Title",
    "Verdict",
    "changes",
    "check",
    "convert",
    "dumps",
    "format",
    "from_json",
    "load",
    "loads",
    "parse",
    "to_json",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home, there = _HOMES[name]
    value = getattr(import_module(f"{__name__}.{home}"), there)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})


def loads(text: str) -> Review:
    """Read the text of a review.

    Raises ReviewError, which holds every diagnostic, where there is an error among them.
    """
    return _whole(text, None)


def load(path: str | os.PathLike[str]) -> Review:
    """Read a review from a file: UTF-8, or UTF-16 with a byte order mark.

    Raises ReviewError, its diagnostics with the path on them, and OSError as `open` does.
    """
    from dataclasses import replace
    from os import fspath

    from reviewfmt.diagnostic import ReviewError
    from reviewfmt.source import decode

    name = fspath(path)
    with open(name, "rb") as file:
        data = file.read()
    try:
        text = decode(data)
        del data  # a large file is held once, not twice, while it is read
        return _whole(text, name)
    except ReviewError as error:
        raise ReviewError(replace(one, path=name) for one in error.diagnostics) from None


def _whole(text: str, path: str | None) -> Review:
    from dataclasses import replace

    from reviewfmt.diagnostic import ReviewError, Severity
    from reviewfmt.parser import parse

    parsed = parse(text)
    if any(found.severity is Severity.ERROR for found in parsed.diagnostics):
        raise ReviewError(replace(found, path=path) for found in parsed.diagnostics)
    return parsed.review


def to_json(review: Review) -> dict[str, Any]:
    """Return the JSON document of a review, as data for `json.dumps` (docs/spec.md, "JSON")."""
    from reviewfmt.document import to_data

    return to_data(review)


def from_json(data: Mapping[str, Any] | str) -> Review:
    """Return the review that a JSON document says: data as `json.loads` gives it, or its text.

    Raises ReviewError, with a diagnostic for each place that is against the schema (RF203), or
    that no review text says (RF204).
    """
    if isinstance(data, str):
        from reviewfmt.converter import read

        return read(data.encode("utf-8", "surrogatepass"), "json")
    from reviewfmt.diagnostic import Diagnostic, ReviewError
    from reviewfmt.document import from_data
    from reviewfmt.text_form import no_text_form, text_form

    review = from_data(data)
    _, differs = text_form(review)
    if differs:
        raise ReviewError(Diagnostic("RF204", no_text_form(place)) for place in differs)
    return review


@overload
def convert(
    source: str | bytes | Review,
    to: Literal["review", "json", "markdown", "html"] = ...,
    from_: str = ...,
) -> str: ...
@overload
def convert(
    source: str | bytes | Review, to: Literal["epub", "docx", "odt"], from_: str = ...
) -> bytes: ...
@overload
def convert(source: str | bytes | Review, to: str, from_: str = ...) -> str | bytes: ...
def convert(source: str | bytes | Review, to: str = "html", from_: str = "review") -> str | bytes:
    """Convert a document, given as its text or bytes, or a review, to the format `to`.

    Returns text, or bytes for a binary format such as "epub". Raises ReviewError where the
    source does not read or cannot be written, and ValueError for a format that is not known.
    """
    from reviewfmt.converter import FORMATS, read, write
    from reviewfmt.model import Review

    for name in (to, from_):
        if name not in FORMATS:
            raise ValueError(f'unknown format "{name}"; known are {", ".join(FORMATS)}')
    if isinstance(source, Review):
        review = source
    else:
        review = read(source.encode() if isinstance(source, str) else source, from_)
    data = write(review, to)
    return data if FORMATS[to].binary else data.decode()
