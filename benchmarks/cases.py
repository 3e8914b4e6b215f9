"""The parts of a worst case: a name, an input of a given size, and a function that uses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class Case(NamedTuple):
    """A worst case. If `rate` is true, its time per megabyte also has a limit."""

    name: str
    make: Callable[[int], Any]
    work: Callable[[Any], object]
    rate: bool = True


def made(work: Callable[..., Any], *given: object) -> Callable[[Any], Any]:
    """Return a function of one value that calls another with more fixed values."""
    return lambda value: work(value, *given)


def repeated(piece: str, size: int) -> str:
    """Return a piece repeated to about a size."""
    return piece * max(1, size // max(1, len(piece.encode())))


def framed(before: str, piece: str, after: str) -> Callable[[int], str]:
    """Return a function that makes a text with a repeated piece between two fixed texts."""
    return lambda size: before + repeated(piece, size) + after


def numbered(piece: str, size: int) -> str:
    """Return lines that all differ, with a number at the end of the first word."""
    first, space, rest = piece.partition(" ")
    length = len(piece.encode()) + 5
    return "".join(f"{first}{at}{space}{rest}" for at in range(max(1, size // length)))
