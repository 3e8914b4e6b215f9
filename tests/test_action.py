"""action.yml: its own shell, run as a runner would, with a reviewfmt that is this one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data" / "cli"

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
pytestmark = pytest.mark.skipif(
    os.name == "nt" or shutil.which("bash") is None, reason="needs bash, as the action does"
)


def _action() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return found


def _step(name: str) -> dict[str, Any]:
    return next(one for one in _action()["runs"]["steps"] if one.get("name") == name)


def _outputs(file: Path) -> dict[str, str]:
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return dict(line.split("=", 1) for line in lines)


def _check(folder: Path, source: str, arguments: str = "") -> tuple[dict[str, str], str]:
    """Run the step that checks; returns its outputs, and what it printed."""
    tools = folder / "bin"
    tools.mkdir()
    tool = tools / "reviewfmt"
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reviewfmt "$@"\n')
    tool.chmod(0o755)
    env = {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "RUNNER_TEMP": str(folder),
        "GITHUB_OUTPUT": str(folder / "output"),
        "SRC": source,
        "ARGS": arguments,
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", _step("Check")["run"]]
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return _outputs(folder / "output"), done.stdout


def test_a_finding_is_reported_before_the_failure(tmp_path: Path) -> None:
    shutil.copyfile(DATA / "broken.review", tmp_path / "a.review")
    outputs, told = _check(tmp_path, ".")
    assert outputs == {"code": "1", "sarif": str(tmp_path / "reviewfmt.sarif")}
    assert '"ruleId": "RF105"' in Path(outputs["sarif"]).read_text(encoding="utf-8")
    assert told.startswith("::error file=a.review,line=9,")


@pytest.mark.parametrize(("arguments", "code"), [("", "0"), ("--strict --select RF4", "1")])
def test_arguments_are_passed_on(arguments: str, code: str, tmp_path: Path) -> None:
    shutil.copyfile(DATA / "warned.review", tmp_path / "a.review")
    outputs, told = _check(tmp_path, "a.review", arguments)
    assert outputs["code"] == code
    assert told.startswith("::warning file=a.review,")


def test_what_could_not_run_has_no_report(tmp_path: Path) -> None:
    assert _check(tmp_path, "a.review", "--select NONE")[0] == {"code": "2"}


def test_the_order_of_the_steps() -> None:
    steps = _action()["runs"]["steps"]
    names = [one.get("name") for one in steps]
    assert names.index("Check") < names.index("Upload the report") < len(names) - 1
    assert names[-1] == "Fail if the check failed"


def test_inputs_reach_the_shell_as_variables_alone() -> None:
    """What a workflow passes is no shell text: no `${{` is in a script."""
    action = _action()
    scripts = [one["run"] for one in action["runs"]["steps"] if "run" in one]
    assert len(scripts) == 3
    assert not [one for one in scripts if "${{" in one]
    used = set(re.findall(r"inputs\.(\w+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert used == set(action["inputs"])
    assert {one["shell"] for one in action["runs"]["steps"] if "run" in one} == {"bash"}
