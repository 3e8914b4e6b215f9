"""docs/convert.md: its table names the programs of the tests."""

from __future__ import annotations

import re
from pathlib import Path

from reviewfmt.converter import FORMATS
from tests.consumers import CONSUMERS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "convert.md").read_text(encoding="utf-8")


def test_the_table_names_every_format_that_is_shown() -> None:
    table = PAGE.partition("<!-- consumers -->")[2].partition("<!-- /consumers -->")[0]
    rows = re.findall(r"^\| ([a-z, ]+) \| .+ \|$", table, re.MULTILINE)
    named = [name for row in rows for name in row.split(", ")]
    assert len(named) == len(set(named))
    assert set(named) == CONSUMERS.keys() | {"html", "epub"}
    assert set(named) | {"review", "json", "markdown", "plain"} == set(FORMATS)
