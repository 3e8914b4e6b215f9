"""Makes the EPUB of one review: a book of one chapter, whose HTML pandoc writes.

pandoc's own EPUB writer takes many times as long, because it writes every heading of the table of
contents as a separate document.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from reviewfmt.characters import LANGUAGE_TAG
from reviewfmt.converter.covers import drawn_cover
from reviewfmt.converter.epub.contents import Landmark, entries_of
from reviewfmt.converter.epub.package import Facts, Seen
from reviewfmt.converter.epub.volume import Front, Part, Volume, bound, media_of, page_path
from reviewfmt.converter.heads import escaped, keywords, title_of
from reviewfmt.converter.pictures.cover import Picture
from reviewfmt.converter.publication import content_of, epoch, modified
from reviewfmt.identity import licence_address
from reviewfmt.model import FIELDS, Figure, Review, walk
from reviewfmt.pandoc_ast.printed import field_word, printed
from reviewfmt.syntax import inline
from reviewfmt.theme import DEFAULT, Look, styles

TITLE_ID = "title"
"""The id of the heading that is the title; sections have their own ids."""

UNTITLED = "Untitled"
"""The title of a book whose review has no title; a book must have one."""

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "reviewfmt")
"""The namespace of the identifiers of books."""

_CHAPTER = "ch001"
_COVER_FIELD = next(one for one in FIELDS if one.name == "cover")


def with_title_id(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document whose title, if it has one, has an id that a link can lead to."""
    match document["blocks"]:
        case [{"t": "Header", "c": [1, [_, *marks], inlines]}, *rest]:
            head = {"t": "Header", "c": [1, [TITLE_ID, *marks], inlines]}
            return {**document, "blocks": [head, *rest]}
    return document


def book(
    chapter: bytes,
    review: Review,
    cover: Picture | None = None,
    language: str | None = None,
    pictures: Mapping[str, Picture] | None = None,
    look: Look = DEFAULT,
) -> bytes:
    """Return the EPUB of a review whose text is `chapter`, with its cover.

    `pictures` are the pictures of the chapter by their names. `look` has the style sheet. If there
    is no cover, one is drawn. `language` is used if the review names none; the default is English.
    Everything that the book says about itself comes from the review, so the same review gives the
    same bytes.
    """
    language = book_language(review, language)
    content = content_of(review)
    body = chapter.decode().strip("\n")
    title = title_of(review)
    path = page_path(_CHAPTER)
    front = Front(cover) if cover is not None else Front(*drawn_cover(review, language))
    seen = Seen(bool(pictures), all_said(review), "<svg" in body, front.alt is not None)
    volume = Volume(
        facts_of(review, language, content),
        seen,
        (Part(_CHAPTER, title, body, language),),
        entries_of(body, path, title or UNTITLED),
        title,
        landmarks(language, title or UNTITLED, path),
        escaped(printed(language, "contents")),
        f"{styles(look)}\n",
        front,
        media_of(pictures or {}),
    )
    return bound(volume, epoch(review.metadata.published))


def book_language(review: Review, language: str | None) -> str:
    """Return the language of a review as a book names it; `language` if the review names none."""
    named = review.metadata.language
    return named if named and LANGUAGE_TAG.fullmatch(named) else language or "en"


def facts_of(review: Review, language: str, content: str) -> Facts:
    """Return what the book of a review says about itself; `content` is the whole content."""
    data = review.metadata
    return Facts(
        title_of(review),
        language,
        f"urn:uuid:{uuid.uuid5(NAMESPACE, content)}",
        modified(review, content),
        None if data.published is None else str(data.published),
        (data.author,) if data.author else (),
        tuple(keywords(review)),
        inline.plain(review.title.tagline or ""),
        data.licence,
        licence_address(data.licence) if data.licence else None,
    )


def all_said(review: Review) -> bool:
    """Tell whether each figure of a review has an alternative text."""
    return all(node.alt for node in walk(review) if isinstance(node, Figure))


def landmarks(language: str, title: str, first: str) -> tuple[Landmark, ...]:
    """Return the landmarks of any book.

    `title` is XML, and `first` is the path at which the text begins. The table of contents is left
    out if it is not a page of the book.
    """
    cover = escaped(field_word(language, _COVER_FIELD))
    return (
        Landmark("cover", cover, page_path("cover")),
        Landmark("bodymatter", title, first),
    )
