"""How the lines of a page follow each other and stand to its text, as the page reader sees it."""

from __future__ import annotations

import gc
import tomllib
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.pages import read_page
from reviewfmt.pages.features import features
from reviewfmt.pages.page import page_of

DATA = Path(__file__).parent / "data"
CASES = [
    case
    for name in ("page_rhythm.toml", "page_layout.toml")
    for case in tomllib.loads((DATA / name).read_text(encoding="utf-8"))["case"]
]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_where_a_line_stands_is_among_its_features(case: dict[str, Any]) -> None:
    page = page_of(case["text"])
    found = features(page.lines, page.looks)
    for line, name in case["has"]:
        assert name in found[line - 1]
    for line, name in case["lacks"]:
        assert name not in found[line - 1]


@pytest.mark.parametrize(
    ("line", "is_scored"),
    [
        ("ストーリー5", True),
        ("总评 20", True),
        ("总评20", True),
        ("ここまで長い行は点数とは読まない第12", False),
        ("Story5", False),
    ],
)
def test_a_score_may_be_glued_to_its_name_where_words_are(line: str, is_scored: bool) -> None:
    (look,) = page_of(line).looks
    assert (look.said is not None) is is_scored
    assert look.said is None or look.said.value is None


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (
            "Two clerks share an umbrella, and the office is never dry again.\n"
            "The last hour asks one question and walks away from it.\n"
            "My score: 6/10\nNo comments:\nPost a Comment\n",
            "6/10",
        ),
        (
            "Dos escribientes comparten un paraguas, y la oficina no vuelve a estar seca.\n"
            "La última hora hace una pregunta y se marcha sin responder.\n"
            "Mi puntuación: 7/10\nNo hay comentarios:\nPublicar un comentario\n",
            "7/10",
        ),
    ],
)
def test_a_page_without_a_title_makes_a_draft_without_one(text: str, verdict: str) -> None:
    """No sentence is made the title; the draft says that there is none."""
    (draft,) = read_page(text)
    assert draft.review.title.text == ""
    assert str(draft.review.verdict.score) == verdict  # type: ignore[union-attr]
    assert "no-title" in {doubt.why for doubt in draft.doubts}
    assert len(draft.review.boilerplate) == 2


@pytest.mark.parametrize("is_on", [True, False])
def test_reading_leaves_the_collector_as_it_was(is_on: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if is_on else gc.disable)()
        read_page("Fog Harbour Season 2 Review\n\nIt ends in the fog.\n\nVerdict: 8/10\n")
        assert gc.isenabled() is is_on
    finally:
        (gc.enable if was else gc.disable)()
