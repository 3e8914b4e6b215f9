"""`query`: what SQL over reviews and Parquet gives, and what it cannot do."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pyarrow.parquet as arrow_parquet
import pytest

from reviewfmt.cli import run
from reviewfmt.cli.query import FORMATS
from reviewfmt.columns import sql
from reviewfmt.columns.printed import DEEPEST
from reviewfmt.columns.results import distinct
from reviewfmt.columns.schema import TABLES
from reviewfmt.columns.sql import _query_error

DATA = Path(__file__).parent / "data" / "columns"
CASES = tomllib.loads((DATA / "queries.toml").read_text(encoding="utf-8"))["case"]
FOG = "Fog Season 1 Review\n\nAuthor: Ana\n\nEpisode 1: =Pier -| 4/5\n\nVerdict: 7/10\n"
FILES = {
    "in/fog-1.review": FOG,
    "in/fog-2.review": FOG.replace("Season 1", "Season 2").replace("7/10", "9/10"),
    "in/mist.review": FOG.replace("Fog Season 1", "Mist").replace("7/10", "A-"),
    "secret.csv": "a,b\n1,2\n",
}
WORKS = "SELECT work, season FROM reviews ORDER BY ALL"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


class Told:
    """What a run has written to standard output and standard error."""

    def __init__(self, capfd: pytest.CaptureFixture[str], *arguments: str) -> None:
        self.code = run(("query", *arguments))
        sys.stdout.flush()
        self.out, self.err = capfd.readouterr()


@pytest.fixture
def parquet(folder: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    assert run(("convert", "in", "-t", "parquet", "-o", "tables", "--quiet")) == 0
    return folder / "tables"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_query(case: dict[str, Any], folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = sorted(folder.rglob("*"))
    found = Told(capfd, case["query"], "in", "--format", "csv")
    if "told" in case:
        assert (found.code, found.out) == (2, "")
        assert case["told"] in found.err
        assert case.get("not_told", "\0") not in found.err
    else:
        assert (found.code, found.err) == (0, "")
        assert found.out == case["out"]
    assert sorted(folder.rglob("*")) == before


NESTS = {"a list": ("[", "]"), "a struct": ("{'a': ", "}"), "a map": ("MAP {'a': ", "}")}


@pytest.mark.parametrize("kind", NESTS)
@pytest.mark.parametrize("format", ["csv", "json", "table", "parquet"])
def test_values_nest_so_deep_and_no_deeper(
    kind: str, format: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    begin, end = NESTS[kind]
    for depth in (DEEPEST, DEEPEST + 1, 450):
        query = f"SELECT {begin * depth}1{end * depth} AS x"
        found = Told(capfd, query, "in", "--format", format, "-o", f"{depth}.out")
        wanted = "" if depth <= DEEPEST else "reviewfmt: query: the column x holds values that are "
        assert found.code == (2 if wanted else 0)
        assert found.err.startswith(wanted)
        assert found.err.count("\n") == bool(wanted)
        assert (folder / f"{depth}.out").exists() == (not wanted)


def test_an_error_shows_its_line(capfd: pytest.CaptureFixture[str]) -> None:
    told = Told(capfd, "SELECT work,\n  verdit\nFROM reviews", "in")
    assert told.err.splitlines()[1:] == ["    verdit", "    ^"]
    told = Told(capfd, f"SELECT {'1, ' * 100}nope FROM reviews", "in")
    line, mark = told.err.splitlines()[1:]
    assert line[mark.index("^") :].startswith("nope")
    assert len(line) < 120


# -- what is asked ----------------------------------------------------------------------------


def test_parquet_gives_what_its_reviews_give(
    parquet: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    answers = []
    for paths in (("in",), ("tables",), (*map(str, parquet.glob("*.parquet")),)):
        query = "SELECT * FROM reviews JOIN episodes USING (source, position, work) ORDER BY 1"
        told = Told(capfd, query, *paths, "--format", "json")
        assert told.code == 0
        answers.append(json.loads(told.out))
    assert answers[0] == answers[1] == answers[2]
    assert len(answers[0]) == 3


def test_reviews_and_parquet_are_asked_together(
    parquet: Path, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "more.review").write_text(FOG.replace("Fog", "Tide"))
    told = Told(capfd, WORKS, "more.review", "tables")
    assert told.out == "work,season\r\nFog,1\r\nFog,2\r\nMist,\r\nTide,1\r\n"


def test_a_folder_of_reviews_does_not_count_its_parquet_too(
    parquet: Path, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    parquet.rename(folder / "in" / "tables")
    told = Told(capfd, "SELECT count(*) AS n FROM reviews", "in")
    assert told.out == "n\r\n3\r\n"
    said = "left out, because its folder has reviews; name the file to include it"
    assert told.err.count(said) == 2
    told = Told(capfd, "SELECT count(*) AS n FROM reviews", "in", "in/tables/reviews.parquet")
    assert told.out == "n\r\n6\r\n"


def test_folders_of_parquet_may_be_parts(
    parquet: Path, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    table = arrow_parquet.read_table(parquet / "reviews.parquet")
    for year, rows in (("2023", table.slice(0, 1)), ("2024", table.slice(1))):
        part = folder / "parts" / f"year={year}"
        part.mkdir(parents=True)
        arrow_parquet.write_table(rows, part / "part-0.parquet")
    told = Told(capfd, "SELECT year, count(*) AS n FROM reviews GROUP BY 1 ORDER BY 1", "parts")
    assert told.out == "year,n\r\n2023,1\r\n2024,2\r\n"
    extra = table.append_column("losses", [["a", "b", "c"]])
    (folder / "parts" / "year=2025").mkdir()
    arrow_parquet.write_table(extra, folder / "parts" / "year=2025" / "part-0.parquet")
    told = Told(capfd, "SELECT count(*) AS n, count(losses) AS more FROM reviews", "parts")
    assert told.out == "n,more\r\n6,3\r\n"


def test_a_table_of_another_name_is_a_view(
    parquet: Path, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    table = arrow_parquet.read_table(parquet / "reviews.parquet").select(["source"])
    named = table.replace_schema_metadata({b"reviewfmt.table": b"records"})
    arrow_parquet.write_table(named, folder / "records.parquet")
    told = Told(capfd, "SELECT count(*) AS n FROM records", "records.parquet")
    assert told.out == "n\r\n3\r\n"


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_its_columns_where_nothing_is_in_it(
    name: str, parquet: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (other,) = (one for one in TABLES if one != name)
    told = Told(capfd, f"SELECT * FROM {name}", f"tables/{other}.parquet")
    assert told.out == ",".join(TABLES[name].names) + "\r\n"


def test_a_query_comes_from_a_file_or_standard_input(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "q.sql").write_text(WORKS)
    (folder / "bad.sql").write_text("SELECT\nnope FROM reviews")
    whole = "work,season\r\nFog,1\r\nFog,2\r\nMist,\r\n"
    assert Told(capfd, "-f", "q.sql", "in").out == whole
    stdin = io.TextIOWrapper(io.BytesIO(WORKS.encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert Told(capfd, "-", "in").out == whole
    assert "bad.sql:2:1: referenced column" in Told(capfd, "-f", "bad.sql", "in").err
    told = Told(capfd, "-f", "gone.sql", "in")
    assert told.code == 2
    assert "gone.sql: the file cannot be read: no such file or directory" in told.err


# -- what is written --------------------------------------------------------------------------


def test_every_format_is_written(capfd: pytest.CaptureFixture[str]) -> None:
    assert Told(capfd, WORKS, "in", "--format", "json").out == (
        '[\n{"work": "Fog", "season": 1},\n{"work": "Fog", "season": 2},\n'
        '{"work": "Mist", "season": null}\n]\n'
    )
    assert Told(capfd, f"{WORKS} LIMIT 1", "in", "--format", "jsonl").out == (
        '{"work": "Fog", "season": 1}\n'
    )
    assert Told(capfd, WORKS, "in", "--format", "markdown").out == (
        "| work | season |\n| ---- | -----: |\n| Fog  |      1 |\n| Fog  |      2 |\n"
        "| Mist |        |\n"
    )
    assert Told(capfd, WORKS, "in", "--format", "table").out == (
        "work   season\n─────────────\nFog         1\nFog         2\nMist\n"
    )
    values = (
        "SELECT 'infinity'::DATE d, 1234567890123456789.50::DECIMAL(38, 2) n, true b,"
        " 'nan'::DOUBLE x, MAP {DATE '2020-01-02': [0.1::FLOAT]} m"
    )
    assert Told(capfd, values, "in", "--format", "jsonl").out == (
        '{"d": "infinity", "n": 1234567890123456789.50, "b": true, "x": null, '
        '"m": {"2020-01-02": [0.1]}}\n'
    )
    assert Told(capfd, values, "in", "--format", "markdown").out.splitlines()[2] == (
        '| infinity | 1234567890123456789.50 | true | nan | {"2020-01-02": \\[0.1]} |'
    )
    none = Told(capfd, "SELECT work FROM reviews LIMIT 0", "in", "--format", "json")
    assert json.loads(none.out) == []


@pytest.mark.parametrize("suffix", [one for row in FORMATS.values() for one in row])
def test_the_suffix_tells_the_format(
    suffix: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (form,) = (name for name, suffixes in FORMATS.items() if suffix in suffixes)
    assert Told(capfd, WORKS, "in", "-o", f"a{suffix}").code == 0
    assert Told(capfd, WORKS, "in", "-o", "b", "--format", form).code == 0
    assert (folder / f"a{suffix}").read_bytes() == (folder / "b").read_bytes()
    if form == "parquet":
        assert arrow_parquet.read_table(folder / "b")["season"].to_pylist() == [1, 2, None]


def test_a_file_is_replaced_by_force_alone(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "a.csv").write_text("mine")
    told = Told(capfd, WORKS, "in", "-o", "a.csv")
    assert (told.code, (folder / "a.csv").read_text()) == (2, "mine")
    assert "--force replaces it" in told.err
    assert Told(capfd, WORKS, "in", "-o", "a.csv", "--force").code == 0
    assert Told(capfd, WORKS, "in", "-o", "a.csv").code == 0, "it holds the very answer"
    told = Told(capfd, "SELECT nope", "in", "-o", "a.csv", "--force")
    assert told.code == 2
    assert (folder / "a.csv").read_bytes().startswith(b"work,season"), "half-written"


def test_a_long_table_ends_with_how_many_follow(capfd: pytest.CaptureFixture[str]) -> None:
    told = Told(capfd, "SELECT * FROM range(2500)", "in", "--format", "table")
    assert told.out.splitlines()[-2:] == [f"  {999}", "1,500 more rows; --format csv writes all"]


def test_nothing_that_a_terminal_obeys_is_in_a_table(capfd: pytest.CaptureFixture[str]) -> None:
    told = Told(
        capfd, "SELECT chr(27) || '[31m' AS \"a\x1b\", 'b\nc' AS b", "in", "--format", "table"
    )
    assert "\x1b" not in told.out
    assert len(told.out.splitlines()) == 3


def test_markdown_keeps_what_marks_mean_nothing_in(capfd: pytest.CaptureFixture[str]) -> None:
    told = Told(capfd, "SELECT 'a|b *c* [d](e) _f_ g_h <b>' AS x", "in", "--format", "markdown")
    line = told.out.splitlines()[2]
    assert line == r"| a\|b \*c\* \[d](e) \_f\_ g_h \<b> |"


def test_names_are_distinct() -> None:
    assert distinct(["a", "a", "a_2", "a"]) == ["a", "a_2", "a_2_2", "a_3"]


@pytest.mark.parametrize("output", ["in/mist.review", "link.csv", "tables/reviews.parquet"])
def test_an_output_never_replaces_an_input(
    output: str, parquet: Path, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "link.csv").symlink_to(folder / "in" / "fog-1.review")
    before = (folder / output).read_bytes()
    given = ("in", "tables", "-o", output, "--force", "--format", "csv")
    told = Told(capfd, WORKS, *given)
    assert told.code == 2
    assert f"{output} is an input, and an output never replaces one" in told.err
    assert (folder / output).read_bytes() == before


@pytest.mark.parametrize(
    ("value", "type_"),
    [
        ("INTERVAL 1 DAY", "INTERVAL"),
        ("[INTERVAL 1 DAY]", "INTERVAL[]"),
        ("1::UNION(a INTEGER, b VARCHAR)", "UNION(a INTEGER, b VARCHAR)"),
    ],
)
def test_a_type_that_parquet_has_not_is_named(
    value: str, type_: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = Told(capfd, f"SELECT 1 AS n, {value} AS x", "in", "-o", "z.parquet")
    assert told.code == 2
    assert f'the column x, {type_}; CAST("x" AS VARCHAR)' in told.err
    assert not (folder / "z.parquet").exists()


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_two_columns_of_one_name(
    form: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = Told(capfd, "SELECT 1 AS a, 2 AS a", "in", "-o", "b", "--format", form)
    assert told.code == 0
    data = (folder / "b").read_bytes()
    if form == "parquet":
        assert arrow_parquet.read_table(folder / "b").column_names == ["a", "a_2"]
    else:
        assert data == (b"a,a_2\r\n1,2\r\n" if form == "csv" else b'[\n{"a": 1, "a_2": 2}\n]\n')


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_error_has_its_place_whatever_is_written(
    form: str, capfd: pytest.CaptureFixture[str]
) -> None:
    told = Told(capfd, "SELECT work,\n  verdit FROM reviews", "in", "-o", "b", "--format", form)
    assert told.err.startswith('reviewfmt: query:2:3: referenced column "verdit" not found')


@pytest.mark.parametrize("query", ["SELECT 1; SELECT 2", "SELECT FROM", "ATTACH 'a.db'"])
def test_a_query_is_parsed_before_a_file_is_read(
    query: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "in" / "mist.review").write_text("Mist Review\n\nVerdict: 12/10\n")
    told = Told(capfd, query, "in")
    assert told.code == 2
    assert "mist.review" not in told.err


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("SELECT clause without a table", "SELECT clause without a table"),
        ("Referenced column x", "referenced column x"),
        ("A lone letter", "A lone letter"),
        ("UNION types", "UNION types"),
    ],
)
def test_the_first_letter_of_a_keyword_stays(said: str, shown: str) -> None:
    assert str(_query_error("", said)) == shown


def test_only_the_views_are_listed(parquet: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for paths in (("in",), ("tables",), ("in", "tables")):
        assert Told(capfd, "SHOW TABLES", *paths).out == "name\r\nepisodes\r\nreviews\r\n"


# -- what goes wrong --------------------------------------------------------------------------


def test_a_review_with_errors_is_left_out(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "mist.review").write_text("Mist Review\n\nVerdict: 12/10\n")
    told = Told(capfd, WORKS, "in")
    assert told.code == 1
    assert "in/mist.review:3:10" in told.err
    assert told.out == "work,season\r\nFog,1\r\nFog,2\r\n"
    told = Told(capfd, WORKS, "in", "--fail-fast", "-j1")
    assert (told.code, told.out) == (1, "")
    assert "the query was not run" in told.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("SELECT 1",), "no path is given"),
        (("in", "in"), "in is a path, expected a query first"),
        (("SELECT 1", "gone"), "gone: no such file or folder"),
        (("-", "-"), "standard input cannot be both the query and a review"),
        (("SELECT 1", "in", "-o", "a.xlsx"), 'no format has the suffix ".xlsx"'),
        (("SELECT 1", "short.parquet"), "short.parquet: not a Parquet file, or cut short"),
        (("SELECT 1", "other.parquet"), "which the table of reviews has"),
        (("SELECT 1", "secret.csv"), "csv can only be written"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_refused(
    arguments: tuple[str, ...],
    told: str,
    parquet: Path,
    folder: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    data = (parquet / "reviews.parquet").read_bytes()
    (folder / "short.parquet").write_bytes(data[: len(data) // 2])
    table = arrow_parquet.read_table(parquet / "reviews.parquet")
    arrow_parquet.write_table(table.drop(["verdict_share"]), folder / "other.parquet")
    found = Told(capfd, *arguments)
    assert (found.code, found.out) == (2, "")
    assert told in found.err


def test_a_page_of_parquet_that_is_broken_is_reported(
    parquet: Path, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = (parquet / "reviews.parquet").read_bytes()
    (folder / "broken.parquet").write_bytes(data[:4] + b"\xff" * 1_000 + data[1_004:])
    told = Told(capfd, "SELECT * FROM reviews", "broken.parquet", "-o", "a.csv")
    assert told.code == 2
    assert told.err.startswith("reviewfmt: query: ")
    assert not (folder / "a.csv").exists()


def test_a_folder_without_reviews_is_reported(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty").mkdir()
    told = Told(capfd, "SELECT 1", "empty")
    assert (told.code, told.out) == (1, "")
    assert "empty: no *.review, *.parquet file in this folder" in told.err
    assert "there is no review to query" in told.err


def test_a_missing_package_is_named(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    told = Told(capfd, "SELECT 1", "in")
    assert told.code == 2
    assert 'not installed: pip install "reviewfmt[columns]"' in told.err


@pytest.mark.parametrize("arguments", [("query", "SELECT * FROM range(9999)"), ("convert",)])
def test_a_full_disk_is_reported(arguments: tuple[str, ...], folder: Path) -> None:
    resource = pytest.importorskip("resource")

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))

    command = [sys.executable, "-m", "reviewfmt", *arguments, "in", "-o", "out.csv"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=small)
    assert done.returncode == 2
    assert done.stderr.startswith("reviewfmt: no room for the table in ")
    assert not (folder / "out.csv").exists()


ENDLESS = (
    "SELECT count(*) FROM range(100000000) a, range(1000000) b WHERE a.range * b.range % 7 = 3",
    "SELECT a.range FROM range(100000000) a, range(1000000) b",
)


def test_a_query_that_needs_too_much_memory_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sql, "MEMORY", "100MB")
    greedy = "SELECT list(r) FROM range(50000000) t(r)"
    assert run(["query", greedy, "in", "--format", "csv"]) == 2
    assert capsys.readouterr().err == (
        "reviewfmt: query: the query needs more than 100MB of the memory; ask for less, or "
        "in parts\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="there are no signals")
def test_an_endless_pivot_ends_with_a_signal(folder: Path) -> None:
    query = f"PIVOT (SELECT a.range % 7 AS k {ENDLESS[1][15:]}) ON k USING count(*)"
    command = [sys.executable, "-m", "reviewfmt", "query", query, "in", "-o", "out.parquet"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            time.sleep(3)
            assert process.poll() is None
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=20)
        finally:
            process.kill()
    assert process.returncode == 143
    assert err.strip() == ""


@pytest.mark.skipif(os.name == "nt", reason="there are no signals")
@pytest.mark.parametrize("query", ENDLESS)
def test_an_endless_query_ends_with_an_interrupt(query: str, folder: Path) -> None:
    command = [sys.executable, "-m", "reviewfmt", "query", query, "in", "-o", "out.csv"]
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # as in a terminal
    ) as process:
        try:
            time.sleep(2)
            assert process.poll() is None
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode == 130
    assert err.strip() == ""
    assert not (folder / "out.csv").exists()


def test_rows_come_no_longer_than_somebody_reads_them(folder: Path) -> None:
    query = "SELECT range FROM range(10000000000)"
    command = [sys.executable, "-m", "reviewfmt", "query", query, "in", "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            assert process.stdout.readline() == b"range\r\n"
            process.stdout.close()
            assert process.wait(30) == 0
            assert process.stderr.read() == b""
        finally:
            process.kill()
