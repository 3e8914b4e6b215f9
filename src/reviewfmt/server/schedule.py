"""When a text is checked: a moment after the last key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

SHORTEST = 0.1
"""Seconds without a key after which a text is checked."""
LONGEST = 3.0
"""No text waits longer for a key that does not come."""
IN_A_ROW = 1.0
"""Seconds after the first key after which a text is checked in any case."""
_TIMES = 4
"""A slow text is checked after this many times its checking time, so that typing stays smooth."""


def pause(cost: float) -> float:
    """Return the seconds without a key after which a text is checked, by what a check costs."""
    return min(max(SHORTEST, _TIMES * cost), LONGEST)


class Schedule:
    """What is due: `check` is called with the address of each document when its time has come."""

    def __init__(self, check: Callable[[str], None]) -> None:
        self._check = check
        self._due: dict[str, tuple[float, asyncio.TimerHandle]] = {}

    def after(self, uri: str, seconds: float) -> None:
        """Have a document checked after a pause, which another key begins again, up to a limit."""
        loop = asyncio.get_running_loop()
        first, handle = self._due.get(uri, (loop.time(), None))
        if handle is not None:
            handle.cancel()
        at = min(loop.time() + seconds, first + max(IN_A_ROW, seconds))
        self._due[uri] = first, loop.call_at(at, self._now, uri)

    def drop(self, uri: str) -> None:
        """Forget a document that is closed."""
        if (due := self._due.pop(uri, None)) is not None:
            due[1].cancel()

    def _now(self, uri: str) -> None:
        self._due.pop(uri, None)
        self._check(uri)
