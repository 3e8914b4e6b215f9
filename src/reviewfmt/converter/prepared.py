"""What is done of a conversion before pandoc writes, and what is left to do after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reviewfmt.converter.cover import CoverError, Picture, cover_of
from reviewfmt.converter.formats import Format, refused, row_of
from reviewfmt.converter.heads import page
from reviewfmt.converter.language import language_of
from reviewfmt.converter.overrides import with_metadata
from reviewfmt.converter.pictures import pictures_of
from reviewfmt.converter.publication import epoch
from reviewfmt.converter.stamp import stamped
from reviewfmt.fields import TITLE_FIELDS
from reviewfmt.model import Review, Title
from reviewfmt.pandoc_ast import COVER, Cover, Marks, front_matter, publish, to_pandoc
from reviewfmt.violation import Path


@dataclass(frozen=True, slots=True)
class Prepared:
    """A review that is ready for pandoc to write, or is written already.

    `made` are the bytes of the output where no pandoc is needed. Else `document` is the AST that
    pandoc writes as `row` says, with `epoch` as SOURCE_DATE_EPOCH, and `finish` makes the output
    of the bytes that pandoc gives.
    """

    row: Format
    made: bytes | None = None
    document: Mapping[str, Any] | None = None
    epoch: int = 0
    finish: Callable[[bytes], bytes] = bytes


def prepare(
    review: Review,
    format: str,
    *,
    metadata: Mapping[str, str] | None = None,
    own: Mapping[Path, object] | None = None,
    language: str | None = None,
    folder: str | None = None,
    profile: str | None = None,
) -> Prepared:
    """Return the valid `review` as far as it is made without pandoc; takes what `write` takes.

    Raises ReviewError (RF500) for a request that no format can meet.
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
    shown = _cover(review, folder) if row.name == "html" else None
    if shape.marks is Marks.CLASSES:
        publish(document, review, shape, assumed, _outline(shown))
    if row.name == "epub":
        from reviewfmt.converter.book import with_title_id

        document = with_title_id(document)
    inside = {} if pictures is None else pictures.inside
    if shown is not None:
        inside = {COVER: shown}
    finish = _finish(review, row, assumed, folder, profile, inside)
    return Prepared(
        row,
        None,
        document,
        epoch(review.metadata.published),
        lambda made: stamped(finish(made), row),
    )


_NO_TERMS = {"lang": {"t": "MetaString", "c": "zxx"}}
"""The metadata of a text alone: for a language that is none pandoc reads no terms of it."""


def _finish(
    review: Review,
    row: Format,
    language: str | None,
    folder: str | None,
    profile: str | None,
    pictures: Mapping[str, Picture],
) -> Callable[[bytes], bytes]:
    """Return what makes the output of `row` out of what pandoc writes."""
    if row.name == "html":
        shown = pictures.get(COVER)
        return lambda made: page(_with_cover(made.decode(), shown), review, language).encode()
    if row.name == "epub":
        from reviewfmt.converter.book import book

        return lambda made: book(made, review, _cover(review, folder), language, pictures)
    if row.name == "docx":
        from reviewfmt.converter.word import finished_docx

        return lambda made: finished_docx(made, review, pictures)
    if row.name == "odt":
        from reviewfmt.converter.word import finished_odt

        return lambda made: finished_odt(made, review, pictures)
    if row.shape.front_matter:
        front = _front_matter(review, profile)
        return lambda made: front + made
    return bytes


def _front_matter(review: Review, profile: str | None) -> bytes:
    from reviewfmt.converter.front_matter import written
    from reviewfmt.converter.profiles import profile_of, profiled

    front = front_matter(review, overrules(review.title))
    if profile is not None:
        front = profiled(review, front, profile_of(profile))
    return written(front).encode() + b"\n"


def assumed_language(review: Review, row: Format, language: str | None) -> str | None:
    """Return the language that an output says, where it must say one and the review does not."""
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
    """Return what the head of a page says of its cover."""
    return None if cover is None else Cover(*cover.size, cover.alt or "")


def _with_cover(body: str, cover: Picture | None) -> str:
    """Return the text of a page with its cover inside, so that it needs no other file."""
    body = body.rstrip("\n")
    if cover is None:
        return body
    from base64 import b64encode

    shown = f"data:{cover.type};base64,{b64encode(cover.data).decode()}"
    image = '<img class="cover" src="'
    return body.replace(f'{image}{COVER}"', f'{image}{shown}"', 1)


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
