"""Patterns of paths, as .gitignore has them: the one language of `exclude` and its like."""

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
    """A pattern that cannot be used; `pattern` is the one, `WHY` follows it in a message."""

    WHY = "is no pattern of paths, as .gitignore has them"

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        super().__init__(f'"{pattern}" {self.WHY}')


class Patterns(NamedTuple):
    """Patterns that hold below the folder `base`, an absolute path."""

    base: str
    spec: GitIgnoreSpec

    def says(self, path: str, *, is_folder: bool = False) -> bool | None:
        """Return whether `path` is meant, None where no pattern speaks of it; the last one wins.

        What stands in a folder that is meant is meant too.
        """
        relative = below(path, self.base)
        return self.spec.check_file(f"{relative}/" if is_folder else relative).include


def below(path: str, base: str) -> str:
    """Return `path` as seen from the folder `base`, with forward slashes.

    A path that is not below it is seen from the folder that both are in.
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
    """Return the patterns of these lines. Raises PatternError for one that is none."""
    return _patterns(lines, os.path.abspath(base))


@lru_cache(maxsize=64)
def _patterns(lines: tuple[str, ...], base: str) -> Patterns:
    for line in lines:
        _compiled((line,), line)
    return Patterns(base, _compiled(lines, ""))


def of_git(lines: Iterable[str], base: str) -> Patterns:
    """Return the patterns of a file of git's; a line that is no pattern says nothing, as in git.

    Of more lines than anyone writes, those behind the first `MOST_LINES` say nothing either.
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
            warnings.simplefilter("error", FutureWarning)  # a set that means another thing one day
            spec = GitIgnoreSpec.from_lines(lines, backend="simple")
        for one in spec.patterns:
            if one.regex is not None and _may_blow_up(one.regex.pattern):
                one.regex = Expression(one.regex.pattern)  # type: ignore[assignment]  # asked alike
    except (ValueError, re.error, FutureWarning) as error:
        raise PatternError(shown) from error
    return spec


def _may_blow_up(pattern: str) -> bool:
    """Tell whether Python's engine may take longer than a square of a name, or of a path."""
    return pattern.count("*") > 2 or pattern.count(".+") > 1
