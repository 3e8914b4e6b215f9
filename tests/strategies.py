"""Reviews as Hypothesis grows them: valid ones, that a text and a JSON document can both say."""

from __future__ import annotations

import datetime
from decimal import Decimal

from hypothesis import strategies as st

from reviewfmt.characters import closed, tidy
from reviewfmt.model import (
    Block,
    Boilerplate,
    Episode,
    Guide,
    Heading,
    Item,
    ItemList,
    Metadata,
    Paragraph,
    Rating,
    Review,
    Score,
    Section,
    Title,
    Verdict,
)

# Words that no shape of the format is made of: what they build is only what it is meant to be.
_WORDS = (
    "amber",
    "barnacle",
    "café",
    "drifting",
    "Ennui",
    "fog-bound",
    "gulls’",
    "harbour",
    "ﬂood",
    "It’s",
    "月光",
    "Ночь",
    "naïve",
    "old",
    "Quiet",
    "🚢",
)
_LOOK_ALIKES = (
    "% no comment",
    "\\ a backslash",
    "\\\\ two of them",
    "• Verdict - 6/10",
    "Verdict - 6/10",
    "• Story - 5/10",
    "- a dash",
    "* a star",
    "– a longer dash",
    "Season 1",
    "Season 1 | Season 2",
    "Episode Guide",
    "Episode 3: Marginal City -| Review Score – 3.5/5",
    "Episode 1 of the series opens quietly.",
    "Author: Somebody Else",
    "Harbour Nights Season 2 Review – Rough at sea",
    "Leave a comment",
    "3/5",
    "★★★½☆",
    "85%",
    "---",
    "# Story",
    "1. First",
    "1) First",
    "> said",
    "| a | b |",
    "```",
    "::: note",
    "<b>bold</b> &amp; *starred* _under_ `tick` [a](b)",
    "$x$ ~~y~~ ^z^ H~2~O",
    "https://example.org/a_b?c=d",
    '“Quoted” ‘quotes’ "straight" -- --- ...',
    "no-break\u00a0\u00a0spaces\u2009inside",
    "Story",
)

numbers = st.one_of(
    st.integers(0, 100).map(Decimal),
    st.decimals(0, 100, places=1),
    st.decimals(0, 999_999_999, places=6),
).map(lambda number: Decimal(repr(float(number))) if number % 1 else Decimal(int(number)))
"""Numbers as a score has them, in their shortest form."""

seasons = st.one_of(st.integers(1, 20), st.integers(0, 9999))


def phrases(most: int = 6) -> st.SearchStrategy[str]:
    """Return texts of 1 to `most` plain words."""
    return st.lists(st.sampled_from(_WORDS), min_size=1, max_size=most).map(" ".join)


def texts() -> st.SearchStrategy[str]:
    """Return texts of one line as a paragraph holds them, those that look like more among them."""
    characters = st.characters(exclude_categories=("Cc", "Cs"), max_codepoint=0x1FFFF)
    return st.one_of(
        phrases(20).map(lambda text: f"{text}."),
        phrases(),
        st.sampled_from(_LOOK_ALIKES),
        st.text(characters, min_size=1, max_size=60).map(tidy).filter(bool),
    )


@st.composite
def scores(draw: st.DrawFn) -> Score:
    """Return scores, the value at most the maximum."""
    low, high = sorted((draw(numbers), draw(numbers)))
    return Score(low, high) if high else Score(Decimal(0), Decimal(1))


@st.composite
def titles(draw: st.DrawFn) -> Title:
    """Return titles in their canonical spelling, the line and its parts in agreement."""
    work, season = draw(phrases(4)), draw(st.none() | seasons)
    tagline = draw(st.none() | phrases(8))
    line = work if season is None else f"{work} Season {season}"
    line = f"{line} Review" if tagline is None else f"{line} Review – {tagline}"
    return Title(line, work, season, tagline)


_lists = st.lists(phrases(2), max_size=3).map(tuple)

metadata = st.builds(
    Metadata,
    author=st.none() | phrases(3),
    published=st.none() | st.dates(datetime.date(1000, 1, 1)),
    language=st.sampled_from((None, "en", "pt-BR", "zh-Hant-TW", "x-harbour")),
    network=st.none() | phrases(2),
    genre=_lists,
    tags=_lists,
    cover=st.sampled_from((None, "cover.png", "https://example.org/cover.jpg")),
    spoilers=st.none() | phrases(3),
)
"""What the fields say; of the values none has a comma."""


@st.composite
def episodes(draw: st.DrawFn) -> Episode:
    """Return entries: numbered ones, double ones, ones with no number, bare titles."""
    score = draw(st.none() | scores())
    title = draw(st.none() | phrases())
    kind = draw(st.sampled_from(("numbered", "double", "special", "bare")))
    if kind == "bare":
        return Episode(title=title or draw(phrases()), score=score)
    if kind == "special":
        return Episode(draw(st.sampled_from(("Special", "OVA"))), title=title, score=score)
    number = draw(st.integers(0, 2000))
    label = draw(st.sampled_from(("Episode", "Chapter")))
    if kind == "double":
        end = Decimal(number + draw(st.integers(1, 3)))
        return Episode(label, Decimal(number), end, title, score)
    half = draw(st.sampled_from((Decimal(0), Decimal("0.5"))))
    return Episode(label, number + half, None, title, score)


@st.composite
def guides(draw: st.DrawFn, season: int | None) -> tuple[Guide, ...]:
    """Return no guide, one of the season of the title, or several of a season each."""
    entries = st.lists(episodes(), min_size=1, max_size=5).map(tuple)
    count = draw(st.integers(0, 3))
    if count == 1:
        return (Guide(season, draw(entries)),)
    named = draw(st.lists(seasons, min_size=count, max_size=count, unique=True))
    return tuple(Guide(each, draw(entries)) for each in named)


_items = st.lists(phrases().map(Item), min_size=1, max_size=4).map(tuple)
_blocks: st.SearchStrategy[Block] = st.one_of(
    texts().map(Paragraph),
    phrases(30).map(lambda text: Paragraph(f"{text}!")),
    _items.map(ItemList),
)
_headings = phrases(5).filter(lambda text: len(text) <= 60 and not closed(text)).map(Heading)


@st.composite
def sections(draw: st.DrawFn) -> tuple[Section, ...]:
    """Return sections, each with a block; only the first may have no heading."""
    blocks = st.lists(_blocks, min_size=1, max_size=4).map(tuple)
    found = draw(st.lists(st.builds(Section, _headings, blocks), max_size=3))
    if draw(st.booleans()):
        found.insert(0, Section(None, draw(blocks)))
    return tuple(found)


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    """Return valid reviews in which every part agrees with every other."""
    title = draw(titles())
    lines = draw(st.lists(phrases(3).map(Boilerplate), max_size=2))
    closing = [Boilerplate("Leave a comment"), *lines] if draw(st.booleans()) else []
    return Review(
        title=title,
        metadata=draw(metadata),
        guides=draw(guides(title.season)),
        sections=draw(sections()),
        ratings=draw(st.lists(st.builds(Rating, phrases(2), scores()), max_size=3).map(tuple)),
        verdict=Verdict(draw(scores())),
        boilerplate=tuple(closing),
    )
