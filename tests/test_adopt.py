"""`reviewfmt adopt`: drafts of reviews from other people's pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from reviewfmt import check, loads
from reviewfmt.cli import main
from reviewfmt.diagnostic import Severity
from reviewfmt.pages import read_page, write_draft
from scripts.labelled import pages

PAGE = """Home | Reviews | News

Fog Harbour Season 2 Review

By Ana Lima on March 3, 2021

The second year opens where the first one shut the door, and it takes its time to go in.

Verdict: 8/10

Share on Facebook
"""
NO_MAXIMUM = """Fog Harbour Review

It is a small show about a large harbour, and it ends as it began, in the fog.

Overall: 8
"""


def _adopt(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["adopt", *arguments, "-o", str(folder / "reviews")])


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "fog.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_page_becomes_a_review(page: Path) -> None:
    done = _adopt(page.parent, str(page))
    assert done.exit_code == 0, done.output
    text = (page.parent / "reviews" / "fog.review").read_text(encoding="utf-8")
    review = loads(text)
    assert (review.work, review.season, str(review.verdict.score)) == ("Fog Harbour", 2, "8/10")  # type: ignore[union-attr]
    assert review.metadata.author == "Ana Lima"
    assert [one.text for one in review.boilerplate] == [
        "Home | Reviews | News",
        "Share on Facebook",
    ]
    assert not [one for one in check(text) if one.severity is Severity.ERROR]


def test_a_doubt_is_a_warning_and_a_comment_at_its_line(tmp_path: Path) -> None:
    page = tmp_path / "fog.txt"
    page.write_text(NO_MAXIMUM, encoding="utf-8")
    done = _adopt(tmp_path, str(page))
    assert done.exit_code == 0
    assert f"{page}:5:1: warning: RF601 left out: a number without a maximum" in done.output
    text = (tmp_path / "reviews" / "fog.review").read_text(encoding="utf-8")
    assert (
        "\n% page, line 5: left out: a number without a maximum is not a score: Overall: 8" in text
    )
    review = loads(text)
    assert review.verdict is None
    assert review.metadata.status == "draft"
    assert "8" not in text.replace("Overall: 8", "").replace("line 5", "")
    assert _adopt(tmp_path, str(page), "--force", "--strict").exit_code == 1


def test_a_comment_stands_above_the_line_in_doubt() -> None:
    """A doubted paragraph keeps its place, and its comment is right above it."""
    page = f"{PAGE}\nVerdict: If you like fog at all, this is one for you.\n"
    (draft,) = read_page(page, least=1.01)
    lines = write_draft(draft).split("\n")
    at = next(k for k, line in enumerate(lines) if line.startswith("The second year"))
    assert lines[at - 1].startswith("% page, line 7: taken for a paragraph")


def test_several_reviews_are_several_drafts(tmp_path: Path) -> None:
    page = tmp_path / "fog.txt"
    page.write_text(PAGE + PAGE.replace("Fog Harbour Season 2", "Salt Row Season 3"))
    done = _adopt(tmp_path, str(page), "-q")
    assert done.exit_code == 0, done.output
    folder = tmp_path / "reviews"
    assert sorted(one.name for one in folder.iterdir()) == ["fog-2.review", "fog.review"]
    assert loads((folder / "fog-2.review").read_text()).work == "Salt Row"


def test_a_file_that_is_there_stays_without_force(page: Path) -> None:
    target = page.parent / "reviews" / "fog.review"
    target.parent.mkdir()
    target.write_text("mine")
    done = _adopt(page.parent, str(page))
    assert done.exit_code == 1
    assert "--force replaces it" in done.output
    assert target.read_text() == "mine"
    assert _adopt(page.parent, str(page), "--force").exit_code == 0
    assert loads(target.read_text()).work == "Fog Harbour"
    assert _adopt(page.parent, str(page)).exit_code == 0  # what would be written is there


def test_a_second_review_never_replaces_a_draft_of_the_same_run(tmp_path: Path) -> None:
    two = tmp_path / "fog.txt"
    two.write_text(PAGE + PAGE.replace("Fog Harbour Season 2", "Salt Row Season 3"))
    other = tmp_path / "fog-2.txt"
    other.write_text(PAGE.replace("Fog Harbour", "Glass Row"))
    done = _adopt(tmp_path, str(two), str(other), "--force")
    assert done.exit_code == 1
    assert loads((tmp_path / "reviews" / "fog-2.review").read_text()).work == "Salt Row"


def test_a_page_without_a_score_is_a_review_if_its_title_says_so(tmp_path: Path) -> None:
    told = "".join(f"<p>The fog of week {at} is thicker than all before.</p>" for at in range(3))
    page = tmp_path / "page.html"
    page.write_text(f"<!DOCTYPE html><html><body><h1>Fog</h1>{told}</body></html>")
    done = _adopt(tmp_path, str(page))
    assert done.exit_code == 1
    assert "RF602 no review was found: a title (Fog), but no score, and no word" in done.output
    assert "\n  help: if the page is a review, add the word “Review” to its title\n" in done.output
    page.write_text(f"<!DOCTYPE html><html><body><h1>Fog Review</h1>{told}</body></html>")
    assert _adopt(tmp_path, str(page)).exit_code == 0
    assert loads((tmp_path / "reviews" / "page.review").read_text()).work == "Fog"


@pytest.mark.parametrize(
    "title",
    [
        "Fog (Season 2): well",
        "Fog Season 2 Finds Its Voice",
        "Fog Season 2: well",
        "Fog – Season 2 (Lamp)",
    ],
)
def test_a_text_without_a_score_is_a_review_if_its_title_names_a_season(
    tmp_path: Path, title: str
) -> None:
    told = [f"<p>The fog of week {at} is thicker than all before.</p>" for at in range(3)]
    page = tmp_path / "page.html"
    start = f"<!DOCTYPE html><html><body><h1>{title}</h1>"
    page.write_text(f"{start}{told[0]}</body></html>")
    assert "RF602 no review was found: a title" in _adopt(tmp_path, str(page)).output
    page.write_text(f"{start}{''.join(told)}</body></html>")
    assert _adopt(tmp_path, str(page)).exit_code == 0
    review = loads((tmp_path / "reviews" / "page.review").read_text())
    assert (review.work, review.season, review.metadata.status) == ("Fog", 2, "draft")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "the page is empty"),
        ("\n \t\n", "the page is empty"),
        ("<!DOCTYPE html><html><body><p>Hello.</p></body></html>", "no review was found"),
        ("8/10\n", "no review was found"),
    ],
)
def test_a_page_with_no_review_is_refused(tmp_path: Path, text: str, why: str) -> None:
    page = tmp_path / "page.txt"
    page.write_text(text)
    done = _adopt(tmp_path, str(page))
    assert done.exit_code == 1
    assert f"{page}:1:1: error: RF602 {why}" in done.output
    assert not (tmp_path / "reviews").exists()


def test_one_page_that_fails_does_not_stop_the_others(page: Path) -> None:
    done = _adopt(page.parent, str(page.parent / "missing.txt"), str(page))
    assert done.exit_code == 2
    assert "RF100" in done.output
    assert (page.parent / "reviews" / "fog.review").is_file()


def test_a_folder_that_cannot_be_made_ends_with_two(page: Path) -> None:
    (page.parent / "reviews").write_text("a file")
    done = _adopt(page.parent, str(page))
    assert done.exit_code == 2
    assert "cannot be" in done.output


def test_one_draft_goes_to_standard_output(page: Path) -> None:
    done = CliRunner().invoke(main, ["adopt", str(page), "-o", "-"])
    assert done.exit_code == 0
    assert loads(done.stdout).work == "Fog Harbour"
    assert sorted(page.parent.iterdir()) == [page]


def test_standard_output_takes_one_draft(page: Path) -> None:
    other = page.with_name("salt.txt")
    many = CliRunner().invoke(main, ["adopt", str(page), str(other), "-o", "-"])
    folder = CliRunner().invoke(main, ["adopt", str(page.parent), "-o", "-"])
    page.write_text(PAGE + PAGE.replace("Fog Harbour Season 2", "Salt Row Season 3"))
    two = CliRunner().invoke(main, ["adopt", str(page), "-o", "-"])
    assert [one.exit_code for one in (many, folder, two)] == [2, 2, 1]
    assert [one.stdout for one in (many, folder, two)] == ["", "", ""]
    assert f"{page}: 2 reviews are on this page; give -o FOLDER for a draft of each" in two.stderr


@pytest.mark.parametrize(
    "arguments", [["a/fog.txt", "b/fog.txt"], ["fog.txt", "--min-confidence", "101"], []]
)
def test_what_cannot_be_asked_ends_with_two(tmp_path: Path, arguments: list[str]) -> None:
    assert _adopt(tmp_path, *arguments).exit_code == 2


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(b"Fog Review\n\n\xff\xfe\xfd broken\n")
    done = _adopt(tmp_path, str(page))
    assert done.exit_code == 1
    assert "RF118" in done.output


def test_every_draft_of_a_labelled_page_with_a_title_has_a_text() -> None:
    for name, page in pages()[::10]:
        for draft in read_page(page.text):
            if not draft.review.title.text:
                continue  # of these `adopt` says that no review was found
            review = loads(write_draft(draft))
            kept = replace(draft.review, metadata=review.metadata, comments=review.comments)
            assert review == kept, name


_POOL = sorted({line for _, page in pages()[::9] for line in page.text.split("\n")})


@given(st.lists(st.one_of(st.sampled_from(_POOL), st.text(max_size=40)), max_size=20))
def test_any_draft_with_a_title_has_a_text(lines: list[str]) -> None:
    for draft in read_page("\n".join(lines)):
        if draft.review.title.text:
            assert loads(write_draft(draft)).title == draft.review.title
