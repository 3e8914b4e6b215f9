"""docs/extending.md and docs/shells.md: what they show is what is there, and runs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from reviewfmt import plugin
from reviewfmt.cli import run
from reviewfmt.config import parse_config
from reviewfmt.rules import RULES

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "reviewfmt-streaming"
PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
SHELLS = (ROOT / "docs" / "shells.md").read_text(encoding="utf-8")


def fences(page: str, info: str) -> list[str]:
    return re.findall(rf"^```{info}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def test_the_code_is_that_of_the_example() -> None:
    files = [path.read_text(encoding="utf-8") for path in EXAMPLE.rglob("*.py")]
    shown = fences(PAGE, "python")
    assert len(shown) == 4
    for code in shown:
        for part in re.split(r"\n\n\n", code.strip()):
            assert any(part in text for text in files), part


def test_the_tables_are_those_of_the_example() -> None:
    config, points = fences(PAGE, "toml")
    made = parse_config(config.encode(), "x", own=True)
    assert made is not None
    assert made.settings.plugins == ("stream",)
    project = (EXAMPLE / "pyproject.toml").read_text(encoding="utf-8")
    assert all(line in project for line in points.splitlines())
    assert tomllib.loads(points)["project"]["entry-points"]


def test_what_the_page_names_is_there() -> None:
    for code in re.findall(r"\(rules/(RF\d+)\.md\)", PAGE):
        assert code in RULES
    for path in re.findall(r"\]\(([\w./-]+)\)", PAGE + SHELLS):
        assert (ROOT / "docs" / path).exists(), path
    imported = re.findall(r"from reviewfmt\.plugin import (.+)", PAGE)
    assert imported
    assert all(name in plugin.__all__ for line in imported for name in line.split(", "))


def test_what_a_plugin_imports_is_there() -> None:
    assert all(getattr(plugin, name) is not None for name in plugin.__all__)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_line_of_a_shell_prints_its_script(
    shell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"reviewfmt --completion {shell}" in SHELLS
    assert run(["--completion", shell]) == 0
    assert f"_REVIEWFMT_COMPLETE={shell}_complete" in capsys.readouterr().out


def test_the_page_of_shells_names_the_make_target() -> None:
    assert re.search(r"^man:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert (ROOT / "scripts" / "build_man.py").is_file()
    assert "python scripts/build_man.py FOLDER" in SHELLS
