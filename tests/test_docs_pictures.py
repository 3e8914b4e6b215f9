"""The pictures of the documents: each is one that the script takes, is small, and is shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.pictures import LARGEST, PICTURES, ROWS, Picture

ROOT = Path(__file__).parents[1]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
SHOWN = re.compile(r"!\[([^\]]*+)\]\((?:docs/)?pictures/([^)\s]++)\)")


def test_each_picture_is_one_that_the_script_takes() -> None:
    assert {path.name for path in PICTURES.iterdir()} == {f"{row.name}.webp" for row in ROWS}
    assert len({row.name for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_picture_is_small(row: Picture) -> None:
    data = (PICTURES / f"{row.name}.webp").read_bytes()
    assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    assert len(data) <= LARGEST


def test_a_document_shows_no_picture_that_is_not_there() -> None:
    shown = [
        (said, name)
        for document in DOCUMENTS
        for said, name in SHOWN.findall(document.read_text(encoding="utf-8"))
    ]
    assert shown
    assert {name for _, name in shown} <= {f"{row.name}.webp" for row in ROWS}
    assert all(said for said, _ in shown), "a picture says in words what it shows"
