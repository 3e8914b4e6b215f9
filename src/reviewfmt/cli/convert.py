"""`reviewfmt convert`: turns reviews into other formats, and back."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reviewfmt.batch import STDIN
from reviewfmt.cli.completing import fields
from reviewfmt.cli.console import colored, say, tell, tell_with_help
from reviewfmt.cli.conversion import Run, Tally, keeper_of
from reviewfmt.cli.converting import LOOKING, Convert
from reviewfmt.cli.exits import COULD_NOT_RUN
from reviewfmt.cli.field_values import pairs
from reviewfmt.cli.inputs import configuration, configured, find, unread_folders
from reviewfmt.cli.looks import OF_LOOKS, LookChoice, Looks, look_options, seen_option
from reviewfmt.cli.losses import Losses
from reviewfmt.cli.named import from_option, to_option
from reviewfmt.cli.options import (
    Choice,
    Running,
    lenient_option,
    output_option,
    paths_argument,
    running_options,
)
from reviewfmt.cli.outputs import handle_stale, opened
from reviewfmt.cli.plan import Task, output_folder, plan
from reviewfmt.cli.tables import asked_for, write_tables
from reviewfmt.cli.watched import PICTURES, Watch, watch_option
from reviewfmt.cli.watched import watch as watch_it
from reviewfmt.config import nearest
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import MIB, FileError
from reviewfmt.theme import Look

if TYPE_CHECKING:
    from reviewfmt.converter.editions.edition import UpTo

_BOTH = "the list and the output cannot both go to standard output"


def _profile(_ctx: click.Context, _param: click.Parameter, name: str | None) -> str | None:
    from reviewfmt.converter.markdown.profiles import PROFILES

    if name is None or name.lower() in PROFILES:
        return None if name is None else name.lower()
    hint = nearest(name, dict(PROFILES)) or f"; known are {', '.join(PROFILES)}"
    raise click.BadParameter(f'unknown profile "{name}"{hint}')


def _complete_profile(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    from reviewfmt.converter.markdown.profiles import PROFILES

    return [name for name in PROFILES if name.startswith(begun)]


@click.command(
    "convert",
    epilog="""\b
Examples:
  reviewfmt convert a.review -t html                to standard output
  reviewfmt convert a.review -o a.epub              the suffix selects the format
  reviewfmt convert reviews/ -t markdown -o site/   a folder, relative paths kept
  reviewfmt convert reviews/ -t markdown --profile hugo -o content/reviews/
  reviewfmt convert reviews/ -t html -o site/ --prune
  reviewfmt convert reviews/ -t html -o site/ --watch
  reviewfmt convert a.review b.md c.docx -t html -o site/
  reviewfmt convert reviews/ -o reviews.csv         all of them as one table
  reviewfmt convert a.json -o a.review              and back
  reviewfmt convert -f page saved.html -o a.review  a page of another site
  reviewfmt convert - -t json < a.review
  reviewfmt convert a.review -o a.epub --metadata author="A. Writer"
  reviewfmt convert draft.review -o draft.html --lenient
  reviewfmt convert a.review -o a.html --theme serif --css mine.css
  reviewfmt convert a.review -o a.html --seen 5     for readers who have seen five

\b
A folder of outputs has a list of them, .reviewfmt.json. The next run replaces the outputs in the
list that nobody has changed; it replaces other files only with --force. Outputs whose sources no
longer exist are reported, and removed with --prune. A file named by -o is replaced if its mark
shows that nobody changed it (HTML, Markdown, EPUB, docx and odt have a mark) or if it already has
this content; otherwise only with --force. An input is never replaced.

\b
Content that does not fit into the output format or into a review is reported on standard error,
or as a list with --output-format json. For several files it is counted; --verbose lists it.

Exit codes: 0 all files are converted (with --lenient also those with errors); 1 a file was not
converted, or with --strict a folder has no files; 2 the command could not run, or could not
read, write or remove a file.""",
)
@paths_argument("PATH...")
@from_option("-f")
@to_option
@output_option("A file, a folder, or - for standard output.", "PATH")
@click.option(
    "--table",
    type=click.Choice(["reviews", "episodes"]),
    help="The table to write to a csv, jsonl or parquet file; reviews by default.",
)
@click.option(
    "--metadata",
    multiple=True,
    callback=pairs,
    shell_complete=fields,
    metavar="KEY=VALUE",
    help="Set a field, such as author, in the outputs; can be repeated.",
)
@click.option(
    "--profile",
    metavar="NAME",
    callback=_profile,
    shell_complete=_complete_profile,
    help="Write the front matter of Markdown for a program: hugo, jekyll, eleventy or obsidian.",
)
@look_options
@seen_option
@click.option(
    "--force",
    is_flag=True,
    help="Replace files that reviewfmt did not write, or that were changed.",
)
@click.option(
    "--prune", is_flag=True, help="Remove outputs in the folder whose sources no longer exist."
)
@click.option("--strict", is_flag=True, help="Treat a loss as an error: the file is not written.")
@lenient_option
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to report losses and errors: as text, or as a JSON list on standard output.",
)
@click.option(
    "--max-unpacked",
    type=click.IntRange(min=1),
    metavar="MIB",
    help="The maximum unpacked size of an EPUB, docx or odt, in MiB; 64 by default.",
)
@click.option("--verbose", is_flag=True, help="List every loss, even if there are several files.")
@click.option(
    "--no-cache", is_flag=True, help="Make every output again, even if nothing has changed."
)
@watch_option
@running_options
def command(
    paths: tuple[str, ...],
    from_: str | None,
    to: str | None,
    output: str | None,
    table: str | None,
    metadata: dict[str, str],
    profile: str | None,
    look: LookChoice,
    seen: UpTo | None,
    force: bool,
    prune: bool,
    strict: bool,
    lenient: bool,
    output_format: str,
    max_unpacked: int | None,
    verbose: bool,
    no_cache: bool,
    watch: Watch,
    running: Running,
) -> int:
    """Convert reviews: files, folders (searched for *.review), or - for standard input."""
    from reviewfmt.converter import SOURCES

    tabular = asked_for(click.get_current_context().params)
    if strict and lenient:
        raise click.UsageError("--strict and --lenient exclude each other")
    looks = Looks(look, _tried)
    suffixes = SOURCES[from_].suffixes if from_ else (".review",)
    if watch is True:
        if output is None or output == STDIN:
            raise click.UsageError("--watch writes again and again; give -o FILE or -o FOLDER")
        return watch_it(
            paths,
            lambda: configured(*running.choice),
            suffixes,
            own=(output,),
            also=(running.choice.config_path, *_files_of(looks, paths, running.choice)),
            beside=(*PICTURES, *OF_LOOKS),
        )
    configs = configured(*running.choice)
    found = find(paths, suffixes, configs)
    limit = None if max_unpacked is None else max_unpacked * MIB
    hues = colored(running.color, sys.stderr)
    listed = output_format == "json"
    if tabular is not None:
        from reviewfmt.columns.gathering import Tabulate

        if listed and tabular.output == STDIN:
            raise click.UsageError(_BOTH)
        return write_tables(
            tabular,
            found,
            Tabulate(configs, metadata, running.encoding, limit, strict),
            running.jobs,
            Losses(listed=listed, counted=len(found.files) > 1 and not verbose),
            from_=from_,
            color=hues,
            quiet=running.quiet,
            fail_fast=running.fail_fast,
        )
    folder = output_folder(found, output)
    if prune and folder is None:
        raise click.UsageError("--prune needs a folder of outputs; give -o FOLDER")
    publishing = "--lenient" if lenient else "--seen" if seen else None
    tasks = plan(found, from_, to, output, publishing=publishing) if found.files else []
    if profile and any(task.target_format != "markdown" for task in tasks):
        raise click.UsageError("--profile is for the front matter of Markdown; give -t markdown")
    _refuse_looks(tasks, look)
    with configuration():
        for task in tasks:
            if task.target_format in LOOKING:
                looks.of(configs.of(task.source))
    if listed and any(task.target == STDIN for task in tasks):
        raise click.UsageError(_BOTH)
    work = Convert(
        metadata,
        force,
        strict,
        lenient,
        limit,
        listed,
        hues,
        configs,
        running.encoding,
        profile,
        looks,
        seen,
    )
    losses = Losses(listed=listed, counted=len(tasks) > 1 and not verbose)
    unread = unread_folders(found)
    if tasks and not running.quiet:
        _tell_pandoc(tasks)
    tally = Tally()
    try:
        with opened(folder, tasks, force=force) as manifest:
            keeper = None if manifest is None else keeper_of(work, anew=no_cache)
            run_ = Run(work, tasks, manifest, losses, tally, keeper, is_again=bool(watch))
            complete = run_.convert(running.jobs, fail_fast=running.fail_fast, quiet=running.quiet)
            if found.missing or unread or not complete:
                if prune:
                    why = "some inputs cannot be read" if complete else "the run has stopped"
                    say(f"nothing is pruned, because {why}")
            elif (
                manifest and folder and not handle_stale(manifest, prune=prune, quiet=running.quiet)
            ):
                tally.unwritten += 1
    except ReviewError as error:
        losses.note(error.diagnostics)
        for one in () if listed else error.diagnostics:
            tell_with_help(one)
        tally = Tally(unwritten=1)
    except FileError as error:
        raise click.ClickException(str(error)) from error
    losses.note(unread)
    losses.finish(quiet=running.quiet)
    for one in () if listed else unread:
        tell(str(one))
    if len(tasks) > 1 and not running.quiet:
        say(tally.summary())
    if found.missing or unread or tally.unwritten or losses.has_unread:
        return COULD_NOT_RUN
    return 1 if tally.failed or (strict and found.empty) else 0


def _tried(look: Look) -> None:
    if look.templates:
        from reviewfmt.converter.trial import tried

        tried(look)


def _refuse_looks(tasks: Sequence[Task], asked: LookChoice) -> None:
    """Check that the outputs support the options of the look."""
    for task in tasks:
        if (asked.theme or asked.css) and task.target_format not in LOOKING:
            told = f"--theme and --css are for pages and books, and not for {task.target_format}"
            raise click.UsageError(f"{told}; give -t html or -t epub")
        if asked.template and task.target_format != "html":
            told = f"--template is for pages of HTML, and not for {task.target_format}"
            raise click.UsageError(f"{told}; give -t html")


def _files_of(looks: Looks, paths: Sequence[str], choice: Choice) -> list[str]:
    """Return the files of the looks of the inputs at `paths`."""
    configs = configured(choice.config_path)
    with configuration():
        folders = [one if os.path.isdir(one) else os.path.dirname(one) for one in paths]
        return looks.files(configs.of_folder(one) for one in folders)


def _tell_pandoc(tasks: Sequence[Task]) -> None:
    """Say which pandoc is used, if it is not the one of the package."""
    from reviewfmt.converter import FORMATS, SOURCES, other_pandoc

    rows = [(SOURCES[task.source_format], FORMATS[task.target_format]) for task in tasks]
    if not any(source.reader or target.writer for source, target in rows):
        return
    try:
        other = other_pandoc()
    except ReviewError as error:
        raise click.ClickException(error.diagnostics[0].message) from error
    if other:
        say(other)
