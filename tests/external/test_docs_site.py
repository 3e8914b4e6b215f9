"""The documentation as a web site, and the start page followed to the letter."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

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


def test_a_newcomer_follows_the_start_page(tmp_path: Path) -> None:
    """Only the commands of the page, from an empty folder; the review is the one that it shows."""
    page = (DOCS / "start.md").read_text(encoding="utf-8")
    script = ["set -e"]
    for language, name, body in re.findall(
        r"^```(\S+)(?: (\S+))?\n(.*?)^```$", page, re.MULTILINE | re.DOTALL
    ):
        if name:
            script.append(f"cat > {name} <<'END_OF_FILE'\n{body}END_OF_FILE")
        elif language == "text":
            script.append(body.replace("REPOSITORY", str(ROOT)))
        else:
            commands = re.findall(r"^\$ (.+)$", body, re.MULTILINE)
            script += [f"{one} || [ $? -eq 1 ]" if "slip" in one else one for one in commands]
    done = subprocess.run(
        ["bash"],
        input="\n".join(script),
        cwd=tmp_path,
        env={
            "PATH": f"{Path(sys.base_prefix) / 'bin'}:/usr/bin:/bin",
            "HOME": str(tmp_path),
            **{key: value for key, value in os.environ.items() if key.startswith("PIP_")},
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    site = (tmp_path / "public" / "index.html").read_text(encoding="utf-8")
    assert "Harbour Lights" in site
    assert (tmp_path / "harbour-lights.epub").stat().st_size > 10_000
