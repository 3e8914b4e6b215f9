"""Classifies lines by the ordered table of kinds (spec, "Kinds of lines").

`classify` returns the kind of a line from its own text. Three kinds also depend on the part of the
document, and `place.View.kind_at` decides them: fields, the boilerplate of the top, and entries
that need a guide around them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewfmt.characters import FULL_WIDTH, tidy
from reviewfmt.syntax.entries import (
    BRACKETS,
    QUOTES,
    read_bracketed,
    read_entry,
    read_labelled,
)
from reviewfmt.syntax.line_kinds import (
    SIGNS,
    Data,
    Entry,
    Found,
    Item,
    Kind,
    Rating,
    Season,
    Split,
    Verdict,
)
from reviewfmt.syntax.line_readers import (
    MOST_NAME_WORDS,
    guide_name,
    is_name,
    read_figure,
    read_guide,
    read_heading,
    read_item,
    read_rating,
    read_season,
    read_verdict,
)
from reviewfmt.syntax.openings import BOILERPLATE, GUIDE, LABEL, SEASON, VERDICT
from reviewfmt.syntax.scores import (
    ScoreMatch,
    Value,
    numbers_of,
    plain_value,
)
from reviewfmt.syntax.splits import (
    BULLETS,
    PIPES,
    read_bullet,
    skip_space,
)
from reviewfmt.syntax.words import Words

LONGEST_BOILERPLATE = 160

_APART = SIGNS | BULLETS
_NARROW = {wide: narrow for narrow, wide in FULL_WIDTH.items()}
# In CPython 3.11 the access to a member of an enumeration is ten times slower than to a name.
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
"""What a line without a score may open with if it is more than prose or an item."""
_BLANK = Found(Kind.BLANK)
_new = tuple.__new__
_WRAPS = frozenset((*QUOTES, *BRACKETS))


def classify(text: str, words: Words) -> Found:
    """Return the kind of a line by its own text, which has no white space at its ends.

    Boilerplate of the top, and entries that need a guide, get the kind that they have elsewhere.
    """
    if not text:
        return _BLANK
    kind, data, _ = classified(text, words)
    return Found(kind, data)


def classified(text: str, words: Words) -> tuple[Kind, Data, bool]:
    """Return the kind of a line that is not blank, its data, and whether it may be several lines.

    The kinds are tried in the order of the table, except those that the first letters of the line
    rule out, or that need a score if the line holds none.
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
    # Most scores have a slash. If the first of the two patterns has no match, the other is tried.
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
    if start:  # seasons, guides and boilerplate have no bullet
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
        kind, data = _kind_without_sign(text, start, opening, named, True, words)
        return kind, data, kind in _MAY_BE_SEVERAL
    if (
        named is not None
        or (opening & LABEL and words.label.match(text, start) is not None)
        or (opening & GUIDE and words.guide_line.match(text, start) is not None)
        or (opening & VERDICT and words.verdict_name.match(text, start) is not None)
    ):
        kind, data = _kind_without_sign(text, start, opening, named, False, words)
        return kind, data, kind in _MAY_BE_SEVERAL
    if start:
        return _ITEM_KIND, _new(Item, (None, tidy(text[start:]), start)), False
    if first.isdecimal() and (item := read_item(text, words)) is not None:
        return _ITEM_KIND, item, False
    return _PLAIN_PROSE


def _kind_without_sign(
    text: str,
    start: int,
    opening: int,
    named: tuple[int, int] | None,
    scored: bool,
    words: Words,
) -> tuple[Kind, Data]:
    """Return the kind of a line without an opening sign that is no boilerplate.

    `opening` tells what its first letters may open. `named` is the season at its start, and where
    its name ends. `scored` tells whether the line may hold a score.
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
    """Return the kind of a line that PLAIN matches: a season, a verdict, an entry or a rating.

    `match` is the match, and `groups` are its groups; `opening` and `named` are as for
    `_kind_without_sign`. None leaves the line to the other readers, as for the name of a guide, or
    a name that is too long for a rating.
    """
    # To make a list of the other groups would double the time that this takes.
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
    if (named is not None or opening & GUIDE) and guide_name(text, named, words) is not None:
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
    if not is_name(name, MOST_NAME_WORDS):
        return None
    return _RATING_KIND, _new(Rating, (name, found, start > 0))


def plain_entry(match: re.Match[str], begin: int, words: Words) -> Found | None:
    """Return what `classify` would return for an entry that PLAIN_ENTRY matches.

    The entry begins with a label at offset `begin`, and its score is a number over a number. None
    leaves it to `classify`.
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
