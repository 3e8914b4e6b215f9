"""Documents with no verdict: a review is read as a draft, and anything else is refused."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.converter import read_document
from reviewfmt.diagnostic import ReviewError

DATA = Path(__file__).parent / "data" / "read" / "unfinished.toml"
CASES: list[dict[str, Any]] = tomllib.loads(DATA.read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_document_without_a_verdict(case: dict[str, Any]) -> None:
    data = case["source"].encode()
    if "refused" in case:
        with pytest.raises(ReviewError) as caught:
            read_document(data, case["format"])
        assert [one.code for one in caught.value.diagnostics] == [case["refused"]]
        return
    reading = read_document(data, case["format"])
    assert reading.review.verdict is None
    assert reading.review.metadata.status == case["status"]
    assert [f"{one.code} {one.message}" for one in reading.losses] == case["losses"]
