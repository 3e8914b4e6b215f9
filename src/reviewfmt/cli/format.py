"""`reviewfmt format`: rewrites reviews in their canonical form."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace

import click

from reviewfmt.batch import STDIN, FileError, write_whole
from reviewfmt.cli.console import (
    color_option,
    colored,
    configured,
    emit,
    emit_bytes,
    find,
    read,
    say,
    shown,
)
from reviewfmt.cli.mending import colored_diff, difference
from reviewfmt.config import Config
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.linter import check as findings
from reviewfmt.linter.fixing import encode
from reviewfmt.source import decode
from reviewfmt.writer import format_text

_COULD_NOT_RUN = 2
_JOINED = "RF321"
"""The code of lines that look deliberate and become one."""


@click.command(
    "format",
    epilog="""\b
Examples:
  reviewfmt format a.review                 rewrite it in place
  reviewfmt format reviews/ --check         name the files that would change
  reviewfmt format reviews/ --diff          show what would change; nothing is written
  reviewfmt format - < draft.txt            from standard input to standard output
  reviewfmt format page.review --strip-boilerplate

A file with errors is left as it is, and its errors are reported. Line ends, the encoding and
its byte order mark stay as they are, unless the configuration says otherwise.

Exit codes: 0 done; 1 errors, and under --check and --diff a file that would change;
2 it could not run.""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option("--check", is_flag=True, help="Write nothing; name the files that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--strip-boilerplate", "strip", is_flag=True, help="Leave the boilerplate out.")
@color_option
def command(paths: tuple[str, ...], check: bool, diff: bool, strip: bool, color: str) -> int:
    """Rewrite reviews in canonical form: files, folders (*.review), or - for standard input."""
    config = configured()
    found = find(paths, (".review",), config)
    if found.searched and not found.files and not found.missing:
        say("no *.review file in the folders named")
    changed = failed = unwritten = 0
    for path in found.files:
        try:
            data = read(path)
            text = decode(data, path)
            new = format_text(
                text,
                config.settings.words,
                strip_boilerplate=strip,
                line_ending=config.line_ending,
            )
        except ReviewError as error:
            failed += 1
            _tell((one for one in error.diagnostics if one.severity is Severity.ERROR), path)
            continue
        made = encode(new, data) if config.encoding == "keep" else new.encode()
        differs = made != data
        changed += differs
        if differs:
            _tell(_joined(text, config, path), path)
        if diff and differs:
            told = "".join(difference(path, text, new)) or f"{shown(path)}: encoding\n"
            emit(colored_diff(told) if colored(color, sys.stdout) else told)
        elif check:
            if differs:
                emit(f"{shown(path)}\n")
        elif path == STDIN:
            emit_bytes(made)
        elif differs:
            try:
                write_whole(path, made)
            except FileError as error:
                say(str(error))
                unwritten += 1
    _summary(changed - unwritten, len(found.files) - changed - failed, failed, check or diff)
    if found.missing or unwritten:
        return _COULD_NOT_RUN
    return 1 if failed or (changed and (check or diff)) else 0


def _joined(text: str, config: Config, path: str) -> list[Diagnostic]:
    """Return a warning for each paragraph whose lines look deliberate: they become one line."""
    settings = config.settings_for(path)
    if not settings.wants(_JOINED):
        return []
    return [
        one
        for one in findings(text, path, settings._replace(select=(_JOINED,)))
        if one.code == _JOINED
    ]


def _tell(found: Iterable[Diagnostic], path: str) -> None:
    for one in found:
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
