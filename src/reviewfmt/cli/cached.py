"""`check` with a cache: what an earlier run has found of a file is not looked for again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Self

from reviewfmt.batch import STDIN
from reviewfmt.batch.cache import NAME, Cache
from reviewfmt.batch.engine import Ready
from reviewfmt.batch.fingerprint import fingerprint, program
from reviewfmt.cli.checking import File, Outcome
from reviewfmt.cli.reports import Row
from reviewfmt.config import Config

if TYPE_CHECKING:
    from reviewfmt.cli.checking import Check


def place_of(config: Config) -> tuple[str, str]:
    """Return the folder of the cache, and that which the paths in it are seen from."""
    base = config.folder or os.getcwd()
    return os.path.normpath(os.path.join(base, config.cache or NAME)), base


class Remembered:
    """What is known of the files that `work` is to check, and what it finds out.

    `config` is that of the run, which says where the cache is.
    """

    def __init__(self, work: Check, config: Config) -> None:
        folder, base = place_of(config)
        self._cache = Cache(folder, base)
        self._work = work
        self._base = base
        self._program = fingerprint((program(), work.encoding))
        self._keys: dict[int, tuple[Config, str]] = {}

    def tasks(self, paths: Iterable[str]) -> Iterator[File | Ready[Outcome]]:
        """Yield what is left to do for each file: nothing, a look at what is known, or all."""
        for path in paths:
            config, key = self._key(path)
            known = None if path == STDIN else self._cache.get(key, path)
            if known is None:
                yield File(path)
            elif known.is_same and not known.found and not self._work.needs_keys(config):
                yield Ready(Outcome(Row(path, (), by_file=self._work.by_file), (), config.strict))
            else:
                yield File(path, known.sha256, known.found)

    def note(self, outcome: Outcome) -> None:
        """Keep what was found of a file."""
        if outcome.seen is not None:
            path = outcome.row.path
            self._cache.put(self._key(path)[1], path, *outcome.seen)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Write what is new, where that can be done, whatever the end is."""
        self._cache.save()

    def _key(self, path: str) -> tuple[Config, str]:
        """Return the configuration of a file, and what stands for all that its findings rest on."""
        config = self._work.configs.of(path)
        known = self._keys.get(id(config))
        if known is None:
            where = config.folder and os.path.relpath(config.folder, self._base)
            globs = tuple(config.per_file_ignores.items())
            limits = (config.max_file_size, config.language)
            rules = (config.settings, *_identities(config))
            key = fingerprint((self._program, rules, globs, where, *limits))
            known = self._keys[id(config)] = (config, key)
        return known


def _identities(config: Config) -> tuple[object, ...]:
    """Return what stands for the plug-ins of a configuration as they are installed now."""
    if not config.settings.plugins:
        return ()
    from reviewfmt.rules.plugins import loaded

    return tuple(one.identity for one in loaded(config.settings.plugins))
