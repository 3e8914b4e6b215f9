"""Taplo, which editors of TOML run, with the JSON Schema of the configuration.

Needs `taplo`, which is in PyPI and in the test group.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from reviewfmt.cli import main

TAPLO = shutil.which("taplo", path=str(Path(sys.executable).parent)) or shutil.which("taplo")
RULE = '[[rule]]\ninclude = ["pyproject.toml"]\nschema = { path = "pyproject.schema.json" }\n'


@pytest.fixture(autouse=True)
def _schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if TAPLO is None:
        missing = "taplo is not installed: pip install taplo"
        if os.environ.get("REVIEWFMT_EXTERNAL"):
            pytest.fail(missing)
        pytest.skip(missing)
    monkeypatch.chdir(tmp_path)
    for of, name in (("config", "reviewfmt"), ("pyproject", "pyproject")):
        said = CliRunner().invoke(main, ["schema", of]).stdout
        Path(f"{name}.schema.json").write_text(said, encoding="utf-8")
    Path(".taplo.toml").write_text(RULE, encoding="utf-8")


def lint(name: str, text: str) -> str:
    """Lint a file; returns what is wrong."""
    Path(name).write_text(text, encoding="utf-8")
    assert TAPLO is not None
    done = subprocess.run(
        [TAPLO, "lint", "--colors", "never", name], capture_output=True, text=True, check=False
    )
    assert (done.returncode == 0) is ("error:" not in done.stderr), done.stderr
    return done.stderr if done.returncode else ""


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("strict = true\n", ""),
        ('select = ["RF1", "RF305", "rf42"]\nmaximum = 10\n', ""),
        ("[rules.RF305]\npoints = 2\n", ""),
        ('plugins = ["stream"]\nignore = ["STREAM001"]\n[rules.STREAM001]\ndays = 3\n', ""),
        ('language = "pt-BR"\ncss = ["a.css"]\ntheme = "Serif"\n', ""),
        ('[per-file-ignores]\n"a/*" = ["RF4"]\n', ""),
        ('strict = "yes"\n', '"yes" is not of type "boolean"'),
        ("selct = []\n", "'selct' was unexpected"),
        ('select = ["RF999"]\n', '"RF999" is not valid'),
        ("maximum = 0\n", "0 is less than the minimum of 1"),
        ('[rules.RF305]\npoint = "x"\n', "'point' was unexpected"),
        ('line-ending = "cr"\n', '"cr" is not one of'),
    ],
)
def test_an_editor_sees_what_is_wrong(text: str, wrong: str) -> None:
    for name, head in (
        ("reviewfmt.toml", "#:schema ./reviewfmt.schema.json\n"),
        ("pyproject.toml", '[project]\nname = "x"\n\n[tool.reviewfmt]\n'),
    ):
        body = text.replace("[rules", "[tool.reviewfmt.rules").replace(
            "[per", "[tool.reviewfmt.per"
        )
        said = lint(name, head + (text if name == "reviewfmt.toml" else body))
        assert wrong in said
        assert bool(said) is bool(wrong)


def test_the_page_of_the_configuration_shows_the_same() -> None:
    page = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert f"```text\n{RULE}```" in page
    assert "#:schema ./reviewfmt.schema.json" in page
