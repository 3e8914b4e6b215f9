"""The examples on the page of the rule, and the fields."""

from __future__ import annotations

import re

import pytest
from reviewfmt_streaming import RULES

from reviewfmt import check
from reviewfmt.plugin import Settings

SETTINGS = Settings(select=("STREAM", "RF7"), plugins=("stream",))


@pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])
def test_the_examples_of_the_page(rule) -> None:
    bad, found, good = re.findall(r"```\w+\n(.*?)```", rule.doc, re.DOTALL)
    assert [str(one) for one in check(bad, settings=SETTINGS)] == found.splitlines()
    assert check(good, settings=SETTINGS) == []


@pytest.mark.parametrize(
    ("field", "codes"),
    [
        ("Streaming: Nimbus", []),
        ("streaming bei: harbour+", []),
        ("Streaming: Nimbsu", ["RF702"]),
        ("Streaming since: 2024-03-01", []),
        ("Streaming since: spring", ["RF702"]),
    ],
)
def test_the_values_of_the_fields(field: str, codes: list[str]) -> None:
    text = f"A Show Review\n\nLanguage: en\n{field}\n\nVerdict: 8/10\n"
    assert [one.code for one in check(text, settings=SETTINGS)] == codes
