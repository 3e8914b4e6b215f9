"""Compact JSON for programs: on one line, without spaces, by the fastest available writer."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import cache
from importlib import import_module
from types import ModuleType


def compact(data: object) -> bytes:
    """Return `data` as JSON in UTF-8; if it has lone surrogates, in ASCII.

    `data` has no circular references. Raises TypeError for values that JSON cannot express.
    """
    if (fast := _orjson()) is not None:
        with contextlib.suppress(TypeError):  # it nests too deeply for orjson
            written: bytes = fast.dumps(data)
            return written
    try:
        return _encoder(ascii=False)(data).encode()
    except UnicodeEncodeError:
        return _encoder(ascii=True)(data).encode()


@cache
def _encoder(*, ascii: bool) -> Callable[[object], str]:
    """Return the JSON encoder; a check for circular references would take a third of its time."""
    import json

    separators = (",", ":")
    return json.JSONEncoder(ensure_ascii=ascii, check_circular=False, separators=separators).encode


@cache
def _orjson() -> ModuleType | None:
    """Return the faster JSON encoder if it is installed (extra `fast`), or None."""
    try:
        return import_module("orjson")
    except ImportError:
        return None
