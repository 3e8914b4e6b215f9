"""Many files: which are meant, where outputs go, and doing them several at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from reviewfmt.batch.manifest import NAME
from reviewfmt.files import leads_out, read_file, reason

if TYPE_CHECKING:
    from reviewfmt.patterns import Patterns

STDIN = "-"
"""The path that means standard input, and standard output."""

_LONGEST_PATH = 4096
_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class Found(NamedTuple):
    """What the paths of a command line stand for.

    `files` are paths as the user would spell them, "-" for standard input, each once and in
    order; `missing` are the paths with nothing behind them; `base` is the folder that outputs
    keep their relative paths from, as an absolute path; `searched` tells whether a folder was.
    `empty` are the folders named in which nothing was found, `unread` those met that cannot be
    searched, each with the reason, and `excluded` the files named that are left out. `outside`
    are symbolic links met in a folder that lead out of it: nothing reads them.
    """

    files: tuple[str, ...]
    missing: tuple[str, ...]
    base: str
    searched: bool
    empty: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    excluded: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


class Choice(Protocol):
    """What the configuration of a folder says of the files in it."""

    @property
    def force_exclude(self) -> bool:
        """Whether what is excluded is left out where it is named, too."""

    def excludes(self, path: str, *, is_folder: bool = False) -> bool:
        """Tell whether a search leaves `path` out."""

    def includes(self, path: str) -> bool:
        """Tell whether a search takes the file `path` whatever its suffix."""


def discover(
    paths: Sequence[str],
    suffixes: Sequence[str] = (".review",),
    choice: Callable[[str], Choice] | None = None,
) -> Found:
    """Find the files that `paths` name.

    A file is taken whatever its suffix. A folder is searched, in the order of names, for files
    with one of `suffixes` (lower case, with the dot), leaving out hidden folders, lists of outputs
    (`manifest`), and what git ignores by its files .gitignore and info/exclude. `choice` gives
    what the configuration of a folder says of the files in it. Links to folders are not followed,
    nor links to files outside the folder that is searched.
    """
    files: dict[str, None] = {}
    missing: list[str] = []
    roots: list[str] = []
    empty: list[str] = []
    excluded: list[str] = []
    unread: list[tuple[str, str]] = []
    outside: list[str] = []
    searched = False
    for path in paths:
        if path == STDIN:
            files[path] = None
        elif choice is not None and _is_forced_out(path, choice):
            excluded.append(path)
        elif os.path.isdir(path):
            searched = True
            roots.append(os.path.abspath(path))
            refused_before = len(unread) + len(outside)
            found = dict.fromkeys(_search(path, tuple(suffixes), choice, unread, outside))
            files.update(found)
            if not found and len(unread) + len(outside) == refused_before:
                empty.append(path)
        elif os.path.lexists(path) and os.path.exists(path):
            roots.append(os.path.dirname(os.path.abspath(path)))
            files[path] = None
        else:
            missing.append(path)
    return Found(
        tuple(files),
        tuple(missing),
        _common(roots),
        searched,
        tuple(empty),
        tuple(unread),
        tuple(excluded),
        tuple(outside),
    )


def _is_forced_out(path: str, choice: Callable[[str], Choice]) -> bool:
    is_folder = os.path.isdir(path)
    chosen = choice(path if is_folder else os.path.dirname(path))
    return chosen.force_exclude and chosen.excludes(path, is_folder=is_folder)


def _common(roots: Sequence[str]) -> str:
    try:
        return os.path.commonpath(roots) if roots else os.getcwd()
    except ValueError:  # on different drives: nothing in common
        return os.getcwd()


def _search(
    folder: str,
    suffixes: tuple[str, ...],
    choice: Callable[[str], Choice] | None,
    unread: list[tuple[str, str]],
    outside: list[str],
) -> Iterator[str]:
    rules = [*_rules_above(folder)]
    pending = [(folder, rules)]
    while pending:
        here, above = pending.pop()
        rules = [*above, *_rules_of(here)]
        chosen = None if choice is None else choice(here)
        deeper = []
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            unread.append((here, reason(error)))
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not (
                    entry.name.startswith(".")
                    or _ignored(entry.path, rules, is_folder=True)
                    or (chosen is not None and chosen.excludes(entry.path, is_folder=True))
                ):
                    deeper.append((entry.path, rules))
            elif (
                (
                    entry.name.lower().endswith(suffixes)
                    or (chosen is not None and chosen.includes(entry.path))
                )
                and entry.name != NAME
                and not _is_folder(entry)
                and not _ignored(entry.path, rules)
                and not (chosen is not None and chosen.excludes(entry.path))
            ):
                at = os.path.normpath(entry.path)
                if entry.is_symlink() and leads_out(at, folder):
                    outside.append(at)
                else:
                    yield at
        pending.extend(reversed(deeper))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether a link leads to a folder; whatever else it is, is reported when it is read."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _rules_above(folder: str) -> Iterator[Patterns]:
    """What git ignores by the files above `folder`, up to the root of its repository."""
    here = os.path.abspath(folder)
    above = []
    while not os.path.lexists(os.path.join(here, ".git")):
        parent = os.path.dirname(here)
        if parent == here:
            return
        here = parent
        above.append(here)
    yield from _rules_in(os.path.join(_git_folder(here), "info", "exclude"), here)
    for one in reversed(above):
        yield from _rules_of(one)


def _git_folder(root: str) -> str:
    """The folder that git keeps for the repository at `root`; a work tree names that of another."""
    path = os.path.join(root, ".git")
    told = _first_line(path)
    if told.startswith("gitdir: "):
        path = os.path.join(root, told.removeprefix("gitdir: "))
        return os.path.join(path, _first_line(os.path.join(path, "commondir")))
    return path


def _first_line(path: str) -> str:
    return _text(path).partition("\n")[0].rstrip("\r")[:_LONGEST_PATH]


def _text(path: str) -> str:
    """Return the text of one of git's files, "" where it is none; as git, through no link."""
    if os.path.isfile(path) and not os.path.islink(path):
        with contextlib.suppress(OSError):
            return read_file(path).decode("utf-8", "replace")
    return ""


def _rules_of(folder: str) -> Iterator[Patterns]:
    yield from _rules_in(os.path.join(folder, ".gitignore"), folder)


def _rules_in(path: str, base: str) -> Iterator[Patterns]:
    if text := _text(path):
        from reviewfmt.patterns import of_git

        yield of_git(text.splitlines(), base)


def _ignored(path: str, rules: Sequence[Patterns], *, is_folder: bool = False) -> bool:
    """Tell whether git ignores `path`; the deepest file that speaks of it decides."""
    for one in reversed(rules):
        told = one.says(path, is_folder=is_folder)
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
    exception, Ctrl-C) drops the tasks that have not begun, and waits for none.
    """
    if jobs <= 1 or len(tasks) <= 1:
        yield from map(work, tasks)
        return
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(max_workers=min(jobs, len(tasks)))
    try:
        yield from pool.map(work, tasks)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


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
