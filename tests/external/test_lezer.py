"""The Lezer grammar, built by Lezer's generator: each line has the kind that the table says.

Needs Node.js, `@lezer/generator`, `@lezer/lr` and `@lezer/highlight`, which are in npm:
`.ci/run` installs them and sets REVIEWFMT_EXTERNAL=1, with which nothing here may be skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.editors import table
from tests.test_editor_grammars import TEXTS

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "node_modules"
NODE = shutil.which("node") or ""
GENERATOR = MODULES / "@lezer" / "generator" / "src" / "lezer-generator.cjs"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    packages = ("@lezer/generator", "@lezer/lr", "@lezer/highlight")
    if not NODE or not all((MODULES / name).is_dir() for name in packages):
        missing = f"Node.js or {' or '.join(packages)} is not installed; .ci/run installs them"
        if os.environ.get("REVIEWFMT_EXTERNAL"):
            pytest.fail(missing)
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("lezer")
    for path in (ROOT / "editors" / "lezer").iterdir():
        shutil.copy(path, folder)
    (folder / "node_modules").symlink_to(MODULES)
    subprocess.run(
        [NODE, str(GENERATOR), "review.grammar", "-o", "review.parser.js"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=120,
    )
    return folder


def kinds(built: Path, texts: list[str]) -> list[list[str | None]]:
    script = Path(__file__).with_name("lezer.mjs")
    done = subprocess.run(
        [NODE, str(script), str(built)],
        input=json.dumps(texts).encode(),
        stdout=subprocess.PIPE,
        check=True,
        timeout=300,
    )
    found: list[list[str | None]] = json.loads(done.stdout)
    return found


def test_each_line_has_the_kind_that_the_table_says(built: Path) -> None:
    texts = [text for text, _ in TEXTS.values()]
    for name, text, given in zip(TEXTS, texts, kinds(built, texts), strict=True):
        assert given == table.kinds(text), name


def test_long_lines_end(built: Path) -> None:
    """A hang guard: two long lines of what the patterns look through again and again."""
    line = "Episode 1: " * 4_000
    (given,) = kinds(built, [f"A Show Season 1 Review\n\n{line}\n{'| - ' * 10_000}\n"])
    assert given[0] == "TITLE"
