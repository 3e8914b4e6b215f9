"""Many reviews on one HTML page, which needs no other files."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from reviewfmt.converter.epub.contents import Entry
from reviewfmt.converter.epub.volume import Medium
from reviewfmt.converter.heads import spoken
from reviewfmt.publish.chapters import HERE, Chapter
from reviewfmt.publish.links import Links
from reviewfmt.publish.matter import LONG, contents_of, sheet_of, variables
from reviewfmt.publish.shelf import Shelf
from reviewfmt.theme import Look, html, needed, render

_MEDIUM = re.compile(r'(?<= src=")\.\./media/(?P<name>[\w.]++)(?=")')
_WHOLE = re.compile(
    r'<section id="[\w-]*+" class="level1[^"<>]*+"[^<>]*+>\n(?P<inside>.*)\n</section>', re.DOTALL
)
"""A body that is a single section, that of the title; the article replaces it."""

_IMAGE = re.compile(r"<img\b[^<>]*+>")


def page(shelf: Shelf, media: Mapping[str, Medium], look: Look) -> bytes:
    """Return the reviews of a shelf as one page; `media` are their pictures."""
    names = [f"r{at}" for at in range(1, len(shelf.chapters) + 1)]
    hrefs = [f"#{name}" for name in names]
    links = Links(shelf.chapters, hrefs)
    held = {name: _inside(medium) for name, medium in media.items()}
    articles = [
        _article(one, links.within(one), name, held)
        for name, one in zip(names, shelf.chapters, strict=True)
    ]
    given = variables(shelf, hrefs, "h2")
    given |= {
        "generator": "reviewfmt",
        "description": " · ".join(filter(None, (shelf.title, shelf.byline, shelf.years))),
        "contents": html(_listed(contents_of(shelf, hrefs))),
        "reviews": html("\n".join(articles)),
        "json_ld": html(_linked(shelf)),
    }
    if "css" in needed(LONG, look):
        given["css"] = html(sheet_of(look))
    return render(LONG, given, look).encode()


def _article(one: Chapter, body: str, name: str, held: Mapping[str, str]) -> str:
    def inside(tag: re.Match[str]) -> str:
        return _MEDIUM.sub(lambda found: held[found["name"]], tag[0])

    body = body.replace(HERE, name)
    if one.pictures:
        body = _IMAGE.sub(inside, body)
    language = spoken(one.record.language)
    direction = "" if " dir=" in language else ' dir="ltr"'
    opening = f'<article class="review h-review" id="{name}"{language}{direction}>'
    whole = _WHOLE.fullmatch(body)
    return f"{opening}\n{body if whole is None else whole['inside']}\n</article>"


def _inside(medium: Medium) -> str:
    return f"data:{medium.type};base64,{b64encode(medium.data()).decode()}"


def _listed(entries: Sequence[Entry]) -> str:
    items = "\n".join(
        f'<li><a href="{one.target}">{one.said}</a>{_listed(one.below) if one.below else ""}</li>'
        for one in entries
    )
    return f'<ol class="toc">\n{items}\n</ol>'


def _linked(shelf: Shelf) -> str:
    """Return the list of the reviews as linked data by schema.org.

    The page shows the text of each review, so it is not repeated here.
    """
    items: list[dict[str, Any]] = []
    for at, one in enumerate(shelf.chapters, 1):
        review = {key: value for key, value in one.data.items() if key not in _LEFT_OUT}
        items.append({"@type": "ListItem", "position": at, "item": review})
    data = {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": shelf.title,
        "numberOfItems": len(items),
        "itemListElement": items,
    }
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return said.replace("<", "\\u003c")


_LEFT_OUT = ("@context", "reviewBody")
