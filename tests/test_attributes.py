"""Lists of attributes in Markdown go, and what a reader would see of them is reported."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.converter import read_document
from reviewfmt.converter.markdown.attributes import without_attributes
from reviewfmt.document import write_json
from reviewfmt.writer import dumps
from tests.accounting import missing, said_by
from tests.test_archive_places import _told

_FILE = Path(__file__).parent / "data" / "accounting" / "attributes.toml"
CASES = tomllib.loads(_FILE.read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_lists_of_attributes(case: dict[str, Any]) -> None:
    source = case["source"].lstrip()
    reading = read_document(source.encode(), "markdown")
    assert [_told(one) for one in reading.losses] == case["found"]
    assert dumps(reading.review) == case["review"].lstrip()
    told = [one.message for one in reading.losses]
    assert missing(said_by(source.encode(), "markdown"), write_json(reading.review), told) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_line_stays_in_its_place(case: dict[str, Any]) -> None:
    assert without_attributes(case["source"]).count("\n") == case["source"].count("\n")


def test_a_fence_keeps_its_braces() -> None:
    text = "```\n{: .x}\n*a*{: .y}\n```\n{: .z}\n"
    assert without_attributes(text) == "```\n{: .x}\n*a*{: .y}\n```\n\n"


def test_a_comment_that_nothing_closes_stays() -> None:
    text = "{::comment}\nIt is calm.\n"
    assert without_attributes(text) == text
