"""The texts of linked data, whatever its subject."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any


def of_linked(data: Any, depth: int = 0, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts and numbers of linked data, each with the path of its keys."""
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        for key, value in data.items():
            if not key.startswith("@"):
                yield from of_linked(value, depth + 1, f"{name}.{key}" if name else key)
    elif isinstance(data, list):
        for value in data:
            yield from of_linked(value, depth + 1, name)
    elif isinstance(data, str | int | float) and not isinstance(data, bool):
        yield name, unescape(str(data))


_DEEPEST = 20
