r"""Regular expressions of users, which RE2 runs in linear time.

Python's own engine may take years for a short line, as with `(a+)+b`. RE2 has no backreferences
and no look-around; its `\w` and `\d` match only letters and digits of ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

_MOST_MEMORY = 1024 * 1024
LARGEST = 200_000
"""How many steps the programs of all patterns may have together; `.{0,100}` has 900."""
_LARGEST_CHOICE = 8_000
"""How many steps are compiled together; RE2's time to compile grows with their square."""
_GROUPS = re.compile(r"(?<!\\)(?:\\\\)*+(?:\\[1-9]|\(\?P?<)")
_FLAGS = re.compile(r"\(\?[a-zA-Z]++\)")


class ExpressionError(ValueError):
    """A regular expression that cannot be used; the message says why."""


class Expression:
    """A compiled regular expression. Raises ExpressionError for one that RE2 does not take."""

    def __init__(self, pattern: str, *, any_case: bool = False) -> None:
        import re2

        options = re2.Options()
        options.case_sensitive = not any_case
        options.log_errors = False
        options.max_mem = _MOST_MEMORY
        self.pattern = pattern
        try:
            self._compiled = re2.compile(pattern, options)
        except UnicodeEncodeError:
            raise ExpressionError("it holds a lone surrogate") from None
        except re2.error as error:
            raise ExpressionError(_reason(error)) from None

    @property
    def steps(self) -> int:
        """The number of steps of RE2's program for the pattern."""
        return int(self._compiled.programsize)

    def search(self, text: str) -> Any:
        """Return the first match in a text, as `re` would, or None."""
        return self._compiled.search(_encodable(text))

    def fullmatch(self, text: str) -> Any:
        """Return the match of a whole text, as `re` would, or None."""
        return self._compiled.fullmatch(_encodable(text))


def _reason(error: Exception) -> str:
    told = error.args[0] if error.args else ""
    return told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)


def _encodable(text: str) -> str:
    """Return a text without lone surrogates, which names that are not UTF-8 contain."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def fault(pattern: str) -> str | None:
    """Return why `pattern` cannot be one of the patterns of `AnyOf`, or None."""
    if _GROUPS.search(pattern):
        return "groups have no names and no numbers here"
    if _FLAGS.match(pattern):
        return "it cannot set flags: it is asked in any case"
    try:
        Expression(pattern, any_case=True)
    except ExpressionError as error:
        return str(error)
    return None


class AnyOf:
    """Several patterns, each without a `fault`, that match in any case.

    Raises ExpressionError if they are too large together.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._expressions = _together(tuple(patterns))

    def matches(self, text: str) -> bool:
        """Tell whether one of the patterns matches a whole text."""
        return any(one.fullmatch(text) is not None for one in self._expressions)


@lru_cache(maxsize=64)
def _together(patterns: tuple[str, ...]) -> tuple[Expression, ...]:
    """Return the patterns as few expressions."""
    choices: list[list[str]] = []
    total = size = 0
    for pattern in patterns:
        steps = Expression(pattern, any_case=True).steps
        total += steps
        if total > LARGEST:
            raise ExpressionError("there are too many patterns, or their repetitions are too large")
        size += steps
        if not choices or size > _LARGEST_CHOICE:
            choices.append([])
            size = steps
        choices[-1].append(f"(?:{pattern})")
    return tuple(Expression("|".join(one), any_case=True) for one in choices)
