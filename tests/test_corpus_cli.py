"""`reviewfmt corpus` as users meet it: what it says, what it leaves, how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from reviewfmt.cli import run
from reviewfmt.corpus.tables import TABLES
from tests.budget import IN_WHOLE
from tests.corpora import contents, done, here, json_lines, page, table, text, warc


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do the records in this process: to start another one takes longer than the rest of a test."""
    monkeypatch.setattr(
        "reviewfmt.cli.corpus._engine",
        lambda _given, asked, _limits: lambda cuts: here(cuts, asked),
    )


def _said(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    code = run(["corpus", *map(str, arguments)])
    captured = capsys.readouterr()
    assert captured.out == ""
    return code, captured.err


def test_inputs_become_tables_that_query_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    json_lines(folder / "a.jsonl.gz", [text(at) for at in range(6)])
    warc(folder / "b.warc.gz", [page(at) for at in range(6)], others=True)
    (folder / "c.review").write_text(text(7), encoding="utf-8")
    (folder / "picture.png").write_bytes(b"PNG")
    code, said = _said(capsys, folder, "-o", output, "-j", "1")
    assert said == (
        f"reviewfmt: 13 records in {output}: 7 reviews, 4 drafts, 2 with no review, "
        "6 of other types\n"
    )
    assert code == 0
    sql = "SELECT outcome, count(*) AS n FROM reviews GROUP BY outcome ORDER BY n"
    assert run(["query", sql, str(output), "--format", "csv"]) == 0
    assert capsys.readouterr().out.split() == ["outcome,n", "draft,4", "review,7"]
    assert run(["query", "SELECT count(*) AS n FROM episodes", str(output)]) == 0
    assert capsys.readouterr().out.split() == ["n", "14"]


@pytest.mark.usefixtures("in_process")
def test_tables_below_the_inputs_are_no_inputs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    json_lines(tmp_path / "a.jsonl", [text(1)])
    first = _said(capsys, tmp_path, "-o", tmp_path / "out", "-j", "1")
    assert first[0] == 0
    assert _said(capsys, tmp_path, "-o", tmp_path / "out", "-j", "1") == first


@pytest.mark.usefixtures("in_process")
def test_other_files_in_the_folder_of_the_tables_are_inputs_of_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    json_lines(tmp_path / "a.jsonl", [text(1)])
    code, said = _said(capsys, tmp_path, "-o", tmp_path)
    assert (code, "is not empty and has no corpus" in said) == (2, True)
    for _ in range(2):
        code, said = _said(capsys, tmp_path, "-o", tmp_path, "--force")
        assert (code, "1 record in" in said) == (0, True)
    (tmp_path / "a.jsonl").unlink()
    code, said = _said(capsys, tmp_path, "-o", tmp_path)
    assert code == 2
    assert said == (
        f"reviewfmt: {tmp_path}: contains only the tables of a corpus, which cannot be inputs\n"
    )


@pytest.mark.parametrize("spelt", ["{out}/a.jsonl", "{out}/../out/a.jsonl", "{link}"])
def test_a_named_input_in_the_folder_of_the_tables_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spelt: str
) -> None:
    output = tmp_path / "out"
    output.mkdir()
    json_lines(output / "a.jsonl", [text(1)])
    other = json_lines(tmp_path / "b.jsonl", [text(2)])
    (tmp_path / "link.jsonl").symlink_to(output / "a.jsonl")
    path = spelt.format(out=output, link=tmp_path / "link.jsonl")
    code, said = _said(capsys, other, path, "-o", output, "--force")
    assert code == 2
    assert f"{path}: an input cannot be in the folder of the tables, {output}" in said
    assert [one.name for one in output.iterdir()] == ["a.jsonl"]


@pytest.mark.usefixtures("in_process")
def test_an_input_that_is_spelt_in_several_ways_is_read_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = json_lines(tmp_path / "a.jsonl", [text(1)])
    (tmp_path / "b.jsonl").symlink_to(path)
    monkeypatch.chdir(tmp_path)
    spelt = ("a.jsonl", "./a.jsonl", path, "b.jsonl", f"../{tmp_path.name}/a.jsonl", "*.jsonl")
    code, said = _said(capsys, *spelt, "-o", "out")
    assert (code, said) == (0, "reviewfmt: 1 record in out: 1 review, 0 drafts\n")
    assert table(Path("out"), "records")[0]["file"] == "a.jsonl"


@pytest.mark.usefixtures("in_process")
def test_where_all_records_fail_the_usual_reason_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('no JSON\n{"text": "x"}\n{"text": "y"}\n')
    output = tmp_path / "out"
    code, said = _said(capsys, path, "-o", output, "--field", "nofield")
    assert code == 0
    assert said.splitlines()[1:] == [
        f"reviewfmt: all records failed; the most common reason, as in {path}:2: "
        'no field "nofield"; there is text',
        f"reviewfmt: the column reason of {output}/records has the reason for each record",
    ]
    _, said = _said(capsys, path, "-o", output, "--force")
    assert "all records failed" not in said


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "foo", "odd://127.0.0.1:1"])
def test_a_scheduler_that_is_not_there_costs_no_other_job(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    path = json_lines(tmp_path / "a.jsonl", [text(1)])
    output = tmp_path / "out"
    done([path], output, 9)
    before = contents(output)
    code, said = _said(capsys, path, "-o", output, "--force", "--scheduler", address)
    assert code == 2
    assert address in said
    assert contents(output) == before


@pytest.mark.usefixtures("in_process")
def test_a_damaged_parquet_stops_no_other_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = pyarrow.table({"text": [f"{at:06} {'y' * 40}" for at in range(9)]})
    whole, damaged, empty = (tmp_path / f"{name}.parquet" for name in ("c", "b", "a"))
    pyarrow.parquet.write_table(rows, whole, compression="none", use_dictionary=False)
    damaged.write_bytes(whole.read_bytes().replace(b"000003 " + b"y" * 30, b"\xff" * 37))
    empty.write_bytes(b"")
    code, said = _said(capsys, empty, damaged, whole, "-o", tmp_path / "out")
    assert code == 1
    first, second, last = said.splitlines()
    assert first.startswith(f"{empty}: row 1: not a Parquet file, or cut short")
    assert second.startswith(f"{damaged}: row 4: damaged here, the rest is not read: byte 0xFF")
    assert last.startswith("reviewfmt: 14 records in")


@pytest.mark.usefixtures("in_process")
def test_a_break_is_reported_with_its_place_and_the_rest_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = json_lines(tmp_path / "a.jsonl.gz", [text(at) for at in range(120)])
    path.write_bytes(path.read_bytes()[:-100])
    code, said = _said(capsys, path, "-o", tmp_path / "out", "-j", "1", "--quiet")
    assert code == 1
    rows = table(tmp_path / "out", "records")
    assert said == (
        f"{path}: byte {rows[-1]['offset']}: "
        "the compressed data breaks off here: the file is cut short\n"
    )
    assert len(rows) > 50
    assert [row["outcome"] for row in rows] == ["review"] * (len(rows) - 1) + ["failed"]


@pytest.mark.usefixtures("in_process")
def test_a_record_that_fails_ends_a_strict_run_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "x"}\nno JSON\n')
    assert _said(capsys, path, "-o", tmp_path / "out", "-j", "1")[0] == 0
    code, said = _said(capsys, path, "-o", tmp_path / "out", "-j", "1", "--strict")
    assert code == 1
    assert "2 records" in said
    assert "1 with no review, 1 failed" in said


def test_a_column_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"id": [1], "review": ["x"]}), path)
    code, said = _said(capsys, path, "-o", tmp_path / "out", "--field", "reviews")
    assert code == 2
    assert said == f'reviewfmt: {path}: no column "reviews"; there is id, review\n'
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--jobs", "1", "--workers", "2"], "--jobs and --workers exclude each other"),
        (["--scheduler", "tcp://a:1", "--workers", "2"], "--workers and --scheduler exclude"),
        (["--scheduler", "nowhere"], '"nowhere" is not the address of a scheduler'),
        (["--scheduler", "tcp://127.0.0.1:1"], "no scheduler answers at tcp://127.0.0.1:1"),
        (["--kind", "htm"], 'unknown kind "htm"; did you mean "html"?'),
        (["--kind", "latex"], 'unknown kind "latex"'),
        (["--part", "0"], "0 is not in the range"),
    ],
)
def test_options_that_cannot_be_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    path = json_lines(tmp_path / "a.jsonl", ["x"])
    code, told = _said(capsys, path, "-o", tmp_path / "out", *options)
    assert code == 2
    assert said in told
    assert not (tmp_path / "out").exists()


def test_what_is_not_installed_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = json_lines(tmp_path / "a.jsonl", ["x"])
    found = {"pyarrow", "fastwarc"}
    monkeypatch.setattr(
        "reviewfmt.cli.corpus.find_spec", lambda name: True if name in found else None
    )
    code, said = _said(capsys, path, "-o", tmp_path / "out", "--workers", "1")
    assert code == 2
    assert "corpus needs distributed, which is not installed" in said
    assert 'pip install "reviewfmt[corpus]"' in said


def test_standard_input_and_what_is_not_there_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _said(capsys, "-", "-o", tmp_path / "out")[0] == 2
    code, said = _said(capsys, tmp_path / "no.jsonl", "-o", tmp_path / "out")
    assert code == 2
    assert "no such file or folder" in said


@pytest.mark.usefixtures("in_process")
def test_a_configuration_says_how_large_a_record_may_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "reviewfmt.toml").write_text("max-file-size = 1\n")
    path = json_lines(tmp_path / "a.jsonl", ["x", "y" * 2_000_000])
    code, said = _said(capsys, path, "-o", tmp_path / "out", "-j", "1")
    assert code == 0, said
    reasons = [row["reason"] for row in table(tmp_path / "out", "records")]
    assert reasons[1] == "it is too long: more than 1 MiB, the limit"


def test_ctrl_c_leaves_whole_parts_and_no_process(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl.gz", [text(at) for at in range(5000)])
    output = tmp_path / "out"
    command = [sys.executable, "-m", "reviewfmt", "corpus", str(path), "-o", str(output)]
    process = subprocess.Popen(
        [*command, "--part", "50", "-j", "1"],
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # as in a terminal
    )
    first = output / "records" / "part-00000.parquet"
    until = time.monotonic() + 120
    while not first.exists():
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.strip() == ""
    names = {path.name for path in (output / "records").iterdir()}
    assert not any(name.endswith(".tmp") for name in names)
    for one in TABLES:
        assert {path.name for path in (output / one.name).iterdir()} == names
    assert 50 * len(names) == len(table(output, "records")) < 5000


@IN_WHOLE
def test_the_tables_are_the_same_from_one_process_and_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = json_lines(tmp_path / "a.jsonl.gz", [text(at) for at in range(60)])
    for jobs in ("1", "2"):
        assert _said(capsys, path, "-o", tmp_path / jobs, "-j", jobs, "--part", "25")[0] == 0
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
