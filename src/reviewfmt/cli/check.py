"""`reviewfmt check`: says what is wrong in reviews, and where."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence

import click

from reviewfmt.batch import STDIN, identity
from reviewfmt.cli.checking import check_file, fails, is_unread
from reviewfmt.cli.console import (
    color_option,
    colored,
    emit,
    emit_bytes,
    tell,
    tell_all,
)
from reviewfmt.cli.inputs import (
    choosing_options,
    configured,
    encoding_option,
    find,
    naming,
    of_first,
    pass_stdin_on,
    paths_argument,
    quiet_option,
    unread_folders,
)
from reviewfmt.cli.mending import Mender
from reviewfmt.cli.reports import REPORTS, Report, report
from reviewfmt.cli.tally import Tally, count
from reviewfmt.config import Config, Configs, valid_codes
from reviewfmt.files import FileError, write_whole
from reviewfmt.linter import ALWAYS, Checked

SUFFIXES = (".review",)
_COULD_NOT_RUN = 2


def _codes(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return valid_codes(code for one in given for code in one.split(","))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


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
  reviewfmt check document.json             a JSON document, at its own lines
  reviewfmt check - --stdin-filename a.review < draft.txt
  reviewfmt check reviews/ --output-format sarif -o reviewfmt.sarif
  reviewfmt check a.review --select RF1,RF3 --ignore RF302
  reviewfmt check a.review --output-format json --lines
  reviewfmt check reviews/ --diff           what --fix would change; nothing is written
  reviewfmt check reviews/ --fix            what is sure to keep the meaning
  reviewfmt check archive/ --write-baseline known.json
  reviewfmt check archive/ --baseline known.json
  reviewfmt check archive/ --statistics     how often each code is found

A comment `% ignore: RF302` in a review silences the line or block below it, and
`% ignore-file: RF4` the whole file.

Exit codes: 0 clean; 1 errors (with --strict warnings too), and under --diff a file that
would change, and under --strict a folder with nothing to check; 2 it could not run, or
something could not be read.""",
)
@paths_argument("PATH...")
@click.option(
    "--output-format",
    "form",
    type=click.Choice(list(REPORTS)),
    help="How to report; full when neither this nor the configuration says.",
)
@click.option("--statistics", is_flag=True, help="Report how often each code is found alone.")
@click.option("--lines", is_flag=True, help="With --output-format json: the kind of each line too.")
@click.option(
    "-o",
    "--output",
    default=STDIN,
    type=click.Path(readable=False),
    callback=naming("path of a report"),
    metavar="FILE",
    help="Write the report to FILE, whole.",
)
@click.option(
    "--select",
    multiple=True,
    callback=_codes,
    shell_complete=_complete,
    metavar="CODES",
    help="Report these alone: codes or beginnings of codes, commas between.",
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
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever was found.")
@click.option("--fix", is_flag=True, help="Mend what can be mended with the review kept as it is.")
@click.option(
    "--unsafe-fixes",
    "unsafe",
    is_flag=True,
    help="Mend also where the review changes by it; implies --fix.",
)
@click.option("--diff", is_flag=True, help="Show what would be mended, and write nothing.")
@click.option(
    "--baseline",
    type=click.Path(readable=False),
    callback=naming("path of a baseline"),
    metavar="FILE",
    help="Leave out the findings that FILE knows.",
)
@click.option(
    "--write-baseline",
    type=click.Path(readable=False),
    callback=naming("path of a baseline"),
    metavar="FILE",
    help="Write all findings to FILE, as known from now on.",
)
@click.option(
    "--stdin-filename",
    callback=naming("path"),
    metavar="PATH",
    help="The path of standard input, for the report and the configuration.",
)
@encoding_option
@choosing_options
@quiet_option
@color_option
def command(
    paths: tuple[str, ...],
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
    encoding: str | None,
    config_path: str | None,
    exclude: tuple[str, ...],
    force_exclude: bool | None,
    quiet: bool,
    color: str,
) -> int:
    """Check reviews: files, folders (searched for *.review), or - for standard input."""
    if diff and (output != STDIN or write_baseline):
        raise click.UsageError("--diff shows what would change, and writes nothing else")
    if encoding and (fix or unsafe or diff):
        raise click.UsageError("--encoding is for reading: what --fix writes would be UTF-8")
    adapt = _adapting(select, ignore, lines, strict)
    configs = configured(config_path, exclude, force_exclude, adapt)
    found = find(paths, SUFFIXES, configs, stdin_filename)
    form = form or of_first(paths, configs, stdin_filename).output_format or "full"
    made = _report(form, statistics, lines)
    mender = Mender(unsafe=unsafe, diff=diff) if fix or unsafe or diff else None
    checked = [check_file(path, stdin_filename, configs, mender, encoding) for path in found.files]
    if mender and not diff and STDIN in found.excluded:
        pass_stdin_on()
    unread = [Checked(str(one.path), "", (one,)) for one in unread_folders(found)]
    failed = found.missing or unread or is_unread(checked) or (mender and mender.failed)
    if diff and mender:
        code = _show_diff(mender, [*checked, *unread], quiet, color)
        return _COULD_NOT_RUN if failed else 0 if exit_zero else code
    if write_baseline:
        from reviewfmt.cli.known import write_baseline as write

        write(write_baseline, checked, found.files)
    checked, known = _new(write_baseline or baseline, checked, configs, quiet)
    _write([*checked, *unread], made, output, found.files, color, mender)
    if (checked or unread) and not quiet:
        tell(Tally.of([*checked, *unread], len(checked)).summary(known, mender))
    if failed:
        return _COULD_NOT_RUN
    return 1 if fails(checked, found, configs) and not exit_zero else 0


def _adapting(
    select: tuple[str, ...], ignore: tuple[str, ...], lines: bool, strict: bool | None
) -> Callable[[Config], Config]:
    def adapt(config: Config) -> Config:
        settings = config.settings
        chosen = settings._replace(
            select=select or settings.select, ignore=(*settings.ignore, *ignore), lines=lines
        )
        failing = config.strict if strict is None else strict
        return config._replace(settings=chosen, strict=failing)

    return adapt


def _new(
    asked: str | None, checked: list[Checked], configs: Configs, quiet: bool
) -> tuple[list[Checked], int]:
    """Return what no baseline knows, and how many findings one does."""
    if asked is None and not any(configs.of(one.path).baseline for one in checked):
        return checked, 0
    from reviewfmt.cli.known import without_known

    return without_known(asked, checked, configs, quiet)


def _report(form: str, statistics: bool, lines: bool) -> Report:
    if lines and form != "json":
        raise click.UsageError("--lines asks for --output-format json")
    if not statistics:
        return report(form)
    if lines or form not in ("full", "concise", "json"):
        raise click.UsageError(f"--statistics has no form {'--lines' if lines else form}")
    from reviewfmt.cli.tally import Statistics

    return Statistics(as_json=form == "json")


def _show_diff(mender: Mender, checked: Sequence[Checked], quiet: bool, color: str) -> int:
    """Show the diff; what could not be read at all is reported on standard error."""
    from reviewfmt.cli.differences import show

    show(mender.differences, color)
    unread = [one for each in checked for one in each.diagnostics if one.code in ALWAYS]
    for one in unread:
        tell(str(one))
    if not quiet:
        files, findings = count(mender.files, "file"), count(mender.findings, "finding")
        left = sum(one.fix is not None for each in checked for one in each.diagnostics)
        hint = "; --unsafe-fixes shows more" if left and not mender.unsafe else ""
        tell(f"{files} would change: {findings} mended{hint}")
    return 1 if mender.files or unread else 0


def _write(
    checked: Sequence[Checked],
    made: Report,
    output: str,
    inputs: Sequence[str],
    color: str,
    mender: Mender | None,
) -> None:
    if mender and mender.output is not None:
        emit_bytes(mender.output)  # standard input, mended; the report goes beside it
        if output == STDIN:
            tell_all(made.render(checked, colored(color, sys.stderr)))
            return
    if output == STDIN:
        emit(made.render(checked, colored(color, sys.stdout)))
        return
    standing = identity(output)
    if standing is not None and standing in map(identity, inputs):
        raise click.ClickException(f"{output}: is an input, and the report would replace it")
    text = made.render(checked, color == "always")

    def ours(data: bytes) -> bool:
        return re.match(made.MARK, data.decode("utf-8", "replace")) is not None

    try:
        write_whole(output, text.encode("utf-8", "backslashreplace"), ours=ours)
    except FileError as error:
        raise click.ClickException(str(error)) from error
