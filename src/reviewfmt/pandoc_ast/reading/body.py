"""Builds the parts of a review from the pieces of a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace

from reviewfmt.characters import tidy
from reviewfmt.model import (
    AnyScore,
    Block,
    Figure,
    Guide,
    Heading,
    Item,
    ItemList,
    Paragraph,
    Quote,
    Rating,
    Section,
    Verdict,
)
from reviewfmt.pandoc_ast.entries.entry import (
    Read,
    guide_of,
    headings,
    is_guide,
    is_ratings,
    label_of,
    ratings_of,
)
from reviewfmt.pandoc_ast.pieces.piece import (
    Bullets,
    Grid,
    Head,
    Picture,
    Piece,
    Prose,
    Quotation,
    Rule,
    Terms,
)
from reviewfmt.pandoc_ast.pieces.piece import Figure as Framed
from reviewfmt.pandoc_ast.printed import known_words, names_guide, season_of_guide
from reviewfmt.pandoc_ast.scored import split_score
from reviewfmt.syntax import inline
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in


@dataclass(frozen=True, slots=True)
class Source:
    """The kind of document that is read.

    `page` is true if its first heading is its title, whatever the metadata says; `ours` is true if
    this project wrote the document, and `marked` if the classes or styles of such a document name
    its parts. `pipes` is true if two pipes mark a spoiler, `held` if the pictures are inside the
    document, and `signed` if it names its author elsewhere. With `lenient`, unreadable parts keep
    their place: words in place of a score, the rows of a table as a list.
    """

    page: bool = False
    ours: bool = False
    marked: bool = False
    pipes: bool = False
    held: bool = False
    signed: bool = False
    lenient: bool = False


@dataclass(slots=True)
class Body:
    """Collects the parts of a review from the pieces of a document."""

    left: list[str]
    source: Source
    guides: list[Guide] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    verdict: Verdict | None = None
    markup: dict[str, int] = field(default_factory=dict)
    _heading: Head | None = None
    _blocks: list[Block] = field(default_factory=list)
    _places: Mapping[Hashable, list[int]] = field(default_factory=dict)
    _notes: dict[tuple[int, int], tuple[Block, ...]] = field(default_factory=dict)
    _guide_level: int = 0
    _entry: int | None = None

    def take(self, run: list[Piece]) -> None:
        """Take every piece; what has no place is counted or added to `left`."""
        place = 0
        while place < len(run):
            piece = run[place]
            after = run[place + 1] if place + 1 < len(run) else None
            place += self._take(piece, after)
        self._close()

    def _take(self, piece: Piece, after: Piece | None) -> int:
        """Take a piece, or a heading with its part; return the number of pieces taken."""
        if isinstance(piece, Head) and self._part(piece, after):
            said = inline.plain(piece.text)
            if not is_printed(split_score(said)[0]):
                self.left.append(said)
            return 2
        if not self._part(None, piece):
            self._prose(piece)
        return 1

    def _part(self, head: Head | None, piece: Piece | None) -> bool:
        """Take a table or a verdict with its heading; return False if `piece` is neither."""
        if isinstance(piece, Grid) and is_ratings(piece):
            self._end_notes()
            self.ratings += ratings_of(piece, self.left, lenient=self.source.lenient)
            return True
        if isinstance(piece, Grid) and is_guide(piece):
            self._guide(head, piece)
            return True
        if isinstance(piece, Framed | Prose) and piece.score is not None:
            marked = isinstance(piece, Framed) and piece.marked
            trusted = marked or not (self.source.ours and self.source.marked)
            if marked or (trusted and head is not None and is_verdict(inline.plain(head.text))):
                self._end_notes()
                self.verdict = Verdict(piece.score, piece.note)
                return True
        return False

    def _guide(self, head: Head | None, grid: Grid) -> None:
        self._close()
        said, score = self._scored(head) if head else ("", None)
        season = season_of_guide(inline.plain(said))
        read = guide_of(grid, season, self.left, lenient=self.source.lenient)
        if read is not None:
            self.guides.append(replace(read.guide, score=score))
            self._places = places_of(read)
            self._guide_level = head.level if head else 0
            self._entry = -1

    def _note(self, head: Head) -> bool:
        """Take a heading that names an entry of the guide above it; its notes follow."""
        if self._entry is None or head.level <= self._guide_level:
            return False
        place = self._named_by(inline.plain(head.text))
        if place is None:
            return False
        self._close()
        self._entry = place
        return True

    def _named_by(self, said: str) -> int | None:
        """Return the number of the entry that a heading names, or None.

        The heading has the name in the table, or else the label or the title alone, since people
        may change one and not the other.
        """
        before, _, after = said.partition(": ")
        first = 0 if self._entry is None else self._entry + 1
        for key in (said, label_of(before), (after,)):
            places = self._places.get(key, [])
            at = bisect_left(places, first)
            if at < len(places):
                return places[at]
        return None

    def _scored(self, head: Head) -> tuple[str, AnyScore | None]:
        """Return the text of a heading, and its own score."""
        if head.score is not None or head.whole or (self.source.ours and self.source.marked):
            return head.text, head.score
        return split_score(head.text)

    def _prose(self, piece: Piece) -> None:
        if isinstance(piece, Head):
            if not self._note(piece):
                self._close()
                self._heading = piece
        elif isinstance(piece, Rule):
            if self._entry is None or self._entry < 0:
                self._count("rule")
            else:
                self._close()
        elif isinstance(piece, Prose | Framed):
            self._blocks.append(Paragraph(piece.text))
        elif isinstance(piece, Bullets):
            self._blocks.append(piece.listed())
        elif isinstance(piece, Quotation):
            self._blocks.append(Quote(tuple(map(Paragraph, piece.paragraphs))))
        elif isinstance(piece, Picture):
            self._blocks.append(Figure(piece.src, piece.alt or None, piece.caption or None))
        elif isinstance(piece, Terms):
            self._count("list of terms")
            items = (f"{inline.escape(term)}: {', '.join(said)}" for term, said in piece.terms)
            self._blocks.append(ItemList(tuple(map(Item, map(tidy, items)))))
        elif isinstance(piece, Grid):
            rows = (((piece.caption,),) if piece.caption else ()) + piece.all
            said = [" | ".join(filter(None, map(inline.plain, row))) for row in rows]
            if self.source.lenient:
                self._count("table")
                self._blocks.append(ItemList(tuple(Item(inline.escape(one)) for one in said)))
            else:
                self.left += said

    def _end_notes(self) -> None:
        """End the notes of an entry; a section may continue."""
        if self._entry is not None:
            self._close()

    def _close(self) -> None:
        """End the open part: the notes of an entry, or a section."""
        guide = len(self.guides) - 1 if self.guides else None
        blocks, head, entry = tuple(self._blocks), self._heading, self._entry
        self._heading, self._blocks, self._entry = None, [], None
        if entry is not None and entry >= 0:
            self._notes[len(self.guides) - 1, entry] = blocks
        elif head is not None:
            said, score = self._scored(head)
            self.sections.append(Section(Heading(said), blocks, guide, score))
        elif blocks:
            last = self.sections[-1] if self.sections else None
            if last is not None and last.guide == guide:
                self.sections[-1] = replace(last, blocks=last.blocks + blocks)
            else:
                self.sections.append(Section(None, blocks, guide))

    def noted_guides(self) -> tuple[Guide, ...]:
        """Return the guides, with the notes of each entry."""
        return tuple(
            replace(
                guide,
                episodes=tuple(
                    replace(episode, notes=self._notes.get((number, place), ()))
                    for place, episode in enumerate(guide.episodes)
                ),
            )
            for number, guide in enumerate(self.guides)
        )

    def _count(self, name: str) -> None:
        self.markup[name] = self.markup.get(name, 0) + 1


def places_of(read: Read) -> Mapping[Hashable, list[int]]:
    """Return the places of a guide's entries, by their names, their labels and their titles."""
    found: dict[Hashable, list[int]] = {}
    for place, (name, episode) in enumerate(zip(read.names, read.guide.episodes, strict=True)):
        keys: list[Hashable] = [name]
        if episode.label is not None:
            keys.append((episode.label, episode.number, episode.number_end))
        if episode.title is not None:
            keys.append((inline.plain(episode.title),))
        for key in keys:
            found.setdefault(key, []).append(place)
    return found


def is_verdict(heading: str) -> bool:
    """Tell whether a heading is only the name of the verdict, in any language."""
    return (
        fold(heading) in known_words("verdict")
        or built_in().verdict_name.fullmatch(heading) is not None
    )


def is_printed(heading: str) -> bool:
    """Tell whether a heading only names the part below it."""
    folded = fold(heading)
    return (
        folded in known_words("ratings", "verdict", "score")
        or folded in headings("ratings")
        or is_guide_name(heading)
        or is_verdict(heading)
    )


def is_conclusion(heading: str) -> bool:
    """Tell whether a heading names the verdict, or the conclusion of a review."""
    return is_verdict(heading) or fold(heading) in headings("conclusion")


_LONGEST_NAME = 120
_REMARK = re.compile(r"(?<=\S)[ \t]*[(（\[][^()（）\[\]]{1,60}[)）\]]\Z")


def is_guide_name(heading: str) -> bool:
    """Tell whether a heading names a guide, in our words or others; a remark may follow."""
    if heading.endswith((")", "）", "]")):
        heading = _REMARK.sub("", heading[-_LONGEST_NAME:])
    return names_guide(heading) or fold(heading) in headings("guide")
