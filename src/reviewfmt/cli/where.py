"""How a report for a service names a file: as seen from the top of the repository."""

from __future__ import annotations

import os

from reviewfmt.batch import STDIN

_TOPS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""The variables in which a runner of CI tells where it has put the repository."""


class Where:
    """Names files as a service does that knows the repository, wherever we run."""

    def __init__(self) -> None:
        told = (os.environ.get(name) for name in _TOPS)
        self._told = [os.path.realpath(one) for one in told if one]
        self._here = os.path.realpath(os.curdir)
        self._tops: dict[str, str | None] = {}

    def path(self, path: str) -> str:
        """Return `path` as seen from the top of its repository, with forward slashes.

        Without a repository it is seen from where we are. A path that is not below is absolute.
        """
        if path == STDIN:
            return path
        folder, name = self._split(path)
        return _slashes(_below(os.path.join(folder, name), self._top(folder) or self._here))

    def name(self, path: str) -> str:
        """Return what stays the same wherever we run: without a repository the file's own name."""
        if path == STDIN:
            return path
        folder, name = self._split(path)
        top = self._top(folder)
        return name if top is None else _slashes(_below(os.path.join(folder, name), top))

    def _split(self, path: str) -> tuple[str, str]:
        # The folder's links are followed and not the file's: a link is a file of its own to git.
        folder, name = os.path.split(os.path.abspath(path))
        return os.path.realpath(folder), name

    def _top(self, folder: str) -> str | None:
        """Return the top of the repository that holds `folder`, None without one."""
        for one in self._told:
            if is_below(folder, one):
                return one
        passed = []
        here = folder
        while here not in self._tops:
            passed.append(here)
            parent = os.path.dirname(here)
            if os.path.lexists(os.path.join(here, ".git")):
                self._tops[here] = here
            elif parent == here:
                self._tops[here] = None
            else:
                here = parent
        self._tops.update(dict.fromkeys(passed, self._tops[here]))
        return self._tops[folder]


def is_below(path: str, top: str) -> bool:
    """Tell whether an absolute path is `top` or stands below it."""
    try:
        both = os.path.normcase(os.path.commonpath((path, top)))
    except ValueError:  # on another drive
        return False
    return both == os.path.normcase(os.path.commonpath((top,)))


def _below(path: str, top: str) -> str:
    return os.path.relpath(path, top) if is_below(path, top) else path


def _slashes(path: str) -> str:
    return path.replace(os.sep, "/")


def is_absolute(path: str) -> bool:
    """Tell whether a path that `Where` gave leads from a root."""
    return os.path.isabs(path)


def uri(path: str) -> str:
    """Return the address of a path that `Where` gave: relative, or of the scheme `file`."""
    from urllib.parse import quote

    if not is_absolute(path):
        return quote(os.fsencode(path))
    drive, rest = os.path.splitdrive(path)
    if drive.startswith("/"):
        return f"file:{quote(os.fsencode(path))}"
    return f"file://{'/' if drive else ''}{drive}{quote(os.fsencode(rest))}"
