"""Reads files up to a limit without blocking, and writes files as a whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterable
from typing import BinaryIO

MIB = 1024 * 1024
LARGEST = 16 * MIB
"""The largest file that is read, in bytes, unless the caller sets another limit."""

TEMPORARY = ".reviewfmt.tmp"
"""The name of a file while it is written, in the folder of its target."""

_LARGEST_STANDING = 256 * MIB
_FIRST_WAIT, _LAST_WAIT, _LONGEST_WAIT = 0.0002, 0.01, 10.0
_TRIALS = 3

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class FileError(Exception):
    """Raised when a file is not written; the message is for the user.

    `exists` tells that the reason is an existing file that may not be replaced.
    """

    def __init__(self, message: str, *, exists: bool = False) -> None:
        self.exists = exists
        super().__init__(message)


def reason(error: OSError) -> str:
    """Return the system's description of an error, in lower case and without its number."""
    text = error.strerror or str(error) or type(error).__name__
    return text[:1].lower() + text[1:]


# -- reading ----------------------------------------------------------------------------------


def read_file(path: str, limit: int = LARGEST) -> bytes:
    """Return the bytes of the file at `path`; a symbolic link is followed.

    Raises OSError as `open` does, for more than `limit` bytes, and for a file that changes each
    time it is read. Raises it at once for anything but a regular file: opening a pipe or a device
    may block, or have effects.
    """
    for _ in range(_TRIALS):
        data, is_still = _read_once(path, limit)
        if is_still:
            return data
    raise OSError(errno.EBUSY, "it changes while it is read", path)


def _read_once(path: str, limit: int) -> tuple[bytes, bool]:
    """Return the bytes of a file, and whether it stayed the same meanwhile."""
    _refuse_other_kinds(path, os.stat(path))
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
        flags |= getattr(os, name, 0)
    with open(os.open(path, flags), "rb") as file:
        found = os.fstat(file.fileno())
        _refuse_other_kinds(path, found)  # it may have been replaced in between
        if found.st_size > limit:
            raise _too_large(path, limit)
        data = read_stream(file, limit, path, found.st_size)
        after = os.fstat(file.fileno())
    is_still = (found.st_size, found.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return data, is_still


def read_stream(
    stream: BinaryIO, limit: int = LARGEST, path: str | None = None, size: int | None = None
) -> bytes:
    """Return the rest of a stream; `path` is its name in the error.

    `size` is the expected number of bytes: a request for many more takes longer than reading them.
    Raises OSError as `read` does, and for more than `limit` bytes.
    """
    most = limit if size is None else min(size, limit)
    data = stream.read(most + 1)
    if data is None:
        raise BlockingIOError(errno.EAGAIN, "there is nothing to read", path)
    if most < len(data) <= limit:
        data += stream.read(limit + 1 - len(data))
    if len(data) > limit:
        raise _too_large(path, limit)
    return data


def _refuse_other_kinds(path: str, found: os.stat_result) -> None:
    if stat.S_ISREG(found.st_mode):
        return
    kind = next((name for matches, name in _KINDS if matches(found.st_mode)), "something else")
    number = errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.EINVAL
    raise OSError(number, f"it is {kind}, expected a file", path)


def _too_large(path: str | None, limit: int) -> OSError:
    size = f"{limit // MIB} MiB" if limit % MIB == 0 else f"{limit} bytes"
    return OSError(errno.EFBIG, f"it has more than {size}, the limit", path)


def leads_out(path: str, folder: str) -> bool:
    """Tell whether `path` is outside `folder` after its symbolic links are followed."""
    return _is_out(os.path.realpath(path), os.path.realpath(folder))


def linked_out(path: str, folder: str) -> bool:
    """Tell whether a symbolic link on the way from `folder` to `path` leads out of `folder`.

    A path that leads out without a link, by `..` or as an absolute path, does not count.
    """
    top = os.path.realpath(folder)
    named = os.path.normpath(os.path.join(top, os.path.relpath(path, folder)))
    return os.path.realpath(path) != named and not _is_out(named, top) and leads_out(path, folder)


def _is_out(path: str, top: str) -> bool:
    try:
        return os.path.commonpath((top, path)) != top
    except ValueError:  # on different drives
        return True


# -- writing ----------------------------------------------------------------------------------


def write_whole(
    path: str,
    data: bytes,
    *,
    ours: Callable[[bytes], bool] | None = None,
    within: str | None = None,
) -> None:
    """Write `data` to the file `path` as `write_file` does: all of it, or nothing.

    Raises FileError if this is not possible; the target is then untouched.
    """
    try:
        write_file(path, data, ours=ours, within=within)
    except IsADirectoryError as error:
        raise FileError(f"{path}: cannot be written: it is a folder") from error
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {reason(error)}") from error


def write_file(
    path: str,
    data: bytes,
    *,
    ours: Callable[[bytes], bool] | None = None,
    within: str | None = None,
) -> None:
    """Write `data` to the file `path`: all of it, or nothing.

    The data goes to a temporary file beside the target, which is then renamed. A symbolic link is
    followed, unless it leads out of the folder `within`. An existing file keeps its owner, mode and
    attributes. Missing folders are created.

    `ours` gets the bytes of an existing file and tells whether it may be replaced; None replaces
    any file. Raises FileError if `ours` or `within` forbid it. Raises OSError as `open` does, and
    for a target that is not a regular file, is read-only, has several hard links, or belongs to
    another user and could not keep that owner.
    """
    if ours is None:
        write_pieces(path, (data,), within=within)
    else:
        _write(path, (data,), lambda target: _already_holds(path, target, data, ours), within)


def write_pieces(path: str, pieces: Iterable[bytes], *, within: str | None = None) -> None:
    """Write pieces to the file `path` as `write_file` does; any existing file is replaced."""
    _write(path, pieces, lambda target: False, within)


def _write(
    path: str, pieces: Iterable[bytes], holds: Callable[[str], bool], within: str | None
) -> None:
    target = os.path.realpath(path)
    if within is not None and _is_out(target, os.path.realpath(within)):
        raise FileError(
            f"{path}: cannot be written: a symbolic link leads out of the output folder"
        )
    try:
        standing = os.stat(target)
    except FileNotFoundError:
        standing = None
    if standing is not None:
        if path == os.devnull:
            return
        _refuse_other_kinds(path, standing)
        if holds(target):
            return
        _refuse_read_only(path, target, standing)
    if not os.path.isdir(os.path.dirname(target)):
        os.makedirs(os.path.dirname(target), exist_ok=True)
    _replace(target, pieces, standing)


def _already_holds(path: str, target: str, data: bytes, ours: Callable[[bytes], bool]) -> bool:
    """Tell whether the target already holds `data`. Raises FileError if it is not `ours`."""
    try:
        old = read_file(target, max(_LARGEST_STANDING, len(data)))
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        old = None
    if old == data:
        return True
    if old is None or (old and not ours(old)):
        raise FileError(f"{path}: exists, and has no mark of an output of reviewfmt", exists=True)
    return False


def _refuse_read_only(path: str, target: str, standing: os.stat_result) -> None:
    """Raise OSError for a read-only file, even for root, and for a file with two names."""
    if not standing.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "it is read-only", path)
    if standing.st_nlink > 1:
        told = f"it has {standing.st_nlink} hard links, and replacing it would part them"
        raise OSError(errno.EMLINK, told, path)


def _replace(target: str, pieces: Iterable[bytes], standing: os.stat_result | None) -> None:
    mode = 0o666 if standing is None else 0o600  # a private file stays private all the time
    descriptor, temporary = _temporary(os.path.dirname(target), mode)
    try:
        with open(descriptor, "wb") as file:
            file.writelines(pieces)
            file.flush()
            if standing is not None:
                _copy_attributes(file.fileno(), temporary, target, standing)
            # Inside the block, so that the lock is held until others can use the name.
            if os.name != "nt":
                os.replace(temporary, target)
        if os.name == "nt":
            os.replace(temporary, target)
    except BaseException:  # after Ctrl-C, too, nothing is left
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _copy_attributes(
    descriptor: int, temporary: str, target: str, standing: os.stat_result
) -> None:
    """Give a new file the owner and mode of the one it replaces. Raises OSError on failure."""
    if hasattr(os, "fchown"):
        made = os.fstat(descriptor)
        owner, group = standing.st_uid, standing.st_gid
        if (made.st_uid, made.st_gid) != (owner, group):
            try:
                os.fchown(descriptor, owner, group)
            except PermissionError as error:
                whose = "user" if made.st_uid != owner else "group"
                told = f"it belongs to another {whose}, and replacing it would make it yours"
                raise PermissionError(errno.EPERM, told, target) from error
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):  # attributes are kept where the system can
            for name in os.listxattr(target):
                os.setxattr(descriptor, name, os.getxattr(target, name))
    os.chmod(temporary, stat.S_IMODE(standing.st_mode))


def _temporary(folder: str, mode: int) -> tuple[int, str]:
    """Create and lock the temporary file of a folder; return its descriptor and path.

    There is one per folder, so that the next run removes the file that a killed run has left. If
    another run holds the lock, this one waits.
    """
    import time

    path = os.path.join(folder, TEMPORARY)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    until = time.monotonic() + _LONGEST_WAIT
    wait = _FIRST_WAIT
    while True:
        try:
            descriptor = os.open(path, flags, mode)
        except FileExistsError:
            if not _remove_left(path):
                if time.monotonic() > until:
                    told = "another run is writing in this folder"
                    raise OSError(errno.EBUSY, told, path) from None
                time.sleep(wait)
                wait = min(2 * wait, _LAST_WAIT)
            continue
        if _lock(descriptor) and _is_open_file_at(descriptor, path):
            return descriptor, path
        os.close(descriptor)  # another run took it for a leftover


def remove_left(path: str) -> None:
    """Remove the temporary file of a process that was killed while it wrote the file `path`."""
    with contextlib.suppress(OSError):
        _remove_left(os.path.join(os.path.dirname(os.path.realpath(path)), TEMPORARY))


def _remove_left(path: str) -> bool:
    """Remove a temporary file that no run holds; return whether it is gone."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        return True
    except OSError:  # a link, or the file of another user
        os.unlink(path)
        return True
    try:
        if not _lock(descriptor):
            return False
        if _is_open_file_at(descriptor, path):
            os.unlink(path)
        return True
    except PermissionError:
        if os.name != "nt":
            raise
        return False  # there an open file cannot be removed: a run is using it
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Lock a file; False if another run has it. On a system without locks it counts as ours."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _is_open_file_at(descriptor: int, path: str) -> bool:
    """Tell whether the open file is the one at `path`."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileNotFoundError:
        return False
