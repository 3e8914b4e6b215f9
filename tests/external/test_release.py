"""docs/releasing.md followed in a clone, as far as it changes nothing outside."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reviewfmt.version import VERSION

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "releasing.md").read_text(encoding="utf-8")
STEPS = ("3. Build", "4. Check the wheel")
pytestmark = pytest.mark.skipif(
    not os.environ.get("REVIEWFMT_EXTERNAL"),
    reason="it installs packages: REVIEWFMT_EXTERNAL=1 asks for it",
)


def _commands(step: str) -> str:
    """Return the commands of a step of the page as a script."""
    section = PAGE.split(f"## {step}\n")[1].split("\n## ")[0]
    return "\n".join(re.findall(r"^\$ (.+)$", section, re.MULTILINE)) + "\n"


def _ran(script: str, folder: Path) -> str:
    """Run a script, and return what it printed; each of its commands must succeed."""
    done = subprocess.run(
        ["bash"],
        input=f"set -e\n{script}",
        cwd=folder,
        env={
            "PATH": f"{Path(sys.base_prefix) / 'bin'}:/usr/bin:/bin",
            "HOME": str(folder),
            **{key: value for key, value in os.environ.items() if key.startswith("PIP_")},
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def _sums(folder: Path) -> dict[str, str]:
    files = (folder / "dist").iterdir()
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_steps_of_the_release_page_make_a_release(tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", ROOT, tmp_path / "clone"], check=True)
    clone = tmp_path / "clone"
    _ran("python3 -m venv .venv && .venv/bin/python -m pip install --quiet --upgrade pip", clone)
    steps = [_commands(step).replace("1.2.3", VERSION) for step in STEPS]
    assert "twine check" in steps[0]
    said = "".join(_ran(step, clone) for step in steps)
    assert said.count("PASSED") == 2
    assert f"reviewfmt {VERSION}\n" in said
    first = _sums(clone)
    assert {*first} == {f"reviewfmt-{VERSION}.tar.gz", f"reviewfmt-{VERSION}-py3-none-any.whl"}
    assert (clone / "out" / "harbour.epub").read_bytes()[:2] == b"PK"
    _ran("rm -rf dist && .venv/bin/python -m build", clone)
    assert _sums(clone) == first
