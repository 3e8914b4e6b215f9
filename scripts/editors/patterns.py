"""Patterns for the lines of each kind, for editors that see single lines.

The patterns are built from the shapes of grammar/review.lark and the words of grammar/vocabulary/.
The pattern of a score is simpler than that of the format, since an editor uses it several times for
each line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from reviewfmt.characters import CLOSING_MARKS, CLOSING_QUOTES
from reviewfmt.syntax.line_readers import BOILERPLATE_SIGNS, NUMBER_SIGNS
from reviewfmt.syntax.place import LONGEST_HEADING
from reviewfmt.syntax.terminals import terminals
from reviewfmt.syntax.words import Words, built_in

_NAMES = re.compile(r"\(\?P<\w+>")
_NUMBER = r"(?:\d{1,9}(?:[.,．，٫]\d{1,6})?+(?:\s[13][/⁄][24]|[¼½¾])?+|[¼½¾])"
_UNIT = r"[^\W\d_a-zA-Z]"
"""A letter after a maximum, as in `8点/10点`."""
_STARS = r"[★⭐☆½][★⭐☆½\ufe0f]*+(?:\s[★⭐☆½][★⭐☆½\ufe0f]*+)*+"
_GRADE = r"(?:[A-EＡ-Ｅ][+＋−－-]?+|[FＦ][+＋]?+)(?![^\W_]|[+＋−－-])"
_NO_GRADE = "(?![A-FＡ-Ｆ])"
_SPACED = (
    r"\d{1,4}(?:[.,]\d++|\s[13]/[24]|[¼½¾])?+\s*+[/⁄／]\s*+(?:5|10|20|100)(?!\d)"
    r"|\d++(?:[.,]\d++)?+\s?+[%％]|[★⭐☆]++"
)
"""Scores that need no separator: their maxima are usual ones."""

_UNREADABLE = r"[^\s/|｜]{1,9}+\s?+[/／]\s?+\d++"
_REMARK = r"(?:\s*+[(（\[［].*[)）\]］]\.?|\s*+[,，、].*|\s++[-–—－]\s.*|[.。])?+\s*+$"
_ENDS = (
    r"(?:[\d¼½¾]\s*+[/⁄／]\s*+\d|\d\s?+[%％]|[★⭐☆½]"
    r"|\d\s++[^\W\d]++(?:\s++[^\W\d]++)?+\s++\d|[-–—－|｜:：=＝]\s*+[A-FＡ-Ｆ](?![^\W_]))"
    r"[\d\s+−－%％/★⭐☆½)）-]*+(?:[(（,，–—－].*|[.。])?+\s*+$"
)
"""The end of a line with a score, whatever is before it."""
_MAY_SCORE = r"(?=.*[-–—－|｜:：=＝★⭐☆])"


def _shape(words: Words, name: str) -> str:
    return f"(?:{_NAMES.sub('(?:', words.shape(name))})"


def _any_of(patterns: Iterable[str]) -> str:
    return f"(?i:{'|'.join(f'(?:{pattern})' for pattern in patterns)})\\s*+$"


def _numeric(word: Mapping[str, str]) -> str:
    """Return the pattern of a score that is not a grade, with a second notation after it."""
    over = rf"(?:\s*+[/⁄∕／]\s*+|\s*+{word['OF']}\s*+)"
    counted = rf"\s*+{word['STARS_WORD']}"
    return (
        rf"(?:{_NUMBER}(?:{over}{_NUMBER}(?:{counted}|{_UNIT})?+|\s?+[%％٪]|{counted}(?:{over}\d++)?+)"
        rf"|{_STARS}(?:{over}\d++)?+)"
        rf"(?:\s*+[(（]?+(?:{_NUMBER}[/／]{_NUMBER}|{_NUMBER}[%％]|{_STARS})[)）]?+)?+"
    )


class _Parts(NamedTuple):
    """The parts of the patterns."""

    numeric: str
    score: str
    signed: str
    separated: str
    dense: str
    scored: str
    bullet: str
    season: str
    label: str
    verdict: str
    guide: str
    code: str
    label_end: str
    season_pipe: str
    number_sign: str
    score_words: str
    noun: str
    numeral: str
    field: str
    entry: str = ""
    dashed: str = ""


@cache
def _parts(words: Words) -> _Parts:
    word = terminals(words.vocabularies)
    numeric = _numeric(word)
    score = rf"(?:{numeric}|{_GRADE})"
    signed = rf"(?:{_shape(words, 'SEPARATOR')}{_shape(words, 'SCORE_WORDS')})"
    season = _shape(words, "SEASON")
    part = _Parts(
        numeric=numeric,
        score=score,
        signed=signed,
        separated=rf"(?:\s*+{signed})",
        dense=rf"(?:(?:{signed}|(?<![★⭐☆½\ufe0f])(?=[★⭐☆])){score})",
        scored=rf"(?:(?:\s*+{signed}|(?<![★⭐☆½\ufe0f])\s*+(?=[★⭐☆])){score})",
        bullet=_shape(words, "BULLET_SIGN"),
        season=season,
        label=_shape(words, "LABEL"),
        verdict=_shape(words, "VERDICT_NAME"),
        guide=rf"(?:(?:{season}{_shape(words, 'GUIDE_SEASON_END')})?{_shape(words, 'GUIDE_LINE')})",
        code=_shape(words, "CODE"),
        label_end=_shape(words, "LABEL_END"),
        season_pipe=_shape(words, "SEASON_PIPE"),
        number_sign=_shape(words, "NUMBER_SIGN"),
        score_words=_shape(words, "SCORE_WORDS"),
        noun=rf"(?:(?:{word['VERDICT_BEFORE']}\s++){{0,3}}{word['VERDICT_NOUN']})",
        numeral=_shape(words, "NUMERAL"),
        field=_shape(words, "FIELD_LINE"),
    )
    return part._replace(entry=_entry(part), dashed=_dashed(part))


def _entry(part: _Parts) -> str:
    open_label = rf"{part.label_end}.*?|\s*+(?=[-–—－|｜:：=＝★⭐☆]|$)"
    return (
        rf"(?:{part.bullet}?+(?:{part.label}(?:{open_label})|{part.code}\s.*?"
        rf"|[“\"「『«][^”\"」』»]++[”\"」』»]\s*+)"
        rf"(?:{part.dense}|{part.signed}{_UNREADABLE}|[-–—－]?\s*+[|｜]\s*+$))"
    )


def _dashed(part: _Parts) -> str:
    return (
        rf"(?:(?=.*[|｜])(?![-–—－#＃!]).*?[-–—－]\s*+[|｜]"
        rf"(?:{part.score_words}{part.score}|\s*+$|\s*+{_UNREADABLE}))"
    )


def parts(words: Words | None = None) -> dict[str, str]:
    """Return the parts that several patterns contain, by name."""
    return _parts(words or built_in())._asdict()


def patterns(words: Words | None = None) -> dict[str, str]:
    """Return the patterns of lines by name, in the spelling of Python.

    They match a line without the white space at its beginning.
    """
    words = words or built_in()
    part = _parts(words)
    return {
        **_signs(words),
        **_boilerplate(words),
        **_guides(part),
        **_scores(part),
        **_fields(words, part),
        **_texts(part),
        "named title": _title(words),
    }


def _signs(words: Words) -> dict[str, str]:
    heading, boilerplate = "".join(NUMBER_SIGNS), "".join(BOILERPLATE_SIGNS)
    return {
        "comment": r"[%％]",
        "escaped": r"\\\s*+\S",
        "signed": rf"[{boilerplate}]\s*+\S",
        "quote": r"[>＞]",
        "heading": rf"[{heading}]{{2,6}}\s++\S",
        "numbered": rf"[{heading}]\s++\S",
        "figure": r"!\[(?:[^!\]]|!(?!\[)|\](?!\())*+\]\((?!.*!\[)\S+?(?:\s++\".*\")?\s*+\)\s*+$",
    }


def _boilerplate(words: Words) -> dict[str, str]:
    boilerplate = words.boilerplate_patterns
    return {name: _any_of(boilerplate[name]) for name in ("comments", "counts", "anywhere", "top")}


def _guides(part: _Parts) -> dict[str, str]:
    season, label = part.season, part.label
    separated = rf"(?:{part.separated}|(?<=[:：])\s*+|\s*+(?=[★⭐☆]))"
    entry = f"(?:{part.entry}|{part.dashed})"
    return {
        "guide": rf"{part.guide}(?:{separated}{part.score})?+\s*+$",
        "guide cut": rf"{part.guide}\s*+[|｜]?+\s*+{entry}",
        "season cut": rf"{season}\s*+[:：]\s*+{entry}",
        "links cut": rf"{season}\s*+[|｜]\s*+{entry}",
        "links": rf"(?=.*[|｜]){season}(?:{part.season_pipe}{season})*+\s*+[|｜]?+\s*+$",
        "season line": rf"{season}\s*+(?:[:：|｜=＝★⭐☆]|[-–—－]\s|$)",
        "guide line": rf"{part.guide}\s*+(?:[|｜=＝★⭐☆]|[-–—－]\s|$)",
        "entry line": rf"{part.bullet}?+(?:(?:{label}(?:{part.label_end}|\s)|{part.code}\s)"
        rf".*{_ENDS}|[“\"「『«].*{_ENDS}|.*[-–—－]\s*+[|｜])",
        "season": rf"{season}(?:{part.scored}|\s*+[:：]?)\s*+$",
        "plain season": rf"{season}\s*+$",
        "lone season": rf"{season}\s*+[:：]?+\s*+$",
        "scored season": rf"{season}{part.scored}\s*+$",
        "entry": part.entry,
        "dashed": part.dashed,
        "labelled": rf"{part.bullet}?+{label}(?:{part.label_end}\s*+\S.*|\s*+$)",
        "numeral": rf"{part.numeral}.",
        "piped": r"(?=.*[|｜])(?:.*[-–—－]\s*+[|｜]|.*[|｜]\s*+$)",
        "scored": rf"{_MAY_SCORE}{part.bullet}?+.*?{part.dense}",
    }


def _scores(part: _Parts) -> dict[str, str]:
    bare = rf"(?!{part.bullet})"
    name = (
        r"(?![#＃>＞%％\\!~(（]|[-–—－]++\s|\d{1,3}[.)．）]\s*+\\)"
        r"(?:[\[［].{0,120}?[\]］]|(?:[^\s|｜]++\s++){0,4}?[^\s|｜]+?)"
    )
    rating = rf"{name}(?<![.!?。！？…]){part.scored}"
    spaced = (
        r"(?![#＃>＞%％\\!~(（\[［]|[-–—－]++\s|\S++\s++\\)"
        rf"[^\s|｜]++(?:\s++[^\s|｜]++)?\s++(?:{_SPACED})"
    )
    return {
        "verdict": rf"{part.bullet}?+(?:{part.verdict}(?:{part.separated}|\s++{_NO_GRADE})"
        rf"|{_NO_GRADE}(?=[^(（,，]*+$)){part.score}{_REMARK}",
        "worded verdict": rf"(?!.*\d){part.bullet}?+{part.noun}(?:\s*+[:：|｜=＝]\s*+\S"
        rf"|\s++[-–—－]\s++\S++(?:\s++\S++){{0,2}}\s*+$)",
        "verdict line": rf"{part.bullet}?+(?:{part.verdict}(?:\s*+[:：|｜=＝★⭐☆]|\s++[-–—－\d])"
        rf"|[\d★⭐☆½][^\s]*+{_ENDS})",
        "score line": f".*{_ENDS}",
        "rating": rf"{_MAY_SCORE}{part.bullet}?+{bare}{rating}{_REMARK}",
        "spaced rating": rf"(?=.*[/⁄／%％★⭐☆]){part.bullet}?+{bare}{spaced}{_REMARK}",
        "bare rating": rf"{_MAY_SCORE}{bare}{rating}\s*+$",
        "bare spaced rating": rf"(?=.*[/⁄／%％★⭐☆]){bare}{spaced}\s*+$",
    }


def _fields(words: Words, part: _Parts) -> dict[str, str]:
    key = part.field.removesuffix("(?:.*))")
    keys = "|".join(sorted(map(re.escape, words.fields), key=len, reverse=True))
    return {
        "known field": rf"(?i:(?:{keys}))\s*+[:：]|{key}\\)",
        "field": part.field,
        "open field": rf"{key}{_OPEN})",
        "unscaled field": rf"{key}\d++\s*+[/／]\s*+(?!(?:5|10|20|100)\s*+$)\d++\s*+$)",
        "bare key": r"[^:：]++[:：]\s*+$",
    }


_BRIEF = 45
"""A separate line of at most this many characters is more often a heading in the fixtures."""
_SHORT = rf"(?=.{{1,{LONGEST_HEADING}}}\s*+$)"


def _class(signs: str) -> str:
    return "".join(f"\\{sign}" if sign in r"\]^-[" else sign for sign in signs)


_MARKS, _QUOTES = _class(CLOSING_MARKS), _class(CLOSING_QUOTES)
_OPEN = rf".*[^{_MARKS}{_QUOTES}\s][{_QUOTES}]*+\s*+$"
"""The end of a line without closing punctuation."""


def _texts(part: _Parts) -> dict[str, str]:
    return {
        "bulleted": part.bullet,
        "item": f"{part.bullet}|{part.number_sign}",
        "bare title": rf"(?![#＃>＞%％\\!~]){_SHORT}{_OPEN}",
        "short": _SHORT + _OPEN,
        "brief": rf"(?=.{{1,{_BRIEF}}}\s*+$){_OPEN}",
        "colon": rf"{_SHORT}.*[:：]\s*+$",
        "any": r"\S",
    }


def _title(words: Words) -> str:
    """Return the pattern of a title that names its work, up to the tagline."""
    return rf"(.*?{_shape(words, 'TITLE_REVIEW')})\s*+(?:[:：|｜]|[-–—－]\s).*$"


def pieces(words: Words | None = None) -> dict[str, str]:
    """Return the patterns of parts of lines: a label, a score after its separator."""
    words = words or built_in()
    part = _parts(words)
    separator, before = _shape(words, "SEPARATOR"), _shape(words, "SCORE_WORDS")
    return {
        "label": rf"(\s*+{part.bullet}?+)({part.label}|{part.numeral})",
        "bullet": rf"(\s*+)({part.bullet})",
        "score": rf"({separator}{before}|(?=[★⭐☆]))({part.score})",
        "alone": rf"(\s)({part.numeric})",
    }
