"""Writes what surrounds the HTML that pandoc writes: a separate page, or a page of a book."""

from __future__ import annotations

from reviewfmt.addresses import is_web
from reviewfmt.characters import LANGUAGE_TAG
from reviewfmt.converter.cards import cards
from reviewfmt.converter.seen import description
from reviewfmt.identity import licence_address
from reviewfmt.model import FIELDS, Review
from reviewfmt.pandoc_ast import is_right_to_left
from reviewfmt.syntax import inline


def escaped(text: str) -> str:
    """Return `text` escaped for the text or an attribute of XML and HTML."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")


def keywords(review: Review) -> list[str]:
    """Return the values of all fields that are lists of keywords."""
    lists = (getattr(review.metadata, one.name) for one in FIELDS if one.has_keywords)
    return [value for values in lists for value in values]


def plain_title(review: Review) -> str:
    """Return the title without marks; a page without a title gets a substitute."""
    return inline.plain(review.title.text) or "Untitled"


def title_of(review: Review) -> str:
    """Return the title without marks, escaped."""
    return escaped(inline.plain(review.title.text))


def spoken(language: str | None, *, xml: bool = False) -> str:
    """Return a language and its direction as attributes, each after a space."""
    said = ""
    if language and LANGUAGE_TAG.fullmatch(language):
        said = f' lang="{language}"' + (f' xml:lang="{language}"' if xml else "")
    return said + (' dir="rtl"' if is_right_to_left(language) else "")


def metas(review: Review, language: str | None) -> str:
    """Return the elements that describe the review in the head of a page, each on its own line.

    `language` is used if the review names none.
    """
    data = review.metadata
    said = [
        ("name", "author", data.author),
        ("name", "dcterms.date", str(data.published) if data.published else None),
        ("name", "keywords", ", ".join(keywords(review))),
        ("name", "description", description(review)),
        *cards(review, language),
    ]
    return "".join(
        f'  <meta {by}="{name}" content="{escaped(value)}">\n' for by, name, value in said if value
    )


def links(review: Review) -> str:
    """Return the other addresses of the page, and the address of its licence, as elements."""
    data = review.metadata
    canonical = data.canonical if data.canonical and is_web(data.canonical) else None
    licence = licence_address(data.licence) if data.licence else None
    return "".join(
        f'  <link rel="{name}" href="{escaped(address)}">\n'
        for name, address in (("canonical", canonical), ("license", licence))
        if address
    )


def book_page(body: str, title: str, kind: str, language: str, sheet: str) -> str:
    """Return a page of XHTML for a book.

    `title` is escaped, and `sheet` is the path of the style sheet.
    """
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f"{spoken(language, xml=True)}>\n<head>\n"
        '  <meta charset="utf-8" />\n'
        '  <meta name="generator" content="reviewfmt" />\n'
        f"  <title>{title}</title>\n"
        f'  <link rel="stylesheet" type="text/css" href="{sheet}" />\n'
        f'</head>\n<body epub:type="{kind}">\n{body}\n</body>\n</html>\n'
    )
