"""`check --baseline` and `check --write-baseline`: findings that are known already."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

import click

from reviewfmt.batch import FileError, identity, reason, write_whole
from reviewfmt.cli.console import say, shown
from reviewfmt.config import Config
from reviewfmt.linter import Checked


def write_baseline(path: str, checked: Sequence[Checked], inputs: Sequence[str]) -> None:
    """Write the baseline of all that was found; ClickException where that cannot be done."""
    from reviewfmt.linter.baseline import MARK, write

    standing = identity(path)
    if standing is not None and standing in map(identity, inputs):
        raise click.ClickException(f"{path}: is an input, and the baseline would replace it")

    def ours(data: bytes) -> bool:
        return re.match(MARK, data.decode("utf-8", "replace")) is not None

    try:
        write_whole(path, write(checked, _Folder(path).name).encode(), ours=ours)
    except FileError as error:
        raise click.ClickException(str(error)) from error


def without_known(
    path: str, checked: Sequence[Checked], config: Config
) -> tuple[list[Checked], int]:
    """Return what is not in the baseline at `path`, and how many findings are.

    Tells what is in it and no longer found, of the codes that `config` asks for. ClickException
    where it is no baseline.
    """
    from reviewfmt.linter.baseline import compare, read

    try:
        with open(path, "rb") as file:
            baseline = read(file.read().decode("utf-8-sig"))
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be read: {reason(error)}") from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path}:1: not UTF-8, as JSON must be") from error
    except ValueError as error:
        raise click.ClickException(f"{path}:{error}") from error
    folder = _Folder(path)

    def wanted(path: str, code: str) -> bool:
        return config.settings_for(path).wants(code)

    found = compare(checked, baseline, folder.name, folder.is_gone, wanted)
    for name, codes in found.gone.items():
        say(f"{shown(path)}: no longer found in {shown(name)}: {', '.join(codes)}")
    if found.gone:
        say("--write-baseline writes the baseline anew, without them")
    return found.checked, found.known


class _Folder:
    """Names paths as seen from the folder of a baseline, with forward slashes."""

    def __init__(self, baseline: str) -> None:
        self.path = os.path.dirname(os.path.abspath(baseline))

    def name(self, path: str) -> str:
        try:
            path = os.path.relpath(path, self.path)
        except ValueError:  # on another drive
            path = os.path.abspath(path)
        return path.replace(os.sep, "/")

    def is_gone(self, name: str) -> bool:
        return not os.path.exists(os.path.join(self.path, name))
