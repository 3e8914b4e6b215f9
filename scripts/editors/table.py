"""The kinds of lines for editors: patterns of single lines, and the states that they stand in.

An editor's grammar reads a line at a time and looks at nothing further down, so it cannot know all
that the format's reader knows. This table comes as near as such a grammar can. It is built from the
shapes of grammar/review.lark and the words of grammar/vocabulary/, and the grammars in editors/ are
written from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from reviewfmt.syntax.kinds import BOILERPLATE_SIGNS, NUMBER_SIGNS
from reviewfmt.syntax.place import LONGEST_HEADING
from reviewfmt.syntax.shapes import Kind
from reviewfmt.syntax.words import Words, built_in, terminals


class Rule(NamedTuple):
    """A line that `pattern` matches at its beginning is of `kind`, and `state` is below it.

    `below_blank` is True for a rule that holds directly below a blank line alone, and False for
    one that does not hold there. `state` is None where the state stays.
    """

    pattern: str
    kind: Kind
    state: str | None = None
    below_blank: bool | None = None


_SPACED = (
    r"\d{1,4}(?:[.,]\d++|\s[13]/[24]|[¼½¾])?+\s*+[/⁄／]\s*+(?:5|10|20|100)(?!\d)"
    r"|\d++(?:[.,]\d++)?+\s?+[%％]|[★⭐☆]++"
)
"""Scores that need no separator: their maxima are usual ones."""


# -- patterns ---------------------------------------------------------------------------------

_NAMES = re.compile(r"\(\?P<\w+>")


def _shape(words: Words, name: str) -> str:
    return f"(?:{_NAMES.sub('(?:', words.shape(name))})"


def _any_of(patterns: Iterable[str]) -> str:
    return f"(?i:{'|'.join(f'(?:{pattern})' for pattern in patterns)})\\s*+$"


_NUMBER = r"(?:\d{1,9}(?:[.,．，٫]\d{1,6})?+(?:\s[13][/⁄][24]|[¼½¾])?+|[¼½¾])"
_STARS = r"[★⭐☆½][★⭐☆½\ufe0f]*+(?:\s[★⭐☆½][★⭐☆½\ufe0f]*+)*+"
_GRADE = r"(?:[A-EＡ-Ｅ][+＋−－-]?+|[FＦ][+＋]?+)(?![^\W_]|[+＋−－-])"


def _numeric(word: Mapping[str, str]) -> str:
    """Return the pattern of a score that is no grade, with a second notation behind it."""
    over = rf"(?:\s*+[/⁄∕／]\s*+|\s*+{word['OF']}\s*+)"
    counted = rf"\s*+{word['STARS_WORD']}"
    return (
        rf"(?:{_NUMBER}(?:{over}{_NUMBER}(?:{counted})?+|\s?+[%％٪]|{counted}(?:{over}\d++)?+)"
        rf"|{_STARS}(?:{over}\d++)?+)"
        rf"(?:\s*+[(（]?+(?:{_NUMBER}[/／]{_NUMBER}|{_NUMBER}[%％]|{_STARS})[)）]?+)?+"
    )


def _score(word: Mapping[str, str]) -> str:
    return rf"(?:{_numeric(word)}|{_GRADE})"


def patterns(words: Words | None = None) -> dict[str, str]:
    """Return the patterns of lines by their names, as Python spells them.

    They match a line without the white space in front of it. A score is spelled more simply than
    the format reads it: an editor asks each line for it several times.
    """
    words = words or built_in()
    word = terminals(words.vocabularies)
    shape = {
        name: _shape(words, name)
        for name in (
            *("SEPARATOR", "SCORE_WORDS", "LABEL", "CODE", "LABEL_END", "SEASON", "SEASON_PIPE"),
            *("GUIDE_LINE", "GUIDE_SEASON_END", "VERDICT_NAME", "FIELD_LINE", "BULLET_SIGN"),
            *("NUMBER_SIGN", "NUMERAL"),
        )
    }
    numeric, score = _numeric(word), _score(word)
    unreadable = r"[^\s/|｜]{1,9}+\s?+[/／]\s?+\d++"
    separated = rf"\s*+{shape['SEPARATOR']}{shape['SCORE_WORDS']}"
    scored = rf"(?:{separated}{score}|(?<![★⭐☆½\ufe0f\s])\s*+(?=[★⭐☆]){score})"
    remark = r"(?:\s*+[(（\[［].*[)）\]］]\.?|\s*+[,，、].*|\s++[–—－-]\s.*|[.。])?+\s*+$"
    bullet = f"{shape['BULLET_SIGN']}?+"
    bare = f"{bullet}(?!{shape['BULLET_SIGN']})"
    may_score = r"(?=.*[-–—－|｜:：=＝★⭐☆])"
    keys = "|".join(sorted(map(re.escape, words.fields), key=len, reverse=True))
    heading = "".join(NUMBER_SIGNS)
    sign = "".join(BOILERPLATE_SIGNS)
    boilerplate = words.boilerplate_patterns
    season, verdict, label = shape["SEASON"], shape["VERDICT_NAME"], shape["LABEL"]
    short = rf"(?=.{{1,{LONGEST_HEADING}}}\s*+$)"
    return {
        "comment": r"[%％]",
        "escaped": r"\\\s*+\S",
        "signed": rf"[{sign}]\s*+\S",
        "quote": r"[>＞]",
        "heading": rf"[{heading}]{{2,6}}\s++\S",
        "numbered": rf"[{heading}]\s++\S",
        "figure": r"!\[(?:[^!]|!(?!\[))*?\]\(\S+?(?:\s++\".*\")?\s*+\)\s*+$",
        "comments": _any_of(boilerplate["comments"]),
        "counts": _any_of(boilerplate["counts"]),
        "anywhere": _any_of(boilerplate["anywhere"]),
        "top": _any_of(boilerplate["top"]),
        "guide": rf"(?:{season}{shape['GUIDE_SEASON_END']})?{shape['GUIDE_LINE']}"
        rf"(?:(?:{separated}|(?<=[:：])\s*+{shape['SCORE_WORDS']}|\s*+(?=[★⭐☆])){score})?+\s*+$",
        "links": rf"{season}(?:{shape['SEASON_PIPE']}{season})*+\s*+[|｜]\s*+$"
        rf"|{season}{shape['SEASON_PIPE']}{season}.*$",
        "season": rf"{season}(?:{scored}|\s*+[:：]?)\s*+$",
        "verdict": rf"{bullet}(?:{verdict}(?:{separated}{score}{remark}|\s++{numeric}{remark})"
        rf"|{numeric}\s*+$)",
        "worded verdict": rf"{bullet}{verdict}(?:\s*+[:：|｜=＝]\s*+\S"
        rf"|\s++[-–—－]\s++\S++(?:\s++\S++){{0,2}}\s*+$)",
        "entry": rf"{bullet}(?:{label}"
        rf"(?:{shape['LABEL_END']}.*?|(?=\s*+[-–—－|｜:：=＝★⭐☆]|\s*+$))"
        rf"|{shape['CODE']}\s.*?|[“\"「『«][^”\"」』»]++[”\"」』»])"
        rf"(?:{scored}|{separated}{unreadable}|\s*+[-–—－]?\s*+[|｜]\s*+$)",
        "dashed": rf"(?=.*[|｜])(?![-–—－#＃!]).*?[-–—－]\s*+[|｜]"
        rf"(?:{shape['SCORE_WORDS']}{score}|\s*+$|\s*+{unreadable})",
        "labelled": rf"{bullet}{label}(?:{shape['LABEL_END']}\s*+\S.*|\s*+$)",
        "rating": rf"{may_score}{bare}(?![(（\\])(?!\d{{1,3}}[.)．）]\s++\\)"
        rf"(?:[\[［].*?[\]］]|(?:[^\s|｜]++\s++){{0,4}}?[^\s|｜]+?)(?<![.!?。！？…]){scored}{remark}",
        "spaced rating": rf"(?=.*[/⁄／%％★⭐☆]){bare}[^\s|｜\\]++(?:\s++[^\s|｜]++)?\s++"
        rf"(?:{_SPACED}){remark}",
        "known field": rf"(?i:(?:{keys}))\s*+[:：]",
        "field": shape["FIELD_LINE"],
        "bare key": r"[^:：]++[:：]\s*+$",
        "item": f"{shape['BULLET_SIGN']}|{shape['NUMBER_SIGN']}",
        "numeral": rf"{shape['NUMERAL']}.",
        "piped": r"(?=.*[|｜]).*[-–—－]\s*+[|｜]",
        "scored": rf"{may_score}{bullet}.*?{scored}",
        "title": rf"{short}.*[^.!?。！？…:：;；,，、\s]\s*+$",
        "short": rf"(?!\|\|){short}.*[^.!?。！？…;；,，、\s]\s*+$",
        "any": r"\S",
    }


# -- pieces -----------------------------------------------------------------------------------


def pieces(words: Words | None = None) -> dict[str, str]:
    """Return the patterns of what stands inside of lines: a label, a score behind its separator."""
    words = words or built_in()
    word = terminals(words.vocabularies)
    bullet, label = _shape(words, "BULLET_SIGN"), _shape(words, "LABEL")
    separator, before = _shape(words, "SEPARATOR"), _shape(words, "SCORE_WORDS")
    return {
        "label": rf"(\s*+{bullet}?+)({label}|{_shape(words, 'NUMERAL')})",
        "bullet": rf"(\s*+)({bullet})",
        "score": rf"(\s*+{separator}{before}|\s*+(?=[★⭐☆]))({_score(word)})",
        "alone": rf"(\s++)({_numeric(word)})",
    }


# -- states -----------------------------------------------------------------------------------

_SIGNED = (
    Rule("comment", Kind.COMMENT),
    Rule("escaped", Kind.ESCAPED),
    Rule("signed", Kind.BOILERPLATE),
)
_BOILERPLATE = (
    Rule("comments", Kind.COMMENTS, "comments"),
    Rule("anywhere", Kind.BOILERPLATE),
)


def _sections(state: str | None) -> tuple[Rule, ...]:
    """Return the rules of the lines that end a guide or open a section, with what is below them."""
    return (
        Rule("heading", Kind.HEADING, state),
        Rule("numbered", Kind.HEADING, state),
    )


def _blocks(state: str | None = None) -> tuple[Rule, ...]:
    return (Rule("quote", Kind.QUOTE, state), Rule("figure", Kind.FIGURE, state))


def _named(state: str | None, *, guide: str | None = "guide") -> tuple[Rule, ...]:
    return (
        Rule("guide", Kind.GUIDE, "opening"),
        Rule("links", Kind.BOILERPLATE, state),
        Rule("season", Kind.SEASON, state),
        Rule("verdict", Kind.VERDICT, "closing"),
        Rule("worded verdict", Kind.VERDICT, "closing"),
        Rule("entry", Kind.ENTRY, guide),
        Rule("dashed", Kind.ENTRY, guide),
    )


_COUNTS = Rule("counts", Kind.BOILERPLATE)
_TEXT = (
    Rule("item", Kind.ITEM),
    Rule("short", Kind.HEADING, None, below_blank=True),
    Rule("any", Kind.PROSE),
)

STATES: dict[str, tuple[Rule, ...]] = {
    "head": (
        _SIGNED[0],
        _SIGNED[2],
        *_BOILERPLATE,
        _COUNTS,
        Rule("top", Kind.BOILERPLATE),
        Rule("guide", Kind.GUIDE, "opening"),
        Rule("season", Kind.SEASON, "body"),
        Rule("verdict", Kind.VERDICT, "closing"),
        Rule("entry", Kind.ENTRY, "guide"),
        Rule("dashed", Kind.ENTRY, "guide"),
        Rule("any", Kind.TITLE, "fields"),
    ),
    "fields": (
        *_SIGNED,
        *_sections("body"),
        *_blocks("body"),
        *_BOILERPLATE,
        _COUNTS,
        Rule("known field", Kind.FIELD),
        Rule("guide", Kind.GUIDE, "opening"),
        Rule("links", Kind.BOILERPLATE, "body"),
        Rule("season", Kind.SEASON, "body"),
        Rule("verdict", Kind.VERDICT),
        Rule("entry", Kind.ENTRY, "guide"),
        Rule("dashed", Kind.ENTRY, "guide"),
        Rule("rating", Kind.RATING),
        Rule("spaced rating", Kind.RATING),
        Rule("item", Kind.ITEM, "body"),
        Rule("bare key", Kind.PROSE, "body"),
        Rule("labelled", Kind.HEADING, "body", below_blank=True),
        Rule("labelled", Kind.PROSE, "body"),
        Rule("field", Kind.FIELD),
        Rule("short", Kind.HEADING, "body", below_blank=True),
        Rule("any", Kind.PROSE, "body"),
    ),
    "body": (
        *_SIGNED,
        *_sections(None),
        *_blocks(),
        *_BOILERPLATE,
        _COUNTS,
        *_named(None),
        Rule("rating", Kind.RATING),
        Rule("spaced rating", Kind.RATING),
        *_TEXT,
    ),
    "closing": (
        *_SIGNED,
        *_sections(None),
        *_blocks(),
        *_BOILERPLATE,
        Rule("counts", Kind.COMMENTS, "comments"),
        *_named(None),
        Rule("rating", Kind.RATING),
        Rule("spaced rating", Kind.RATING),
        *_TEXT,
    ),
    "opening": (
        *_SIGNED,
        *_sections("body"),
        *_blocks(),
        *_BOILERPLATE,
        _COUNTS,
        *_named("body"),
        Rule("labelled", Kind.ENTRY, "guide"),
        Rule("numeral", Kind.ENTRY, "numbers"),
        Rule("scored", Kind.ENTRY, "guide"),
        Rule("title", Kind.ENTRY, "titles"),
        Rule("item", Kind.ITEM, "body"),
        Rule("any", Kind.PROSE, "body"),
    ),
    "titles": (
        *_SIGNED,
        *_sections("body"),
        *_blocks(),
        *_BOILERPLATE,
        *_named("body"),
        Rule("labelled", Kind.ENTRY, "guide"),
        Rule("scored", Kind.ENTRY, "guide", below_blank=False),
        Rule("title", Kind.ENTRY, None, below_blank=False),
        Rule("rating", Kind.RATING, "body"),
        Rule("item", Kind.ITEM, "body"),
        Rule("short", Kind.HEADING, "body", below_blank=True),
        Rule("any", Kind.PROSE, "body"),
    ),
    "numbers": (
        *_SIGNED,
        *_sections("body"),
        *_blocks(),
        *_BOILERPLATE,
        _COUNTS,
        *_named("body", guide=None),
        Rule("labelled", Kind.ENTRY),
        Rule("numeral", Kind.ENTRY),
        Rule("scored", Kind.ENTRY, None, below_blank=False),
        Rule("rating", Kind.RATING, "body", below_blank=True),
        Rule("item", Kind.ITEM, "body", below_blank=True),
        Rule("short", Kind.HEADING, "body", below_blank=True),
        Rule("any", Kind.PROSE, "body", below_blank=True),
        Rule("item", Kind.ITEM),
        Rule("any", Kind.PROSE),
    ),
    "guide": (
        *_SIGNED,
        *_sections("body"),
        *_blocks(),
        *_BOILERPLATE,
        _COUNTS,
        *_named("body", guide=None),
        Rule("labelled", Kind.ENTRY),
        Rule("rating", Kind.RATING, "body", below_blank=True),
        Rule("item", Kind.ITEM, "body", below_blank=True),
        Rule("short", Kind.HEADING, "body", below_blank=True),
        Rule("any", Kind.PROSE, "body", below_blank=True),
        Rule("piped", Kind.ENTRY),
        Rule("item", Kind.ITEM),
        Rule("scored", Kind.ENTRY),
        Rule("any", Kind.PROSE),
    ),
    "comments": (Rule("any", Kind.BOILERPLATE),),
}
"""The rules of each state, the first that fits wins; `START` is the state at the top."""

START = "head"


def kinds(text: str) -> list[Kind | None]:
    """Return the kind that a grammar made of this table gives each line; None for a blank one."""
    compiled = _compiled()
    state, is_below_blank = START, False
    found: list[Kind | None] = []
    for line in text.split("\n"):
        told = line.strip()
        if not told:
            found.append(None)
            is_below_blank = True
            continue
        rule = next(
            one
            for one in STATES[state]
            if one.below_blank in (None, is_below_blank) and compiled[one.pattern].match(told)
        )
        found.append(rule.kind)
        state = rule.state or state
        is_below_blank = False
    return found


@cache
def _compiled() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in patterns().items()}
