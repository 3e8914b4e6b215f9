"""Builds the parts of a review from a document that other people made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reviewfmt.model import (
    AnyScore,
    Episode,
    Field,
    Guide,
    Paragraph,
    Rating,
    Verdict,
)
from reviewfmt.pandoc_ast.entries.entry import Read
from reviewfmt.pandoc_ast.entries.headings import Asked, EntryHead
from reviewfmt.pandoc_ast.entries.lists import (
    guide_in,
    labelled_entry,
    lone_score,
    named_score,
    read_of,
)
from reviewfmt.pandoc_ast.entries.pieces import with_entry_heads as led
from reviewfmt.pandoc_ast.entries.plain_titles import plainly_titled
from reviewfmt.pandoc_ast.entries.terms import entry_of_term
from reviewfmt.pandoc_ast.lines.trailing_scores import score_last
from reviewfmt.pandoc_ast.pieces.piece import NESTED, Bullets, Grid, Head, Piece, Prose, Terms
from reviewfmt.pandoc_ast.printed import season_of_guide
from reviewfmt.pandoc_ast.reading.body import (
    Body,
    is_conclusion,
    is_guide_name,
    is_printed,
    is_verdict,
    places_of,
)
from reviewfmt.pandoc_ast.reading.guide_signs import (
    UNNAMED_GUIDE,
    closing_score,
    heads_guide,
    heads_verdict,
    holds_ratings,
    is_of_guide,
    is_rated,
    levels_of_entries,
    names_guide_or_season,
    typed_head,
)
from reviewfmt.pandoc_ast.scored import split_score
from reviewfmt.pandoc_ast.scores.verdicts import embedded_in, last_words, opening_score
from reviewfmt.pandoc_ast.tables.table import table_of
from reviewfmt.syntax import inline
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.inline import Strong
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.words import built_in


@dataclass(slots=True)
class OtherBody(Body):
    """Collects the parts of a review from the pieces of a document that other people made.

    `fields` and `extra` are from its tables, `credits` name the author of the work, or of the
    review if nothing else does. `called` is the name of the verdict; `weak` is true if the verdict
    may be an average, which any other verdict replaces.
    """

    fields: dict[str, Sequence[str]] = field(default_factory=dict)
    extra: list[Field] = field(default_factory=list)
    credits: list[tuple[str, str]] = field(default_factory=list)
    called: str = ""
    weak: bool = False
    _levels: frozenset[int] = frozenset()
    _rates_entries: bool = False
    _named_below: bool = False
    _closing: str = ""
    _headed: list[Episode] | None = None
    _verdict_head: Head | None = None

    def _take(self, piece: Piece, after: Piece | None) -> int:
        if isinstance(piece, Head):
            if isinstance(after, Grid):
                printed = is_printed(split_score(inline.plain(piece.text))[0])
                if (printed or names_guide_or_season(piece)) and self._part(piece, after):
                    return 2
                self._prose(piece)
                if not self._part(None, after):
                    self._prose(after)
                return 2
            if isinstance(after, Bullets) and self._list(piece, after):
                return 2
            if isinstance(after, Bullets) and holds_ratings(piece, after):
                Body._take(self, piece, None)
                Body._take(self, replace(after, start=None), None)
                return 2
            if isinstance(after, Terms) and self._terms(piece, after):
                return 2
            if self._headed is not None or piece.level in self._levels:
                return self._heading_in_guide(piece, after)
        elif (self._headed is not None and self._note_score(piece)) or (
            isinstance(piece, Terms) and self._terms(None, piece)
        ):
            return 1
        elif (head := typed_head(piece)) is not None:
            if isinstance(after, Grid) and self._part(head, after):
                return 2
            if isinstance(after, Bullets) and self._list(head, after):
                return 2
        elif (
            isinstance(piece, Bullets) and self._may_be_guide() and self._list(UNNAMED_GUIDE, piece)
        ):
            return 1
        return Body._take(self, piece, after)

    def take(self, run: list[Piece]) -> None:
        """Take every piece; what has no place is counted or added to `left`."""
        self._closing = closing_score(run)
        run = led(run, Asked(heads_guide, self._score, self._closes))
        named = sum(named_score(piece) is not None for piece in run)
        self._rates_entries = named > 1 or any(map(heads_verdict, run))
        self._levels = levels_of_entries(run, named=self._rates_entries)
        self._named_below = bool(self._levels) or any(map(is_of_guide, run))
        Body.take(self, run)
        self._end_headed()

    def _score(self, piece: Piece | None) -> AnyScore | None:
        """Return the score of the entry above in a paragraph; None for the verdict."""
        return None if self._closes(piece) else lone_score(piece)

    def _closes(self, piece: Piece | None) -> bool:
        """Tell whether a paragraph is the line of the verdict."""
        return isinstance(piece, Prose) and bool(piece.text) and piece.text == self._closing

    def _may_be_guide(self) -> bool:
        """Tell whether a list may be the guide, though nothing names a guide."""
        if self.guides or self._headed is not None or self._named_below:
            return False
        return self._heading is None or not is_printed(
            split_score(inline.plain(self._heading.text))[0].rstrip(" :!")
        )

    def _is_apart(self, bullets: Bullets) -> bool:
        """Tell by its labels, size or place whether a list is more than a pair of ratings."""
        found = guide_in(bullets, named=False) or ()
        if bullets.start is None and found and all(one.number is not None for one in found):
            return True
        above = [Prose(block.text) for block in self._blocks if isinstance(block, Paragraph)]
        named = any(map(heads_guide, above))
        named = named or (self._heading is not None and heads_guide(self._heading))
        opens = not (self.sections or self._blocks or self._heading)
        return opens or named or len(bullets.items) > 2

    def _list(self, head: Head, bullets: Bullets) -> bool:
        """Take a list below the name of a guide, or of a season, as the guide."""
        if head is UNNAMED_GUIDE and not (is_rated(bullets) and self._is_apart(bullets)):
            return False
        if not names_guide_or_season(head):
            return False
        said, score = self._scored(head)
        plain = inline.plain(said)
        episodes = guide_in(bullets, named=is_guide_name(plain.rstrip(" :!")))
        if episodes is None:
            return False
        self._close()
        season = season_of_guide(plain)
        named = {one.named_season for one in episodes}
        if season is None and len(named) == 1:
            season = named.pop()
        self._open(read_of(episodes, season), score, head.level)
        if bullets.nested:  # notes hold lists, so nothing was changed
            self.markup[NESTED] = self.markup.get(NESTED, 0) - bullets.nested
        return True

    def _terms(self, head: Head | None, terms: Terms) -> bool:
        """Take a definition list if each term is an entry and its definition is the score."""
        named = head is not None and names_guide_or_season(head)
        episodes = [entry_of_term(term, said, named=named) for term, said in terms.terms]
        found = [one for one in episodes if one is not None]
        if len(found) < len(episodes) or not found or (head is not None and not named):
            return False
        said, score = self._scored(head) if head is not None else ("", None)
        self._close()
        season = season_of_guide(inline.plain(said)) if said else None
        self._open(read_of(found, season), score, head.level if head is not None else 0)
        return True

    def _open(self, read: Read, score: AnyScore | None, level: int) -> None:
        """Begin a guide: headings below it may name its entries."""
        self._end_headed()
        self.guides.append(replace(read.guide, score=score))
        self._places = places_of(read)
        self._guide_level = level
        self._entry = -1

    # -- entries that are headings ----------------------------------------------------------------

    def _heading_in_guide(self, head: Head, after: Piece | None) -> int:
        """Take a heading that is an entry, or one that ends or divides the notes of entries."""
        text = head.text if head.score is None else f"{head.text} – {head.score}"
        episode = labelled_entry(text) if head.level in self._levels else None
        if isinstance(head, EntryHead):
            episode = head.episode
        if episode is None:
            if self._headed is not None and head.level > min(self._levels):
                self._blocks.append(Paragraph(inline.render((Strong(inline.inlines(head.text)),))))
                self._count("heading in a note")
                return 1
            self._end_headed()
            return Body._take(self, head, after)
        if self._headed is None:
            self._begin_headed()
        self._close()
        headed = self._headed = self._headed or []
        headed.append(episode)
        self._entry = len(headed) - 1
        if episode.score is None and (score := self._score(after)) is not None:
            headed[-1] = replace(episode, score=score)
            return 2
        return 1

    def _begin_headed(self) -> None:
        above = self._heading if not self._blocks else None
        said, score = "", None
        if above is not None and names_guide_or_season(above):
            said, score = self._scored(above)
            self._heading = None
        self._close()
        season = season_of_guide(inline.plain(said)) if said else None
        self.guides.append(Guide(season, (), score))
        self._headed = []

    def _end_headed(self) -> None:
        """End a guide whose entries are headings."""
        if self._headed is None:
            return
        self._close()
        headed, self._headed = self._headed, None
        named = {one.named_season for one in headed} - {None}
        guide = self.guides[-1]
        season = named.pop() if guide.season is None and len(named) == 1 else guide.season
        self.guides[-1] = replace(guide, episodes=tuple(headed), season=season)

    def _ends_entries(self, piece: Piece) -> bool:
        """Tell whether a list in the notes of the last entry contains the ratings of the review."""
        return isinstance(piece, Bullets) and all(
            classify(item, built_in()).kind in (Kind.RATING, Kind.VERDICT) for item in piece.items
        )

    def _note_score(self, piece: Piece) -> bool:
        """Take a paragraph of a note that is the score of its entry, such as `Rating: 3/5`."""
        headed = self._headed
        if not headed or self._entry is None:
            return False
        if self._ends_entries(piece):
            self._end_headed()
            return False
        if headed[-1].score is not None:
            if named_score(piece) is not None:
                self._end_headed()  # it is the verdict
            return False
        score = self._score(piece)
        if named_score(piece) is not None and (score is None or not self._rates_entries):
            self._end_headed()  # it is the verdict
            return False
        if score is None and isinstance(piece, Prose) and piece.score is None:
            ending = score_last(piece.text)
            if ending is not None:
                score = ending.score
                self._blocks.append(Paragraph(ending.rest))
        if score is None:
            return False
        headed[-1] = replace(headed[-1], score=score)
        return True

    def _part(self, head: Head | None, piece: Piece | None) -> bool:
        if isinstance(piece, Grid):
            return self._table(head, piece)
        if self.verdict is not None and not self.weak:
            return False
        before = self.verdict
        if not Body._part(self, head, piece):
            return False
        if head is not None and self.verdict is not before:
            self._close()
            self._heading = self._verdict_head = head
        if before is not None:
            self._demote(before, self.called)
            self.weak = False
        return True

    def _close(self) -> None:
        """End what is open; a heading of the verdict is removed if only the score is below it."""
        if self._heading is not None and self._heading is self._verdict_head and not self._blocks:
            self._heading = None
        Body._close(self)

    def _table(self, head: Head | None, grid: Grid) -> bool:
        above = head or self._heading
        guided = above is not None and names_guide_or_season(above)
        said, score = self._scored(above) if above is not None and guided else ("", None)
        season = season_of_guide(inline.plain(said)) if said else None
        table = table_of(grid, guided=guided, season=season, lenient=self.source.lenient)
        if table is None:
            return False
        if guided and head is None and table.guides and not self._blocks:
            self._heading = None
        if table.guides:
            self._close()
        else:
            self._end_notes()
        for guide, names in zip(table.guides, table.names, strict=True):
            own = score if len(table.guides) == 1 else None
            self._open(Read(guide, names), own, above.level if above is not None else 0)
        self.ratings += table.ratings
        for name, value in table.fields.items():
            self.fields.setdefault(name, (inline.escape(value),))
        self.extra += table.extra
        self.credits += table.credits
        self.left += table.left
        if table.verdict is not None:
            self.prefer(table.verdict, table.called, weak=table.weak)
        if table.caption:
            self._end_notes()
            self._prose(Prose(table.caption))
        return True

    def noted_guides(self) -> tuple[Guide, ...]:
        """Return the guides with the notes of each entry, from its table and from below it."""
        noted = tuple(map(plainly_titled, Body.noted_guides(self)))
        return tuple(
            replace(
                guide,
                episodes=tuple(
                    replace(episode, notes=(*own.notes, *episode.notes))
                    for own, episode in zip(before.episodes, guide.episodes, strict=True)
                ),
            )
            for before, guide in zip(self.guides, noted, strict=True)
        )

    # -- the verdict ----------------------------------------------------------------------------

    def prefer(self, verdict: Verdict | None, called: str = "", *, weak: bool = False) -> None:
        """Set the verdict, None for one in the prose; a firm verdict is not replaced."""
        before = self.verdict
        if before is not None and (weak or not self.weak):
            if verdict is not None:
                self._demote(verdict, called)
            return
        if before is not None:
            self._demote(before, self.called)
        self.verdict, self.called, self.weak = verdict, called, weak

    def _demote(self, verdict: Verdict, called: str) -> None:
        """Turn a verdict that another one replaces into a rating."""
        self.ratings.append(Rating(called, verdict.score, verdict.note))

    def typed_verdict(self) -> Verdict | None:
        """Take the verdict of a section with a heading such as "Verdict" and a line with a score.

        Its other paragraphs stay.
        """
        for place, section in enumerate(self.sections):
            if section.heading is None or not is_verdict(section.heading.plain):
                continue
            for at, block in enumerate(section.blocks):
                read = opening_score(block) if isinstance(block, Paragraph) else None
                if read is None:
                    continue
                verdict, below = read
                rest = section.blocks[:at] + below + section.blocks[at + 1 :]
                self.sections[place : place + 1] = [replace(section, blocks=rest)] if rest else []
                return verdict
        return None

    def embedded_verdict(self) -> Verdict | None:
        """Take the last verdict inside a paragraph: in strong text, or at the end."""
        for place in range(len(self.sections) - 1, -1, -1):
            section = self.sections[place]
            for at in range(len(section.blocks) - 1, -1, -1):
                block = section.blocks[at]
                read = embedded_in(block.text) if isinstance(block, Paragraph) else None
                if read is None:
                    continue
                verdict, said = read
                rest = (*section.blocks[:at], Paragraph(said), *section.blocks[at + 1 :])
                self.sections[place] = replace(section, blocks=rest)
                return verdict
        return None

    def concluding_verdict(self) -> Verdict | None:
        """Take a rating with the name of a conclusion as the verdict, or else read the conclusion.

        Its text stays as it is.
        """
        for at, rating in enumerate(self.ratings):
            if is_conclusion(rating.aspect):
                del self.ratings[at]
                return Verdict(rating.score, rating.note)
        score = last_words(self.sections, is_conclusion)
        return None if score is None else Verdict(score)
