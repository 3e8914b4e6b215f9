"""`convert` to the formats that hold a table: what is written where, and what is left out."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pyarrow.parquet as arrow_parquet
import pytest

from reviewfmt.cli import run
from reviewfmt.columns import formats, gathering
from reviewfmt.columns.schema import TABLES

FOG = "Fog Season 1 Review\n\nAuthor: Ana\n\nEpisode 1: Pier -| 4/5\n\nVerdict: 7/10\n"
BROKEN = "Foam Review\n\nVerdict: 12/10\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for number in range(3):
        text = FOG.replace("Season 1", f"Season {number + 1}")
        (tmp_path / "in" / f"fog-{number}.review").write_text(text)
    return tmp_path


class Told:
    """What a run has written to standard output and standard error."""

    def __init__(self, capfd: pytest.CaptureFixture[str], *arguments: str) -> None:
        self.code = run(arguments)
        sys.stdout.flush()
        self.out, self.err = capfd.readouterr()


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_folder_gets_both_tables(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = Told(capfd, "convert", "in", "-t", "csv", "-o", "out")
    assert (told.code, told.out) == (0, "")
    assert told.err == "reviewfmt: out/reviews.csv, out/episodes.csv: 3 reviews\n"
    for name, table in TABLES.items():
        rows = rows_of((folder / "out" / f"{name}.csv").read_text("utf-8"))
        assert len(rows) == 3
        assert tuple(rows[0]) == table.names
        assert [row["source"] for row in rows] == [f"in/fog-{at}.review" for at in range(3)]


@pytest.mark.parametrize(
    "output", ["all.csv", "all.jsonl", "all.ndjson", "all.parquet", "./all.CSV"]
)
def test_a_file_gets_the_table_of_reviews(
    output: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert Told(capfd, "convert", "in", "-o", output).code == 0
    data = (folder / output).read_bytes()
    if output.endswith("parquet"):
        assert arrow_parquet.read_table(folder / output)["season"].to_pylist() == [1, 2, 3]
    else:
        assert data.count(b"\n") == 3 + (b"source,position" in data)
        assert b"Season 3" in data


def test_a_file_gets_the_table_that_is_named(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for output in ("e.csv", "out/"):
        told = Told(capfd, "convert", "in", "-t", "csv", "--table", "episodes", "-o", output)
        assert told.code == 0
    assert (folder / "e.csv").read_bytes() == (folder / "out" / "episodes.csv").read_bytes()
    assert rows_of((folder / "e.csv").read_text())[0]["title"] == "Pier"
    assert not (folder / "out" / "reviews.csv").exists()


def test_a_table_goes_to_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    told = Told(capfd, "convert", "in", "-t", "jsonl", "--table", "episodes")
    assert told.err == ""
    assert [json.loads(line)["season"] for line in told.out.splitlines()] == [1, 2, 3]
    assert len(rows_of(Told(capfd, "convert", "in", "-t", "csv", "-o", "-").out)) == 3


def test_parquet_goes_to_a_pipe(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(("convert", "in", "-t", "parquet", "-o", "-")) == 0
    sys.stdout.flush()
    data = capfdbinary.readouterr().out
    assert arrow_parquet.read_table(io.BytesIO(data)).num_rows == 3


def test_documents_of_other_formats_are_rows_too(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(("convert", "in/fog-1.review", "-o", "fog.md", "--quiet")) == 0
    assert run(("convert", "in/fog-2.review", "-o", "fog.json", "--quiet")) == 0
    capfd.readouterr()
    told = Told(capfd, "convert", "fog.json", "fog.md", "in/fog-0.review", "-t", "csv")
    assert [row["season"] for row in rows_of(told.out)] == ["3", "2", "1"]


def test_fields_are_set_in_every_row(capfd: pytest.CaptureFixture[str]) -> None:
    told = Told(capfd, "convert", "in", "-t", "csv", "--metadata", "author==Eve")
    assert {row["author"] for row in rows_of(told.out)} == {"'=Eve"}


def test_a_review_with_errors_is_left_out(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "fog-1.review").write_text(BROKEN)
    told = Told(capfd, "convert", "in", "-o", "all.csv")
    assert told.code == 1
    assert "in/fog-1.review:3:10" in told.err
    assert "RF105" in told.err
    assert told.err.endswith("reviewfmt: all.csv: 2 reviews, 1 left out\n")
    assert len(rows_of((folder / "all.csv").read_text())) == 2


def test_what_cannot_be_read_is_left_out(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "fog-1.review").unlink()
    (folder / "in" / "fog-1.review").symlink_to(folder / "gone")
    told = Told(capfd, "convert", "in", "none.review", "-o", "all.csv")
    assert told.code == 2
    assert "none.review: no such file or folder" in told.err
    assert "RF100" in told.err
    assert len(rows_of((folder / "all.csv").read_text())) == 2


@pytest.mark.parametrize(
    "options", [("-o", "all.csv"), ("-t", "parquet", "-o", "out"), ("-t", "csv")]
)
def test_nothing_is_written_where_no_review_is_read(
    options: tuple[str, ...], folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty").mkdir()
    (folder / "bad").mkdir()
    (folder / "bad" / "a.review").write_text(BROKEN)
    before = sorted(folder.iterdir())
    told = Told(capfd, "convert", "empty", *options)
    assert (told.code, told.out) == (1, "")
    assert "there is no review to make a table of" in told.err
    told = Told(capfd, "convert", "bad", *options)
    assert (told.code, told.out) == (1, "")
    assert "no table was written" in told.err
    assert sorted(folder.iterdir()) == before


def test_fail_fast_writes_no_half_of_a_table(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "in" / "fog-1.review").write_text(BROKEN)
    told = Told(capfd, "convert", "in", "-o", "all.csv", "--fail-fast")
    assert told.code == 1
    assert "stopped after in/fog-1.review" in told.err
    assert not (folder / "all.csv").exists()


def test_strict_leaves_out_what_loses_something(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = "# Fog Review\n\n<video src='a.mp4'></video>\n\nCalm.\n\n**Verdict:** 7/10\n"
    (folder / "fog.md").write_text(page)
    told = Told(capfd, "convert", "fog.md", "in", "-o", "all.csv", "--verbose")
    assert told.code == 0
    assert "RF506" in told.err
    told = Told(capfd, "convert", "fog.md", "in", "-o", "strict.csv", "--strict")
    assert told.code == 1
    assert "fog.md: left out because of --strict" in told.err
    assert len(rows_of((folder / "strict.csv").read_text())) == 3


def test_findings_are_listed_as_json(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "fog-1.review").write_text(BROKEN)
    told = Told(capfd, "convert", "in", "-o", "all.csv", "--output-format", "json", "-q")
    assert (told.code, told.err) == (1, "")
    assert "RF105" in {one["code"] for one in json.loads(told.out)}


# -- what is there ------------------------------------------------------------------------


@pytest.mark.parametrize("force", [False, True])
def test_a_file_of_others_is_replaced_by_force_alone(
    force: bool, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "all.csv").write_text("mine")
    options = ("--force",) if force else ()
    told = Told(capfd, "convert", "in", "-o", "all.csv", *options)
    assert told.code == (0 if force else 2)
    assert ((folder / "all.csv").read_text() == "mine") is not force
    if not force:
        assert told.err.endswith("has no mark of an output of reviewfmt; --force replaces it\n")
    assert Told(capfd, "convert", "in", "-o", "all.csv").code == (0 if force else 2)


def test_a_folder_remembers_its_tables(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def convert(*options: str) -> int:
        return Told(capfd, "convert", "in", "-t", "csv", "-o", "out", *options).code

    assert convert() == 0
    (folder / "in" / "fog-0.review").unlink()
    assert convert() == 0, "what we wrote is replaced"
    assert len(rows_of((folder / "out" / "episodes.csv").read_text())) == 2
    (folder / "out" / "episodes.csv").write_text("changed")
    before = (folder / "out" / "reviews.csv").read_bytes()
    (folder / "in" / "fog-1.review").unlink()
    assert convert() == 2
    assert (folder / "out" / "reviews.csv").read_bytes() == before, "one without the other"
    assert convert("--force") == 0
    listed = json.loads((folder / "out" / ".reviewfmt.json").read_text())
    assert "reviews.csv" in json.dumps(listed)


def test_a_place_that_cannot_be_written_is_reported(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "file").write_text("x")
    told = Told(capfd, "convert", "in", "-t", "csv", "-o", "file/all.csv")
    assert told.code == 2
    assert "file/all.csv: cannot be written" in told.err
    told = Told(capfd, "convert", "in", "-t", "csv", "-o", "file/")
    assert told.code == 2
    assert "cannot be written" in told.err


def test_the_order_is_that_of_the_files_however_many_processes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gathering, "_FEW", 4)
    for number in range(3, 30):
        text = FOG.replace("Season 1", f"Season {number + 1}")
        (folder / "in" / f"fog-{number}.review").write_text(text)
    (folder / "in" / "fog-7.review").write_text(BROKEN)
    for jobs in ("1", "2"):
        assert Told(capfd, "convert", "in", "-o", f"{jobs}.csv", "-j", jobs).code == 1
    assert (folder / "1.csv").read_bytes() == (folder / "2.csv").read_bytes()
    assert len(rows_of((folder / "1.csv").read_text())) == 29


def test_a_path_that_is_no_text_is_spelled_out(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    name = b"fog\xff.review".decode("utf-8", "surrogateescape")
    try:
        (folder / name).write_text(FOG)
    except OSError:
        pytest.skip("this file system takes no such name")
    told = Told(capfd, "convert", name, "-t", "csv")
    assert rows_of(told.out)[0]["source"] == "fog\\xff.review"


# -- what does not go together ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("-o", "a.csv", "--profile", "hugo"), "--profile is for the front matter of Markdown"),
        (("-o", "a.csv", "--theme", "serif"), "--theme is for pages and books"),
        (("-o", "a.csv", "--seen", "5"), "--seen is for what is published, and csv is a table"),
        (("-o", "a.csv", "--lenient"), "--lenient is for what is published"),
        (("-t", "csv", "-o", "out", "--prune"), "--prune is for outputs that have a source each"),
        (("-o", "a.csv", "--watch"), "--watch is for outputs that have a source each"),
        (("-o", "a.html", "--table", "reviews"), "--table is for csv, jsonl, parquet"),
        (("-t", "parquet"), "parquet is binary; give -o FILE"),
        (("-t", "csv", "--output-format", "json"), "cannot both go to standard output"),
        (("-t", "parquett", "-o", "a"), 'did you mean "parquet"?'),
        (("-f", "csv", "-o", "a.json"), "csv can only be written"),
    ],
    ids=str,
)
def test_what_does_not_go_together_is_refused(
    options: tuple[str, ...], told: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = sorted(folder.iterdir())
    found = Told(capfd, "convert", "in", *options)
    assert found.code == 2
    assert told in found.err
    assert sorted(folder.iterdir()) == before


def test_a_table_is_no_input(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "a.csv").write_text("a")
    told = Told(capfd, "convert", "a.csv", "-t", "json")
    assert told.code == 2
    assert "a.csv: csv can only be written" in told.err
    told = Told(capfd, "convert", "in/fog-0.review", "-t", "csv", "-o", "in/fog-0.review")
    assert told.code == 2
    assert "an output never replaces one" in told.err


def test_a_missing_package_is_named(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(formats.NotInstalledError):
        formats.see_to("pyarrow", "parquet")
    told = Told(capfd, "convert", "in", "-o", "a.parquet")
    assert told.code == 2
    asked = 'parquet needs pyarrow, which is not installed: pip install "reviewfmt[columns]"'
    assert asked in told.err
    assert Told(capfd, "convert", "in", "-t", "csv").code == 0, "csv needs no extra"
