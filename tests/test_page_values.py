"""What lines and tables of other people's pages say: titles, bylines, scores, grids, maxima."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.cli import main
from reviewfmt.pages import read_page, titles
from reviewfmt.pages.assemble import assemble
from reviewfmt.pages.bylines import holds_day, read_byline
from reviewfmt.pages.decode import Decoded
from reviewfmt.pages.entries import read_entry
from reviewfmt.pages.lines import read_text
from reviewfmt.pages.looks import look
from reviewfmt.pages.page import page_of
from reviewfmt.pages.scores import around, find
from reviewfmt.syntax.classification import classify
from reviewfmt.syntax.words import built_in

PAGES = Path(__file__).parent / "data" / "pages"
DATA = tomllib.loads((PAGES / "values.toml").read_text(encoding="utf-8"))
WORDS = built_in()


@pytest.mark.parametrize("row", DATA["titles"], ids=lambda row: row[0])
def test_a_title_is_read(row: list[Any]) -> None:
    text, work, season, tagline = row
    named = titles.read(text, WORDS)
    assert (named.work, named.season or 0, named.tagline or "") == (work, season, tagline)


@pytest.mark.parametrize("row", DATA["bylines"], ids=lambda row: row[0])
def test_a_byline_is_read(row: list[str]) -> None:
    text, author, date = row
    read = read_byline(text, WORDS)
    assert read is not None
    assert (read.author or "", read.date or "") == (author, date)


@pytest.mark.parametrize("text", DATA["no_bylines"])
def test_what_is_no_byline_is_none(text: str) -> None:
    assert read_byline(text, WORDS) is None


@pytest.mark.parametrize("row", DATA["scores"], ids=lambda row: row[0])
def test_a_score_is_found(row: list[str]) -> None:
    text, score, before = row
    said = find(text, classify(text, WORDS), WORDS)
    assert said is not None
    assert isinstance(said.value, tuple)
    assert "{}/{}".format(*said.value) == score
    assert around(text, said)[0] == before


@pytest.mark.parametrize(("text", "grade"), DATA["graded"])
def test_a_grade_in_brackets_ends_a_line(text: str, grade: str) -> None:
    said = find(text, classify(text, WORDS), WORDS)
    assert ("" if said is None else said.value) == grade


@pytest.mark.parametrize(("text", "is_held"), DATA["days"])
def test_a_line_holds_a_day(text: str, is_held: bool) -> None:
    assert holds_day(text, WORDS) is is_held


@pytest.mark.parametrize("text", DATA["no_scores"])
def test_what_is_no_score_is_none(text: str) -> None:
    assert find(text, classify(text, WORDS), WORDS) is None


@pytest.mark.parametrize("text", ["Episode 3 (of 12)", "Part 2 (of 5)", "Disc 1 [of 2]"])
def test_a_part_of_several_has_no_value(text: str) -> None:
    said = find(text, classify(text, WORDS), WORDS)
    assert said is None or said.value is None


@pytest.mark.parametrize("row", DATA["entries"], ids=lambda row: row[0])
def test_an_entry_is_read(row: list[str]) -> None:
    text, *right = row
    (line,) = read_text(text)
    episode, *_ = read_entry(line, look(line, WORDS), WORDS)
    found = (episode.label, episode.number, episode.title, episode.score)
    assert [str(one or "") for one in found] == right


def test_a_score_below_the_name_of_an_aspect_is_its_rating() -> None:
    """Whatever its label is: only the name of a verdict above a score makes it one."""
    page = page_of("Fog Review\n\nMusic\n9/10\n\nVerdict\n8/10\n")
    labels = ("title", "name", "verdict", "name", "verdict")
    (draft,) = assemble(page, [Decoded(label, 1.0, "") for label in labels], WORDS)
    assert [(one.aspect, str(one.score)) for one in draft.review.ratings] == [("Music", "9/10")]
    assert str(draft.review.verdict.score) == "8/10"  # type: ignore[union-attr]


def test_the_name_in_the_line_of_a_score_counts_more_than_the_line_above() -> None:
    page = page_of("Fog Review\n\nThe sound of it\nMusic: 9/10\n\nStory\nScore: 8/10\n")
    labels = ("title", "name", "rating", "name", "rating")
    (draft,) = assemble(page, [Decoded(label, 1.0, "") for label in labels], WORDS)
    ratings = [(one.aspect, str(one.score)) for one in draft.review.ratings]
    assert ratings == [("Music", "9/10"), ("Story", "8/10")]
    assert [one.heading.text for one in draft.review.sections if one.heading] == ["The sound of it"]


@pytest.mark.parametrize(
    ("top", "label", "share", "doubts"),
    [
        ("Television review", "site", 0.6, {(3, "unsure"), (1, "other-title")}),
        ("Television review", "heading", 1.0, {(1, "other-title")}),
        ("Television review", "site", 1.0, set()),
        ("Wren Street season 1 review – a very small murder", "heading", 1.0, set()),
    ],
)
def test_a_title_is_in_doubt_where_another_line_may_be_it(
    top: str, label: str, share: float, doubts: set[tuple[int, str]]
) -> None:
    page = page_of(f"{top}\n\nWren Street season 1 review\n\nVerdict: 8/10\n")
    rows = (("title", 1.0), (label, share), ("verdict", 1.0))
    (draft,) = assemble(page, [Decoded(*row, "title") for row in rows], WORDS, 0.9)
    assert {(one.line.span.line, one.why) for one in draft.doubts} == doubts


TOP = "Harbour Nights Review\n\nIt is a small show about a large harbour, and it ends in the fog.\n"


def _guides(text: str, maximum: int | None) -> tuple[list[Any], set[tuple[int, str]]]:
    (draft,) = read_page(text, WORDS.with_more((), {}, maximum))
    guides = [
        [
            str(guide.season),
            str(guide.score or "-"),
            [[str(one.number), str(one.score or "-")] for one in guide.episodes],
        ]
        for guide in draft.review.guides
    ]
    return guides, {(one.line.span.line, one.why) for one in draft.doubts}


@pytest.mark.parametrize("grid", DATA["grids"], ids=lambda grid: grid["name"])
def test_a_grid_is_read(grid: dict[str, Any]) -> None:
    text = f"{TOP}\n{grid['page']}\nVerdict: 8/10\n"
    guides, doubts = _guides(text, grid.get("maximum"))
    if grid.get("none"):
        assert all(season == "None" for season, _, _ in guides)
        return
    assert guides == grid["guides"]
    assert doubts == {tuple(one) for one in grid.get("doubts", [])}


@pytest.mark.parametrize("case", DATA["maximum"], ids=lambda case: case["line"])
def test_a_number_is_over_the_maximum_of_the_configuration(case: dict[str, str]) -> None:
    text = f"{TOP}\n{case['line']}\n"
    (draft,) = read_page(text, WORDS.with_more((), {}, 10))
    found = draft.review.verdict
    assert (None if found is None else str(found.score)) == (
        None if case["verdict"] == "-" else case["verdict"]
    )
    (plain,) = read_page(text, WORDS)
    assert plain.review.verdict is None
    assert plain.doubts


def test_seasons_numbers_and_years_are_over_no_maximum() -> None:
    text = "Harbour Nights Season 2\n\nEpisode 3\n\nIt ends in 2019.\n\nVerdict: 8/10\n"
    (draft,) = read_page(text, WORDS.with_more((), {}, 10))
    review = draft.review
    assert (review.work, review.season, str(review.verdict.score)) == ("Harbour Nights", 2, "8/10")  # type: ignore[union-attr]
    assert all(one.score is None for one in review.episodes)
    assert review.ratings == ()


def test_adopt_reads_the_maximum_of_the_configuration(tmp_path: Path) -> None:
    from click.testing import CliRunner

    page, config = tmp_path / "page.txt", tmp_path / "reviewfmt.toml"
    page.write_text(f"{TOP}\nOverall: 8\n", encoding="utf-8")
    runner, out = CliRunner(), str(tmp_path / "out")
    assert runner.invoke(main, ["adopt", str(page), "-o", out, "--strict"]).exit_code == 1
    config.write_text("maximum = 10\n", encoding="utf-8")
    done = runner.invoke(main, ["adopt", str(page), "-o", out, "--strict", "--force"])
    assert done.exit_code == 0, done.output
    assert "Verdict - 8/10" in (tmp_path / "out" / "page.review").read_text(encoding="utf-8")
    config.write_text("maximum = 0\n", encoding="utf-8")
    done = runner.invoke(main, ["adopt", str(page), "-o", out])
    assert done.exit_code != 0
    assert "reviewfmt.toml:1: " in done.output
