"""Tells whether the files that were used for an output are still the same."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from reviewfmt.batch.fingerprint import source_of, state_of
from reviewfmt.files import MIB, leads_out, read_file

_LARGEST = 256 * MIB
_NOT_READ, _OUT = "not read", "out"
_LARGEST_USED = 64 * MIB


def uses_of(folder: str, names: Iterable[str]) -> list[list[Any]]:
    """Return a record of the files `names` below the folder of a source, as JSON.

    It has the name of each file, the digest of its content, and its state if that is reliable. A
    file that is unreadable, or outside the folder, is recorded as such.
    """
    return [[name, *_use(folder, name)] for name in sorted(set(names))]


def _use(folder: str, name: str) -> tuple[str, str | None]:
    path = os.path.join(folder, name)
    if "\0" in name:
        return _NOT_READ, None
    if leads_out(path, folder or os.curdir):
        return _OUT, None
    before = state_of(path)
    try:
        found = source_of(read_file(path, _LARGEST_USED), before)
    except (OSError, ValueError):
        return _NOT_READ, None
    return found.sha256, found.state and found.state.text


def same_uses(folder: str, uses: object) -> list[list[Any]] | None:
    """Return the files that were used with their states now; None if one is another."""
    if not isinstance(uses, list):
        return None
    now = []
    for one in uses:
        if not isinstance(one, list) or len(one) != 3 or not isinstance(one[0], str):
            return None
        name, known, listed = one
        path = os.path.join(folder, name)
        if known in (_NOT_READ, _OUT) or "\0" in name or leads_out(path, folder or os.curdir):
            if _use(folder, name)[0] != known:
                return None
            now.append(one)
        else:
            found = same(path, known, listed)
            if found is None:
                return None
            now.append([name, known, *found])
    return now


def same(path: str, sha256: str, listed: object) -> tuple[str | None] | None:
    """Return the state of a file that is the one that was read, where it tells it; else None."""
    state = state_of(path)
    if state is not None and state.text == listed:
        return (state.text,)
    try:
        found = source_of(read_file(path, _LARGEST), state)
    except (OSError, ValueError):
        return None
    return (found.state and found.state.text,) if found.sha256 == sha256 else None
