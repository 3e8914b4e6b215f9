"""Finds the title of a document: a heading, or the title in its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reviewfmt.characters import closed
from reviewfmt.pandoc_ast.heads.title_words import ENDS_OF_WORK, evidence
from reviewfmt.pandoc_ast.lines.bylines import LONGEST, byline_of
from reviewfmt.pandoc_ast.lines.fields import field_of
from reviewfmt.pandoc_ast.pieces.piece import (
    Bullets,
    Figure,
    Grid,
    Head,
    Picture,
    Piece,
    Prose,
    Rule,
    Terms,
)
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Inline, Link, Strong
from reviewfmt.syntax.words import built_in


class Titled(NamedTuple):
    """The title of a document, the language of its heading, and the pieces without the title.

    `above` are headings above the title that are not about the review, such as the name of a site.
    """

    title: str
    language: str | None
    run: list[Piece]
    above: tuple[str, ...] = ()


def title_of(run: list[Piece], named: str, page: bool, *, ours: bool = False) -> Titled:
    """Return the title: a heading, the first line, or the title in the metadata (`named`).

    The candidate with the strongest evidence wins: a Review word, or else a season. Among equals,
    the first heading wins if it is of the first level or nothing else names the document.
    """
    named = _without_site(named, run) if page and not ours else named
    tops = [place for place, piece in enumerate(run) if _text(piece) and _level(piece) == 1]
    heads = sorted({*tops, *_opening_heads(run)})
    first = next((place for place, piece in enumerate(run) if isinstance(piece, Head)), None)
    said = {place: evidence(_text(run[place])) for place in heads}
    best = max(heads, key=lambda place: (said[place], -place), default=None)
    typed = max(_typed(run), key=lambda one: (evidence(one[1]), -one[0]), default=None)
    most = max(evidence(named), said[best] if best is not None else 0)
    if typed is None and not heads and not named:
        typed = _boldly_typed(run)
        most = -1
    if typed is not None and evidence(typed[1]) > most:
        at, line = typed
        return Titled(line, None, [*run[:at], *_below_title(run[at]), *run[at + 1 :]])
    taken = first if first in tops or (not named and not page) else None
    worth = 0 if taken is None else evidence(_text(run[taken]))
    if best is not None and said[best] > max(worth, 0 if taken is not None else evidence(named)):
        taken = best
    if taken is not None and evidence(named) > evidence(_text(run[taken])):
        taken = None if evidence(named) > 1 or not page else taken
    if taken is None and not named and not page and best is not None:
        taken = best
    if taken is not None:
        head = run[taken]
        better = evidence(_text(head)) > evidence(named)
        if isinstance(head, Head) and (page or not named or better or head.text == named):
            above, before = _passed(run[:taken], head.level)
            text = head.text if ours else _unlinked(head.text)
            return Titled(text, head.language, before + run[taken + 1 :], above)
    if run and isinstance(run[0], Prose) and inline.plain(run[0].text) == inline.plain(named):
        run = run[1:]  # word processors write their title as a paragraph
    return Titled(named, None, run)


_PARTED = re.compile(r"\s+[-–—|»·:]\s+")


def _without_site(named: str, run: Sequence[Piece]) -> str:
    """Return the browser's title of a page without the name of its site, if a line confirms it.

    It is the line above the text that begins the title: `Gareth's Page - Fog, Series Two`.
    """
    parts = _PARTED.split(named, maxsplit=1)
    if len(parts) != 2 or evidence(parts[1]) <= 0:
        return named
    for piece in run[:_MOST_ABOVE_TITLE]:
        line = piece.text.partition("\n")[0] if isinstance(piece, Prose | Head) else ""
        said = inline.plain(line).strip()
        if len(said) > 2 and parts[1].startswith(said):
            return parts[1]
    return named


_MOST_ABOVE_TITLE = 6


def _unlinked(title: str) -> str:
    """Return a title without links to the page itself; a link to a part of the title stays."""
    nodes = inline.inlines(title) if inline.has_marks(title) else ()

    def is_own(node: Inline) -> bool:
        return isinstance(node, Link) and (len(nodes) == 1 or "://" not in node.target)

    if not any(map(is_own, nodes)):
        return title
    parts = (
        node.children if isinstance(node, Link) and is_own(node) else (node,) for node in nodes
    )
    return inline.render(tuple(one for each in parts for one in each))


def _opening_heads(run: list[Piece]) -> Iterator[int]:
    """Yield the places of the headings above the first text of a document."""
    for place, piece in enumerate(run):
        if isinstance(piece, Head):
            yield place
        elif not isinstance(piece, Picture | Figure | Rule) and not _is_line(piece):
            return


def _is_line(piece: Piece) -> bool:
    return isinstance(piece, Prose) and len(piece.text) <= LONGEST and not closed(piece.text)


def _passed(before: list[Piece], level: int) -> tuple[tuple[str, ...], list[Piece]]:
    """Return the headings above a title of a lower level, and the other pieces above it."""
    above = tuple(
        inline.plain(piece.text)
        for piece in before
        if isinstance(piece, Head) and (piece.level < level or evidence(piece.text) < 0)
    )
    rest = [
        piece
        for piece in before
        if not isinstance(piece, Head) or inline.plain(piece.text) not in above
    ]
    return above, rest


def _typed(run: list[Piece]) -> Iterator[tuple[int, str]]:
    """Yield the lines above the first text that read as a title, with their places."""
    for at, piece in enumerate(run[:_MOST_ABOVE]):
        if not isinstance(piece, Prose):
            return
        line, *below = piece.text.split("\n")
        if len(line) > LONGEST or (below and not _stands_below(below[0])):
            return
        if evidence(line) > 0 and not _stands_below(line):
            nodes = inline.inlines(line)
            strong = nodes[0] if len(nodes) == 1 else None
            yield at, inline.render(strong.children) if isinstance(strong, Strong) else line


def _boldly_typed(run: list[Piece]) -> tuple[int, str] | None:
    """Return the first line in strong text of a document without headings, and its place.

    It must be near the top, with a short line or the text below it.
    """
    for at, piece in enumerate(run[:_MOST_ABOVE]):
        if not isinstance(piece, Prose) or piece.score is not None:
            return None
        nodes = inline.inlines(piece.text)
        strong = nodes[0] if len(nodes) == 1 else None
        line = inline.plain_of(nodes)
        if not isinstance(strong, Strong) or "\n" in line or len(line) > LONGEST:
            continue
        if evidence(line) < 0 or closed(line) or _stands_below(line):
            continue
        return at, inline.render(strong.children)
    return None


def season_above(run: Sequence[Piece]) -> int | None:
    """Return the season at the beginning of a line below a title, such as `Season 2 · Murk`."""
    words = built_in()
    for piece, after in pairwise((*run[: _MOST_ABOVE + 1], Rule())):
        if isinstance(piece, Head):
            if isinstance(after, Grid | Bullets | Head | Terms):
                return None
        elif not _is_line(piece):
            return None
        said = inline.plain(piece.text if isinstance(piece, Head | Prose) else "")
        named = words.season_at(said)
        if named is None:
            continue
        rest = said[named[1] :].strip(ENDS_OF_WORK)
        if said[named[1] : named[1] + 2].strip()[:1] in _PARTS or (
            words.review_word.fullmatch(without_by_review(rest)) is not None
        ):
            return named[0]
    return None


def without_by_review(said: str) -> str:
    """Return words without the suffix that makes a Review word of them, as in `reviewed by`."""
    return said[:-2] if said.endswith("ed") and len(said) > _LEAST_WORD else said


_LEAST_WORD = 6


def _stands_below(line: str) -> bool:
    """Tell whether a line can be directly below a title: a byline, or a field."""
    field = field_of(line)
    return byline_of(inline.plain(line)) is not None or (field is not None and bool(field.name))


def _below_title(piece: Piece) -> list[Piece]:
    text = piece.text.partition("\n")[2] if isinstance(piece, Prose) else ""
    return [Prose(text)] if text else []


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Head) else ""


def _level(piece: Piece) -> int:
    return piece.level if isinstance(piece, Head) else 0


_MOST_ABOVE = 4
_PARTS = ("", ",", ";", "·", "•", "|", "-", "–", "—", "(", ":")
