"""Writes outputs as a whole; replaces only files that reviewfmt wrote and nobody changed."""

from __future__ import annotations

import os
from typing import BinaryIO, NamedTuple

from reviewfmt.batch.fingerprint import State, digest, state_of
from reviewfmt.batch.journal import note
from reviewfmt.files import MIB, FileError, reason, write_pieces, write_whole

NAME = ".reviewfmt.json"
"""The name of the list of a folder's outputs, in that folder."""


class Written(NamedTuple):
    """An output that was written: the digest of its bytes, and its state."""

    sha256: str
    state: State | None


class Expected(NamedTuple):
    """What the list of `folder` says about a file, with all that writing it asks for.

    `sha256` is of the output that the list has there, None if it has none. `source` and `format`
    are what the list will say about the new one. It can be sent to another process.
    """

    folder: str
    sha256: str | None
    source: str = ""
    format: str = ""


def write_output(
    path: str, data: bytes, expected: Expected | None, *, force: bool = False
) -> Written:
    """Write an output as a whole; `expected` is None if it is in no list.

    An existing file is replaced if it is empty or already holds `data`, if it is the listed output,
    if (without a list) its mark says that nobody changed it, and with `force`. Raises FileError if
    it is not replaced, or cannot be written.
    """

    def ours(standing: bytes) -> bool:
        if expected is None:
            from reviewfmt.converter.stamp import is_intact

            intact = is_intact(standing)
            if intact is None:
                return False
            if not intact:
                raise _changed(path)
        else:
            _check_listed(path, digest(standing), expected)
        return True

    sha256 = digest(data)
    if expected is not None:
        note(expected.folder, path, sha256, expected.source, expected.format)
    within = None if expected is None else expected.folder
    write_whole(path, data, ours=None if force else ours, within=within)
    return Written(sha256, state_of(path))


def write_stream(
    path: str, data: BinaryIO, expected: Expected | None, *, force: bool = False
) -> Written:
    """Write an output as `write_output` does, from a file that may be larger than memory."""
    sha256 = _digest_of(data)
    if force or not holds_stream(path, data, expected):
        if expected is not None:
            note(expected.folder, path, sha256, expected.source, expected.format)
        data.seek(0)
        within = None if expected is None else expected.folder
        try:
            write_pieces(path, iter(lambda: data.read(MIB), b""), within=within)
        except IsADirectoryError as error:
            raise FileError(f"{path}: cannot be written: it is a folder") from error
        except OSError as error:
            raise FileError(f"{path}: cannot be written: {reason(error)}") from error
    return Written(sha256, state_of(path))


def holds_stream(path: str, data: BinaryIO, expected: Expected | None) -> bool:
    """Tell whether the file at `path` already holds `data`.

    Such outputs have no mark: without a list, a file with any other content is not ours. Raises
    FileError if `write_stream` must not replace it without `force`.
    """
    standing, sha256 = _standing(path), _digest_of(data)
    if standing is None or standing == sha256:
        return standing is not None
    if expected is None:
        told = f"{path}: exists, and has no mark of an output of reviewfmt"
        raise FileError(told, exists=True)
    _check_listed(path, standing, expected)
    return False


def _check_listed(path: str, sha256: str, expected: Expected) -> None:
    """Raise FileError if the file at `path` is not the listed output."""
    if expected.sha256 is None:
        told = f"{path}: exists, and {NAME} does not list it as an output of reviewfmt"
        raise FileError(told, exists=True)
    if sha256 != expected.sha256:
        raise _changed(path)


def _changed(path: str) -> FileError:
    return FileError(f"{path}: was changed since reviewfmt wrote it", exists=True)


def _digest_of(data: BinaryIO) -> str:
    import hashlib

    data.seek(0)
    found = hashlib.sha256()
    while piece := data.read(MIB):
        found.update(piece)
    return found.hexdigest()


def _standing(path: str) -> str | None:
    """Return the digest of the file at `path`; None if it is empty or missing."""
    if not os.path.isfile(path):  # reading a pipe would block; writing reports the error
        return None
    try:
        with open(path, "rb") as file:
            return _digest_of(file) if os.path.getsize(path) else None
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {reason(error)}") from error
