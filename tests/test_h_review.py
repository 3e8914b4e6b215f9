"""A page is an h-review, as readers of microformats read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reviewfmt.converter import write
from reviewfmt.converter.structured import structured_data
from reviewfmt.parser import parse
from reviewfmt.source import decode
from tests.test_structured import CASES, SAMPLES, review_of


@pytest.mark.parametrize(
    "case", [one for one in CASES if "properties" in one], ids=lambda case: case["name"]
)
def test_a_page_is_an_h_review(case: dict[str, Any]) -> None:
    mf2py = pytest.importorskip("mf2py", reason="mf2py is not installed")
    found = mf2py.parse(doc=write(review_of(case["review"]), "html").decode())["items"]
    (review,) = (one for one in found if one["type"] == ["h-review"])
    said = review["properties"]
    read_ = {
        name: [one["properties"]["name"][0] if isinstance(one, dict) else one for one in values]
        for name, values in said.items()
        if name not in {"content", "lang"}
    }
    assert read_ == case["properties"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_page_of_a_sample_is_one_h_review(path: Path) -> None:
    mf2py = pytest.importorskip("mf2py", reason="mf2py is not installed")
    review = parse(decode(path.read_bytes())).review
    found = mf2py.parse(doc=write(review, "html", language="en").decode())["items"]
    assert [one["type"] for one in found] == [["h-review"]]
    said = found[0]["properties"]
    (item,) = said["item"]
    data = structured_data(review, "en")
    assert said["name"] == [data["name"]]
    assert item["properties"]["name"] == [review.title.work]
    rating = data.get("reviewRating", {})
    best = rating.get("bestRating")
    if isinstance(best, int):
        assert [float(one) for one in said["rating"]] == [rating["ratingValue"]]
        assert [float(one) for one in said["best"]] == [best]
    assert "content" in said
