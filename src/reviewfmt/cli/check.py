"""`reviewfmt check`: says what is wrong in reviews, and where."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from functools import partial

import click

from reviewfmt.batch import STDIN, identity
from reviewfmt.cli import completing
from reviewfmt.cli.checking import Check
from reviewfmt.cli.console import colored, tell
from reviewfmt.cli.differences import look_of
from reviewfmt.cli.exits import COULD_NOT_RUN
from reviewfmt.cli.fixing import Mender
from reviewfmt.cli.inputs import configured, find, of_first, pass_stdin_on, unread_folders
from reviewfmt.cli.options import (
    Running,
    output_option,
    path_option,
    paths_argument,
    running_options,
    stdin_filename_option,
)
from reviewfmt.cli.outcomes import new_ones, outcomes_of, remembering, rows_of, write
from reviewfmt.cli.reports import REPORTS
from reviewfmt.cli.tally import Tally
from reviewfmt.cli.watched import Watch, of_changed, watch_option
from reviewfmt.cli.watched import watch as watch_it
from reviewfmt.config import Config, nearest, valid_codes

SUFFIXES = (".review",)
MANY = 20
"""A cache is not worthwhile for fewer files, if they are named one by one."""


def _codes(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return valid_codes(code for one in given for code in one.split(","))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _source_format(_ctx: click.Context, _param: click.Parameter, name: str | None) -> str | None:
    from reviewfmt.converter import SOURCES

    if name is not None and name.lower() not in SOURCES:
        hint = nearest(name, SOURCES) or f"; known are {', '.join(SOURCES)}"
        raise click.BadParameter(f'unknown input format "{name}"{hint}')
    return None if name is None else name.lower()


def _complete(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    from reviewfmt.rules import RULES

    before, comma, code = begun.rpartition(",")
    return [f"{before}{comma}{one}" for one in RULES if one.startswith(code.upper())]


@click.command(
    "check",
    epilog="""\b
Examples:
  reviewfmt check a.review b.review
  reviewfmt check reviews/ --strict         every *.review below; warnings fail too
  reviewfmt check document.json             a JSON document
  reviewfmt check -f page saved/            pages of other sites, with uncertain lines
  reviewfmt check - --stdin-filename a.review < draft.txt
  reviewfmt check reviews/ --output-format sarif -o reviewfmt.sarif
  reviewfmt check a.review --select RF1,RF3 --ignore RF302
  reviewfmt check a.review --output-format json --lines
  reviewfmt check reviews/ --diff           what --fix would change; nothing is written
  reviewfmt check reviews/ --fix            only changes that keep the content
  reviewfmt check archive/ --write-baseline known.json
  reviewfmt check archive/ --baseline known.json
  reviewfmt check archive/ --statistics     how often each code is found
  reviewfmt check reviews/ --watch          again each time a file changes

A comment `% ignore: RF302` in a review silences the line or block below it, and
`% ignore-file: RF4` the whole file.

Exit codes: 0 no findings that fail the check; 1 errors (with --strict also warnings, or a
folder without anything to check; with --diff a file that would change); 2 the command could
not run, or could not read a file.""",
)
@paths_argument("PATH...")
@click.option(
    "-f",
    "--from",
    "source_format",
    callback=_source_format,
    shell_complete=completing.sources,
    metavar="FORMAT",
    help="The format of the files, such as page for web pages; by default the suffix selects it.",
)
@click.option(
    "--output-format",
    "form",
    type=click.Choice(list(REPORTS)),
    help="The format of the report; by default that of the configuration, or full.",
)
@click.option("--statistics", is_flag=True, help="Report only how often each code is found.")
@click.option(
    "--lines", is_flag=True, help="With --output-format json: also print the kind of each line."
)
@output_option("Write the report to FILE.", what="path of a report", default=STDIN)
@click.option(
    "--select",
    multiple=True,
    callback=_codes,
    shell_complete=_complete,
    metavar="CODES",
    help="Report only these: codes or prefixes of codes, separated by commas.",
)
@click.option(
    "--ignore",
    multiple=True,
    callback=_codes,
    shell_complete=_complete,
    metavar="CODES",
    help="Leave these out.",
)
@click.option("--strict/--no-strict", default=None, help="Warnings fail too.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option(
    "--fix", is_flag=True, help="Apply the fixes that do not change the content of the review."
)
@click.option(
    "--unsafe-fixes",
    "unsafe",
    is_flag=True,
    help="Apply also the fixes that change the content of the review; implies --fix.",
)
@click.option("--diff", is_flag=True, help="Show what the fixes would change, and write nothing.")
@path_option(
    "--baseline",
    what="path of a baseline",
    help="Leave out the findings listed in FILE.",
)
@path_option(
    "--write-baseline",
    what="path of a baseline",
    help="Write all findings to FILE as the new baseline.",
)
@stdin_filename_option("the report")
@click.option(
    "--no-cache", is_flag=True, help="Check every file again; do not read or write the cache."
)
@watch_option
@running_options
def command(
    paths: tuple[str, ...],
    source_format: str | None,
    form: str | None,
    statistics: bool,
    lines: bool,
    output: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool | None,
    exit_zero: bool,
    fix: bool,
    unsafe: bool,
    diff: bool,
    baseline: str | None,
    write_baseline: str | None,
    stdin_filename: str | None,
    no_cache: bool,
    watch: Watch,
    running: Running,
) -> int:
    """Check reviews: files, folders (searched for *.review), or - for standard input."""
    if diff and (output != STDIN or write_baseline):
        raise click.UsageError("--diff shows what would change, and writes nothing else")
    if running.encoding and (fix or unsafe or diff):
        raise click.UsageError("--encoding is only for reading: --fix would write UTF-8")
    asked = partial(_adapted, select, ignore, lines, strict)
    configs = configured(*running.choice, asked)
    if watch is True:
        if diff or write_baseline:
            option = "--diff" if diff else "--write-baseline"
            raise click.UsageError(f"--watch keeps running, and {option} is for a single run")
        return watch_it(
            paths,
            lambda: configured(*running.choice, asked),
            _suffixes(source_format),
            own=(output,),
            also=(baseline, running.choice.config_path),
        )
    found = find(paths, _suffixes(source_format), configs, stdin_filename)
    if watch:
        found = of_changed(found, watch)
    form = form or of_first(paths, configs, stdin_filename).output_format or "full"
    _refuse_form(form, statistics, lines)
    known = write_baseline or baseline
    gathered = not diff and (
        known is not None or any(configs.of(path).baseline for path in found.files)
    )
    if running.fail_fast and gathered:
        raise click.UsageError("--fail-fast cannot be used with a baseline")
    for path, what in ((output, "report"), (write_baseline, "baseline")):
        if path is not None and path != STDIN:
            _refuse_input(path, what, found.files)
    mender = Mender(unsafe, diff) if fix or unsafe or diff else None
    beside = mender is not None and not diff and STDIN in found.files and output == STDIN
    work = Check(
        configs,
        "concise" if diff else form,
        statistics=statistics and not diff,
        by_file=lines,
        color=not diff and _is_colored(running.color, output, beside=beside),
        stdin_filename=stdin_filename,
        encoding=running.encoding,
        mender=mender,
        keyed=known is not None,
        look=look_of(running.color) if diff else None,
        source_format=source_format,
    )
    memory = None
    if not (no_cache or mender or lines or source_format) and (
        found.searched or len(found.files) >= MANY
    ):
        work, memory = remembering(work, of_first(paths, configs, stdin_filename))
    tally = Tally()
    with closing(
        outcomes_of(
            work,
            found.files,
            running.jobs,
            memory,
            quiet=running.quiet,
            fail_fast=running.fail_fast,
        )
    ) as outcomes:
        unread = (work.of(str(one.path), (one,)) for one in unread_folders(found))
        rows = rows_of(outcomes, unread, tally, diff=diff)
        if gathered:
            left = new_ones(known, write_baseline, outcomes, tally, configs, running.quiet)
            rows = rows_of(left, unread, tally)
        write(work, rows, output, beside=beside, diff=diff)
    if mender and not diff and STDIN in found.excluded:
        pass_stdin_on()
    if not running.quiet and (diff or tally.told):
        tell(tally.difference(unsafe=unsafe) if diff else tally.summary(mended=mender is not None))
    if found.missing or tally.could_not_run:
        return COULD_NOT_RUN
    if diff:
        tally.failed = bool(tally.changed or tally.unread)
    else:
        tally.failed |= any(configs.of_folder(folder).strict for folder in found.empty)
    return 1 if tally.failed and not exit_zero else 0


def _refuse_unnamed(codes: Sequence[str], plugins: Sequence[str]) -> None:
    """Raise UsageError for a code of a plug-in that the configuration does not name."""
    if all(code.startswith("RF") or "RF".startswith(code) for code in codes):
        return
    from reviewfmt.rules.plugins import of_code

    for code in codes:
        name = of_code(code)
        if name and name not in plugins:
            told = f"{code} is of the plug-in {name}, which the configuration does not name"
            raise click.UsageError(f'{told}; write plugins = ["{name}"]')


def _adapted(
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    lines: bool,
    strict: bool | None,
    config: Config,
) -> Config:
    """Return a configuration with what the command line changes."""
    settings = config.settings
    _refuse_unnamed((*select, *ignore), settings.plugins)
    chosen = settings._replace(
        select=select or settings.select, ignore=(*settings.ignore, *ignore), lines=lines
    )
    failing = config.strict if strict is None else strict
    return config._replace(settings=chosen, strict=failing)


def _suffixes(source_format: str | None) -> tuple[str, ...]:
    """Return the suffixes of the files to search for in folders."""
    if source_format is None:
        return SUFFIXES
    from reviewfmt.converter import SOURCES

    return SOURCES[source_format].suffixes


def _refuse_form(form: str, statistics: bool, lines: bool) -> None:
    if lines and form != "json":
        raise click.UsageError("--lines needs --output-format json")
    if statistics and (lines or form not in ("full", "concise", "json")):
        raise click.UsageError(f"--statistics has no output format {'--lines' if lines else form}")


def _refuse_input(path: str, what: str, inputs: Sequence[str]) -> None:
    standing = identity(path)
    if standing is not None and standing in map(identity, inputs):
        raise click.ClickException(f"{path}: is an input, and the {what} would replace it")


def _is_colored(color: str, output: str, *, beside: bool) -> bool:
    if output != STDIN:
        return color == "always"
    return colored(color, sys.stderr if beside else sys.stdout)
