"""Bad and grown pages: a clear doubt or a refusal, nothing invented, no squared time."""

from __future__ import annotations

import random
import re
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from reviewfmt import check
from reviewfmt.cli import main
from reviewfmt.model import Score, walk
from reviewfmt.pages import Draft, find, read_page
from reviewfmt.syntax.vocabulary import fold
from reviewfmt.syntax.words import built_in
from scripts.labelled import pages, read_labelled
from scripts.measure_pages import expected, said
from tests.budget import IN_WHOLE

PAGES = Path(__file__).parent / "data" / "pages"
BAD = tomllib.loads((PAGES / "bad.toml").read_text(encoding="utf-8"))["pages"]
UNSEEN = sorted((PAGES / "unseen").glob("*.tsv"))
LABELLED = pages()


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["name"])
def test_a_page_with_no_whole_review_is_refused_or_in_doubt(case: dict[str, str]) -> None:
    """A refusal says what the page holds instead; else something of each review is in doubt."""
    found = find(case["page"])
    assert bool(found.reviews) != bool(found.instead)
    assert all(draft.doubts for draft in found.reviews)
    for draft in found.drafts:
        _assert_nothing_is_invented(draft, case["page"])


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["name"])
def test_adopt_says_what_it_found(case: dict[str, str], tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(case["page"], encoding="utf-8")
    out = tmp_path / "out"
    done = CliRunner().invoke(main, ["adopt", str(page), "-o", str(out), "--strict"])
    found = find(case["page"])
    assert done.exit_code == 1
    assert out.exists() == bool(found.reviews)
    assert ("RF601" if found.reviews else f"RF602 {found.instead}") in done.output


def test_there_are_bad_pages_of_each_kind() -> None:
    instead = [find(case["page"]).instead for case in BAD]
    assert any(instead)
    assert not all(instead)


# -- check names the way in -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Reviews\nShows\nFog Season 2 Review\n\nIt is foggy.\n\nI liked the fog. 8/10\n", 1),
        ("Fog Season 2 Review\n\nIt is foggy.\n\nI liked the fog. 8/10\n\nShare this\n", 7),
        ("Shows\n\nRecensione: Nebbia\n\nPiove. Mi è piaciuta la nebbia ★★★★☆\n", 1),
        ("[Review] Fog (2022)\n\nA fog of a show.\n\n- what a fog, 9/10\n", 5),
    ],
)
def test_check_names_adopt_once(text: str, line: int) -> None:
    found = [one for one in check(text) if "`reviewfmt adopt`" in (one.help or "")]
    assert [one.span.line for one in found] == [line]


@pytest.mark.parametrize(
    "text",
    [
        "Fog Season 2 Review\n\nIt is foggy.\n",
        "Fog Season 2 Review\n\nIt was 8/10 of a show, and more.\n",
        "Fog Season 2 Review\n\nI liked the fog. 8/10\n\nVerdict: 8/10\n",
        "Fog Season 2 Review\nStatus: draft\n\nI liked the fog. 8/10\n",
        "Author: Ana Lima\n\nIt is foggy.\n\nVerdict: 8/10\n",
    ],
)
def test_check_does_not_name_adopt_where_nothing_shows_a_page(text: str) -> None:
    assert not any("adopt" in (one.help or "") for one in check(text))


# -- layouts that nobody labelled -------------------------------------------------------------


@pytest.mark.parametrize("path", UNSEEN, ids=lambda path: path.stem)
def test_a_page_of_an_unlearned_layout_is_right_or_in_doubt(path: Path) -> None:
    """None is silently wrong: what differs from the right values is on a doubted line."""
    page = read_labelled(path.read_text(encoding="utf-8"))
    assert page.text not in {one.text for _, one in LABELLED}
    drafts = read_page(page.text)
    right = [expected(each) for each in page.values]
    if [said(draft.review) for draft in drafts] == right:
        return
    doubted = {one.line.span.line for draft in drafts for one in draft.doubts}
    for wanted in right[len(drafts) :]:  # the title of a review that is not told from the others
        lines = page.text.split("\n")
        assert any(str(wanted["work"]) in lines[line - 1] for line in doubted)
    assert len(drafts) <= len(right)
    for draft, wanted in zip(drafts, right, strict=False):
        review, found = draft.review, said(draft.review)
        if any(found[key] != wanted[key] for key in ("work", "season", "tagline")):
            assert review.title.span.line in doubted
        if found["verdict"] != wanted["verdict"]:
            assert doubted if review.verdict is None else review.verdict.span.line in doubted


def test_most_pages_of_unlearned_layouts_have_the_right_values() -> None:
    right = 0
    for path in UNSEEN:
        page = read_labelled(path.read_text(encoding="utf-8"))
        drafts = read_page(page.text)
        right += [said(one.review) for one in drafts] == [expected(each) for each in page.values]
    assert len(UNSEEN) >= 24
    assert right / len(UNSEEN) >= 0.6


# -- nothing is invented ----------------------------------------------------------------------

_DIGITS = re.compile(r"\d+")
_IN_WORDS = re.compile(r"[%％★⭐☆½¼¾*]")
_STARS = [fold(word) for one in built_in().vocabularies for word in one.words("score", "stars")]
"""The format says the maximum of percents and of stars."""

_CJK = "\u3000"
"""Scripts from here on have no spaces around the words for numbers: `第二期は`."""


def _assert_nothing_is_invented(draft: Draft, page: str) -> None:
    """Each name is words of the page, each number is digits of it, stars or a word for a number."""
    review, words = draft.review, built_in()
    text = " ".join(page.split())
    names = [review.title.text, review.work, review.tagline, review.metadata.author]
    names += [one.aspect for one in review.ratings] + [one.title for one in review.episodes]
    names += [field.value for field in review.metadata.extra]
    for name in filter(None, names):
        assert all(part in text for part in name.split()), name
    digits = {int(one) for one in _DIGITS.findall(text)}
    spelled = {words.season_numbers.get(fold(one)) for one in re.findall(r"[^\W\d_]+", text)}
    unspaced = {n for word, n in words.season_numbers.items() if word >= _CJK and word in text}
    numbers = {*digits, *spelled, *unspaced}
    is_drawn = _IN_WORDS.search(text) is not None or any(one in fold(text) for one in _STARS)
    for node in walk(review):
        if isinstance(node, Score) and not is_drawn:
            for value in (node.value, node.out_of):
                assert {int(one) for one in _DIGITS.findall(str(value))} <= numbers, node
    seasons = {review.season, *(guide.season for guide in review.guides)} - {None}
    assert all(season in numbers or str(season) in text for season in seasons)
    for episode in review.episodes:
        if episode.number is not None:
            assert {int(one) for one in _DIGITS.findall(str(episode.number))} <= numbers
    day = review.metadata.published
    if day is not None:
        assert {day.day, day.year} <= digits


_NAVIGATION = (
    "Home | TV",
    "Menu",
    "Share",
    "Page 2 of 9",
    "© 2019",
    "More like this",
    "12 comments",
)


def _dropped(lines: list[str], chance: random.Random) -> list[str]:
    return [line for line in lines if chance.random() > 0.2]


def _shuffled(lines: list[str], chance: random.Random) -> list[str]:
    return chance.sample(lines, len(lines))


def _joined(lines: list[str], chance: random.Random) -> list[str]:
    return [*lines, "", *chance.choice(LABELLED)[1].text.split("\n")]


def _closed_up(lines: list[str], _chance: random.Random) -> list[str]:
    return [line for line in lines if line]


def _surrounded(lines: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(lines) + 1)
    return [*lines[:at], *chance.sample(_NAVIGATION, 3), *lines[at:]]


def _renumbered(lines: list[str], chance: random.Random) -> list[str]:
    return [_DIGITS.sub(lambda one: str(chance.randrange(int(one[0]) + 2)), one) for one in lines]


def _cut(lines: list[str], chance: random.Random) -> list[str]:
    return [
        line[: chance.randrange(len(line) + 1)] if chance.random() < 0.2 else line for line in lines
    ]


_GROWTHS: tuple[Callable[[list[str], random.Random], list[str]], ...] = (
    *(_dropped, _shuffled, _joined, _closed_up, _surrounded, _renumbered, _cut),
)


@IN_WHOLE
@given(st.integers(0, 2**32))
def test_grown_pages_invent_nothing(seed: int) -> None:
    chance = random.Random(seed)
    lines = chance.choice(LABELLED)[1].text.split("\n")
    for grow in chance.sample(_GROWTHS, chance.randrange(1, 4)):
        lines = grow(lines, chance)
    page = "\n".join(lines)
    for draft in read_page(page):
        _assert_nothing_is_invented(draft, page)


def test_labelled_pages_invent_nothing() -> None:
    for _, page in LABELLED[::9]:
        for draft in read_page(page.text):
            _assert_nothing_is_invented(draft, page.text)


# -- time -------------------------------------------------------------------------------------


def _seconds(text: str) -> float:
    start = time.process_time()
    read_page(text)
    return time.process_time() - start


@pytest.mark.parametrize(
    "block",
    [
        "\tE1\tE2\nS1\t7/10\t8/10\n",
        "| 1 | 2 |\n|---|---|\n",
        "Story | 7/10\n",
        "four out of five stars\n\n",
        "Review: Fog, la, la\n\n",
        "a, b, c / d | 3 May 2020 | e\n",
        "1x01 - 7\n",
    ],
)
@IN_WHOLE
def test_many_lines_of_a_kind_end(block: str) -> None:
    assert _seconds(f"Fog Review\n\n{block * 1000}") < 15  # about half a second


@pytest.mark.parametrize("piece", ["| 7/10 ", "7/10\t", "*", "four of ", ", ", "review ", "...."])
def test_a_long_line_of_a_kind_ends(piece: str) -> None:
    line = piece * (60_000 // len(piece))
    assert _seconds(f"Fog Review\n\n{line}\n{line}\n") < 10
