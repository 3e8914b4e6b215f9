"""`reviewfmt format`: rewrites reviews in their canonical form."""

from __future__ import annotations

import sys
from dataclasses import replace

import click

from reviewfmt.batch import STDIN, FileError, write_whole
from reviewfmt.cli.console import (
    color_option,
    colored,
    configured,
    emit,
    find,
    read,
    say,
    shown,
)
from reviewfmt.cli.mending import colored_diff, difference
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.formatter import format_text
from reviewfmt.source import decode

_COULD_NOT_RUN = 2


@click.command(
    "format",
    epilog="""\b
Examples:
  reviewfmt format a.review                 rewrite it in place
  reviewfmt format reviews/ --check         name the files that would change
  reviewfmt format reviews/ --diff          show what would change; nothing is written
  reviewfmt format - < draft.txt            from standard input to standard output
  reviewfmt format page.review --strip-boilerplate

A file with errors is left as it is, and its errors are told.

Exit codes: 0 done; 1 errors, and under --check and --diff a file that would change;
2 it could not run.""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option("--check", is_flag=True, help="Write nothing; name the files that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option(
    "--strip-boilerplate", "strip", is_flag=True, help="Leave out the lines of the site around."
)
@color_option
def command(paths: tuple[str, ...], check: bool, diff: bool, strip: bool, color: str) -> int:
    """Rewrite reviews in canonical form: files, folders (*.review), or - for standard input."""
    config = configured()
    patterns = config.settings.boilerplate
    found = find(paths, (".review",), config)
    if found.searched and not found.files and not found.missing:
        say("no *.review file in the folders named")
    changed = failed = unwritten = 0
    for path in found.files:
        try:
            data = read(path)
            text = decode(data, path)
            new = format_text(text, boilerplate=patterns, strip_boilerplate=strip)
        except ReviewError as error:
            failed += 1
            _tell(error.diagnostics, path)
            continue
        differs = new.encode() != data
        changed += differs
        if diff and differs:
            told = "".join(difference(path, text, new)) or f"{shown(path)}: encoding\n"
            emit(colored_diff(told) if colored(color, sys.stdout) else told)
        elif check:
            if differs:
                emit(f"{shown(path)}\n")
        elif path == STDIN:
            emit(new)
        elif differs:
            try:
                write_whole(path, new.encode())
            except FileError as error:
                say(str(error))
                unwritten += 1
    _summary(changed - unwritten, len(found.files) - changed - failed, failed, check or diff)
    if found.missing or unwritten:
        return _COULD_NOT_RUN
    return 1 if failed or (changed and (check or diff)) else 0


def _tell(diagnostics: tuple[Diagnostic, ...], path: str) -> None:
    for one in diagnostics:
        if one.severity is Severity.ERROR:
            click.echo(shown(str(replace(one, path=path))), err=True)


def _summary(changed: int, same: int, failed: int, dry: bool) -> None:
    told = []
    if changed:
        told.append(f"{changed} {'would change' if dry else 'rewritten'}")
    if same:
        told.append(f"{same} canonical already")
    if failed:
        told.append(f"{failed} left as found, with errors")
    click.echo(", ".join(told) or "nothing to format", err=True)
