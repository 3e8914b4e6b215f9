"""`convert` into a folder: outputs that have not changed are not made again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reviewfmt.batch import STDIN
from reviewfmt.batch.fingerprint import fingerprint, program
from reviewfmt.batch.manifest import Manifest
from reviewfmt.batch.packed_findings import unpacked
from reviewfmt.cli.plan import Task
from reviewfmt.config import Config

if TYPE_CHECKING:
    from reviewfmt.cli.converting import Convert
    from reviewfmt.diagnostic import Diagnostic

DATE = "SOURCE_DATE_EPOCH"


class Keeper:
    """Tells which tasks of `work` need not be done, and returns the keys of tasks.

    Raises OSError if the files of the running program cannot be read.
    """

    def __init__(self, work: Convert, *, anew: bool) -> None:
        metadata = sorted(work.metadata.items())
        options = (metadata, work.lenient, work.limit, work.encoding, work.profile, work.seen)
        self._work = work
        self._anew = anew
        self._same = fingerprint((program(), options, os.environ.get(DATE)))
        self._keys: dict[tuple[int, str, str], tuple[Config, str]] = {}

    def key(self, task: Task) -> str | None:
        """Return the key of all that affects an output, except its source; None for a pipe."""
        if task.source == STDIN:
            return None
        config = self._work.configs.of(task.source)
        at = (id(config), task.source_format, task.target_format)
        known = self._keys.get(at)
        if known is None:
            said = (config.settings, config.language, config.canonical, config.max_file_size)
            look = self._work.look(task)
            known = self._keys[at] = (config, fingerprint((self._same, *at[1:], said, look)))
        return known[1]

    def losses(self, task: Task, listed: Manifest, key: str) -> tuple[Diagnostic, ...] | None:
        """Return the losses of a task that need not be done; None if it must be done."""
        if self._anew:
            return None
        kept = listed.kept(task.target, source=task.source, key=key)
        if kept is None:
            return None
        try:
            lost = unpacked(kept.told, task.source)
        except ValueError:
            return None
        return None if lost and self._work.strict else lost
