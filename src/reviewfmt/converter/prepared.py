"""Prepares a conversion for pandoc, and finishes what pandoc writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from reviewfmt.converter.formats import Format, refused, row_of
from reviewfmt.converter.language import language_of
from reviewfmt.converter.overrides import with_metadata
from reviewfmt.converter.pictures.cover import CoverError, Picture, cover_of
from reviewfmt.converter.pictures.embedded import pictures_of
from reviewfmt.converter.publication import epoch
from reviewfmt.converter.stamp import stamped
from reviewfmt.fields import TITLE_FIELDS
from reviewfmt.model import Review, Title
from reviewfmt.pandoc_ast import COVER, Cover, Marks, front_matter, publish, to_pandoc
from reviewfmt.theme import DEFAULT, Look
from reviewfmt.violation import Path

Around: TypeAlias = Callable[[str, Review], str]
"""A function that makes a page from the body of a review."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A review that is ready for pandoc, or written already.

    `made` are the bytes of the output if pandoc is not needed. Otherwise `document` is the AST that
    pandoc writes by `row`, with `epoch` as SOURCE_DATE_EPOCH, and `finish` turns the bytes that
    pandoc returns into the output. `pictures` are the pictures in the output by their names.
    """

    row: Format
    made: bytes | None = None
    document: Mapping[str, Any] | None = None
    epoch: int = 0
    finish: Callable[[bytes], bytes] = bytes
    pictures: Mapping[str, Picture] = field(default_factory=dict)


def prepare(
    review: Review,
    format: str,
    *,
    metadata: Mapping[str, str] | None = None,
    own: Mapping[Path, object] | None = None,
    language: str | None = None,
    folder: str | None = None,
    profile: str | None = None,
    look: Look = DEFAULT,
    around: Around | None = None,
    notice: str = "",
) -> Prepared:
    """Return the valid `review`, converted as far as possible without pandoc.

    The parameters are those of `write`. `look` is for a page or a book. `around` makes the output
    from the body of a page or a chapter, in place of the usual page or book; the output then has no
    mark. A chapter shows its cover at the address `COVER`. `notice` is for the head of a page or a
    book: what an edition leaves out. Raises ReviewError (RF500) for a request that no format can
    fulfil.
    """
    row = row_of(format)
    if profile is not None and not row.shape.front_matter:
        raise refused("RF500", f"{format} has no front matter, and so no profile {profile}")
    if metadata:
        review = with_metadata(review, metadata)
    if row.name == "review":
        from reviewfmt.writer import dumps

        text: str = dumps(review)
        return Prepared(row, text.encode())
    if row.name == "json":
        from reviewfmt.document import write_json

        return Prepared(row, write_json(review, own=own).encode())
    assumed = assumed_language(review, row, language)
    pictures = pictures_of(review, row.name, folder)
    shape = row.shape if pictures is None else replace(row.shape, held=pictures.named)
    meta = None if row.whole else _NO_TERMS
    document = to_pandoc(review, shape, overrules(review.title), assumed, meta)
    shown = None
    if row.name == "html" or around is not None:
        shown = _cover(review, folder)
    if shape.marks is Marks.CLASSES:
        publish(document, review, shape, assumed, _outline(shown), notice)
    if row.name == "epub":
        from reviewfmt.converter.book import with_title_id

        document = with_title_id(document)
    inside = {} if pictures is None else pictures.inside
    if shown is not None:
        inside = {**inside, COVER: shown}
    finish = _finish(review, row, assumed, folder, profile, inside, look, around)
    if around is not None:
        when = epoch(review.metadata.published)
        return Prepared(row, None, document, when, finish, inside)
    return Prepared(
        row,
        None,
        document,
        epoch(review.metadata.published),
        lambda made: stamped(finish(made), row),
    )


_NO_TERMS = {"lang": {"t": "MetaString", "c": "zxx"}}
"""The metadata of a text alone: `zxx` (no language) keeps pandoc from adding translated terms."""


def _finish(
    review: Review,
    row: Format,
    language: str | None,
    folder: str | None,
    profile: str | None,
    pictures: Mapping[str, Picture],
    look: Look,
    around: Around | None,
) -> Callable[[bytes], bytes]:
    """Return the function that makes the output of `row` from what pandoc writes."""
    if row.name == "html":
        shown = pictures.get(COVER)
        if around is None:
            return lambda made: _page(_with_cover(made.decode(), shown), review, language, look)
        return lambda made: around(_with_cover(made.decode(), shown), review).encode()
    if row.name == "epub":
        from reviewfmt.converter.book import book

        if around is not None:
            return lambda made: around(made.decode(), review).encode()
        return lambda made: book(made, review, _cover(review, folder), language, pictures, look)
    if row.name == "docx":
        from reviewfmt.converter.office.word import finished_docx

        return lambda made: finished_docx(made, review, pictures)
    if row.name == "odt":
        from reviewfmt.converter.office.word import finished_odt

        return lambda made: finished_odt(made, review, pictures)
    if row.name == "rst":
        from reviewfmt.converter.underlines import lengthened

        return lengthened
    if row.shape.front_matter:
        front = _front_matter(review, profile)
        return lambda made: front + made
    return bytes


def _page(body: str, review: Review, language: str | None, look: Look) -> bytes:
    from reviewfmt.converter.variables import page_of
    from reviewfmt.theme import ThemeError

    try:
        return page_of(body, review, language, look).encode()
    except ThemeError as error:
        raise refused("RF500", str(error)) from error


def _front_matter(review: Review, profile: str | None) -> bytes:
    from reviewfmt.converter.markdown.front_matter import written
    from reviewfmt.converter.markdown.profiles import profile_of, profiled

    front = front_matter(review, overrules(review.title))
    if profile is not None:
        front = profiled(review, front, profile_of(profile))
    return written(front).encode() + b"\n"


def assumed_language(review: Review, row: Format, language: str | None) -> str | None:
    """Return the language of an output that must name one, if the review names none."""
    if review.metadata.language or row.shape.marks is not Marks.CLASSES:
        return None
    return language or language_of(review) or "en"


def _cover(review: Review, folder: str | None) -> Picture | None:
    """Return the cover of a page or a book; `losses` reports why there is none."""
    try:
        return cover_of(review, folder)
    except CoverError:
        return None


def _outline(cover: Picture | None) -> Cover | None:
    """Return the data of a cover for the head of a page."""
    return None if cover is None else Cover(*cover.size, cover.alt or "")


def _with_cover(body: str, cover: Picture | None) -> str:
    """Return the text of a page with its cover embedded, so that it needs no other file."""
    body = body.rstrip("\n")
    if cover is None:
        return body
    from base64 import b64encode

    shown = f"data:{cover.type};base64,{b64encode(cover.data).decode()}"
    image = '<img class="cover" src="'
    return body.replace(f'{image}{COVER}"', f'{image}{shown}"', 1)


def overrules(title: Title) -> dict[str, str]:
    """Return the values of a title that its line alone would not give; "" stands for None."""
    from reviewfmt.parser.title import read_title
    from reviewfmt.syntax.words import built_in

    named = read_title(title.text, built_in())
    values = {field.name: getattr(title, field.name) for field in TITLE_FIELDS}
    return {
        name: "" if value is None else str(value)
        for name, value in values.items()
        if value != getattr(named, name)
    }
