"""`reviewfmt convert`: turns reviews into other formats, and back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from reviewfmt.batch import STDIN, is_ours, run
from reviewfmt.cli.console import (
    color_option,
    colored,
    emit_bytes,
    say,
    tell,
    tell_all,
)
from reviewfmt.cli.inputs import (
    choosing_options,
    configured,
    encoding_option,
    find,
    naming,
    paths_argument,
    quiet_option,
    read,
    unread_folders,
)
from reviewfmt.cli.losses import Losses
from reviewfmt.cli.plan import Task, plan
from reviewfmt.config import Configs, nearest
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.files import MIB, FileError, write_whole
from reviewfmt.source import recoded

_COULD_NOT_RUN = 2
_PROGRESS_FROM = 20
"""With at least so many files, and a terminal, progress is shown."""


class Done(NamedTuple):
    """A task that was done: the bytes to write, or why there are none, and what they lack."""

    task: Task
    data: bytes | None
    error: ReviewError | None = None
    text: str = ""
    losses: tuple[Diagnostic, ...] = ()


class Asked(NamedTuple):
    """What the command line asks of each conversion."""

    metadata: dict[str, str]
    force: bool
    strict: bool
    limit: int | None
    listed: bool
    color: bool
    configs: Configs
    encoding: str | None


def _format(_ctx: click.Context, param: click.Parameter, name: str | None) -> str | None:
    from reviewfmt.converter import FORMATS

    if name is None:
        return None
    row = FORMATS.get(name.lower())
    if row is None:
        rows = FORMATS.values()
        named = next((each.name for each in rows if f".{name}" in each.suffixes), None)
        hint = f'; did you mean "{named}"?' if named else nearest(name, FORMATS)
        known = f"; known are {', '.join(FORMATS)}"
        raise click.BadParameter(f'unknown format "{name}"{hint or known}')
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

\b
What a format cannot carry, and what of a document has no place in a review, is reported on
standard error, or as a list with --output-format json. Of several files it is counted;
--verbose lists it.

Exit codes: 0 all converted; 1 a file did not convert, and under --strict a folder with none;
2 it could not run, or something could not be read or written.""",
)
@paths_argument("PATH...")
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
    type=click.Path(readable=False),
    callback=naming("path of an output"),
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
@click.option("--strict", is_flag=True, help="A loss is an error: its file is not written.")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How losses and errors are reported: to people, or as one list on standard output.",
)
@click.option(
    "--max-unpacked",
    type=click.IntRange(min=1),
    metavar="MIB",
    help="How much an EPUB or docx may unpack to, in MiB; 64 when not given.",
)
@click.option("--verbose", is_flag=True, help="List what several files lose, one by one.")
@encoding_option
@choosing_options
@quiet_option
@color_option
def command(
    paths: tuple[str, ...],
    from_: str | None,
    to: str | None,
    output: str | None,
    jobs: int | None,
    metadata: dict[str, str],
    force: bool,
    strict: bool,
    output_format: str,
    max_unpacked: int | None,
    verbose: bool,
    encoding: str | None,
    config_path: str | None,
    exclude: tuple[str, ...],
    force_exclude: bool | None,
    quiet: bool,
    color: str,
) -> int:
    """Convert reviews: files, folders (searched for *.review), or - for standard input."""
    from reviewfmt.converter import FORMATS

    configs = configured(config_path, exclude, force_exclude)
    found = find(paths, FORMATS[from_].suffixes if from_ else (".review",), configs)
    listed = output_format == "json"
    if not found.files:
        losses = Losses(listed=listed, counted=False)
        losses.add(unread_folders(found))
        losses.finish(quiet=quiet)
        if found.missing or losses.found:
            return _COULD_NOT_RUN
        return 1 if strict and found.empty else 0
    tasks = plan(found, from_, to, output)
    if listed and any(task.target == STDIN for task in tasks):
        raise click.UsageError("the list and the output cannot both go to standard output")
    limit = None if max_unpacked is None else max_unpacked * MIB
    if not quiet:
        _tell_pandoc(tasks)
    hues = colored(color, sys.stderr)
    asked = Asked(metadata, force, strict, limit, listed, hues, configs, encoding)
    failed = unwritten = 0
    losses = Losses(listed=listed, counted=len(tasks) > 1 and not verbose)
    for done in _progress(_work(tasks, asked, jobs or _processors()), len(tasks)):
        code = _finish(done, asked, losses)
        failed += code != 0
        unwritten += code == _COULD_NOT_RUN
    losses.finish(quiet=quiet)
    unread = unread_folders(found)
    for one in unread:
        tell(str(one))
    if len(tasks) > 1 and not quiet:
        say(f"{len(tasks) - failed} converted" + (f", {failed} failed" if failed else ""))
    if found.missing or unwritten or unread or losses.has_unread:
        return _COULD_NOT_RUN
    return 1 if failed or (strict and found.empty) else 0


def _tell_pandoc(tasks: Sequence[Task]) -> None:
    """Say which pandoc is used, where it is not the one that came with reviewfmt."""
    from reviewfmt.converter import FORMATS, other_pandoc

    rows = [(FORMATS[task.source_format], FORMATS[task.target_format]) for task in tasks]
    if any(source.reader or target.writer for source, target in rows) and (told := other_pandoc()):
        say(told)


def _work(tasks: Sequence[Task], asked: Asked, jobs: int) -> Iterator[Done]:
    from reviewfmt import converter

    def convert(task: Task) -> Done:
        data = b""
        try:
            config = asked.configs.of(task.source)
            data = read(task.source, config.max_file_size)
            if asked.encoding and not converter.FORMATS[task.source_format].binary:
                data = recoded(data, asked.encoding, task.source)
            reading = converter.read_document(
                data,
                task.source_format,
                task.source,
                limit=asked.limit,
                words=config.settings.words,
            )
            lost = (
                *reading.losses,
                *converter.losses(reading.review, task.target_format, reading.own),
            )
            if asked.strict and lost:
                return Done(task, None, losses=lost)
            made = converter.write(
                reading.review, task.target_format, metadata=asked.metadata, own=reading.own
            )
            return Done(task, made, losses=lost)
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


def _finish(done: Done, asked: Asked, losses: Losses) -> int:
    """Write what a task gave, or tell why not; returns the exit code that this asks for."""
    from dataclasses import replace

    task = done.task
    found = done.losses if done.error is None else done.error.diagnostics
    found = tuple(replace(one, path=task.source) for one in found)
    if done.error is None:
        losses.add(found)
    else:
        losses.note(found)
        if not asked.listed:
            from reviewfmt.cli.reports import report
            from reviewfmt.linter import Checked

            checked = Checked(task.source, done.text, found)
            tell_all(report("full").render([checked], asked.color))
    if done.data is None:
        if done.error is None:
            say(f"{task.source}: not converted, for --strict asks for no loss")
        return 1
    data = done.data
    if task.target == STDIN:
        emit_bytes(data)
        return 0
    try:
        write_whole(task.target, data, ours=None if asked.force else is_ours, within=task.folder)
    except FileError as error:
        hint = "; --force replaces it" if error.exists else ""
        say(f"{error}{hint}")
        return _COULD_NOT_RUN
    return 0


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
