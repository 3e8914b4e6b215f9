"""The Lezer grammar, built by Lezer's generator: each line has the kind that the table says.

Needs Node.js, `@lezer/generator`, `@lezer/lr` and `@lezer/highlight`, which are in npm:
`.ci/run` installs them and sets REVIEWFMT_EXTERNAL=1, with which nothing here may be skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from scripts.editors import measure

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "node_modules"
NODE = shutil.which("node") or ""
LONG = json.loads((ROOT / "tests" / "data" / "editors" / "long.json").read_text(encoding="utf-8"))
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


def kinds(built: Path, texts: list[str], script: str = "lezer.mjs") -> list[list[str | None]]:
    done = subprocess.run(
        [NODE, str(Path(__file__).with_name(script)), str(built)],
        input=json.dumps(texts).encode(),
        stdout=subprocess.PIPE,
        check=True,
        timeout=300,
    )
    found: list[list[str | None]] = json.loads(done.stdout)
    return found


def test_each_line_has_the_kind_that_the_table_says(built: Path) -> None:
    texts = measure.texts()
    wanted = measure.given(looks=True, remembers=True)
    found = kinds(built, [one.text for one in texts.values()])
    for name, given in zip(texts, found, strict=True):
        assert given == wanted[name], name


def test_an_edit_reads_again_what_it_changes(built: Path) -> None:
    """Each line of some samples and fixtures is taken out of a text that was read."""
    some = ("samples/k", "samples/n", "spec/h")
    texts = [one.text for name, one in measure.texts().items() if name.startswith(some)]
    assert len(texts) > 5
    edited, whole = kinds(built, texts, "lezer_edits.mjs")
    assert edited
    assert edited == whole


def test_long_lines_end(built: Path) -> None:
    """A hang guard: each line twice, as the patterns look through it again and again."""
    texts = []
    for opening, repeated, closing in LONG.values():
        line = opening + repeated * (20_000 // len(repeated)) + closing
        texts.append(f"A Show Season 1 Review\n\n{line}\n\nEpisode Guide\n{line}\n")
    start = time.monotonic()
    assert all(given[0] == "TITLE" for given in kinds(built, texts))
    assert time.monotonic() - start < 120
