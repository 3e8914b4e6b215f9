"""docs/many-files.md: its numbers and names are those of the program."""

from __future__ import annotations

from pathlib import Path

from reviewfmt.batch import cache, fingerprint
from reviewfmt.batch.watching import INSTALL
from reviewfmt.cli import check

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "many-files.md").read_text(encoding="utf-8")


def test_the_page_has_the_numbers_and_names() -> None:
    assert f"fewer than {check.MANY} files" in PAGE
    assert f"`{cache.NAME}`" in PAGE
    assert f"`{INSTALL}`" in PAGE
    assert fingerprint.STILL == 2_000_000_000
    assert "unchanged for two seconds" in PAGE
