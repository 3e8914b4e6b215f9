"""docs/ci.md and docs/configuration.md: what they tell to write, read by what it is for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.cli import run
from reviewfmt.cli.reports import REPORTS
from reviewfmt.config import KEYS, parse_config

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
FENCES = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def _fences(kind: str) -> list[str]:
    found = [body for name, body in FENCES if name == kind]
    assert found
    return found


def _yaml(text: str) -> Any:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    return yaml.safe_load(text)


def test_the_hooks_are_those_of_the_project() -> None:
    told = _yaml(_fences("yaml")[0])["repos"][0]["hooks"]
    there = _yaml((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [one["id"] for one in told] == [one["id"] for one in there]
    for one in there:
        command = one["id"].removeprefix("reviewfmt-")
        assert one["entry"] == f"reviewfmt {command} --force-exclude"
        assert re.search(one["files"], "reviews/a.review")
        assert not re.search(one["files"], "a.review.md")


def test_the_inputs_are_those_of_the_action() -> None:
    told = _yaml(_fences("yaml")[1])["jobs"]["check"]["steps"][1]["with"]
    inputs = _yaml((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    assert set(told) <= set(inputs)
    assert re.findall(r"^\| `(\w+)` \| (?:`|none|that)", PAGE, re.MULTILINE) == list(inputs)


def test_gitlab_uploads_what_is_written() -> None:
    job = _yaml(_fences("yaml")[2])["reviews"]
    assert f"-o {job['artifacts']['reports']['codequality']}" in job["script"][-1]
    assert "--output-format gitlab" in job["script"][-1]


def test_the_configuration_reads() -> None:
    config = parse_config(_fences("toml")[0].encode(), "reviewfmt.toml", own=True)
    assert config is not None
    assert config.strict
    assert config.per_file_ignores == {"archive/*": ("RF4",)}


def test_the_reports_are_all_named() -> None:
    assert re.findall(r"^\| `(\w+)` \| [^|]+ \|$", PAGE, re.MULTILINE)[-len(REPORTS) :] == [
        *REPORTS
    ]


def test_the_commands_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    good = ROOT / "tests" / "data" / "cli" / "good.review"
    for folder in ("reviews", "archive"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.review").write_bytes(good.read_bytes())
    commands = re.findall(r"^(?:\$|    -) reviewfmt (check [^#\n]+)", PAGE, re.MULTILINE)
    assert len(commands) == 6
    for command in commands:
        assert run(command.split()) == 0, capsys.readouterr().err


def test_the_page_of_the_configuration_names_every_key() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([\w-]+)", page, re.MULTILINE)
    assert sorted(told) == sorted(KEYS)
    shown = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert parse_config(shown[0].encode(), "reviewfmt.toml", own=True) is not None
