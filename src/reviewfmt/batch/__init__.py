"""Discovers the files of a run, and decides where outputs go."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reviewfmt.batch.output import NAME
from reviewfmt.files import leads_out, read_file, reason

if TYPE_CHECKING:
    from reviewfmt.patterns import Patterns

STDIN = "-"
"""The path of standard input and standard output."""

_LONGEST_PATH = 4096


class Found(NamedTuple):
    """The files that the paths of a command line name.

    `files` are paths as the user would spell them, "-" for standard input, without duplicates and
    in order. `missing` are paths that do not exist. `base` is the absolute path of the folder to
    which the paths of outputs are relative. `searched` tells whether a folder was searched. `empty`
    are named folders in which nothing was found, `unread` folders that cannot be searched, with the
    reason, and `excluded` named files that are left out. `outside` are symbolic links that lead out
    of the folder that is searched: they are not read.
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
    """What the configuration of a folder says about the files in it."""

    @property
    def force_exclude(self) -> bool:
        """Whether excluded files are left out even if they are named."""

    def excludes(self, path: str, *, is_folder: bool = False) -> bool:
        """Tell whether a search leaves `path` out."""

    def includes(self, path: str) -> bool:
        """Tell whether a search includes the file `path`, whatever its suffix."""


def discover(
    paths: Sequence[str],
    suffixes: Sequence[str] = (".review",),
    choice: Callable[[str], Choice] | None = None,
) -> Found:
    """Find the files that `paths` name.

    A named file is taken whatever its suffix. A folder is searched, in the order of names, for
    files with one of `suffixes` (in lower case, with the dot). The search leaves out hidden
    folders, lists of outputs (`manifest`), and files that git ignores by .gitignore and
    info/exclude. `choice` returns the configuration of a folder. Links to folders are not
    followed, nor are links to files outside the folder that is searched.
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
            is_empty = True
            for name in _search(path, tuple(suffixes), choice, unread, outside):
                files[name] = None
                is_empty = False
            if is_empty and len(unread) + len(outside) == refused_before:
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
    except ValueError:  # on different drives: they have no common folder
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
        try:
            names, links, folders = _listed(here, suffixes, chosen)
        except OSError as error:
            unread.append((here, reason(error)))
            continue
        above_all = os.path.join(here, "")
        normal = os.path.normpath(here)
        before = "" if normal == os.curdir else os.path.join(normal, "")
        for name in names:
            if rules and _ignored(above_all + name, rules):
                continue
            if chosen is not None and chosen.excludes(above_all + name):
                continue
            at = before + name
            if name in links and leads_out(at, folder):
                outside.append(at)
            else:
                yield at
        deeper = []
        for name in folders:
            path = above_all + name
            if _ignored(path, rules, is_folder=True):
                continue
            if chosen is None or not chosen.excludes(path, is_folder=True):
                deeper.append((path, rules))
        pending.extend(reversed(deeper))


def _listed(
    here: str, suffixes: tuple[str, ...], chosen: Choice | None
) -> tuple[list[str], set[str], list[str]]:
    """Return the sorted names in a folder: wanted files, those that are links, and folders.

    Only names are kept, since a folder may have very many files.
    """
    names, links, folders = [], set(), []
    with os.scandir(here) as entries:
        for entry in entries:
            name = entry.name
            if entry.is_dir(follow_symlinks=False):
                if not name.startswith("."):
                    folders.append(name)
            elif (
                name != NAME
                and (
                    name.lower().endswith(suffixes)
                    or (chosen is not None and chosen.includes(entry.path))
                )
                and not _is_folder(entry)
            ):
                names.append(name)
                if entry.is_symlink():
                    links.add(name)
    return sorted(names), links, sorted(folders)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether a link leads to a folder; anything else is reported when it is read."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _rules_above(folder: str) -> Iterator[Patterns]:
    """Yield the rules of the .gitignore files above `folder`, up to the root of its repository."""
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
    """Return the git folder of the repository at `root`; a work tree names that of another."""
    path = os.path.join(root, ".git")
    told = _first_line(path)
    if told.startswith("gitdir: "):
        path = os.path.join(root, told.removeprefix("gitdir: "))
        return os.path.join(path, _first_line(os.path.join(path, "commondir")))
    return path


def _first_line(path: str) -> str:
    return _text(path).partition("\n")[0].rstrip("\r")[:_LONGEST_PATH]


def _text(path: str) -> str:
    """Return the text of one of git's files, "" if it is not a file; links are not followed."""
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
    """Tell whether git ignores `path`; the deepest .gitignore that matches decides."""
    for one in reversed(rules):
        told = one.says(path, is_folder=is_folder)
        if told is not None:
            return told
    return False


def folder_below(path: str, base: str, folder: str) -> str:
    """Return the folder below `folder` that corresponds to the folder `path` below `base`."""
    relative = os.path.relpath(os.path.abspath(path), base)
    return folder if relative == os.curdir else os.path.join(folder, relative)


def identity(path: str) -> tuple[int, int] | None:
    """Return what identifies a file whatever its path, links followed; None if it is missing."""
    try:
        told = os.stat(path)
    except OSError:
        return None
    return told.st_dev, told.st_ino


def same_files(paths: Sequence[str]) -> set[str]:
    """Return those of `paths` that are symbolic links, and the files that they lead to."""
    links = {path for path in paths if os.path.islink(path)}
    if not links:
        return links
    led = {identity(path) for path in links} - {None}
    return links | {path for path in paths if identity(path) in led}
