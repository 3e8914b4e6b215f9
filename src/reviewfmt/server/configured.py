"""The configuration of each file; the last valid one applies while its file is broken."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from reviewfmt.config import Config, ConfigError, Configs
from reviewfmt.files import reason

if TYPE_CHECKING:
    from reviewfmt.diagnostic import Diagnostic
    from reviewfmt.linter.baseline import Baseline

Stamp: TypeAlias = "tuple[int, int, int] | None"
"""What identifies the state of a file: inode, size and time; None if there is no file."""

_NAMES = ("reviewfmt.toml", "pyproject.toml")


def stamp(path: str) -> Stamp:
    """Return the stamp of a file."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


class Configured:
    """The configuration of each file, read again when the configuration files change.

    `tell` is called with the message of a configuration that cannot be used, once until it can be
    used again. `generation` counts the changes: what was found under another one is out of date.
    """

    def __init__(self, tell: Callable[[str], None] = lambda message: None) -> None:
        self._tell = tell
        self._configs = Configs()
        self._stamps: dict[str, tuple[Stamp, ...]] = {}
        self._good: dict[str, Config] = {}
        self._told: dict[str, str] = {}
        self._baselines: dict[str, tuple[Stamp, Baseline | None]] = {}
        self.generation = 0

    def forget(self) -> None:
        """Read all configurations again, when they are next asked for: a file has changed."""
        self._configs = Configs()
        self._stamps.clear()
        self._baselines.clear()
        self.generation += 1

    def of(self, path: str) -> Config:
        """Return the configuration of a file, as it is now, or as it was last valid."""
        return self.of_folder(os.path.dirname(path))

    def of_folder(self, folder: str, *, look: bool = True) -> Config:
        """Return the configuration of the files in a folder; without `look`, as it was known."""
        if look and (known := self._stamps.get(folder)) is not None and known != _stamps(folder):
            self.forget()
        if folder not in self._stamps:
            self._stamps[folder] = _stamps(folder)
        try:
            config = self._configs.of_folder(folder)
        except ConfigError as error:
            self._say(folder, str(error))
            return self._good.get(folder) or self._nearest_good(folder)
        self._told.pop(folder, None)
        self._good[folder] = config
        return config

    def _nearest_good(self, folder: str) -> Config:
        """Return what was last good for the nearest folder above, else the defaults."""
        here = os.path.abspath(folder)
        while here != (here := os.path.dirname(here)):
            if here in self._good:
                return self._good[here]
        return Config()

    def _say(self, folder: str, message: str) -> None:
        if message not in self._told.values():
            self._tell(f"{message}; the last valid version stays in use")
        self._told[folder] = message

    # -- baselines ----------------------------------------------------------------------------

    def keep(self, path: str) -> Callable[[str, list[Diagnostic]], list[Diagnostic]] | None:
        """Return what leaves out the findings in a file's baseline; None without a baseline."""
        config = self.of_folder(os.path.dirname(path), look=False)
        baseline = config.baseline_path
        if baseline is None or (known := self._baseline(baseline)) is None:
            return None
        return partial(_unknown, path, baseline, known, config)

    def _baseline(self, path: str) -> Baseline | None:
        now = stamp(path)
        had = self._baselines.get(path)
        if had is not None and had[0] == now:
            return had[1]
        from reviewfmt.files import read_file
        from reviewfmt.linter.baseline import read

        known = None if had is None else had[1]
        try:
            known = read(read_file(path).decode("utf-8-sig"))
            self._told.pop(path, None)
        except OSError as error:
            self._say(path, f"{path}: cannot be read: {reason(error)}")
        except UnicodeDecodeError:
            self._say(path, f"{path}:1: not UTF-8, as JSON must be")
        except ValueError as error:
            self._say(path, f"{path}:{error}")
        self._baselines[path] = now, known
        return known


def _stamps(folder: str) -> tuple[Stamp, ...]:
    """Return the stamps of the files that may contain the configuration of a folder."""
    found: list[Stamp] = []
    here = os.path.abspath(folder)
    while True:
        found += [stamp(os.path.join(here, name)) for name in _NAMES]
        above = os.path.dirname(here)
        if above == here:
            return tuple(found)
        here = above


def _unknown(
    path: str,
    baseline_path: str,
    baseline: Baseline,
    config: Config,
    text: str,
    found: list[Diagnostic],
) -> list[Diagnostic]:
    """Return the findings of a file that a baseline does not know."""
    from reviewfmt.linter import Checked
    from reviewfmt.linter.baseline import Folder, compare, marked

    folder = Folder(baseline_path)
    settings = config.settings_for(path)
    one = marked(Checked(path, text, tuple(found)))
    compared = compare(
        (one,), baseline, folder.name, folder.is_gone, lambda _, code: settings.wants(code)
    )
    return [found[at] for at in compared.new[0]]
