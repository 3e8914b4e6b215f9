"""A page is an h-review, as readers of microformats read it."""

from __future__ import annotations

from typing import Any

import pytest

from reviewfmt.converter import write
from tests.test_structured import CASES, review_of


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
        if name in {"name", "author", "rating", "best", "published", "item", "summary"}
    }
    assert read_ == case["properties"]
