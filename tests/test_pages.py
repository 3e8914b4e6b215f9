"""The reader of other people's pages: right on the cases, honest about its doubts, linear."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewfmt.model import (
    Boilerplate,
    Episode,
    Field,
    GuideHeading,
    Heading,
    Item,
    Paragraph,
    Rating,
    Review,
    SeasonLine,
    Title,
    Verdict,
    walk,
)
from reviewfmt.pages import Draft, read_page
from reviewfmt.pages.assemble import assemble
from reviewfmt.pages.decode import Decoded
from reviewfmt.pages.drafts import WHY
from reviewfmt.pages.facts import Facts
from reviewfmt.pages.labels import NAMES, may_follow
from reviewfmt.pages.lines import read_text
from reviewfmt.pages.page import chain_of, page_of
from reviewfmt.parser import parse
from reviewfmt.source import decode
from reviewfmt.span import NOWHERE
from reviewfmt.syntax.inline import plain
from reviewfmt.syntax.words import built_in
from scripts.label import labelled
from scripts.label import main as label_main
from scripts.labelled import Labelled, pages, read_labelled
from scripts.measure_pages import expected, said
from tests.budget import IN_WHOLE

ROOT = Path(__file__).parents[1]
CASES = sorted((ROOT / "tests" / "data" / "pages").glob("*.txt"))
SAMPLES = sorted((ROOT / "samples").glob("*.review"))
PAGES = pages()


# -- the cases --------------------------------------------------------------------------------


def _shown(review: Review, keys: Sequence[str]) -> dict[str, Any]:
    """Return what a review says about the keys of an expectation."""
    metadata = review.metadata
    blocks = [block for section in review.sections for block in section.blocks]
    verdict = review.verdict
    values: dict[str, Any] = {
        "title": review.title.text,
        "work": review.work,
        "season": review.season,
        "tagline": review.tagline,
        "verdict": None if verdict is None else str(verdict.score),
        "published": None if metadata.published is None else metadata.published.isoformat(),
        "extra": {field.key: field.value for field in metadata.extra},
        "ratings": [[one.aspect, str(one.score)] for one in review.ratings],
        "episodes": [[_text(one.number), one.title, _text(one.score)] for one in review.episodes],
        "notes": [len(one.notes) for one in review.episodes],
        "headings": [one.heading.text for one in review.sections if one.heading],
        "paragraphs": sum(isinstance(block, Paragraph) for block in blocks),
        "boilerplate": len(review.boilerplate),
    }
    return {key: values[key] for key in keys}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def test_there_are_cases() -> None:
    assert len(CASES) == 26
    assert len(DOUBTED) <= 2


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_read(path: Path) -> None:
    case = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    drafts = read_page(path.read_text(encoding="utf-8"))
    found = [
        _shown(draft.review, list(right))
        for draft, right in zip(drafts, case["reviews"], strict=True)
    ]
    doubts = {(doubt.line.span.line, doubt.why) for draft in drafts for doubt in draft.doubts}
    if path.stem in DOUBTED and found != case["reviews"]:
        assert DOUBTED[path.stem] in doubts
        return
    assert found == case["reviews"]
    assert {tuple(one) for one in case["doubts"]} <= doubts


DOUBTED: dict[str, tuple[int, str]] = {
    "35-title-repeated-by-theme": (14, "unsure"),
    "39-german-verse-lines": (9, "unsure"),
}
"""The cases that weights may read wrong: the doubt that says so, on the line at fault."""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_review_in_the_format_is_read_as_such(path: Path) -> None:
    text = decode(path.read_bytes())
    (draft,) = read_page(text)
    assert draft.review == parse(text).review
    assert draft.doubts == ()


# -- labelled pages ---------------------------------------------------------------------------


def test_there_are_enough_labelled_pages() -> None:
    names = [name.split(".") for name, _ in PAGES]
    assert len(names) >= 250
    assert len({layout for layout, _, _, _ in names}) >= 40
    assert len({language for _, _, language, _ in names}) == 11


@IN_WHOLE
def test_no_labelled_page_breaks_a_constraint() -> None:
    for name, page in PAGES:
        chain = chain_of(page_of(page.text))
        for label, never in zip(page.labels, chain.barred, strict=True):
            assert label not in never, name
        for above, label in zip(page.labels, page.labels[1:], strict=False):
            assert may_follow(above, label), f"{name}: {label} below {above}"


def test_right_labels_give_the_right_values() -> None:
    """What a line says is read from the line: with each label right, so is each value."""
    for name, page in PAGES:
        read = [Decoded(label, 1.0, "") for label in page.labels]
        drafts = assemble(page_of(page.text), read, built_in())
        assert [said(draft.review) for draft in drafts] == [
            expected(values) for values in page.values
        ], name


@pytest.mark.parametrize(
    ("text", "line"),
    [("title\tA Review\nnovel\tHello\n", 2), ("Hello\n", 1), ("title\t \n", 1)],
)
def test_a_label_that_is_none_is_refused(text: str, line: int) -> None:
    with pytest.raises(ValueError, match=f"line {line}: "):
        read_labelled(text)


def test_a_labelled_page_is_its_text() -> None:
    page = read_labelled("=work\tFog\n\ntitle\tFog Review\n\nprose\tIt is  fog.\n")
    assert page == Labelled(
        "Fog Review\n\nIt is  fog.\n", ("title", "prose"), ((("work", "Fog"),),)
    )


# -- laws -------------------------------------------------------------------------------------

_POOL = sorted({line for _, page in PAGES[::5] for line in page.text.split("\n")})
_LINES = st.one_of(st.sampled_from(_POOL), st.sampled_from(_POOL), st.text(max_size=60))
_TEXTS = st.lists(_LINES, max_size=25).map("\n".join)
_LEAVES = (
    Title,
    Field,
    Heading,
    Paragraph,
    Item,
    Rating,
    Verdict,
    Episode,
    GuideHeading,
    SeasonLine,
)


def _homes(drafts: Sequence[Draft]) -> tuple[set[int], set[int], set[int]]:
    """Return the lines in documents, those in boilerplate, and those that are left to a doubt."""
    document: set[int] = set()
    boilerplate: set[int] = set()
    for draft in drafts:
        nodes = [*walk(draft.review), *draft.review.metadata.fields, *draft.beside]
        for node in nodes:
            if isinstance(node, Boilerplate):
                boilerplate.add(node.span.line)
            elif isinstance(node, _LEAVES) and node.span is not NOWHERE:
                document |= set(range(node.span.line, node.span.end_line + 1))
    left = {doubt.line.span.line for draft in drafts for doubt in draft.doubts if doubt.left}
    return document, boilerplate, left


def _assert_each_line_once(text: str) -> None:
    lines = {line.span.line for line in read_text(text)}
    drafts = read_page(text)
    document, boilerplate, left = _homes(drafts)
    homes = (document & lines, boilerplate, left)  # a blank line may stand inside a node
    assert sum(map(len, homes)) == len(set().union(*homes)), "a line has two homes"
    assert set().union(*homes) == lines
    assert all(doubt.why in WHY for draft in drafts for doubt in draft.doubts)


@given(_TEXTS)
def test_each_line_has_one_home(text: str) -> None:
    _assert_each_line_once(text)


def test_each_line_of_a_labelled_page_has_one_home() -> None:
    for _, page in PAGES[::7]:
        _assert_each_line_once(page.text)


@given(_TEXTS)
def test_nothing_is_invented(text: str) -> None:
    """Names and titles are words of the page; a title is read by its words, without escapes."""
    said = " ".join(line.text for line in read_text(text))
    words = f"{said} {plain(said)}"
    for draft in read_page(text):
        review = draft.review
        names = [review.work, review.tagline, review.metadata.author]
        names += [one.aspect for one in review.ratings] + [one.title for one in review.episodes]
        for name in filter(None, names):
            assert all(part in words for part in name.split())


def test_a_blank_page_holds_no_review() -> None:
    assert read_page("") == []
    assert read_page(" \n\t\n\x00\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "The weather was fine and nobody wrote a word about it.\n",
        "\n".join(f"Read more about show {at}\n" for at in range(50)),
        "anna:\n\nI liked it.\n\nbo:\n\nI did not.\n",
    ],
)
def test_a_page_with_no_review_has_no_verdict(text: str) -> None:
    drafts = read_page(text)
    assert all(draft.review.verdict is None for draft in drafts)
    assert all(draft.doubts for draft in drafts)


def test_the_probabilities_of_a_line_are_shares() -> None:
    for _, page in PAGES[::60]:
        for draft in read_page(page.text, least=1.01):
            for doubt in draft.doubts:
                assert doubt.probability is None or 0 <= doubt.probability <= 1.0001
                assert doubt.chosen in NAMES


def _seconds(text: str) -> float:
    start = time.process_time()
    read_page(text)
    return time.process_time() - start


@IN_WHOLE
def test_time_grows_with_the_lines_alone() -> None:
    page = "\n".join(page.text for _, page in PAGES[:40])
    read_page(page)
    once = min(_seconds(page) for _ in range(3))
    assert min(_seconds(page * 4) for _ in range(2)) < 9 * once


@pytest.mark.parametrize("line", ["a" * 60_000, "1" * 60_000, "8/" * 30_000, "★" * 60_000])
def test_a_long_line_takes_no_squared_time(line: str) -> None:
    assert _seconds(f"Fog Review\n\n{line}\n") < 2


# -- what people add --------------------------------------------------------------------------


def test_a_page_is_labelled_for_a_person_to_correct() -> None:
    """What is printed reads as a labelled page again once the doubts are taken away."""
    for _, page in PAGES[::50]:
        again = read_labelled(re.sub(r"(?m)^\?", "", labelled(page.text)))
        assert [line.text for line in read_text(again.text)] == [
            line.text for line in read_text(page.text)
        ]


def test_a_doubted_label_is_refused_until_it_is_corrected() -> None:
    with pytest.raises(ValueError, match="line 1: found '\\?prose"):
        read_labelled("?prose\tFog.\n")


@pytest.mark.parametrize("arguments", [[], [""], ["no such page.txt"], ["a.txt", "b.txt"]])
def test_a_page_that_cannot_be_labelled_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert label_main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


def test_a_day_that_may_be_two_is_none() -> None:
    page = "Fog Harbour Season 2 Review\n\n04/05/2021\n\nIt ends in the fog.\n\nVerdict: 8/10\n"
    (draft,) = read_page(page)
    assert draft.review.metadata.published is None
    assert (3, "two-dates") in {(one.line.span.line, one.why) for one in draft.doubts}


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Posted by Ana Lima on 04/05/2021", "Ana Lima"),
        ("By Ana Lima | 04/05/2021", "Ana Lima"),
        ("By Ana on 04-05-2021", "Ana"),
        ("Published: 04/05/2021", None),
    ],
)
def test_a_byline_keeps_its_author_if_its_day_may_be_two(line: str, author: str | None) -> None:
    page = f"Fog Harbour Season 2 Review\n\n{line}\n\nIt ends in the fog.\n\nVerdict: 8/10\n"
    (draft,) = read_page(page)
    assert draft.review.metadata.author == author
    assert draft.review.metadata.published is None
    assert (3, "two-dates") in {(one.line.span.line, one.why) for one in draft.doubts}


def test_both_readings_of_a_date_are_named() -> None:
    page = "Fog Harbour Season 2 Review\n\nBy Ana Lima | 04/05/2021\n\nIt ends.\n\nVerdict: 8/10\n"
    (draft,) = read_page(page)
    said = [one.said for one in draft.doubts if one.why == "two-dates"]
    assert said == ["2021-05-04, 2021-04-05"]


@pytest.mark.parametrize(
    ("line", "is_doubted"),
    [("31.02.2021", True), ("Tuesday, May 3, 2021", True), ("3/5/21", True), ("3 May 2021", False)],
)
def test_a_date_that_names_no_day_is_in_doubt(line: str, is_doubted: bool) -> None:
    facts = Facts(built_in())
    outcome = facts.byline(read_text(line)[0])
    assert (outcome.why == "no-date") is is_doubted


@pytest.mark.parametrize(
    "lines", [("By NightHeron", "Film Notes"), ("Film Notes", "By NightHeron")], ids=str
)
def test_a_byline_names_the_author_before_a_name_alone_does(lines: tuple[str, ...]) -> None:
    facts = Facts(built_in())
    for line in lines:
        facts.byline(read_text(line)[0])
    assert facts.metadata().author == "NightHeron"


def test_a_part_of_a_page_in_the_line_of_its_date_is_no_author() -> None:
    """A link behind a date names the author of no review whose byline names one."""
    (draft,) = read_page(
        "<html><head><title>Fog Season 1 Review</title></head><body><article><p>by NightHeron</p>"
        '<p><time datetime="2021-05-03">May 3, 2021</time> in <a href="/notes">Film Notes</a></p>'
        "<h1>Fog Season 1 Review</h1><p>It ends in the fog, and in the harbour, and nobody knows."
        "</p><p>Verdict: 8/10</p></article></body></html>"
    )
    assert draft.review.metadata.author == "NightHeron"


def test_how_much_of_a_page_was_read_is_no_verdict() -> None:
    page = (
        "0%\nFog Season 1 Review\n\nIt ends in the fog, and in the harbour, and nobody knows why"
        " the lamps were never lit again.\n\nnearly 50% of viewers loved it!\n"
    )
    (draft,) = read_page(page)
    assert draft.review.verdict is None


def test_a_bracket_of_the_name_of_a_rating_is_kept() -> None:
    page = (
        "Fog Season 1 Review\n\nIt ends in the fog, and in the harbour, and nobody knows why the"
        " lamps were never lit.\n\nStory, 12/20\nSalt Clerks (3×08), 13/20\n\nOverall: 15/20\n"
    )
    (draft,) = read_page(page)
    assert [one.aspect for one in draft.review.ratings] == ["Story", "Salt Clerks (3×08)"]


def test_a_title_with_no_word_that_shows_the_work_is_in_doubt() -> None:
    page = "The Fog and the Harbour\n\nBy Ana Lima\n\nIt ends in the fog.\n\nVerdict: 8/10\n"
    (draft,) = read_page(page)
    assert draft.review.work == "The Fog and the Harbour"
    assert (1, "no-work") in {(one.line.span.line, one.why) for one in draft.doubts}


def test_a_page_with_no_likely_title_takes_the_likeliest_and_doubts_it() -> None:
    (draft,) = read_page("Harbour\nLamps\n\nIt ends in the fog.\n\nVerdict: 9/10\n")
    assert draft.review.title.text in ("Harbour", "Lamps")
    assert (draft.review.title.span.line, "no-work") in {
        (one.line.span.line, one.why) for one in draft.doubts
    }


@pytest.mark.parametrize(("score", "doubts"), [("9/10", 0), ("7/10", 2)])
def test_two_verdicts_agree_or_are_both_in_doubt(score: str, doubts: int) -> None:
    page = f"Fog Harbour Review – 9/10\n\nIt ends in the fog.\n\nVerdict: {score}\n"
    (draft,) = read_page(page)
    assert str(draft.review.verdict.score) == "9/10"  # type: ignore[union-attr]
    found = [one.why for one in draft.doubts if one.why != "unsure"]
    assert found == ["other-verdict", "second-verdict"][:doubts]
