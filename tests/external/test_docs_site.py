"""The documentation as a web site, and docs/start.md followed to the letter."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from reviewfmt.version import VERSION
from tests.documented import played
from tests.newcomers import NEWCOMERS, START, install, published

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
pytestmark = pytest.mark.skipif(
    not os.environ.get("REVIEWFMT_EXTERNAL"),
    reason="it installs packages: REVIEWFMT_EXTERNAL=1 asks for it",
)


def _environment(folder: Path) -> Path:
    """Return the Python of a new virtual environment."""
    venv.create(folder, with_pip=True)
    return folder / "bin" / "python"


def test_sphinx_makes_the_site_without_a_warning(tmp_path: Path) -> None:
    python = _environment(tmp_path / "venv")
    install = [str(python), "-m", "pip", "install", "--quiet"]
    subprocess.run([*install, "--upgrade", "pip"], check=True)
    subprocess.run([*install, "--group", f"{ROOT}/pyproject.toml:docs", str(ROOT)], check=True)
    out = tmp_path / "site"
    options = ["--quiet", "--fail-on-warning", "--keep-going"]
    command = [str(python), "-m", "sphinx", *options, str(DOCS), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = {path.relative_to(out).as_posix() for path in out.rglob("*.html")}
    assert {f"{path.stem}.html" for path in DOCS.glob("*.md")} <= pages
    api = (out / "api.html").read_text(encoding="utf-8")
    assert all(f'id="reviewfmt.{name}"' in api for name in ("loads", "Review", "Score", "convert"))


@pytest.mark.parametrize("path", [START, *NEWCOMERS], ids=lambda path: path.stem)
def test_a_newcomer_follows_the_start_page(path: Path, tmp_path: Path) -> None:
    """From an empty folder: the page's own installation, then what the page or a person does."""
    script = "set -e\n" + install(START.read_text(encoding="utf-8"))
    python = Path(sys.base_prefix) / "bin"
    done = subprocess.run(
        ["bash"],
        input=script.replace("REPOSITORY", shlex.quote(str(ROOT))),
        cwd=tmp_path,
        env={
            "PATH": f"{python}:/usr/bin:/bin",
            "HOME": str(tmp_path),
            **{key: value for key, value in os.environ.items() if key.startswith("PIP_")},
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    programs = tmp_path / "venv" / "bin"
    assert (programs / "reviewfmt").is_file()
    text = path.read_text(encoding="utf-8")
    assert played(text, None, tmp_path, programs=programs) == text
    assert published(tmp_path)


def test_pip_installs_from_the_address_of_the_repository(tmp_path: Path) -> None:
    """docs/ci.md and docs/publishing-sites.md do so in their workflows."""
    recipe = "pip install git+REPOSITORY"
    for page in ("ci.md", "publishing-sites.md"):
        assert recipe in (DOCS / page).read_text(encoding="utf-8")
    python = _environment(tmp_path / "venv")
    command = recipe.replace("REPOSITORY", ROOT.as_uri()).split()
    subprocess.run([str(python), "-m", *command, "--quiet"], check=True)
    told = subprocess.run([python.with_name("reviewfmt"), "--version"], capture_output=True)
    assert told.stdout.decode() == f"reviewfmt {VERSION}\n"
