"""docs/books.md: its table is that of the program."""

from __future__ import annotations

import re
from pathlib import Path

from reviewfmt.publish.shelf import ORDERS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "books.md").read_text(encoding="utf-8")


def test_the_table_of_orders_is_whole() -> None:
    table = PAGE.partition("| `--order` |")[2].partition("\n\n")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == ORDERS
