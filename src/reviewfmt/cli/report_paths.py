"""Names files in reports for services: relative to the top of the repository."""

from __future__ import annotations

import os

from reviewfmt.batch import STDIN

_TOPS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""The environment variables of CI runners for the folder of the repository."""


class Where:
    """Names files relative to their repository, whatever the current folder."""

    def __init__(self) -> None:
        told = (os.environ.get(name) for name in _TOPS)
        self._told = [os.path.realpath(one) for one in told if one]
        self._here = os.path.realpath(os.curdir)
        self._tops: dict[str, str | None] = {}

    def path(self, path: str) -> str:
        """Return `path` relative to the top of its repository, with forward slashes.

        Without a repository it is relative to the current folder. A path outside is absolute.
        """
        if path == STDIN:
            return path
        folder, name = self._split(path)
        return _slashes(_below(os.path.join(folder, name), self._top(folder) or self._here))

    def name(self, path: str) -> str:
        """Return a name that does not depend on the current folder: if in doubt, the file name."""
        if path == STDIN:
            return path
        folder, name = self._split(path)
        top = self._top(folder)
        return name if top is None else _slashes(_below(os.path.join(folder, name), top))

    def _split(self, path: str) -> tuple[str, str]:
        # Links in the folder are followed, but not a link as the file: git tracks links as files.
        folder, name = os.path.split(os.path.abspath(path))
        return os.path.realpath(folder), name

    def _top(self, folder: str) -> str | None:
        """Return the top of the repository of `folder`, or None."""
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
    """Tell whether an absolute path is `top` or is below it."""
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
    """Tell whether a path of `Where` is absolute."""
    return os.path.isabs(path)


def uri(path: str) -> str:
    """Return the URI of a path of `Where`: relative, or with the scheme `file`."""
    from urllib.parse import quote

    if not is_absolute(path):
        return quote(os.fsencode(path))
    drive, rest = os.path.splitdrive(path)
    if drive.startswith("/"):
        return f"file:{quote(os.fsencode(path))}"
    return f"file://{'/' if drive else ''}{drive}{quote(os.fsencode(rest))}"
