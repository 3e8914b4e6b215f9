"""Writes the table of formats into docs/convert.md."""

from __future__ import annotations

import sys
from pathlib import Path

from reviewfmt.converter import FORMATS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "convert.md"
START, END = "<!-- formats -->", "<!-- /formats -->"


def rendered(text: str) -> str:
    """Return the text of the page with an up-to-date table."""
    rows = ["| Format | Suffixes | Reads | Writes |", "| --- | --- | --- | --- |"]
    for row in FORMATS.values():
        suffixes = " ".join(f"`{suffix}`" for suffix in row.suffixes)
        reads, writes = ("yes" if able else "" for able in (row.reads, row.writes))
        rows.append(f"| {row.name} | {suffixes} | {reads} | {writes} |")
    before, rest = text.split(START)
    _, after = rest.split(END)
    return f"{before}{START}\n{chr(10).join(rows)}\n{END}{after}"


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    if sys.argv[1:] == ["--check"]:
        sys.exit(rendered(text) != text)
    PAGE.write_text(rendered(text), encoding="utf-8")
