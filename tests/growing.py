"""Reviews of every kind of node as Hypothesis grows them, noise in all their texts (law 5).

They are valid, and their marks are spelled as `inline.render` spells them: what is published
holds the marks and not their spelling.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from reviewfmt.characters import tidy
from reviewfmt.constraints import balanced
from reviewfmt.fields import FieldType
from reviewfmt.model import (
    FIELDS,
    GRADES,
    LABELS,
    AnyScore,
    Block,
    Episode,
    Field,
    Figure,
    Grade,
    Guide,
    Heading,
    Item,
    ItemList,
    Metadata,
    Paragraph,
    Quote,
    Rating,
    Review,
    Score,
    Section,
    Title,
    Verdict,
)
from reviewfmt.syntax import inline
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in
from reviewfmt.violation import text_fault

_FRAGMENTS = (
    (Path(__file__).parent / "data" / "read" / "fragments.txt")
    .read_text(encoding="utf-8")
    .split("\n")
)
_PARTS = st.sampled_from(
    [
        *"\\`*_{}[]()#+-.!|<>~$^&;:=@\"'/%12ax“”‘’–—…\u00a0\u2003\u200b\u200d\u200fé日א",
        *[" "] * 12,
        *_FRAGMENTS,
        *("||", " ||", "|| ", "7/10", " – ", "**", "A-", "Episode 1", "Episode Guide", "](", "!["),
    ]
)
_WORDS = (
    *("amber", "barnacle", "café", "drifting", "Ennui", "fog-bound", "gulls’", "月光", "Ночь"),
    *("naïve", "old", "Quiet", "🚢", "7/10", "Verdict"),
)
_LOOK_ALIKES = (
    *("**7/10**", "**7/10** – more", "**A-**", "Sound – 7/10", "Plan – B", "# x", "1. x", "\\*x"),
    *("*a* **b** ||c||", "||x||", "\\||x||", "||a|| ||b||", "a ||b| c||", "*a*(b)", "(*a*)"),
    *("!*a*", "wow![a](b)", "[a](b)!", "<https://example.org/a>", "Season 1 Episode Guide"),
    *("**[a](b)**", "[**a**](b)", "*a [b](c)*", "||[a](b)||", "[a](b)[c](b)", "**||a||**"),
)
_TARGETS = (
    *("https://example.org/a_b?c=d", "https://example.org/", "/a/b.html", "#top", "a.b", "./#top"),
    *("a (b).png", "https://example.org/a(b)c", "mailto:a@b.org", "x y", "é/日", "a&amp;b", "a\\b"),
    *("javascript:alert(1)", "https://example.org/%20x", "<a>", "a|b||c", "HTTPS://Example.ORG/A"),
)
_SOURCES = (
    *("https://example.org/a.png", "ferry.png", "img/é.png", "a(b).png", "x*y*.png", "<x>.png"),
    *("https://example.org/?a=1&b=2", "a&amp;.png", "a\\b.png", '"q".png', "a%20b.png", "a.html"),
    *("//example.org/x.png", "https://example.org", "www.example.org"),
)
_KEYS = (
    *("Studio", "Title", "Date", "Chief Editor", "Lang", "Extra", "Generator", "By", "channel"),
    *("Score", "Rating", "Verdict", "Yes", "null", "Key #1", "Keywords", "Subject"),
)
_LANGUAGES = (
    *(None, "en", "es", "pt-BR", "ja", "ko", "ar", "de", "fr", "it", "zh-Hant-TW", "he"),
    "x-harbour",
)


def spelled(text: str) -> str:
    """Return a text with its marks spelled as `inline.render` spells them."""
    return inline.render(inline.inlines(text))


def _sound(text: str) -> bool:
    return text_fault(text) is None


_phrases = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join)
_noise = st.lists(_PARTS, min_size=1, max_size=10).map("".join).map(tidy).filter(_sound)
plain = st.one_of(_phrases, _phrases, _noise)
"""Texts without marks."""

_spaced = st.sampled_from(("", " "))
_leaves = st.builds(lambda a, text, b: inline.Text(f"{a}{text}{b}"), _spaced, plain, _spaced)


def _marks(nodes: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    inside = st.lists(nodes, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        inside.map(inline.Emphasis),
        inside.map(inline.Strong),
        inside.map(inline.Spoiler),
        st.builds(inline.Link, st.sampled_from(_TARGETS) | _noise, inside),
    )


_nodes = st.lists(st.recursive(_leaves, _marks, max_leaves=6), min_size=1, max_size=5)
marked = (
    st.one_of(
        _phrases,
        plain,
        _nodes.map(inline.render),
        _nodes.map(inline.render),
        st.sampled_from(_LOOK_ALIKES),
    )
    .map(tidy)
    .map(spelled)
    .filter(_sound)
)
"""Texts with marks."""

_numbers = st.one_of(
    st.integers(0, 100).map(Decimal),
    st.decimals(0, 100, places=1),
    st.decimals(0, 99_999_999, places=6),
).map(lambda number: Decimal(repr(float(number))) if number % 1 else Decimal(int(number)))


@st.composite
def scores(draw: st.DrawFn) -> AnyScore:
    """Return scores and grades."""
    if draw(st.integers(0, 3)) == 0:
        return Grade(draw(st.sampled_from([grade for grade in GRADES if grade != "F-"])))
    low, high = sorted((draw(_numbers), draw(_numbers)))
    return Score(low, high) if high else Score(Decimal(0), Decimal(1))


_seasons = st.integers(1, 20) | st.integers(0, 9999)
_paragraphs = marked.map(Paragraph)
_lists = st.builds(
    ItemList,
    st.lists(marked.map(Item), min_size=1, max_size=3).map(tuple),
    st.none() | st.sampled_from((0, 1, 1, 2, 7, 997)),
)
_quotes = st.lists(_paragraphs, min_size=1, max_size=3).map(tuple).map(Quote)
_figures = st.builds(
    Figure,
    (st.sampled_from(_SOURCES) | _noise).filter(
        lambda src: "![" not in src and not any(map(str.isspace, src)) and "\ufeff" not in src
    ),
    st.none() | plain.filter(lambda alt: "](" not in alt and "![" not in alt),
    st.none() | marked.filter(lambda caption: "![" not in caption),
)
_blocks: st.SearchStrategy[tuple[Block, ...]] = st.lists(
    st.one_of(_paragraphs, _paragraphs, _lists, _quotes, _figures), min_size=1, max_size=4
).map(tuple)
_titles_of_entries = marked.filter(balanced)


@st.composite
def _episodes(draw: st.DrawFn) -> Episode:
    score, title = draw(st.none() | scores()), draw(st.none() | _titles_of_entries)
    notes = draw(st.one_of(st.just(()), st.just(()), _blocks))
    kind = draw(st.sampled_from(("numbered", "numbered", "double", "special", "bare")))
    if kind == "bare":
        return Episode(title=title or draw(_titles_of_entries), score=score, notes=notes)
    label = draw(st.sampled_from(LABELS))
    if kind == "special":
        label = label if label not in ("Episode", "Chapter") else "Special"
        return Episode(label, title=title, score=score, notes=notes)
    number = Decimal(draw(st.integers(0, 2000)))
    if kind == "double":
        return Episode(label, number, number + draw(st.integers(1, 3)), title, score, notes)
    half = draw(st.sampled_from((Decimal(0), Decimal("0.5"))))
    return Episode(label, number + half, None, title, score, notes)


@st.composite
def _guides(draw: st.DrawFn, season: int | None) -> tuple[Guide, ...]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        entries = draw(st.lists(_episodes(), min_size=1, max_size=5).map(tuple))
        if draw(st.booleans()):
            entries += entries[:1]  # two of one name, of which notes must find the right one
        named = season if draw(st.booleans()) else draw(_seasons)
        found.append(Guide(named, entries, draw(st.none() | scores())))
    return tuple(found)


@st.composite
def _sections(draw: st.DrawFn, guides: int) -> tuple[Section, ...]:
    found = []
    for guide in (None, *range(guides)):
        if draw(st.booleans()):
            found.append(Section(None, draw(_blocks), guide))
        for _ in range(draw(st.integers(0, 2))):
            blocks = draw(st.one_of(_blocks, _blocks, st.just(())))
            score = draw(st.none() | scores())
            found.append(Section(Heading(draw(marked)), blocks, guide, score))
    return tuple(found)


def _without_commas(text: str) -> str:
    return tidy(text.replace(",", ""))


_VALUES: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.TEXT: st.one_of(
        st.none(), plain, st.sampled_from(("https://example.org/c.jpg", "007", "0x1f", "yes"))
    ),
    FieldType.LIST: st.lists(plain.map(_without_commas).filter(_sound), max_size=3).map(tuple),
    FieldType.DATE: st.none() | st.dates(datetime.date(1000, 1, 1)),
    FieldType.LANGUAGE: st.sampled_from(_LANGUAGES),
    FieldType.STATUS: st.sampled_from((None, None, "draft", "airing", "dropped", "complete")),
}


def _is_key(key: str) -> bool:
    words = key.split()
    named = _sound(key) and key[0].isalpha() and ":" not in key and fold(key) not in _KNOWN
    return named and len(words) <= 3 and " ".join(words) == key


_KNOWN = built_in().fields
_keys = st.lists(
    (st.sampled_from(_KEYS) | st.lists(_noise, min_size=1, max_size=2).map(" ".join)).filter(
        _is_key
    ),
    max_size=3,
    unique_by=fold,
)


@st.composite
def _metadata(draw: st.DrawFn) -> Metadata:
    values = {field.name: draw(_VALUES[field.type]) for field in FIELDS}
    extra = tuple(Field(key, draw(plain)) for key in draw(_keys))
    return Metadata(**values, extra=extra)


@st.composite
def _titles(draw: st.DrawFn) -> Title:
    """Return titles whose line says what they say, and some whose fields say otherwise."""
    work, season, tagline = draw(marked), draw(st.none() | _seasons), draw(st.none() | marked)
    line = work if season is None else f"{work} Season {season}"
    line = spelled(f"{line} Review" if tagline is None else f"{line} Review – {tagline}")
    kind = draw(st.sampled_from(("canonical", "canonical", "other line", "other parts")))
    if kind == "other line":
        line = draw(marked)
    if kind == "other parts":
        work, season, tagline = draw(marked), draw(st.none() | _seasons), draw(st.none() | marked)
    return Title(line, work, season, tagline)


@st.composite
def published(draw: st.DrawFn) -> Review:
    """Return reviews as published outputs hold them: all but boilerplate and comments."""
    title, data = draw(_titles()), draw(_metadata())
    guides = draw(_guides(title.season))
    ratings = st.lists(
        st.builds(Rating, plain.filter(balanced), scores(), st.none() | marked), max_size=3
    ).map(tuple)
    verdict: Verdict | None = Verdict(draw(scores()), draw(st.none() | marked))
    if data.status in ("draft", "airing") and draw(st.booleans()):
        verdict = None
    return Review(title, data, guides, draw(_sections(len(guides))), draw(ratings), verdict)
