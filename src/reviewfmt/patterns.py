"""Patterns of paths in the syntax of .gitignore, for `exclude` and similar options."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reviewfmt.expressions import Expression

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MOST_LINES = 10_000
_LONGEST = 4096
"""The longest pattern in characters; no path that it could match is longer."""
_SHOWN = 60


class PatternError(ValueError):
    """Raised for a `pattern` that cannot be used; `WHY` follows it in messages."""

    WHY = "is not a path pattern as in .gitignore"

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        super().__init__(f'"{pattern}" {self.WHY}')


class Patterns(NamedTuple):
    """Patterns that apply below the folder `base`, an absolute path."""

    base: str
    spec: GitIgnoreSpec

    def says(self, path: str, *, is_folder: bool = False) -> bool | None:
        """Return whether `path` is selected, None if no pattern matches; the last match wins.

        Everything in a selected folder is selected too.
        """
        relative = below(path, self.base)
        return self.spec.check_file(f"{relative}/" if is_folder else relative).include


def below(path: str, base: str) -> str:
    """Return `path` relative to the folder `base`, with forward slashes.

    A path that is not below `base` is relative to their common folder.
    """
    try:
        relative = os.path.relpath(path, base)
    except ValueError:  # on another drive
        relative = os.path.splitdrive(os.path.abspath(path))[1].lstrip(os.sep)
    relative = relative.replace(os.sep, "/")
    while relative.startswith("../"):
        relative = relative[3:]
    return relative


def patterns(lines: tuple[str, ...], base: str) -> Patterns:
    """Return the patterns of these lines. Raises PatternError for an invalid pattern."""
    return _patterns(lines, os.path.abspath(base))


@lru_cache(maxsize=64)
def _patterns(lines: tuple[str, ...], base: str) -> Patterns:
    for line in lines:
        _compiled((line,), line)
    return Patterns(base, _compiled(lines, ""))


def of_git(lines: Iterable[str], base: str) -> Patterns:
    """Return the patterns of a .gitignore file; lines that are no patterns are ignored, as in git.

    Lines after the first `MOST_LINES` are ignored too; nobody writes as many.
    """
    kept = []
    for line in islice(lines, MOST_LINES):
        try:
            _compiled((line,), line)
        except PatternError:
            continue
        kept.append(line)
    return Patterns(os.path.abspath(base), _compiled(kept, ""))


def _compiled(lines: Iterable[str], shown: str) -> GitIgnoreSpec:
    import re
    import warnings

    from pathspec import GitIgnoreSpec

    lines = tuple(lines)
    if any(len(line) > _LONGEST for line in lines):
        raise PatternError(f"{shown[:_SHOWN]}…")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # a set whose meaning may change
            spec = GitIgnoreSpec.from_lines(lines, backend="simple")
        for one in spec.patterns:
            if one.regex is not None and _may_blow_up(one.regex.pattern):
                one.regex = Expression(one.regex.pattern)  # type: ignore[assignment]  # it has the same methods
    except (ValueError, re.error, FutureWarning) as error:
        raise PatternError(shown) from error
    return spec


def _may_blow_up(pattern: str) -> bool:
    """Tell whether Python's engine may take more than quadratic time."""
    return pattern.count("*") > 2 or pattern.count(".+") > 1
