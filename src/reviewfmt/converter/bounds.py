"""Runs a program within bounds of time and memory that it cannot leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reviewfmt.files import MIB

_LEAST, _PER_MIB, _MOST = 10.0, 10.0, 60.0
_SPARE = 1.25
_NO_HEAP = 251
_NO_MEMORY = b"memory"


class Outcome(NamedTuple):
    """What became of a run: its exit code, or the negative number of the signal that ended it.

    `too_long` and `too_large` tell that it reached the bound of time, `seconds`, or of memory.
    """

    code: int
    output: bytes
    seconds: float
    too_long: bool = False
    too_large: bool = False


def seconds_for(size: int) -> float:
    """Return the deadline for a run that reads `size` bytes."""
    return min(_LEAST + _PER_MIB * size / MIB, _MOST)


def run_bounded(
    command: Sequence[str],
    data: bytes,
    environment: Mapping[str, str],
    seconds: float,
    memory: int,
) -> Outcome:
    """Run `command` with `data` as its input and return what became of it.

    It is ended after `seconds`. On Linux it has no more than `memory` bytes, and a quarter, that
    it can write to, and the system holds this when we are gone, as it does the time. Raises
    OSError where it cannot be started.
    """
    import subprocess

    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(environment),
    ) as process:
        _bind(process.pid, seconds, int(memory * _SPARE))
        try:
            output, said = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return Outcome(process.wait(), b"", seconds, too_long=True)
        except BaseException:
            process.kill()
            raise
    code = process.returncode
    too_large = code == _NO_HEAP or (code == 1 and _NO_MEMORY in said)
    return Outcome(code, output, seconds, too_large=too_large)


def _bind(process: int, seconds: float, memory: int) -> None:
    """Set the limits of a process that has read nothing yet.

    What counts is the memory that it can write to: GHC reserves a terabyte of addresses, so a
    limit of those would stop it at once.
    """
    import contextlib

    try:
        import resource

        limit = resource.prlimit
    except (ImportError, AttributeError):  # not on Linux
        return
    time = int(seconds) + 1
    for what, value in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_CPU, time),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):  # it has ended, or has less
            limit(process, what, (value, value))
