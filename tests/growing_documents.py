"""Pages and books as Hypothesis grows them: each word in them is there once.

So a word that is in no review and in no finding is one that a reader has overlooked, whatever
else is right. Each strategy gives the bytes of a document and the words that it says.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from typing import NamedTuple

from hypothesis import strategies as st

_SIGNS = "bcdfghjklmnpqrtvwz"


class Grown(NamedTuple):
    """A document, and its words."""

    data: bytes
    words: tuple[str, ...]


class Grower:
    """Makes text of words that stand nowhere else."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.words: list[str] = []
        self._draw = draw

    def word(self) -> str:
        number, signs = len(self.words), ""
        for _ in range(3):  # of one length: none is in another, or across two
            number, place = divmod(number, len(_SIGNS))
            signs = _SIGNS[place] + signs
        self.words.append(f"ko{signs}")
        return self.words[-1]

    def address(self) -> str:
        """Return an address that nothing else has: a word of the document."""
        return f"https://example.org/{self.word()}"

    def day(self) -> str:
        """Return a day that nothing else names: a word of the document."""
        number = len(self.words)
        self.words.append(f"{2100 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}")
        return self.words[-1]

    def some(self, most: int = 3) -> str:
        return " ".join(self.word() for _ in range(self.number(1, most)))

    def number(self, least: int, most: int) -> int:
        return self._draw(st.integers(least, most))

    def one(self, makers: Sequence[Callable[[], str]]) -> str:
        return self._draw(st.sampled_from(makers))()

    def many(self, makers: Sequence[Callable[[], str]], most: int) -> str:
        return "".join(self.one(makers) for _ in range(self.number(1, most)))


# HTML


class _Html(Grower):
    def line(self) -> str:
        marks = (
            self.some,
            lambda: f"<b>{self.some()}</b>",
            lambda: f"<em><strong>{self.some()}</strong> {self.word()}</em>",
            lambda: f"<b>{self.word()}</b><i> {self.word()}</i>",
            lambda: f'<a href="{self.address()}" title="{self.some()}">{self.some()}</a>',
            lambda: f'<a href="{self.address()}"><img src="c.png" alt="{self.some()}"/></a>',
            lambda: f'<time datetime="{self.day()}T09:00Z">{self.some()}</time>',
            lambda: f'<abbr title="{self.some()}">{self.word()}</abbr>',
            lambda: f"<q>{self.some()}</q>",
            lambda: f"<code>{self.word()}</code> <mark>{self.word()}</mark>",
            lambda: f"x<sup>{self.word()}</sup>",
            lambda: f"{self.word()}<br/>{self.word()}",
            lambda: f'<span style="font-weight:700">{self.some()}</span>',
            lambda: f"<button>{self.some()}</button>",
            lambda: f"<small>{self.some()}</small> <del>{self.word()}</del>",
            lambda: f'<img src="a.png" alt="{self.some()}" title="{self.word()}"/>',
            lambda: f'<span aria-label="{self.number(0, 5)} out of 5 stars"></span>',
            lambda: f'<i role="img" aria-label="Rated {self.number(0, 10)}/10">★</i>',
            lambda: "<!-- no words -->",
            lambda: f"<ruby>{self.word()}<rp>(</rp><rt>{self.word()}</rt></ruby>",
            lambda: f"<svg><text>{self.word()}</text></svg>",
        )
        return " ".join(self.one(marks) for _ in range(self.number(1, 3)))

    def cells(self, tag: str, count: int) -> str:
        return f"<tr>{''.join(f'<{tag}>{self.line()}</{tag}>' for _ in range(count))}</tr>"

    def table(self) -> str:
        wide = self.number(1, 4)
        caption = f"<caption>{self.some()}</caption>" if self.number(0, 1) else ""
        head = self.cells("th", wide) if self.number(0, 1) else ""
        rows = "".join(self.cells("td", wide) for _ in range(self.number(1, 2)))
        return f"<table>{caption}{head}{rows}</table>"

    def guide(self) -> str:
        head = "<tr><th>Episode</th><th>Title</th><th>Score</th><th>Aired</th></tr>"
        rows = "".join(
            f"<tr><td>{place}</td><td>{self.some()}</td><td>{place}/5</td>"
            f"<td>{self.word()}</td></tr>"
            for place in range(1, self.number(2, 4))
        )
        return f"<h2>Episode Guide</h2><table>{head}{rows}</table>"

    def blocks(self, most: int = 3, depth: int = 0) -> str:
        def inside(most: int = 2) -> str:
            return self.blocks(most, depth + 1)

        flat: tuple[Callable[[], str], ...] = (
            lambda: f"<p>{self.line()}</p>",
            lambda: f"<p>{self.line()}</p>",
            lambda: f"<h{(level := self.number(2, 6))}>{self.line()}</h{level}>",
            lambda: f"<ul><li>{self.line()}</li><li><p>{self.line()}</p></li></ul>",
            lambda: f'<ol start="3"><li>{self.line()}</li></ol>',
            lambda: f"<pre>{self.some()}</pre>",
            lambda: f"<dl><dt>{self.some()}</dt><dd>{self.line()}</dd></dl>",
            lambda: f"<select><option>{self.word()}</option></select>",
            lambda: f"<textarea>{self.some()}</textarea>",
            lambda: f'<iframe src="{self.address()}"></iframe>',
            lambda: "<hr/>",
            self.table,
            self.table,
            lambda: (
                f'<figure><img src="b.png" alt="{self.some()}"/>'
                f"<figcaption>{self.line()}</figcaption></figure>"
            ),
            lambda: self.some(),
        )
        deep: tuple[Callable[[], str], ...] = (
            lambda: f"<div>{inside()}</div>",
            lambda: f"<section><h3>{self.some()}</h3>{inside()}</section>",
            lambda: f"<article>{inside()}</article>",
            lambda: f"<aside>{inside()}</aside>",
            lambda: f"<nav>{inside()}</nav>",
            lambda: f"<footer>{inside()}</footer>",
            lambda: f"<header>{inside()}</header>",
            lambda: f'<div class="sharedaddy">{inside()}</div>',
            lambda: f'<div id="comments">{inside()}</div>',
            lambda: f"<blockquote>{inside()}<cite>{self.some()}</cite></blockquote>",
            lambda: f"<details><summary>{self.some()}</summary>{inside()}</details>",
            lambda: f"<ul><li>{self.some()}<ul><li>{self.line()}</li></ul></li></ul>",
            lambda: f"<form><fieldset><legend>{self.some()}</legend>{inside()}</fieldset></form>",
            lambda: (
                f'<p class="byline">by <a rel="author" href="{self.address()}">{self.some(2)}'
                "</a></p>"
            ),
            lambda: f'<p class="byline">On <time datetime="{self.day()}">{self.some(2)}</time></p>',
            lambda: f"<figure>{inside()}<figcaption>{self.some()}</figcaption></figure>",
            lambda: (
                f"<table><tr><td>{inside()}</td><td rowspan='2'>{self.word()}</td></tr></table>"
            ),
        )
        return self.many((*flat, *deep) if depth < 3 else flat, most)

    def head(self) -> str:
        lines: tuple[Callable[[], str], ...] = (
            lambda: f'<meta name="description" content="{self.some()}"/>',
            lambda: f'<meta name="author" content="{self.some(2)}"/>',
            lambda: f'<meta name="keywords" content="{self.word()}, {self.word()}"/>',
            lambda: f'<meta property="og:description" content="{self.some()}"/>',
            lambda: f'<meta property="og:site_name" content="{self.some()}"/>',
            lambda: '<meta name="viewport" content="width=device-width"/>',
            lambda: '<meta property="article:published_time" content="2024-04-11T08:00:00Z"/>',
            lambda: "<style>p { color: red }</style>",
            lambda: f'<script type="application/ld+json">{self.linked()}</script>',
        )
        return self.many(lines, 3)

    def linked(self) -> str:
        data = {
            "@context": "https://schema.org",
            "@type": "Review",
            "author": {"@type": "Person", "name": self.some(2)},
            "itemReviewed": {
                "@type": "TVSeries",
                "name": self.some(),
                "aggregateRating": {"ratingValue": 4.37, "ratingCount": 1913, "name": self.word()},
            },
            "reviewBody": self.some(6),
            "positiveNotes": {"itemListElement": [{"@type": "ListItem", "name": self.some()}]},
            "negativeNotes": [self.some(), self.some()],
            "reviewRating": {"ratingValue": 3, "bestRating": 5, "ratingExplanation": self.some()},
        }
        kept = [key for key in data if key[0] == "@" or self.number(0, 1)]
        return json.dumps({key: data[key] for key in kept})


def _page(grower: _Html) -> str:
    guide = grower.guide() if grower.number(0, 1) else ""
    return f"{grower.blocks(4)}{guide}{grower.blocks(4)}<p>Verdict: 7/10</p>"


@st.composite
def pages(draw: st.DrawFn) -> Grown:
    """Return pages of HTML."""
    grower = _Html(draw)
    head = grower.head()
    body = f"<h1>Fog Season 1 Review</h1>{_page(grower)}"
    tag = draw(st.sampled_from(("main", "article", "div", "")))
    if tag:
        menu, ending = grower.line(), grower.blocks(2)
        body = f"<nav>{menu}</nav><{tag}>{body}</{tag}><footer>{ending}</footer>"
    title = "<title>Fog Season 1 Review</title>"
    page = f"<!DOCTYPE html><html><head>{title}{head}</head><body>{body}</body></html>"
    words = [word for word in grower.words if word in page]
    return Grown(page.encode(), tuple(words))


# EPUB

_CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)


def zipped(members: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content.strip())
    return data.getvalue()


@st.composite
def books(draw: st.DrawFn) -> Grown:
    """Return EPUBs, each with some chapters and metadata."""
    grower = _Html(draw)
    chapters = [f"<h1>Fog Season 1 Review</h1>{grower.blocks(4)}"]
    chapters += [grower.blocks(3) for _ in range(grower.number(0, 2))]
    chapters[-1] += "<p>Verdict: 7/10</p>"
    said = {"creator": grower.some(2), "description": grower.some(4), "subject": grower.word()}
    said |= {"publisher": grower.some(), "contributor": grower.some(2)}
    names = [name for name in said if grower.number(0, 1)]
    metadata = "".join(f"<dc:{name}>{said[name]}</dc:{name}>" for name in names)
    items = "".join(
        f'<item id="c{at}" href="c{at}.xhtml" media-type="application/xhtml+xml"/>'
        for at in range(len(chapters))
    )
    refs = "".join(f'<itemref idref="c{at}"/>' for at in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<dc:identifier id="i">urn:x</dc:identifier><dc:title>Fog Season 1 Review</dc:title>'
        f"<dc:language>en</dc:language>{metadata}</metadata>"
        f"<manifest>{items}</manifest><spine>{refs}</spine></package>"
    )
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OEBPS/content.opf": package,
    }
    for at, chapter in enumerate(chapters):
        members[f"OEBPS/c{at}.xhtml"] = (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
            f"<head><title>c</title></head><body>{chapter}</body></html>"
        )
    whole = "".join(members.values())
    return Grown(zipped(members), tuple(word for word in grower.words if word in whole))
