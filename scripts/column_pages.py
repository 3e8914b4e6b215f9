"""Writes the tables of columns into docs/columns.md, from the schema."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from reviewfmt.columns.schema import TABLES, Table

PAGE = Path(__file__).resolve().parent.parent / "docs" / "columns.md"


def rows(table: Table) -> Iterator[str]:
    yield "| Column | Type | May be missing | What it is |"
    yield "| --- | --- | --- | --- |"
    for one in table.columns:
        missing = "yes" if one.nullable else ""
        yield f"| `{one.name}` | {one.type} | {missing} | {one.doc} |"


def rendered(text: str) -> str:
    """Return the text of the page with up-to-date tables."""
    for table in TABLES.values():
        start, end = f"<!-- {table.name} -->", f"<!-- /{table.name} -->"
        before, rest = text.split(start)
        _, after = rest.split(end)
        text = f"{before}{start}\n{chr(10).join(rows(table))}\n{end}{after}"
    return text


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    if sys.argv[1:] == ["--check"]:
        sys.exit(rendered(text) != text)
    PAGE.write_text(rendered(text), encoding="utf-8")
