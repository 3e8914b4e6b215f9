"""Compact JSON: the same text with orjson and without."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewfmt.converter import compact
from reviewfmt.converter.structured import script
from reviewfmt.model import Score
from reviewfmt.parser import parse

orjson = pytest.importorskip("orjson")

_PLAIN = st.floats(min_value=0.0001, max_value=1e15).filter(lambda number: "e" not in repr(number))
_DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | _PLAIN | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


def _without(monkeypatch: pytest.MonkeyPatch, data: object) -> bytes:
    with monkeypatch.context() as patched:
        patched.setattr(compact, "_orjson", lambda: None)
        return compact.compact(data)


@given(data=_DATA)
def test_data_is_the_same_text_with_orjson_and_without(data: Any) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        made = _without(monkeypatch, data)
    assert compact.compact(data) == made
    assert json.loads(made) == data


@pytest.mark.parametrize(
    "data", ["\ud800", {"\udfff": 1}, 2**64, [[[]]], json.loads("[" * 400 + "]" * 400)]
)
def test_what_orjson_does_not_write_is_written(data: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert json.loads(compact.compact(data)) == data
    assert compact.compact(data) == _without(monkeypatch, data)


@pytest.mark.parametrize("score", ["7.5/10", "0.00001/5", "99.99/100", "3/5"])
def test_linked_data_is_the_same_text_with_orjson_and_without(
    score: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Numbers that would need an exponent are texts: two programs spell it in two ways."""
    review = parse(f"Fog Review – “Grey” <b>\n\nIt is calm.\n\n• Verdict - {score}\n").review
    assert review.verdict is not None
    assert isinstance(review.verdict.score, Score)
    quick = script(review)
    with monkeypatch.context() as patched:
        patched.setattr(compact, "_orjson", lambda: None)
        assert script(review) == quick
    said = json.loads(quick)["reviewRating"]["ratingValue"]
    assert Decimal(str(said)) == pytest.approx(review.verdict.score.value)
