"""`--watch`: runs a command again whenever a file that affects it has changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

import click

from reviewfmt.batch import STDIN, Found
from reviewfmt.cli.console import say
from reviewfmt.cli.inputs import configuration
from reviewfmt.config import ConfigError, Configs, relative_path

_Function = TypeVar("_Function", bound=Callable[..., Any])

Watch = bool | frozenset[str]
"""The value of `--watch`: whether it was given; or, in a repeated run, the changed files."""

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Suffixes of pictures, which may be part of outputs."""

_CONFIGURING = (".toml", ".gitignore")
"""The ends of names of files that affect others: after a change, everything is repeated."""

_NAMED = 3


def watch_option(function: _Function) -> _Function:
    """Add `--watch` to a command."""
    return click.option(
        "--watch",
        is_flag=True,
        help="Keep running, and process files again when they change, until Ctrl-C.",
    )(function)


def of_changed(found: Found, changed: Collection[str]) -> Found:
    """Return the found files that have changed."""
    files = tuple(one for one in found.files if os.path.abspath(one) in changed)
    return found._replace(files=files, empty=(), missing=())


def watch(
    paths: Sequence[str],
    configured: Callable[[], Configs],
    suffixes: Collection[str],
    *,
    own: Collection[str | None] = (),
    also: Collection[str | None] = (),
    beside: Collection[str] = (),
) -> int:
    """Run the current command, and repeat it after each change, until Ctrl-C.

    `paths` are its inputs: files, and folders of files with `suffixes`. It also depends on the
    files `also`, and on files with suffixes `beside`. Its own outputs, `own`, are ignored. Raises
    UsageError and ClickException if watching is impossible, or if the first run fails.
    """
    from reviewfmt.batch.watching import Watcher, WatchError

    if STDIN in paths:
        raise click.UsageError("--watch watches files, not standard input")
    watched = WatchedPaths(paths, configured, suffixes, own, also, beside)
    try:
        watcher = Watcher(watched.folders, watched.files, watched)
        _run(watch=False)
        while True:
            say("watching for changes, Ctrl-C ends it")
            changed = frozenset(watcher.wait())
            _clear()
            _tell(changed)
            for_all = any(watched.is_for_all(one) for one in changed)
            try:
                if for_all:
                    watched.configure()
                _run(watch=not for_all and changed)
            except click.ClickException as error:  # the next change may fix it
                say(error.format_message())
    except WatchError as error:
        raise click.ClickException(str(error)) from error


class WatchedPaths:
    """Tells which paths matter to a run."""

    def __init__(
        self,
        paths: Sequence[str],
        configured: Callable[[], Configs],
        suffixes: Collection[str],
        own: Collection[str | None],
        also: Collection[str | None],
        beside: Collection[str],
    ) -> None:
        self._configured = configured
        self.configure()
        self.folders = [one for one in paths if os.path.isdir(one)]
        named = [one for one in paths if not os.path.isdir(one)]
        with configuration():
            used = [self._configs.of_folder(one) for one in self.folders]
            used += [self._configs.of(one) for one in named]
        rested = [*(one.baseline_path for one in used), *also]
        self._all = {os.path.abspath(one) for one in rested if one}
        above = (os.path.join(one.folder, "reviewfmt.toml") for one in used if one.folder)
        self.files = [*named, *self._all, *above, "reviewfmt.toml"]
        self._named = {os.path.abspath(one) for one in named}
        folders = [*self.folders, *(os.path.dirname(one) for one in named if not _stands(one))]
        self._roots = [os.path.join(os.path.abspath(one), "") for one in folders]
        self._own = [os.path.abspath(one) for one in own if one and one != STDIN]
        self._suffixes = tuple(suffixes)
        self._beside = tuple(beside)

    def configure(self) -> None:
        """Read the configuration, or read it again."""
        with configuration():
            self._configs = self._configured()

    def __call__(self, path: str) -> bool:
        """Tell whether a change of `path` may affect the run."""
        if any(path == one or path.startswith(os.path.join(one, "")) for one in self._own):
            return False
        if path in self._named or path in self._all or path.endswith(_CONFIGURING):
            return True
        if self._is_part_of_outputs(path):
            return True
        root = next((one for one in self._roots if path.startswith(one)), None)
        if root is None or any(one.startswith(".") for one in path[len(root) :].split(os.sep)):
            return False
        return path.lower().endswith(self._suffixes) or self._includes(path)

    def is_for_all(self, path: str) -> bool:
        """Tell whether everything is to be repeated after a change of `path`."""
        if path in self._named:
            return False
        return path in self._all or path.endswith(_CONFIGURING) or self._is_part_of_outputs(path)

    def _is_part_of_outputs(self, path: str) -> bool:
        return bool(self._beside) and path.lower().endswith(self._beside)

    def _includes(self, path: str) -> bool:
        try:
            return self._configs.of(path).includes(path)
        except ConfigError:
            return False


def _stands(path: str) -> bool:
    return os.path.lexists(path)


def _run(*, watch: Watch) -> None:
    """Run the command once."""
    context = click.get_current_context()
    if context.command.callback is not None:
        context.command.callback(**{**context.params, "watch": watch})


def _clear() -> None:
    if sys.stdout.isatty() and sys.stderr.isatty():
        click.clear()


def _tell(changed: Collection[str]) -> None:
    names = sorted(relative_path(one) for one in changed)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    say(f"{', '.join(names[:_NAMED])}{more} changed")
