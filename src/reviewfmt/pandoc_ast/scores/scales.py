"""Completes scores whose maximum is elsewhere: `Ep 1: Rain – 7` with `out of 10` above.

The maximum is the one that the document states for all its scores, or the only one that its other
scores have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from reviewfmt.pandoc_ast.entries.entry import NUMBER_HEADS, column_of, headings, maximum_in
from reviewfmt.pandoc_ast.entries.lines import lead_of
from reviewfmt.pandoc_ast.lines.fields import field_of
from reviewfmt.pandoc_ast.lines.loose import loosened, points, without_points
from reviewfmt.pandoc_ast.lines.plain import undressed
from reviewfmt.pandoc_ast.pieces.pictographs import unadorned
from reviewfmt.pandoc_ast.pieces.piece import Bullets, Grid, Head, Piece, Prose, Quotation, Terms
from reviewfmt.pandoc_ast.scored import DASH, scores_in
from reviewfmt.syntax import inline
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.line_kinds import Entry, Kind, Rating, Verdict
from reviewfmt.syntax.vocabulary import NUMBER_HERE, fold
from reviewfmt.syntax.words import built_in

_LONGEST = 160
_LONGEST_STATED = 120
_BARE = r"\d{1,3}(?:[.,]\d{1,2})?[¼½¾]?"
_CELL = re.compile(rf"[*]{{0,2}}(?P<number>{_BARE})[*]{{0,2}}")
_NUMBER = re.compile(
    rf"(?P<sign>(?<!\d)[-–—]|[:：=|→,([])[ \t]{{0,3}}[*]{{0,2}}(?P<number>{_BARE})"
    r"(?![\w.,/%½★⭐☆]*[\w/%½★⭐☆])(?![ \t]{0,2}[/★⭐])"
)
_LEADERS = re.compile(r"(?<=\S)[ \t]*+(?:\.{3,}+|…++|_{3,}+|·{3,}+)[ \t]*+(?=\d)")
_MOST_PLACES = 4
_MAXIMA = ("5", "10", "20", "100")
_PARTS = {"¼": 0.25, "½": 0.5, "¾": 0.75}


class _Scale(NamedTuple):
    stated: re.Pattern[str]
    named: re.Pattern[str]
    behind: re.Pattern[str]
    numbers: dict[str, str]
    names: re.Pattern[str]
    points: re.Pattern[str]
    counted: frozenset[str]


@cache
def _scale() -> _Scale:
    """Return how texts state a maximum, and the words for scores, in every language."""
    every = built_in().vocabularies
    of = {word for one in every for word in one.words("score", "of")}
    numbers = {
        fold(word): str(at + 1)
        for one in every
        for at, word in enumerate(one.words("numbers", "cardinals"))
        if str(at + 1) in _MAXIMA
    }
    numbers |= {one: one for one in _MAXIMA}
    said = "|".join(map(re.escape, sorted(numbers, key=len, reverse=True)))
    by = "|".join(map(re.escape, sorted(of, key=len, reverse=True)))
    stated = re.compile(
        rf"(?<![^\W_])(?:(?P<of>{by})[ \t]+|/[ \t]?)(?P<most>{said})(?=[ \t*_]*(?:[).,;:!\]]|\Z))",
        re.IGNORECASE,
    )
    behind = re.compile(rf"(?:[\d½¼¾★⭐☆%]|(?<![^\W_])(?:{said}))[ \t*_]*\Z", re.IGNORECASE)
    nouns = {word for one in every for word in one.words("verdict", "nouns")}
    nouns |= {word for one in every for word in one.words("score", "before")}
    units = {word for one in every for word in one.words("score", "points")}
    named = {fold(word) for word in nouns} | headings("ratings")
    names = _any_of(named)
    counted = set(map(fold, built_in().labels))
    maxima = (
        re.escape(word).replace(NUMBER_HERE, rf"(?P<most{at}>{said})(?!\d)")
        for at, word in enumerate(word for one in every for word in one.words("score", "maximum"))
    )
    return _Scale(
        stated,
        re.compile(rf"(?<![^\W_])(?:{'|'.join(maxima)})", re.IGNORECASE),
        behind,
        numbers,
        re.compile(rf"(?<![^\W_])(?:{names})(?![^\W_])|\A\W*\Z", re.IGNORECASE),
        re.compile(_any_of(units | nouns), re.IGNORECASE),
        frozenset(counted | headings("guide")),
    )


def _any_of(words: Iterable[str]) -> str:
    """Return the pattern of any of several words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def scaled(run: Sequence[Piece]) -> tuple[list[Piece], int]:
    """Return pieces in which scores without a maximum have one, and the number of these scores."""
    numbers: list[float] = []
    if not any(_rewritten(piece, "100", numbers) is not piece for piece in run):
        return list(run), 0
    most = _maximum(run, numbers)
    if most is None:
        return list(run), 0
    count: list[float] = []
    return [_rewritten(piece, most, count) for piece in run], len(count)


def _maximum(run: Sequence[Piece], numbers: Sequence[float]) -> str | None:
    """Return the maximum that pieces state, or that all their other scores have."""
    texts = [text for piece in run for text in _texts(piece)]
    stated = {said for text in texts for said in _stated(text)}
    named = {said for text in texts for said in _named(text)}
    if named and _used(filter(_is_entry, texts)) - named:
        return None
    stated |= named
    if len(stated) == 1:
        (most,) = stated
        return most if max(numbers) <= int(most) else None
    used = _used(texts)
    if stated or len(used) != 1:
        return None
    (most,) = used
    return most if int(most) / 2 < max(numbers) <= int(most) else None


def _used(texts: Iterable[str]) -> set[str]:
    """Return the maxima of the scores in texts."""
    return {str(one.score.out_of) for text in texts for one in scores_in(inline.plain(text))}


def _is_entry(text: str) -> bool:
    """Tell whether a text is an entry on its own; a verdict may have its own maximum."""
    return classify(loosened(undressed(unadorned(text))), built_in()).kind is Kind.ENTRY


def _stated(text: str) -> Iterator[str]:
    """Yield the maxima that a text states for its scores: `(all scores out of 10)`."""
    if len(text) > _LONGEST_STATED:
        return
    plain = inline.plain(text)
    scale = _scale()
    for found in scale.stated.finditer(plain):
        before = plain[: found.start()]
        if scale.behind.search(before[-20:]) is not None:
            continue
        around = f"{before} {plain[found.end() :]}"
        if scale.names.search(around) is not None or " " in (found["of"] or "").strip():
            yield scale.numbers[fold(found["most"])]


def _named(text: str) -> Iterator[str]:
    """Yield the maxima in a text about scores, or in a separate text: `All scores: max. 10`."""
    if len(text) > _LONGEST_STATED:
        return
    plain = inline.plain(text)
    scale = _scale()
    for found in scale.named.finditer(plain):
        around = f"{plain[: found.start()]} {plain[found.end() :]}"
        counts = points().match(plain, found.end()) or scale.points.search(found[0])
        if counts is not None or scale.names.search(around) is not None:
            yield next(scale.numbers[fold(one)] for one in found.groups() if one)


def _texts(piece: Piece) -> Iterator[str]:
    if isinstance(piece, Head | Prose):
        yield from piece.text.split("\n")
    elif isinstance(piece, Bullets):
        yield from piece.items
    elif isinstance(piece, Quotation):
        yield from piece.paragraphs
    elif isinstance(piece, Terms):
        yield from (one for _, said in piece.terms for one in said)
    elif isinstance(piece, Grid):
        yield piece.caption
        yield from (cell for row in piece.all for cell in row)


def _rewritten(piece: Piece, most: str, found: list[float]) -> Piece:
    """Return a piece with `most` after each bare score; the scores are added to `found`."""
    if isinstance(piece, Grid):
        return _grid(piece, most, found)
    if isinstance(piece, Prose) and piece.score is None:
        text = "\n".join(_block(piece.text.split("\n"), most, found))
        return piece if text == piece.text else replace(piece, text=text)
    if isinstance(piece, Head) and piece.score is None:
        text = _line(piece.text, most, found, rated=False)
        return piece if text == piece.text else replace(piece, text=text)
    if isinstance(piece, Bullets):
        return _list(piece, most, found)
    return piece


def _list(piece: Bullets, most: str, found: list[float]) -> Bullets:
    items = _block(piece.items, most, found)
    if items == list(piece.items):
        return piece
    parts = tuple(
        tuple(
            _rewritten(one, most, []) if isinstance(one, Prose | Bullets) else one for one in each
        )
        for each in piece.parts
    )
    if len(items) == len(parts):
        parts = tuple(
            (replace(each[0], text=item), *each[1:])
            if each and isinstance(each[0], Prose) and each[0].text == old
            else each
            for each, item, old in zip(parts, items, piece.items, strict=True)
        )
    return replace(piece, items=tuple(items), parts=parts)


def _block(lines: Sequence[str], most: str, found: list[float]) -> list[str]:
    """Return lines of one block; a rating among them is one of several."""
    said = [_line(line, most, [], rated=True) for line in lines]
    changed = sum(one != line for one, line in zip(said, lines, strict=True))
    rated = changed > 1 and not any((one := field_of(line)) and one.name for line in lines)
    return [_line(line, most, found, rated=rated) for line in lines]


def _line(line: str, most: str, found: list[float], *, rated: bool) -> str:
    """Return a line with `most` after its bare score; with `rated`, also in a rating."""
    if len(line) > _LONGEST:
        return line
    said = without_points(_LEADERS.sub(DASH, line))
    if any(scores_in(inline.plain(said))):
        return line
    places = list(_NUMBER.finditer(said))[-_MOST_PLACES:]
    for place in reversed(places):
        value = _value(place["number"])
        end = place.end("number")
        if value > int(most):
            continue
        whole = f"{said[:end]}/{most}{said[end:]}"
        if _says(whole, place, rated=rated):
            found.append(value)
            return whole
    return line


def _says(line: str, place: re.Match[str], *, rated: bool) -> bool:
    """Tell whether a line is an entry, a verdict or a rating with the score at a place."""
    lead = lead_of(line)
    if lead is not None and lead.episode.score is not None and lead.episode.number is not None:
        return True
    bare = loosened(undressed(unadorned(line)))
    kind, data = classify(bare, built_in())
    if not isinstance(data, Entry | Rating | Verdict) or data.split is None:
        return False
    if data.split.score is None:
        return False
    if isinstance(data, Entry):
        return data.number is not None
    if kind is Kind.VERDICT:
        return isinstance(data, Verdict) and bool(data.name)
    return rated and _is_aspect(line[: place.start()])


def _is_aspect(name: str) -> bool:
    said = fold(inline.plain(name).strip(" -–—:=|*"))
    return said not in _scale().counted and field_of(f"{said}: x") is not None


def _value(number: str) -> float:
    part = _PARTS.get(number[-1], 0.0)
    digits = number[:-1] if part else number
    return float(digits.replace(",", ".") or 0) + part


def _grid(grid: Grid, most: str, found: list[float]) -> Grid:
    """Return a table with `most` after the bare numbers in its column of scores."""
    heads = grid.heads
    rows = grid.rows
    if not heads and len(rows) > 1 and any(map(column_of, map(inline.plain, rows[0]))):
        heads = rows[0]
    at = _column(grid, heads)
    if at is None or (at < len(heads) and maximum_in(inline.plain(heads[at]))):
        return grid
    values: list[float] = []
    changed = tuple(
        row
        if row == heads
        else tuple(
            _cell(cell, most, values) if each == at else cell for each, cell in enumerate(row)
        )
        for row in rows
    )
    if not values or max(values) > int(most):
        return grid
    found += values
    return replace(grid, rows=changed)


def _column(grid: Grid, heads: Sequence[str]) -> int | None:
    """Return the column of a table with scores, by its head, or else by its numbers."""
    named = [column_of(inline.plain(head)) for head in heads]
    if "score" in named:
        return named.index("score")
    if any(fold(inline.plain(head)) not in NUMBER_HEADS and head for head in heads):
        return None
    width = max(map(len, grid.rows), default=0)
    if width < 2:
        return None
    is_bare: Callable[[str], object] = _CELL.fullmatch
    last = width - 1
    cells = [row[last] for row in grid.rows if len(row) > last and row[last]]
    return last if cells and 2 * sum(bool(is_bare(cell)) for cell in cells) > len(cells) else None


def _cell(cell: str, most: str, values: list[float]) -> str:
    match = _CELL.fullmatch(cell)
    if match is None:
        return cell
    values.append(_value(match["number"]))
    return f"{cell[: match.end('number')]}/{most}{cell[match.end('number') :]}"
