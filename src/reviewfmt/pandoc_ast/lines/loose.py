"""Reads lines of a review in people's looser notation.

`Ep 1 Rain: 3/5`, `Episode 1: Rain, 3/5` and `**Episode 1: Rain** 3/5` all mean `Episode 1: Rain –
3/5`. A row of lines that begin with numbers is a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from reviewfmt.characters import tidy
from reviewfmt.model import Grade
from reviewfmt.pandoc_ast.lines.days import is_day
from reviewfmt.pandoc_ast.lines.number_words import with_digits
from reviewfmt.pandoc_ast.pieces.piece import Bullets, Head, Piece, Prose, Rule
from reviewfmt.pandoc_ast.scored import DASH, read_score
from reviewfmt.syntax import inline
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.inline import Strong, Text
from reviewfmt.syntax.line_kinds import Entry, Kind, Rating, Verdict
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in

_LONGEST = 160
"""The largest number of characters in a line that may be an entry."""

MOST_LINES = 2048
"""The number of lines in the cache; each line is needed several times."""

_BEHIND = re.compile(r"(?P<said>\S.*?)[ \t]++(?P<score>\S++(?:[ \t]?/[ \t]?\S++)?)\Z")
_BRACKETED = re.compile(r"(?P<said>\S.*?)[ \t]++[(\[](?P<score>[^()\[\]]{1,24})[)\]]\Z")
_SIGNS = " \t-–—.:|"
_NUMBERED = re.compile(
    r"(?:(?P<number>\d{1,3})[.)]|(?:#|№|No\.?[ \t])[ \t]?(?P<signed>\d{1,3})[.):]?"
    r"|(?P<bare>\d{1,3})(?:[ \t]*[:–—-])?)[ \t]++(?P<item>\S.*)",
    re.DOTALL,
)
"""Matches a line that begins with a number; without a stop it is an item only in a row."""


@lru_cache(maxsize=MOST_LINES)
def loosened(line: str) -> str:
    """Return an entry or a rating in the notation of the format; other lines are unchanged."""
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
    """Return a line with a dash in place of the dots between a name and its score."""
    found = list(_LEADERS.finditer(line))
    if not found or not found[-1].start():
        return line
    before, behind = line[: found[-1].start()], line[found[-1].end() :]
    return f"{before}{DASH}{behind}" if read_score(inline.plain(behind)) is not None else line


def bracketed(text: str) -> tuple[str, str] | None:
    """Return a text and the score in brackets at its end, or None."""
    match = _BRACKETED.match(text) if len(text) <= _LONGEST else None
    if match is None or read_score(inline.plain(match["score"])) is None:
        return None
    return match["said"], match["score"]


def _spellings(line: str) -> Iterator[str]:
    """Yield the spellings that the format may have for a line."""
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
    if (labelled := _labelled_behind(line)) is not None:
        yield labelled
    if (special := _special(line)) is not None:
        yield special
    if (row := _row(line)) is not None:
        yield row
    if (pointless := without_points(line)) != line:
        yield pointless
        yield from _spellings(pointless)
    behind = _scored_behind(line)
    if behind is not None:
        yield from _labelled(f"{behind[0].rstrip(_SIGNS + ',;')}{DASH}{behind[1]}")


_LABEL_BEHIND = re.compile(
    r"(?P<title>[^()\[\]]{1,120}?)[ \t]*[(\[](?P<label>[^()\[\]]{1,24})[)\]](?P<rest>[ \t]*\S.*)?"
)


def with_label_first(said: str) -> str | None:
    """Return an entry with its label before its title: `ep. 1: Rain` for `Rain (ep. 1)`."""
    match = _LABEL_BEHIND.fullmatch(said) if said.endswith((")", "]")) else None
    if match is None or match["rest"] or not _is_label(match["label"]):
        return None
    return f"{match['label']}: {match['title'].strip()}"


def _labelled_behind(line: str) -> str | None:
    """Return an entry whose label follows its title with the label in front.

    `Rain (ep. 1): 7/10` becomes `ep. 1: Rain – 7/10`.
    """
    match = _LABEL_BEHIND.fullmatch(line) if "(" in line or "[" in line else None
    if match is None or not match["rest"] or not _is_label(match["label"]):
        return None
    score = match["rest"].strip().lstrip(_SIGNS)
    if read_score(inline.plain(score.strip("()[]"))) is None:
        return None
    return f"{match['label']}: {match['title'].strip()}{DASH}{score.strip('()[]')}"


def _special(line: str) -> str | None:
    """Return an entry whose label follows other words with the label in front.

    `Christmas Special: Frost – 5/5` becomes `Special: Christmas Special: Frost – 5/5`.
    """
    name, _, rest = line.partition(": ")
    words = name.split()
    if not 2 <= len(words) <= _MOST_NAME_WORDS or not rest[:1].isalpha() or " " not in rest:
        return None
    label = built_in().labels.get(fold(words[-1]))
    return None if label in (None, "Episode", "Chapter") else f"{words[-1]}: {line}"


_MOST_NAME_WORDS = 3

_COLUMN_END = re.compile(r"[ \t]+[·•|∙][ \t]+")
_DASH_END = re.compile(r"[ \t]+[–—-][ \t]+")
_MOST_COLUMNS = 5


def _row(line: str) -> str | None:
    """Return an entry whose parts are separated by dots, as in a diary; otherwise None.

    `2 May · S3E1 · Rain · 8/10` becomes `S3E1: Rain – 8/10, 2 May`: the text before the label and
    the text after the score are remarks. After a day, dashes may replace the dots.
    """
    columns = _COLUMN_END.split(line)
    if len(columns) == 1:
        columns = _DASH_END.split(line)
        if not is_day(inline.plain(columns[0])):
            return None
    if not 2 <= len(columns) <= _MOST_COLUMNS:
        return None
    plain = [inline.plain(one).strip() for one in columns]
    labels = [at for at, one in enumerate(plain) if _is_label(one)]
    scores = [at for at, one in enumerate(plain) if read_score(one) is not None]
    if len(labels) != 1 or len(scores) != 1:
        return None
    label, score = labels[0], scores[0]
    if label + 2 < score:
        return None
    title = columns[label + 1].strip() if label + 1 < score else ""
    others = (one for at, one in enumerate(columns) if at not in range(label, score + 1))
    if score < label:
        others = (one for at, one in enumerate(columns) if at not in (label, score))
    remark = ", ".join(map(str.strip, others))
    said = f"{plain[label]}: {title}" if title else plain[label]
    return f"{said}{DASH}{plain[score]}" + (f", {remark}" if remark else "")


def _is_label(said: str) -> bool:
    """Tell whether a text is only the label of an entry and its number."""
    match = built_in().label.fullmatch(said)
    return match is not None and any(map(str.isdecimal, said))


@cache
def points() -> re.Pattern[str]:
    """Return the pattern of the words that follow a number of points, in every language."""
    said = {word for one in built_in().vocabularies for word in one.words("score", "points")}
    words = "|".join(map(re.escape, sorted(said, key=len, reverse=True)))
    return re.compile(rf"(?<=[\d½])[ \t]?(?:{words})(?![^\W_])", re.IGNORECASE)


def without_points(line: str) -> str:
    """Return a line without the word for points after its numbers: `8 von 10 Punkten`."""
    return points().sub("", line) if any(map(str.isdecimal, line)) else line


def _named_behind(line: str) -> tuple[str, str] | None:
    """Return the score that begins a line, and the verdict's name after it: `8/10 overall`."""
    plain = inline.plain(line)
    score, space, name = plain.rpartition(" ")
    if not space or isinstance(read_score(score), Grade | None):
        return None  # `A review` has no grade
    return (score, name) if built_in().verdict_name.fullmatch(name) is not None else None


def _scored_behind(line: str) -> tuple[str, str] | None:
    """Return a line without the score at its end, and the score, or None."""
    found = bracketed(line)
    if found is not None:
        return found
    match = _BEHIND.match(line)
    if match is None or read_score(inline.plain(match["score"])) is None:
        return None
    return match["said"], match["score"]


def _labelled(line: str) -> Iterator[str]:
    """Yield a line that begins with the label of an entry, with a colon after its number."""
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
    """Return pieces with consecutive lists joined: Notion has a list for each item.

    The numbers of numbered lists continue from one to the next.
    """
    found: list[Piece] = []
    for piece in run:
        last = found[-1] if found else None
        if isinstance(piece, Bullets) and isinstance(last, Bullets) and _goes_on(last, piece):
            found[-1] = Bullets(last.items + piece.items, last.start, last.parts + piece.parts)
        else:
            found.append(piece)
    return found


def _goes_on(last: Bullets, piece: Bullets) -> bool:
    """Tell whether a list continues the one directly above it."""
    if len(last.parts) != len(last.items) or last.numbers or piece.numbers:
        return False
    if last.start is None:
        return piece.start is None and len(piece.parts) == len(piece.items)
    return piece.start == last.start + len(last.items)


def headed(run: Sequence[Piece], names_part: Callable[[str], bool]) -> list[Piece]:
    """Return pieces in which the first line of a paragraph is separate if it names what follows."""
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
    """Return pieces in which a heading with only a score below it is a rating.

    There must be at least two of a level in a row.
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
    """Tell whether a score, and then a heading, follows a heading without a number."""
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
    """A line of a typed list: its number, the text after it, and the whole line."""

    number: int
    item: str
    line: str


def listed(run: Sequence[Piece]) -> list[Piece]:
    """Return pieces in which rows of lines with numbers and scores are lists."""
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
    """Return the pieces for a row of numbered lines, and begin the next row."""
    taken = rows.copy()
    rows.clear()
    if not taken:
        return []
    numbers = [one.number for one in taken]
    if len(taken) == 1 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return [Prose(one.line) for one in taken]
    items = tuple(one.item for one in taken)
    return [Bullets(items, numbers[0], tuple((Prose(item),) for item in items))]
