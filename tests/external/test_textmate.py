"""The TextMate grammar in the engine of VS Code: each line has the kind that the table says.

Needs Node.js, `vscode-textmate` and `vscode-oniguruma`, which no Python package holds: `.ci/run`
installs them and sets REVIEWFMT_EXTERNAL=1, with which nothing here may be skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from scripts.editors import table
from tests.test_editor_grammars import TEXTS

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "node_modules"
GRAMMAR = ROOT / "editors" / "textmate" / "review.tmLanguage.json"
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
    texts = [text for text, _ in TEXTS.values()]
    for name, text, lines in zip(TEXTS, texts, tokenized(texts), strict=True):
        assert [line["kind"] for line in lines] == table.kinds(text), name


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
