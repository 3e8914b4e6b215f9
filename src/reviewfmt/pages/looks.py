"""The properties of a single line of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from reviewfmt.characters import closed
from reviewfmt.pages.bylines import holds_day, read_byline
from reviewfmt.pages.lines import PageLine
from reviewfmt.pages.scores import Said, around, find, find_in_cells
from reviewfmt.pages.titles import attached_review
from reviewfmt.syntax import dates
from reviewfmt.syntax.classification import LONGEST_BOILERPLATE, classify
from reviewfmt.syntax.entries import QUOTES, read_guide_entry
from reviewfmt.syntax.line_kinds import Entry, Found, Item, Kind, Verdict
from reviewfmt.syntax.splits import read_bullet, skip_space
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import Words

SHORT = 120
"""A longer line is a paragraph, whatever else it is."""

_USUAL = frozenset((4, 5, 6, 10, 20, 100))
_FEW = 20
"""A larger unusual maximum is more likely the number of a page."""
_SIGNED = frozenset("+−✓✔✗✘➕➖")
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*+\s){1,3}[^\W\d_][\w.'’-]*+")
_LENGTHS = ((3, "1"), (14, "2"), (30, "3"), (60, "4"), (SHORT, "5"), (220, "6"), (450, "7"))
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|\.(?:com|org|net)\b")
_KEY = re.compile(r"(?P<key>[^\W\d_][^:：\t]{0,29}?)\s?[:：\t]\s*+(?=\S)")
_CRUMB = re.compile(r"\s[»›>/·•|｜]\s|[«»←→]")
_SENTENCE = re.compile(r"[.!?。！？؟…]\s")
_NUMBER = re.compile(r"[#(\[|｜]?\s?\d{1,3}(?:[.):\t|｜]|\s(?!\d))")
_PART = re.compile(r"[^\W\d_]{1,12}\s\d{1,3}\s?(?:[:：–—-]\s|$)")
"""Matches the beginning of an episode that has another name: `Day 1: `."""

_FILE = re.compile(
    r"[\w()%+.-]{1,80}\.(?:jpe?g|png|gif|webp)|[a-z0-9]+(?:[-_][a-z0-9]+){0,8}[-_]\d{1,4}"
)
"""The words in place of a picture, if a page shows them instead."""

CLOCK = re.compile(
    r"(?<!\d)\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\b|\s?uhr\b|(?::\d{2})?$|\s)", re.IGNORECASE
)
_PRICE = re.compile(r"[$£€¥₩]\s?\d|\d\s?(?:[€£¥₩円원元]|USD|EUR|kr\b)")
_ACCOUNT = re.compile(r"(?<!\S)[@#][^\W\d_]\w")
_COUNT = re.compile(r"[^\d\s(（].{0,60}[(（]\d{1,5}[)）]")
_MANY = 40
"""A longer sentence has a mark in it or after it."""

_MARKS = re.compile(r"[.,;:!?…。、，；：！？،؛؟]")
_GLUED = re.compile(r"[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]")
_TRAILS = ("...", "…", "[…]", "[...]", "»", "→", "›")
_HEADING_SIGNS = " #＃:：【】[]■◆●▼"
_HEADINGS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "guide": (("headings", "guide"),),
        "ratings": (("headings", "ratings"),),
        "conclusion": (("headings", "conclusion"),),
        "praise": (("praise", "pros"), ("praise", "cons")),
        "spoilers": (("spoilers", "headings"),),
    }
)
"""The tables of the vocabularies with headings, by the kind of the heading."""

_SPEAKER = re.compile(r"[^\W\d_][^:：.!?]{0,30}[:：]$")


class Look(NamedTuple):
    """The properties of a line: its features, those that its neighbours see, and its values."""

    own: tuple[str, ...]
    seen: tuple[str, ...]
    kind: str
    score: str
    opens: str
    found: Found
    said: Said | None


def look(line: PageLine, words: Words) -> Look:
    """Return the properties of a single line."""
    text = line.text
    found = classify(text, words)
    said = (find_in_cells(text, line.cells, words) if line.cells else None) or find(
        text, found, words
    )
    size = next((name for most, name in _LENGTHS if len(text) <= most), "8")
    end = "closed" if closed(text) else "open"
    if text[-1] in ":：":
        end = "colon"
    kind = _kind(found, text, line, words)
    score = _score(text, said, words)
    own = [f"kind={kind}", f"size={size}", f"end={end}", f"score={score}"]
    opens = _opening(text, line, words)
    own += [f"opens={opens}", f"opens={opens}&score={score}"]
    own += [f"kind={kind}&size={size}", f"end={end}&size={size}", f"score={score}&kind={kind}"]
    if len(text) <= SHORT:
        own += ("short", *_short(text, line, said, words))
    if said is not None:
        own += ("scored", *_scale(text, said))
    own += _letters(text)
    if line.cells:
        own.append(f"cells={min(len(line.cells), 4)}")
    if line.indent:
        own.append("indent")
    if _SENTENCE.search(text[:200]):
        own.append("sentences")
    seen = (f"kind={kind}", f"size={size}", f"score={score}", f"opens={opens}", end)
    return Look(tuple(own), seen, kind, score, opens, found, said)


def _scale(text: str, said: Said) -> list[str]:
    """Return the maximum of a score, and whether numbers follow it, such as votes or an hour."""
    has = []
    if isinstance(said.value, tuple):
        most = said.value[1]
        usual = str(most) if most in _USUAL else "odd" if most > _FEW else "few"
        has.append(f"most={usual}")
    if any(map(str.isdigit, text[said.end : said.end + SHORT])):
        has.append("counted")
    return has


def _opening(text: str, line: PageLine, words: Words) -> str:
    """Return the beginning of a line that may be an entry: a label with its number, or a number."""
    label = words.label.match(text, skip_space(text, read_bullet(text, words)))
    if label is not None and any(map(str.isdigit, label[0])):
        return "label"
    if line.cells and len(line.cells) > 1 and words.label.match(line.cells[0]):
        return "label"
    if _NUMBER.match(text):
        return "number"
    if text[0] in QUOTES or text[0] in "《":
        return "quote"
    if _PART.match(text) and words.season_at(text) is None:
        return "part"
    return "bullet" if read_bullet(text, words) else "other"


def _kind(found: Found, text: str, line: PageLine, words: Words) -> str:
    kind, data = found
    if kind is Kind.PROSE:
        if isinstance(data, Entry):
            return "entry?" if data.number else "label"
        start = text[:LONGEST_BOILERPLATE]
        table = words.boilerplate(start)
        if table is None and words.page_boilerplate(start) is not None:
            return "page"
        return "prose" if table is None else "top" if len(text) <= SHORT else "anywhere"
    if kind is Kind.BOILERPLATE:
        return str(data)
    if kind is Kind.VERDICT:
        assert isinstance(data, Verdict)
        return "worded" if data.worded >= 0 else "verdict" if data.name else "score"
    if isinstance(data, Item):
        return "item" if data.number is None else "numbered"
    return kind.lower()


def _score(text: str, said: Said | None, words: Words) -> str:
    """Return the position of the score in a line, and the kind of its name."""
    if said is None:
        return "none"
    bare = "bare" if said.value is None else "grade" if isinstance(said.value, str) else "of"
    return f"{bare}-{_beside(text, said, words)}"


def _beside(text: str, said: Said, words: Words) -> str:
    """Return what is beside a score in its line."""
    before, behind = around(text, said)
    if not before and not behind:
        return "alone"
    if behind and not before:
        return "over-verdict" if words.verdict_end(behind) == len(behind) else "opens"
    if behind:
        return "inside"
    if words.verdict_end(before) == len(before):
        return "verdict"
    if closed(before):
        return "sentence"
    count = len(before.split())
    return "name" if count <= 3 else "words" if count <= 8 else "text"


def _short(text: str, line: PageLine, said: Said | None, words: Words) -> list[str]:
    """Return the features that only short lines have."""
    has = []
    byline = read_byline(text, words)
    if byline is not None:
        has.append("byline=" + ("a" if byline.author else "") + ("d" if byline.date else ""))
    elif any(map(str.isdigit, text)) and dates.read(text, words).readings:
        has.append("byline=d")  # it may be either of two days
    elif holds_day(text, words):
        has.append("day")
    key = _KEY.match("\t".join(line.cells) or text)
    if key is not None:
        known = words.fields.get(fold(key["key"]))
        has.append("key=" + ("known" if known else "short" if " " not in key["key"] else "words"))
        if known == "spoilers":
            has.append("spoilers")
    if words.review_word.search(text) or attached_review(text, words) is not None:
        has.append("review")
    if words.title_opening.match(text):
        has.append("review-opens")
    if next(iter(words.seasons_in(text)), None) is not None:
        has.append("season")
        if words.season_at(text) is not None:
            has.append("season-opens")
    if words.guide_line.match(text):
        has.append("guide")
    if words.verdict_end(text.strip(" :：")) == len(text.strip(" :：")):
        has.append("verdict-name")
    if read_guide_entry(text, words) is not None:
        has.append("in-guide")
    folded = fold(text)
    headed = heading_words(words).get(folded.strip(_HEADING_SIGNS))
    if headed is not None:
        has.append(f"heads={headed}")
    if any(word in folded for word in spoiler_words(words)):
        has.append("spoilers")
    if _SPEAKER.fullmatch(text):
        has.append("speaks")
    if text.isdecimal():
        has.append("number-alone")
    elif not any(map(str.isalnum, text)) and said is None:
        has.append("no-word")
    elif _FILE.fullmatch(text):
        has.append("file")
    if _NAME.fullmatch(text) and text.istitle():
        has.append("name-like")
    if CLOCK.search(text):
        has.append("timed")
    if _PRICE.search(text):
        has.append("price")
    if _ACCOUNT.search(text):
        has.append("account")
    if _COUNT.fullmatch(text):
        has.append("count-ends")
    if text.endswith(_TRAILS):
        has.append("trails")
    if text.count(",") + text.count("、") + text.count("，") > 1 and not closed(text):
        has.append("listed")
    return has


@lru_cache(maxsize=8)
def heading_words(words: Words) -> Mapping[str, str]:
    """Return the known headings in every language, folded, with their kinds."""
    return {
        fold(word): kind
        for one in words.vocabularies
        for kind, tables in _HEADINGS.items()
        for table, key in tables
        for word in one.words(table, key)
    }


@lru_cache(maxsize=8)
def spoiler_words(words: Words) -> tuple[str, ...]:
    """Return the words for spoilers in every language."""
    return tuple(word for word, name in words.fields.items() if name == "spoilers")


def _letters(text: str) -> list[str]:
    has = []
    first = text[0]
    if first.isupper():
        has.append("capital")
    elif first.islower():
        has.append("small")
    elif first.isdigit():
        has.append("digit")
    elif not first.isalpha():
        has.append("sign")
    start = text[:200]
    if len(start) > 3 and start.isupper():
        has.append("capitals")
    if any(map(str.isdigit, start)):
        has.append("digits")
    if _ADDRESS.search(start):
        has.append("address")
    if _CRUMB.search(start):
        has.append("crumbs")
    if first in '“"«„「《『':
        has.append("quoted")
    if "©" in start:
        has.append("copyright")
    if first in _SIGNED:
        has.append("signed")
    if len(text) > _MANY and not _MARKS.search(start):
        has.append("unmarked")
    if len(_GLUED.findall(start)) > 1:
        has.append("glued")
    if text[-1] in ")]）］】":
        has.append("bracket-ends")
    words = start.split()
    if len(words) > 1 and len(text) <= SHORT:
        large = sum(not word[0].islower() for word in words)
        share = "all" if large == len(words) else "most" if 2 * large > len(words) else "few"
        has.append(f"capitals={share}&{min(len(words), 5)}")
    if text[-1] in "?？!！":
        has.append("asks" if text[-1] in "?？" else "calls")
    return has
