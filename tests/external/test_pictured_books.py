"""Books that hold pictures, held to the standard by epubcheck."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reviewfmt.converter import write
from tests.test_books import lay
from tests.test_checkers import checked
from tests.test_pictures import shown


def test_a_book_with_pictures_is_one(tmp_path: Path) -> None:
    lay(tmp_path, {"a.png": "png", "img/b.jpg": "jpg", "c.gif": "gif", "d.webp": "webp"})
    addresses = ["a.png", "img/b.jpg", "c.gif", "d.webp", "a.png"]
    review = shown(addresses, "A pier", "It is *calm*.")
    review = replace(review, metadata=replace(review.metadata, cover="a.png"))
    book = tmp_path / "fog.epub"
    book.write_bytes(write(review, "epub", folder=str(tmp_path)))
    found = checked(book)
    assert found["messages"] == []
    assert found["returncode"] == 0
