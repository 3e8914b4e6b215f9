"""`reviewfmt format`: rewrites reviews in their canonical form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

import click

from reviewfmt.batch import STDIN, same_files
from reviewfmt.batch.engine import run
from reviewfmt.cli import completing
from reviewfmt.cli.console import color_option, shown, tell
from reviewfmt.cli.differences import Difference, Look, look_of, write
from reviewfmt.cli.inputs import (
    UNREAD,
    choosing_options,
    configured,
    find,
    lost_file,
    naming,
    pass_stdin_on,
    paths_argument,
    quiet_option,
    read,
    unread_folders,
)
from reviewfmt.cli.many import many_options, progress, say_stopped
from reviewfmt.cli.mending import rewrite
from reviewfmt.config import Config, Configs
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.files import FileError, remove_left
from reviewfmt.linter import check as findings
from reviewfmt.linter.fixing import encode
from reviewfmt.source import decode
from reviewfmt.writer import format_text

if TYPE_CHECKING:
    from reviewfmt.batch.engine import Tasks

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
    shell_complete=completing.paths,
    metavar="PATH",
    help="The path of standard input, for messages and the configuration.",
)
@many_options
@choosing_options
@quiet_option
@color_option
def command(
    paths: tuple[str, ...],
    check: bool,
    diff: bool,
    strip: bool,
    stdin_filename: str | None,
    jobs: int,
    fail_fast: bool,
    config_path: str | None,
    exclude: tuple[str, ...],
    force_exclude: bool | None,
    quiet: bool,
    color: str,
) -> int:
    """Rewrite reviews in canonical form: files, folders (*.review), or - for standard input."""
    configs = configured(config_path, exclude, force_exclude, _of_text)
    found = find(paths, (".review",), configs, stdin_filename)
    work = Format(
        configs,
        stdin_filename,
        strip=strip,
        dry=check or diff,
        look=look_of(color) if diff else None,
    )
    counts: Counter[_Done] = Counter()
    with closing(_outcomes(work, found.files, jobs, quiet=quiet)) as outcomes:
        for outcome in outcomes:
            _tell(outcome)
            counts[outcome.done] += 1
            if fail_fast and outcome.done in _FAILED:
                say_stopped(outcome.path, len(found.files) - counts.total())
                break
    if STDIN in found.excluded and not check and not diff:
        pass_stdin_on()
    unread = unread_folders(found)
    for each in unread:
        tell(str(each))
    if not quiet:
        _summary(counts, check or diff)
    if found.missing or unread or counts[_Done.UNREAD] or counts[_Done.UNWRITTEN]:
        return _COULD_NOT_RUN
    return 1 if counts[_Done.FAILED] or (counts[_Done.CHANGED] and (check or diff)) else 0


def _of_text(config: Config) -> Config:
    """Return the configuration without the documents of other formats that `include` adds."""
    if not config.include:
        return config
    from reviewfmt.converter import FORMATS

    others = (suffix for row in FORMATS.values() for suffix in row.suffixes)
    never = tuple(suffix for suffix in others if suffix not in (".review", ".txt"))
    return config._replace(never_included=never)


def _outcomes(
    work: Format, paths: Sequence[str], jobs: int, *, quiet: bool
) -> Generator[Outcome, None, None]:
    """Format the files, in several processes where there are many."""
    here = {STDIN} if work.dry else {STDIN, *same_files(paths)}
    results = run(work, paths, jobs, lost=work.lost, here=here.__contains__, killed=remove_left)
    with closing(results) as outcomes:
        yield from progress(
            outcomes, len(paths), "formatted", quiet=quiet, speaks=lambda one: one.speaks
        )


class _Done(Enum):
    """What became of a file."""

    SAME = auto()
    CHANGED = auto()
    FAILED = auto()
    UNREAD = auto()
    UNWRITTEN = auto()


_FAILED = (_Done.FAILED, _Done.UNREAD, _Done.UNWRITTEN)


class Outcome(NamedTuple):
    """The outcome for one file: what is reported about it, and what goes to standard output."""

    path: str
    done: _Done
    told: tuple[str, ...] = ()
    output: str | bytes | None = None

    @property
    def speaks(self) -> bool:
        """Whether something is to be written of it."""
        return bool(self.told or self.output)


@dataclass(frozen=True)
class Format:
    """The work of `format`: paths in, what became of each file out.

    With `dry` nothing is written: what would change is named, or shown where there is a `look`.
    """

    configs: Configs
    stdin_filename: str | None = None
    strip: bool = False
    dry: bool = False
    look: Look | None = None

    def __call__(self, tasks: Tasks[str]) -> Iterator[Outcome]:
        """Format each file."""
        return map(self._done, tasks)

    def lost(self, path: str, why: str) -> Outcome:
        """Return what to say of a file whose process was killed."""
        return Outcome(path, _Done.UNREAD, (str(lost_file(path, why)),))

    def _done(self, path: str) -> Outcome:
        name = self.stdin_filename or path if path == STDIN else path
        config = self.configs.of(name)
        try:
            one = _formatted(path, name, config, self.strip)
        except ReviewError as error:
            found = [each for each in error.diagnostics if each.severity is Severity.ERROR]
            unread = any(each.code == UNREAD for each in found)
            return Outcome(name, _Done.UNREAD if unread else _Done.FAILED, _lines(found, name))
        if one.made == one.data:
            passed_on = one.made if path == STDIN and not self.dry else None
            return Outcome(name, _Done.SAME, output=passed_on)
        told = _lines(_joined(one.text, config, name), name)
        output: str | bytes | None = None
        if self.look is not None:
            output = self.look.of(Difference(name, one.data, one.made))
        elif self.dry:
            output = f"{shown(name)}\n"
        elif path == STDIN:
            output = one.made
        else:
            try:
                rewrite(path, one.made, one.data)
            except FileError as error:
                return Outcome(name, _Done.UNWRITTEN, (*told, f"reviewfmt: {error}"))
        return Outcome(name, _Done.CHANGED, told, output)


def _tell(outcome: Outcome) -> None:
    for line in outcome.told:
        tell(line)
    if outcome.output is not None:
        write(outcome.output)


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


def _lines(found: Iterable[Diagnostic], path: str) -> tuple[str, ...]:
    return tuple(str(replace(one, path=path)) for one in found)


def _summary(counts: Counter[_Done], dry: bool) -> None:
    words = {
        _Done.CHANGED: "would change" if dry else "rewritten",
        _Done.SAME: "canonical already",
        _Done.FAILED: "left as found, with errors",
    }
    told = [f"{counts[one]} {word}" for one, word in words.items() if counts[one]]
    tell(", ".join(told) or "nothing to format")
