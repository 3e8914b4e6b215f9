"""Cuts from a review what would spoil the work for a reader who has seen only a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reviewfmt.converter.editions.progress import COUNTED, EPISODE, UpTo, are_seen
from reviewfmt.converter.seen import HIDDEN
from reviewfmt.model import (
    FIELDS,
    Block,
    Episode,
    Figure,
    Guide,
    ItemList,
    Metadata,
    Paragraph,
    Quote,
    Rating,
    Review,
    Section,
    Title,
    Verdict,
)
from reviewfmt.pandoc_ast import is_spoiler_section
from reviewfmt.parser.title import read_title
from reviewfmt.syntax import inline
from reviewfmt.syntax.entries import read_label
from reviewfmt.syntax.scores import number as exact
from reviewfmt.syntax.words import built_in

_SIGN = "||"
_BETWEEN = " \t,:·–—-"
"""What is between the name of a season and that of an episode, in a heading."""


class Cut:
    """Cuts parts of a review, and counts what is cut."""

    def __init__(self, review: Review, upto: UpTo, season: int) -> None:
        self.count = 0
        self._review = review
        self._upto = upto
        self._season = season

    def title(self, title: Title) -> Title:
        """Return a title without spoilers, in its line and in the parts that it names."""
        text = self.text(title.text)
        before = self.count
        work, tagline = self.text(title.work), title.tagline and self.text(title.tagline)
        self.count = before  # they are in the line, where they count
        if text != title.text:
            # A spoiler may reach from one part of the line into the next.
            named = read_title(text, built_in())
            if work not in text and title.work in title.text:
                work = named.work
            if tagline and tagline not in text and (title.tagline or "") in title.text:
                tagline = named.tagline
        return replace(title, text=text, work=work or HIDDEN, tagline=tagline)

    def guide(self, guide: Guide, shown: Sequence[bool]) -> Guide:
        """Return a guide in which entries that are not shown have only their numbers."""
        entries = zip(guide.episodes, shown, strict=True)
        kept = tuple(one if is_shown else self._entry(one) for one, is_shown in entries)
        return replace(guide, episodes=kept)

    def _entry(self, entry: Episode) -> Episode:
        # An entry without a label needs a title.
        kept = replace(entry, title=None if entry.label else HIDDEN, notes=())
        self.count += kept != entry
        return kept

    def section(self, section: Section) -> Section | None:
        """Return what is left of a section, or None if nothing is left."""
        place = self._place(section)
        if place is True:
            return section
        if place is False or is_spoiler_section(section):
            self.count += 1
            return None
        heading = section.heading
        return replace(
            section,
            heading=heading and replace(heading, text=self.text(heading.text)),
            blocks=tuple(map(self._block, section.blocks)),
        )

    def is_beyond(self, section: Section) -> bool:
        """Tell whether a heading names an episode or a season that the reader has not seen."""
        return self._place(section) is False

    def _place(self, section: Section) -> bool | None:
        """Tell whether the reader has seen what a heading names; None if it names no part."""
        if section.heading is None:
            return None
        words, said = built_in(), inline.plain(section.heading.text)
        named = read_label(said, words)
        season: int | None = None
        at_once = named is not None
        if not at_once and (found := words.season_at(said)) is not None:
            season, end = found
            named = read_label(said[end:].lstrip(_BETWEEN), words)
        if named is None or named.label not in COUNTED:
            return self._place_of(season)
        season = named.season or season
        if season is None and section.guide is not None:
            season = self._review.guides[section.guide].season
        number = exact(named.number_end or named.number)
        entry = Episode(EPISODE, number)
        (is_seen,) = are_seen(Guide(season, (entry,)), self._upto, self._season)
        # Text after the name of a season may be about more than the episode.
        return is_seen if at_once or not is_seen else None

    def _place_of(self, season: int | None) -> bool | None:
        """Tell that the reader has not seen a season; None if it may have been seen."""
        last = self._upto.season or self._season
        return False if season is not None and season > last else None

    def metadata(self, data: Metadata) -> Metadata:
        """Return the fields with the text between spoiler signs removed."""
        cut: dict[str, Any] = {}
        for one in FIELDS:
            value = getattr(data, one.name)
            if isinstance(value, str) and _SIGN in value:
                cut[one.name] = self._plain(value)
            elif isinstance(value, tuple) and any(_SIGN in each for each in value):
                # A spoiler may reach from one value into the next.
                cut[one.name] = tuple(self._plain("\n".join(value)).split("\n"))
        extra = tuple(replace(one, value=self._plain(one.value)) for one in data.extra)
        return replace(data, **cut, extra=extra)

    def _plain(self, text: str) -> str:
        """Return a text without other marks, with a sign in place of each spoiler."""
        first, *parts = text.split(_SIGN)
        found, at = [first], 0
        while at < len(parts):
            said = parts[at]
            if at + 1 < len(parts) and said and said == said.strip():
                self.count += 1
                found.append(f"{HIDDEN}{parts[at + 1]}")
                at += 2
            else:  # beside a space it is not a sign, as in a text
                found.append(f"{_SIGN}{said}")
                at += 1
        return "".join(found)

    def rating(self, rating: Rating) -> Rating:
        """Return a rating without spoilers."""
        note = rating.note and self.text(rating.note)
        return replace(rating, aspect=self.text(rating.aspect), note=note)

    def verdict(self, verdict: Verdict) -> Verdict:
        """Return a verdict without spoilers."""
        return replace(verdict, note=verdict.note and self.text(verdict.note))

    def _block(self, block: Block) -> Block:
        if isinstance(block, Paragraph):
            return replace(block, text=self.text(block.text))
        if isinstance(block, ItemList):
            items = tuple(replace(one, text=self.text(one.text)) for one in block.items)
            return replace(block, items=items)
        if isinstance(block, Quote):
            said = tuple(replace(one, text=self.text(one.text)) for one in block.paragraphs)
            return replace(block, paragraphs=said)
        return self._figure(block)

    def _figure(self, figure: Figure) -> Block:
        """Return a picture; if only a spoiler names the picture, it is cut."""
        caption = figure.caption and self.text(figure.caption)
        alt = figure.alt and self._plain(figure.alt)
        if HIDDEN in (alt != figure.alt and alt, caption != figure.caption and caption):
            return Paragraph(HIDDEN)
        return replace(figure, caption=caption, alt=alt)

    def text(self, text: str) -> str:
        """Return a text with a sign in place of each spoiler."""
        if _SIGN not in text:
            return text
        nodes = inline.inlines(text)
        kept = self._uncovered(nodes)
        return text if kept == nodes else inline.render(kept)

    def _uncovered(self, nodes: Sequence[inline.Inline]) -> tuple[inline.Inline, ...]:
        found: list[inline.Inline] = []
        for node in nodes:
            if isinstance(node, inline.Spoiler):
                self.count += 1
                found.append(inline.Text(HIDDEN))
            elif isinstance(node, inline.Text):
                found.append(node)
            else:
                kept = self._uncovered(node.children)
                if isinstance(node, inline.Link) and _is_hidden(kept, node.children):
                    found += kept  # the address may say what the words do not
                else:
                    found.append(replace(node, children=kept))
        return tuple(found)


def _is_hidden(kept: Sequence[inline.Inline], before: Sequence[inline.Inline]) -> bool:
    """Tell whether only hidden words are left of inlines."""
    return kept != before and not inline.plain(inline.render(kept)).strip(f"{HIDDEN} ")
