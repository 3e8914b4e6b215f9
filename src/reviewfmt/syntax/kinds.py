"""The kinds of lines: the ordered table, and the function that asks it (spec, "Kinds of lines").

`classify` tells the kind of a line from its own text. Three answers depend on the part of the
document too, and `place.kind_at` gives them: a FIELD, the boilerplate of the top, and the
entries that need a guide around them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewfmt.characters import FULL_WIDTH, closed, tidy, widened
from reviewfmt.syntax.entries import (
    BRACKETS,
    QUOTES,
    read_bracketed,
    read_entry,
    read_labelled,
)
from reviewfmt.syntax.scores import (
    ScoreMatch,
    Value,
    completed,
    numbers_of,
    plain_value,
    score_at,
)
from reviewfmt.syntax.shapes import (
    SIGNS,
    Data,
    Entry,
    Field,
    Figure,
    Found,
    Guide,
    Heading,
    Item,
    Kind,
    Rating,
    Season,
    Split,
    Verdict,
)
from reviewfmt.syntax.splits import (
    BULLETS,
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
from reviewfmt.syntax.words import (
    BOILERPLATE,
    GUIDE,
    LABEL,
    SEASON,
    VERDICT,
    Words,
    fold,
)

LONGEST_BOILERPLATE = 160
MOST_NAME_WORDS = 5
MOST_PLAIN_NAME_WORDS = 2
MOST_WORDED_VERDICT = 3
SCALES = (5, 10, 20, 100)
"""The maxima that make a score of a number over a number where no separator shows it."""

_APART = SIGNS | BULLETS
_NARROW = {wide: narrow for narrow, wide in FULL_WIDTH.items()}
NUMBER_SIGNS = tuple(widened("#"))
"""What opens a title or a heading."""
BOILERPLATE_SIGNS = tuple(widened("~"))
"""What opens a line of boilerplate."""
# CPython 3.11 takes ten times as long to find a member of an enumeration as a name.
_ENTRY_KIND = Kind.ENTRY
_RATING_KIND = Kind.RATING
_ITEM_KIND = Kind.ITEM
_PROSE_KIND = Kind.PROSE
_COMMENTS_KIND = Kind.COMMENTS
_BOILERPLATE_KIND = Kind.BOILERPLATE
_GUIDE_KIND = Kind.GUIDE
_SEASON_KIND = Kind.SEASON
_VERDICT_KIND = Kind.VERDICT
_COMMENT_KIND = Kind.COMMENT
_ESCAPED_KIND = Kind.ESCAPED
_QUOTE_KIND = Kind.QUOTE
_TITLE_KIND = Kind.TITLE
_HEADING_KIND = Kind.HEADING
_FIGURE_KIND = Kind.FIGURE
_PROSE = (Kind.PROSE, None)
_PLAIN_PROSE = (Kind.PROSE, None, False)
_MAY_BE_SEVERAL = frozenset((Kind.PROSE, Kind.ITEM, Kind.ENTRY, Kind.RATING))
"""The kinds of a line that may have lost its breaks."""
_READ = SEASON | GUIDE | VERDICT | LABEL | BOILERPLATE
"""What a line with no score may open and be more than prose or an item."""
_BLANK = Found(Kind.BLANK)
_new = tuple.__new__
_WRAPS = frozenset((*QUOTES, *BRACKETS))


_WORD = re.compile(r"\S+")
_NAME_WINDOW = re.compile(r"(?:\S++\s++){0,5}\S*+")


def classify(text: str, words: Words) -> Found:
    """Return the kind of a line by its own text, white space at its ends gone.

    The boilerplate of the top, and entries that need a guide, are what they would be elsewhere.
    """
    if not text:
        return _BLANK
    kind, data, _ = classified(text, words)
    return Found(kind, data)


def classified(text: str, words: Words) -> tuple[Kind, Data, bool]:
    """Return the kind of a line that is not blank, what it says, and whether it may be several.

    The readers are asked in the order of the table, but for those that the line's first letters
    rule out, or that want a score where the line holds none.
    """
    first = text[0]
    start = beside = 0
    if first in _APART:
        if first in SIGNS:
            return *_signed(first, text, words), False
        if first in BULLETS:
            start = read_bullet(text, words)
            beside = words.opens("", "", first) & (BOILERPLATE | SEASON | GUIDE)
    escaped = "\\" in text
    if escaped and (item := read_item(text, words)) and text[item.start - 1] == "\\":
        return _ITEM_KIND, item, False
    piped = "|" in text or "｜" in text
    # Most scores have a slash; each of the two patterns is asked where the other has no match.
    likely = piped or "/" in text
    scored = words.plain.match(text, start) if likely else None
    unscored = None if piped or scored is not None else words.unscored.match(text, start)
    if unscored is not None:
        letters, behind = unscored.groups()
        opening = words.opens(letters, behind, "" if letters else text[start])
        if letters and not (opening & _READ or start or escaped):
            return _PLAIN_PROSE
    else:
        if not likely:
            scored = words.plain.match(text, start)
        if scored is not None:
            groups = scored.groups()
            opening = words.opens(groups[0], groups[1], "" if groups[0] else text[start])
        else:
            opening = words.opening(text, start)
    if start:  # season names and guides have no bullet, nor has boilerplate
        opening = (opening & (VERDICT | LABEL)) | beside
    if opening & BOILERPLATE and len(text) <= LONGEST_BOILERPLATE:
        table = words.boilerplate(text)
        if table is not None and table != "top":
            return _COMMENTS_KIND if table == "comments" else _BOILERPLATE_KIND, table, False
    named = words.season_at(text) if opening & SEASON else None
    if unscored is None or escaped or text[start] in _WRAPS:
        plain = None
        if scored is not None and not escaped and text[start] not in _WRAPS:
            plain = _plain(text, start, scored, groups, opening, named, words)
        if plain is not None:
            return *plain, False
        kind, data = _asked(text, start, opening, named, True, words)
        return kind, data, kind in _MAY_BE_SEVERAL
    if (
        named is not None
        or (opening & LABEL and words.label.match(text, start) is not None)
        or (opening & GUIDE and words.guide_line.match(text, start) is not None)
        or (opening & VERDICT and words.verdict_name.match(text, start) is not None)
    ):
        kind, data = _asked(text, start, opening, named, False, words)
        return kind, data, kind in _MAY_BE_SEVERAL
    if start:
        return _ITEM_KIND, _new(Item, (None, tidy(text[start:]), start)), False
    if first.isdecimal() and (item := read_item(text, words)) is not None:
        return _ITEM_KIND, item, False
    return _PLAIN_PROSE


def _asked(
    text: str,
    start: int,
    opening: int,
    named: tuple[int, int] | None,
    scored: bool,
    words: Words,
) -> tuple[Kind, Data]:
    """Return the kind of a line that no sign opens and that is no boilerplate.

    `opening` tells what its first letters may open, `named` is the season that it opens with and
    where its name ends, `scored` tells whether it may hold a score.
    """
    if named is not None or opening & GUIDE:
        guide = read_guide(text, named, words)
        if guide is not None:
            return _GUIDE_KIND, guide
    season = read_season(text, named, words) if named is not None else None
    if season is not None:
        return _SEASON_KIND, season
    verdict = read_verdict(text, words) if scored or opening & VERDICT else None
    if verdict is not None:
        return _VERDICT_KIND, verdict
    if text[start] in BRACKETS:
        bracketed = read_bracketed(text, words)
        if bracketed is not None:
            return bracketed
    entry = read_entry(text, words) if scored or opening & LABEL else None
    if entry is not None and entry.strong:
        return _ENTRY_KIND, entry
    rating = read_rating(text, words) if scored else None
    if rating is not None:
        return _RATING_KIND, rating
    if entry is not None:
        return _PROSE_KIND, entry
    item = read_item(text, words)
    if item is not None:
        return _ITEM_KIND, item
    return _PROSE


def _plain(
    text: str,
    start: int,
    match: re.Match[str],
    groups: Sequence[str | None],
    opening: int,
    named: tuple[int, int] | None,
    words: Words,
) -> tuple[Kind, Data] | None:
    """Return what a line is that PLAIN takes whole: a season, a verdict, an entry or a rating.

    `match` is the match of PLAIN, `groups` are its groups; `opening` and `named` are as for
    `_asked`. None leaves the line to the readers: the name of a guide, a name that is too long
    for a rating.
    """
    # A list of what is left over would take as long to make as the rest to unpack.
    _, _, label, first, last, plain, separator, dash, sign, value, out_of, percent, stars, grade = (
        groups
    )
    cut = match.start("separator")
    word = words.labels.get(label.lower()) if label is not None else None
    name = tidy(plain if plain is not None and word is not None else text[start:cut])
    if not name:
        return None
    said: Value
    if value is not None and out_of is not None:
        said, at = numbers_of(value, out_of), match.start("value")
    else:
        said, at = plain_value(match, percent, stars, grade)
    score = _new(ScoreMatch, (said, at, len(text), False))
    dashed = dash is not None
    pipe = dashed or sign is not None
    found = _new(Split, (cut, score, None, None, -1, pipe, dashed, False))
    if word is not None:
        if opening & (SEASON | VERDICT):
            return None
        return _ENTRY_KIND, _new(Entry, (word, first, last, None, name, found, True, False))
    if (named is not None or opening & GUIDE) and _guide_name(text, named, words) is not None:
        return None
    if named is not None and skip_space(text, named[1]) >= cut:
        return _SEASON_KIND, Season((named[0],), False, found, tidy(text[: named[1]]))
    if opening & VERDICT and (end := words.verdict_end(text[start:cut])) >= 0:
        end += start
        if skip_space(text, end) != cut:
            return None
        found = _new(Split, (end, score, None, None, -1, separator in PIPES, False, False))
        return _VERDICT_KIND, Verdict(name, found, -1, start > 0)
    if opening & LABEL and (labelled := words.label.match(text, start)) is not None:
        entry = read_labelled(text, labelled, words, found) if labelled.end() <= cut else None
        return None if entry is None else (_ENTRY_KIND, entry)
    if dashed:
        return _ENTRY_KIND, _new(Entry, (None, None, None, None, name, found, True, False))
    if not _is_name(name, MOST_NAME_WORDS):
        return None
    return _RATING_KIND, _new(Rating, (name, found, start > 0))


def plain_entry(match: re.Match[str], begin: int, words: Words) -> Found | None:
    """Return what `classify` tells of an entry that PLAIN_ENTRY takes, as a line of its own.

    It begins at an offset, with a label, and its score is a number over a number. None leaves it
    to `classify`.
    """
    letters, behind, label, first, last, plain, _, dash, _, value, out_of, _, _, _ = match.groups()
    if words.opens(letters, behind, "") & (SEASON | VERDICT | BOILERPLATE):
        return None
    word = words.labels.get(label.lower())
    name = tidy(plain)
    if word is None or not name:
        return None
    said, at = numbers_of(value, out_of), match.start("value") - begin
    score = _new(ScoreMatch, (said, at, match.end() - begin, False))
    cut = match.start("separator") - begin
    split = _new(Split, (cut, score, None, None, -1, True, dash is not None, False))
    return Found(_ENTRY_KIND, _new(Entry, (word, first, last, None, name, split, True, False)))


def is_top_boilerplate(text: str, words: Words) -> bool:
    """Tell whether a line is boilerplate above the title."""
    if len(text) > LONGEST_BOILERPLATE:
        return False
    return words.boilerplate(text) is not None


def _signed(first: str, text: str, words: Words) -> tuple[Kind, Data]:
    """Return the kind of a line that opens with a sign."""
    first = _NARROW.get(first, first)
    if first == "%":
        return _COMMENT_KIND, tidy(text[1:])
    if first == "\\":
        return (_ESCAPED_KIND, None) if tidy(text[1:]) else _PROSE
    if first == "~":
        return (_BOILERPLATE_KIND, "sign") if tidy(text[1:]) else _PROSE
    if first == ">":
        return _QUOTE_KIND, None
    if first == "#":
        match = words.heading.fullmatch(text)
        if match is None:
            return _PROSE
        if len(match["level"]) == 1:
            return _TITLE_KIND, match["heading"]
        return _HEADING_KIND, read_heading(text, match.start("heading"), words)
    figure = read_figure(text)
    return (_FIGURE_KIND, figure) if figure is not None else _PROSE


# -- kinds with scores ------------------------------------------------------------------------


def _score_behind(text: str, at: int, words: Words) -> Split | None:
    """Return the score that a separator at offset `at` precedes, at the end of the line."""
    while text[at - 1].isspace():
        at -= 1
    behind = skip_space(text, at)
    if text[behind] not in STARS and words.separator.match(text, behind) is None:
        return None
    found = split(text, at, words)
    if found is None or tidy(text[at : found.name_end]):
        return None
    return found


def _guide_name(text: str, named: tuple[int, int] | None, words: Words) -> re.Match[str] | None:
    """Return the name of a guide that opens a line, or stands behind the season that does."""
    at = 0
    if named is not None:
        at = words.guide_season_end.match(text, named[1]).end()  # type: ignore[union-attr]  # it matches nothing too
    return words.guide_line.match(text, at)


def read_guide(text: str, named: tuple[int, int] | None, words: Words) -> Guide | None:
    """Read a GUIDE line; `named` is the season that it opens with, and where its name ends."""
    match = _guide_name(text, named, words)
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
    """Read a RATING line: a name of few words, and a score."""
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
    return Rating(name, found, start > 0) if _is_name(name, MOST_NAME_WORDS) else None


def _holds_pipe(text: str, start: int, end: int) -> bool:
    return any(text.find(pipe, start, end) >= 0 for pipe in PIPES)


def _is_name(name: str, most: int) -> bool:
    return bool(name) and name[0] not in BRACKETS and len(name.split()) <= most and not closed(name)


def _plain_rating(text: str, start: int, words: Words) -> Rating | None:
    """Read a RATING with white space for its separator: `Story 7/10`."""
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
        if fits and name[-1:] not in PIPES and _is_name(name, MOST_PLAIN_NAME_WORDS):
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
    r"""Read an ITEM line; one `\` in front of its text comes off."""
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
    r"""Read a FIELD line; one `\` in front of its value comes off."""
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
