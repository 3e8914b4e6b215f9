"""Reads the lines of one kind each: guides, seasons, verdicts, ratings, headings, items and so on.

Each function returns what a line says, or None if the line is not of its kind.
"""

from __future__ import annotations

import re

from reviewfmt.characters import closed, tidy, widened
from reviewfmt.syntax.entries import (
    BRACKETS,
)
from reviewfmt.syntax.line_kinds import (
    Field,
    Figure,
    Guide,
    Heading,
    Item,
    Rating,
    Season,
    Split,
    Verdict,
)
from reviewfmt.syntax.scores import (
    completed,
    score_at,
)
from reviewfmt.syntax.splits import (
    DASHES,
    PIPES,
    STARS,
    last_bracket,
    name_between,
    read_bullet,
    remark_behind,
    scored,
    scored_at,
    skip_space,
    split,
)
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import Words

MOST_NAME_WORDS = 5
MOST_PLAIN_NAME_WORDS = 2
MOST_WORDED_VERDICT = 3
SCALES = (5, 10, 20, 100)
"""The maxima of scores that need no separator in front of them."""
NUMBER_SIGNS = tuple(widened("#"))
"""The signs that open a title or a heading."""
BOILERPLATE_SIGNS = tuple(widened("~"))
"""The signs that open a line of boilerplate."""

_new = tuple.__new__
_WORD = re.compile(r"\S+")
_NAME_WINDOW = re.compile(r"(?:\S++\s++){0,5}\S*+")


# -- kinds with scores ------------------------------------------------------------------------


def _score_behind(text: str, at: int, words: Words) -> Split | None:
    """Return the score behind a separator at offset `at`, at the end of the line."""
    while text[at - 1].isspace():
        at -= 1
    behind = skip_space(text, at)
    if text[behind] not in STARS and words.separator.match(text, behind) is None:
        return None
    found = split(text, at, words)
    if found is None or tidy(text[at : found.name_end]):
        return None
    return found


def guide_name(text: str, named: tuple[int, int] | None, words: Words) -> re.Match[str] | None:
    """Return the name of a guide at the start of a line, or behind the season there."""
    at = 0
    if named is not None:
        at = words.guide_season_end.match(text, named[1]).end()  # type: ignore[union-attr]  # it matches nothing too
    return words.guide_line.match(text, at)


def read_guide(text: str, named: tuple[int, int] | None, words: Words) -> Guide | None:
    """Read a GUIDE line; `named` is the season at its start, and where its name ends."""
    match = guide_name(text, named, words)
    if match is None:
        return None
    season = None if named is None else named[0]
    end = match.end()
    if end == len(text):
        return Guide(season, None)
    found = _score_behind(text, end - (text[end - 1] in ":："), words)
    return Guide(season, found) if found is not None and found.note is None else None


def read_season(text: str, named: tuple[int, int], words: Words) -> Season | None:
    """Read a SEASON line; `named` is its first season, and where its name ends."""
    seasons, end, piped = [named[0]], named[1], False
    name = text[:end]
    while pipe := words.season_pipe.match(text, end):
        following = words.season_at(text, pipe.end())
        if following is None:
            if pipe.end() == len(text):
                piped, end = True, pipe.end()
            break
        piped, end = True, following[1]
        seasons.append(following[0])
    rest = text[end:].strip()
    if not rest or rest in (":", "："):
        return Season(tuple(seasons), piped, None, tidy(name))
    if piped:
        return None
    found = _score_behind(text, end, words)
    if found is None or found.note is not None:
        return None
    return Season(tuple(seasons), False, found, tidy(name))


def read_verdict(text: str, words: Words) -> Verdict | None:
    """Read a VERDICT line: a name and a score, or a score and nothing else."""
    start = read_bullet(text, words)
    match = words.verdict_name.match(text, start)
    if match is None:
        found = score_at(text, start, words)
        if found is None or isinstance(found.value, str) or found.end != len(text):
            return None
        return Verdict("", Split(start, found, None, None, -1, False, False), -1, start > 0)
    name = name_between(text, start, match.end())
    end = match.end()
    separator = words.separator.match(text, skip_space(text, end))
    bracket = last_bracket(text)
    if separator is None:
        at = skip_space(text, end)
        if at == end:
            return None
        found = score_at(text, at, words)
        if found is None or isinstance(found.value, str):
            return None
        fits, note = remark_behind(text, found.end, bracket)
        if not fits:
            return None
        return Verdict(name, Split(end, found, None, note, -1, False, False), -1, start > 0)
    scored = scored_at(text, separator.start(), words)
    if scored is not None:
        score, fault, stop = scored
        fits, note = remark_behind(text, stop, bracket)
        if fits:
            cut = Split(end, score, fault, note, -1, separator["sign"] in PIPES, False)
            return Verdict(name, cut, -1, start > 0)
        if score is None or not isinstance(score.value, str):
            return None
    if match["named"] is None:
        return None
    words_at = skip_space(text, separator.end())
    if words_at == len(text):
        return None
    dash = separator["sign"] in DASHES and separator["dashed"] is None
    if dash and len(text[words_at:].split()) > MOST_WORDED_VERDICT:
        return None
    return Verdict(name, None, words_at, start > 0)


def read_rating(text: str, words: Words) -> Rating | None:
    """Read a RATING line: a name of a few words, and a score."""
    start = read_bullet(text, words)
    if text.startswith("\\", start):
        return None
    window = _NAME_WINDOW.match(text, start).end()  # type: ignore[union-attr]  # it matches nothing too
    found = split(text, start, words, window=window)
    if found is None:
        return _plain_rating(text, start, words)
    if found.dashed or _holds_pipe(text, start, found.name_end):
        return None
    name = name_between(text, start, found.name_end)
    return Rating(name, found, start > 0) if is_name(name, MOST_NAME_WORDS) else None


def _holds_pipe(text: str, start: int, end: int) -> bool:
    return any(text.find(pipe, start, end) >= 0 for pipe in PIPES)


def is_name(name: str, most: int) -> bool:
    """Tell whether a text is a name of at most `most` words, without closing punctuation."""
    return bool(name) and name[0] not in BRACKETS and len(name.split()) <= most and not closed(name)


def _plain_rating(text: str, start: int, words: Words) -> Rating | None:
    """Read a RATING whose separator is white space: `Story 7/10`."""
    for count, word in enumerate(_WORD.finditer(text, start)):
        if count > MOST_PLAIN_NAME_WORDS:
            return None
        if count == 0:
            continue
        found = score_at(text, word.start(), words)
        if found is None or isinstance(found.value, str) or found.value[1] not in SCALES:
            continue
        fits, note = remark_behind(text, found.end, last_bracket(text))
        name = name_between(text, start, word.start())
        if fits and name[-1:] not in PIPES and is_name(name, MOST_PLAIN_NAME_WORDS):
            cut = Split(word.start(), found, None, note, -1, False, False)
            return Rating(name, cut, start > 0)
    return None


# -- headings, items, fields, figures ---------------------------------------------------------

_CLOSED_HEADING = re.compile(rf"\s[{''.join(NUMBER_SIGNS)}]{{2,}}$")


def read_heading(text: str, start: int, words: Words) -> Heading:
    """Read the text of a HEADING, and the score that may end it."""
    closing = _CLOSED_HEADING.search(text, start) if text[-1] in NUMBER_SIGNS else None
    if closing is not None:
        return Heading(tidy(text[start : closing.start()]), start, None)
    for match in scored(text, start + 1, len(text), words):
        at = match.start()
        found = completed(text, match, words)
        if found.end == len(text) and (name := tidy(text[start:at])):
            return Heading(name, start, Split(at, found, None, None, -1, False, False))
    return Heading(tidy(text[start:]), start, None)


def read_item(text: str, words: Words) -> Item | None:
    r"""Read an ITEM line; one `\` in front of its text is removed."""
    at = read_bullet(text, words)
    value: int | None = None
    if at == 0:
        match = words.item_number.match(text)
        if match is None:
            return None
        at, value = match.end(), int(match["item_number"])
    content = at + text.startswith("\\", at)
    item = tidy(text[content:])
    return Item(value, item, content) if item else None


def read_field(text: str, words: Words) -> Field | None:
    r"""Read a FIELD line; one `\` in front of its value is removed."""
    if ":" not in text and "：" not in text:
        return None
    match = words.field_line.fullmatch(text)
    if match is None:
        return None
    key, value = match.groups()
    at = match.start("value")
    key = tidy(key)
    escaped = len(value) > 1 and value[0] == "\\"
    if escaped:
        value, at = value[1:], at + 1
    fields = words.fields
    name = fields.get(key.lower()) or fields.get(fold(key))
    return _new(Field, (key, name, tidy(value), at, escaped))


def read_figure(text: str) -> Figure | None:
    """Read a FIGURE line."""
    if not text.startswith("![") or text.find("![", 2) >= 0 or text[-1] != ")":
        return None
    end = text.find("](")
    if end < 0:
        return None
    alt, inside = tidy(text[2:end]), text[end + 2 : -1]
    target, space, rest = inside, "", ""
    for at, character in enumerate(inside):
        if character.isspace():
            target, space, rest = inside[:at], " ", inside[at:].strip()
            break
    if not target:
        return None
    caption = ""
    if space:
        if len(rest) < 2 or rest[0] != '"' or rest[-1] != '"':
            return None
        caption = tidy(rest[1:-1])
    return Figure(target, alt or None, caption or None)
