"""The patterns of a vocabulary's words, which fill the holes of `grammar/review.lark`.

`make grammar` writes those of the built-in vocabularies to `grammar/words.lark`. The same function
compiles a user's vocabulary when it is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reviewfmt.syntax.vocabulary import LABELS, NUMBER_HERE, Vocabulary, fold

NUMBER = r"\d{1,6}(?:\.\d{1,3})?"
DIGITS = re.compile(r"\d+")
_WIDE = (
    *(("\u1100", "\u11ff"), ("\u2e80", "\u9fff"), ("\ua960", "\ua97f")),
    *(("\uac00", "\ud7ff"), ("\uf900", "\ufaff"), ("\uff66", "\uffef")),
)
"""The scripts without spaces between words, each from its first to its last character.

Full-width letters and digits are not among them: `ＰＳ２` holds no season `Ｓ２`.
"""

WORD_END = r"(?![^\W_])"
NEVER = "(?!)"
"""A pattern that matches nothing, for a table without words."""


def is_wide(text: str) -> bool:
    """Tell whether a text opens with a character of a script without spaces between words."""
    return any(first <= text[:1] <= last for first, last in _WIDE)


def word_pattern(word: str) -> str:
    """Return the pattern of a word: in any case, with any white space in it, as a whole word.

    A word that ends in a letter of a script without spaces between words needs no end.
    """
    pattern = r"\s++".join(re.escape(part) for part in word.split())
    if word[-1:].isalnum() and not is_wide(word[-1]):
        pattern += WORD_END
    return pattern


def one_of(words: Iterable[str]) -> str:
    """Return the pattern of any of `words`; if several match, the longest wins."""
    distinct = sorted({" ".join(word.split()) for word in words}, key=lambda one: (-len(one), one))
    if not distinct:
        return NEVER
    # The first character alone rules out most texts.
    groups: dict[str, list[str]] = {}
    for word in distinct:
        groups.setdefault(fold(word[0]), []).append(word_pattern(word))
    firsts = "".join(sorted({re.escape(word[0].lower()) for word in distinct}))
    branches = []
    for patterns in groups.values():
        first = patterns[0][: 1 + (patterns[0][0] == "\\")]
        behind = [one[len(first) :] for one in patterns]
        end = WORD_END if all(one.endswith(WORD_END) for one in behind) else ""
        if end:  # one look-ahead for all, since each costs time to compile
            behind = [one.removesuffix(end) for one in behind]
        together = behind[0] if len(behind) == 1 else f"(?:{'|'.join(behind)})"
        branches.append(first + together + end)
    return f"(?i:(?=[{firsts}])(?:{'|'.join(branches)}))"


_NUMBER_WORD = r"[^\W\d_]++(?:-[^\W\d_]++)?+"
_WIDE_NUMBER_WORD = r"[^\W\d_]{1,5}?"
_DIGITS_END = r"(?-i:(?![^\WA-Z_]))"
"""The end of digits; a capital letter may follow: `Season 1Episode Guide` lost a break."""

GLUED_END = _DIGITS_END
"""The end of a guide's name, which may have lost a break too."""


def _around(patterns: Iterable[str], *, digits: bool) -> str:
    """Return one pattern for `patterns`, each of which has a place for a number.

    The number is digits, or any word: `Words.season_of` decides whether the word is a number. A
    number word is next to a space, or behind a word in a script without spaces; without `digits`,
    also in front of such a word. A match that begins with the number begins at a word.
    """
    makes: dict[tuple[bool, bool, bool, bool, bool], tuple[set[str], set[str]]] = {}
    for pattern in patterns:
        before, _, after = pattern.partition(NUMBER_HERE)
        head, tail = before.strip(), after.strip()
        wide = is_wide(head or tail)
        make = (bool(head), bool(tail), before.endswith(" "), after.startswith(" "), wide)
        heads, tails = makes.setdefault(make, (set(), set()))
        heads.add(head)
        tails.add(tail)
    found = []
    for (has_head, has_tail, gap, gap_behind, wide), (heads, tails) in sorted(makes.items()):
        spaced = (gap or not has_head) and (gap_behind or not has_tail)
        end = "" if has_tail else _DIGITS_END
        number = rf"\d{{1,4}}{end}" if digits else ""
        if spaced or (wide and (has_head or not digits)):
            word = _WIDE_NUMBER_WORD if wide and has_tail else _NUMBER_WORD
            number = f"(?:{number}|{word})" if number else word
        if not number:
            continue
        head = one_of(heads).replace(WORD_END, "") if has_head else ""
        tail = one_of(tails) if has_tail else ""
        between = (r"\s++" if gap else r"\s*+") if has_head else ""
        behind = (r"\s++" if gap_behind else r"\s*+") if has_tail else ""
        start = "" if has_head and wide else r"(?<![^\W_])"
        if not has_head and not tail.endswith(WORD_END):
            tail += WORD_END
        found.append(f"{start}{head}{between}{number}{behind}{tail}")
    return f"(?i:{'|'.join(found)})" if found else NEVER


def terminals(vocabularies: Sequence[Vocabulary]) -> dict[str, str]:
    """Return the patterns of `grammar/words.lark`, by the names of their terminals."""

    def every(table: str, key: str) -> list[str]:
        return [word for one in vocabularies for word in one.words(table, key)]

    labels = [word for label in LABELS for word in every("labels", label)]
    plurals = [word for label in LABELS for one in vocabularies for word in one.plurals(label)]
    plain = [word for word in (*labels, *plurals) if NUMBER_HERE not in word]
    befores = {word.partition(NUMBER_HERE)[0].strip() for word in labels if NUMBER_HERE in word}
    afters = {word.partition(NUMBER_HERE)[2].strip() for word in labels if NUMBER_HERE in word}
    season = _around(every("season", "patterns"), digits=True)
    ordinal = _around(every("season", "ordinal_patterns"), digits=False)
    return {
        "LABEL_WORD": one_of(plain).replace(WORD_END, ""),
        "LABEL_BEFORE": one_of(befores - {""}).replace(WORD_END, ""),
        "LABEL_AFTER": one_of(afters - {""}),
        "BETWEEN": one_of(every("numbers", "between")),
        "SEASON_NAME": f"(?:{season}|{ordinal})",
        "SEASON_CODE": one_of(every("season", "codes")).replace(WORD_END, ""),
        "GUIDE_NAME": one_of(every("guide", "names")).replace(WORD_END, GLUED_END),
        "REVIEW_WORD": one_of(every("title", "review")),
        "KIND_WORD": one_of(every("title", "kinds")),
        "VERDICT_NOUN": one_of(every("verdict", "nouns")),
        "VERDICT_BEFORE": one_of(every("verdict", "before")),
        "VERDICT_ALONE": one_of(every("verdict", "alone")),
        "SCORE_BEFORE": one_of(every("score", "before")),
        "OF": one_of(every("score", "of")),
        "STARS_WORD": one_of(every("score", "stars")),
    }
