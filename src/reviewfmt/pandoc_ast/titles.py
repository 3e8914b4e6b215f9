"""The title of a document: one of its headings, or what its metadata calls it."""

from __future__ import annotations

import re

from reviewfmt.pandoc_ast.bylines import byline_of
from reviewfmt.pandoc_ast.fields import field_of
from reviewfmt.pandoc_ast.pieces import Head, Piece, Prose
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Strong
from reviewfmt.syntax.words import built_in


def title_of(run: list[Piece], named: str, page: bool) -> tuple[str, str | None, list[Piece]]:
    """Return the title, the language that its heading names, and the run without it.

    Of several headings of the first level, and the title of the metadata, the one that reads as
    the title of a review is it; else the first.
    """
    tops = [
        place for place, piece in enumerate(run) if isinstance(piece, Head) and piece.level == 1
    ]
    first = next((place for place, piece in enumerate(run) if isinstance(piece, Head)), None)
    taken = first if first in tops or (not named and not page) else None
    typed = None if reads_as_title(named) else _typed(run)
    if typed is not None and not any(reads_as_title(_text(piece)) for piece in run):
        return typed, None, [*_below_title(run[0]), *run[1:]]
    if taken is not None and not reads_as_title(_text(run[taken])):
        better = next((place for place in tops if reads_as_title(_text(run[place]))), None)
        if better is not None:
            taken = better
        elif reads_as_title(named):
            taken = None
    if taken is not None:
        head = run[taken]
        better = reads_as_title(_text(head)) and not reads_as_title(named)
        if isinstance(head, Head) and (page or not named or better or head.text == named):
            return head.text, head.language, run[:taken] + run[taken + 1 :]
    if run and isinstance(run[0], Prose) and inline.plain(run[0].text) == inline.plain(named):
        run = run[1:]  # word processors write their title as a paragraph
    return named, None, run


def _typed(run: list[Piece]) -> str | None:
    """Return the first paragraph where it reads as a title, in strong text or not."""
    first = run[0] if run else None
    if not isinstance(first, Prose):
        return None
    line, *below = first.text.split("\n")
    if not reads_as_title(line) or (below and not _stands_below(below[0])):
        return None
    nodes = inline.inlines(line)
    if len(nodes) == 1 and isinstance(nodes[0], Strong):
        return inline.render(nodes[0].children)
    return line


def _stands_below(line: str) -> bool:
    """Tell whether a line is what stands right below a title: a byline, or a field."""
    field = field_of(line)
    return byline_of(inline.plain(line)) is not None or (field is not None and bool(field.name))


def _below_title(piece: Piece) -> list[Piece]:
    text = piece.text.partition("\n")[2] if isinstance(piece, Prose) else ""
    return [Prose(text)] if text else []


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Head) else ""


def reads_as_title(text: str) -> bool:
    """Tell whether a text with marks has the words that the title of a review has."""
    words = built_in()
    said = inline.plain(text)
    return bool(words.title_opening.match(said) or words.title_review.search(said))


_ARTICLE = re.compile(
    r"(?<=\S)[ \t]*+[-–—|:,][ \t]++(?:an?|my|our|the|une|eine|una|un|ma|meine|mi)[ \t]++(\S++)\Z",
    re.IGNORECASE,
)


def without_article(title: str) -> str:
    """Return a title without the article of a Review word that ends it: `Fog: A Review`."""
    match = _ARTICLE.search(title)
    if match is None or not reads_as_title(f"x {match[1]}"):
        return title
    return f"{title[: match.start()]} {match[1]}"
