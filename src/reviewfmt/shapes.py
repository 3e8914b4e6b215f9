"""The shape of a line, as far as the line alone tells (grammar/review.lark, its terminals).

The reader asks it of each line, and the printer of each line of prose it is about to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from reviewfmt import boilerplate, table
from reviewfmt.characters import WHITE_SPACE, closed, tidy


class Shape:
    """A pattern of the grammar, compiled when it is first asked: most reviews ask few of them."""

    compiled: re.Pattern[str]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]

    def __init__(self, name: str, source: str) -> None:
        """Take the name of the terminal, and its pattern."""
        self.name = name
        self.source = source

    def __getattr__(self, attribute: str) -> Any:
        if attribute not in ("match", "fullmatch", "search", "compiled"):
            raise AttributeError(attribute)
        self.compiled = compiled = re.compile(self.source)
        self.match, self.fullmatch = compiled.match, compiled.fullmatch
        self.search = compiled.search
        return getattr(self, attribute)

    def made(self, match: re.Match[str]) -> bool:
        """Tell whether this shape made `match`."""
        return match.re is self.compiled


_SHAPES = {
    entry["name"]: Shape(entry["name"], entry["pattern"]["value"])
    for entry in table.MEMO.values()
    if entry["__type__"] == "TerminalDef"
}

TITLE, FIELD = _SHAPES["TITLE"], _SHAPES["FIELD"]
ENTRY, UNSCORED, UNREADABLE = _SHAPES["ENTRY"], _SHAPES["UNSCORED"], _SHAPES["UNREADABLE"]
LOOSE = _SHAPES["LOOSE"]
VERDICT, WORDED = _SHAPES["VERDICT"], _SHAPES["WORDED"]
RATING, ITEM = _SHAPES["RATING"], _SHAPES["ITEM"]

LONGEST = 160
"""Lines of more characters are prose, items, or entries with a score; nothing else."""

_MOST_PADDED = 1000

LONGEST_TITLE = 100
"""The title of an entry with no score has at most so many characters."""

NO_TITLE_END = ".,;。、，；"
"""What a bare title does not end with."""

KEYS = ("author", "published", "language", "network", "genre", "tags", "cover", "spoilers")
"""The keys of the fields, lower case, in the order the canonical form writes them."""

# Several entries on one line may have their guide's heading before them.
GLUED = re.compile(
    r"(?P<seasons>(?:Season\s++\d{1,4}\s*+\|?\s*+)*)"
    r"(?P<guide>(?:Episodes?|Chapters?)\s++(?:Guide|List)\s*+:?\s*+)(?=[^\s%\\•*–-])",
    re.IGNORECASE,
)

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen twenty"
)
SEASON_WORDS = {word: value for value, word in enumerate(_WORDS.split())}
_NTH = "first second third fourth fifth sixth seventh eighth ninth tenth"
ORDINALS = {word: value for value, word in enumerate(_NTH.split(), 1)}
NAMED_SEASON = Shape(
    "a season that a title names",
    r"(?i)\b(?:Seasons?\s++(?P<cardinal>\d{1,4}\b|" + "|".join(SEASON_WORDS) + r")"
    r"(?P<more>\s*+(?:[&–-]|and|to)\s*+\d{1,4}\b)?"
    r"|(?P<ordinal>\d{1,4})(?:st|nd|rd|th)\s++Season|(?P<word>" + "|".join(ORDINALS) + r")"
    r"\s++Season)(?!-?[^\W_])",
)

_LEADS_ON = frozenset(("SEASON", "GUIDE", "ENTRY", "UNSCORED"))
_BULLETS = "•-–*"
UNREADABLE_SCORE = re.compile(
    r"[-−]\s*\d\S*|\S{1,9}\s*+/\s*+\S{1,9}|[A-F][+−-]?|\d{1,9}(?:[.,]\d{1,6})?"
)
"""What is meant for a score and is none: N/5, -3/5, B+, 7."""

MARKS = "%\\" + _BULLETS
SIGNS = "|—" + _BULLETS + WHITE_SPACE
"""A title with nothing else in it names nothing."""

_SCORE_ENDS = "0123456789%★⭐☆½\ufe0f"
_GRADE_ENDS = "ABCDEF+-−"
_LABEL = re.compile(r"(?:Ep|Chapter|Special|OVA|ONA|OAD|Movie)", re.IGNORECASE)
_SCORED = re.compile(r"\|\s*+Review\s++Score\b", re.IGNORECASE)
_FEW_WORDS = 3
_VERDICT_STARTS = "VvFfOoMmSsRr"


@lru_cache(maxsize=16)
def structure(extra: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of the lines that a whole line tells: seasons, guide, the site's.

    `extra` are further patterns of boilerplate. Raises re.error when one of them is none.
    """
    tables = {
        "REPLY": boilerplate.REPLY,
        "COUNT": boilerplate.COUNT,
        "TALK": boilerplate.TALK,
        "BOILERPLATE": (*boilerplate.ANYWHERE, *(f"(?i:{pattern})" for pattern in extra)),
        "EDGE": boilerplate.EDGE,
    }
    lines = (
        f"(?P<{name}>(?:{'|'.join(f'(?:{pattern})' for pattern in table)})$)"
        for name, table in tables.items()
    )
    known = (f"(?P<{name}>{_lower(name)})" for name in ("SEASON", "GUIDE"))
    return re.compile("|".join((*known, *lines)))


def _lower(name: str) -> str:
    """Return a shape without its marks for "in any case": it is asked of lines in lower case."""
    shape = _SHAPES[name].source.replace("(?i:", "(?:")
    return re.sub(
        r"\\.|[A-Z]", lambda found: found[0].lower() if len(found[0]) == 1 else found[0], shape
    )


def shape_of(text: str, known: re.Pattern[str]) -> tuple[str, re.Match[str] | None]:
    """Return the shape of a line, white space at its ends gone, and the match behind it.

    The shapes are names of terminals, and ESCAPED (prose behind a backslash), ITEM_RATING (a
    rating behind a bullet), and the tables of boilerplate.py: EDGE and TALK are the site's after
    the verdict alone, COUNT and TALK open the readers' comments there. `known` is `structure()`.
    """
    first = text[0]
    if first == "%":
        return "COMMENT", None
    if first == "\\":
        return "ESCAPED", None
    entry = "|" in text or "eview" in text
    at = 0
    bullet = None
    if first in _BULLETS and (bullet := ITEM.match(text)):
        at = bullet.start("text")
        first = text[at]
        if first == "\\":
            return "ITEM", bullet
    if len(text) > LONGEST and is_long(text):
        match = (ENTRY.match(text, at) or unreadable(text, at)) if entry else None
        if match and (not bullet or match["label"] is not None):
            return "ENTRY", match
        return ("ITEM", bullet) if bullet else ("PROSE", None)
    if first in _VERDICT_STARTS:
        if match := VERDICT.match(text):
            return "VERDICT", match
        if (
            (match := WORDED.match(text))
            and _worded(match, bullet is not None)
            and not (entry and _SCORED.search(text) and ENTRY.match(text, at))
        ):
            return "WORDED", match
    if entry and (match := ENTRY.match(text, at)) and (not bullet or match["label"] is not None):
        return "ENTRY", match
    plain = text.lower().replace("\u00a0", " ")
    if match := known.match(tidy(plain) if "  " in plain or "\t" in plain else plain):
        return match.lastgroup or "PROSE", None
    if entry and (match := unreadable(text, at)) and not (bullet and match["label"] is None):
        return "ENTRY", match
    last = text[-1]
    if (last == "|" and not bullet) or _LABEL.match(text, at):
        match = UNSCORED.match(text, at)
        if (
            match
            and ((last == "|" and not bullet) or match["label"] is not None)
            and len(tidy(match["title"])) <= LONGEST_TITLE
        ):
            return "UNSCORED", match
    if (
        (last in _SCORE_ENDS or last in _GRADE_ENDS or "/" in text[-20:])
        and (match := RATING.match(text))
        and not (first in _VERDICT_STARTS and WORDED.match(text))
    ):
        return ("ITEM_RATING" if bullet else "RATING"), match
    return ("ITEM", bullet) if bullet else ("PROSE", None)


def is_long(text: str) -> bool:
    """Tell whether a line has more than `LONGEST` characters, a run of white space being one."""
    return len(text) > _MOST_PADDED or len(tidy(text)) > LONGEST


def unreadable(text: str, at: int) -> re.Match[str] | None:
    """Return the match of an entry at `at` whose score cannot be read, or None.

    Without a label the words “Review Score” tell it from prose with a pipe in it.
    """
    match = UNREADABLE.match(text, at)
    if match and match["words"] is None and (match["label"] is None or text[-1] == "|"):
        return None
    return match


def loose_score(match: re.Match[str]) -> re.Match[str] | None:
    """Return the score, no pipe before it, that ends what UNSCORED matched behind a label."""
    text = match.string
    if match["label"] is None or text[-1] == "|":
        return None
    return LOOSE.search(text, max(map(match.end, ("label", "number", "number_end"))))


def leads_to_guide(text: str, shape: str) -> bool:
    """Tell whether a line makes a season line of one that names a season above it."""
    return shape in _LEADS_ON or GLUED.match(text) is not None


def rivals_title(text: str) -> bool:
    """Tell whether a line could be taken for the title before one with no season or tagline."""
    match = TITLE.match(text)
    if match is None:
        return False
    return match["tagline"] is not None or NAMED_SEASON.search(match["subject"]) is not None


def says_title(text: str) -> bool:
    """Tell whether the canonical line of an entry with a title and nothing else says that title."""
    if not text.strip(SIGNS):
        return False
    line = f"{text} -|"
    shape, match = shape_of(line, structure(()))
    return (
        shape == "UNSCORED"
        and match is not None
        and match["label"] is None
        and tidy(match["title"]) == tidy(text)
    )


def _worded(match: re.Match[str], bullet: bool) -> bool:
    """Tell a verdict in words from prose that opens with such a word."""
    text, words = match.string, match["words"]
    if not words.strip("-–—| "):
        return False
    if match["name"].lower() == "overall" and not bullet:
        return RATING.match(text) is not None
    if match["name"].lower().endswith("verdict") and len(words.split()) <= _FEW_WORDS:
        return True
    return (len(text) <= 60 and not closed(text)) or UNREADABLE_SCORE.fullmatch(words) is not None


def lenient_field(text: str) -> bool:
    """Tell whether a line alone below the title is read as a field: by its key, or its look."""
    match = FIELD.fullmatch(text)
    return match is not None and (match["key"].lower() in KEYS or strict_field(match))


def strict_field(match: re.Match[str] | None) -> bool:
    """Tell whether a match of FIELD looks like one though its key may be unknown."""
    if match is None:
        return False
    text = match.string
    short = len(text) <= 60 or len(tidy(text)) <= 60
    return short and not closed(text) and " " not in match["key"]
