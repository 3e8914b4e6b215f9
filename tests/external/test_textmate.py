"""The TextMate grammar in the engine of VS Code: each line has the kind that the table says.

Needs Node.js, `vscode-textmate` and `vscode-oniguruma`, which no Python package holds: `.ci/run`
installs them and sets REVIEWFMT_EXTERNAL=1, with which nothing here may be skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from scripts.editors import measure

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "node_modules"
GRAMMAR = ROOT / "editors" / "textmate" / "review.tmLanguage.json"
LONG = json.loads((ROOT / "tests" / "data" / "editors" / "long.json").read_text(encoding="utf-8"))
NODE = shutil.which("node")
REVIEW = """A Show Season 1 Review – good

Author: Ana

Episode Guide

Episode 1: *Fog* -| Review Score – 3.5/5

A **quiet** show, ||he dies||, [a link](https://a.b).

• Verdict - 6/10
"""


@pytest.fixture(autouse=True)
def _tools() -> None:
    packages = ("vscode-textmate", "vscode-oniguruma")
    if NODE is not None and all((MODULES / name).is_dir() for name in packages):
        return
    missing = f"Node.js or {' or '.join(packages)} is not installed; .ci/run installs them"
    if os.environ.get("REVIEWFMT_EXTERNAL"):
        pytest.fail(missing)
    pytest.skip(missing)


def tokenized(texts: list[str]) -> list[list[dict[str, Any]]]:
    script = Path(__file__).with_name("textmate.mjs")
    done = subprocess.run(
        [NODE or "", str(script), str(MODULES), str(GRAMMAR)],
        input=json.dumps(texts).encode(),
        stdout=subprocess.PIPE,
        check=True,
        timeout=300,
    )
    found: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return found


def test_each_line_has_the_kind_that_the_table_says() -> None:
    texts = measure.texts()
    wanted = measure.given(looks=False, remembers=False)
    found = tokenized([one.text for one in texts.values()])
    for name, lines in zip(texts, found, strict=True):
        assert [line["kind"] for line in lines] == wanted[name], name


def test_long_lines_end() -> None:
    """A hang guard: each line twice, as the patterns look through it again and again."""
    texts = []
    for opening, repeated, closing in LONG.values():
        line = opening + repeated * (20_000 // len(repeated)) + closing
        texts.append(f"A Show Season 1 Review\n\n{line}\n\nEpisode Guide\n{line}\n")
    start = time.monotonic()
    assert all(given[0]["kind"] == "TITLE" for given in tokenized(texts))
    assert time.monotonic() - start < 120


def test_what_stands_inside_of_lines_has_its_scope() -> None:
    (lines,) = tokenized([REVIEW])
    said = {number: " ".join(line["scopes"]) for number, line in enumerate(lines, 1)}
    assert "entity.other.attribute-name.review" in said[3]
    assert "storage.type.label.review" in said[7]
    assert "markup.italic.review" in said[7]
    assert "constant.numeric.score.review" in said[7]
    assert "markup.bold.review" in said[9]
    assert "markup.strikethrough.spoiler.review" in said[9]
    assert "string.other.link.title.review" in said[9]
    assert "markup.underline.link.review" in said[9]
    assert "punctuation.definition.list.begin.review" in said[11]
    assert "constant.numeric.score.review" in said[11]
