"""pandoc's JSON AST -> review: the structure is read, whoever wrote it (spec, "Reading back").

What `to_pandoc` writes comes back as it was. Of other documents is taken what has a place in a
review; what has none is reported.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reviewfmt.characters import tidy
from reviewfmt.fields import TITLE_FIELDS
from reviewfmt.model import (
    AnyScore,
    Block,
    Field,
    Figure,
    Guide,
    Heading,
    Item,
    ItemList,
    Paragraph,
    Quote,
    Rating,
    Review,
    Section,
    Title,
    Verdict,
    score_from,
)
from reviewfmt.pandoc_ast.entries import Read, guide_of, is_guide, is_ratings, label_of, ratings_of
from reviewfmt.pandoc_ast.fields import fields_of, names, rated_of, values_of
from reviewfmt.pandoc_ast.pieces import (
    Bullets,
    Grid,
    Head,
    Picture,
    Piece,
    Prose,
    Quotation,
    Rule,
    Terms,
    pieces,
)
from reviewfmt.pandoc_ast.pieces import Figure as Framed
from reviewfmt.pandoc_ast.printed import known_fields, known_words, names_guide, season_of_guide
from reviewfmt.pandoc_ast.scored import read_score, split_score
from reviewfmt.pandoc_ast.shape import Node
from reviewfmt.pandoc_ast.text import TextReader
from reviewfmt.syntax import inline
from reviewfmt.syntax.kinds import classify
from reviewfmt.syntax.shapes import Kind
from reviewfmt.syntax.shapes import Verdict as VerdictLine
from reviewfmt.syntax.words import built_in, fold

_RATINGS = frozenset(("rating", "ratings", "score", "scores"))
_OTHER_GUIDES = frozenset(("episodes",))
_TITLE_FIELDS = frozenset(field.name for field in TITLE_FIELDS)


@dataclass(slots=True)
class Draft:
    """A review as far as a document says one, and what of the document it does not say.

    The paragraphs of `review` keep forced line ends as such. `overrules` is what the title says
    by its fields, by their names, "" for none. `markup` counts what was changed, by its name;
    `left` is the text of what was left out.
    """

    review: Review
    markup: Mapping[str, int] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    overrules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """What kind of document is read.

    `page` tells that its first heading is its title, whatever the metadata names it; `ours` that
    this project wrote it. `marked` tells that classes or styles say what the parts of such a
    document are. `pipes` tells that two pipes are the sign of a spoiler, `held` that its pictures
    are inside it.
    """

    page: bool = False
    ours: bool = False
    marked: bool = False
    pipes: bool = False
    held: bool = False


def from_pandoc(document: Node, source: Source | None = None) -> Draft:
    """Return the review that a pandoc document (JSON AST) says.

    The work, the season and the tagline are not told apart yet: the title line says them.
    """
    source = source or Source()
    styles = source.marked and not source.page
    text = TextReader(pipes=source.pipes, styles=styles, held=source.held)
    left: list[str] = []
    meta = document.get("meta", {})
    found = {key: values_of(node, text) for key, node in meta.items()}
    for key, node in meta.items():
        if node == {"t": "MetaBool", "c": False} and fold(key) in _TITLE_FIELDS:
            found[key] = ("",)
    run = pieces(document["blocks"], text)
    called = next((said for key, said in found.items() if fold(key) == "title"), ())
    title, language = " ".join(called), None
    if source.page or not source.ours:  # ours has no heading for the title but in a page
        title, language, run = _title(run, title, source.page)
    run, given, extra = _fields(run, source.ours)
    if source.ours and source.page:
        found = {key: said for key, said in found.items() if key == "lang"}
    if language and not found.get("lang"):
        given["language"] = (language,)
    body = _Body(left, source)
    body.take(run)
    fields = fields_of(found, given, extra, left, page=source.page, ours=source.ours)
    if not source.ours:
        body.verdict = body.verdict or body.typed_verdict()
    typed = None if body.verdict or source.ours else _typed(run)
    given_score = body.verdict.score if body.verdict else typed
    rated = None if source.ours else rated_of(found, given_score, left)
    verdict = body.verdict or (Verdict(rated) if rated else None)
    review = Review(
        Title(title, title),
        fields.metadata,
        body.noted_guides(),
        tuple(body.sections),
        tuple(body.ratings),
        verdict,
    )
    text.markup.update(body.markup)
    return Draft(review, dict(text.markup), (*text.left, *left), fields.overrules)


def _title(run: list[Piece], named: str, page: bool) -> tuple[str, str | None, list[Piece]]:
    """Return the title, the language that its heading names, and the run without it.

    Of several headings of the first level, and the title of the metadata, the one that reads as
    the title of a review is it; else the first.
    """
    tops = [
        place for place, piece in enumerate(run) if isinstance(piece, Head) and piece.level == 1
    ]
    first = next((place for place, piece in enumerate(run) if isinstance(piece, Head)), None)
    taken = first if first in tops or (not named and not page) else None
    if taken is not None and not _reads_as_title(_text(run[taken])):
        better = next((place for place in tops if _reads_as_title(_text(run[place]))), None)
        if better is not None:
            taken = better
        elif _reads_as_title(named):
            taken = None
    if taken is not None:
        head = run[taken]
        if isinstance(head, Head) and (page or not named or head.text == named):
            return head.text, head.language, run[:taken] + run[taken + 1 :]
    return named, None, run


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Head) else ""


def _reads_as_title(text: str) -> bool:
    words = built_in()
    said = inline.plain(text)
    return bool(words.title_opening.match(said) or words.title_review.search(said))


def _fields(
    run: list[Piece], ours: bool
) -> tuple[list[Piece], dict[str, Sequence[str]], list[Field]]:
    """Return the run without the fields that stand above its prose, the fields, and the unknown.

    In a document of this project's making every term is a field.
    """
    given: dict[str, Sequence[str]] = {}
    known = known_fields() if ours else names(ours=False)
    for place, piece in enumerate(run):
        if isinstance(piece, Terms):
            named = [(known.get(fold(term)), term, said) for term, said in piece.terms]
            if ours or any(name for name, _, _ in named):
                rest = []
                for name, term, said in named:
                    if name:
                        given[name] = said
                    else:
                        rest.append((term, said))
                if ours:
                    extra = [Field(term, inline.plain(", ".join(said))) for term, said in rest]
                    return [*run[:place], *run[place + 1 :]], given, extra
                others: list[Piece] = [Terms(tuple(rest))] if rest else []
                return [*run[:place], *others, *run[place + 1 :]], given, []
        elif ours or not isinstance(piece, Framed | Picture):
            break
    return run, given, []


def _typed(run: Sequence[Piece]) -> AnyScore | None:
    """Return the score of the first line of prose that is a verdict, if it has one."""
    for piece in run:
        if isinstance(piece, Prose):
            lines: Sequence[str] = piece.text.split("\n")
        elif isinstance(piece, Bullets):
            lines = piece.items
        else:
            continue
        for line in lines:
            kind, said = classify(line, built_in())
            if kind is Kind.VERDICT and isinstance(said, VerdictLine) and said.split is not None:
                score = said.split.score
                if score is not None:
                    return score_from(score.value)
    return None


@dataclass(slots=True)
class _Body:
    """Gathers the parts of a review from the run of a document's pieces."""

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
        """Take every piece; what has no place is counted or goes to `left`."""
        place = 0
        while place < len(run):
            piece = run[place]
            after = run[place + 1] if place + 1 < len(run) else None
            if isinstance(piece, Head) and self._part(piece, after):
                said = inline.plain(piece.text)
                if not _is_printed(split_score(said)[0]):
                    self.left.append(said)
                place += 2
                continue
            if not self._part(None, piece):
                self._prose(piece)
            place += 1
        self._close()

    def _part(self, head: Head | None, piece: Piece | None) -> bool:
        """Take a table or a verdict with its heading; False where `piece` is neither."""
        if isinstance(piece, Grid) and is_ratings(piece):
            self._end_notes()
            self.ratings += ratings_of(piece, self.left)
            return True
        if isinstance(piece, Grid) and is_guide(piece):
            self._guide(head, piece)
            return True
        if isinstance(piece, Framed | Prose) and piece.score is not None:
            marked = isinstance(piece, Framed) and piece.marked
            trusted = marked or not (self.source.ours and self.source.marked)
            if marked or (trusted and head is not None and _is_verdict(inline.plain(head.text))):
                if self.verdict is not None and not self.source.ours:
                    return False
                self._end_notes()
                self.verdict = Verdict(piece.score, piece.note)
                return True
        return False

    def _guide(self, head: Head | None, grid: Grid) -> None:
        self._close()
        said, score = self._scored(head) if head else ("", None)
        read = guide_of(grid, season_of_guide(inline.plain(said)), self.left)
        if read is not None:
            self.guides.append(replace(read.guide, score=score))
            self._places = _places(read)
            self._guide_level = head.level if head else 0
            self._entry = -1

    def _note(self, head: Head) -> bool:
        """Take a heading that names an entry of the guide above it: its notes follow."""
        if self._entry is None or head.level <= self._guide_level:
            return False
        place = self._named_by(inline.plain(head.text))
        if place is None:
            return False
        self._close()
        self._entry = place
        return True

    def _named_by(self, said: str) -> int | None:
        """Return which of the entries that follow a heading names, None where it names none.

        It names one by what the table calls it; else by its label or its title alone, for people
        change the one and not the other.
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
        """Return the text of a heading, and the score that is its own."""
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
            self._blocks.append(ItemList(tuple(map(Item, piece.items)), piece.start))
        elif isinstance(piece, Quotation):
            self._blocks.append(Quote(tuple(map(Paragraph, piece.paragraphs))))
        elif isinstance(piece, Picture):
            self._blocks.append(Figure(piece.src, piece.alt or None, piece.caption or None))
        elif isinstance(piece, Terms):
            self._count("list of terms")
            items = (f"{inline.escape(term)}: {', '.join(said)}" for term, said in piece.terms)
            self._blocks.append(ItemList(tuple(map(Item, map(tidy, items)))))
        elif isinstance(piece, Grid):
            rows = [piece.heads, *piece.rows] if piece.heads else list(piece.rows)
            self.left += [" | ".join(filter(None, map(inline.plain, row))) for row in rows]

    def typed_verdict(self) -> Verdict | None:
        """Take the section that is a heading such as "Verdict" and a score, where one is typed."""
        for place, section in enumerate(self.sections):
            if section.heading is None or not _is_verdict(section.heading.plain):
                continue
            first = section.blocks[0] if section.blocks else None
            score = read_score(first.plain) if isinstance(first, Paragraph) else None
            if score is None:
                continue
            rest = section.blocks[1:]
            self.sections[place : place + 1] = [replace(section, blocks=rest)] if rest else []
            return Verdict(score)
        return None

    def _end_notes(self) -> None:
        """End the notes of an entry; a section may go on."""
        if self._entry is not None:
            self._close()

    def _close(self) -> None:
        """End what is open: the notes of an entry, or a section."""
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
        """Return the guides, each entry with its notes."""
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


def _places(read: Read) -> Mapping[Hashable, list[int]]:
    """Return where the entries of a guide stand, by their names, their labels and their titles."""
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


def _is_verdict(heading: str) -> bool:
    """Tell whether a heading names the verdict and nothing else, in any language."""
    return (
        fold(heading) in known_words("verdict")
        or built_in().verdict_name.fullmatch(heading) is not None
    )


def _is_printed(heading: str) -> bool:
    """Tell whether a heading says no more than what the part below it is."""
    folded = fold(heading)
    return (
        folded in known_words("ratings", "verdict", "score")
        or folded in _RATINGS | _OTHER_GUIDES
        or names_guide(heading)
        or _is_verdict(heading)
    )
