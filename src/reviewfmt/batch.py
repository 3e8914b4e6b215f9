"""Many files: which are meant, where outputs go, and writing them whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

STDIN = "-"
"""The path that means standard input, and standard output."""

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class FileError(Exception):
    """What is not searched or written; the message says why, in the user's words.

    `exists` tells that the reason is a file which stands there and is not ours to replace.
    """

    def __init__(self, message: str, *, exists: bool = False) -> None:
        self.exists = exists
        super().__init__(message)


class Found(NamedTuple):
    """What the paths of a command line stand for.

    `files` are paths as the user would spell them, "-" for standard input, each once and in
    order; `missing` are the paths with nothing behind them; `base` is the folder that outputs
    keep their relative paths from, as an absolute path; `searched` tells whether a folder was.
    """

    files: tuple[str, ...]
    missing: tuple[str, ...]
    base: str
    searched: bool


def discover(
    paths: Sequence[str],
    suffixes: Sequence[str] = (".review",),
    exclude: Sequence[str] = (),
    folder: str = "",
) -> Found:
    """Find the files that `paths` name.

    A file is taken whatever its suffix. A folder is searched, in the order of names, for files
    with one of `suffixes` (lower case, with the dot), leaving out hidden folders, what .gitignore
    files leave out, and what the patterns in `exclude` do as a .gitignore in `folder` would.
    Links to folders are not followed. Raises FileError for a folder that cannot be searched.
    """
    left_out: list[tuple[str, GitIgnoreSpec]] = []
    if exclude:
        from pathspec import GitIgnoreSpec as Spec

        left_out.append((os.path.abspath(folder), Spec.from_lines(exclude)))
    files: dict[str, None] = {}
    missing: list[str] = []
    roots: list[str] = []
    searched = False
    for path in paths:
        if path == STDIN:
            files[path] = None
        elif os.path.isdir(path):
            searched = True
            roots.append(os.path.abspath(path))
            files.update(dict.fromkeys(_search(path, tuple(suffixes), left_out)))
        elif os.path.lexists(path) and os.path.exists(path):
            roots.append(os.path.dirname(os.path.abspath(path)))
            files[path] = None
        else:
            missing.append(path)
    return Found(tuple(files), tuple(missing), _common(roots), searched)


def _common(roots: Sequence[str]) -> str:
    try:
        return os.path.commonpath(roots) if roots else os.getcwd()
    except ValueError:  # on different drives: nothing in common
        return os.getcwd()


def _search(
    folder: str, suffixes: tuple[str, ...], left_out: Sequence[tuple[str, GitIgnoreSpec]]
) -> Iterator[str]:
    rules = [*_rules_above(folder)]
    pending = [(folder, rules)]
    while pending:
        here, above = pending.pop()
        rules = [*above, *_rules_of(here)]
        deeper = []
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            raise FileError(f"{here}: cannot be searched: {reason(error)}") from error
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                path = entry.path + "/"
                if not (
                    entry.name.startswith(".") or _ignored(path, rules) or _ignored(path, left_out)
                ):
                    deeper.append((entry.path, rules))
            elif (
                entry.name.lower().endswith(suffixes)
                and _is_file(entry)
                and not _ignored(entry.path, rules)
                and not _ignored(entry.path, left_out)
            ):
                yield os.path.normpath(entry.path)
        pending.extend(reversed(deeper))


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Tell whether a file is to be read; a link that leads nowhere is reported when it is read."""
    try:
        return entry.is_file() or (entry.is_symlink() and not entry.is_dir())
    except OSError:
        return True


def _rules_above(folder: str) -> Iterator[tuple[str, GitIgnoreSpec]]:
    """The .gitignore files between the root of the repository and `folder`, if it is in one."""
    here = os.path.abspath(folder)
    above = []
    while not os.path.lexists(os.path.join(here, ".git")):
        parent = os.path.dirname(here)
        if parent == here:
            return
        here = parent
        above.append(here)
    for one in reversed(above):
        yield from _rules_of(one)


def _rules_of(folder: str) -> Iterator[tuple[str, GitIgnoreSpec]]:
    path = os.path.join(folder, ".gitignore")
    if os.path.isfile(path):
        from pathspec import GitIgnoreSpec

        with contextlib.suppress(OSError), open(path, encoding="utf-8", errors="replace") as lines:
            yield os.path.abspath(folder), GitIgnoreSpec.from_lines(lines)


def _ignored(path: str, rules: Sequence[tuple[str, GitIgnoreSpec]]) -> bool:
    """Tell whether .gitignore leaves `path` out; the deepest file that speaks of it decides."""
    for base, spec in reversed(rules):
        relative = os.path.relpath(path, base).replace(os.sep, "/")
        told = spec.check_file(relative + "/" if path.endswith("/") else relative).include
        if told is not None:
            return told
    return False


def relative_target(path: str, base: str, folder: str, suffix: str) -> str:
    """The path below `folder` that keeps where `path` stands below `base`, with `suffix`."""
    relative = os.path.relpath(os.path.abspath(path), base)
    return os.path.join(folder, os.path.splitext(relative)[0] + suffix)


def identity(path: str) -> tuple[int, int] | None:
    """What tells two files apart whatever their paths, links followed; None for a missing one."""
    try:
        told = os.stat(path)
    except OSError:
        return None
    return told.st_dev, told.st_ino


def run(work: Callable[[_Task], _Result], tasks: Sequence[_Task], jobs: int) -> Iterator[_Result]:
    """Do the tasks, up to `jobs` at a time, and give the results in the order of the tasks.

    Threads are enough: what takes its time is pandoc, a process of its own. Leaving early (an
    exception, Ctrl-C) drops the tasks that have not begun.
    """
    if jobs <= 1 or len(tasks) <= 1:
        yield from map(work, tasks)
        return
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(max_workers=min(jobs, len(tasks)))
    try:
        yield from pool.map(work, tasks)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def write_whole(path: str, data: bytes, *, ours: Callable[[bytes], bool] | None = None) -> None:
    """Write `data` to the file `path`: all of it, or nothing.

    It is written as `write_file` does. `ours` looks at the bytes of a file that stands there
    and tells whether it may be replaced; None replaces any. Raises FileError, with the target
    untouched, when it cannot be done.
    """
    try:
        write_file(path, data, ours=ours)
    except IsADirectoryError as error:
        raise FileError(f"{path}: cannot be written: it is a folder") from error
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {reason(error)}") from error


def write_file(path: str, data: bytes, *, ours: Callable[[bytes], bool] | None = None) -> None:
    """Write `data` to the file `path`: all of it, or nothing.

    It goes to a temporary file beside the target, which is then renamed; a link is followed,
    and the mode of a file that is replaced stays. A device or a pipe is simply written to.
    Folders that are missing are made. Raises OSError as `open` does, and FileError where `ours`
    refuses to have the file that stands there replaced.
    """
    target = os.path.realpath(path)
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    if mode is not None and not stat.S_ISREG(mode):
        with open(target, "wb") as device:
            device.write(data)
        return
    if mode is not None and ours is not None:
        with open(target, "rb") as old:
            standing = old.read()
        if standing == data:
            return
        if standing and not ours(standing):
            raise FileError(
                f"{path}: exists, and has no mark of an output of reviewfmt", exists=True
            )
    os.makedirs(os.path.dirname(target), exist_ok=True)
    _replace(target, data, mode)


def _replace(target: str, data: bytes, mode: int | None) -> None:
    temporary = os.path.join(
        os.path.dirname(target), f".reviewfmt-{os.getpid()}-{os.urandom(6).hex()}.tmp"
    )
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(temporary, flags, 0o666), "wb") as file:
            file.write(data)
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        os.replace(temporary, target)
    except BaseException:  # Ctrl-C too leaves nothing behind
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def reason(error: OSError) -> str:
    """What the system says went wrong, in lower case and without its number."""
    text = error.strerror or str(error) or type(error).__name__
    return text[:1].lower() + text[1:]


_MARKS = (b'<meta name="generator" content="reviewfmt', b"\ngenerator: reviewfmt")
_MARKED_MEMBERS = (".opf", ".xhtml")
_HEAD = 65_536


def is_ours(data: bytes) -> bool:
    """Tell whether a published file carries the generator mark that reviewfmt's outputs carry.

    HTML carries it in its head, Markdown in its front matter, EPUB in the head of its pages.
    Reviews, JSON documents and the like carry none: people edit them, so they are never taken
    for ours.
    """
    if not data.startswith(b"PK\x03\x04"):
        return _marked(data[:_HEAD])
    import io
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(
                _marked(archive.open(member).read(_HEAD))
                for member in archive.infolist()
                if member.filename.endswith(_MARKED_MEMBERS)
            )
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError):  # no archive of ours
        return False


def _marked(text: bytes) -> bool:
    return any(mark in text for mark in _MARKS)


def unique(paths: Iterable[str]) -> tuple[str, str] | None:
    """The first two of `paths` that are one path, or None where all differ."""
    seen: dict[str, str] = {}
    for path in paths:
        key = os.path.normcase(os.path.abspath(path))
        if key in seen:
            return seen[key], path
        seen[key] = path
    return None
