"""JSON documents as Hypothesis grows them: any that the schema and the constraints accept."""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from reviewfmt.characters import LIST_COMMAS
from reviewfmt.constraints import LARGEST_ITEM, balanced
from reviewfmt.diagnostic import ReviewError
from reviewfmt.document import from_data
from reviewfmt.fields import STATUSES, UNFINISHED, FieldSpec, FieldType
from reviewfmt.model import FIELDS, FORMAT_VERSION, GRADES, LABELS
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in
from reviewfmt.violation import text_fault

Data = dict[str, Any]

NASTY = (
    # signs of other kinds of lines
    *("%", "% no comment", "\\", "\\ a backslash", "\\\\", "\\%", "#", "# Story", "## Story ##"),
    *(
        "## Sound – 7/10",
        "#Story",
        "###### Six",
        "> said",
        ">",
        "~",
        "~ Home",
        "~~",
        "- x",
        "-",
        "–",
    ),
    *(
        "– x",
        "* x",
        "• x",
        "・x",
        "･x",
        "＃ x",
        "＃＃ x ＃＃",
        "％ x",
        "＞ x",
        "－ x",
        "＊ x",
        "～ x",
        "＼x",
        "［x］",
        "［x",
        "［x］ － 7/10",
        "Ｓ２",
        "ＯＶＡ２",
        "1. x",
        "1) x",
        "999. x",
        "1000. x",
        "1.x",
        "- - x",
        "- \\x",
        "---",
    ),
    # figures, links, marks
    *("![a](b)", "![", "!", "]( ", "[a](b)", "<https://example.org>", "*a* **b** ||c||", "\\*a*"),
    *("||", "*", "`tick` _under_ <b>", "M*A*S*H", '"cap")', "a(b)c", "(", ")", "[", "]", "[[a] b]"),
    # entries
    *(
        "Episode 3: x -| 3/5",
        "Episode 3: x",
        "Episode 3",
        "Episode",
        "Ep. 6.5",
        "S2E7",
        "2x07",
        "E7",
    ),
    *("Episodes 1 & 2: Both | 4/5", "x -| 3/5", "x -|", "x –| 4/5", "x | 3/5", "“x” – 4/5", "“x”"),
    *(
        "Episode 1: [A | 3/5] -| 4/5",
        "[x] -| 3/5",
        "[x] - 3/5",
        "[x]",
        "Special: x – 7/10",
        "OVA",
        "7.",
    ),
    *(
        "第3話 夜",
        "Folge 2: x – 3/5",
        "Episode 1: a -| 3/5 Episode 2: b -| 4/5",
        "الحلقة 3",
        "제3화",
    ),
    # verdicts, ratings and scores
    *(
        "Verdict: 6/10",
        "Verdict - 6/10",
        "Our Final Verdict = 85%",
        "Verdict: Excellent",
        "Overall",
    ),
    *("• Verdict - 6/10", "Story - 5/10", "• Story - 5/10 (slow)", "Story 7/10", "Art ★★★", "3/5"),
    *(
        "★★★½☆",
        "★★★★☆ (4/5)",
        "85%",
        "4 stars",
        "A-",
        "Story – A",
        "7 out of 10",
        "3/5, late",
        "N/5",
    ),
    *(
        "Story - 5/10, Sound - 6/10",
        "8/10 – and more",
        "(and more)",
        "– more",
        ", more",
        "-3/5",
        "9",
    ),
    # titles, guides, seasons, fields, boilerplate
    *("Season 2", "Season 1 | Season 2", "Season 2 – 8/10", "Second Season", "2", "S2", "Review"),
    *(
        "Harbour Lights Season 1 Review – Calm at sea",
        "Anime Review: Fog",
        "Fog Review",
        "Fog: Sea",
    ),
    *("Episode Guide", "Season 1 Episode Guide", "Episode Guide – 7/10", "Guía de episodios"),
    *("Leave a comment", "Home", "Search", "Related Posts", "Share this:", "Posted in Reviews"),
    *("Author: Ada", "Status: draft", "Season:", "Editor: Bo", "Work: \\x", "a: b", "Key:", ":"),
    # prose
    *(
        "A line that ends.",
        "A line that ends in a colon:",
        "Story",
        "Why?",
        "a",
        "é",
        "=",
        "|",
        "| a | b |",
    ),
    *(
        "no-break\u00a0\u00a0spaces\u2009inside",
        "月光は静か",
        "灯台、海",
        "月 光",
        "달빛",
        "سفينة",
        "🚢",
        "ﬂood",
    ),
    *(
        "word " * 13 + "word",
        "word " * 24 + "word",
        "A line of many words. " * 9 + "It ends.",
        "x" * 200,
    ),
    *("x" * 60, "x" * 61, "x" * 120, "x" * 121, "長" * 200),
)
"""Texts that look like more than a text."""

_WORDS = ("amber", "fog-bound", "gulls’", "It’s", "old", "Quiet", "月光", "Ночь", "naïve", "the")


def _is_text(text: str) -> bool:
    return text_fault(text) is None


@cache
def texts() -> st.SearchStrategy[str]:
    """Return texts of one line: plain words, what looks like more, and any characters."""
    plain = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8).map(" ".join)
    nasty = st.sampled_from([text.strip() for text in NASTY])
    signs = st.text(
        st.sampled_from(
            "%\\#>~-–*•・!?[]()|:=/,.;“”\"'0123456789 aA★½☆%+％＃＞－＊･［］｜：＝／＋７Ａ"
        ),
        min_size=1,
        max_size=12,
    )
    characters = st.characters(exclude_categories=("Cc", "Cs"), max_codepoint=0x1FFFF)
    joined = st.tuples(nasty | plain | signs, st.sampled_from((" ", " – ", ": ", ", ")), nasty)
    found = st.one_of(
        plain,
        plain.map(lambda text: f"{text}."),
        nasty,
        joined.map("".join),
        signs,
        st.text(characters, min_size=1, max_size=40),
    )
    return found.map(_tidied).filter(_is_text)


def _tidied(text: str) -> str:
    return " ".join(part for part in text.split(" ") if part)


def _without(*parts: str) -> Any:
    def clean(text: str) -> str:
        for part in parts:
            text = text.replace(part, " ")
        return _tidied(text).strip() or "a"

    return clean


@cache
def _numbers(most: int, places: int) -> st.SearchStrategy[Decimal]:
    return st.one_of(
        st.integers(0, 20).map(Decimal),
        st.integers(0, most).map(Decimal),
        st.decimals(0, most, places=1),
        st.decimals(0, most, places=places),
    )


def _number(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)


@st.composite
def scores(draw: st.DrawFn) -> Data:
    """Return scores and grades."""
    if draw(st.integers(0, 3)) == 0:
        return {"grade": draw(st.sampled_from(GRADES))}
    low, high = sorted(draw(st.tuples(*[_numbers(999_999_999, 6)] * 2)))
    if not high:
        high = Decimal(draw(st.sampled_from((1, 5, 10, 20, 100))))
    return {"value": _number(low), "out_of": _number(high)}


@cache
def _maybe(found: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | found


_SCORE = scores()

seasons = st.integers(0, 20) | st.integers(0, 9999)


_TEXTS = st.lists(texts(), min_size=1, max_size=4)
_STARTS = st.sampled_from((0, 1, 2, 7, 99, LARGEST_ITEM)) | st.integers(0, LARGEST_ITEM)


@st.composite
def _numbered(draw: st.DrawFn) -> Data:
    items = draw(_TEXTS)
    most = LARGEST_ITEM + 1 - len(items)
    start = min(draw(_STARTS), most)
    return {"numbered": items, "start": start}


@cache
def _figures() -> st.SearchStrategy[Data]:
    clean = _without("![", "](")
    source = (
        texts()
        .map(lambda text: "".join(clean(text).split()).replace("![", ""))
        .filter(lambda text: bool(text) and "![" not in text and _is_text(text))
    )
    said = texts().map(clean).filter(lambda text: "![" not in text and "](" not in text)
    said = said.filter(_is_text)
    return st.builds(dict, src=source, alt=_maybe(said), caption=_maybe(said))


@cache
def blocks() -> st.SearchStrategy[Data]:
    """Return blocks of every kind."""
    return st.one_of(
        texts().map(lambda text: {"paragraph": text}),
        _TEXTS.map(lambda items: {"list": items}),
        _numbered(),
        _TEXTS.map(lambda paragraphs: {"quote": paragraphs}),
        _figures().map(lambda figure: {"figure": figure}),
    )


_LABEL = _maybe(st.sampled_from(LABELS))
_NUMBER = _numbers(999_999, 3)
_STEP = st.sampled_from((Decimal(1), Decimal(2), Decimal("0.5")))
_NOTES: st.SearchStrategy[list[Data]] = st.just([]) | st.lists(blocks(), max_size=3)
_BLOCKS = {least: st.lists(blocks(), min_size=least, max_size=4) for least in (0, 1)}


@st.composite
def episodes(draw: st.DrawFn) -> Data:
    """Return entries with any label and with none, single and double, with notes and without."""
    label = draw(_LABEL)
    number = end = None
    if label in ("Episode", "Chapter") or (label and draw(st.booleans())):
        number = draw(_NUMBER)
        if draw(st.integers(0, 3)) == 0:
            end = number + draw(_STEP)
            end = None if end >= 1_000_000 else end
    return {
        "label": label,
        "number": None if number is None else _number(number),
        "number_end": None if end is None else _number(end),
        "title": draw(texts() if label is None else _maybe(texts())),
        "score": draw(_maybe(_SCORE)),
        "notes": draw(_NOTES),
    }


_OWN_SEASON = (seasons, _maybe(seasons))
_EPISODES = st.lists(episodes(), min_size=1, max_size=4)


@st.composite
def guides(draw: st.DrawFn, season: int | None) -> Data:
    """Return a guide of a document with that season."""
    return {
        "season": season if draw(st.booleans()) else draw(_OWN_SEASON[season is None]),
        "score": draw(_maybe(_SCORE)),
        "episodes": draw(_EPISODES),
    }


@st.composite
def sections(draw: st.DrawFn, guides: int) -> list[Data]:
    """Return the sections of a document with that many guides."""
    found = []
    for guide in [None, *range(guides)]:
        count = draw(st.integers(0, 2))
        for at in range(count):
            heading = draw(texts() if at else _maybe(texts()))
            least = 0 if heading is not None else 1
            found.append(
                {
                    "guide": guide,
                    "heading": heading,
                    "score": None if heading is None else draw(_maybe(_SCORE)),
                    "blocks": draw(_BLOCKS[least]),
                }
            )
    return found


_WORD = st.sampled_from(
    (
        "Editor",
        "MAL",
        "Rating",
        "x_mood",
        "Year",
        "Verdict",
        "Episode",
        "Ép",
        "月",
        "a|b",
        "a-",
        "a\u00a0b",
    )
) | st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), max_codepoint=0x1FFFF),
    min_size=1,
    max_size=6,
)
_KEY = st.lists(_WORD, min_size=1, max_size=3).map(" ".join)


@st.composite
def _extra(draw: st.DrawFn) -> dict[str, str]:
    known = built_in().fields
    found: dict[str, str] = {}
    for _ in range(draw(st.integers(0, 3))):
        key = draw(_KEY)
        key = _tidied(key.replace(":", "").replace("：", ""))
        taken = {fold(one) for one in found} | known.keys()
        if _is_text(key) and key[0].isalpha() and len(key.split()) <= 3 and fold(key) not in taken:
            found[key] = draw(texts())
    return found


_TAGS = ("en", "es", "ja", "pt-BR", "zh-Hant-TW", "ar", "x-harbour", "qaa", "de-1996")


@cache
def _field(spec: FieldSpec) -> st.SearchStrategy[Any]:
    match spec.type:
        case FieldType.TEXT:
            return texts()
        case FieldType.LIST:
            item = texts().map(_without(*LIST_COMMAS)).filter(_is_text)
            return st.lists(item, min_size=1, max_size=3)
        case FieldType.DATE:
            return st.dates(datetime.date(1, 1, 1)).map(datetime.date.isoformat)
        case FieldType.LANGUAGE:
            return st.sampled_from(_TAGS)
        case FieldType.STATUS:
            return st.sampled_from(STATUSES)
        case FieldType.NUMBER:
            return seasons


@st.composite
def _metadata(draw: st.DrawFn) -> Data:
    found: Data = {}
    for spec in FIELDS:
        if spec.required:
            found[spec.name] = draw(_maybe(_field(spec)))
        elif draw(st.booleans()):
            found[spec.name] = draw(_field(spec))
    return {**found, "extra": draw(_extra())}


_VERDICT: st.SearchStrategy[Data] = st.builds(dict, score=_SCORE, note=_maybe(texts()))
_RATING: st.SearchStrategy[Data] = st.builds(
    dict, aspect=texts(), score=_SCORE, note=_maybe(texts())
)
_RATINGS = st.lists(_RATING, max_size=3)
_LINES = st.lists(texts(), max_size=3)
_METADATA = _metadata()
_SEASON = _maybe(seasons)


@st.composite
def documents(draw: st.DrawFn) -> Data:
    """Return any document that the schema and the constraints accept.

    The user's own keys are not among what it holds: no text says them.
    """
    season = draw(_SEASON)
    metadata = draw(_METADATA)
    listed = draw(st.lists(guides(season), max_size=2))
    work = draw(texts())
    titles = (work, f"{work} Review", f"{work} Season {season} Review – Calm", draw(texts()))
    grown = {
        "reviewfmt": FORMAT_VERSION,
        "title": draw(st.sampled_from(titles)),
        "work": work,
        "season": season,
        "tagline": draw(_maybe(texts())),
        "metadata": metadata,
        "guides": listed,
        "sections": draw(sections(len(listed))),
        "ratings": draw(_RATINGS),
        "verdict": draw(_maybe(_VERDICT) if metadata.get("status") in UNFINISHED else _VERDICT),
        "boilerplate": draw(_LINES),
    }
    _balance(grown)
    return grown


def _balance(grown: Data) -> None:
    """Take the brackets off names that have to be in brackets, and whose own do not match."""
    named = [(one, "title") for guide in grown["guides"] for one in guide["episodes"]]
    named += [(one, "aspect") for one in grown["ratings"]]
    odd = [(one, key) for one, key in named if one[key] and not balanced(one[key])]
    if not odd:
        return
    try:
        from_data(grown)
    except ReviewError:
        for one, key in odd:
            one[key] = _without("[", "]")(one[key])
