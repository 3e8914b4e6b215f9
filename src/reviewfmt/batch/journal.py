"""The journal of a run: each output is recorded before it is written, in case the run is killed.

The list of a folder is saved only from time to time. A killed run would leave outputs that are not
in the list, and the next run would take them for the user's own files. So each process appends a
line to `.reviewfmt.journal` before it writes. The list takes over these lines, and the journal is
removed.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from reviewfmt.files import MIB, read_file

JOURNAL = ".reviewfmt.journal"
"""The name of the journal of a folder of outputs, in that folder."""

_LARGEST = 256 * MIB
_VALUES = 4


def name_in(folder: str, path: str) -> str:
    """Return the name of the output at `path` in the list of a folder, with forward slashes."""
    rest = path.removeprefix(os.path.join(folder, ""))
    spelled = rest != path and not rest.startswith((".", os.sep))
    if spelled and f"{os.sep}." not in rest and os.sep * 2 not in rest:
        return rest.replace(os.sep, "/")
    try:
        path = os.path.relpath(path, folder)
    except ValueError:  # on another drive
        path = os.path.abspath(path)
    return path.replace(os.sep, "/")


def note(folder: str, path: str, sha256: str, source: str, format: str) -> None:
    """Record an output that is about to be written.

    `source` is "" for an output that is not made from another file. Errors are ignored: writing the
    output would fail for the same reason, or the journal is not needed.
    """
    import json

    name = name_in(folder, path)
    line = json.dumps([name, source or name, format, sha256]) + "\n"
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with contextlib.suppress(OSError):
        descriptor = os.open(os.path.join(folder, JOURNAL), flags, 0o666)
        try:
            os.write(descriptor, line.encode())  # in one call: several processes write
        finally:
            os.close(descriptor)


def noted(folder: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield the lines of a journal, the last first: name, source, format and SHA-256 of an output.

    Lines that are not valid are skipped.
    """
    import json

    path = os.path.join(folder, JOURNAL)
    if not os.path.lexists(path) or os.path.islink(path):
        return
    try:
        lines = read_file(path, _LARGEST).split(b"\n")
    except OSError:
        return
    for line in reversed(lines):
        with contextlib.suppress(ValueError, RecursionError):
            values = json.loads(line)
            if (
                isinstance(values, list)
                and len(values) == _VALUES
                and all(isinstance(one, str) for one in values)
            ):
                name, source, format, sha256 = values
                yield name, source, format, sha256


def remove(folder: str) -> None:
    """Remove the journal of a folder, whose list is saved."""
    with contextlib.suppress(OSError):
        os.unlink(os.path.join(folder, JOURNAL))
