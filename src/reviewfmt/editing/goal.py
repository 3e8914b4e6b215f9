"""The new review of an edit, and how a text becomes one that says it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from enum import IntEnum

from reviewfmt.editing.pairing import paired
from reviewfmt.editing.patch import Patch
from reviewfmt.editing.pieces import Key, Piece, joined, pieces_of
from reviewfmt.model import (
    TITLE_FIELD_NAMES,
    Boilerplate,
    Comment,
    Episode,
    Field,
    Guide,
    Rating,
    Review,
    Section,
    Title,
    Verdict,
)
from reviewfmt.parser import Parsed, parse
from reviewfmt.span import NOWHERE, Span
from reviewfmt.syntax.parts import Part
from reviewfmt.syntax.words import Words
from reviewfmt.writer import dumps


class _Canonical:
    """The canonical text of a review without its comments and its boilerplate, in pieces."""

    def __init__(self, review: Review, words: Words | None) -> None:
        self.text = dumps(replace(review, comments=(), boilerplate=()), words)
        self.pieces = list(pieces_of(parse(self.text, words)).values())

    def gap(self, at: int) -> str:
        """Return the text between the piece above and this one."""
        if at >= len(self.pieces):
            return "\n"
        above = self.pieces[at - 1].spans[-1].end_offset if at else 0
        return self.text[above : self.pieces[at].spans[0].offset]


class Depth(IntEnum):
    """How much of a changed line is rewritten."""

    SCORES = 0
    """The score alone, if nothing else changes."""
    LINES = 1
    """The line."""
    GAPS = 2
    """The line, and the gap to the next one."""


class Goal:
    """The review of a text, the new review, and which of their pieces belong together."""

    def __init__(self, old: Review, new: Review, words: Words | None) -> None:
        self.old = _Canonical(old, words)
        self.new = _Canonical(new, words)
        self.before, self.after = old, new
        self.kept = paired(self.old.pieces, self.new.pieces, (_kind_and_text, _identity, _kind))

    def made_in(self, parsed: Parsed, end: str, depth: Depth) -> str:
        """Return a text of the old review, changed so that it says the new review.

        `end` is the line end of new lines.
        """
        patch = Patch(parsed.text, end)
        source = pieces_of(parsed)
        self._remove(patch, source)
        above = 0  # where the piece above ends; the title is always kept and comes first
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
            elif depth is Depth.GAPS and not (
                self._says_the_same(at) and (at == 0 or self._says_the_same(at - 1))
            ):
                patch.part(above, stands.spans[0].offset, self.new.gap(at))
            above = stands.spans[-1].end_offset
            self._rewrite(patch, at, stands, source, depth)
        if run:
            self._insert(patch, run, above, None)
        self._change_comments_and_boilerplate(patch, parsed)
        return patch.text()

    def _insert(self, patch: Patch, run: list[int], above: int, below: int | None) -> None:
        """Write new pieces behind the piece above, or before the piece below.

        They go before the piece below if they are closer to it, as the first entry of a block is.
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

    def _source(self, at: int, source: dict[Key, Piece]) -> Piece | None:
        """Return the piece of the text that a piece of the new review replaces."""
        if at >= len(self.new.pieces):
            return None
        old = self.kept.get(at)
        piece = self.new.pieces[at]
        if old is not None:
            return source.get(self.old.pieces[old].key)
        if piece.key[0] == "field" and piece.key not in {one.key for one in self.old.pieces}:
            return source.get(piece.key)  # a line that repeated the title
        return None

    def _says_the_same(self, at: int) -> bool:
        """Tell whether a piece of the new review is also in the old one, word for word."""
        old = self.kept.get(at)
        return old is not None and self.old.pieces[old].spelling == self.new.pieces[at].spelling

    def _rewrite(
        self, patch: Patch, at: int, stands: Piece, source: dict[Key, Piece], depth: Depth
    ) -> None:
        """Rewrite a piece in its place, if it says something else."""
        if self._says_the_same(at):
            return
        old = self.kept.get(at)
        new = self.new.pieces[at]
        if old is not None:
            before = self.old.pieces[old]
            score = _score_alone(before.node, new.node, stands.node)
            if score is not None and depth is Depth.SCORES:
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
            span = joined(span, stands.node.score.span)  # the remark after it stays
        patch.replace(span, new.spelling)

    def _remove(self, patch: Patch, source: dict[Key, Piece]) -> None:
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

    def _change_comments_and_boilerplate(self, patch: Patch, parsed: Parsed) -> None:
        """Change the comments and the boilerplate."""
        review = parsed.review
        fields = [one.span.end_offset for one in review.metadata.fields]
        below = max(fields, default=review.title.span.end_offset)
        last = parsed.lines[-1]
        end = last.offset + len(last.text)
        sign = "" if last.part == Part.COMMENTS else "~ "
        _change_lines(patch, review.comments, self.after.comments, "% ", below)
        _change_lines(patch, review.boilerplate, self.after.boilerplate, sign, end)


def _change_lines(
    patch: Patch,
    old: Sequence[Comment | Boilerplate],
    new: Sequence[Comment | Boilerplate],
    sign: str,
    above: int,
) -> None:
    """Change comments or boilerplate; a new line goes below its neighbour, or to `above`."""
    if old == new:
        return
    pairs = paired(old, new, (lambda one: one.text, type))
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
    """Return the place and the text of a score, if nothing but the score changes."""
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


def _kind_and_text(piece: Piece) -> Hashable:
    """Return the kind of a piece and its text."""
    return piece.key[0], piece.spelling


def _identity(piece: Piece) -> Hashable:
    """Return what identifies a piece, such as the number of an entry."""
    key, node = piece.key, piece.node
    if isinstance(node, Episode):
        return key[0], node.label, node.number, node.number_end or node.title
    if isinstance(node, Rating):
        return key[0], node.aspect
    if isinstance(node, Section) and node.heading is not None:
        return key[0], node.heading.text
    if isinstance(node, Field | Title | Verdict):
        return key
    return _kind_and_text(piece)


def _kind(piece: Piece) -> Hashable:
    """Return the kind of a piece."""
    return piece.key[0]
