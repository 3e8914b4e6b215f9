"""Reads the entry at the beginning of a line such as `2. Rain – 3/5. Slow.`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from reviewfmt.characters import closed, tidy
from reviewfmt.model import AnyScore, Episode
from reviewfmt.pandoc_ast.lines.days import is_day
from reviewfmt.pandoc_ast.lines.loose import MOST_LINES, with_label_first
from reviewfmt.pandoc_ast.lines.number_words import counted_in_words, with_digits
from reviewfmt.pandoc_ast.lines.trailing_scores import Ending, score_last
from reviewfmt.pandoc_ast.scored import read_score, scores_in
from reviewfmt.syntax import inline
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.entries import read_guide_entry
from reviewfmt.syntax.inline import Emphasis, Inline, Strong
from reviewfmt.syntax.line_kinds import Kind
from reviewfmt.syntax.scores import number as number_of
from reviewfmt.syntax.words import built_in

LONGEST_ENTRY = 160
_MOST_TITLE_WORDS = 14
_SIGNS = " \t-–—:|,;=•·"
_NUMBER = re.compile(
    r"(?:#[ \t]?|№[ \t]?|No\.?[ \t])?(?P<first>\d{1,3})(?:\.(?P<second>\d{1,2})(?!\d))?"
    r"(?P<sign>[ \t]*[.):–—-]+)?[ \t]+(?=\S)"
)
_DASH = re.compile(r"[ \t][–—-][ \t]")
_LOOSE = re.compile(r"\d{1,3}[ \t]+(?![“\"„«「『])")
_COUNTED = re.compile(r"[^\W\d_]{2,12}[ \t](?P<number>\d{1,3})[ \t]*[:.–—-][ \t]+(?=\S)")
"""A work's own name for its parts, with the number of one: `Day 3: Pins`."""

_QUOTED = re.compile(r"[“\"„«「『‘](?P<title>[^“”\"„«»「」『』]+)[”\"“»」』’][.,]?")
_SENTENCE = re.compile(r"[^\W\d]{4,}[.!?。]\s")
_BOX = re.compile(r"(?:\[[ xX]\]|[☐☑☒✓✔✅❌])[ \t]+")


_LEAST_NOTE_WORDS = 3


class Lead(NamedTuple):
    """An entry at the beginning of a line, and the text after its score.

    `marked` is true if the line begins with strong text. `part` is the second number of `3.2`.
    `loose` is true if no sign follows the number; such an entry counts only in a row with others.
    """

    episode: Episode
    rest: str
    marked: bool
    part: int | None = None
    loose: bool = False


def without_box(line: str) -> str:
    """Return an item without its checkbox."""
    match = _BOX.match(line)
    return line if match is None else line[match.end() :]


@lru_cache(maxsize=MOST_LINES)
def lead_of(line: str) -> Lead | None:
    """Return the entry at the beginning of a line.

    An entry without a label needs a title and a score.
    """
    nodes = inline.inlines(without_box(line))
    last = _scored_last(nodes)
    if last is not None and last.episode.title and len(last.rest.split()) >= _LEAST_NOTE_WORDS:
        return last  # the text between them is about the entry
    return _scored_first(nodes) or last


def is_noted_entry(line: str) -> bool:
    """Tell whether a line is an entry in strong text, a note, and the score of the entry."""
    if not line.startswith("**"):
        return False
    nodes = inline.inlines(line)
    lead = _scored_last(nodes) or _scored_first(nodes)
    if lead is not None and lead.episode.score is None:
        return False
    if lead is None or not lead.rest or lead.episode.number is None:
        return False
    return bool(lead.episode.title) or closed(lead.rest)


def _scored_last(nodes: Sequence[Inline]) -> Lead | None:
    """Return the entry in strong text at the beginning of a line that ends in its score."""
    if len(nodes) < 2 or not isinstance(nodes[0], Strong):
        return None
    plain, opening = inline.plain_of(nodes), inline.plain_of(nodes[:1])
    found = list(scores_in(plain))
    read = entry_in(opening.rstrip(_SIGNS + ".")) if found else None
    if not found and (ending := score_last(inline.render(tuple(nodes)))) is not None:
        return _graded_last(nodes, opening, ending)
    if read is None or plain[found[-1].end :].strip(")]") or found[-1].start < len(opening):
        return None
    episode, part = read
    rest = inline.part(tuple(nodes), len(opening), found[-1].start)
    title = marked_title(episode.title, nodes, plain)
    said = _behind_signs(inline.render(rest))
    said = before_signs(said, _SIGNS + "([")
    said = _without_name(said).rstrip() if closed(_without_name(said).rstrip()) else said
    return Lead(replace(episode, title=title, score=found[-1].score), said, True, part)


def _graded_last(nodes: Sequence[Inline], opening: str, ending: Ending) -> Lead | None:
    """Return the entry in strong text at the beginning of a line that ends in its grade."""
    read = entry_in(opening.rstrip(_SIGNS + "."))
    before = inline.plain(ending.rest)
    if read is None or read[0].number is None or not before.startswith(opening):
        return None
    episode, part = read
    said = inline.part(tuple(inline.inlines(ending.rest)), len(opening), len(before))
    title = marked_title(episode.title, nodes, inline.plain_of(nodes))
    rest = _behind_signs(inline.render(said))
    return Lead(replace(episode, title=title, score=ending.score), rest, True, part)


def _scored_first(nodes: Sequence[Inline]) -> Lead | None:
    plain = inline.plain_of(nodes)
    marked = bool(nodes) and isinstance(nodes[0], Strong)
    cut = _cut(plain, nodes)
    if cut is None:
        if len(plain) > LONGEST_ENTRY or closed(plain):
            return None
        said, score, rest = plain, None, ""
    else:
        said, score, rest = cut
    read = entry_in(said)
    if read is None:
        return None
    episode, part = read
    if score is None and episode.number is None:
        return None
    title = marked_title(episode.title, nodes, plain)
    loose = _LOOSE.match(said) is not None
    if loose and score is None:
        return None
    return Lead(replace(episode, title=title, score=score), rest, marked, part, loose)


def _cut(plain: str, nodes: Sequence[Inline]) -> tuple[str, AnyScore, str] | None:
    """Return the text before the first score of a line, the score, and the text after it."""
    found = next(scores_in(plain[: LONGEST_ENTRY + 16]), None)
    if found is None or found.start > LONGEST_ENTRY:
        return _graded(plain)
    before, behind = plain[: found.start], plain[found.end :]
    said = before.rstrip(_SIGNS)
    if said.endswith(("(", "[")):
        if not behind.lstrip().startswith((")", "]")) and behind[:1] not in ",;":
            return None
        said = said[:-1].rstrip(_SIGNS)
    elif (said == before.rstrip()) and not (_is_boundary(nodes, len(said)) or _NUMBER.match(said)):
        return None
    said = _without_name(said)
    if not said or (behind[:1].isalnum() and not plain[: found.end].endswith((".", "。"))):
        return None
    if not behind.strip(_SIGNS + ")].。"):
        return said, found.score, ""
    rest = inline.render(inline.part(tuple(nodes), found.end, len(plain)))
    return said, found.score, _behind_signs(rest)


def before_signs(text: str, signs: str) -> str:
    """Return the text before the signs that separate it from a score; `||` ends a spoiler."""
    kept = text.rstrip(signs)
    return f"{kept}||" if text.startswith("||", len(kept)) else kept


def _behind_signs(text: str) -> str:
    """Return the text after the signs that separate it from a score; `||` begins a spoiler."""
    return tidy(_LEADING_SIGNS.sub("", text, count=1))


_LEADING_SIGNS = re.compile(rf"^(?:[{re.escape(_SIGNS.replace('|', ''))})\].。]|\|(?!\|))++")


def _graded(plain: str) -> tuple[str, AnyScore, str] | None:
    """Split a line that ends in a letter grade after a sign, as `_cut` does."""
    if len(plain) > LONGEST_ENTRY:
        return None
    before, sign, said = plain.rpartition(" ")
    score = read_score(said.strip("()[]")) if sign else None
    if score is None or not (before.rstrip() != before.rstrip().rstrip(_SIGNS) or said[0] in "(["):
        return None
    return _without_name(before.rstrip(_SIGNS)), score, ""


def _is_boundary(nodes: Sequence[Inline], at: int) -> bool:
    """Tell whether strong text or emphasis begins or ends at a place of the plain text."""
    end = 0
    for one in nodes:
        start, end = end, end + len(inline.plain_of((one,)))
        if isinstance(one, Strong | Emphasis) and (end == at or start in (at, at + 1)):
            return True
    return False


@cache
def _score_names() -> re.Pattern[str]:
    words = {word for one in built_in().vocabularies for word in one.words("score", "before")}
    names = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<=[\s\-–—:|,;(])(?:{names})\Z", re.IGNORECASE)


def _without_name(said: str) -> str:
    """Return a text without the name of a score at its end: `Rain – Score`."""
    match = _score_names().search(said[-40:])
    if match is None:
        return said
    return before_signs(said[: len(said) - len(match[0])], _SIGNS + "([")


def entry_in(said: str) -> tuple[Episode, int | None] | None:
    """Return the entry in the words before a score, and the second number of `3.2`."""
    if len(said.split()) > _MOST_TITLE_WORDS or _SENTENCE.search(said) is not None:
        return None
    if classify(said, built_in()).kind in (Kind.VERDICT, Kind.SEASON, Kind.GUIDE):
        return None
    number = _NUMBER.match(said)
    if number is not None and is_day(_DASH.split(said, 1)[0]):
        number = None
    outlined = None if number is None else built_in().label.match(said, number.end())
    if number is not None and outlined is not None and any(map(str.isdecimal, outlined[0])):
        said, number = said[number.end() :], None  # the number of a heading in an outline
    if number is not None:
        title = _title(said[number.end() :])
        part = None if number["second"] is None else int(number["second"])
        if not title:
            return None
        digits = number["first"] + ("" if part is None else f".{part}")
        return Episode("Episode", number_of(digits), None, title), part
    words = built_in()
    said = with_label_first(said) or said
    said = with_digits(said)
    said = counted_in_words(said)
    if words.verdict_name.fullmatch(said) is not None:
        return None
    counted = _COUNTED.match(said)
    if counted is not None and words.label.match(said) is None and words.season_at(said) is None:
        title = _title(said[counted.end() :])
        if not title:
            return None
        return Episode("Episode", number_of(counted["number"]), None, title), None
    label = words.label.match(said)
    if label is not None and said[label.end() :].startswith(","):
        said = f"{label[0]}: {said[label.end() + 1 :].strip()}"
    entry = read_guide_entry(said, built_in())
    if entry is not None and entry.label is not None and entry.number is not None:
        last = None if entry.number_end is None else number_of(entry.number_end)
        title = _title(entry.title or "")
        return Episode(
            entry.label,
            number_of(entry.number),
            last,
            title or None,
            named_season=entry.season,
        ), None
    title = _title(said)
    return (Episode(title=title), None) if title else None


def _title(said: str) -> str:
    said = tidy(said.strip(_SIGNS))
    quoted = _QUOTED.fullmatch(said)
    if quoted is not None:
        return quoted["title"]
    last = said.rpartition(" ")[2]
    stopped = said.endswith(".") and said.count(".") == 1 and len(last) > _LEAST_LAST_WORD
    return said[:-1] if stopped else said


_LEAST_LAST_WORD = 3


def marked_title(title: str | None, nodes: Sequence[Inline], plain: str) -> str | None:
    """Return a title with its marks from the line.

    Strong text around the whole title is left out.
    """
    start = plain.find(title) if title else -1
    if not title or start < 0:
        return inline.escape(title) if title else None
    found = inline.part(tuple(nodes), start, start + len(title))
    if len(found) == 1 and isinstance(found[0], Strong):
        found = found[0].children
    return tidy(inline.render(found))


def score_first(line: str) -> tuple[AnyScore, str] | None:
    """Return the score at the beginning of a line, and the text after the stop or the dash.

    Its name may precede it: `Score: 3/5. A slow start.`
    """
    found = next(scores_in(line[:LONGEST_ENTRY]), None)
    if found is None or not _opens_score(line[: found.start].strip("* ")):
        return None
    rest = line[found.end :].lstrip("*")
    drawn = line[found.end - 1] in "★☆⭐½"
    apart = drawn or line[: found.end].endswith(".")
    if not rest.strip() or not (apart or rest.strip()[0] in "-–—:,;.("):
        return None
    return found.score, tidy(rest.strip().lstrip("-–—:,;. "))


def _opens_score(before: str) -> bool:
    """Tell whether the words before a score are only its name, or missing."""
    name = before.rstrip(" *:=–—-")
    if not name:
        return not before
    return name != before and _score_names().fullmatch(f" {name}", 1) is not None
