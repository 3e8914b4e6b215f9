"""Configuration: `reviewfmt.toml`, or `[tool.reviewfmt]` in pyproject.toml -> settings."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection

from reviewfmt.config.codes import valid_codes
from reviewfmt.config.options import KEYS
from reviewfmt.config.reading import parse_config, unread
from reviewfmt.config.tables import nearest
from reviewfmt.config.values import MAX_FILE_SIZE, Config, ConfigError, relative_path
from reviewfmt.files import linked_out, read_file

__all__ = [
    "KEYS",
    "MAX_FILE_SIZE",
    "Config",
    "ConfigError",
    "Configs",
    "load",
    "load_file",
    "nearest",
    "parse_config",
    "relative_path",
    "valid_codes",
]

_FILES = ("reviewfmt.toml", "pyproject.toml")


class Configs:
    """The configurations of files.

    The configuration of a file is the nearest one, in its folder or above it; with `path`, the one
    in this file applies to all. `adapt` changes each before it is used. The methods raise
    ConfigError, with file and line.
    """

    def __init__(
        self,
        path: str | None = None,
        adapt: Callable[[Config], Config] = lambda config: config,
        output_formats: Collection[str] | None = None,
    ) -> None:
        self._adapt = adapt
        self._output_formats = output_formats
        self._of: dict[str, Config] = {}
        self._one = None if path is None else adapt(load_file(path, output_formats))

    def of(self, path: str) -> Config:
        """The configuration of a file."""
        return self.of_folder(os.path.dirname(path))

    def of_folder(self, folder: str) -> Config:
        """The configuration of the files in a folder."""
        if self._one is not None:
            return self._one
        if (known := self._of.get(folder)) is not None:
            return known
        here = os.path.abspath(folder)
        passed = [folder]
        while (config := self._of.get(here)) is None:
            passed.append(here)
            parent = os.path.dirname(here)
            found = _config_in(here, self._output_formats)
            if found is not None or parent == here:
                config = self._adapt(found or Config())
                break
            here = parent
        self._of.update(dict.fromkeys(passed, config))
        return config


def load(folder: str = ".") -> Config:
    """Read the nearest configuration in `folder` or above it, or return the default.

    `reviewfmt.toml` takes precedence over a pyproject.toml beside it; a pyproject.toml without a
    table for reviewfmt is skipped. Raises ConfigError, with file and line.
    """
    return Configs().of_folder(folder)


def load_file(path: str, output_formats: Collection[str] | None = None) -> Config:
    """Read the configuration in a file: a pyproject.toml by its name, or else a reviewfmt.toml.

    Raises ConfigError, with file and line.
    """
    own = os.path.basename(path) != _FILES[1]
    config = _read(os.path.abspath(path), own=own, output_formats=output_formats)
    if config is None:
        raise ConfigError(f"{path}:1: has no [tool.reviewfmt]")
    return config


def _config_in(folder: str, output_formats: Collection[str] | None) -> Config | None:
    for name in _FILES:
        path = os.path.join(folder, name)
        if os.path.islink(path) and linked_out(path, folder):
            if name == _FILES[0]:
                told = "is a symbolic link that leads out of its folder, --config reads it"
                raise ConfigError(f"{relative_path(path)}:1: {told}")
            continue
        if os.path.isfile(path) or (name == _FILES[0] and os.path.lexists(path)):
            config = _read(path, own=name == _FILES[0], output_formats=output_formats)
            if config is not None:
                return config
    return None


def _read(path: str, *, own: bool, output_formats: Collection[str] | None) -> Config | None:
    told = relative_path(path)
    try:
        data = read_file(path)
    except OSError as error:
        raise ConfigError(f"{told}:1: {unread(error)}") from error
    if not own and b"reviewfmt" not in data:
        return None  # the usual case; parsing TOML takes longer than checking a review
    folder = os.path.dirname(path)
    return parse_config(data, told, own=own, folder=folder, output_formats=output_formats)
