"""docs/corpus.md and docs/scale.md: their tables and numbers are those of the program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.cli.corpus import command
from reviewfmt.columns.schema import REVIEWS as OF_REVIEWS
from reviewfmt.columns.schema import Column
from reviewfmt.corpus import cluster, inputs
from reviewfmt.corpus.cutting import PART
from reviewfmt.corpus.job import FILE
from reviewfmt.corpus.records import ADDRESS_FIELDS, DATE_FIELDS, TEXT_FIELDS, Limits
from reviewfmt.corpus.tables import FINDINGS, RECORDS, REVIEWS, TABLES

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "corpus.md").read_text(encoding="utf-8")
SCALE = (DOCS / "scale.md").read_text(encoding="utf-8")


def shown(columns: tuple[Column, ...]) -> str:
    """Return a table of columns as Markdown."""
    rows = [
        f"| `{one.name}` | {one.type}{', or none' if one.nullable else ''} | {one.doc} |"
        for one in columns
    ]
    return "\n".join(["| Column | Type | Meaning |", "|---|---|---|", *rows]) + "\n"


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("reviews", REVIEWS.columns[len(OF_REVIEWS.columns) :]),
        ("records", RECORDS.columns),
        ("findings", FINDINGS.columns),
    ],
)
def test_the_page_has_the_columns(name: str, columns: tuple[Column, ...]) -> None:
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", PAGE, re.DOTALL)
    assert found is not None
    assert found[1] == shown(columns)


def test_the_page_has_the_suffixes_the_fields_and_the_files() -> None:
    for suffix in (
        ".jsonl",
        ".ndjson",
        ".parquet",
        ".warc",
        ".warc.gz",
        ".wet",
        ".wet.gz",
        ".html",
    ):
        assert suffix in inputs.SUFFIXES
        assert f"`{suffix}`" in PAGE
    for names in (TEXT_FIELDS, ADDRESS_FIELDS, DATE_FIELDS):
        assert ", ".join(f"`{one}`" for one in names[:-1]) + f" and `{names[-1]}`" in " ".join(
            PAGE.split()
        )
    assert FILE in PAGE
    assert all(f"  {one.name}/part-00000.parquet" in PAGE for one in TABLES)


def test_the_page_has_the_options_and_the_numbers() -> None:
    options = {name for one in command.params for name in one.opts}
    named = set(re.findall(r"`(--[a-z-]+)", PAGE))
    assert named <= options
    missing = {"--field", "--kind", "--part", "--seconds", "--memory", "--workers", "--scheduler"}
    assert missing <= named
    defaults: dict[str, Any] = {one.name: one.default for one in command.params}
    assert defaults["part"] == PART == 20_000
    assert f"A part has {PART:,} records" in PAGE
    assert Limits() == Limits(defaults["seconds"], defaults["memory"] * 1024**2)
    assert "more than 60 seconds (`--seconds`) or 2 GiB of memory (`--memory`)" in PAGE
    assert f"within {cluster.PATIENCE:g} seconds" in PAGE
    assert cluster.LONELY == 60


def test_the_query_of_the_page_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import duckdb

    from reviewfmt.cli import run
    from tests.corpora import done, page, text

    for at, one in enumerate((text(1), page(0))):
        (tmp_path / f"{at}.{'html' if at else 'review'}").write_text(one, encoding="utf-8")
    done([tmp_path / "0.review", tmp_path / "1.html"], tmp_path / "tables")
    found = re.search(r"^    (SELECT address.*?)\n\n", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None
    capsys.readouterr()
    assert run(["query", found[1], str(tmp_path / "tables"), "--format", "csv"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "address,title,verdict"
    assert ",Lantern Bay 1 Season 2 Review,1/10" in told
    (files,) = re.findall(r"`('tables/reviews/[^`]*)`", PAGE)
    files = files.replace("'tables/", f"'{tmp_path}/tables/")
    rows = duckdb.connect().execute(f"SELECT title, verdict FROM {files}").fetchall()
    assert ("Lantern Bay 1 Season 2 Review", "1/10") in rows


def test_small_parts_can_be_written_together(tmp_path: Path) -> None:
    import duckdb

    from tests.corpora import done, json_lines, text

    path = json_lines(tmp_path / "a.jsonl", [text(at) for at in range(9)])
    done([path], tmp_path / "tables" / "one", 2)
    found = re.search(r"`(COPY .*?)`", SCALE, re.DOTALL)
    assert found is not None
    sql = (
        found[1].replace("'tables/", f"'{tmp_path}/tables/").replace("'reviews'", f"'{tmp_path}/r'")
    )
    there = duckdb.connect()
    there.execute(sql)
    counted = there.execute(f"SELECT count(*) FROM '{tmp_path}/r/*.parquet'").fetchall()
    assert counted == [(9,)]


def test_the_page_of_sizes_names_what_is_there() -> None:
    assert f"{PART:,} records" in SCALE
    assert "python -m benchmarks.scale" in SCALE
    assert (DOCS.parent / "benchmarks" / "scale.py").is_file()
