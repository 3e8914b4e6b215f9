"""Which reviews are about one work, and the order of an index of works."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.parser import parse
from reviewfmt.publish.works import About, about, grouped, sort_key, twice

DATA = Path(__file__).parent / "data" / "shelf" / "works.toml"
CASES = tomllib.loads(DATA.read_text("utf-8"))["case"]


def reviews(case: dict[str, Any]) -> list[About]:
    fields = case.get("fields") or [""] * len(case["titles"])
    texts = (
        f"{title}\n\n{field}\n\nIt is calm.\n\n• Verdict - 6/10\n"
        for title, field in zip(case["titles"], fields, strict=True)
    )
    return [about(parse(text).review) for text in texts]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_works(case: dict[str, Any]) -> None:
    every = reviews(case)
    assert grouped(every) == case["groups"]
    assert twice(every) == [tuple(pair) for pair in case.get("twice", [])]


def test_the_order_of_the_files_changes_no_group() -> None:
    every = [one for case in CASES[:8] for one in reviews(case)]
    groups = {frozenset(every[at] for at in places) for places in grouped(every)}
    backwards = every[::-1]
    assert {frozenset(backwards[at] for at in one) for one in grouped(backwards)} == groups


def test_many_reviews_of_one_name_take_linear_time() -> None:
    every = [About("Fog", "series", at, "en", (("tmdb", str(at)),)) for at in range(20_000)]
    begun = time.process_time()
    assert len(grouped(every)) == len(every)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("name", ["", " ", "The", "The ", "L’", "ال", "…", "日本", "١٢"])
def test_any_name_has_a_place(name: str) -> None:
    for language in ("en", "fr", "ar", None, "x-harbour"):
        assert sort_key(name, language) == sort_key(name, language)
        assert sort_key(name, language)[1] == name
