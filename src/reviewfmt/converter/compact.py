"""JSON for programs to read: on one line, with no spaces, by the quickest writer there is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import cache
from importlib import import_module
from types import ModuleType


def compact(data: object) -> bytes:
    """Return `data` as JSON in UTF-8; where that cannot be, as with half a character, in ASCII.

    `data` holds no circle. Raises TypeError for what JSON has no form for.
    """
    if (fast := _orjson()) is not None:
        with contextlib.suppress(TypeError):  # it nests deeper than orjson goes
            written: bytes = fast.dumps(data)
            return written
    try:
        return _encoder(ascii=False)(data).encode()
    except UnicodeEncodeError:
        return _encoder(ascii=True)(data).encode()


@cache
def _encoder(*, ascii: bool) -> Callable[[object], str]:
    """Return what writes JSON; looking for circles would take a third of its time."""
    import json

    separators = (",", ":")
    return json.JSONEncoder(ensure_ascii=ascii, check_circular=False, separators=separators).encode


@cache
def _orjson() -> ModuleType | None:
    """Return what writes JSON faster, where it is installed (the extra `fast`)."""
    try:
        return import_module("orjson")
    except ImportError:
        return None
