"""Checks that all worst cases take linear time: `python -m benchmarks.stress`.

Each case (`benchmarks.worst`) runs at 1, 2, 4 and 8 times its size, measured in processor time;
that of pandoc, which has its own limit, is not counted. A case fails if its time grows faster than
the size to the power 1.15, or if another megabyte takes more than two seconds; a line counts as at
least 40 bytes. `--short` runs a selection at a quarter of the size in less than a minute,
`--only TEXT` runs the cases with TEXT in their names, and `--list` lists the names.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Iterable
from math import log
from typing import NamedTuple

from benchmarks.cases import Case
from benchmarks.worst import cases

FACTORS = (1, 2, 4, 8)
SIZE = 16_384
"""The single size of a case in bytes; a short run uses a quarter of it."""
STEEPEST = 1.15
SLOWEST = 2.0
"""The limit of seconds for another megabyte."""
PLAIN = 0.05
"""Below this time, in seconds at the largest size, growth cannot be measured."""
LINE = 40
"""The least number of bytes that a line or a finding counts as."""
LINE_ENDS = "\n\u2028\u2029\x85"
LONGEST = 20.0
"""After this many seconds no larger size is tried."""
SHORT_STEP = 40
"""A short run takes one of this many cases of a kind, rule, reader, key or report."""


class Outcome(NamedTuple):
    """The seconds at each size, their slope, and the seconds per megabyte."""

    seconds: tuple[float, ...]
    steepness: float
    rate: float


def seconds(case: Case, size: int) -> tuple[float, int]:
    """Return the time of a case at a size, and the number of bytes that count."""
    given = case.make(size)
    gc.collect()
    gc.disable()  # garbage collection would distort the times
    start = time.process_time()
    done = case.work(given)
    took = time.process_time() - start
    gc.enable()
    findings = len(done) if isinstance(done, list) else 0
    return took, max(_bytes(given, size), findings * LINE)


def _bytes(given: object, size: int) -> int:
    if isinstance(given, tuple):
        return sum(_bytes(one, 0) for one in given)
    if isinstance(given, str):
        lines = sum(map(given.count, LINE_ENDS))
        return max(len(given.encode("utf-8", "replace")), lines * LINE)
    return len(given) if isinstance(given, bytes) else size


def measured(case: Case, unit: int, runs: int = 1) -> Outcome:
    """Run a case at each size, and fit a power of the size to the best of the times."""
    case.work(case.make(64))  # compiling and importing are not counted
    times: list[float] = []
    sizes: list[int] = []
    for factor in FACTORS:
        found = [seconds(case, unit * factor) for _ in range(runs)]
        times.append(min(took for took, _ in found))
        sizes.append(found[0][1])
        if times[-1] > LONGEST:
            break
    return Outcome(tuple(times), _steepness(times), _rate(sizes, times))


def _steepness(times: list[float]) -> float:
    """Return the slope of a line through the logarithms of sizes and times."""
    if times[-1] < PLAIN or len(times) < 2:
        return 0.0 if len(times) > 1 else float("inf")
    across = [log(factor) for factor in FACTORS[: len(times)]]
    up = [log(max(took, 1e-6)) for took in times]
    x, y = sum(across) / len(across), sum(up) / len(up)
    found = sum((a - x) * (b - y) for a, b in zip(across, up, strict=True))
    return found / sum((a - x) ** 2 for a in across)


def _rate(sizes: list[int], times: list[float]) -> float:
    if times[-1] < PLAIN or len(times) < 2:
        return 0.0
    return (times[-1] - times[0]) / max(sizes[-1] - sizes[0], 1) * 1e6


def fault(case: Case, unit: int) -> Outcome | None:
    """Return the fault of the times of a case, after measuring a suspicious case again."""
    for runs in (1, 5):
        outcome = measured(case, unit, runs)
        steep = outcome.steepness > STEEPEST
        slow = case.rate and outcome.rate > SLOWEST
        if not (steep or slow):
            return None
        if outcome.seconds[-1] > LONGEST / 4:
            break
    return outcome


def _few(found: Iterable[Case]) -> list[Case]:
    """Return a selection of the cases, with some of each group; the names tell the groups."""
    groups: dict[str, list[Case]] = {}
    for case in found:
        groups.setdefault(case.name.partition(":")[0], []).append(case)
    return [case for group in groups.values() for case in group[::SHORT_STEP]]


def main(arguments: list[str]) -> int:
    """Run the cases, print those that fail, and return 1 if there are any."""
    parser = argparse.ArgumentParser(description="worst cases, in linear time")
    parser.add_argument("--short", action="store_true", help="a part of them, in a minute")
    parser.add_argument("--only", default="", help="those with this text in their names")
    parser.add_argument("--list", action="store_true", help="name them, and run none")
    asked = parser.parse_args(arguments)
    found = [case for case in cases() if asked.only in case.name]
    unit = SIZE
    if asked.short:
        found, unit = _few(found), SIZE // 4
    if asked.list:
        print(*(case.name for case in found), sep="\n")
        return 0
    faults = 0
    for case in found:
        if outcome := fault(case, unit):
            faults += 1
            times = ", ".join(f"{took:.3f}" for took in outcome.seconds)
            told = f"n^{outcome.steepness:.2f}, {outcome.rate:.1f} s/MB: {times} s"
            print(f"{case.name}: {told}", flush=True)
    print(f"{faults} of {len(found)} cases take too long")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
