"""Every theme in Chromium as `test_looks.py` looks at pages, and in the validator of HTML."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from reviewfmt.converter import read, write
from reviewfmt.converter.editions.edition import edition_of, up_to
from reviewfmt.theme import THEMES, Look
from tests.external.test_looks import _tools, faults
from tests.test_checkers import NU, java

__all__ = ["_tools"]

ROOT = Path(__file__).parents[2]
FEW = ("metallic-rouge", "last-stop-cafe", "shiomachi-diner", "thimble-and-thorn", "harbour-watch")
"""Samples in three scripts, one of them from right to left, with notes and with a cover."""

_IS_WHOLE = bool(os.environ.get("REVIEWFMT_EXTERNAL"))


def pages(theme: str, folder: Path) -> list[Path]:
    """Write a page of each sample, and an edition of each with a guide."""
    made = []
    for path in sorted(ROOT.glob("samples/*.review")):
        if path.stem not in FEW and not _IS_WHOLE:
            continue
        review = read(path.read_bytes(), "review")
        edition = edition_of(review, up_to("1"))
        for name, one, notice in (
            (path.stem, review, ""),
            (f"{path.stem}-seen", edition.review, edition.notice),
        ):
            made.append(folder / f"{name}.html")
            made[-1].write_bytes(write(one, "html", look=Look(theme), notice=notice))
    assert len(made) >= 2 * len(FEW)
    return made


@pytest.mark.parametrize("theme", [one for one in THEMES if one != THEMES[0]])
def test_nothing_is_wrong_with_a_theme(theme: str, tmp_path: Path) -> None:
    assert faults(pages(theme, tmp_path), "quick") == {}


@pytest.mark.parametrize("theme", THEMES)
def test_nu_finds_nothing_in_a_theme(theme: str, tmp_path: Path) -> None:
    done = java(NU, "--format", "json", "--stdout", "--exit-zero-always", *pages(theme, tmp_path))
    assert json.loads(done.stdout)["messages"] == []
