"""Prints the ratios that the project holds itself to; exits with 1 when one is not met."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import markdown_it
import mistune

from benchmarks import inputs
from benchmarks.measure import Row, peak_of, processes, ratio, times
from reviewfmt.formatter import format_text
from reviewfmt.linter import check
from reviewfmt.parser import parse
from reviewfmt.source import decode

BIN = Path(sys.executable).parent
MEGABYTE = 1_000_000


def reading() -> Iterator[Row]:
    """Text to Review, against two Markdown parsers that render the same text to HTML."""
    markdown = markdown_it.MarkdownIt()
    sizes = {
        "the page": inputs.page(),
        "1 MB": inputs.grown(MEGABYTE),
        "10 MB": inputs.grown(10 * MEGABYTE),
    }
    spent = {}
    for name, text in sizes.items():
        small = len(text) < 100_000
        work = {
            "mistune": partial(mistune.html, text),
            "markdown-it-py": partial(markdown.render, text),
            "lark": partial(parse, text, arranger="lark"),
            "fast": partial(parse, text, arranger="lark-cython"),
        }
        rounds, repeat = (101, 10) if small else (5 if name == "1 MB" else 3, 1)
        spent[name] = times(work, rounds, repeat)
        for ours, target in (("lark", 0.8), ("fast", 0.5)):
            for peer in ("mistune", "markdown-it-py"):
                asked = target if peer == "mistune" else None
                found = ratio(spent[name][ours], spent[name][peer])
                yield Row(f"{name}: reviewfmt ({ours}) / {peer}", found, asked)
    yield Row("10 MB / 1 MB (lark)", min(spent["10 MB"]["lark"]) / min(spent["1 MB"]["lark"]), 12)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "big.review")
        path.write_text(sizes["10 MB"], encoding="utf-8")
        code = f"from reviewfmt import load\nload({str(path)!r})"
        yield Row("peak memory for 10 MB / the file", peak_of(code) / path.stat().st_size, 12)


def starting() -> Iterator[Row]:
    """Whole processes, start-up and all."""
    ours = str(BIN / "reviewfmt")
    with tempfile.TemporaryDirectory() as folder:
        review, yaml = Path(folder, "one.review"), Path(folder, "one.yaml")
        review.write_text(inputs.page(), encoding="utf-8")
        yaml.write_text(inputs.yaml(review.stat().st_size), encoding="utf-8")
        yield Row(
            "reviewfmt check / yamllint, one file of one size",
            processes([ours, "check", str(review)], [str(BIN / "yamllint"), str(yaml)], 21),
            1.0,
        )
    for option in ("--version", "--help"):
        bare = [sys.executable, "-c", "import click"]
        yield Row(
            f"reviewfmt {option} / Python and click", processes([ours, option], bare, 21), 1.5
        )


def archive() -> Iterator[Row]:
    """2,000 reviews in one process: parse, and all rules; against rendering them."""
    texts = [decode(path.read_bytes()) for path in inputs.SAMPLES]
    texts.append(inputs.page())
    many = [texts[at % len(texts)] for at in range(2000)]

    def every(run: object) -> None:
        assert callable(run)
        for text in many:
            run(text)

    import reviewfmt.parser as reader

    chosen = reader.arranger_named

    def with_parser(name: str, run: object) -> None:
        reader.arranger_named = lambda _=None: chosen(name)  # type: ignore[assignment]
        every(run)
        reader.arranger_named = chosen  # type: ignore[assignment]

    work = {
        "mistune": partial(every, mistune.html),
        "check (fast)": partial(with_parser, "lark-cython", check),
        "check (lark)": partial(with_parser, "lark", check),
        "format": partial(every, format_text),
    }
    spent = times(work, 5, 1)
    for name, target in (("check (fast)", 1.5), ("check (lark)", 3.5)):
        yield Row(f"2,000 reviews: {name} / mistune", ratio(spent[name], spent["mistune"]), target)
    found = ratio(spent["format"], spent["check (fast)"])
    yield Row("2,000 reviews: format / check", found, 2.0)


def main() -> int:
    """Run all, print each ratio as it is known."""
    if shutil.which("yamllint", path=str(BIN)) is None:
        print("yamllint is not installed beside this Python: run `make bench`", file=sys.stderr)
        return 2
    missed = 0
    for part in (reading, starting, archive):
        print((part.__doc__ or "").strip())
        for row in part():
            print(row, flush=True)
            missed += row.target is not None and row.ratio > row.target
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
