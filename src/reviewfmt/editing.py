"""A change of the review, made in its text: what does not change stays as it is written."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from enum import IntEnum
from typing import NamedTuple, TypeAlias, TypeVar

from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.document import validate
from reviewfmt.model import (
    TITLE_FIELD_NAMES,
    Block,
    Boilerplate,
    Comment,
    Episode,
    Field,
    Guide,
    GuideHeading,
    ItemList,
    Leaf,
    Quote,
    Rating,
    Review,
    SeasonLine,
    Section,
    Title,
    Verdict,
)
from reviewfmt.parser import Parsed, parse
from reviewfmt.span import NOWHERE, Span
from reviewfmt.syntax.place import Part
from reviewfmt.syntax.words import Words, fold
from reviewfmt.writer import dumps, format_text, line_end

Key: TypeAlias = tuple[str | int, ...]
"""Where a piece belongs in the tree of a review."""

_T = TypeVar("_T", bound=Hashable)
_LINE_ENDS = frozenset("\r\n")
_BLANK = " \t\u00a0"


def edit(text: str, change: Callable[[Review], Review], words: Words | None = None) -> str:
    """Return the text with a change made to its review: `change` takes it and returns the new one.

    Only the lines that say something else are written anew: comments, boilerplate, ignores and
    the spelling of every other line stay where they are. Where that would not read as the new
    review, the text is written in its canonical form first; and all of it anew, where it has no
    comments and no boilerplate to keep. `words` are those to read with, None those of the package.

    Raises ReviewError where the text has errors, where the new review is not a valid one (the
    reasons are in it), and where the text cannot say it in place; TypeError where `change`
    returns no review.
    """
    parsed = _read(text, words)
    new = change(parsed.review)
    if not isinstance(new, Review):
        raise TypeError(f"the change of a review returns a review, found {type(new).__name__}")
    if new == parsed.review:
        return text
    if faults := validate(new):
        raise ReviewError(faults)
    end = line_end(text, "keep")
    goal = _Goal(parsed.review, new, words)
    for source in (text, format_text(text, words)):
        read = parsed if source is text else _read(source, words)
        for depth in _Depth:
            edited = goal.made_in(read, end, depth)
            again = parse(edited, words)
            if again.review == new and not _errors(again):
                return edited
    beside = (*parsed.review.comments, *parsed.review.boilerplate, *new.comments, *new.boilerplate)
    if beside:
        message = "the new review cannot be written with every comment where it stands"
        help_ = "make the change in smaller steps, or write the review anew with `dumps`"
        raise ReviewError([Diagnostic("RF121", message, parsed.review.title.span, help=help_)])
    return dumps(new, words).replace("\n", end)


def _read(text: str, words: Words | None) -> Parsed:
    parsed = parse(text, words)
    if _errors(parsed):
        raise ReviewError(parsed.diagnostics)
    return parsed


def _errors(parsed: Parsed) -> bool:
    return any(found.severity is Severity.ERROR for found in parsed.diagnostics)


# -- the pieces of a review -------------------------------------------------------------------


class _Piece(NamedTuple):
    """A part of a text that is written as a whole.

    `spans` are its places in the text, the last one the main one, and `spelling` is what stands
    there; `node` is what it says, the node that has its score where there is one.
    """

    key: Key
    node: object
    spans: tuple[Span, ...]
    spelling: str


def _pieces(parsed: Parsed) -> dict[Key, _Piece]:
    """Return the pieces of a text that was read, by their keys, in the order of the text."""
    text = parsed.text
    found = [
        _Piece(key, node, spans, text[spans[0].offset : spans[-1].end_offset])
        for key, node, spans in _parts(parsed)
    ]
    found.sort(key=lambda piece: piece.spans[-1].offset)
    return {piece.key: piece for piece in found}


def _parts(parsed: Parsed) -> Iterator[tuple[Key, object, tuple[Span, ...]]]:
    review = parsed.review
    yield ("title",), review.title, (review.title.span,)
    for field in review.metadata.fields:
        yield (
            ("field", field.name or "", fold(field.key) if not field.name else ""),
            field,
            (field.span,),
        )
    headers = _headers(parsed)
    for at, guide in enumerate(review.guides):
        if headers[at]:
            yield ("guide", at), replace(guide, episodes=()), tuple(one.span for one in headers[at])
        for number, episode in enumerate(guide.episodes):
            yield ("entry", at, number), replace(episode, notes=()), (episode.span,)
            yield from _blocks(("note", at, number), episode.notes)
    for at, section in enumerate(review.sections):
        if section.heading is not None:
            yield ("heading", at), replace(section, blocks=(), guide=None), (section.heading.span,)
        yield from _blocks(("block", at), section.blocks)
    for at, rating in enumerate(review.ratings):
        yield ("rating", at), rating, (rating.span,)
    if review.verdict is not None:
        yield ("verdict",), review.verdict, (review.verdict.span,)


def _blocks(key: Key, blocks: Sequence[Block]) -> Iterator[tuple[Key, object, tuple[Span, ...]]]:
    for at, block in enumerate(blocks):
        if isinstance(block, ItemList):
            for number, item in enumerate(block.items):
                yield (*key, at, number), item, (item.span,)
        elif isinstance(block, Quote):
            first, last = block.paragraphs[0].span, block.paragraphs[-1].span
            yield (*key, at), block, (_joined(first, last),)
        else:
            yield (*key, at), block, (block.span,)


def _joined(first: Span, last: Span) -> Span:
    return first._replace(
        end_line=last.end_line, end_column=last.end_column, end_offset=last.end_offset
    )


def _headers(parsed: Parsed) -> list[list[Leaf]]:
    """Return the leaves that open each guide: its name, and the season line that it takes."""
    starts = [guide.episodes[0].span.offset for guide in parsed.review.guides]
    found: list[list[Leaf]] = [[] for _ in starts]
    for leaf in parsed.beside:
        at = bisect_right(starts, leaf.span.offset)
        if isinstance(leaf, SeasonLine | GuideHeading) and at < len(found):
            found[at].append(leaf)
    for leaves in found:
        leaves.sort(key=lambda leaf: leaf.span.offset)
    return found


# -- from one review to another ---------------------------------------------------------------


class _Canonical:
    """The canonical text of a review without its comments and its boilerplate, in pieces."""

    def __init__(self, review: Review, words: Words | None) -> None:
        self.text = dumps(replace(review, comments=(), boilerplate=()), words)
        self.pieces = list(_pieces(parse(self.text, words)).values())

    def gap(self, at: int) -> str:
        """Return what stands between the piece above and this one."""
        if at >= len(self.pieces):
            return "\n"
        above = self.pieces[at - 1].spans[-1].end_offset if at else 0
        return self.text[above : self.pieces[at].spans[0].offset]


class _Depth(IntEnum):
    """How much of a line that changes is written anew."""

    SCORES = 0
    """The score alone, where that is all that changes."""
    LINES = 1
    """The line."""
    GAPS = 2
    """The line, and what parts it from the next one."""


class _Goal:
    """A review and what is to become of it."""

    def __init__(self, old: Review, new: Review, words: Words | None) -> None:
        self.old = _Canonical(old, words)
        self.new = _Canonical(new, words)
        self.before, self.after = old, new
        self.kept = _paired(self.old.pieces, self.new.pieces, (_said, _name, _sort))

    def made_in(self, parsed: Parsed, end: str, depth: _Depth) -> str:
        """Return a text that says the old review, changed so that it says the new one.

        `end` ends the lines.
        """
        patch = _Patch(parsed.text, end)
        source = _pieces(parsed)
        self._remove(patch, source)
        above = 0  # where the piece that stands above ends; the title comes first, and stands
        run: list[int] = []
        for at in range(len(self.new.pieces)):
            stands = self._source(at, source)
            if stands is None:
                if not self._says_the_same(at):
                    run.append(at)
                continue
            if run:
                self._insert(patch, run, above, stands.spans[0].offset)
                patch.indent(stands.spans[0], self.new.gap(at).rpartition("\n")[2])
                run = []
            elif depth is _Depth.GAPS and not (
                self._says_the_same(at) and (at == 0 or self._says_the_same(at - 1))
            ):
                patch.part(above, stands.spans[0].offset, self.new.gap(at))
            above = stands.spans[-1].end_offset
            self._rewrite(patch, at, stands, source, depth)
        if run:
            self._insert(patch, run, above, None)
        self._asides(patch, parsed)
        return patch.text()

    def _insert(self, patch: _Patch, run: list[int], above: int, below: int | None) -> None:
        """Write new pieces behind the one that stands above, or before the one that stands below.

        It is the latter where only that one is near: the first entry of a block, say.
        """
        first, last = run[0], run[-1] + 1
        text = self.new.pieces[first].spelling
        for at in run[1:]:
            text += self.new.gap(at) + self.new.pieces[at].spelling
        before, behind = self.new.gap(first), self.new.gap(last)
        if below is not None and (
            self.new.pieces[first].key[0] == "guide" or behind.count("\n") < before.count("\n")
        ):
            patch.put(below, text + behind)
        else:
            patch.add(above, before + text, behind)

    def _source(self, at: int, source: dict[Key, _Piece]) -> _Piece | None:
        """Return the piece of the text that a piece of the new review stands in the place of."""
        if at >= len(self.new.pieces):
            return None
        old = self.kept.get(at)
        piece = self.new.pieces[at]
        if old is not None:
            return source.get(self.old.pieces[old].key)
        if piece.key[0] == "field" and piece.key not in {one.key for one in self.old.pieces}:
            return source.get(piece.key)  # a line that said what the title says already
        return None

    def _says_the_same(self, at: int) -> bool:
        """Tell whether a piece of the new review is one of the old, word for word."""
        old = self.kept.get(at)
        return old is not None and self.old.pieces[old].spelling == self.new.pieces[at].spelling

    def _rewrite(
        self, patch: _Patch, at: int, stands: _Piece, source: dict[Key, _Piece], depth: _Depth
    ) -> None:
        """Write a piece anew in the place where it stands, if it says something else."""
        if self._says_the_same(at):
            return
        old = self.kept.get(at)
        new = self.new.pieces[at]
        if old is not None:
            before = self.old.pieces[old]
            score = _score_alone(before.node, new.node, stands.node)
            if score is not None and depth is _Depth.SCORES:
                patch.replace(*score)
                return
        for span in stands.spans[:-1]:
            patch.remove(span)
        span = stands.spans[-1]
        remark = source.get(("note", *stands.key[1:], 0))
        if (
            isinstance(stands.node, Episode)
            and stands.node.score is not None
            and remark is not None
            and remark.spans[0].offset < span.end_offset
        ):
            span = _joined(span, stands.node.score.span)  # the remark behind it stays
        patch.replace(span, new.spelling)

    def _remove(self, patch: _Patch, source: dict[Key, _Piece]) -> None:
        kept = set(self.kept.values())
        gone = [piece.key for at, piece in enumerate(self.old.pieces) if at not in kept]
        if self.before.title != self.after.title:
            said = {piece.key for piece in self.new.pieces}
            named = (("field", name, "") for name in TITLE_FIELD_NAMES)
            gone += [key for key in named if key not in said]
        for key in dict.fromkeys(gone):
            if key in source:
                for span in source[key].spans:
                    patch.remove(span)

    def _asides(self, patch: _Patch, parsed: Parsed) -> None:
        """Change the comments and the boilerplate."""
        review = parsed.review
        fields = [one.span.end_offset for one in review.metadata.fields]
        below = max(fields, default=review.title.span.end_offset)
        last = parsed.lines[-1]
        end = last.offset + len(last.text)
        sign = "" if last.part == Part.COMMENTS else "~ "
        _aside(patch, review.comments, self.after.comments, "% ", below)
        _aside(patch, review.boilerplate, self.after.boilerplate, sign, end)


def _aside(
    patch: _Patch,
    old: Sequence[Comment | Boilerplate],
    new: Sequence[Comment | Boilerplate],
    sign: str,
    above: int,
) -> None:
    """Change lines beside the review; new ones stand below the one above them, or at `above`."""
    if old == new:
        return
    pairs = _paired(old, new, (lambda one: one.text, type))
    for at in set(range(len(old))) - set(pairs.values()):
        patch.remove(old[at].span)
    gap = "\n\n"
    for at, line in enumerate(new):
        spelling = f"{sign}{line.text}".rstrip()
        if at in pairs:
            stands = old[pairs[at]]
            above, gap = stands.span.end_offset, "\n"
            if stands != line:
                patch.replace(stands.span, spelling)
        else:
            patch.add(above, gap + spelling, "\n\n")
            gap = "\n"


def _score_alone(before: object, after: object, stands: object) -> tuple[Span, str] | None:
    """Return the place and the text of a score where it is all that changes."""
    scored = Episode | Guide | Rating | Section | Verdict
    if not (
        isinstance(before, scored) and isinstance(after, scored) and isinstance(stands, scored)
    ):
        return None
    score, old = after.score, stands.score
    if score is None or old is None or old.span == NOWHERE:
        return None
    if type(score) is not type(old) or replace(before, score=score) != after:
        return None
    return old.span, str(score)


def _paired(
    old: Sequence[_T], new: Sequence[_T], names: Sequence[Callable[[_T], Hashable]]
) -> dict[int, int]:
    """Return which of `old` each of `new` comes from, by index and in order.

    First come those of one first name; what is between two that are paired is paired by the
    next name.
    """
    pairs: dict[int, int] = {}
    for name in names:
        bounds = sorted(pairs.items())
        taken = set(pairs.values())
        rest_new = [at for at in range(len(new)) if at not in pairs]
        rest_old = [at for at in range(len(old)) if at not in taken]
        places = [pair[1] for pair in bounds]
        names_new = [(bisect_left(bounds, (at, 0)), name(new[at])) for at in rest_new]
        names_old = [(bisect_left(places, at), name(old[at])) for at in rest_old]
        for new_at, old_at in _aligned(names_old, names_new):
            pairs[rest_new[new_at]] = rest_old[old_at]
    return pairs


def _said(piece: _Piece) -> Hashable:
    """Return what a piece is, and all that it says."""
    return piece.key[0], piece.spelling


def _name(piece: _Piece) -> Hashable:
    """Return what a piece is known by, whatever else it says."""
    key, node = piece.key, piece.node
    if isinstance(node, Episode):
        return key[0], node.label, node.number, node.number_end or node.title
    if isinstance(node, Rating):
        return key[0], node.aspect
    if isinstance(node, Section) and node.heading is not None:
        return key[0], node.heading.text
    if isinstance(node, Field | Title | Verdict):
        return key
    return _said(piece)


def _sort(piece: _Piece) -> Hashable:
    """Return what sort of thing a piece is."""
    return piece.key[0]


def _aligned(old: Sequence[_T], new: Sequence[_T]) -> Iterator[tuple[int, int]]:
    """Yield the indexes of what stays in order, as (new, old)."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        yield start, start
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        yield len(new) - 1 - end, len(old) - 1 - end
        end += 1
    middle = SequenceMatcher(
        None, old[start : len(old) - end], new[start : len(new) - end], autojunk=False
    )
    for first, second, size in middle.get_matching_blocks():
        for at in range(size):
            yield start + second + at, start + first + at


# -- the text ---------------------------------------------------------------------------------


class _Patch:
    """Changes of a text, made all at once."""

    def __init__(self, text: str, end: str) -> None:
        self._text = text
        self._end = end
        self._edits: list[tuple[int, int, str]] = []
        self._added: dict[int, list[tuple[str, str]]] = {}

    def replace(self, span: Span, text: str) -> None:
        """Write `text` in the place of a span."""
        self._edits.append((span.offset, span.end_offset, text))

    def put(self, offset: int, text: str) -> None:
        """Write `text` in front of an offset."""
        self._edits.append((offset, offset, text))

    def add(self, offset: int, text: str, below: str) -> None:
        """Write `text` behind an offset; `below` is what should part it from what follows."""
        self._added.setdefault(offset, []).append((text, below))

    def part(self, above: int, below: int, gap: str) -> None:
        """Have a blank line between two offsets, or none, as `gap` has."""
        between = self._text[above:below]
        if below <= above or _LINE_ENDS.isdisjoint(between):
            return
        is_blank = _BLANK_BETWEEN.search(between) is not None
        if gap.count("\n") > 1:
            if not is_blank:
                start = self._indent(below)
                self._edits.append((start, start, "\n"))
        elif is_blank and not between.strip():
            self._edits.append((above, below, gap))

    def indent(self, span: Span, indent: str) -> None:
        """Indent a span as deep as `indent`, if its line opens with it."""
        start = self._indent(span.offset)
        if start == 0 or self._text[start - 1] in _LINE_ENDS:
            self._edits.append((start, span.offset, indent))

    def _indent(self, start: int) -> int:
        """Return where the white space in front of an offset begins."""
        while start and self._text[start - 1] in _BLANK:
            start -= 1
        return start

    def remove(self, span: Span) -> None:
        """Take a span away, and its line where nothing else stands on it."""
        text = self._text
        start, end = self._indent(span.offset), span.end_offset
        rest = _REST.match(text, end)
        if rest is None or (start and text[start - 1] not in _LINE_ENDS):
            self._edits.append((span.offset, end, ""))
        else:
            self._edits.append((start, rest.end(), ""))

    def text(self) -> str:
        """Return the text with the changes made; where two overlap, the first one is made."""
        text = self._text
        edits = [*self._edits, *map(self._insertion, self._added)]
        edits.sort(key=lambda one: one[:2])
        parts: list[str] = []
        above = ""  # the end of what is written, to tell whether a line is blank
        at = 0
        for start, end, new in edits:
            if start < at:
                if start < end:
                    continue
                start = end = at  # what it should stand below is taken away, with its line
                new = new.lstrip("\n") + "\n\n"
            kept = text[at:start]
            written = new if self._end == "\n" else new.replace("\n", self._end)
            parts += [kept, written]
            above = (above + kept[-_LOOK:] + written[-_LOOK:])[-_LOOK:]
            at = end
            if not new and _BLANK_ABOVE.search(above) and (blank := _BLANK_LINE.match(text, at)):
                at = blank.end()  # one blank line is left of two
        return "".join([*parts, text[at:]])

    def _insertion(self, offset: int) -> tuple[int, int, str]:
        """Return the edit that writes what is added behind an offset, parted from what follows."""
        text = self._text
        new = "".join(one for one, _ in self._added[offset])
        below = self._added[offset][-1][1]
        rest = _REST.match(text, offset)
        if rest is None:
            return offset, offset, f"{new}\n"
        if below.count("\n") > 1 and rest[1] and not _BLANK_LINE.match(text, rest.end()):
            new += "\n"
        return rest.start(1), rest.start(1), new


_LOOK = 100
_REST = re.compile(r"[ \t\u00a0]*+(\r\n|\n|\r|\Z)")
_BLANK_ABOVE = re.compile(r"(?:\n|\r(?!\n))[ \t\u00a0]*+(?:\r\n|\n|\r)\Z|\A\Z")
_BLANK_BETWEEN = re.compile(r"(?:\r\n|\n|\r(?!\n))[ \t\u00a0]*+[\r\n]")
_BLANK_LINE = re.compile(r"[ \t\u00a0]*+(?:\r\n|\n|\r|\Z)")
