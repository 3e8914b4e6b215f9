"""`reviewfmt format`: rewrites reviews in their canonical form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from enum import Enum, auto
from typing import NamedTuple

import click

from reviewfmt.batch import STDIN
from reviewfmt.cli.console import color_option, emit, emit_bytes, say, shown, tell
from reviewfmt.cli.differences import Difference, show
from reviewfmt.cli.inputs import (
    UNREAD,
    choosing_options,
    configured,
    find,
    naming,
    pass_stdin_on,
    paths_argument,
    quiet_option,
    read,
    unread_folders,
)
from reviewfmt.config import Config, Configs
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.files import FileError, write_whole
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
2 it could not run, or something could not be read.""",
)
@paths_argument("PATH...")
@click.option("--check", is_flag=True, help="Write nothing; name the files that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--strip-boilerplate", "strip", is_flag=True, help="Leave the boilerplate out.")
@click.option(
    "--stdin-filename",
    callback=naming("path"),
    metavar="PATH",
    help="The path of standard input, for messages and the configuration.",
)
@choosing_options
@quiet_option
@color_option
def command(
    paths: tuple[str, ...],
    check: bool,
    diff: bool,
    strip: bool,
    stdin_filename: str | None,
    config_path: str | None,
    exclude: tuple[str, ...],
    force_exclude: bool | None,
    quiet: bool,
    color: str,
) -> int:
    """Rewrite reviews in canonical form: files, folders (*.review), or - for standard input."""
    configs = configured(config_path, exclude, force_exclude, _of_text)
    found = find(paths, (".review",), configs, stdin_filename)
    done = [
        _do(
            path,
            stdin_filename,
            configs,
            strip,
            "diff" if diff else "check" if check else "",
            color,
        )
        for path in found.files
    ]
    if STDIN in found.excluded and not check and not diff:
        pass_stdin_on()
    unread = unread_folders(found)
    for each in unread:
        tell(str(each))
    counts = Counter(done)
    if not quiet:
        _summary(counts, check or diff)
    if found.missing or unread or counts[_Done.UNREAD] or counts[_Done.UNWRITTEN]:
        return _COULD_NOT_RUN
    return 1 if counts[_Done.FAILED] or (counts[_Done.CHANGED] and (check or diff)) else 0


class _Done(Enum):
    """What became of a file."""

    SAME = auto()
    CHANGED = auto()
    FAILED = auto()
    UNREAD = auto()
    UNWRITTEN = auto()


def _do(
    path: str, stdin_filename: str | None, configs: Configs, strip: bool, dry: str, color: str
) -> _Done:
    """Format one file, or tell as `dry` asks ("diff" or "check") what would become of it."""
    name = stdin_filename or path if path == STDIN else path
    config = configs.of(name)
    try:
        one = _formatted(path, name, config, strip)
    except ReviewError as error:
        told = [each for each in error.diagnostics if each.severity is Severity.ERROR]
        _tell(told, name)
        return _Done.UNREAD if any(each.code == UNREAD for each in told) else _Done.FAILED
    differs = one.made != one.data
    if differs:
        _tell(_joined(one.text, config, name), name)
    if path == STDIN and not dry:
        emit_bytes(one.made)
    if not differs:
        return _Done.SAME
    if dry == "diff":
        show([Difference(name, one.data, one.made)], color)
    elif dry:
        emit(f"{shown(name)}\n")
    elif path != STDIN and not _written(path, one.made):
        return _Done.UNWRITTEN
    return _Done.CHANGED


def _of_text(config: Config) -> Config:
    """Return the configuration without the documents of other formats that `include` adds."""
    if not config.include:
        return config
    from reviewfmt.converter import FORMATS

    others = (suffix for row in FORMATS.values() for suffix in row.suffixes)
    never = tuple(suffix for suffix in others if suffix not in (".review", ".txt"))
    return config._replace(never_included=never)


class _Formatted(NamedTuple):
    """A file: its bytes and its text, and the bytes that it is to have."""

    data: bytes
    text: str
    made: bytes


def _formatted(path: str, name: str, config: Config, strip: bool) -> _Formatted:
    try:
        data = read(path, config.max_file_size)
        text = decode(data, name)
        new = format_text(
            text, config.settings.words, strip_boilerplate=strip, line_ending=config.line_ending
        )
    except ReviewError as error:
        raise ReviewError(replace(one, path=name) for one in error.diagnostics) from error
    return _Formatted(data, text, encode(new, data) if config.encoding == "keep" else new.encode())


def _written(path: str, made: bytes) -> bool:
    try:
        write_whole(path, made)
    except FileError as error:
        say(str(error))
        return False
    return True


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
        tell(str(replace(one, path=path)))


def _summary(counts: Counter[_Done], dry: bool) -> None:
    words = {
        _Done.CHANGED: "would change" if dry else "rewritten",
        _Done.SAME: "canonical already",
        _Done.FAILED: "left as found, with errors",
    }
    told = [f"{counts[one]} {word}" for one, word in words.items() if counts[one]]
    tell(", ".join(told) or "nothing to format")
