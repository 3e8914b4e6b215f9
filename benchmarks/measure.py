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
    """A ratio that was measured, and what it must not be above; None where nothing is asked."""

    name: str
    ratio: float
    target: float | None = None

    def __str__(self) -> str:
        asked = ""
        if self.target is not None:
            asked = f"  (at most {self.target:g}: {'yes' if self.ratio <= self.target else 'NO'})"
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


def processes(ours: Sequence[str], theirs: Sequence[str], rounds: int) -> float:
    """Return the ratio of two commands' processor time as whole processes, run in turn.

    Each with its modules compiled, as an installer leaves them: pip compiles the peers, and the
    first run, which is not counted, ours.
    """
    environment = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
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
