"""Lines that say what those of a review say, in the looser signs of people.

`Ep 1 Rain: 3/5`, `Episode 1: Rain, 3/5` and `**Episode 1: Rain** 3/5` are all `Episode 1: Rain –
3/5`; a row of lines that open with numbers is a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reviewfmt.characters import tidy
from reviewfmt.model import Grade
from reviewfmt.pandoc_ast.counted import with_digits
from reviewfmt.pandoc_ast.pieces import Bullets, Head, Piece, Prose, Rule
from reviewfmt.pandoc_ast.scored import DASH, read_score
from reviewfmt.syntax import inline
from reviewfmt.syntax.inline import Strong, Text
from reviewfmt.syntax.kinds import classify
from reviewfmt.syntax.shapes import Entry, Kind, Rating, Verdict
from reviewfmt.syntax.words import built_in

_LONGEST = 160
"""The most characters of a line that may be an entry."""

_BEHIND = re.compile(r"(?P<said>\S.*?)[ \t]++(?P<score>\S++(?:[ \t]?/[ \t]?\S++)?)\Z")
_BRACKETED = re.compile(r"(?P<said>\S.*?)[ \t]++[(\[](?P<score>[^()\[\]]{1,24})[)\]]\Z")
_SIGNS = " \t-–—.:|"
_NUMBERED = re.compile(
    r"(?:(?P<number>\d{1,3})[.)]|(?:#|№|No\.?[ \t])[ \t]?(?P<signed>\d{1,3})[.):]?"
    r"|(?P<bare>\d{1,3})(?:[ \t]*[:–—-])?)[ \t]++(?P<item>\S.*)",
    re.DOTALL,
)
"""A line that opens with a number. One with no stop behind it is an item in a row alone."""


def loosened(line: str) -> str:
    """Return a line that is an entry or a rating in the signs of ours; any other unchanged."""
    if not line or len(line) > _LONGEST:
        return line
    line = led(line.replace(" --- ", DASH).replace(" -- ", DASH))
    kind = _scored(line)
    if kind in (Kind.ENTRY, Kind.VERDICT):
        return line
    wanted = (Kind.ENTRY,) if kind is not None else (Kind.ENTRY, Kind.RATING, Kind.VERDICT)
    return next((one for one in _spellings(line) if _scored(one) in wanted), line)


_LEADERS = re.compile(r"[ \t]*+(?:\.{2,}+|…++|_{3,}+|·{3,}+)[ \t]*+(?=\S)")


def led(line: str) -> str:
    """Return a line with a dash for the dots that lead from a name to its score."""
    found = list(_LEADERS.finditer(line))
    if not found or not found[-1].start():
        return line
    before, behind = line[: found[-1].start()], line[found[-1].end() :]
    return f"{before}{DASH}{behind}" if read_score(inline.plain(behind)) is not None else line


def bracketed(text: str) -> tuple[str, str] | None:
    """Return a text and the score that ends it in brackets, None where none does."""
    match = _BRACKETED.match(text) if len(text) <= _LONGEST else None
    if match is None or read_score(inline.plain(match["score"])) is None:
        return None
    return match["said"], match["score"]


def _spellings(line: str) -> Iterator[str]:
    """Yield how ours may spell what a line says."""
    nodes = inline.inlines(line) if inline.has_marks(line) else ()
    if len(nodes) == 2 and isinstance(nodes[0], Strong) and isinstance(nodes[1], Text):
        score = tidy(nodes[1].text)
        if read_score(score) is not None:
            said = inline.render(nodes[0].children).rstrip(_SIGNS)
            yield from _labelled(f"{said}{DASH}{score}")
    yield from _labelled(line)
    if (counted := with_digits(line)) != line:
        yield counted
        yield from _labelled(counted)
    named = _named_behind(line)
    if named is not None:
        yield f"{named[1]}: {named[0]}"
    behind = _scored_behind(line)
    if behind is not None:
        yield from _labelled(f"{behind[0].rstrip(_SIGNS + ',;')}{DASH}{behind[1]}")


def _named_behind(line: str) -> tuple[str, str] | None:
    """Return the score that opens a line and the verdict's name behind it: `8/10 overall`."""
    plain = inline.plain(line)
    score, space, name = plain.rpartition(" ")
    if not space or isinstance(read_score(score), Grade | None):
        return None  # `A review` has no grade
    return (score, name) if built_in().verdict_name.fullmatch(name) is not None else None


def _scored_behind(line: str) -> tuple[str, str] | None:
    """Return a line without the score that ends it, and the score; None where none does."""
    found = bracketed(line)
    if found is not None:
        return found
    match = _BEHIND.match(line)
    if match is None or read_score(inline.plain(match["score"])) is None:
        return None
    return match["said"], match["score"]


def _labelled(line: str) -> Iterator[str]:
    """Yield a line that opens with the label of an entry, with a colon behind its number."""
    label = built_in().label.match(line)
    if label is None or not any(map(str.isdecimal, label[0])):
        return
    rest = line[label.end() :]
    said = rest.lstrip(_SIGNS)
    if not said or said[0].islower() or line.endswith(("!", "?", "…")):
        return
    if not rest[:1].isspace() and rest == said:
        return
    if read_score(inline.plain(said)) is not None:
        yield f"{label[0]}{DASH}{said}"
    else:
        yield f"{label[0]}: {said}"


def _scored(line: str) -> Kind | None:
    """Return the kind of a line that is an entry, a rating or a verdict with a score."""
    kind, data = classify(line, built_in())
    if isinstance(data, Entry | Rating | Verdict) and data.split is not None:
        return kind if data.split.score is not None else None
    return None


def rejoined(run: Sequence[Piece]) -> list[Piece]:
    """Return pieces with lists as one whose numbers go on from one to the next, as Notion's do."""
    found: list[Piece] = []
    for piece in run:
        last = found[-1] if found else None
        if (
            isinstance(piece, Bullets)
            and isinstance(last, Bullets)
            and last.start is not None
            and piece.start == last.start + len(last.items)
            and len(last.parts) == len(last.items)
        ):
            found[-1] = Bullets(last.items + piece.items, last.start, last.parts + piece.parts)
        else:
            found.append(piece)
    return found


def headed(run: Sequence[Piece], names_part: Callable[[str], bool]) -> list[Piece]:
    """Return pieces with the first line of a paragraph by itself where it names what is below."""
    found: list[Piece] = []
    for piece in run:
        if isinstance(piece, Prose) and piece.score is None and "\n" in piece.text:
            line, _, below = piece.text.partition("\n")
            if len(line) <= _LONGEST_PART and names_part(line):
                found += (Prose(line), Prose(below))
                continue
        found.append(piece)
    return found


_LONGEST_PART = 60


def scored_heads(run: Sequence[Piece]) -> list[Piece]:
    """Return pieces with headings as ratings that have a score below them and nothing else.

    Two of a level or more stand in a row.
    """
    found: list[Piece] = []
    place = 0
    while place < len(run):
        end = place
        while _is_scored_head(run, end) and run[end].__class__ is run[place].__class__:
            end += 2
        if end - place < 2 * _LEAST_HEADS:
            found.append(run[place])
            place += 1
            continue
        for at in range(place, end, 2):
            head, score = run[at], run[at + 1]
            assert isinstance(head, Head)
            assert isinstance(score, Prose)
            found.append(Prose(f"{inline.escape(inline.plain(head.text))}{DASH}{score.text}"))
        place = end
    return found


_LEAST_HEADS = 2


def _is_scored_head(run: Sequence[Piece], at: int) -> bool:
    """Tell whether a heading with no number stands above a score, and that above a heading."""
    if at + 1 >= len(run):
        return False
    head, below = run[at], run[at + 1]
    if not isinstance(head, Head) or not isinstance(below, Prose) or "\n" in below.text:
        return False
    if at + 2 < len(run) and not isinstance(run[at + 2], Head | Rule):
        return False
    name = inline.plain(head.text)
    if len(name.split()) > _MOST_WORDS or any(map(str.isdecimal, name)):
        return False
    return read_score(inline.plain(below.text)) is not None


_MOST_WORDS = 5


class _Row(NamedTuple):
    """A line of a list that is typed: its number, what stands behind, and the whole of it."""

    number: int
    item: str
    line: str


def listed(run: Sequence[Piece]) -> list[Piece]:
    """Return pieces with each row of lines that open with numbers, and have scores, as a list."""
    found: list[Piece] = []
    rows: list[_Row] = []
    for piece in run:
        lines = _lines(piece)
        numbered = [_numbered(line) for line in lines]
        first = next((at for at, one in enumerate(numbered) if one is not None), len(lines))
        here = [one for one in numbered[first:] if one is not None]
        if not here or len(here) < len(lines) - first:
            found += _closed(rows)
            found.append(piece)
            continue
        if first or (rows and here[0].number != rows[-1].number + 1):
            found += _closed(rows)
        if first:
            found.append(Prose("\n".join(lines[:first])))
        rows += here
    return [*found, *_closed(rows)]


def _lines(piece: Piece) -> list[str]:
    return piece.text.split("\n") if isinstance(piece, Prose) and piece.score is None else []


def _numbered(line: str) -> _Row | None:
    match = _NUMBERED.match(line)
    if match is None or len(line) > _LONGEST:
        return None
    item = led(match["item"])
    if _scored_behind(item) is None and read_score(inline.plain(item)) is None:
        return None
    if match["bare"] and (item[:1].islower() or not any(map(str.isalpha, item))):
        return None
    return _Row(int(match["number"] or match["signed"] or match["bare"]), item, line)


def _closed(rows: list[_Row]) -> list[Piece]:
    """Return the pieces that a row of numbered lines is, and begin the next."""
    taken = rows.copy()
    rows.clear()
    if not taken:
        return []
    numbers = [one.number for one in taken]
    if len(taken) == 1 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return [Prose(one.line) for one in taken]
    items = tuple(one.item for one in taken)
    return [Bullets(items, numbers[0], tuple((Prose(item),) for item in items))]
