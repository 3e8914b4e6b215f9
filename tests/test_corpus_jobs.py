"""A job and its folder: the same whoever does it, whole parts only, its own parts alone."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.columns.parquet import held_in
from reviewfmt.corpus.cutting import Cut
from reviewfmt.corpus.job import FILE
from reviewfmt.corpus.records import Asked, CorpusError, Result
from reviewfmt.corpus.tables import TABLES
from tests.budget import IN_WHOLE
from tests.corpora import contents, done, here, json_lines, page, table, text, warc


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    """Four kinds of inputs, one of them cut short, with requests between the answers of another."""
    folder = tmp_path / "in"
    folder.mkdir()
    lines = json_lines(folder / "a.jsonl.gz", [text(at) for at in range(12)])
    cut_short = json_lines(folder / "b.jsonl.gz", [f"{at} {at**9}" for at in range(40)])
    cut_short.write_bytes(cut_short.read_bytes()[:-60])
    pages = warc(folder / "c.warc.gz", [page(at) for at in range(6)], others=True)
    (folder / "d.review").write_text(text(7), encoding="utf-8")
    return [lines, cut_short, pages, folder / "d.review"]


def test_every_record_is_a_row_and_the_rest_refers_to_it(
    tmp_path: Path, inputs: list[Path]
) -> None:
    output = tmp_path / "out"
    result = done(inputs, output, 20)
    records = table(output, "records")
    assert len(records) == result.records
    assert result.broken == 1
    assert result.others == {"request": 6}
    sources = [row["source"] for row in records]
    assert len(set(sources)) == len(sources)
    for name in ("reviews", "episodes", "findings"):
        assert {row["source"] for row in table(output, name)} <= set(sources)
    counts: dict[str, int] = {}
    for row in records:
        counts[row["outcome"]] = counts.get(row["outcome"], 0) + 1
    assert counts == result.counts
    reviews = table(output, "reviews")
    assert len(reviews) == sum(row["reviews"] for row in records)
    assert len(table(output, "episodes")) == 2 * 13
    assert json.loads((output / FILE).read_text("utf-8"))["done"]["records"] == result.counts


def test_parts_say_which_table_they_are(tmp_path: Path, inputs: list[Path]) -> None:
    output = tmp_path / "out"
    done(inputs, output, 20)
    for one in TABLES:
        paths = sorted((output / one.name).iterdir())
        assert [path.name for path in paths][:2] == ["part-00000.parquet", "part-00001.parquet"]
        assert held_in(str(paths[0])).table == one.name


def test_the_size_of_parts_changes_no_row(tmp_path: Path, inputs: list[Path]) -> None:
    results = []
    for part in (7, 10_000):
        output = tmp_path / f"out{part}"
        done(inputs, output, part)
        results.append([table(output, one.name) for one in TABLES])
    assert results[0] == results[1]


def test_no_input_at_all_makes_empty_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"")
    result = done([path], tmp_path / "out")
    assert (result.records, result.parts) == (0, 1)
    assert [table(tmp_path / "out", one.name) for one in TABLES] == [[], [], [], []]


# -- going on -----------------------------------------------------------------------------------


class _InterruptedError(Exception):
    pass


def _ends_after(pieces: int, asked: Asked) -> object:
    """Return an engine that fails after this many pieces."""

    def engine(cuts: Iterable[Cut]) -> Generator[tuple[Cut, Result], None, None]:
        yield from islice(here(cuts, asked), pieces)
        raise _InterruptedError

    return engine


@pytest.mark.parametrize("pieces", [0, 3])
def test_a_job_goes_on_where_it_was_interrupted(
    tmp_path: Path, inputs: list[Path], pieces: int
) -> None:
    whole, again = tmp_path / "whole", tmp_path / "again"
    done(inputs, whole, 10)
    with pytest.raises(_InterruptedError):
        done(inputs, again, 10, engine=_ends_after(pieces, Asked()))
    there = {path.name for path in (again / "records").glob("*")}
    assert there == {f"part-{at:05}.parquet" for at in range(len(there))}
    before = {path: path.stat().st_mtime_ns for path in again.rglob("*.parquet")}
    result = done(inputs, again, 10)
    assert contents(again) == contents(whole)
    assert all(path.stat().st_mtime_ns == when for path, when in before.items())
    assert result.broken == 1
    assert result.others == {"request": 6}


def test_a_job_that_is_done_is_not_done_again(tmp_path: Path, inputs: list[Path]) -> None:
    output = tmp_path / "out"
    first = done(inputs, output, 10)
    assert done(inputs, output, 10, engine=_ends_after(0, Asked())) == first


@pytest.mark.parametrize("name", ["records", "reviews", "findings"])
def test_a_part_that_is_gone_or_spoilt_is_done_again_alone(
    tmp_path: Path, inputs: list[Path], name: str
) -> None:
    output = tmp_path / "out"
    done(inputs, output, 10)
    before = contents(output)
    (output / name / "part-00001.parquet").unlink()
    spoilt = output / name / "part-00003.parquet"
    spoilt.write_bytes(spoilt.read_bytes()[:-50])
    numbers: list[int] = []

    def engine(cuts: Iterable[Cut]) -> Generator[tuple[Cut, Result], None, None]:
        for one, result in here(cuts, Asked()):
            numbers.append(one.part)
            yield one, result

    done(inputs, output, 10, engine=engine)
    assert contents(output) == before
    assert set(numbers) == {1, 3}


def test_a_limit_holds_across_interruptions(tmp_path: Path, inputs: list[Path]) -> None:
    whole, again = tmp_path / "whole", tmp_path / "again"
    assert done(inputs, whole, 10, limit_records=25).records == 25
    with pytest.raises(_InterruptedError):
        done(inputs, again, 10, limit_records=25, engine=_ends_after(2, Asked()))
    assert done(inputs, again, 10, limit_records=25).records == 25
    assert contents(whole) == contents(again)


# -- a folder that is not the job's ---------------------------------------------------------------


def test_the_folder_of_another_job_is_refused_and_nothing_is_touched(
    tmp_path: Path, inputs: list[Path]
) -> None:
    output = tmp_path / "out"
    done(inputs, output, 10)
    before = contents(output)
    told: dict[str, dict[str, Any]] = {
        "part was 10, now it is 11": {"part": 11},
        "kind was": {"kind": "html"},
        "field was not given": {"field": "body"},
        "settings differ": {"settings": Asked().settings._replace(maximum=5)},
    }
    for said, given in told.items():
        with pytest.raises(CorpusError, match=said):
            done(inputs, output, **{"part": 10, **given})
    with pytest.raises(CorpusError, match=r"it has other inputs \(.*d\.review\)"):
        done(inputs[:3], output, 10)
    os.utime(inputs[0], ns=(1, 1))
    with pytest.raises(CorpusError, match=r"inputs have changed since \(.*a\.jsonl\.gz\)"):
        done(inputs, output, 10)
    assert contents(output) == before


def test_force_replaces_the_parts_of_another_job(tmp_path: Path, inputs: list[Path]) -> None:
    output, other = tmp_path / "out", tmp_path / "other"
    done(inputs, output, 5)
    (output / "notes.txt").write_text("mine")
    done(inputs[:1], output, 10, force=True)
    done(inputs[:1], other, 10)
    assert (output / "notes.txt").read_text() == "mine"
    (output / "notes.txt").unlink()
    assert contents(output) == contents(other)


@pytest.mark.parametrize("data", ["", "{", "[]", "{}", '{"format": "reviewfmt corpus 0"}'])
def test_a_folder_with_a_broken_list_is_refused(tmp_path: Path, data: str) -> None:
    output = tmp_path / "out"
    output.mkdir()
    (output / FILE).write_text(data)
    path = json_lines(tmp_path / "a.jsonl", ["x"])
    with pytest.raises(CorpusError, match="another job"):
        done([path], output)
    assert done([path], output, force=True).records == 1


def _fails(_cuts: Iterable[Cut]) -> Generator[tuple[Cut, Result], None, None]:
    raise CorpusError("no scheduler answers")
    yield


def test_a_job_that_ends_before_its_first_part_leaves_nothing(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", ["x"])
    made, there, full = (tmp_path / name for name in ("made", "there", "full"))
    there.mkdir()
    full.mkdir()
    (full / "notes.txt").write_text("mine")
    for output in (made, there, full):
        with pytest.raises(CorpusError, match="no scheduler answers"):
            done([path], output, engine=_fails, force=output is full)
    assert not made.exists()
    assert list(there.iterdir()) == []
    assert [one.name for one in full.iterdir()] == ["notes.txt"]


def test_a_job_without_a_part_blocks_nobody(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", ["x"])
    output = tmp_path / "out"
    done([path], output)
    for one in TABLES:
        (output / one.name / "part-00000.parquet").unlink()
    assert done([path], output, 7).records == 1
    with pytest.raises(CorpusError, match="another job"):
        done([path], output, 8)


def test_a_folder_with_something_else_in_it_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.mkdir()
    (output / "thesis.tex").write_text("mine")
    path = json_lines(tmp_path / "a.jsonl", ["x"])
    with pytest.raises(CorpusError, match="is not empty"):
        done([path], output)
    assert [one.name for one in output.iterdir()] == ["thesis.tex"]
    assert done([path], output, force=True).records == 1


def test_a_file_instead_of_a_folder_is_reported(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", ["x"])
    with pytest.raises(CorpusError, match="cannot be made"):
        done([path], path)


def test_two_runs_never_write_in_one_folder(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", ["x"])
    output = tmp_path / "out"

    def engine(cuts: Iterable[Cut]) -> Generator[tuple[Cut, Result], None, None]:
        with pytest.raises(CorpusError, match="another run"):
            done([path], output)
        yield from here(cuts, Asked())

    assert done([path], output, engine=engine).records == 1


# -- what the system does -------------------------------------------------------------------------


def test_a_full_disk_leaves_whole_parts_and_the_job_goes_on(
    tmp_path: Path, inputs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, output = tmp_path / "whole", tmp_path / "out"
    done(inputs, whole, 10)
    written = 0
    real = os.fsync

    def full(number: int) -> None:
        nonlocal written
        written += 1
        if written > 7:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(number)

    monkeypatch.setattr("reviewfmt.corpus.parts.os.fsync", full)
    with pytest.raises(CorpusError, match=r"out: cannot be written: no space left on device"):
        done(inputs, output, 10)
    monkeypatch.undo()
    there = sorted(str(path.relative_to(output)) for path in output.rglob("*") if path.is_file())
    assert there == [FILE, *sorted(f"{one.name}/part-00000.parquet" for one in TABLES)]
    done(inputs, output, 10)
    assert contents(output) == contents(whole)


_LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2500, 2500))
from pathlib import Path
from reviewfmt.corpus.records import CorpusError
from tests.corpora import done
try:
    done([Path(sys.argv[1])], Path(sys.argv[2]))
except CorpusError as error:
    print(error)
"""


@IN_WHOLE
def test_a_limit_of_the_size_of_files_is_reported(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl", [text(at) for at in range(20)])
    output = tmp_path / "out"
    ran = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(path), str(output)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    assert ran.stdout == f"{output}: cannot be written: file too large\n"
    assert not output.exists()


_SLOW = """
import sys, time
from pathlib import Path
from reviewfmt.corpus.records import Asked
from tests.corpora import done, here
def engine(cuts):
    for one in here(cuts, Asked()):
        time.sleep(0.1)
        yield one
done([Path(sys.argv[1])], Path(sys.argv[2]), 8, engine=engine)
"""


@IN_WHOLE
def test_a_job_goes_on_after_it_was_killed(tmp_path: Path) -> None:
    path = json_lines(tmp_path / "a.jsonl.gz", [text(at) for at in range(80)])
    whole, output = tmp_path / "whole", tmp_path / "out"
    done([path], whole, 8)
    process = subprocess.Popen(
        [sys.executable, "-c", _SLOW, str(path), str(output)], cwd=Path(__file__).parents[1]
    )
    until = time.monotonic() + 60
    while not (output / "records" / "part-00002.parquet").exists():
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (output / "records" / "part-00009.parquet").exists()
    done([path], output, 8)
    assert contents(output) == contents(whole)
