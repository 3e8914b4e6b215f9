"""`check` with a cache: unchanged files are not checked again."""

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
    """Return the folder of the cache, and the folder to which its paths are relative."""
    base = config.folder or os.getcwd()
    return os.path.normpath(os.path.join(base, config.cache or NAME)), base


class Remembered:
    """The cached results for the files of `work`, and its new results.

    `config` is the configuration of the run, which names the place of the cache.
    """

    def __init__(self, work: Check, config: Config) -> None:
        folder, base = place_of(config)
        self._cache = Cache(folder, base)
        self._work = work
        self._base = base
        self._program = fingerprint((program(), work.encoding))
        self._keys: dict[int, tuple[Config, str]] = {}

    def tasks(self, paths: Iterable[str]) -> Iterator[File | Ready[Outcome]]:
        """Yield the task of each file: a known result, a cached result to verify, or a check."""
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
        """Store the findings of a file."""
        if outcome.seen is not None:
            path = outcome.row.path
            self._cache.put(self._key(path)[1], path, *outcome.seen)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Write new results, if possible, even after an error."""
        self._cache.save()

    def _key(self, path: str) -> tuple[Config, str]:
        """Return the configuration of a file, and the key of all that affects its findings."""
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
    """Return a digest of the installed plug-ins of a configuration."""
    if not config.settings.plugins:
        return ()
    from reviewfmt.rules.plugins import loaded

    return tuple(one.identity for one in loaded(config.settings.plugins))
