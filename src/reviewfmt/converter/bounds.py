"""Runs a program within limits of time and memory that it cannot exceed."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reviewfmt.files import MIB

if TYPE_CHECKING:
    import subprocess

_LEAST, _PER_MIB = 10.0, 10.0
MOST_SECONDS = 60.0
"""The longest possible deadline."""

_SPARE = 1.25
_NO_HEAP = 251
_NO_MEMORY = b"memory"


class Outcome(NamedTuple):
    """The result of a run: its exit code, or the negative number of the signal that ended it.

    `too_long` and `too_large` tell that it reached the limit of time, `seconds`, or of memory.
    """

    code: int
    output: bytes
    seconds: float
    too_long: bool = False
    too_large: bool = False


def seconds_for(size: int) -> float:
    """Return the deadline for a run that reads `size` bytes."""
    return min(_LEAST + _PER_MIB * size / MIB, MOST_SECONDS)


def run_bounded(
    command: Sequence[str],
    data: bytes,
    environment: Mapping[str, str],
    seconds: float,
    memory: int,
) -> Outcome:
    """Run `command` with `data` as its input and return the result.

    The program is ended after `seconds`. On Linux, it may write to at most one and a quarter times
    `memory` bytes. The system enforces both limits, even if this process ends first. Raises OSError
    if the program cannot be started.
    """
    import subprocess

    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(environment),
    ) as process:
        _limit(process.pid, seconds=seconds, memory=int(memory * _SPARE))
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


def start_bounded(
    command: Sequence[str], environment: Mapping[str, str], memory: int
) -> subprocess.Popen[bytes]:
    """Start `command`, which keeps running, and return it with pipes for its input and output.

    It has its own process group, so that signals of a terminal do not reach it. Its error output is
    discarded. On Linux, the system enforces its limit of memory. Raises OSError if it cannot be
    started.
    """
    import subprocess

    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=dict(environment),
        process_group=0,
    )
    _limit(process.pid, memory=int(memory * _SPARE))
    return process


def allow_time(process: int, seconds: float) -> None:
    """Let a process use `seconds` of processor time, counted from its start."""
    _limit(process, seconds=seconds, is_last=False)


def memory_of(process: int) -> int:
    """Return the number of bytes of memory that a process uses; 0 if the system does not tell."""
    try:
        held = Path(f"/proc/{process}/statm").read_bytes().split()[1]
        return int(held) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _limit(
    process: int, *, seconds: float | None = None, memory: int | None = None, is_last: bool = True
) -> None:
    """Set limits of a process; limits of time can be raised later unless they are the last.

    The limit of memory counts what the process can write to. GHC reserves a terabyte of addresses,
    so a limit of the address space would stop it at once.
    """
    import contextlib

    try:
        import resource

        limit = resource.prlimit
    except (ImportError, AttributeError):  # not on Linux
        return
    found = []
    if memory is not None:
        found += [(resource.RLIMIT_DATA, (memory, memory))]
        found += [(what, (0, 0)) for what in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)]
    if seconds is not None:
        time = int(seconds) + 1
        found.append((resource.RLIMIT_CPU, (time, time if is_last else resource.RLIM_INFINITY)))
    for what, values in found:
        with contextlib.suppress(OSError, ValueError):  # it has ended, or has a lower limit
            limit(process, what, values)
