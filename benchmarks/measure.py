"""Times two functions in turn, so that changes in the speed of the machine affect both."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """A measured ratio, and its target, which it must not exceed; None without a target.

    With `least` it must not be below its target instead.
    """

    name: str
    ratio: float
    target: float | None = None
    least: bool = False

    @property
    def is_missed(self) -> bool:
        """Tell whether the ratio is on the wrong side of its target."""
        if self.target is None:
            return False
        return self.ratio < self.target if self.least else self.ratio > self.target

    def __str__(self) -> str:
        asked = ""
        if self.target is not None:
            side = "least" if self.least else "most"
            asked = f"  (at {side} {self.target:g}: {'NO' if self.is_missed else 'yes'})"
        return f"  {self.name:<58} {self.ratio:6.2f}{asked}"


def times(
    work: Mapping[str, Callable[[], object]], rounds: int, repeat: int
) -> dict[str, list[float]]:
    """Run each of `work` in turn, `repeat` times per round; return the CPU seconds of rounds."""
    spent: dict[str, list[float]] = {name: [] for name in work}
    for run in work.values():
        run()
    for _ in range(rounds):
        for name, run in work.items():
            start = time.process_time()
            for _ in range(repeat):
                run()
            spent[name].append(time.process_time() - start)
    return spent


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the ratio of the fastest rounds, since other processes only add time."""
    return min(ours) / min(theirs)


class Cost(NamedTuple):
    """The cost of a command: wall-clock seconds, processor seconds, bytes of peak memory.

    The memory is that of its largest process.
    """

    clock: float
    processor: float
    memory: int


def cost(command: Sequence[str]) -> Cost:
    """Run a command, which must succeed, with its modules compiled; return its cost.

    A separate small Python process runs it, since the system reports only one peak for all children
    of a process.
    """
    clock, processor, memory = printed([sys.executable, "-c", _COSTING, *command]).split()
    return Cost(float(clock), float(processor), int(memory) * 1024)


_COSTING = """
import ctypes, os, resource, subprocess, sys, time
# Processes whose parent has ended come to this one, so that their time is counted (Linux).
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
clock = time.perf_counter() - start
try:
    while True:
        os.wait()
except ChildProcessError:
    pass
spent = resource.getrusage(resource.RUSAGE_CHILDREN)
print(clock, spent.ru_utime + spent.ru_stime, spent.ru_maxrss)
"""


def printed(command: Sequence[str]) -> str:
    """Run a command, which must succeed, with its modules compiled; return what it prints."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=compiled(), check=True)
    return done.stdout


def compiled() -> dict[str, str]:
    """Return the environment of a command whose compiled modules are kept, as with pip."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def processes(ours: Sequence[str], theirs: Sequence[str], rounds: int) -> float:
    """Return the ratio of two commands' processor time as whole processes, run in turn.

    Both have compiled modules, as after an installation: pip compiles those of the peers, and the
    first run, which is not counted, compiles ours.
    """
    environment = compiled()
    quiet = subprocess.DEVNULL

    def spent(command: Sequence[str]) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=quiet, stderr=quiet, env=environment, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    spent(ours)
    spent(theirs)
    pairs = [(spent(ours), spent(theirs)) for _ in range(rounds)]
    return ratio(*zip(*pairs, strict=True))


def least_of(setup: str, code: str, rounds: int = 5) -> float:
    """Return the least processor time, in seconds, of `code` in a new Python process."""
    program = f"""
import time
from reviewfmt.parser import parse
{setup}
spent = []
for _ in range({rounds}):
    start = time.process_time()
    {code}
    spent.append(time.process_time() - start)
print(min(spent))
"""
    command = [sys.executable, "-c", program]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def peak_of(code: str) -> int:
    """Return the peak memory, in bytes, of a Python process that runs `code` (Linux)."""
    tell = "print(next(row.split()[1] for row in open('/proc/self/status') if 'VmHWM' in row))"
    command = [sys.executable, "-c", f"{code}\n{tell}"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return int(told) * 1024
