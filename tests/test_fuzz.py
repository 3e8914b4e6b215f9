"""The fuzzer: its seeds hold, and what a target raises is kept and fails the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.budget import IN_WHOLE
from tests.fuzz import engines, targets
from tests.fuzz.__main__ import TARGETS as NAMES

FAST = ("text", "json", "config")
"""The targets that start no pandoc."""


def test_the_names_are_those_of_the_targets() -> None:
    assert tuple(targets.TARGETS) == NAMES


@pytest.mark.parametrize("name", FAST)
def test_the_seeds_of_a_target_hold(name: str) -> None:
    target = targets.TARGETS[name]
    seeds = target.seeds()
    assert seeds
    for data in seeds[:40]:
        target.ask(data)


@IN_WHOLE
def test_what_a_target_raises_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(data: bytes) -> None:
        assert b"\xff" not in data

    target = targets.Target(ask, lambda: [b"seed"])
    monkeypatch.setattr(targets, "TARGETS", {"broken": target})
    with pytest.raises(AssertionError):
        engines.hypothesis("broken", 60, tmp_path)
    (kept,) = tmp_path.iterdir()
    assert b"\xff" in kept.read_bytes()
