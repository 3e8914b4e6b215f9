"""The ratios of a run, as a table and a chart."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import results
from benchmarks.measure import Row

ROWS = [
    Row("a loop / ours", 18.04, 16, least=True),
    Row("first < second run", 9.5, 20, least=True),
    Row("memory", 1.04, 1.1),
    Row("no target", 2.0),
]
TABLE = """\
| What | Ratio | Target |
|---|---:|---:|
| a loop / ours | 18.04 | ≥ 16 |
| first < second run | 9.50 | ≥ 20 |
| memory | 1.04 | ≤ 1.1 |
| no target | 2.00 |  |
"""


def test_a_row_knows_whether_it_is_missed() -> None:
    assert [row.is_missed for row in ROWS] == [False, True, False, False]
    assert str(ROWS[1]).endswith("9.50  (at least 20: NO)")
    assert str(ROWS[2]).endswith("1.04  (at most 1.1: yes)")


def test_the_table_and_the_chart_are_written(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Above\n\n<!-- speed -->\nold\n<!-- /speed -->\n\nBelow\n", encoding="utf-8")
    results.write("speed", "How fast", ROWS, tmp_path / "made", page)
    assert (tmp_path / "made/speed.md").read_text(encoding="utf-8") == TABLE
    said = page.read_text(encoding="utf-8")
    assert said == f"Above\n\n<!-- speed -->\n{TABLE}<!-- /speed -->\n\nBelow\n"

    chart = ElementTree.fromstring((tmp_path / "made/speed.svg").read_text(encoding="utf-8"))
    names = {one.tag.rpartition("}")[2] for one in chart.iter()}
    assert {"title", "desc", "rect"} <= names
    bars = [one for one in chart.iter() if one.get("class") == "bar"]
    lengths = [float(one.get("width", "0")) for one in bars]
    assert len(lengths) == 2
    assert lengths[0] / lengths[1] == pytest.approx(18.04 / 9.5, rel=0.01)


def test_a_page_has_one_place_for_a_table() -> None:
    with pytest.raises(ValueError, match="0 places named speed"):
        results.placed("text", "speed", TABLE)


def test_the_page_shows_the_ratios_that_are_kept() -> None:
    kept = (results.FOLDER / "archive.md").read_text(encoding="utf-8")
    page = results.PAGE.read_text(encoding="utf-8")
    assert results.placed(page, "archive", kept) == page
    assert "../benchmarks/results/archive.svg" in page
