"""Faults at random points of every command that writes: nothing is lost, nothing is left.

`make test` makes some of the runs, `make test-all` (REVIEWFMT_CASES) two hundred.
"""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="POSIX signals and limits")

from tests.faults import COMMANDS, DISK_FAULTS, FAULTS, disk, faults_of

ASKED = int(os.environ.get("REVIEWFMT_CASES", "0"))
RUNS = min(200, max(12, ASKED // 5))
PAIRS = list(itertools.product(FAULTS, COMMANDS))


def _runs() -> list[tuple[str, str, int]]:
    """Spread the runs over faults and commands: each fault first, each command as often."""
    found = []
    for number in range(RUNS):
        round_, at = divmod(number, len(PAIRS))
        fault, command = PAIRS[(at * 11) % len(PAIRS)]
        found.append((fault, command, round_))
    return found


def test_the_runs_meet_every_fault_and_command() -> None:
    runs = _runs()
    assert len(runs) == RUNS >= 12
    assert {fault for fault, _, _ in runs} == FAULTS.keys()
    assert {command for _, command, _ in runs} == COMMANDS.keys()


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("whole")


@pytest.mark.parametrize(("fault", "command", "seed"), _runs())
def test_nothing_is_lost(fault: str, command: str, seed: int, tmp_path: Path, base: Path) -> None:
    assert faults_of(command, fault, seed, tmp_path, base) == []


@pytest.mark.skipif(ASKED == 0, reason="mounts a disk: `make test-all` does")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("fault", DISK_FAULTS)
def test_nothing_is_lost_on_a_disk(fault: str, command: str, tmp_path: Path, base: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        with disk(folder):
            assert faults_of(command, fault, 0, folder, base) == []
    except PermissionError as error:
        pytest.skip(f"no disk can be mounted here: {error}")
