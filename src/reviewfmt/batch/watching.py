"""Waits for files to change; the only module that imports watchfiles."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from reviewfmt.files import reason

if TYPE_CHECKING:
    from watchfiles import Change

INSTALL = 'pip install "reviewfmt[watch]"'
_ASKED_EVERY = 200
_STEP = 50
_LONGEST = 1_600
"""Changes that follow each other within a step come together, in this many milliseconds at most."""


class WatchError(Exception):
    """Raised if files cannot be watched; the message says why."""


class Watcher:
    """Reports the files that have changed since its creation, or since the last call.

    `folders` are watched with everything below them. `files` are watched through their folders,
    since an editor may replace a file. `heeds` tells which paths matter; paths are absolute. Raises
    WatchError if watchfiles is not installed, or the system cannot watch.
    """

    def __init__(
        self, folders: Iterable[str], files: Iterable[str], heeds: Callable[[str], bool]
    ) -> None:
        try:
            from watchfiles import watch
        except ImportError as error:
            raise WatchError(f"--watch needs the package watchfiles: {INSTALL}") from error

        def filtered(_change: Change, path: str) -> bool:
            return heeds(path)

        deep = {os.path.abspath(one) for one in folders}
        shallow = {os.path.dirname(os.path.abspath(one)) for one in files} - deep
        self._sources: list[Iterator[set[tuple[Change, str]]]] = [
            watch(
                *sorted(paths),
                watch_filter=filtered,
                debounce=_LONGEST,
                step=_STEP,
                rust_timeout=_ASKED_EVERY,
                yield_on_timeout=True,
                recursive=recursive,
                ignore_permission_denied=True,
            )
            for paths, recursive in ((deep, True), (shallow, False))
            if paths
        ]
        self._first = self._ask()  # watching starts with the first call

    def wait(self) -> set[str]:
        """Return the files that have changed, as soon as there are any."""
        changed, self._first = self._first, set()
        while not changed:
            changed = self._ask()
        return changed

    def _ask(self) -> set[str]:
        try:
            return {path for source in self._sources for _, path in next(source)}
        except OSError as error:
            told = "WATCHFILES_FORCE_POLLING=1 looks again and again instead"
            raise WatchError(f"files cannot be watched: {reason(error)}; {told}") from error
