"""Files for programs: feeds (Atom, JSON Feed 1.1), the sitemap, robots.txt."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from reviewfmt.publish.site.catalogue import Placed

ATOM, JSON_FEED, SITEMAP, ROBOTS = "feed.xml", "feed.json", "sitemap.xml", "robots.txt"

MOST = 50
"""The number of reviews in a feed: the newest ones."""

MOST_ADDRESSES = 50_000
"""The limit of addresses in a sitemap."""

_TIME = "T00:00:00Z"


class Channel(NamedTuple):
    """What a feed says about its site: its name, its language, and its address."""

    name: str
    language: str
    base: str


def address(base: str, path: str) -> str:
    """Return the address of a path of a site; `base` ends with a slash."""
    return base + quote(path)


def _xml(text: str) -> str:
    """Return a text as XML, without characters that XML does not allow."""
    kept = "".join(sign for sign in text if sign >= " " or sign in "\t\n")
    kept = kept.replace("\ufffe", "").replace("\uffff", "")
    kept = kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return kept.replace('"', "&quot;")


def _listed(reviews: Iterable[Placed]) -> list[Placed]:
    """Return the newest reviews with a date, since feeds require dates."""
    dated = [one for one in reviews if one.record.published]
    return dated[:MOST]


def _updated(one: Placed) -> str:
    record = one.record
    return max(record.published or "", record.updated or "") + _TIME


def atom(channel: Channel, reviews: Sequence[Placed]) -> bytes | None:
    """Return an Atom feed (RFC 4287) of reviews, newest first; None without dates."""
    listed = _listed(reviews)
    if not listed:
        return None
    name, language, base = channel
    return "\n".join(
        (
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_xml(language)}">',
            f"  <id>{_xml(base)}</id>",
            f"  <title>{_xml(name)}</title>",
            f"  <updated>{max(map(_updated, listed))}</updated>",
            f'  <link rel="self" type="application/atom+xml" href="{_xml(base + ATOM)}"/>',
            f'  <link rel="alternate" type="text/html" href="{_xml(base)}"/>',
            f"  <author><name>{_xml(name)}</name></author>",
            "  <generator>reviewfmt</generator>",
            *(line for one in listed for line in _entry(base, one)),
            "</feed>\n",
        )
    ).encode()


def _entry(base: str, one: Placed) -> Iterator[str]:
    record = one.record
    page = _xml(address(base, one.path))
    yield f'  <entry xml:lang="{_xml(record.language)}">'
    yield f"    <id>{page}</id>"
    yield f"    <title>{_xml(record.title)}</title>"
    yield f'    <link rel="alternate" type="text/html" href="{page}"/>'
    yield f"    <published>{record.published}{_TIME}</published>"
    yield f"    <updated>{_updated(one)}</updated>"
    if record.author:
        yield f"    <author><name>{_xml(record.author)}</name></author>"
    for term in dict.fromkeys((*record.genre, *record.tags)):
        yield f'    <category term="{_xml(term)}"/>'
    yield f"    <summary>{_xml(_summary(one))}</summary>"
    yield "  </entry>"


def _summary(one: Placed) -> str:
    record = one.record
    verdict = record.verdict.text if record.verdict else ""
    return " – ".join(filter(None, (verdict, record.tagline or record.summary))) or record.title


def json_feed(channel: Channel, reviews: Sequence[Placed]) -> bytes | None:
    """Return a JSON Feed (version 1.1) of reviews, newest first; None without dates."""
    listed = _listed(reviews)
    if not listed:
        return None
    name, language, base = channel
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": name,
        "home_page_url": base,
        "feed_url": base + JSON_FEED,
        "language": language,
        "items": [_item(base, one) for one in listed],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"


def _item(base: str, one: Placed) -> dict[str, Any]:
    record = one.record
    page = address(base, one.path)
    item: dict[str, Any] = {
        "id": page,
        "url": page,
        "title": record.title,
        "content_text": _summary(one),
        "date_published": f"{record.published}{_TIME}",
        "language": record.language,
    }
    if record.updated:
        item["date_modified"] = _updated(one)
    if record.author:
        item["authors"] = [{"name": record.author}]
    if tags := list(dict.fromkeys((*record.genre, *record.tags))):
        item["tags"] = tags
    return item


# -- the sitemap ------------------------------------------------------------------------------


def sitemaps(base: str, pages: Sequence[tuple[str, str | None]]) -> dict[str, bytes]:
    """Return the files of a sitemap: one, or an index and parts if there are too many pages.

    `pages` are the paths of pages, each with the day of its last change if that is known.
    """
    pieces = [pages[at : at + MOST_ADDRESSES] for at in range(0, len(pages), MOST_ADDRESSES)]
    if len(pieces) < 2:
        return {SITEMAP: _urls(base, pages)}
    stem = SITEMAP.removesuffix(".xml")
    files = {f"{stem}-{at}.xml": _urls(base, piece) for at, piece in enumerate(pieces, 1)}
    lines = [f"  <sitemap><loc>{_xml(base + name)}</loc></sitemap>" for name in files]
    return {SITEMAP: _sitemap("sitemapindex", lines), **files}


def _urls(base: str, pages: Iterable[tuple[str, str | None]]) -> bytes:
    lines = []
    for path, day in pages:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"  <url><loc>{_xml(address(base, path))}</loc>{changed}</url>")
    return _sitemap("urlset", lines)


def _sitemap(name: str, lines: Iterable[str]) -> bytes:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    opening = f'<?xml version="1.0" encoding="utf-8"?>\n<{name} xmlns="{space}">'
    return "\n".join((opening, *lines, f"</{name}>\n")).encode()


def robots(base: str) -> bytes:
    """Return the robots.txt: it allows everything, and names the sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {base}{SITEMAP}\n".encode()
