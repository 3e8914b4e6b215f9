"""A review, or a text that was read, as pieces: one line each, in order, with its spellings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from reviewfmt.model import (
    FIELDS,
    AnyScore,
    Block,
    Boilerplate,
    Comment,
    Episode,
    Field,
    Figure,
    Guide,
    GuideHeading,
    Heading,
    Item,
    ItemList,
    Leaf,
    Paragraph,
    Quote,
    Rating,
    Review,
    SeasonLine,
    Title,
    Verdict,
)
from reviewfmt.parser.resolve import repeated_titles
from reviewfmt.parser.title import read_title
from reviewfmt.span import NOWHERE
from reviewfmt.syntax.kinds import BOILERPLATE_SIGNS, NUMBER_SIGNS, is_top_boilerplate
from reviewfmt.syntax.place import NOTE_INDENT, STOPS
from reviewfmt.syntax.shapes import Kind, Season
from reviewfmt.writer.spelling import ESCAPE, Speller

_LIST_INDENT = 2
NO_GUIDE = -1


class Piece(NamedTuple):
    """One line of the canonical text.

    `kind` is what it must be read as. `text` is its natural spelling, `explicit` the one that
    always works (the same where there is only one). `group` joins lines with no blank line
    between them; `guide` numbers the guide that an entry or a note belongs to. `parted` tells
    whether a blank line stands above the leaf in its source, None where it has none.
    """

    kind: Kind
    text: str
    explicit: str
    leaf: Leaf | None
    group: tuple[str, int] | None = None
    guide: int = NO_GUIDE
    indent: int = 0
    score: AnyScore | None = None
    number: int | None = None
    tail: bool = False
    parted: bool | None = None


class _Role(NamedTuple):
    """Where a leaf belongs: its group, its guide, and what its node does not say."""

    group: tuple[str, int] | None = None
    guide: int = NO_GUIDE
    score: AnyScore | None = None
    number: int | None = None


_LONE = _Role()
_FIELDS = _Role(("fields", 0))
_CLOSING = _Role(("closing", 0))


class _Outline:
    """The leaves of a review with their roles."""

    def __init__(self, review: Review) -> None:
        self.roles: dict[int, _Role] = {}
        self.lists: dict[int, ItemList] = {}
        self._groups = 0
        self.notes: dict[int, list[Leaf]] = {}

    def block(self, block: Block, guide: int = NO_GUIDE) -> Iterator[Leaf]:
        """Yield the leaves of a block, and note their roles."""
        self._groups += 1
        if isinstance(block, ItemList):
            for at, item in enumerate(block.items):
                value = None if block.start is None else block.start + at
                self.roles[id(item)] = _Role(("list", self._groups), guide, number=value)
                yield item
        elif isinstance(block, Quote):
            for paragraph in block.paragraphs:
                self.roles[id(paragraph)] = _Role(("quote", self._groups), guide)
                yield paragraph
        else:
            self.roles[id(block)] = _Role(None, guide)
            yield block

    def episode(self, episode: Episode, guide: int) -> Iterator[Leaf]:
        """Yield an entry and the leaves of its notes."""
        self.roles[id(episode)] = _Role(("guide", guide), guide)
        yield episode
        notes = [leaf for note in episode.notes for leaf in self.block(note, guide)]
        self.notes[id(episode)] = notes
        yield from notes

    def heading(self, heading: Heading, score: AnyScore | None) -> Heading:
        """Return a heading, and note its score."""
        self.roles[id(heading)] = _Role(score=score)
        return heading


def _review_leaves(review: Review, outline: _Outline) -> Iterator[Leaf]:
    """Yield the leaves of a review in the order of the canonical form."""
    lines = list(review.boilerplate)
    title = review.title.span.offset
    while lines and lines[0].span.offset < title:
        yield lines.pop(0)
    yield review.title
    yield from review.comments
    sections = list(review.sections)
    for section in sections:
        if section.guide is None:
            yield from _section_leaves(section, outline)
    for index, guide in enumerate(review.guides):
        yield from _guide_leaves(guide, index, outline)
        for section in sections:
            if section.guide == index:
                yield from _section_leaves(section, outline)
    yield from review.ratings
    if review.verdict is not None:
        yield review.verdict
    yield from lines


def _section_leaves(section: object, outline: _Outline) -> Iterator[Leaf]:
    from reviewfmt.model import Section

    assert isinstance(section, Section)
    if section.heading is not None:
        yield outline.heading(section.heading, section.score)
    for block in section.blocks:
        yield from outline.block(block)


def _guide_leaves(guide: Guide, index: int, outline: _Outline) -> Iterator[Leaf]:
    if guide.season is not None:
        yield SeasonLine((guide.season,))
    yield GuideHeading(None, guide.score)
    for episode in guide.episodes:
        yield from outline.episode(episode, index)


def _text_leaves(review: Review, leaves: Sequence[Leaf], outline: _Outline) -> Iterable[Leaf]:
    """Return the leaves of a text in their order, their roles noted; notes that are remarks too."""
    found: list[tuple[int, int, Leaf]] = []
    count = 0

    def add(leaf: Leaf, offset: int) -> None:
        nonlocal count
        count += 1
        found.append((offset, count, leaf))

    add(review.title, review.title.span.offset)
    for index, guide in enumerate(review.guides):
        for episode in guide.episodes:
            for leaf in outline.episode(episode, index):
                # A remark behind a score becomes a note on a line of its own.
                add(leaf, max(leaf.span.offset, episode.span.offset))
    for section in review.sections:
        for leaf in _section_leaves(section, outline):
            add(leaf, leaf.span.offset)
    known = {id(leaf) for _, _, leaf in found}
    season: SeasonLine | None = None
    fields = review.metadata.fields
    last_field = fields[-1].span.end_offset if fields else 0
    for leaf in leaves:
        if isinstance(leaf, SeasonLine):
            season = leaf  # it stands right above its guide, where nothing but a guide follows
            continue
        if season is not None and isinstance(leaf, GuideHeading | Episode):
            found.append((leaf.span.offset, -1, season))
            season = None
        if id(leaf) not in known:
            # A score among the fields goes below them.
            among = isinstance(leaf, Rating | Verdict) and leaf.span.offset < last_field
            add(leaf, last_field if among else leaf.span.offset)
    found.sort(key=itemgetter(0, 1))
    return [leaf for _, _, leaf in found]


class Pieces:
    """Makes the pieces of leaves in their order."""

    def __init__(self, review: Review, speller: Speller) -> None:
        self.review = review
        self.speller = speller
        self.words = speller.words
        self.outline = _Outline(review)
        self.pieces: list[Piece] = []
        self._in_place = self._strips = False
        self._line = 0
        self._judged = False
        self._titled = False
        self._tail = False

    def of_review(self) -> list[Piece]:
        """Return the pieces of a review, in the order of the canonical form."""
        for leaf in _review_leaves(self.review, self.outline):
            if isinstance(leaf, Title):
                self._title(leaf, keep=False)
                self._fields()
            else:
                self._add(leaf)
        return self._finished()

    def of_text(self, leaves: Sequence[Leaf], text: str, *, boilerplate: bool) -> list[Piece]:
        """Return the pieces of a text that was read, in the order of the text."""
        self._in_place, self._strips = True, not boilerplate
        for leaf in _text_leaves(self.review, leaves, self.outline):
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
        """Tell whether a heading of a text has the sign of one."""
        line = text[heading.span.offset : heading.span.end_offset]
        return self.speller.reader.classify(line).kind in (Kind.HEADING, Kind.TITLE)

    def _is_season(self, rating: Rating, text: str) -> bool:
        """Tell whether a rating of a text is a line of a season, which stops a guide."""
        line = text[rating.span.offset : rating.span.end_offset]
        return self.speller.reader.classify(line).kind is Kind.SEASON

    @cached_property
    def _titles(self) -> frozenset[str]:
        return repeated_titles(self.review.title.text, self.words)

    @cached_property
    def _above_a_cut(self) -> frozenset[int]:
        """The ids of the boilerplate above a line that would be read as several.

        Where no sign keeps such a line whole, no line above it may open the comments of readers.
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
                # Lone signs of a quotation read back as prose, but only where none stands around.
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
        self, kind: Kind, text: str, explicit: str, leaf: Leaf | None, role: _Role, indent: int = 0
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
        """Tell whether a blank line stands above a leaf in the text, None where that is unknown."""
        if not self._in_place or leaf is None or leaf.span == NOWHERE:
            return None
        above, self._line = self._line, leaf.span.end_line
        return None if above == 0 else leaf.span.line > above + 1

    def _title(self, title: Title, *, keep: bool) -> None:
        """Add the title: with no sign where its words show that it is one."""
        self._titled = True
        explicit = f"# {title.text}"
        natural = title.text
        if not keep and not read_title(title.text, self.words).told:
            natural = explicit
        self._put(Kind.TITLE, natural, explicit, title, _LONE)

    def _fields(self) -> None:
        """Add the fields of a review, those that overrule the title first."""
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
        """Return key and value of a field of a text: a known one in the words of the language."""
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
        """Add a line of boilerplate; the line that opens the comments ends all signs."""
        sign = f"~ {leaf.text}"
        if self._tail:
            self._put(Kind.BOILERPLATE, leaf.text, leaf.text, leaf, _TAIL)
            return
        kind, data = self.speller.reader.classify(leaf.text)
        # Without a sign of its own, the sign that the text begins with would be taken off.
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
        # With a score, a season name would be one more season line for the guide below.
        scored = isinstance(data, Season) and data.split is not None
        if kind not in _NATURAL_HEADINGS or scored:
            natural = marked
        self._put(Kind.HEADING, marked if explicit else natural, marked, heading, role)

    def _quoted(self, paragraph: Paragraph, role: _Role) -> None:
        """Add a paragraph of a quotation; a lone `>` parts it from the one above."""
        if self.pieces and self.pieces[-1].group == role.group:
            self._put(Kind.QUOTE, ">", ">", None, role)
        line = f"> {paragraph.text}"
        self._put(Kind.QUOTE, line, line, paragraph, role)

    def _part_guides(self, role: _Role) -> None:
        """Add the name of a guide where it would be read as more of the guide above.

        That is so only where boilerplate that stood between the two is stripped.
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

    def _part_lists(self, role: _Role) -> None:
        """Add a lone `%` where two lists would be read as one."""
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
                self._put(Kind.COMMENT, "%", "%", None, _Role(None, role.guide))
            return

    # -- all of them

    def _finished(self) -> list[Piece]:
        return _spaced_notes(_bare_guides(self.pieces, self.speller))


_SPECS = {spec.name: spec for spec in FIELDS}
SEASONS = ("season", 0)
"""Links to other seasons: a blank line below one would make a lone one prose."""
_SEASONS = _Role(SEASONS)
BOILERPLATE = ("boilerplate", 0)
_NATURAL_HEADINGS = frozenset((Kind.PROSE, Kind.RATING, Kind.SEASON))
_SITE = _Role(BOILERPLATE)
_TAIL = _Role(("tail", 0))


def _bare_guides(pieces: list[Piece], speller: Speller) -> list[Piece]:
    """Write the entries of a guide as their titles alone where all of them can be."""
    found = list(pieces)
    for at, piece in enumerate(found):
        if piece.kind is not Kind.GUIDE:
            continue
        end = at + 1
        lines: list[str] = []
        while end < len(found) and found[end].guide != NO_GUIDE:
            leaf = found[end].leaf
            bare = speller.bare_entry(leaf) if isinstance(leaf, Episode) else None
            if bare is None:
                lines = []
                break
            lines.append(bare)
            end += 1
        for index, line in enumerate(lines, at + 1):
            found[index] = found[index]._replace(text=line)
    return found


def _with_asides(pieces: Sequence[Piece], indented: set[int]) -> list[Piece]:
    """Make comments and boilerplate between an entry and its indented notes part of the guide."""
    found: list[Piece] = []
    guide = NO_GUIDE
    for piece in reversed(pieces):
        if piece.kind in (Kind.COMMENT, Kind.BOILERPLATE) and guide in indented:
            piece = piece._replace(guide=guide)
        else:
            guide = NO_GUIDE if isinstance(piece.leaf, Episode) else piece.guide
        found.append(piece)
    found.reverse()
    return found


def _spaced_notes(pieces: list[Piece]) -> list[Piece]:
    """Indent the notes of a guide where blank lines would not keep them in it.

    They would not where the last entry has a note, nor where an entry with no label stands
    below a note in a guide whose first entry has one. Below an indented note at the end of a
    guide the next line is not indented, so that it is no note.
    """
    indented: set[int] = set()
    first: dict[int, bool] = {}
    noted: dict[int, bool] = {}
    for piece in pieces:
        if piece.guide == NO_GUIDE:
            continue
        leaf = piece.leaf
        if isinstance(leaf, Episode):
            labelled = leaf.label is not None
            first.setdefault(piece.guide, labelled)
            if noted.get(piece.guide) and first[piece.guide] and not labelled:
                indented.add(piece.guide)
            noted[piece.guide] = False
        else:
            noted[piece.guide] = True
    indented |= {guide for guide, has_note in noted.items() if has_note}
    pieces = _with_asides(pieces, indented)
    found: list[Piece] = []
    flush: tuple[str, int] | None = None
    ended = False
    for piece in pieces:
        if piece.guide != NO_GUIDE and not isinstance(piece.leaf, Episode):
            ended = piece.guide in indented
            piece = piece._replace(indent=NOTE_INDENT if ended else 0)
        elif piece.guide == NO_GUIDE and ended and piece.indent:
            if flush is None:
                flush = piece.group
            piece = piece._replace(indent=0)
            if piece.group != flush:
                ended, flush = False, None
        elif piece.kind is not Kind.COMMENT:
            ended, flush = False, None
        found.append(piece)
    return found
