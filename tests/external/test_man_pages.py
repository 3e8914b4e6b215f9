"""The manual pages, read by groff, mandoc and man without a warning.

Needs groff, mandoc and man: `.ci/run` installs them and sets REVIEWFMT_EXTERNAL=1, with which
nothing here may be skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.build_man import pages

PAGES = pages()
READERS = {
    "groff": ["groff", "-man", "-ww", "-z", "-Kutf8", "-Tutf8", "-rCHECKSTYLE=10"],
    "mandoc": ["mandoc", "-T", "lint", "-W", "warning"],
    "man": ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z"],
}


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest) -> list[str]:
    name: str = request.param
    if shutil.which(name) is None:
        missing = f"{name} is not installed; .ci/run installs it"
        if os.environ.get("REVIEWFMT_EXTERNAL"):
            pytest.fail(missing)
        pytest.skip(missing)
    return READERS[name]


def read(reader: list[str], path: Path) -> str:
    """Read a page; returns the warnings."""
    done = subprocess.run([*reader, path], check=False, capture_output=True, text=True)
    warnings = done.stderr if reader[0] != "mandoc" else done.stdout + done.stderr
    return warnings if done.returncode == 0 or warnings else f"exit code {done.returncode}"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_without_a_warning(name: str, reader: list[str], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(PAGES[name], encoding="utf-8")
    assert read(reader, path) == ""


def test_a_page_that_is_wrong_would_be_seen(reader: list[str], tmp_path: Path) -> None:
    path = tmp_path / "wrong.1"
    path.write_text(PAGES["reviewfmt.1"] + ".NOSUCH macro\n\\fQ\n", encoding="utf-8")
    assert read(reader, path) != ""


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_man_finds_and_shows_a_page(tmp_path: Path) -> None:
    folder = tmp_path / "man" / "man1"
    folder.mkdir(parents=True)
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    env = {**os.environ, "MANPATH": str(folder.parent), "MANWIDTH": "80", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["man", "reviewfmt-check"], check=True, capture_output=True, text=True, env=env
    )
    assert "reviewfmt check reviews/ --strict" in done.stdout
    assert max(map(len, done.stdout.splitlines())) < 110
