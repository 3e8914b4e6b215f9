"""Prints the ratios that the project has targets for; exits with 1 if a target is missed."""

from __future__ import annotations

import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import markdown_it
import mistune

from benchmarks import inputs, results
from benchmarks.archive import archive
from benchmarks.columns import columns
from benchmarks.measure import Row, least_of, peak_of, processes, ratio, times
from benchmarks.pages import pages
from benchmarks.scale import scale
from benchmarks.server import server
from reviewfmt.linter import check
from reviewfmt.parser import parse
from reviewfmt.source import decode
from reviewfmt.syntax.generated import BOILERPLATE, WORDS
from reviewfmt.syntax.lines import read_lines
from reviewfmt.syntax.openings import ANY_OPENING
from reviewfmt.syntax.terminals import NEVER
from reviewfmt.syntax.words import Words, built_in
from reviewfmt.writer import format_text

BIN = Path(sys.executable).parent
MEGABYTE = 1_000_000
SMALL = 500
"""A shorter text has no target, since fixed costs dominate; its ratio is only shown."""


def reading() -> Iterator[Row]:
    """Text to Review, against two Markdown parsers that render the same text to HTML."""
    markdown = markdown_it.MarkdownIt()
    page = inputs.page()
    work: dict[str, Callable[[], object]] = {
        "ours": partial(parse, page),
        "mistune": partial(mistune.html, page),
        "markdown-it-py": partial(markdown.render, page),
    }
    spent = times(work, 101, 5)
    yield Row("the page: reviewfmt / mistune", ratio(spent["ours"], spent["mistune"]), 0.45)
    yield Row("the page: reviewfmt / markdown-it-py", ratio(spent["ours"], spent["markdown-it-py"]))


def samples() -> Iterator[Row]:
    """The samples, each against mistune on the same text."""
    ratios = []
    worst = ("", 0.0)
    for path in inputs.SAMPLES:
        text = decode(path.read_bytes())
        spent = times({"ours": partial(parse, text), "mistune": partial(mistune.html, text)}, 41, 3)
        found = ratio(spent["ours"], spent["mistune"])
        ratios.append(found)
        yield Row(path.stem, found)
        if path.stat().st_size >= SMALL:
            worst = max(worst, (path.stem, found), key=lambda one: one[1])
    yield Row("the samples: geometric mean", statistics.geometric_mean(ratios), 0.6)
    yield Row(f"the samples: the slowest of {SMALL} bytes or more, {worst[0]}", worst[1], 1.0)


def growing() -> Iterator[Row]:
    """Large reviews, each in its own process: time and memory grow with the text."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {size: Path(folder, f"{size}.review") for size in (1, 10)}
        for size, path in paths.items():
            path.write_text(inputs.grown(size * MEGABYTE), encoding="utf-8")
        spent = {
            size: least_of(f"text = open({str(path)!r}, encoding='utf-8').read()", "parse(text)")
            for size, path in paths.items()
        }
        yield Row("10 MB / 1 MB", spent[10] / spent[1], 11)
        code = f"from reviewfmt import load\nload({str(paths[10])!r})"
        yield Row("peak memory for 10 MB / the file", peak_of(code) / paths[10].stat().st_size, 12)


class _Asked(Words):
    """Words that rule nothing out, so that every kind is tried for every line."""

    unscored = re.compile(NEVER)
    plain = re.compile(NEVER)
    plain_entry = re.compile(NEVER)

    def opening(self, text: str, at: int) -> int:
        """Return that any word may open the line."""
        return ANY_OPENING


def shortcuts() -> Iterator[Row]:
    """The gain from the terminals UNSCORED and PLAIN, and from the first letters of a line."""
    words = built_in()
    asked = _Asked(words.vocabularies, WORDS, BOILERPLATE)
    texts = [inputs.page(), *(decode(path.read_bytes()) for path in inputs.SAMPLES)]

    def lines(words: Words) -> None:
        for text in texts:
            read_lines(text, words)

    spent = times({"with": partial(lines, words), "without": partial(lines, asked)}, 21, 1)
    yield Row("lines and their kinds: with shortcuts / without", ratio(*spent.values()), 0.5)


def starting() -> Iterator[Row]:
    """Whole processes, including their start."""
    ours = str(BIN / "reviewfmt")
    with tempfile.TemporaryDirectory() as folder:
        review, yaml = Path(folder, "one.review"), Path(folder, "one.yaml")
        review.write_text(inputs.page(), encoding="utf-8")
        yaml.write_text(inputs.yaml(review.stat().st_size), encoding="utf-8")
        yield Row(
            "reviewfmt check / yamllint, one file of one size",
            processes([ours, "check", str(review)], [str(BIN / "yamllint"), str(yaml)], 21),
            0.95,
        )
    for option in ("--version", "--help"):
        bare = [sys.executable, "-c", "import click"]
        yield Row(
            f"reviewfmt {option} / Python and click", processes([ours, option], bare, 21), 1.5
        )


def rules() -> Iterator[Row]:
    """2,000 reviews in one process: parse, and all rules; against rendering them."""
    texts = [decode(path.read_bytes()) for path in inputs.SAMPLES]
    texts.append(inputs.page())
    many = [texts[at % len(texts)] for at in range(2000)]

    def every(run: Callable[[str], object]) -> None:
        for text in many:
            run(text)

    work = {
        "mistune": partial(every, mistune.html),
        "check": partial(every, check),
        "format": partial(every, format_text),
    }
    spent = times(work, 3, 1)
    yield Row("2,000 reviews: check / mistune", ratio(spent["check"], spent["mistune"]), 1.3)
    yield Row("2,000 reviews: format / check", ratio(spent["format"], spent["check"]), 2.0)


def main() -> int:
    """Run all benchmarks, and print each ratio at once."""
    if shutil.which("yamllint", path=str(BIN)) is None:
        print("yamllint is not installed beside this Python: run `make bench`", file=sys.stderr)
        return 2
    missed = 0
    for part in (
        reading,
        samples,
        growing,
        shortcuts,
        starting,
        rules,
        pages,
        server,
        columns,
        archive,
        scale,
    ):
        print((part.__doc__ or "").strip())
        rows = []
        for row in part():
            print(row, flush=True)
            rows.append(row)
            missed += row.is_missed
        if part is archive:
            results.write("archive", "How many times as fast, two processes", rows)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
