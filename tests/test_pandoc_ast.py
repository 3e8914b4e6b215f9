"""Review -> pandoc AST: structure and text, nothing read as markup, nothing lost."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewfmt.characters import tidy
from reviewfmt.commonmark import escape
from reviewfmt.document import read_json
from reviewfmt.model import (
    Block,
    Episode,
    Figure,
    Guide,
    Heading,
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
from reviewfmt.pandoc_ast import (
    ARTICLE,
    BARE,
    BOOK,
    FRONT_MATTER,
    PAGE,
    WORD,
    Shape,
    Source,
    from_pandoc,
    is_right_to_left,
    to_pandoc,
)
from reviewfmt.pandoc_ast.runs import joined, runs
from reviewfmt.syntax import inline

CASES = sorted((Path(__file__).parent / "data" / "convert").glob("*.json"))
assert CASES, "tests/data/convert holds the reviews that are converted here"
SHAPES = {"page": PAGE, "book": BOOK, "article": ARTICLE, "word": WORD, "bare": BARE}
SCORE = Score(Decimal(7), Decimal(10))
EVERYTHING = next(path for path in CASES if path.stem == "everything")
MARKDOWN = "commonmark+pipe_tables"


def load(path: Path) -> Review:
    return read_json(path.read_text(encoding="utf-8"), str(path))


def text_of(inlines: list[dict[str, Any]]) -> str:
    parts = []
    for one in inlines:
        match one["t"]:
            case "Str":
                parts.append(one["c"])
            case "Space":
                parts.append(" ")
            case "Span" | "Link" | "Image":
                parts.append(text_of(one["c"][1]))
            case "Strong" | "Emph":
                parts.append(text_of(one["c"]))
            case "RawInline" if one["c"] == ["html", "<!-- -->"]:
                pass
            case other:
                raise AssertionError(f"{other} stands where text was expected")
    return "".join(parts)


def find(node: Any, kind: str) -> list[Any]:
    """The contents of every node of one kind, in order."""
    if isinstance(node, list):
        return [found for each in node for found in find(each, kind)]
    if not isinstance(node, dict):
        return []
    here = [node["c"]] if node.get("t") == kind else []
    return here + [found for each in node.values() for found in find(each, kind)]


def cells(table: list[Any]) -> list[list[str]]:
    rows = [*table[3][1], *(row for body in table[4] for row in body[3])]
    return [[text_of(cell[4][0]["c"]) if cell[4] else "" for cell in row[1]] for row in rows]


def blocks_of(review: Review) -> list[Block]:
    """The blocks of sections and notes, in the order in which they are published."""
    found: list[Block] = []
    for guide in (None, *range(len(review.guides))):
        if guide is not None:
            found += [block for each in review.guides[guide].episodes for block in each.notes]
        found += [block for each in review.sections if each.guide == guide for block in each.blocks]
    return found


def prose(review: Review) -> tuple[list[str], list[str]]:
    """The words of paragraphs, those of quotations among them, and of the items of lists."""
    paragraphs, items = [], []
    for block in blocks_of(review):
        if isinstance(block, Paragraph):
            paragraphs.append(block.plain)
        elif isinstance(block, Quote):
            paragraphs += [each.plain for each in block.paragraphs]
        elif isinstance(block, ItemList):
            items += [item.plain for item in block.items]
    return paragraphs, items


def prose_in(blocks: list[Any]) -> tuple[list[str], list[str]]:
    """The same of a document, without its figures and its verdict."""
    without: list[Any] = []
    for block in blocks:
        if block["t"] == "Div" and "verdict" not in block["c"][0][1]:
            without += block["c"][1]
        elif block["t"] not in ("Figure", "Div"):
            without.append(block)
    if any(block["t"] in ("Figure", "Div") for block in without):
        return prose_in(without)
    paragraphs = [text_of(each) for each in find(without, "Para")]
    lists = [*find(without, "BulletList"), *(each[1] for each in find(without, "OrderedList"))]
    return paragraphs, [text_of(item[0]["c"]) for items in lists for item in items]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_text_stands_where_it_belongs(path: Path) -> None:
    review = load(path)
    document = to_pandoc(review)
    paragraphs, items = prose_in(document["blocks"])
    expected, expected_items = prose(review)
    assert paragraphs == expected
    assert sorted(items) == sorted(expected_items)
    assert text_of(document["meta"]["title"]["c"]) == review.title.plain


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_headings(shape: Shape) -> None:
    review = load(EVERYTHING)
    document = to_pandoc(review, shape)
    level = shape.level
    expected = [
        *([(1, review.title.text)] if shape.title else []),
        (level, "Season 1 Episode Guide – 3.75/5"),
        (level + 1, "Episode 1: Low Water"),
        (level + 1, "Special: The Keeper's Log"),
        (level, "After the first season"),
        (level, "Season 2 Episode Guide"),
        (level + 1, "Episode 3: Wick & Flame"),
        (level, "Story – 7/10"),
        (level, "Sound and music"),
        (level, "Ratings"),
        (level, "Verdict"),
    ]
    headings = [(each[0], text_of(each[2])) for each in find(document["blocks"], "Header")]
    assert headings == expected


def test_a_guide_is_a_table() -> None:
    first, second, ratings = find(to_pandoc(load(EVERYTHING))["blocks"], "Table")
    assert first[0] == ["", ["episode-guide"], [["data-season", "1"]]]
    assert cells(first) == [
        ["Episode", "Title", "Score"],
        ["Episode 1", "Low Water", "3.5/5"],
        ["Episode 2", "", "4/5"],
        ["Special", "The Keeper's Log", ""],
    ]
    assert cells(second)[1:] == [
        ["Episode 1–2", "No. 9, Part 1: “Home”", "4/5"],
        ["Episode 3", "Wick & Flame", "4.5/5"],
        ["Episode 3.5", "Recap", "B-"],
        ["OVA 1", "", ""],
    ]
    entry = second[4][0][3][0][1][0]
    assert dict(entry[0][2]) == {
        "data-label": "Episode",
        "data-number": "1",
        "data-number-end": "2",
    }
    assert cells(ratings) == [
        ["Aspect", "Score"],
        ["Story", "7/10"],
        ["Sound", "8.25/10 – the mix is muddy"],
    ]


def test_a_guide_of_bare_titles_has_no_episode_column() -> None:
    review = load(next(path for path in CASES if path.stem == "titles-alone"))
    (table,) = find(to_pandoc(review)["blocks"], "Table")
    assert cells(table)[:2] == [["Title", "Score"], ["Two in the Morning", "100/100"]]


def test_what_is_missing_in_an_invalid_review_is_left_out() -> None:
    document = to_pandoc(Review(title=Title("", "")))
    assert document["blocks"] == []
    assert document["meta"] == {}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Season 2 Episode Guide", "Episode 1: Fog", "Ratings", "Verdict"]),
        ("es-MX", ["Guía de episodios de la temporada 2", "Episodio 1: Fog"]),
        ("ja", ["第2期 エピソードガイド", "第1話: Fog", "項目別評価", "総合評価"]),
        ("x-harbour", ["Season 2 Episode Guide", "Episode 1: Fog", "Ratings", "Verdict"]),
    ],
)
def test_headings_are_in_the_language_of_the_review(language: str, words: list[str]) -> None:
    episode = Episode("Episode", Decimal(1), title="Fog", notes=(Paragraph("Wet."),))
    review = Review(
        Title("A Season 2 Review", "A", 2),
        Metadata(language=language),
        (Guide(2, (episode,)),),
        ratings=(Rating("Story", SCORE),),
        verdict=Verdict(SCORE),
    )
    for shape in (PAGE, BARE, WORD):
        headings = find(to_pandoc(review, shape)["blocks"], "Header")
        assert set(words) <= {text_of(each[2]) for each in headings}
    again = from_pandoc(to_pandoc(review), Source(page=True, ours=True, marked=True)).review
    assert again.guides == review.guides
    assert (again.ratings, again.verdict) == (review.ratings, review.verdict)


# Inline marks


MARKED = "It is *so **very*** [sad](https://example.org/a), ||and *he* dies||."


def kinds(inlines: Any) -> list[str]:
    if isinstance(inlines, list):
        return [found for each in inlines for found in kinds(each)]
    if isinstance(inlines, dict):
        here = [inlines["t"]] if inlines["t"] not in ("Str", "Space") else []
        return here + kinds(inlines.get("c"))
    return []


def marked_review(text: str) -> Review:
    return Review(Title("A Review", "A"), sections=(Section(None, (Paragraph(text),)),))


def test_marks_are_nodes() -> None:
    (paragraph,) = find(to_pandoc(marked_review(MARKED), BARE)["blocks"], "Para")
    assert kinds(paragraph) == ["Emph", "Strong", "Link", "Emph"]
    (paragraph,) = find(to_pandoc(marked_review(MARKED), PAGE)["blocks"], "Para")
    (span,) = find(paragraph, "Span")
    assert span[0] == ["", ["spoiler"], [["tabindex", "0"]]]
    (paragraph,) = find(to_pandoc(marked_review(MARKED), FRONT_MATTER)["blocks"], "Para")
    assert paragraph == [
        {
            "t": "RawInline",
            "c": [
                "markdown",
                "It is *so **very*** [sad](https://example.org/a), ||and *he* dies||.",
            ],
        }
    ]


@pytest.mark.parametrize(
    ("target", "links"),
    [
        ("https://example.org/a", (PAGE, BOOK)),
        ("mailto:a@example.org", (PAGE, BOOK)),
        ("other.html", (PAGE,)),
        ("#top", (PAGE,)),
        ("javascript:alert(1)", ()),
        ("data:text/html,x", ()),
        ("//example.org/a", ()),
        ("a b", ()),
    ],
)
def test_what_a_page_links_to(target: str, links: tuple[Shape, ...]) -> None:
    """What is no link keeps its target beside it, and comes back."""
    text = f"[a](<{target}>)" if " " in target else f"[a]({target})"
    for shape in (PAGE, BOOK):
        document = to_pandoc(marked_review(text), shape)
        assert bool(find(document["blocks"], "Link")) is (shape in links)
        source = Source(page=True, ours=True, marked=True)
        assert from_pandoc(document, source).review.sections == marked_review(text).sections


@pytest.mark.parametrize(
    ("src", "shown"),
    [
        ("https://example.org/a.png", True),
        ("a.png", True),
        ("covers/a", True),
        ("a.html", False),
        ("javascript:x", False),
        ("a>b.png", False),
        ("https://example.org", False),
    ],
)
def test_what_a_page_shows(src: str, shown: bool) -> None:
    sections = (Section(None, (Figure(src, "alt", "*A* caption"),)),)
    review = Review(Title("A Review", "A"), sections=sections)
    for shape, picture in ((PAGE, shown), (BOOK, False), (ARTICLE, False)):
        document = to_pandoc(review, shape)
        assert bool(find(document["blocks"], "Image")) is picture
        assert src in json.dumps(document)
        if shape is not ARTICLE:
            source = Source(page=True, ours=True, marked=True)
            assert from_pandoc(document, source).review.sections == sections


@pytest.mark.parametrize(
    "text",
    [
        "*a [b](c)*",
        "[*a b*](c)",
        "*[a](c)*",
        "**[a](c)** b",
        "||[a](c)||",
        "[||a||](c)",
        "||a [b](c) *d*||",
        "***a** b*",
        "**||a||**",
        "||**a**||",
        "[a](c)[b](c)",
        "||a *b*|| ||*c*||",
    ],
)
def test_runs_keep_what_is_inside_what(text: str) -> None:
    nodes = inline.inlines(text)
    assert inline.render(nodes) == text
    assert joined(runs(nodes)) == nodes


# What would look like more


def test_two_entries_of_one_name() -> None:
    one, two = Episode(title="Fog"), Episode(title="Fog", notes=(Paragraph("Wet."),))
    three = Episode(title="Rain", notes=(Paragraph("Wetter."),))
    review = Review(Title("A Review", "A"), guides=(Guide(None, (one, three, one, two)),))
    document = to_pandoc(review, BARE)
    headings = [text_of(each[2]) for each in find(document["blocks"], "Header")]
    assert headings == ["A Review", "Episode Guide", "Rain", "Fog", "Fog"]
    assert from_pandoc(document, Source(ours=True)).review.guides == review.guides


def test_a_section_of_the_name_of_the_title() -> None:
    sections = (Section(Heading("A Review"), ()), Section(Heading("A Review"), (), None, SCORE))
    review = Review(Title("A Review", "A"), sections=sections)
    source = Source(ours=True, marked=True)
    assert from_pandoc(to_pandoc(review, WORD), source).review.sections == sections


def test_prose_below_notes_is_parted_from_them() -> None:
    episode = Episode(title="Fog", notes=(Paragraph("Wet."),))
    review = Review(
        Title("A Review", "A"),
        guides=(Guide(None, (episode,)),),
        sections=(Section(None, (Paragraph("All in all, wet."),), 0),),
    )
    document = to_pandoc(review, ARTICLE)
    assert [block["t"] for block in document["blocks"]][-3:] == ["Para", "HorizontalRule", "Para"]
    draft = from_pandoc(document, Source(ours=True))
    assert (draft.review.guides, draft.review.sections) == (review.guides, review.sections)
    assert draft.markup == {}


@pytest.mark.parametrize(
    ("section", "line"),
    [
        (Section(Heading("Sound"), (), score=Score.of("7/10")), "## Sound – 7/10"),
        (Section(Heading("Sound – 7/10"), ()), "## Sound – 7/10<!-- -->"),
        (Section(Heading("Plan – B"), ()), "## Plan – B<!-- -->"),
        (Section(None, (Paragraph("**7/10**"),)), "**7/10**<!-- -->"),
        (Section(None, (Paragraph("**7/10** – fine"),)), "**7/10** – fine<!-- -->"),
        (Section(None, (Paragraph("**7/10** is fine"),)), "**7/10** is fine"),
        (Section(None, (Paragraph("||a||"),)), "||a||"),
        (Section(None, (Paragraph("\\||a||"),)), "\\|<!-- -->\\|a\\|<!-- -->\\|"),
        (Section(None, (Paragraph("wow![a](b)"),)), "wow\\![a](b)"),
        (Section(None, (Paragraph("<https://example.org/>"),)), "<https://example.org/>"),
        (Section(None, (Paragraph("[a](`) [b](`)"),)), "[a](&#x60;) [b](&#x60;)"),
        (Section(None, (Figure("a (b).png", "x]", 'a "b" &amp;'),)),
         '![x\\]](<a \\(b\\).png> "a \\"b\\" &#x26;amp;")'),
    ],
)  # fmt: skip
def test_markdown_keeps_apart_what_looks_alike(section: Section, line: str) -> None:
    review = Review(Title("A Review", "A"), sections=(section,))
    markdown = pypandoc.convert_text(
        json.dumps(to_pandoc(review, FRONT_MATTER)),
        MARKDOWN,
        "json",
        ["--wrap=none"],
        verify_format=False,
    )
    assert markdown.splitlines() == [line]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", True),
        ("he", True),
        ("fa-IR", True),
        ("ur", True),
        ("AR-eg", True),
        ("az-Arab", True),
        ("pa-Arab-PK", True),
        ("ar-Latn", False),
        ("ar-x-latn", True),
        ("en", False),
        ("en-x-arab", False),
        ("az", False),
        (None, False),
    ],
)
def test_direction(language: str | None, expected: bool) -> None:
    assert is_right_to_left(language) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("plain words, and more.", "plain words, and more."),
        ("[Oshi no Ko] is it", "[Oshi no Ko] is it"),
        ("snake_case and C# and AT&T", "snake_case and C# and AT&T"),
        ("1. one", "1\\. one"),
        ("1.5 of them", "1.5 of them"),
        ("2) two", "2\\) two"),
        ("- item", "\\- item"),
        ("---", "\\---"),
        ("# head #", "\\# head \\#"),
        ("*a* _b_ `c` <d>", "\\*a\\* \\_b\\_ \\`c\\` \\<d>"),
        ("[a](b) [c][d] [e]: f", "[a\\](b) [c\\][d] [e\\]: f"),
        ("&amp; &#38; & co.", "&amp;amp; &amp;#38; & co."),
        ("{{ a }} {% b %} {:.c}", "&#123;&#123; a }} &#123;% b %} &#123;:.c}"),
        ("https://a.b www.a.b a@b.c: d", "https:<!-- -->//a.b www<!-- -->.a.b a<!-- -->@b.c: d"),
        ("[ ] task", "\\[ ] task"),
        ("a\u2028b\ufeffc", "a&#x2028;b&#xFEFF;c"),
        ("caf\u00e9 cafe\u0301 \u2126", "caf\u00e9 cafe&#x301; &#x2126;"),
        ("\u1112\u1161\u11ab \ud55c", "\u1112&#x1161;\u11ab \ud55c"),
    ],
)
def test_escape(text: str, expected: str) -> None:
    assert escape(text) == expected


_SIGNS = st.sampled_from("\\`*_{}[]()#+-.!|<>~$^&;:=@\"'/%12ax“”’–—…\u00a0\u2003é日" + " " * 6)
_TEXTS = st.lists(_SIGNS, min_size=1, max_size=14).map("".join).map(tidy)


@settings(max_examples=60, deadline=None)
@given(st.lists(_TEXTS.filter(bool), min_size=10, max_size=40))
def test_markdown_reads_back_as_the_same_text(texts: list[str]) -> None:
    blocks = tuple(Paragraph(inline.escape(text)) for text in texts)
    title = inline.escape(texts[0])
    review = Review(Title(title, title), sections=(Section(None, blocks),))
    document = to_pandoc(review, FRONT_MATTER)
    markdown = pypandoc.convert_text(
        json.dumps(document), MARKDOWN, "json", ["--standalone", "--wrap=none"], verify_format=False
    )
    again = json.loads(pypandoc.convert_text(markdown, "json", MARKDOWN, verify_format=False))
    assert [text_of(each) for each in find(again["blocks"], "Para")] == texts
    assert len(again["blocks"]) == len(texts)
