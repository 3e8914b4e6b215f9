"""`reviewfmt check`: says what is wrong in reviews, and where."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence

import click

from reviewfmt.batch import STDIN, FileError, identity, write_whole
from reviewfmt.cli.console import color_option, colored, emit, find, read, say
from reviewfmt.cli.reports import REPORTS, report
from reviewfmt.config import Config, ConfigError, load, valid_codes
from reviewfmt.diagnostic import ReviewError, Severity
from reviewfmt.linter import Checked, Settings, check_data

SUFFIXES = (".review",)
_COULD_NOT_RUN = 2
_AS_TEXT = ("", ".review", ".txt")


def _codes(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return valid_codes(code for one in given for code in one.split(","))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


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

Exit codes: 0 clean; 1 errors (with --strict warnings too); 2 it could not run.""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--output-format",
    "form",
    type=click.Choice(list(REPORTS)),
    default="full",
    help="How to report; full when not given.",
)
@click.option(
    "-o", "--output", default=STDIN, metavar="FILE", help="Write the report to FILE, whole."
)
@click.option(
    "--select",
    multiple=True,
    callback=_codes,
    metavar="CODES",
    help="Report these alone: codes or beginnings of codes, commas between.",
)
@click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="Leave these out.")
@click.option("--strict/--no-strict", default=None, help="Warnings fail too.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever was found.")
@click.option("--stdin-filename", metavar="PATH", help="The path to report for standard input.")
@color_option
def command(
    paths: tuple[str, ...],
    form: str,
    output: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool | None,
    exit_zero: bool,
    stdin_filename: str | None,
    color: str,
) -> int:
    """Check reviews: files, folders (searched for *.review), or - for standard input."""
    try:
        config = load()
    except ConfigError as error:
        raise click.ClickException(str(error)) from error
    if select or ignore:
        settings = config.settings
        chosen = settings._replace(
            select=select or settings.select, ignore=(*settings.ignore, *ignore)
        )
        config = config._replace(settings=chosen)
    found = find(paths, SUFFIXES)
    if found.searched and not found.files and not found.missing:
        say("no *.review file in the folders named")
    checked = [_check(path, stdin_filename, config) for path in found.files]
    errors = warnings = 0
    for one in checked:
        for diagnostic in one.diagnostics:
            if diagnostic.severity is Severity.ERROR:
                errors += 1
            else:
                warnings += 1
    _write(checked, form, output, found.files, color)
    if checked:
        click.echo(_summary(len(checked), errors, warnings), err=True)
    if found.missing:
        return _COULD_NOT_RUN
    failed = errors or (warnings and (config.strict if strict is None else strict))
    return 1 if failed and not exit_zero else 0


def _check(path: str, stdin_filename: str | None, config: Config) -> Checked:
    name = stdin_filename or path if path == STDIN else path
    settings = config.settings_for(name)
    suffix = os.path.splitext(name)[1].lower()
    try:
        data = read(path)
        if suffix in _AS_TEXT:
            return check_data(data, name, settings)
        if suffix == ".json":
            return check_data(data, name, settings, json=True)
        return _check_other(data, name, suffix, settings)
    except ReviewError as error:
        return Checked(name, "", error.diagnostics)


def _check_other(data: bytes, name: str, suffix: str, settings: Settings) -> Checked:
    """Check a file by what its suffix says it is; one that no format reads is read as a review."""
    from reviewfmt.converter import FORMATS, read

    for row in FORMATS.values():
        if suffix in row.suffixes and row.reads:
            read(data, row.name, name)
            return Checked(name, "", ())
    return check_data(data, name, settings)


def _write(
    checked: Sequence[Checked], form: str, output: str, inputs: Sequence[str], color: str
) -> None:
    module = report(form)
    if output == STDIN:
        emit(module.render(checked, colored(color, sys.stdout)))
        return
    standing = identity(output)
    if standing is not None and standing in map(identity, inputs):
        raise click.ClickException(f"{output}: is an input, and the report would replace it")
    text = module.render(checked, color == "always")

    def ours(data: bytes) -> bool:
        return re.match(module.MARK, data.decode("utf-8", "replace")) is not None

    try:
        write_whole(output, text.encode("utf-8", "backslashreplace"), ours=ours)
    except FileError as error:
        raise click.ClickException(str(error)) from error


def _summary(files: int, errors: int, warnings: int) -> str:
    def count(number: int, noun: str) -> str:
        return f"{number} {noun}{'' if number == 1 else 's'}"

    told = [count(errors, "error")] if errors else []
    told += [count(warnings, "warning")] if warnings else []
    return f"{count(files, 'file')} checked: {', '.join(told) or 'clean'}"
