"""Finds the inputs of a command, reads their configurations and their bytes."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

import click

from reviewfmt.batch import STDIN, Found, discover
from reviewfmt.cli.console import emit_bytes, say
from reviewfmt.config import Config, ConfigError, Configs
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.files import LARGEST, leads_out, read_file, read_stream, reason

UNREAD = "RF100"
"""The code of unreadable files: the others are processed, and the exit code is 2."""


def _as_it_is(config: Config) -> Config:
    return config


def configured(
    path: str | None = None,
    exclude: Sequence[str] = (),
    force_exclude: bool | None = None,
    adapt: Callable[[Config], Config] = _as_it_is,
) -> Configs:
    """Return the configurations, with what the command line changes.

    `adapt` must be picklable, such as a function of a module. A fault in the configuration of a
    file raises ConfigError when that file is looked up (see `configuration`).
    """
    from reviewfmt.cli.reports import REPORTS
    from reviewfmt.patterns import PatternError, patterns

    excluded = tuple(one for given in exclude for one in given.split(",") if one)
    try:
        if excluded:
            patterns(excluded, "")
    except PatternError as error:
        raise click.UsageError(f"--exclude: {error}") from error

    def as_asked(config: Config) -> Config:
        forced = config.force_exclude if force_exclude is None else force_exclude
        return adapt(config._replace(asked_exclude=excluded, force_exclude=forced))

    with configuration():
        return _Asked(path, as_asked, REPORTS, (path, exclude, force_exclude, adapt))


class _Asked(Configs):
    """Configurations that can be pickled: another process creates them again."""

    def __init__(
        self,
        path: str | None,
        adapt: Callable[[Config], Config],
        output_formats: Collection[str],
        asked: tuple[Any, ...],
    ) -> None:
        super().__init__(path, adapt, output_formats)
        self._asked = asked

    def __reduce__(self) -> tuple[Callable[..., Configs], tuple[Any, ...]]:
        return configured, self._asked


@contextlib.contextmanager
def configuration() -> Iterator[None]:
    """Turn a ConfigError in the block into a ClickException."""
    try:
        yield
    except ConfigError as error:
        raise click.ClickException(str(error)) from error


def find(
    paths: tuple[str, ...],
    suffixes: tuple[str, ...],
    configs: Configs,
    stdin_filename: str | None = None,
) -> Found:
    """Find the files that `paths` name, and report missing ones. Raises UsageError for two `-`.

    A path that does not exist may be a pattern, as a shell would expand it. The configurations of
    all files are read, so that a fault is reported before anything is done; standard input has the
    configuration of `stdin_filename`.
    """
    if paths.count(STDIN) > 1:
        raise click.UsageError("standard input (-) is named twice")
    outside: list[str] = []
    expanded = [one for path in paths for one in _expanded(path, outside)]
    with configuration():
        found = discover(expanded, suffixes, configs.of_folder)
        found = found._replace(outside=tuple(dict.fromkeys((*found.outside, *outside))))
        for path in found.files:
            name = stdin_filename or path if path == STDIN else path
            config = configs.of(name)
            if path == STDIN and name != path and config.force_exclude and config.excludes(name):
                files = tuple(one for one in found.files if one != STDIN)
                found = found._replace(files=files, excluded=(*found.excluded, STDIN))
    for path in found.missing:
        say(f"{path}: {absent(path)}")
    for path in found.empty:
        say(f"{path}: {_nothing(suffixes, configs.of_folder(path))}")
    if found.excluded and not found.files and not found.missing:
        say("all named files are excluded")
    return found


def absent(path: str) -> str:
    """Return what to say of an input that is not there."""
    told = "no such file or folder"
    if not path.startswith(("http://", "https://")):
        return told
    return f"{told}; reviewfmt reads nothing from the web: save the page, and name its file"


def of_first(paths: Sequence[str], configs: Configs, stdin_filename: str | None = None) -> Config:
    """Return the configuration of the first path, which applies to the whole run."""
    first = stdin_filename if paths[0] == STDIN and stdin_filename else paths[0]
    with configuration():
        return configs.of_folder(first) if os.path.isdir(first) else configs.of(first)


def _nothing(suffixes: tuple[str, ...], config: Config) -> str:
    wanted = ", ".join([*(f"*{one}" for one in suffixes), *config.include])
    return f"no {wanted} file in this folder"


_GLOB = frozenset("*?[")


def _expanded(path: str, outside: list[str]) -> list[str]:
    """Return the path itself, or the paths that match it as a pattern.

    Hidden files and folders are left out unless the pattern has the dot, and `**` does not follow
    links. A link that leads out of the folder of the pattern is appended to `outside`.
    """
    if _GLOB.isdisjoint(path) or os.path.lexists(path):
        return [path]
    from pathlib import Path

    parts = Path(path).parts
    first = next(at for at, part in enumerate(parts) if not _GLOB.isdisjoint(part))
    base = Path(*parts[:first])
    dotted = any(part.startswith(".") for part in parts[first:])
    found = []
    with contextlib.suppress(OSError, ValueError):
        for one in base.glob("/".join(parts[first:])):
            below = one.relative_to(base).parts
            if dotted or not any(part.startswith(".") for part in below):
                found.append(str(one))
    led = {one for one in found if leads_out(one, str(base))}
    outside.extend(sorted(led))
    return sorted(set(found) - led) or ([] if led else [path])


def read(path: str, limit: int = LARGEST) -> bytes:
    """Read at most `limit` bytes of a file or, for "-", of standard input.

    Raises ReviewError (RF100) if it is unreadable, not a regular file, or larger.
    """
    try:
        if path == STDIN:
            if sys.stdin is None:  # closed by the caller, as by `<&-`
                raise OSError(errno.EBADF, "standard input is closed")
            return read_stream(sys.stdin.buffer, limit)
        return read_file(path, limit)
    except OSError as error:
        help_ = "max-file-size in the configuration raises the limit"
        too_large = error.errno == errno.EFBIG
        found = unread(path, f"the file cannot be read: {reason(error)}")
        raise ReviewError([replace(found, help=help_) if too_large else found]) from error


def pass_stdin_on() -> None:
    """Copy standard input to standard output. Raises ClickException if it cannot be read."""
    try:
        emit_bytes(read(STDIN))
    except ReviewError as error:
        raise click.ClickException(str(error)) from error


def unread(path: str, why: str) -> Diagnostic:
    """Return the finding for what cannot be read or searched."""
    help_ = "make it readable, or leave it out"
    return Diagnostic(UNREAD, why, help=help_, path=path)


def lost_file(path: str, why: str) -> Diagnostic:
    """Return the finding for a file whose process was killed twice."""
    help_ = "look for what ends processes here: a limit of memory, or the system itself"
    message = f"the file was given up: the process that worked on it {why}, twice"
    return Diagnostic(UNREAD, message, help=help_, path=path)


def unread_folders(found: Found) -> list[Diagnostic]:
    """Return a finding for each folder that cannot be searched, and each link out of a folder."""
    folders = [unread(path, f"the folder cannot be searched: {why}") for path, why in found.unread]
    why = "a symbolic link leads out of the folder that is searched, and is not followed"
    return [*folders, *(unread(path, why) for path in found.outside)]
