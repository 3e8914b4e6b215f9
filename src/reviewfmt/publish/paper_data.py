"""A review as plain values, for a book on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reviewfmt.converter.pictures.cover import figures_of
from reviewfmt.converter.seen import seen
from reviewfmt.fields import FieldType
from reviewfmt.model import (
    FIELDS,
    AnyScore,
    Block,
    Episode,
    Guide,
    ItemList,
    Paragraph,
    Quote,
    Rating,
    Review,
    Section,
    digits,
    mean_of,
)
from reviewfmt.pandoc_ast import entry_label, is_right_to_left, is_spoiler_section
from reviewfmt.pandoc_ast.printed import day, field_word, printed, value_word
from reviewfmt.pandoc_ast.published.chart import share_of
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Emphasis, Inline, Link, Spoiler, Strong, Text
from reviewfmt.syntax.words import built_in

_NAMES = {Emphasis: "emph", Strong: "strong"}
_SHOWN = frozenset(("author", "published", "language", "cover", "cover_text"))
"""The fields that a chapter shows elsewhere."""

Data = dict[str, Any]


def data_of(
    review: Review, language: str, notice: str, pictures: Mapping[str, str], cover: str | None
) -> Data:
    """Return what a review says, as JSON holds it.

    `language` is its own where it names none, `notice` is at its head, `pictures` are the
    names of its pictures by their addresses, and `cover` is that of its cover.
    """
    return _Reader(language, pictures).review(review, notice, cover)


class _Reader:
    """Converts a review; collects its hidden passages for the end of the chapter."""

    def __init__(self, language: str, pictures: Mapping[str, str]) -> None:
        self._language = language
        self._pictures = pictures
        self._hidden: list[list[Any]] = []

    def review(self, review: Review, notice: str, cover: str | None) -> Data:
        language = self._language
        verdict = review.verdict
        parts = [self._section(one) for one in review.sections if one.guide is None]
        for place, guide in enumerate(review.guides):
            parts.append(self._guide(guide))
            parts += [self._section(one) for one in review.sections if one.guide == place]
        if review.ratings:
            parts.append(self._ratings(review.ratings))
        found: Data = {
            **tag_of(language),
            "title": seen(review.title.text) or "—",
            "work": seen(review.title.work),
            "heading": self._text(review.title.text),
            "byline": self._byline(review),
            "facts": self._facts(review),
            "notice": notice,
            "cover": cover,
            "cover_text": review.metadata.cover_text or "",
            "parts": parts,
            "verdict": None,
            "spoiler_word": printed(language, "spoiler"),
        }
        if verdict is not None and verdict.score is not None:
            found["verdict"] = {
                "name": printed(language, "verdict"),
                **_score(verdict.score),
                "note": self._text(verdict.note or ""),
            }
        found["hidden"] = self._hidden
        return found

    def _byline(self, review: Review) -> str:
        data = review.metadata
        said = [data.author, day(self._language, data.published) if data.published else None]
        return " · ".join(filter(None, said))

    def _facts(self, review: Review) -> list[list[str]]:
        found = []
        for field in FIELDS:
            said = getattr(review.metadata, field.name)
            if not said or field.name in _SHOWN or not field.published:
                continue
            if field.type is FieldType.LIST:
                said = ", ".join(said)
            elif field.type is FieldType.STATUS:
                said = value_word(self._language, "status", said)
            found.append([field_word(self._language, field), str(said)])
        return [*found, *([one.key, one.value] for one in review.metadata.extra)]

    def _section(self, section: Section) -> Data:
        return {
            "kind": "section",
            "heading": self._text(section.heading.text) if section.heading else [],
            "score": _score(section.score) if section.score else None,
            "blocks": self._blocks(section.blocks),
            "hides": built_in().word(self._language, "fields", "spoilers")
            if is_spoiler_section(section)
            else None,
        }

    def _guide(self, guide: Guide) -> Data:
        language = self._language
        key = "guide" if guide.season is None else "season_guide"
        mean = mean_of(one.score for one in guide.episodes)
        return {
            "kind": "guide",
            "heading": printed(language, key, guide.season),
            "score": _score(guide.score) if guide.score else None,
            "columns": [printed(language, one) for one in ("episode", "title", "score")],
            "rows": [self._entry(one) for one in guide.episodes],
            "labelled": any(one.label is not None for one in guide.episodes),
            "mean": None if mean is None else {"name": printed(language, "mean"), **_score(mean)},
        }

    def _entry(self, entry: Episode) -> Data:
        label = ""
        if entry.label is not None:
            label = entry_label(self._language, entry.label, entry.number, entry.number_end)
        return {
            "label": label,
            "number": "" if entry.number is None else digits(entry.number),
            "title": self._text(entry.title or ""),
            "score": _score(entry.score) if entry.score else None,
            "notes": self._blocks(entry.notes),
        }

    def _ratings(self, ratings: Sequence[Rating]) -> Data:
        return {
            "kind": "ratings",
            "heading": printed(self._language, "ratings"),
            "columns": [printed(self._language, one) for one in ("aspect", "score")],
            "rows": [
                {
                    "aspect": self._text(one.aspect),
                    "score": _score(one.score) if one.score else None,
                    "note": self._text(one.note or ""),
                }
                for one in ratings
            ],
        }

    def _blocks(self, blocks: Iterable[Block]) -> list[Data]:
        return [self._block(one) for one in blocks]

    def _block(self, block: Block) -> Data:
        if isinstance(block, Paragraph):
            return {"kind": "paragraph", "text": self._text(block.text)}
        if isinstance(block, ItemList):
            items = [self._text(one.text) for one in block.items]
            return {"kind": "list", "start": block.start, "items": items}
        if isinstance(block, Quote):
            return {
                "kind": "quote",
                "paragraphs": [self._text(one.text) for one in block.paragraphs],
            }
        return {
            "kind": "figure",
            "name": self._pictures.get(block.src),
            "src": block.src,
            "alt": block.alt or "",
            "caption": self._text(block.caption or ""),
        }

    def _text(self, text: str) -> list[Any]:
        return self._inlines(inline.inlines(text)) if text else []

    def _inlines(self, nodes: Sequence[Inline]) -> list[Any]:
        found: list[Any] = []
        for node in nodes:
            if isinstance(node, Text):
                found.append(node.text)
            elif isinstance(node, Spoiler):
                self._hidden.append([])  # it gets its number before the passages inside it
                number = len(self._hidden)
                self._hidden[number - 1] = self._inlines(node.children)
                found.append({"kind": "spoiler", "number": number})
            elif isinstance(node, Link):
                inside = self._inlines(node.children)
                found.append({"kind": "link", "target": node.target, "inside": inside})
            else:
                found.append({"kind": _NAMES[type(node)], "inside": self._inlines(node.children)})
        return found


def _score(score: AnyScore) -> Data:
    return {"text": str(score), "share": share_of(score)}


def tag_of(language: str) -> Data:
    """Return a language for typst: language, region and direction."""
    first, *rest = language.split("-")
    region = next((one.lower() for one in rest if len(one) == 2 and one.isalpha()), None)
    known = 2 <= len(first) <= 3 and first.isascii() and first.isalpha()
    return {
        "lang": first.lower() if known else "und",
        "region": region,
        "rtl": is_right_to_left(language),
    }


def named_pictures(review: Review, folder: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return the names of a review's pictures in the book, by address.

    `names` are the names in the book by the names in the chapter.
    """
    from reviewfmt.converter.pictures.embedded import pictures_of

    if next(figures_of(review), None) is None:
        return {}
    held = pictures_of(review, "epub", folder)
    if held is None:
        return {}
    return {address: names[one.name] for address, one in held.named.items() if one.name in names}
