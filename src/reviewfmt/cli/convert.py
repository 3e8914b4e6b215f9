"""`reviewfmt convert`: turns reviews into other formats, and back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from reviewfmt.batch import STDIN, FileError, is_ours, run, write_whole
from reviewfmt.cli.console import color_option, colored, emit_bytes, find, read, say, shown
from reviewfmt.cli.plan import Task, plan
from reviewfmt.config import nearest
from reviewfmt.diagnostic import ReviewError

_COULD_NOT_RUN = 2
_PROGRESS_FROM = 20
"""With at least so many files, and a terminal, progress is shown."""


class Done(NamedTuple):
    """A task that was done: the bytes to write, or why there are none."""

    task: Task
    data: bytes | None
    error: ReviewError | None = None
    text: str = ""


def _format(_ctx: click.Context, param: click.Parameter, name: str | None) -> str | None:
    from reviewfmt.converter import FORMATS

    if name is None:
        return None
    row = FORMATS.get(name.lower())
    if row is None:
        raise click.BadParameter(f'unknown format "{name}"{nearest(name, FORMATS)}')
    if param.name == "from_" and not row.reads:
        raise click.BadParameter(f"{row.name} is written, and not read")
    return row.name


def _complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    from reviewfmt.converter import FORMATS

    return [name for name in FORMATS if name.startswith(begun)]


def _pairs(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for one in given:
        key, equals, value = one.partition("=")
        if not equals or not key.strip():
            raise click.BadParameter(f'found "{one}", expected KEY=VALUE')
        pairs[key.strip().lower()] = value.strip()
    if pairs:
        from reviewfmt.converter import with_metadata
        from reviewfmt.model import Review, Title

        try:
            with_metadata(Review(Title("", "")), pairs)
        except ReviewError as error:
            told = "; ".join(one.message for one in error.diagnostics)
            raise click.BadParameter(told) from error
    return pairs


@click.command(
    "convert",
    epilog="""\b
Examples:
  reviewfmt convert a.review -t html                to standard output
  reviewfmt convert a.review -o a.epub              the suffix tells the format
  reviewfmt convert reviews/ -t markdown -o site/   a folder, relative paths kept
  reviewfmt convert a.json -o a.review              and back
  reviewfmt convert - -t json < a.review
  reviewfmt convert a.review -o a.epub --metadata author="A. Writer"

\b
A file that stands where an output goes is replaced if it carries the generator mark of an
earlier output (HTML, Markdown and EPUB have one) or holds the very output, else only with
--force. An input is never replaced.

Exit codes: 0 all converted; 1 a file did not convert; 2 it could not run.""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-f",
    "--from",
    "from_",
    metavar="FORMAT",
    callback=_format,
    shell_complete=_complete,
    help="What the inputs are; by their suffix when not given.",
)
@click.option(
    "-t",
    "--to",
    "to",
    metavar="FORMAT",
    callback=_format,
    shell_complete=_complete,
    help="What to write; by the suffix of the output when not given.",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="A file, a folder, or - for standard output.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many files at a time; as many as there are processors when not given.",
)
@click.option(
    "--metadata",
    multiple=True,
    callback=_pairs,
    metavar="KEY=VALUE",
    help="Set a field, such as author, for the outputs; may be given again.",
)
@click.option("--force", is_flag=True, help="Replace files that reviewfmt did not make.")
@color_option
def command(
    paths: tuple[str, ...],
    from_: str | None,
    to: str | None,
    output: str | None,
    jobs: int | None,
    metadata: dict[str, str],
    force: bool,
    color: str,
) -> int:
    """Convert reviews: files, folders (searched for *.review), or - for standard input."""
    from reviewfmt.converter import FORMATS

    found = find(paths, FORMATS[from_].suffixes if from_ else (".review",))
    if found.searched and not found.files and not found.missing:
        say("no file to convert in the folders named")
    if found.missing and not found.files:
        return _COULD_NOT_RUN
    tasks = plan(found, from_, to, output)
    failed = 0
    many = len(tasks) > 1
    for done in _progress(_work(tasks, metadata, jobs or _processors()), len(tasks)):
        failed += not _finish(done, force, colored(color, sys.stderr))
    if many:
        say(f"{len(tasks) - failed} converted" + (f", {failed} failed" if failed else ""))
    if found.missing:
        return _COULD_NOT_RUN
    return 1 if failed else 0


def _work(tasks: Sequence[Task], metadata: dict[str, str], jobs: int) -> Iterator[Done]:
    from reviewfmt import converter

    def convert(task: Task) -> Done:
        data = b""
        try:
            data = read(task.source)
            review = converter.read(data, task.source_format, task.source)
            return Done(task, converter.write(review, task.target_format, metadata=metadata))
        except ReviewError as error:
            return Done(task, None, error, _text(data, task.source_format))

    return run(convert, tasks, jobs)


def _text(data: bytes, source_format: str) -> str:
    """The text that the findings point into, "" where it is none."""
    if source_format not in ("review", "json", "markdown", "html"):
        return ""
    from reviewfmt.source import decode

    try:
        return decode(data)
    except ReviewError:
        return ""


def _finish(done: Done, force: bool, color: bool) -> bool:
    """Write what a task gave, or tell why not; returns whether it is written."""
    task = done.task
    if done.error is not None:
        from dataclasses import replace

        from reviewfmt.cli.reports import report
        from reviewfmt.linter import Checked

        found = tuple(replace(one, path=task.source) for one in done.error.diagnostics)
        checked = Checked(task.source, done.text, found)
        click.echo(report("full").render([checked], color), err=True, nl=False, color=True)
        return False
    data = done.data or b""
    if task.target == STDIN:
        emit_bytes(data)
        return True
    try:
        write_whole(task.target, data, ours=None if force else is_ours)
    except FileError as error:
        hint = "; --force replaces it" if error.exists else ""
        say(f"{shown(str(error))}{hint}")
        return False
    return True


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on Linux
        return os.cpu_count() or 1


def _progress(done: Iterator[Done], total: int) -> Iterator[Done]:
    if total < _PROGRESS_FROM or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return done
    from rich.console import Console
    from rich.progress import track

    return iter(track(done, "converting", total, console=Console(stderr=True), transient=True))
