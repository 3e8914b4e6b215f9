"""pandoc's JSON AST -> review: the structure is read, whoever wrote it (spec, "Reading back").

What `to_pandoc` writes comes back as it was. Of other documents is taken what has a place in a
review; what has none is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reviewfmt.characters import closed, tidy
from reviewfmt.model import (
    Block,
    Guide,
    Heading,
    Item,
    ItemList,
    Paragraph,
    Rating,
    Review,
    Score,
    Section,
    Title,
    Verdict,
)
from reviewfmt.pandoc_ast.entries import guide_of, is_guide, is_ratings, ratings_of
from reviewfmt.pandoc_ast.fields import KEYS, fields_of, rated_of, values_of
from reviewfmt.pandoc_ast.pieces import Bullets, Figure, Grid, Head, Piece, Prose, Terms, pieces
from reviewfmt.pandoc_ast.shape import Node
from reviewfmt.pandoc_ast.text import TextReader
from reviewfmt.scores import read_score, score_of
from reviewfmt.shapes import TITLE, VERDICT

_HEADING = 60
_SEASON = re.compile(r"\bSeason (\d{1,4})\b", re.IGNORECASE)
_PART = re.compile(
    r"(?:Season \d{1,4} )?(?:(?:Episode|Chapter)s? (?:Guide|List)|Episodes)|Ratings?|Scores?"
    r"|(?:Final |Our |My )?(?:Verdict|Rating|Score)|Overall",
    re.IGNORECASE,
)
_VERDICTS = ("verdict", "final verdict", "rating", "score", "overall", "final score")


@dataclass(slots=True)
class Draft:
    """A review as far as a document says one, and what of the document it does not say.

    The paragraphs of `review` keep forced line ends as such. `markup` counts what was changed,
    by its name; `left` is the text of what was left out.
    """

    review: Review
    markup: Mapping[str, int] = field(default_factory=dict)
    left: tuple[str, ...] = ()


def from_pandoc(document: Node, *, page: bool = False, ours: bool = False) -> Draft:
    """Return the review that a pandoc document (JSON AST) says.

    `page` tells that its first heading is its title, whatever the metadata names it; `ours` that
    it is a page of this project's making, whose fields all stand in its body. The work, the season
    and the tagline are not told apart yet: the title line says them.
    """
    text = TextReader()
    left: list[str] = []
    found = {key.lower(): values_of(node, text) for key, node in document.get("meta", {}).items()}
    run = list(pieces(document["blocks"], text))
    title, language, run = _title(run, " ".join(found.get("title", ())), page)
    run, given = _fields(run)
    if ours:
        found = {"lang": found["lang"]} if found.get("lang") else {}
    if language and not found.get("lang"):
        given["language"] = (language,)
    body = _Body(left)
    body.take(run)
    data = fields_of(found, given, left, page=page)
    typed = None if body.verdict else _typed(run)
    rated = rated_of(found, body.verdict or typed, left)
    verdict = body.verdict or rated or (body.typed_verdict() if typed is None else None)
    review = Review(
        Title(title, title),
        data,
        tuple(body.guides),
        tuple(body.sections),
        tuple(body.ratings),
        Verdict(verdict) if verdict else None,
    )
    text.markup.update(body.markup)
    return Draft(review, dict(text.markup), (*text.left, *left))


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
    return TITLE.match(text) is not None


def _fields(run: list[Piece]) -> tuple[list[Piece], dict[str, tuple[str, ...]]]:
    """Return the run without the fields that stand above its prose, and the fields."""
    given: dict[str, tuple[str, ...]] = {}
    for place, piece in enumerate(run):
        if isinstance(piece, Terms):
            names = [KEYS.get(term.lower()) for term, _ in piece.terms]
            if any(names):
                rest = tuple(
                    term for term, name in zip(piece.terms, names, strict=True) if not name
                )
                for (_, said), name in zip(piece.terms, names, strict=True):
                    if name:
                        given[name] = tuple(filter(None, said))
                others: list[Piece] = [Terms(rest)] if rest else []
                return [*run[:place], *others, *run[place + 1 :]], given
        elif not isinstance(piece, Figure):
            break
    return run, given


def _typed(run: Sequence[Piece]) -> Score | None:
    """Return the score of the first line of prose that is a verdict, if it has one."""
    for piece in run:
        if isinstance(piece, Prose):
            lines: Sequence[str] = piece.text.split("\n")
        elif isinstance(piece, Bullets):
            lines = piece.items
        else:
            continue
        for line in lines:
            if match := VERDICT.match(line):
                return Score(*score_of(match))
    return None


@dataclass(slots=True)
class _Body:
    """Gathers the parts of a review from the run of a document's pieces."""

    left: list[str]
    guides: list[Guide] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    verdict: Score | None = None
    markup: dict[str, int] = field(default_factory=dict)
    _heading: str | None = None
    _blocks: list[Block] = field(default_factory=list)

    def take(self, run: list[Piece]) -> None:
        place = 0
        while place < len(run):
            piece = run[place]
            after = run[place + 1] if place + 1 < len(run) else None
            if isinstance(piece, Head) and self._part(piece.text, after):
                if not _PART.fullmatch(piece.text):
                    self.left.append(piece.text)
                place += 2
                continue
            if not self._part("", piece):
                self._prose(piece)
            place += 1
        self._close()

    def _part(self, heading: str, piece: Piece | None) -> bool:
        """Take a table or a verdict with its heading; False where `piece` is neither."""
        if isinstance(piece, Grid) and is_ratings(piece):
            self.ratings += ratings_of(piece, self.left)
            return True
        if isinstance(piece, Grid) and is_guide(piece):
            season = _SEASON.search(heading)
            guide = guide_of(piece, int(season[1]) if season else None, self.left)
            if guide is not None:
                self.guides.append(guide)
            return True
        strong = isinstance(piece, Prose) and piece.strong
        if self.verdict is None and (isinstance(piece, Figure) or strong):
            named = heading.lower() in _VERDICTS
            marked = isinstance(piece, Figure) and piece.verdict
            score = read_score(piece.text) if named or marked else None  # type: ignore[union-attr] # `strong` tells that it is prose
            self.verdict = score
            return score is not None
        return False

    def _prose(self, piece: Piece) -> None:
        if isinstance(piece, Head):
            self._open(piece.text)
        elif isinstance(piece, Prose | Figure):
            if isinstance(piece, Prose) and piece.strong:
                self._count("strong text")
            self._blocks.append(Paragraph(piece.text))
        elif isinstance(piece, Bullets):
            self._blocks.append(ItemList(tuple(map(Item, piece.items))))
        elif isinstance(piece, Terms):
            self._count("list of terms")
            items = (f"{term}: {', '.join(said)}" for term, said in piece.terms)
            self._blocks.append(ItemList(tuple(map(Item, map(tidy, items)))))
        else:
            rows = [piece.heads, *piece.rows] if piece.heads else list(piece.rows)
            self.left += [" | ".join(filter(None, row)) for row in rows]

    def typed_verdict(self) -> Score | None:
        """Take the section that is a heading such as "Verdict" and a score, where one is typed."""
        for place, section in enumerate(self.sections):
            if section.heading is None or section.heading.text.lower() not in _VERDICTS:
                continue
            first = section.blocks[0]
            score = read_score(first.text) if isinstance(first, Paragraph) else None
            if score is None:
                continue
            rest = section.blocks[1:]
            self.sections[place : place + 1] = [replace(section, blocks=rest)] if rest else []
            return score
        return None

    def _open(self, text: str) -> None:
        """Begin a section; what cannot be a heading is a paragraph."""
        if self._heading is not None and not self._blocks:
            self._count("heading with no text below it")
            self._blocks.append(Paragraph(self._heading))
            self._heading = None
        if len(text) > _HEADING or closed(text):
            self._count("long or closed heading")
            self._blocks.append(Paragraph(text))
            return
        self._close()
        self._heading = text

    def _close(self) -> None:
        if self._heading is not None and not self._blocks:
            self._count("heading with no text below it")
            self._blocks.append(Paragraph(self._heading))
            self._heading = None
        if self._blocks:
            blocks = tuple(self._blocks)
            last = self.sections[-1] if self.sections else None
            if self._heading is None and last is not None:
                self.sections[-1] = replace(last, blocks=last.blocks + blocks)
            else:
                heading = None if self._heading is None else Heading(self._heading)
                self.sections.append(Section(heading, blocks))
        self._heading, self._blocks = None, []

    def _count(self, name: str) -> None:
        self.markup[name] = self.markup.get(name, 0) + 1
