"""Review -> pandoc AST: structure and text, nothing read as markup, nothing lost."""

from __future__ import annotations

import json
from dataclasses import replace
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
from reviewfmt.model import ItemList, Paragraph, Review, Section, Title
from reviewfmt.pandoc_ast import (
    ARTICLE,
    BARE,
    FRONT_MATTER,
    PAGE,
    Shape,
    exact,
    is_right_to_left,
    to_pandoc,
)

CASES = sorted((Path(__file__).parent / "data" / "convert").glob("*.json"))
assert CASES, "tests/data/convert holds the reviews that are converted here"
SHAPES = {"page": PAGE, "article": ARTICLE, "bare": BARE}
MARKDOWN = "commonmark+yaml_metadata_block+pipe_tables"


def load(path: Path) -> Review:
    return read_json(path.read_text(encoding="utf-8"), str(path))


def text_of(inlines: list[dict[str, Any]]) -> str:
    parts = []
    for inline in inlines:
        match inline["t"]:
            case "Str":
                parts.append(inline["c"])
            case "Space":
                parts.append(" ")
            case "Span" | "Link":
                parts.append(text_of(inline["c"][1]))
            case "Strong":
                parts.append(text_of(inline["c"]))
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


def prose(review: Review) -> tuple[list[str], list[str]]:
    blocks = [block for section in review.sections for block in section.blocks]
    paragraphs = [block.text for block in blocks if isinstance(block, Paragraph)]
    items = [item.text for block in blocks if isinstance(block, ItemList) for item in block.items]
    return paragraphs, items


def prose_in(blocks: list[Any]) -> tuple[list[str], list[str]]:
    paragraphs = [
        text_of(each) for each in find(blocks, "Para") if [part["t"] for part in each] != ["Strong"]
    ]
    items = [text_of(item[0]["c"]) for items in find(blocks, "BulletList") for item in items]
    return paragraphs, items


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_text_stands_where_it_belongs(path: Path, shape: Shape) -> None:
    review = load(path)
    document = to_pandoc(review, shape)
    assert prose_in(document["blocks"]) == prose(review)
    headings = [(each[0], text_of(each[2])) for each in find(document["blocks"], "Header")]
    expected = [(1, review.title.text)] if shape.title else []
    expected += [
        (shape.level, f"Season {guide.season} Episode Guide" if guide.season else "Episode Guide")
        for guide in review.guides
    ]
    expected += [(shape.level, each.heading.text) for each in review.sections if each.heading]
    expected += [(shape.level, "Ratings")] if review.ratings else []
    expected += [(shape.level, "Verdict")]
    assert headings == expected
    assert text_of(document["meta"]["title"]["c"]) == review.title.text


def test_a_guide_is_a_table() -> None:
    review = load(next(path for path in CASES if path.stem == "everything"))
    first, second, ratings = find(to_pandoc(review)["blocks"], "Table")
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
        ["Episode 3.5", "Recap", "0/5"],
        ["OVA 1", "", ""],
    ]
    entry = second[4][0][3][0][1][0]
    assert dict(entry[0][2]) == {
        "data-label": "Episode",
        "data-number": "1",
        "data-number-end": "2",
    }
    assert cells(ratings) == [["Aspect", "Score"], ["Story", "7/10"], ["Sound", "8.25/10"]]


def test_a_guide_of_bare_titles_has_no_episode_column() -> None:
    review = load(next(path for path in CASES if path.stem == "titles-alone"))
    (table,) = find(to_pandoc(review)["blocks"], "Table")
    assert cells(table)[:2] == [["Title", "Score"], ["Two in the Morning", "100/100"]]


def test_what_is_missing_in_an_invalid_review_is_left_out() -> None:
    document = to_pandoc(Review(title=Title("", "")))
    assert document["blocks"] == []
    assert document["meta"] == {}


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
    ("number", "expected"),
    [("3", "3"), ("3.50", "3.5"), ("10", "10"), ("1E+2", "100"), ("0.125", "0.125"), ("0.0", "0")],
)
def test_exact(number: str, expected: str) -> None:
    assert exact(Decimal(number)) == expected


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
        ("&amp; &#38; & co.", "\\&amp; \\&#38; & co."),
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
_SAMPLES = [
    text for path in CASES for kind in prose(load(path)) for text in kind if "\n" not in text
]


@settings(max_examples=60, deadline=None)
@given(st.lists((_TEXTS | st.sampled_from(_SAMPLES)).filter(bool), min_size=10, max_size=40))
def test_markdown_reads_back_as_the_same_text(texts: list[str]) -> None:
    blocks = tuple(Paragraph(text) for text in texts)
    review = Review(Title(texts[0], texts[0]), sections=(Section(None, blocks),))
    review = replace(review, metadata=replace(review.metadata, tags=tuple(texts)))
    document = to_pandoc(review, FRONT_MATTER)
    markdown = pypandoc.convert_text(
        json.dumps(document), MARKDOWN, "json", ["--standalone", "--wrap=none"], verify_format=False
    )
    again = json.loads(pypandoc.convert_text(markdown, "json", MARKDOWN, verify_format=False))
    assert [text_of(each) for each in find(again["blocks"], "Para")] == texts
    assert len(again["blocks"]) == len(texts)
    assert text_of(again["meta"]["title"]["c"]) == texts[0]
    assert [text_of(tag["c"]) for tag in again["meta"]["tags"]["c"]] == texts
