"""One output: written whole, and only over what reviewfmt wrote and nobody has changed."""

from __future__ import annotations

from typing import NamedTuple

from reviewfmt.batch.fingerprint import State, digest, state_of
from reviewfmt.batch.journal import note
from reviewfmt.files import FileError, write_whole

NAME = ".reviewfmt.json"
"""The name of the list of a folder's outputs, in that folder."""


class Written(NamedTuple):
    """An output that was written: the digest of its bytes, and its state."""

    sha256: str
    state: State | None


class Expected(NamedTuple):
    """What the list of `folder` says of a file, with all that writing it asks for.

    `sha256` is of the output that the list has there, None where it has none. `source` and `format`
    are what the list will say of the new one. It can be sent to another process.
    """

    folder: str
    sha256: str | None
    source: str = ""
    format: str = ""


def write_output(
    path: str, data: bytes, expected: Expected | None, *, force: bool = False
) -> Written:
    """Write an output whole; with None for `expected`, one that no list has.

    A file that stands there is replaced where it is empty or holds `data` already, where it is the
    output that the list has, without a list where its mark says that nobody changed it, and with
    `force`. Raises FileError where it is not replaced, or cannot be written.
    """

    def ours(standing: bytes) -> bool:
        if expected is None:
            from reviewfmt.converter.stamp import is_intact

            intact = is_intact(standing)
            if intact is None:
                return False
        elif expected.sha256 is None:
            told = f"{path}: exists, and {NAME} does not list it as an output of reviewfmt"
            raise FileError(told, exists=True)
        else:
            intact = digest(standing) == expected.sha256
        if not intact:
            raise FileError(f"{path}: was changed since reviewfmt wrote it", exists=True)
        return True

    sha256 = digest(data)
    if expected is not None:
        note(expected.folder, path, sha256, expected.source, expected.format)
    within = None if expected is None else expected.folder
    write_whole(path, data, ours=None if force else ours, within=within)
    return Written(sha256, state_of(path))
