"""`reviewfmt convert`: turns reviews into other formats, and back."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reviewfmt.batch import STDIN
from reviewfmt.cli.completing import fields
from reviewfmt.cli.console import color_option, colored, say, tell
from reviewfmt.cli.conversion import Run, Tally, keeper_of
from reviewfmt.cli.converting import LOOKING, Convert
from reviewfmt.cli.inputs import (
    choosing_options,
    configuration,
    configured,
    encoding_option,
    find,
    naming,
    paths_argument,
    quiet_option,
    unread_folders,
)
from reviewfmt.cli.looks import OF_LOOKS, Looks, look_options, seen_option
from reviewfmt.cli.losses import Losses
from reviewfmt.cli.many import many_options
from reviewfmt.cli.named import from_option, to_option
from reviewfmt.cli.outputs import opened, see_to_stale
from reviewfmt.cli.pairs import pairs
from reviewfmt.cli.plan import Task, output_folder, plan
from reviewfmt.cli.publishing import lenient_option
from reviewfmt.cli.tables import asked_for, write_tables
from reviewfmt.cli.watched import Watch, watch_option
from reviewfmt.cli.watched import watch as watch_it
from reviewfmt.config import nearest
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import MIB, FileError
from reviewfmt.theme import Look

if TYPE_CHECKING:
    from reviewfmt.converter.edition import UpTo

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Suffixes of pictures, which outputs may hold."""

_COULD_NOT_RUN = 2
_BOTH = "the list and the output cannot both go to standard output"


def _profile(_ctx: click.Context, _param: click.Parameter, name: str | None) -> str | None:
    from reviewfmt.converter.profiles import PROFILES

    if name is None or name.lower() in PROFILES:
        return None if name is None else name.lower()
    hint = nearest(name, dict(PROFILES)) or f"; known are {', '.join(PROFILES)}"
    raise click.BadParameter(f'unknown profile "{name}"{hint}')


def _complete_profile(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    from reviewfmt.converter.profiles import PROFILES

    return [name for name in PROFILES if name.startswith(begun)]


@click.command(
    "convert",
    epilog="""\b
Examples:
  reviewfmt convert a.review -t html                to standard output
  reviewfmt convert a.review -o a.epub              the suffix tells the format
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
A folder of outputs has a list of them, .reviewfmt.json. The next run replaces what the list has
and nobody has changed; other files that stand there only with --force. Outputs whose sources
are gone are named, and removed with --prune. A file that is named by -o is replaced if its mark
says that nobody changed it (HTML, Markdown, EPUB, docx and odt have one) or if it holds the very
output, else only with --force. An input is never replaced.

\b
What a format cannot carry, and what of a document has no place in a review, is reported on
standard error, or as a list with --output-format json. Of several files it is counted;
--verbose lists it.

Exit codes: 0 all converted, under --lenient those with errors too; 1 a file did not convert,
and under --strict a folder with none; 2 it could not run, or something could not be read,
written or removed.""",
)
@paths_argument("PATH...")
@from_option("-f")
@to_option
@click.option(
    "-o",
    "--output",
    type=click.Path(readable=False),
    callback=naming("path of an output"),
    metavar="PATH",
    help="A file, a folder, or - for standard output.",
)
@click.option(
    "--table",
    type=click.Choice(["reviews", "episodes"]),
    help="Which table a file of csv, jsonl or parquet holds; reviews when not given.",
)
@click.option(
    "--metadata",
    multiple=True,
    callback=pairs,
    shell_complete=fields,
    metavar="KEY=VALUE",
    help="Set a field, such as author, for the outputs; may be given again.",
)
@click.option(
    "--profile",
    metavar="NAME",
    callback=_profile,
    shell_complete=_complete_profile,
    help="Front matter of Markdown as a program wants it: hugo, jekyll, eleventy or obsidian.",
)
@look_options
@seen_option
@click.option(
    "--force", is_flag=True, help="Replace files that reviewfmt did not make, or that were changed."
)
@click.option(
    "--prune", is_flag=True, help="Remove the outputs in the folder whose sources are gone."
)
@click.option("--strict", is_flag=True, help="A loss is an error: its file is not written.")
@lenient_option
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
    help="How much an EPUB, docx or odt may unpack to, in MiB; 64 when not given.",
)
@click.option("--verbose", is_flag=True, help="List what several files lose, one by one.")
@many_options
@click.option("--no-cache", is_flag=True, help="Make every output anew, changed or not.")
@watch_option
@encoding_option
@choosing_options
@quiet_option
@color_option
def command(
    paths: tuple[str, ...],
    from_: str | None,
    to: str | None,
    output: str | None,
    table: str | None,
    metadata: dict[str, str],
    profile: str | None,
    theme: str | None,
    css: tuple[str, ...],
    template: str | None,
    seen: UpTo | None,
    force: bool,
    prune: bool,
    strict: bool,
    lenient: bool,
    output_format: str,
    max_unpacked: int | None,
    verbose: bool,
    jobs: int,
    fail_fast: bool,
    no_cache: bool,
    watch: Watch,
    encoding: str | None,
    config_path: str | None,
    exclude: tuple[str, ...],
    force_exclude: bool | None,
    quiet: bool,
    color: str,
) -> int:
    """Convert reviews: files, folders (searched for *.review), or - for standard input."""
    from reviewfmt.converter import SOURCES

    tabular = asked_for(click.get_current_context().params)
    if strict and lenient:
        raise click.UsageError("--strict asks for no loss, and --lenient for none but the errors")
    looks = Looks(theme, css, template, _tried)
    suffixes = SOURCES[from_].suffixes if from_ else (".review",)
    if watch is True:
        if output is None or output == STDIN:
            raise click.UsageError("--watch writes again and again; give -o FILE or -o FOLDER")
        return watch_it(
            paths,
            lambda: configured(config_path, exclude, force_exclude),
            suffixes,
            own=(output,),
            also=(config_path, *_files_of(looks, paths, config_path)),
            beside=(*PICTURES, *OF_LOOKS),
        )
    configs = configured(config_path, exclude, force_exclude)
    found = find(paths, suffixes, configs)
    limit = None if max_unpacked is None else max_unpacked * MIB
    hues = colored(color, sys.stderr)
    listed = output_format == "json"
    if tabular is not None:
        from reviewfmt.columns.gathering import Tabulate

        if listed and tabular.output == STDIN:
            raise click.UsageError(_BOTH)
        return write_tables(
            tabular,
            found,
            Tabulate(configs, metadata, encoding, limit, strict),
            jobs,
            Losses(listed=listed, counted=len(found.files) > 1 and not verbose),
            from_=from_,
            color=hues,
            quiet=quiet,
            fail_fast=fail_fast,
        )
    folder = output_folder(found, output)
    if prune and folder is None:
        raise click.UsageError("--prune looks through a folder of outputs; give -o FOLDER")
    publishing = "--lenient" if lenient else "--seen" if seen else None
    tasks = plan(found, from_, to, output, publishing=publishing) if found.files else []
    if profile and any(task.target_format != "markdown" for task in tasks):
        raise click.UsageError("--profile is for the front matter of Markdown; give -t markdown")
    _refuse_looks(tasks, theme, css, template)
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
        encoding,
        profile,
        looks,
        seen,
    )
    losses = Losses(listed=listed, counted=len(tasks) > 1 and not verbose)
    unread = unread_folders(found)
    if tasks and not quiet:
        _tell_pandoc(tasks)
    tally = Tally()
    try:
        with opened(folder, tasks, force=force) as manifest:
            keeper = None if manifest is None else keeper_of(work, anew=no_cache)
            run_ = Run(work, tasks, manifest, losses, tally, keeper, is_again=bool(watch))
            complete = run_.convert(jobs, fail_fast=fail_fast, quiet=quiet)
            if found.missing or unread or not complete:
                if prune:
                    why = "some inputs cannot be read" if complete else "the run has stopped"
                    say(f"nothing is pruned, for {why}")
            elif manifest and folder and not see_to_stale(manifest, prune=prune, quiet=quiet):
                tally.unwritten += 1
    except ReviewError as error:
        losses.note(error.diagnostics)
        for one in () if listed else error.diagnostics:
            tell(f"{one}; {one.help}")
        tally = Tally(unwritten=1)
    except FileError as error:
        raise click.ClickException(str(error)) from error
    losses.note(unread)
    losses.finish(quiet=quiet)
    for one in () if listed else unread:
        tell(str(one))
    if len(tasks) > 1 and not quiet:
        say(tally.summary())
    if found.missing or unread or tally.unwritten or losses.has_unread:
        return _COULD_NOT_RUN
    return 1 if tally.failed or (strict and found.empty) else 0


def _tried(look: Look) -> None:
    if look.templates:
        from reviewfmt.converter.trial import tried

        tried(look)


def _refuse_looks(
    tasks: Sequence[Task], theme: str | None, css: tuple[str, ...], template: str | None
) -> None:
    """See that what was asked for of a look has a place in the outputs."""
    for task in tasks:
        if (theme or css) and task.target_format not in LOOKING:
            told = f"--theme and --css are for pages and books, and {task.target_format} is neither"
            raise click.UsageError(f"{told}; give -t html or -t epub")
        if template and task.target_format != "html":
            told = f"--template is for pages of HTML, and {task.target_format} is none"
            raise click.UsageError(f"{told}; give -t html")


def _files_of(looks: Looks, paths: Sequence[str], config_path: str | None) -> list[str]:
    """Return the files that the looks of what is at `paths` are made of."""
    configs = configured(config_path)
    with configuration():
        folders = [one if os.path.isdir(one) else os.path.dirname(one) for one in paths]
        return looks.files(configs.of_folder(one) for one in folders)


def _tell_pandoc(tasks: Sequence[Task]) -> None:
    """Say which pandoc is used, where it is not the one that came with reviewfmt."""
    from reviewfmt.converter import FORMATS, SOURCES, other_pandoc

    rows = [(SOURCES[task.source_format], FORMATS[task.target_format]) for task in tasks]
    if any(source.reader or target.writer for source, target in rows) and (told := other_pandoc()):
        say(told)
