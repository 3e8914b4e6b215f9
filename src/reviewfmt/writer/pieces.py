"""Turns a review, or a parsed text, into pieces: the lines to write, with their spellings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from reviewfmt.model import (
    FIELDS,
    Boilerplate,
    Comment,
    Episode,
    Field,
    Figure,
    GuideHeading,
    Heading,
    Item,
    Leaf,
    Paragraph,
    Rating,
    Review,
    SeasonLine,
    Title,
    Verdict,
)
from reviewfmt.parser.resolve import repeated_titles
from reviewfmt.parser.title import read_title
from reviewfmt.span import NOWHERE
from reviewfmt.syntax.classification import is_top_boilerplate
from reviewfmt.syntax.line_kinds import Kind, Season
from reviewfmt.syntax.line_readers import BOILERPLATE_SIGNS, NUMBER_SIGNS
from reviewfmt.syntax.place import STOPS
from reviewfmt.writer.guides import bare_guides, spaced_notes
from reviewfmt.writer.outline import Outline, Role, review_leaves, text_leaves
from reviewfmt.writer.piece import BOILERPLATE, NO_GUIDE, SEASONS, Piece
from reviewfmt.writer.spelling import ESCAPE, Speller

_LIST_INDENT = 2

_LONE = Role()
_FIELDS = Role(("fields", 0))
_CLOSING = Role(("closing", 0))
_SPECS = {spec.name: spec for spec in FIELDS}
_SEASONS = Role(SEASONS)
_NATURAL_HEADINGS = frozenset((Kind.PROSE, Kind.RATING, Kind.SEASON))
_SITE = Role(BOILERPLATE)
_TAIL = Role(("tail", 0))


class Pieces:
    """Makes pieces of leaves, in their order."""

    def __init__(self, review: Review, speller: Speller) -> None:
        self.review = review
        self.speller = speller
        self.words = speller.words
        self.outline = Outline()
        self.pieces: list[Piece] = []
        self._in_place = self._strips = False
        self._line = 0
        self._judged = False
        self._titled = False
        self._tail = False

    def of_review(self) -> list[Piece]:
        """Return the pieces of a review, in the order of the canonical form."""
        for leaf in review_leaves(self.review, self.outline):
            if isinstance(leaf, Title):
                self._title(leaf, keep=False)
                self._fields()
            else:
                self._add(leaf)
        return self._finished()

    def of_text(self, leaves: Sequence[Leaf], text: str, *, boilerplate: bool) -> list[Piece]:
        """Return the pieces of a parsed text, in the order of the text."""
        self._in_place, self._strips = True, not boilerplate
        for leaf in text_leaves(self.review, leaves, self.outline):
            if isinstance(leaf, Boilerplate) and not boilerplate:
                continue
            if isinstance(leaf, Title):
                self._title(leaf, keep=not text.startswith(NUMBER_SIGNS, leaf.span.offset))
            elif isinstance(leaf, Boilerplate) and text.startswith(
                BOILERPLATE_SIGNS, leaf.span.offset
            ):
                self._boilerplate(leaf, explicit=not self._tail)
            elif isinstance(leaf, Rating) and self._is_season(leaf, text):
                _, explicit = self.speller.rating(leaf)
                self._put(Kind.RATING, f"{leaf.aspect} – {leaf.score}", explicit, leaf, _SEASONS)
            elif isinstance(leaf, Heading) and self._is_signed(leaf, text):
                self._heading(leaf, explicit=True)
            else:
                self._add(leaf)
        return self._finished()

    def _is_signed(self, heading: Heading, text: str) -> bool:
        """Tell whether a heading of a text has the sign of a heading."""
        line = text[heading.span.offset : heading.span.end_offset]
        return self.speller.reader.classify(line).kind in (Kind.HEADING, Kind.TITLE)

    def _is_season(self, rating: Rating, text: str) -> bool:
        """Tell whether a rating of a text is a SEASON line, which ends a guide."""
        line = text[rating.span.offset : rating.span.end_offset]
        return self.speller.reader.classify(line).kind is Kind.SEASON

    @cached_property
    def _titles(self) -> frozenset[str]:
        return repeated_titles(self.review.title.text, self.words)

    @cached_property
    def _above_a_cut(self) -> frozenset[int]:
        """The ids of the boilerplate above a line that would be cut into several lines.

        Below the line that opens the comments of readers, no sign can keep such a line whole. So no
        line above it may open the comments.
        """
        leaves = self.review.boilerplate
        is_cut = self.speller.reader.is_cut
        last = max((at for at, leaf in enumerate(leaves) if is_cut(leaf.text)), default=0)
        return frozenset(map(id, leaves[:last]))

    # -- one leaf

    def _add(self, leaf: Leaf) -> None:
        role = self.outline.roles.get(id(leaf), _LONE)
        speller = self.speller
        match leaf:
            case Field():
                self._put_field(*self._field(leaf), leaf, known=leaf.name is not None)
            case Comment():
                line = f"% {leaf.text}".rstrip()
                self._put(Kind.COMMENT, line, line, leaf, _LONE)
            case Boilerplate():
                self._boilerplate(leaf, explicit=False)
            case SeasonLine():
                line = speller.season(leaf.seasons[0], leaf.score)
                self._put(Kind.SEASON, line, line, leaf, _LONE)
            case GuideHeading():
                line = speller.guide(leaf.season, leaf.score)
                self._put(Kind.GUIDE, line, line, leaf, _LONE)
            case Episode():
                self._part_guides(role)
                weak = speller.weak_entry(leaf, coded=self._in_place)
                strong = speller.entry(leaf, coded=self._in_place)
                self._put(Kind.ENTRY, weak or strong, strong, leaf, role)
            case Heading():
                self._heading(leaf, explicit=False)
            case Paragraph() if role.group is not None:
                self._quoted(leaf, role)
            case Paragraph():
                explicit = ESCAPE + leaf.text
                is_quote = self.speller.reader.classify(leaf.text).kind is Kind.QUOTE
                # A lone quotation sign reads back as prose, unless a quotation is next to it.
                self._put(Kind.PROSE, explicit if is_quote else leaf.text, explicit, leaf, role)
            case Item():
                natural, explicit = speller.item(leaf.text, role.number)
                self._part_lists(role)
                self._put(Kind.ITEM, natural, explicit, leaf, role, indent=_LIST_INDENT)
            case Figure():
                line = speller.figure(leaf)
                self._put(Kind.FIGURE, line, line, leaf, role)
            case Rating():
                natural, explicit = speller.rating(leaf)
                self._put(Kind.RATING, natural, explicit, leaf, _CLOSING, indent=_LIST_INDENT)
            case Verdict():
                line = speller.verdict(leaf)
                self._judged = True
                self._put(Kind.VERDICT, line, line, leaf, _CLOSING, indent=_LIST_INDENT)

    def _put(
        self, kind: Kind, text: str, explicit: str, leaf: Leaf | None, role: Role, indent: int = 0
    ) -> None:
        self.pieces.append(
            Piece(
                kind,
                text,
                explicit,
                leaf,
                role.group,
                role.guide,
                indent,
                role.score,
                role.number,
                self._tail,
                self._is_parted(leaf),
            )
        )

    def _is_parted(self, leaf: Leaf | None) -> bool | None:
        """Tell whether a blank line precedes a leaf in the text; None if that is unknown."""
        if not self._in_place or leaf is None or leaf.span == NOWHERE:
            return None
        above, self._line = self._line, leaf.span.end_line
        return None if above == 0 else leaf.span.line > above + 1

    def _title(self, title: Title, *, keep: bool) -> None:
        """Add the title: without a sign if its words show that it is the title."""
        self._titled = True
        explicit = f"# {title.text}"
        natural = title.text
        if not keep and not read_title(title.text, self.words).told:
            natural = explicit
        self._put(Kind.TITLE, natural, explicit, title, _LONE)

    def _fields(self) -> None:
        """Add the fields of a review; those that overrule the title come first."""
        title, speller = self.review.title, self.speller
        named = read_title(title.text, self.words)
        said: list[tuple[str, str]] = []
        for spec, value, read in (
            ("work", title.work, named.work),
            ("season", title.season, named.season),
            ("tagline", title.tagline, named.tagline),
        ):
            if value != read:
                key = self.words.word(speller.language, "fields", spec)
                said.append((key, "" if value is None else str(value)))
        metadata = self.review.metadata
        for field_spec in FIELDS:
            value = getattr(metadata, field_spec.name)
            if value is not None and value != ():
                shown = speller.field_value(field_spec, value)
                said.append((speller.field_key(field_spec), shown))
        for key, value in said:
            self._put_field(key, value, None, known=True)
        for extra in metadata.extra:
            self._put_field(extra.key, extra.value, None, known=False)

    def _put_field(self, key: str, value: str, leaf: Field | None, *, known: bool) -> None:
        line = self.speller.field(key, value, known=known)
        explicit = f"{key}: {ESCAPE}{value}" if value else line
        self._put(Kind.FIELD, line, explicit, leaf, _FIELDS)

    def _field(self, field: Field) -> tuple[str, str]:
        """Return the key and the value of a field; a known field in the words of the language."""
        if field.name is None:
            return field.key, field.value
        key = self.words.word(self.speller.language, "fields", field.name)
        shown = field.value
        spec = _SPECS.get(field.name)
        if spec is not None and shown:
            value = getattr(self.review.metadata, spec.name)
            if value is not None and value != ():
                shown = self.speller.field_value(spec, value)
        return key, shown

    def _boilerplate(self, leaf: Boilerplate, *, explicit: bool) -> None:
        """Add a line of boilerplate. Below the line that opens the comments, none gets a sign."""
        sign = f"~ {leaf.text}"
        if self._tail:
            self._put(Kind.BOILERPLATE, leaf.text, leaf.text, leaf, _TAIL)
            return
        kind, data = self.speller.reader.classify(leaf.text)
        # A text that begins with the sign needs another one, since the first sign is removed.
        explicit = explicit or (kind is Kind.BOILERPLATE and data == "sign")
        opens = kind is Kind.COMMENTS or (
            kind is Kind.BOILERPLATE and data == "counts" and self._judged
        )
        if not self._titled:
            plain = kind is not Kind.COMMENTS and (
                kind is Kind.BOILERPLATE or is_top_boilerplate(leaf.text, self.words)
            )
            natural = leaf.text if plain and not explicit else sign
            self._put(Kind.BOILERPLATE, natural, sign, leaf, _SITE)
        elif opens and not explicit and id(leaf) not in self._above_a_cut:
            self._tail = True
            self._put(Kind.COMMENTS, leaf.text, leaf.text, leaf, _LONE)
        elif not explicit and (kind is Kind.BOILERPLATE or leaf.text in self._titles):
            self._put(Kind.BOILERPLATE, leaf.text, sign, leaf, _SITE)
        elif not explicit and isinstance(data, Season):
            role = _SITE if data.pipe else _SEASONS
            self._put(Kind.BOILERPLATE, leaf.text, sign, leaf, role)
        else:
            self._put(Kind.BOILERPLATE, sign, sign, leaf, _SITE)

    def _heading(self, heading: Heading, *, explicit: bool) -> None:
        role = self.outline.roles.get(id(heading), _LONE)
        natural, marked = self.speller.heading(heading.text, role.score)
        kind, data = self.speller.reader.classify(natural)
        # A season name with a score would be another season line for the guide below.
        scored = isinstance(data, Season) and data.split is not None
        if kind not in _NATURAL_HEADINGS or scored:
            natural = marked
        self._put(Kind.HEADING, marked if explicit else natural, marked, heading, role)

    def _quoted(self, paragraph: Paragraph, role: Role) -> None:
        """Add a paragraph of a quotation; a lone `>` separates it from the one above."""
        if self.pieces and self.pieces[-1].group == role.group:
            self._put(Kind.QUOTE, ">", ">", None, role)
        line = f"> {paragraph.text}"
        self._put(Kind.QUOTE, line, line, paragraph, role)

    def _part_guides(self, role: Role) -> None:
        """Add the name of a guide if its entries would be read as part of the guide above.

        This happens only if boilerplate between the two is stripped.
        """
        if not self._strips:
            return
        above = NO_GUIDE
        for piece in reversed(self.pieces):
            if piece.guide != NO_GUIDE or piece.kind in STOPS:
                above = piece.guide
                break
        if above not in (NO_GUIDE, role.guide):
            line = self.speller.guide()
            self._put(Kind.GUIDE, line, line, None, _LONE)

    def _part_lists(self, role: Role) -> None:
        """Add a lone `%` if two lists would be read as one."""
        for piece in reversed(self.pieces):
            if piece.kind is Kind.COMMENT and piece.text != "%":
                continue
            if piece.kind is not Kind.ITEM or piece.group == role.group:
                return
            if piece.guide != role.guide:
                return
            goes_on = (
                role.number is None if piece.number is None else role.number == piece.number + 1
            )
            if goes_on:
                self._put(Kind.COMMENT, "%", "%", None, Role(None, role.guide))
            return

    # -- all of them

    def _finished(self) -> list[Piece]:
        return spaced_notes(bare_guides(self.pieces, self.speller))
