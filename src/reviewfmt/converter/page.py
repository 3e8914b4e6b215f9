"""What a page of HTML says beside its text: structured data, and what stands outside its review.

Reviews on the web name their score for machines, as schema.org's Review in JSON-LD or microdata,
or as an h-review; it is read where the text itself holds no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import TYPE_CHECKING

from reviewfmt.characters import tidy
from reviewfmt.converter.linked_data import linked
from reviewfmt.model import Paragraph, Section, Title, Verdict
from reviewfmt.pandoc_ast.fields import metadata_of
from reviewfmt.pandoc_ast.scored import read_score
from reviewfmt.syntax import inline

if TYPE_CHECKING:
    from reviewfmt.pandoc_ast import Draft

# fmt: off
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
})
# fmt: on
_UNSEEN = frozenset({"script", "style", "template", "noscript", "title", "head"})
_OF_HEAD = frozenset(
    {"title", "meta", "link", "script", "style", "base", "noscript", "template", "head"}
)
_CLASSES = {
    "p-rating": "ratingValue",
    "rating": "ratingValue",
    "value": "ratingValue",
    "p-best": "bestRating",
    "best": "bestRating",
    "p-author": "author",
    "reviewer": "author",
    "dt-published": "datePublished",
    "dt-reviewed": "datePublished",
    "dtreviewed": "datePublished",
    "p-name": "name",
    "summary": "name",
    "p-item": "work",
    "item": "work",
}
_REVIEW_CLASSES = frozenset({"h-review", "hreview"})


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says for machines, by schema.org's names, and its text outside `main`."""

    said: Mapping[str, str]
    outside: tuple[str, ...] = ()

    def complete(self, draft: Draft) -> Draft:
        """Return `draft` with what it lacks and the page says, and what it leaves out."""
        review = draft.review
        left = [*draft.left, *self.outside]
        said = self.said
        if review.verdict is None and said.get("ratingValue"):
            rated = said["ratingValue"]
            score = read_score(rated) or read_score(f"{rated}/{said.get('bestRating') or '5'}")
            if score is None:
                left.append(f"ratingValue: {rated}")
            else:
                review = replace(review, verdict=Verdict(score))
        body = said.get("reviewBody")
        if body and not review.sections:
            text = inline.escape(body)
            review = replace(review, sections=(Section(None, (Paragraph(text),)),))
        name = inline.escape(said.get("work") or said.get("name") or "")
        if not review.title.text and name:
            review = replace(review, title=Title(name, name))
        given = {
            key: (inline.escape(said[name]),)
            for key, name in (
                ("author", "author"),
                ("published", "datePublished"),
                ("language", "inLanguage"),
            )  # fields of a review, and schema.org's names for them
            if said.get(name) and getattr(review.metadata, key) is None
        }
        if given:
            found = metadata_of(given, left)
            data = replace(
                review.metadata,
                **{key: getattr(found, key) for key in given},
            )
            review = replace(review, metadata=data)
        return replace(draft, review=review, left=tuple(left))


def read_page(text: str) -> Page:
    """Return what a page says beside the text of its review. Never raises."""
    reader = _Reader()
    reader.feed(text)
    said = dict(reader.properties)
    for source in reader.scripts:
        said = {**said, **linked(source)}
    outside = tuple(filter(None, map(tidy, reader.outside))) if reader.main else ()
    return Page(said, outside)


def _lower(text: str) -> str:
    """Return `text` with its ASCII letters in lower case, and as long as it was."""
    return text.translate(_SMALL)


def _attributes(text: str) -> list[tuple[str, str | None]]:
    return [
        (match["name"].lower(), unescape(match["double"] or match["single"] or match["bare"] or ""))
        for match in _ATTRIBUTE.finditer(text[:_LONGEST_TAG])
    ]


_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_LONGEST_TAG = 4096
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]{0,40})")
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=/>\"']{1,60})"
    r"(?:\s{0,9}=\s{0,9}(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+)))?"
)


@dataclass(slots=True, eq=False)
class _Open:
    """An element that is open: its name, the property its text is, the text so far."""

    tag: str
    key: str | None = None
    review: bool = False
    main: bool = False
    apart: bool = False
    text: list[str] = field(default_factory=list)


class _Reader:
    """Walks the tags once, in linear time; holds no more than is open."""

    def __init__(self) -> None:
        self.properties: dict[str, str] = {}
        self.scripts: list[str] = []
        self.outside: list[str] = []
        self.main = False
        self._stack: list[_Open] = []
        self._inside = 0
        self._unseen = 0
        self._reviews = 0
        self._apart = 0
        self._keyed: list[_Open] = []

    def feed(self, text: str) -> None:
        """Walk all of `text`, whatever is wrong with its tags."""
        lower = text.lower() if text.isascii() else _lower(text)
        place = 0
        while (opens := text.find("<", place)) >= 0:
            if opens > place:
                self._data(unescape(text[place:opens]))
            comment = text.startswith("<!--", opens)
            closes = text.find("-->" if comment else ">", opens + 1)
            if closes < 0:
                return
            place = closes + (3 if comment else 1)
            if comment:
                continue
            tag = _TAG.match(text, opens, min(closes, opens + _LONGEST_TAG))
            if tag is None:
                continue
            name = tag["name"].lower()
            if tag["end"]:
                self._end(name)
                continue
            self._start(name, _attributes(text[tag.end() : closes]))
            if name in ("script", "style"):
                closes = lower.find(f"</{name}", place)
                if closes < 0:
                    return
                self._data(text[place:closes])
                place = closes
        if place < len(text):
            self._data(unescape(text[place:]))

    def _start(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._stack and self._stack[-1].tag == "head" and tag not in _OF_HEAD:
            self._end("head")  # its end may be left out
        classes = set(given.get("class", "").split())
        review = bool(classes & _REVIEW_CLASSES) or given.get("itemtype", "").endswith(
            "schema.org/Review"
        )
        key = None
        if self._reviews:
            key = given.get("itemprop") or next(
                (_CLASSES[name] for name in given.get("class", "").split() if name in _CLASSES),
                None,
            )
            if key in ("itemReviewed", "reviewRating", "reviewBody", "description") or self._apart:
                key = None
        value = (
            given.get("content")
            or given.get("datetime")
            or (given.get("value") if tag == "data" else None)
        )
        if key and value:
            self.properties.setdefault(key, tidy(value))
            key = None
        if tag in _VOID:
            return
        if tag == "script" and "ld+json" in given.get("type", ""):
            key = "ld+json"
        # What others think of the work, on the average, is not the verdict.
        apart = given.get("itemprop") == "aggregateRating"
        entry = _Open(tag, key, review, apart=apart)
        self._apart += apart
        self._stack.append(entry)
        if key:
            self._keyed.append(entry)
        self._reviews += review
        if tag == "main" or given.get("role") == "main":
            self.main = True
            entry.main = True
            self._inside += 1
        self._unseen += tag in _UNSEEN

    def _end(self, tag: str) -> None:
        for place in range(len(self._stack) - 1, max(-1, len(self._stack) - 65), -1):
            if self._stack[place].tag == tag:
                for entry in reversed(self._stack[place:]):
                    self._closed(entry)
                del self._stack[place:]
                return

    def _data(self, data: str) -> None:
        for entry in self._keyed[-4:]:
            entry.text.append(data)
        if not self._unseen and not self._inside:
            self.outside.append(data)

    def _closed(self, entry: _Open) -> None:
        self._reviews -= entry.review
        self._apart -= entry.apart
        self._unseen -= entry.tag in _UNSEEN
        self._inside -= entry.main
        if entry.key:
            self._keyed.pop()  # elements close from the inside out
            text = "".join(entry.text)
            if entry.key == "ld+json":
                self.scripts.append(text)
            elif tidy(text):
                self.properties.setdefault(entry.key, tidy(text))
