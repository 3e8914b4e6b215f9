"""What stands around the text that pandoc writes as HTML: a page of its own, a page of a book."""

from __future__ import annotations

from functools import cache

from reviewfmt.addresses import is_web
from reviewfmt.assets import asset
from reviewfmt.characters import LANGUAGE_TAG
from reviewfmt.converter.structured import cards, description, script
from reviewfmt.fields import FieldType
from reviewfmt.identity import licence_address
from reviewfmt.model import FIELDS, Review
from reviewfmt.pandoc_ast import is_right_to_left
from reviewfmt.syntax import inline

STYLES = "templates/review.css"
"""The asset that holds the style sheet of pages and books."""


def escaped(text: str) -> str:
    """Return `text` as the text or the attribute of XML and HTML."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")


@cache
def styles() -> str:
    """Return the style sheet, with no end of line at its end."""
    return asset(STYLES).read_text(encoding="utf-8").rstrip("\n")


def keywords(review: Review) -> list[str]:
    """Return the values of all fields that are lists."""
    lists = (getattr(review.metadata, one.name) for one in FIELDS if one.type is FieldType.LIST)
    return [value for values in lists for value in values]


def title_of(review: Review) -> str:
    """Return the title without marks, escaped."""
    return escaped(inline.plain(review.title.text))


def spoken(language: str | None, *, xml: bool = False) -> str:
    """Return a language and its direction as attributes, each with a space before it."""
    said = ""
    if language and LANGUAGE_TAG.fullmatch(language):
        said = f' lang="{language}"' + (f' xml:lang="{language}"' if xml else "")
    return said + (' dir="rtl"' if is_right_to_left(language) else "")


def page(body: str, review: Review, language: str | None) -> str:
    """Return a page of HTML around `body`; `language` is what a review says that names none."""
    data = review.metadata
    said = [
        ("name", "author", data.author),
        ("name", "dcterms.date", str(data.published) if data.published else None),
        ("name", "keywords", ", ".join(keywords(review))),
        ("name", "description", description(review)),
        *cards(review, language),
    ]
    metas = "".join(
        f'  <meta {by}="{name}" content="{escaped(value)}">\n' for by, name, value in said if value
    )
    return (
        f"<!DOCTYPE html>\n<html{spoken(data.language or language)}>\n<head>\n"
        '  <meta charset="utf-8">\n'
        '  <meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '  <meta name="generator" content="reviewfmt">\n'
        '  <meta name="color-scheme" content="light dark">\n'
        f"{metas}{_links(review)}  <title>{title_of(review) or 'Untitled'}</title>\n"
        f'  <script type="application/ld+json">{script(review, language)}</script>\n'
        f"  <style>\n{styles()}  </style>\n</head>\n<body>\n"
        f'<main class="review h-review">\n{body}\n</main>\n</body>\n</html>\n'
    )


def _links(review: Review) -> str:
    """Return where else the page stands, and under what licence."""
    data = review.metadata
    canonical = data.canonical if data.canonical and is_web(data.canonical) else None
    licence = licence_address(data.licence) if data.licence else None
    return "".join(
        f'  <link rel="{name}" href="{escaped(address)}">\n'
        for name, address in (("canonical", canonical), ("license", licence))
        if address
    )


def book_page(body: str, title: str, kind: str, language: str, sheet: str) -> str:
    """Return a page of XHTML for a book; `title` is escaped, `sheet` the path of the styles."""
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
