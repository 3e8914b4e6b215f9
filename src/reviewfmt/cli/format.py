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
from reviewfmt.cli.console import shown, tell
from reviewfmt.cli.differences import Difference, Look, look_of, write
from reviewfmt.cli.exits import COULD_NOT_RUN
from reviewfmt.cli.fixing import rewrite
from reviewfmt.cli.inputs import (
    UNREAD,
    configured,
    find,
    lost_file,
    pass_stdin_on,
    read,
    unread_folders,
)
from reviewfmt.cli.options import (
    Choice,
    choosing_options,
    color_option,
    many_options,
    paths_argument,
    quiet_option,
    stdin_filename_option,
)
from reviewfmt.cli.progress import progress, say_stopped
from reviewfmt.config import Config, Configs
from reviewfmt.diagnostic import Diagnostic, ReviewError, Severity
from reviewfmt.files import FileError, remove_left
from reviewfmt.linter import check as findings
from reviewfmt.linter.fixing import encode
from reviewfmt.source import decode
from reviewfmt.writer import format_text

if TYPE_CHECKING:
    from reviewfmt.batch.engine import Tasks

_JOINED = "RF321"
"""The code of deliberate line breaks that formatting would remove."""


@click.command(
    "format",
    epilog="""\b
Examples:
  reviewfmt format a.review                 rewrite it in place
  reviewfmt format reviews/ --check         list the files that would change
  reviewfmt format reviews/ --diff          show what would change; nothing is written
  reviewfmt format - < draft.txt            from standard input to standard output
  reviewfmt format page.review --strip-boilerplate

A file with errors is not changed, and its errors are reported. Line ends, the encoding and
the byte order mark are kept, unless the configuration sets them.

Exit codes: 0 done; 1 errors, or with --check or --diff a file that would change;
2 the command could not run, or could not read a file.""",
)
@paths_argument("PATH...")
@click.option("--check", is_flag=True, help="Write nothing; list the files that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--strip-boilerplate", "strip", is_flag=True, help="Leave the boilerplate out.")
@stdin_filename_option("messages")
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
    choice: Choice,
    quiet: bool,
    color: str,
) -> int:
    """Rewrite reviews in canonical form: files, folders (*.review), or - for standard input."""
    configs = configured(*choice, _of_text)
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
        return COULD_NOT_RUN
    return 1 if counts[_Done.FAILED] or (counts[_Done.CHANGED] and (check or diff)) else 0


def _of_text(config: Config) -> Config:
    """Return the configuration without the other formats that `include` adds."""
    if not config.include:
        return config
    from reviewfmt.converter import FORMATS

    others = (suffix for row in FORMATS.values() for suffix in row.suffixes)
    never = tuple(suffix for suffix in others if suffix not in (".review", ".txt"))
    return config._replace(never_included=never)


def _outcomes(
    work: Format, paths: Sequence[str], jobs: int, *, quiet: bool
) -> Generator[Outcome, None, None]:
    """Format the files, in several processes if there are many."""
    here = {STDIN} if work.dry else {STDIN, *same_files(paths)}
    results = run(work, paths, jobs, lost=work.lost, here=here.__contains__, killed=remove_left)
    with closing(results) as outcomes:
        yield from progress(
            outcomes, len(paths), "formatted", quiet=quiet, speaks=lambda one: one.speaks
        )


class _Done(Enum):
    """The result for a file."""

    SAME = auto()
    CHANGED = auto()
    FAILED = auto()
    UNREAD = auto()
    UNWRITTEN = auto()


_FAILED = (_Done.FAILED, _Done.UNREAD, _Done.UNWRITTEN)


class Outcome(NamedTuple):
    """The outcome of one file: what is reported, and what goes to standard output."""

    path: str
    done: _Done
    told: tuple[str, ...] = ()
    output: str | bytes | None = None

    @property
    def speaks(self) -> bool:
        """Whether there is something to write about it."""
        return bool(self.told or self.output)


@dataclass(frozen=True)
class Format:
    """The work of `format`: takes paths, and yields the outcome of each file.

    With `dry` nothing is written: changes are named, or shown with `look`.
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
        """Return what to say about a file whose process was killed."""
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
    """A file: its bytes and its text, and its new bytes."""

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
    """Return a warning for each paragraph whose deliberate line breaks would be removed."""
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
