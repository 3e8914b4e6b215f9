"""The metadata of cards for shared pages: Open Graph properties and Twitter names."""

from __future__ import annotations

from reviewfmt.addresses import is_web
from reviewfmt.converter.seen import description, seen
from reviewfmt.converter.structured import day_of, picture
from reviewfmt.model import Review


def cards(review: Review, language: str | None = None) -> list[tuple[str, str, str]]:
    """Return the metadata for cards of a shared page: Open Graph properties and Twitter names.

    Each has the attribute for its name, its name, and its value. `language` is the language of the
    page if the review names none.
    """
    data = review.metadata
    cover, address = picture(review), data.canonical
    summary = description(review)
    tag = (data.language or language or "").split("-")
    region = next((part for part in tag[1:] if len(part) == 2 and part.isalpha()), None)
    said: list[tuple[str, str, str | None]] = [
        ("property", "og:type", "article"),
        ("property", "og:title", seen(review.title.text)),
        ("property", "og:description", summary),
        ("property", "og:url", address if address and is_web(address) else None),
        ("property", "og:locale", f"{tag[0].lower()}_{region.upper()}" if region else None),
        ("property", "og:image", cover),
        ("property", "og:image:alt", cover and data.cover_text),
        ("property", "article:published_time", day_of(data.published)),
        ("property", "article:modified_time", day_of(data.updated)),
        *(("property", "article:tag", tag) for tag in data.tags),
        ("name", "twitter:card", "summary_large_image" if cover else "summary"),
    ]
    return [(by, name, value) for by, name, value in said if value]
