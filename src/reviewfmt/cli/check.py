"""`reviewfmt check`: says what is wrong in reviews, and where."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from reviewfmt.batch import STDIN, FileError, identity, write_whole
from reviewfmt.cli.console import (
    color_option,
    colored,
    configured,
    emit,
    emit_bytes,
    find,
    read,
    say,
)
from reviewfmt.cli.mending import Mender
from reviewfmt.cli.reports import REPORTS, report
from reviewfmt.config import Config, valid_codes
from reviewfmt.diagnostic import ReviewError, Severity
from reviewfmt.linter import ALWAYS, Checked, check_data, check_review

if TYPE_CHECKING:
    from reviewfmt.converter import Reading

SUFFIXES = (".review",)
_COULD_NOT_RUN = 2
_AS_TEXT = ("", ".review", ".txt")


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

A comment `% ignore: RF302` in a review silences the line or block below it, and
`% ignore-file: RF4` the whole file.

Exit codes: 0 clean; 1 errors (with --strict warnings too), and under --diff a file that
would change; 2 it could not run.""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option(
    "--output-format",
    "form",
    type=click.Choice(list(REPORTS)),
    default="full",
    help="How to report; full when not given.",
)
@click.option("--lines", is_flag=True, help="With --output-format json: the kind of each line too.")
@click.option(
    "-o",
    "--output",
    default=STDIN,
    type=click.Path(),
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
    "--baseline", type=click.Path(), metavar="FILE", help="Leave out the findings that FILE knows."
)
@click.option(
    "--write-baseline",
    type=click.Path(),
    metavar="FILE",
    help="Write all findings to FILE, as known from now on.",
)
@click.option("--stdin-filename", metavar="PATH", help="The path to report for standard input.")
@color_option
def command(
    paths: tuple[str, ...],
    form: str,
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
    color: str,
) -> int:
    """Check reviews: files, folders (searched for *.review), or - for standard input."""
    if diff and (output != STDIN or write_baseline):
        raise click.UsageError("--diff shows what would change, and writes nothing else")
    if lines and form != "json":
        raise click.UsageError("--lines asks for --output-format json")
    config = _config(select, ignore, lines)
    found = find(paths, SUFFIXES, config)
    if found.searched and not found.files and not found.missing:
        say("no *.review file in the folders named")
    mender = Mender(unsafe=unsafe, diff=diff) if fix or unsafe or diff else None
    checked = [_check(path, stdin_filename, config, mender) for path in found.files]
    if diff and mender:
        return _show_diff(mender, checked, bool(found.missing), exit_zero, color)
    known = 0
    if write_baseline:
        from reviewfmt.cli.known import write_baseline as write

        write(write_baseline, checked, found.files)
    at = write_baseline or baseline or config.baseline_path
    if at:
        from reviewfmt.cli.known import without_known

        checked, known = without_known(at, checked, config)
    _write(checked, form, output, found.files, color, mender)
    tally = Tally.of(checked)
    if checked:
        click.echo(tally.summary(known, mender), err=True)
    if found.missing or (mender and mender.failed):
        return _COULD_NOT_RUN
    failed = tally.errors or (tally.warnings and (config.strict if strict is None else strict))
    return 1 if failed and not exit_zero else 0


def _config(select: tuple[str, ...], ignore: tuple[str, ...], lines: bool) -> Config:
    config = configured()
    settings = config.settings
    chosen = settings._replace(
        select=select or settings.select, ignore=(*settings.ignore, *ignore), lines=lines
    )
    return config._replace(settings=chosen)


def _check(path: str, stdin_filename: str | None, config: Config, mender: Mender | None) -> Checked:
    name = stdin_filename or path if path == STDIN else path
    settings = config.settings_for(name)
    suffix = os.path.splitext(name)[1].lower()
    try:
        data = read(path)
        if mender:
            mender.took(path, data)
        if suffix == ".json":
            return check_data(data, name, settings, json=True)
        if suffix not in _AS_TEXT and (reading := _document(data, name, suffix)):
            found = [one for one in reading.losses if settings.wants(one.code)]
            found += check_review(reading.review, name, settings)
            return Checked(name, "", tuple(found))
    except ReviewError as error:
        return Checked(name, "", error.diagnostics)
    checked = check_data(data, name, settings)
    return mender.mend(path, data, checked, settings) if mender else checked


def _document(data: bytes, name: str, suffix: str) -> Reading | None:
    """Read a file of another format that its suffix tells; None where no format reads it."""
    from reviewfmt.converter import FORMATS, read_document

    for row in FORMATS.values():
        if suffix in row.suffixes and row.reads and row.name != "review":
            return read_document(data, row.name, name)
    return None


def _show_diff(
    mender: Mender, checked: Sequence[Checked], missing: bool, exit_zero: bool, color: str
) -> int:
    """Show the diff; what could not be read at all is reported on standard error."""
    from reviewfmt.cli.mending import colored_diff

    emit(colored_diff(mender.text) if colored(color, sys.stdout) else mender.text)
    unread = [one for each in checked for one in each.diagnostics if one.code in ALWAYS]
    for one in unread:
        click.echo(str(one), err=True)
    files, findings = count(mender.files, "file"), count(mender.findings, "finding")
    left = sum(one.fix is not None for each in checked for one in each.diagnostics)
    hint = "; --unsafe-fixes shows more" if left and not mender.unsafe else ""
    click.echo(f"{files} would change: {findings} mended{hint}", err=True)
    if missing:
        return _COULD_NOT_RUN
    return 1 if (mender.files or unread) and not exit_zero else 0


def _write(
    checked: Sequence[Checked],
    form: str,
    output: str,
    inputs: Sequence[str],
    color: str,
    mender: Mender | None,
) -> None:
    module = report(form)
    if mender and mender.output is not None:
        emit_bytes(mender.output)  # standard input, mended; the report goes beside it
        if output == STDIN:
            click.echo(module.render(checked, colored(color, sys.stderr)), nl=False, err=True)
            return
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


class Tally(NamedTuple):
    """How many of what there are."""

    files: int
    errors: int
    warnings: int
    safe: int
    unsafe: int

    @classmethod
    def of(cls, checked: Sequence[Checked]) -> Tally:
        """Count findings, and those with a fix."""
        found = [one for each in checked for one in each.diagnostics]
        errors = sum(one.severity is Severity.ERROR for one in found)
        fixes = [one.fix.safe for one in found if one.fix is not None]
        safe = sum(fixes)
        return cls(len(checked), errors, len(found) - errors, safe, len(fixes) - safe)

    def summary(self, known: int, mender: Mender | None) -> str:
        """Return the last line that is shown: what was found, was mended, and could be."""
        told = [count(self.errors, "error")] if self.errors else []
        told += [count(self.warnings, "warning")] if self.warnings else []
        text = f"{count(self.files, 'file')} checked: {', '.join(told) or 'clean'}"
        if known:
            text += f", {known} known"
        if mender:
            return f"{text}; {count(mender.findings, 'finding')} mended"
        flags = ((self.safe, "--fix"), (self.unsafe, "--unsafe-fixes"))
        hints = [f"{number} by {flag}" for number, flag in flags if number]
        return f"{text}; can be mended: {', '.join(hints)}" if hints else text


def count(number: int, noun: str) -> str:
    """Return `1 file`, `2 files`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
