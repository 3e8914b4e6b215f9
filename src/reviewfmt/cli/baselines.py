"""`check --baseline` and `check --write-baseline`: known findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from reviewfmt.cli.checking import Outcome
from reviewfmt.cli.console import say
from reviewfmt.config import Configs
from reviewfmt.files import FileError, read_file, reason, write_whole

if TYPE_CHECKING:
    from reviewfmt.linter.baseline import Marked


def write_baseline(path: str, found: Iterable[Marked]) -> None:
    """Write the baseline of all findings. Raises ClickException if it cannot be written."""
    from reviewfmt.linter.baseline import MARK, Folder, write

    def ours(data: bytes) -> bool:
        return re.match(MARK, data.decode("utf-8", "replace")) is not None

    try:
        write_whole(path, write(found, Folder(path).name).encode(), ours=ours)
    except FileError as error:
        raise click.ClickException(str(error)) from error


def without_known(
    asked: str | None, outcomes: Sequence[Outcome], configs: Configs, quiet: bool
) -> tuple[list[Outcome], int]:
    """Return the outcomes without known findings, and the number of these.

    The baseline is `asked`, or for each file that of its configuration. Known findings that are no
    longer found are reported, if their codes were checked. Raises ClickException if a file is not
    a baseline.
    """
    left = list(outcomes)
    known = 0
    groups: dict[str, list[tuple[int, Marked]]] = {}
    for at, one in enumerate(outcomes):
        path = asked or configs.of(one.row.path).baseline_path
        if path is not None and one.marked is not None:
            groups.setdefault(path, []).append((at, one.marked))
    if asked:
        groups.setdefault(asked, [])
    for path, members in groups.items():
        new, count = _compared(path, [marked for _, marked in members], configs, quiet)
        for (at, _), places in zip(members, new, strict=True):
            left[at] = left[at].only(places)
        known += count
    return left, known


def _compared(
    path: str, files: Sequence[Marked], configs: Configs, quiet: bool
) -> tuple[list[tuple[int, ...]], int]:
    from reviewfmt.linter.baseline import Folder, compare, read

    try:
        baseline = read(read_file(path).decode("utf-8-sig"))
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be read: {reason(error)}") from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path}:1: not UTF-8, as JSON must be") from error
    except ValueError as error:
        raise click.ClickException(f"{path}:{error}") from error
    folder = Folder(path)

    def wanted(path: str, code: str) -> bool:
        return configs.of(path).settings_for(path).wants(code)

    found = compare(files, baseline, folder.name, folder.is_gone, wanted)
    if not quiet:
        for old, new in found.renamed.items():
            say(f"{path}: {old} is {new} now")
        for name, codes in found.gone.items():
            say(f"{path}: no longer found in {name}: {', '.join(codes)}")
        if found.gone or found.renamed:
            say("--write-baseline writes a new baseline")
    return found.new, found.known
