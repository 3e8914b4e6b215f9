"""`reviewfmt cache`: shows where what `check` has found is kept, and removes it."""

from __future__ import annotations

import click

from reviewfmt.cli.console import emit, say
from reviewfmt.cli.inputs import configuration, configured
from reviewfmt.cli.options import config_option
from reviewfmt.config import relative_path
from reviewfmt.files import FileError


@click.group(
    "cache",
    epilog="""\b
Examples:
  reviewfmt cache dir       the folder of the cache
  reviewfmt cache clear     removes it; the next `check` checks every file

You can delete the cache at any time. `check --no-cache` does not use it.

Exit codes: 0 done; 2 it could not be removed.""",
)
def command() -> None:
    """Show the path of the cache of `check`, or remove the cache."""


@command.command("dir")
@config_option
def show(config_path: str | None) -> int:
    """Print the path of the cache, even if it does not exist."""
    emit(f"{_folder(config_path)}\n")
    return 0


@command.command("clear")
@config_option
def clear(config_path: str | None) -> int:
    """Remove the cache of the current folder."""
    from reviewfmt.batch.cache import clear as remove

    folder = relative_path(_folder(config_path))
    try:
        was_there = remove(folder)
    except FileError as error:
        raise click.ClickException(str(error)) from error
    say(f"{folder}: removed" if was_there else f"{folder}: there is no cache")
    return 0


def _folder(config_path: str | None) -> str:
    from reviewfmt.cli.cached import place_of

    configs = configured(config_path)
    with configuration():
        return place_of(configs.of_folder("."))[0]
