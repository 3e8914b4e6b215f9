"""Whole archives: our commands against loops that people would write around pandoc.

All of them run in turn, on reviews of corpus.py. A ratio tells how many times as fast ours is, by
the best wall-clock times.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypandoc

from benchmarks import corpus
from benchmarks.measure import Cost, Row, cost, printed

OURS = str(Path(sys.executable).parent / "reviewfmt")
FEW, MANY = 500, 5_000
ROUNDS = 2

_LOOP = """
import pathlib, pypandoc, sys
source, target, format = sys.argv[1:]
for path in sorted(pathlib.Path(source).glob("*.md")):
    pypandoc.convert_text(
        path.read_text(encoding="utf-8"), format, format="markdown", extra_args=["--standalone"],
        outputfile=str(pathlib.Path(target, path.stem + "." + format)),
    )
"""
"""A typical script that converts a folder of Markdown with pypandoc."""

_XARGS = """
for suffix in html md epub; do
    ls "$1" | sed 's/[.]md$//' | xargs -P2 -I NAME \
        "$3" --standalone --from markdown "$1/NAME.md" --output "$2/NAME.$suffix"
done
"""
"""One pandoc per file, two at a time: $1 is the folder of Markdown, $2 that of the outputs."""

_THREE = """
for format in html markdown epub; do
    "$3" convert --quiet --no-cache "$1" -t "$format" -o "$2/$format"
done
"""

_SHARE = """
import dataclasses, functools, os, resource, sys, time
from reviewfmt import converter
from reviewfmt.files import read_file, write_whole
from reviewfmt.parser import parse

source, target = sys.argv[1:]
spent = dict.fromkeys(("read", "tree", "page", "save"), 0.0)

def timed(stage, work, *given, **named):
    begun = time.process_time()
    done = work(*given, **named)
    spent[stage] += time.process_time() - begun
    return done

def prepared(name):
    data = timed("save", read_file, os.path.join(source, name))
    review = timed("read", lambda: parse(data.decode()).review)
    made = timed("tree", converter.prepare, review, "html")
    return dataclasses.replace(made, finish=functools.partial(timed, "page", made.finish))

with converter.PandocWorker() as worker:
    items = ((name, prepared(name)) for name in sorted(os.listdir(source)))
    for name, made in worker.write_many(items):
        timed("save", write_whole, os.path.join(target, name + ".html"), made)
ours, whole = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(ours.ru_utime + ours.ru_stime, whole.ru_utime + whole.ru_stime, *spent.values())
"""
"""A batch in one process; prints its processor time, and that of its pandoc, in seconds.

Then it prints the times of its stages; the rest of its own time is its start, and the pipes.
"""

_STAGES = ("text to review", "review to the tree for pandoc", "the page around it", "files")
_SHARE_ROUNDS = 5
_IN_MEMORY = Path("/dev/shm")


class _Bench:
    """The folders of a run: reviews to convert, the same as Markdown, and a place for outputs."""

    def __init__(self, folder: Path) -> None:
        self.few, self.many, self.markdown = (folder / name for name in ("few", "many", "md"))
        self.target = folder / "out"
        corpus.write(self.few, FEW)
        corpus.write(self.many, MANY)
        cost([OURS, "convert", str(self.few), "-t", "markdown", "-o", str(self.markdown)])

    def best(self, *commands: Sequence[str], rounds: int = ROUNDS) -> list[Cost]:
        """Run the commands in turn, each into an empty folder; return the best time of each."""
        spent: list[list[Cost]] = [[] for _ in commands]
        for _ in range(rounds):
            for command, costs in zip(commands, spent, strict=True):
                self.empty()
                costs.append(cost(command))
        return [min(costs) for costs in spent]

    def empty(self) -> None:
        """Create an empty folder for outputs."""
        shutil.rmtree(self.target, ignore_errors=True)
        self.target.mkdir()

    def converting(self, source: Path, format: str, *options: str) -> list[str]:
        """Return our command that converts a folder."""
        return [OURS, "convert", "-q", str(source), "-t", format, "-o", str(self.target), *options]


def archive() -> Iterator[Row]:
    """Whole archives, two processes: how many times as fast ours is."""
    with tempfile.TemporaryDirectory() as folder:
        bench = _Bench(Path(folder))
        yield from _against_loops(bench)
        yield from _share(bench)
        yield from _against_itself(bench)


def _against_loops(bench: _Bench) -> Iterator[Row]:
    markdown, target = str(bench.markdown), str(bench.target)
    pandoc = pypandoc.get_pandoc_path()
    for format, least in (("html", 16), ("epub", 8)):
        loop = [sys.executable, "-c", _LOOP, markdown, target, format]
        ours, theirs = bench.best(bench.converting(bench.few, format, "--no-cache"), loop)
        name = f"{FEW} to {format.upper()}: a pypandoc loop / reviewfmt"
        yield Row(name, theirs.clock / ours.clock, least, least=True)
    ours, theirs = bench.best(
        ["sh", "-c", _THREE, "sh", str(bench.few), target, OURS],
        ["sh", "-c", _XARGS, "sh", markdown, target, pandoc],
    )
    name = f"{FEW} to HTML, Markdown, EPUB: xargs -P2 pandoc / reviewfmt"
    yield Row(name, theirs.clock / ours.clock, 3.5, least=True)


def _share(bench: _Bench) -> Iterator[Row]:
    """Our share of the processor time, and that of each stage, with outputs in memory.

    On a disk, the time to create files depends on earlier deletions.
    """
    place = _IN_MEMORY if _IN_MEMORY.is_dir() else None
    runs = []
    for _ in range(_SHARE_ROUNDS):
        with tempfile.TemporaryDirectory(dir=place) as target:
            told = printed([sys.executable, "-c", _SHARE, str(bench.few), target])
        runs.append([float(one) for one in told.split()])
    ours, pandocs, *stages = (min(one) for one in zip(*runs, strict=True))
    yield Row(f"{FEW} to HTML: our processor time / all", ours / (ours + pandocs), 0.35)
    for name, spent in zip(_STAGES, stages, strict=True):
        yield Row(f"{FEW} to HTML: {name} / all", spent / (ours + pandocs))


def _against_itself(bench: _Bench) -> Iterator[Row]:
    few, many = str(bench.few), str(bench.many)
    check = [OURS, "check", "-q", "--no-cache"]
    one, two = bench.best([*check, "-j1", many], [*check, "-j2", many])
    yield Row(f"{MANY} checked: -j1 / -j2", one.clock / two.clock, 1.8, least=True)
    (least,) = bench.best([*check, "-j2", few])
    yield Row(f"{MANY} checked: peak memory / that of {FEW}", two.memory / least.memory, 1.1)
    (least,) = bench.best(bench.converting(bench.few, "html"))
    bench.empty()
    first = cost(bench.converting(bench.many, "html"))
    again = min(cost(bench.converting(bench.many, "html")) for _ in range(3))
    yield Row(f"{MANY} to HTML: first run / second run", first.clock / again.clock, 20, least=True)
    yield Row(f"{MANY} to HTML: peak memory / that of {FEW}", first.memory / least.memory, 1.1)
