"""What a line of a page looks like, alone and among its neighbours.

Features are names: a line has one or has it not. They say shapes and what the vocabularies
know; none is a word of a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from reviewfmt.characters import closed
from reviewfmt.pages.bylines import read_byline
from reviewfmt.pages.lines import PageLine
from reviewfmt.pages.scores import Said, around, find, find_in_cells
from reviewfmt.syntax import dates
from reviewfmt.syntax.entries import QUOTES, read_guide_entry
from reviewfmt.syntax.kinds import classify, is_top_boilerplate
from reviewfmt.syntax.shapes import Entry, Found, Item, Kind, Verdict
from reviewfmt.syntax.splits import read_bullet, skip_space
from reviewfmt.syntax.words import Words, fold

_SHORT = 120
_USUAL = frozenset((4, 5, 6, 10, 20, 100))
_FEW = 20
"""Up to here a maximum that is not usual is more like the number of a page."""
_SIGNED = frozenset("+−✓✔✗✘➕➖")
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*+\s){1,3}[^\W\d_][\w.'’-]*+")
_LENGTHS = ((3, "1"), (14, "2"), (30, "3"), (60, "4"), (_SHORT, "5"), (220, "6"))
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|\.(?:com|org|net)\b")
_KEY = re.compile(r"(?P<key>[^\W\d_][^:：\t]{0,29}?)\s?[:：\t]\s*+(?=\S)")
_CRUMB = re.compile(r"\s[»›>/·•|｜]\s|[«»←→]")
_SENTENCE = re.compile(r"[.!?。！？؟…]\s")
_NUMBER = re.compile(r"[#(\[|｜]?\s?\d{1,3}(?:[.):\t|｜]|\s(?!\d))")
_SPEAKER = re.compile(r"[^\W\d_][^:：.!?]{0,30}[:：]$")


class Look(NamedTuple):
    """What a line looks like by itself: what it has, what its neighbours see, and what was read."""

    own: tuple[str, ...]
    seen: tuple[str, ...]
    kind: str
    score: str
    opens: str
    found: Found
    said: Said | None


def look(line: PageLine, words: Words) -> Look:
    """Return what a line looks like by itself."""
    text = line.text
    found = classify(text, words)
    said = (find_in_cells(text, line.cells, words) if line.cells else None) or find(
        text, found, words
    )
    size = next((name for most, name in _LENGTHS if len(text) <= most), "7")
    end = "closed" if closed(text) else "open"
    if text[-1] in ":：":
        end = "colon"
    kind = _kind(found, text, line, words)
    score = _score(text, said, words)
    own = [f"kind={kind}", f"size={size}", f"end={end}", f"score={score}"]
    opens = _opening(text, line, words)
    own += [f"opens={opens}", f"opens={opens}&score={score}"]
    own += [f"kind={kind}&size={size}", f"end={end}&size={size}", f"score={score}&kind={kind}"]
    if len(text) <= _SHORT:
        own += ("short", *_short(text, line, words))
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
    """Return what a score is over, and whether numbers stand behind it: votes, an hour."""
    has = []
    if isinstance(said.value, tuple):
        most = said.value[1]
        usual = str(most) if most in _USUAL else "odd" if most > _FEW else "few"
        has.append(f"most={usual}")
    if any(map(str.isdigit, text[said.end : said.end + _SHORT])):
        has.append("counted")
    return has


def _opening(text: str, line: PageLine, words: Words) -> str:
    """Return what opens a line that may show an entry: a label with its number, or a number."""
    label = words.label.match(text, skip_space(text, read_bullet(text, words)))
    if label is not None and any(map(str.isdigit, label[0])):
        return "label"
    if line.cells and len(line.cells) > 1 and words.label.match(line.cells[0]):
        return "label"
    if _NUMBER.match(text):
        return "number"
    if text[0] in QUOTES or text[0] in "《":
        return "quote"
    return "bullet" if read_bullet(text, words) else "other"


def _kind(found: Found, text: str, line: PageLine, words: Words) -> str:
    kind, data = found
    if kind is Kind.PROSE:
        if isinstance(data, Entry):
            return "entry?" if data.number else "label"
        if len(text) <= _SHORT and is_top_boilerplate(text, words):
            return "top"
        return "prose"
    if kind is Kind.BOILERPLATE:
        return str(data)
    if kind is Kind.VERDICT:
        assert isinstance(data, Verdict)
        return "worded" if data.worded >= 0 else "verdict" if data.name else "score"
    if isinstance(data, Item):
        return "item" if data.number is None else "numbered"
    return kind.lower()


def _score(text: str, said: Said | None, words: Words) -> str:
    """Return where in a line its score stands, and what name it has."""
    if said is None:
        return "none"
    bare = "bare" if said.value is None else "grade" if isinstance(said.value, str) else "of"
    return f"{bare}-{_beside(text, said, words)}"


def _beside(text: str, said: Said, words: Words) -> str:
    """Return what stands beside a score in its line."""
    before, behind = around(text, said)
    if not before and not behind:
        return "alone"
    if behind:
        return "inside" if before else "opens"
    if words.verdict_end(before) == len(before):
        return "verdict"
    if closed(before):
        return "sentence"
    count = len(before.split())
    return "name" if count <= 3 else "words" if count <= 8 else "text"


def _short(text: str, line: PageLine, words: Words) -> list[str]:
    """Return what only a short line is asked."""
    has = []
    byline = read_byline(text, words)
    if byline is not None:
        has.append("byline=" + ("a" if byline.author else "") + ("d" if byline.date else ""))
    elif any(map(str.isdigit, text)) and dates.read(text, words).readings:
        has.append("byline=d")  # it may be either of two days
    key = _KEY.match("\t".join(line.cells) or text)
    if key is not None:
        known = words.fields.get(fold(key["key"]))
        has.append("key=" + ("known" if known else "short" if " " not in key["key"] else "words"))
        if known == "spoilers":
            has.append("spoilers")
    if words.review_word.search(text):
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
    if any(word in folded for word in spoiler_words(words)):
        has.append("spoilers")
    if _SPEAKER.fullmatch(text):
        has.append("speaks")
    if text.isdecimal():
        has.append("number-alone")
    if _NAME.fullmatch(text) and text.istitle():
        has.append("name-like")
    return has


@lru_cache(maxsize=8)
def spoiler_words(words: Words) -> tuple[str, ...]:
    """Return the words for spoilers, of every language."""
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
    if text[-1] in "?？!！":
        has.append("asks" if text[-1] in "?？" else "calls")
    return has


def features(lines: Sequence[PageLine], looks: Sequence[Look]) -> list[list[str]]:
    """Return the names of what each line has, its neighbours and its place taken into account."""
    places = _places(lines)
    guides = _guides(lines, looks)
    pages = _pages(lines, looks)
    size = len(lines)
    found = []
    for at, (one, place, page) in enumerate(zip(looks, places, pages, strict=True)):
        has = list(one.own)
        has += place
        has += page
        has += guides[at]
        gap = lines[at].gap
        below = lines[at + 1].gap if at + 1 < size else True
        for offset, name in ((-2, "--"), (-1, "-"), (1, "+"), (2, "++")):
            near = at + offset
            if 0 <= near < size:
                has += [f"{name}{seen}" for seen in looks[near].seen]
            else:
                has.append(f"{name}edge")
        if at:
            has.append(f"-{looks[at - 1].kind}{gap}&{one.kind}")
            has.append(f"-{looks[at - 1].score}{gap}&{one.score}")
        if at + 1 < size:
            has.append(f"+{looks[at + 1].kind}{below}&{one.kind}")
            has.append(f"+{looks[at + 1].score}{below}&{one.score}")
        found.append(has)
    return found


def _places(lines: Sequence[PageLine]) -> list[list[str]]:
    """Return where each line stands in its block."""
    found = []
    for at, line in enumerate(lines):
        first = line.gap
        last = at + 1 == len(lines) or lines[at + 1].gap
        place = "alone" if first and last else "first" if first else "last" if last else "mid"
        found.append([f"place={place}", f"place={place}&long={len(line.text) > _SHORT}"])
        if not first:
            above = lines[at - 1].text
            full = len(above) <= _SHORT and len(above) > 25
            found[-1].append(f"wraps={full}&{closed(above)}&{line.text[0].islower()}")
    return found


def _pages(lines: Sequence[PageLine], looks: Sequence[Look]) -> list[list[str]]:
    """Return where each line stands in the page: what was seen above, what comes below."""
    size = len(lines)
    folded = [fold(line.text) if len(line.text) <= _SHORT else "" for line in lines]
    counts = Counter(folded)
    titles = [at for at, one in enumerate(looks) if "review" in one.own and one.kind in _TITLED]
    long = [at for at, line in enumerate(lines) if len(line.text) > _SHORT]
    verdicts = [at for at, one in enumerate(looks) if one.score != "none"]
    first_title = titles[0] if titles else size
    first_long = long[0] if long else size
    last_long = long[-1] if long else -1
    last_score = verdicts[-1] if verdicts else -1
    seen: set[str] = set()
    title = folded[first_title] if titles else ""
    has_comments = is_shut = False
    found = []
    for at, one in enumerate(looks):
        text = folded[at]
        has = [
            f"top={min(at, 4)}",
            f"bottom={min(size - 1 - at, 4)}",
            f"titled={'here' if at == first_title else at > first_title}",
            f"begun={at > first_long}",
            f"ended={at > last_long}&{at > last_score}",
            f"comments={has_comments}",
            f"shut={is_shut}",
            f"{one.score}&{at >= last_score}&{at > last_long}",
            f"{one.kind}&begun={at > first_long}&titled={at > first_title}",
            f"{one.kind}&comments={has_comments}",
        ]
        if text[-1:] in _ASKING:
            has.append(f"asks&{at > last_long}&{at > last_score}")
        if first_title < at <= first_title + _NEAR:
            has.append(f"below-title={at - first_title}")
            has.append(f"below-title={at - first_title}&{one.seen[1]}&{one.seen[-1]}")
        if text:
            if text in seen:
                has.append("again")
            if title and at != first_title:
                if title.startswith(text):
                    has.append("in-title")
                elif title in text:
                    has.append("holds-title")
            seen.add(text)
            if counts[text] > 1:
                has.append("twice")
        found.append(has)
        if one.kind in ("comments", "counts"):
            has_comments = True
        if one.kind in ("anywhere", "top", "counts", "comments") and at > last_long:
            is_shut = True
    return found


_NEAR = 3
_ASKING = tuple("?？!！")
_TITLED = frozenset(("prose", "verdict", "rating", "label", "entry?", "season", "heading"))


def _guides(lines: Sequence[PageLine], looks: Sequence[Look]) -> list[list[str]]:
    """Return how each line stands to lines that show entries, and to the scores of its block."""
    size = len(lines)
    strong = [
        one.opens == "label" and len(line.text) <= _SHORT
        for one, line in zip(looks, lines, strict=True)
    ]
    below = [0] * (size + 1)
    for at in range(size - 1, -1, -1):
        below[at] = below[at + 1] + strong[at]
    blocks = _blocks(lines)
    found = []
    above, since, is_apart = 0, 9, True
    for at, one in enumerate(looks):
        start, end = blocks[at]
        inside = range(start, end)
        scored = sum(looks[k].score != "none" for k in inside) if end - start < 40 else 40
        share = "all" if scored == end - start else "none" if not scored else "some"
        shown = min(below[start] - below[end], 2)
        around_ = f"{min(above, 1)}{min(below[at + 1], 1)}"
        if strong[at]:
            above, since, is_apart = above + 1, 0, False
        else:
            since += 1
            is_apart = is_apart or lines[at].gap
        near = f"{min(since, 3)}{is_apart}"
        episodes = min(below[0], 3)
        has = [
            f"eps={around_}",
            f"eps={around_}&near={near}",
            f"eps={around_}&{one.kind}",
            f"eps={around_}&{one.score}&{near}",
            f"block={share}&{min(end - start, 4)}",
            f"block={share}&{shown}&{one.opens}&{one.score}",
            f"page={episodes}&{one.score}&{one.opens}",
        ]
        found.append(has)
    return found


def _blocks(lines: Sequence[PageLine]) -> list[tuple[int, int]]:
    """Return for each line where its block begins and ends."""
    starts = [at for at, line in enumerate(lines) if line.gap or not at] + [len(lines)]
    found = []
    for start, end in pairwise(starts):
        found += [(start, end)] * (end - start)
    return found
