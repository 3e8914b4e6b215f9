"""Corpora: our command against a plain pool with the same function, on Dask, and its memory.

`python -m benchmarks.scale 1000 10000 100000 1000000` measures what a corpus of each size costs,
and writes it into docs/scale.md: two minutes for every 100,000 texts, on two processors. The
comparison of `make bench` takes five minutes.
"""

from __future__ import annotations

import gzip
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import corpus, results
from benchmarks.measure import Cost, Row, cost

OURS = str(Path(sys.executable).parent / "reviewfmt")
FEW, MANY = 5_000, 50_000
ROUNDS = 2
PAGE = Path(__file__).parents[1] / "docs" / "scale.md"
TABLES = ("reviews", "episodes", "findings", "records")

_PLAIN = """
import gzip, sys
from multiprocessing import Pool
from reviewfmt.corpus.reading import rows_of
from reviewfmt.corpus.records import LINE, Asked, Record

ASKED = Asked()

def work(line):
    return rows_of(Record("in", 0, LINE, line, row=1), ASKED)

if __name__ == "__main__":
    with gzip.open(sys.argv[1]) as lines, Pool(2) as pool:
        for number, _ in enumerate(pool.imap(work, lines, chunksize=50), 1):
            pass
    assert number == int(sys.argv[2])
"""
"""A typical script that needs the rows: they return to one process, which discards them."""


def written(path: Path, count: int) -> Path:
    """Write this many texts as lines of JSON, compressed."""
    with gzip.open(path, "wt", compresslevel=3, encoding="utf-8") as file:
        for name, text in corpus.reviews(count):
            file.write(json.dumps({"address": f"https://a.example/{name}", "text": text}) + "\n")
    return path


def made(path: Path, output: Path, *options: str) -> Cost:
    """Make a corpus from a file, in an empty folder; return its cost."""
    shutil.rmtree(output, ignore_errors=True)
    return cost([OURS, "corpus", "-q", str(path), "-o", str(output), *options])


def scale(few: int = FEW, many: int = MANY) -> Iterator[Row]:
    """Corpora, two processes: how many times as fast as a plain pool over the same function."""
    with tempfile.TemporaryDirectory() as folder:
        small = written(Path(folder, "few.jsonl.gz"), few)
        large = written(Path(folder, "many.jsonl.gz"), many)
        script, output = Path(folder, "plain.py"), Path(folder, "out")
        script.write_text(_PLAIN, encoding="utf-8")
        plain = [sys.executable, str(script), str(large), str(many)]
        spent: dict[str, list[Cost]] = {"plain": [], "ours": [], "dask": []}
        for _ in range(ROUNDS):
            spent["plain"].append(cost(plain))
            spent["ours"].append(made(large, output, "-j", "2"))
            spent["dask"].append(made(large, output, "--workers", "2"))
        best = {name: min(costs) for name, costs in spent.items()}
        for name, what, least in (
            ("ours", "reviewfmt corpus", 0.8),
            ("dask", "reviewfmt corpus --workers 2", 0.7),
        ):
            row = f"{many} texts: a plain pool / {what}"
            yield Row(row, best["plain"].clock / best[name].clock, least, least=True)
            row = f"{many} texts: processor time of a plain pool / {what}"
            yield Row(row, _processor(spent["plain"]) / _processor(spent[name]))
        memory = made(small, output, "-j", "2").memory
        row = f"{many} texts: peak memory / that of {few}"
        yield Row(row, best["ours"].memory / memory, 1.1)


def _processor(costs: Sequence[Cost]) -> float:
    """Return the least processor time, since other processes only add to it."""
    return min(one.processor for one in costs)


HEAD = (
    "| Records | Seconds | Processor, ms a record | Peak memory | Output, bytes a record |\n"
    "|---:|---:|---:|---:|---:|\n"
)


def sizes(counts: Sequence[int]) -> Iterator[str]:
    """Yield the costs of corpora of this many texts, each as a row of a table."""
    with tempfile.TemporaryDirectory() as folder:
        path, output = Path(folder, "texts.jsonl.gz"), Path(folder, "out")
        for count in counts:
            found = made(written(path, count), output)
            size = sum(one.stat().st_size for name in TABLES for one in (output / name).iterdir())
            yield (
                f"| {count:,} | {found.clock:,.0f} | {1000 * found.processor / count:.1f} "
                f"| {found.memory / 1024**2:.0f} MiB | {size / count:,.0f} |\n"
            )


def _write(counts: Sequence[int]) -> None:
    """Print the table, row by row, and put it into the page."""
    rows = [HEAD]
    print(HEAD, end="")
    for row in sizes(counts):
        print(row, end="", flush=True)
        rows.append(row)
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(results.placed(page, "sizes", "".join(rows)), encoding="utf-8")


if __name__ == "__main__":
    _write([int(one) for one in sys.argv[1:]] or [1_000, 10_000])
