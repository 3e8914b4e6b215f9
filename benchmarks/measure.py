"""Times two things in turn, so that a machine whose speed drifts drifts for both."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """A ratio that was measured, and what it must not be above; None where nothing is asked.

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
    """Run each of `work` `repeat` times a round, in turn; return the CPU seconds of each round."""
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
    """Return the ratio of the quickest rounds: what else runs on the machine only adds to both."""
    return min(ours) / min(theirs)


class Cost(NamedTuple):
    """What a command cost: seconds on the clock, seconds of processors, bytes of peak memory.

    The memory is that of the largest of its processes.
    """

    clock: float
    processor: float
    memory: int


def cost(command: Sequence[str]) -> Cost:
    """Run a command, which must succeed, with its modules compiled; return what it cost.

    It is run by a small Python of its own, since the peak memory of all children that a process
    ever had is one number.
    """
    clock, processor, memory = printed([sys.executable, "-c", _COSTING, *command]).split()
    return Cost(float(clock), float(processor), int(memory) * 1024)


_COSTING = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
clock = time.perf_counter() - start
spent = resource.getrusage(resource.RUSAGE_CHILDREN)
print(clock, spent.ru_utime + spent.ru_stime, spent.ru_maxrss)
"""


def printed(command: Sequence[str]) -> str:
    """Run a command, which must succeed, with its modules compiled; return what it prints."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=compiled(), check=True)
    return done.stdout


def compiled() -> dict[str, str]:
    """Return the environment of a command whose modules are kept compiled, as pip leaves them."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def processes(ours: Sequence[str], theirs: Sequence[str], rounds: int) -> float:
    """Return the ratio of two commands' processor time as whole processes, run in turn.

    Each with its modules compiled, as an installer leaves them: pip compiles the peers, and the
    first run, which is not counted, ours.
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
    """Return the least processor time, in seconds, of `code` in a Python of its own."""
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
    """Return the peak memory, in bytes, of a Python that runs `code` (Linux)."""
    tell = "print(next(row.split()[1] for row in open('/proc/self/status') if 'VmHWM' in row))"
    command = [sys.executable, "-c", f"{code}\n{tell}"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return int(told) * 1024
