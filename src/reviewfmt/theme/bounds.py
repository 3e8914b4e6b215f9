"""The limits of a user's template: its running time and its memory.

The sandbox limits only `range`. Here, each iteration of a loop and each operation checks the
processor time of the thread. Operations that create large values, or are slow on large values, are
refused. On Linux the memory of the process is limited, too.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import ItemsView, Iterator, KeysView, ValuesView
from typing import Any

from reviewfmt.files import MIB

SECONDS = 5.0
"""The limit of processor time for a page."""

MEMORY = 512 * MIB
"""The limit of additional memory for a page."""

LARGEST_NUMBER = 100_000
"""The largest number that a filter or a method accepts, such as a width or a count."""

MOST_NODES = 100_000
"""The largest number of names, texts and operations in a template, since compiling is slow."""

_LARGEST_TEXT = 8 * MIB
_LARGEST_BITS = 10_000
_WIDE = re.compile(r"\d{6}|\*|\{[^{}]*\{")
"""The parts of a format that can produce a text of any width."""

_PART = 8
"""The weight of an element of a list, in characters."""

_LONG_TEXTS = frozenset(("translate", "expandtabs"))

_LONGEST_SOUGHT = 1000
_SEEKS = frozenset(("strip", "lstrip", "rstrip", "trim", "rfind", "rindex", "rsplit", "rpartition"))
"""Methods that may compare their whole argument at each character of a text."""


class BoundError(Exception):
    """A template that exceeds a limit; the message says which one."""


class Bounds(threading.local):
    """The time limit of the running template. Only one runs at a time in a process."""

    _one = threading.Lock()

    def __init__(self) -> None:
        self._end = float("inf")
        self._before: tuple[int, int] | None = None

    def __enter__(self) -> None:
        self._one.acquire()
        self._before = _limited(MEMORY)
        self._end = time.thread_time() + SECONDS

    def __exit__(self, *_: object) -> None:
        self._end = float("inf")
        try:
            if self._before is not None:
                import resource

                resource.setrlimit(resource.RLIMIT_AS, self._before)
        finally:
            self._one.release()

    def tick(self, value: object) -> object:
        """Return `value`. Raises BoundError if the time limit is exceeded."""
        if time.thread_time() > self._end:
            raise BoundError(f"it takes longer than {SECONDS:g} seconds a page, the limit")
        return value


def _limited(more: int) -> tuple[int, int] | None:
    """Limit the memory of this process; return the old limits, None if none can be set."""
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - pathlib is start-up time
            pages = int(file.read().split()[0])
        soft, hard = before = resource.getrlimit(resource.RLIMIT_AS)
        bound = pages * resource.getpagesize() + more
        if soft == resource.RLIM_INFINITY or bound < soft:
            resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    except (ImportError, OSError, ValueError):
        return None
    return before


def checked_weight(*values: object) -> None:
    """See that an operation gets nothing large. Raises BoundError.

    A list that is in another one twice counts twice: that is how often it is looked at.
    """
    left = _LARGEST_TEXT
    todo = list(values)
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            left -= len(one)
        elif isinstance(one, _HOLDERS):
            left -= _PART * len(one)
            if left >= 0:
                todo.extend(one)
                if isinstance(one, dict):
                    todo.extend(one.values())
        if left < 0:
            raise BoundError(f"values of more than {_LARGEST_TEXT} characters in all, the limit")


_HOLDERS = (list, tuple, dict, ItemsView, KeysView, ValuesView)


def listed(value: object) -> object:
    """Return a value with a list instead of what is made while it is read."""
    return list(value) if isinstance(value, Iterator) else value


def checked_operation(operator: str, left: object, right: object) -> None:
    """Check that an operator creates nothing large. Raises BoundError."""
    if operator == "%" and isinstance(left, str):
        _see_format(left)
    elif operator == "*":
        for one, other in ((left, right), (right, left)):
            if isinstance(one, str | list | tuple) and isinstance(other, int):
                _see_size(len(one) * other)
        if isinstance(left, int) and isinstance(right, int):
            _see_bits(left.bit_length() + right.bit_length())
    elif operator == "**" and isinstance(left, int) and isinstance(right, int):
        _see_bits(left.bit_length() * right)


def checked_call(called: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Check that a filter or a method creates nothing large. Raises BoundError."""
    holder = getattr(getattr(called, "__wrapped__", called), "__self__", None)
    name = getattr(called, "__name__", "").removeprefix("do_")
    values = [*args, *kwargs.values()]
    checked_weight(holder, *values)
    if name in ("format", "format_map"):
        text = holder if isinstance(holder, str) else next(iter(args), None)
        if isinstance(text, str):
            _see_format(text)
        return
    if isinstance(holder, str):
        if name in _LONG_TEXTS:
            raise BoundError(f'"{name}" is not for templates')
        values.insert(0, holder)
    _see_name(name, values)
    for one in values:
        if isinstance(one, int) and abs(one) > LARGEST_NUMBER and name not in _ANY_NUMBER:
            raise BoundError(f"{one} is too large here, expected at most {LARGEST_NUMBER}")


_ANY_NUMBER = frozenset(
    ("abs", "float", "int", "string", "round", "filesizeformat", "tojson", "default", "html")
)
"""Filters for which a large number is harmless."""


def _see_name(name: str, values: list[Any]) -> None:
    """Check the functions that have limits of their own."""
    if name == "replace":
        _see_replacement(values)
    elif name == "join":
        _see_joined(values)
    elif name == "sum" and any(isinstance(one, list | tuple) for one in values[1:]):
        raise BoundError('"sum" adds numbers, found a list to begin with')
    elif name == "striptags" and any(len(str(one)) > LARGEST_NUMBER for one in values[:1]):
        raise BoundError(f"a text of more than {LARGEST_NUMBER} characters, the limit here")
    elif name in _SEEKS and any(
        isinstance(one, str) and len(one) > _LONGEST_SOUGHT for one in values[1:]
    ):
        raise BoundError(f"a text of more than {_LONGEST_SOUGHT} characters, the limit here")


def _see_replacement(values: list[Any]) -> None:
    match values:
        case [str(text), str(old), str(new), *_]:
            _see_size(len(text) + text.count(old) * len(new))


def _see_joined(values: list[Any]) -> None:
    sizes = [len(one) for one in values if isinstance(one, str | list | tuple)]
    if len(sizes) == 2:
        _see_size(sizes[0] * sizes[1])


def _see_format(text: str) -> None:
    if _WIDE.search(text):
        raise BoundError("a format has a width of any size, expected at most five digits")


def _see_size(size: int) -> None:
    if size > _LARGEST_TEXT:
        raise BoundError(f"a text or a list of more than {_LARGEST_TEXT} parts, the limit")


def _see_bits(bits: int) -> None:
    if bits > _LARGEST_BITS:
        raise BoundError(f"a number of more than {_LARGEST_BITS} bits, the limit")
