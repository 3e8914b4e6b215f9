"""The hooks of .pre-commit-hooks.yaml, run by pre-commit itself from a clone of this project.

pre-commit installs the project with pip, so this needs a package index that answers. In CI
REVIEWFMT_EXTERNAL=1 is set, with which nothing here may be skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "cli"
NO_INDEX = ("No matching distribution", "Could not find a version", "ConnectionError")


def _give_up(why: str) -> None:
    if os.environ.get("REVIEWFMT_EXTERNAL"):
        pytest.fail(why)
    pytest.skip(why)


def _run(command: list[str], folder: Path, env: Mapping[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        command,
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment in which git and pre-commit know nothing of this machine's user."""
    home = tmp_path_factory.mktemp("home")
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("GIT_", "PRE_COMMIT", "PYTHON"))
    }
    who = {
        f"GIT_{role}_{what}": "test@test"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    return {
        **kept,
        **who,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "PRE_COMMIT_HOME": str(home),
        "PYTHONIOENCODING": "utf-8",
    }


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]) -> Path:
    """Return a repository that holds this project as it stands."""
    if shutil.which("git") is None:
        _give_up("git is not installed")
    if find_spec("pre_commit") is None:
        _give_up("pre-commit is not installed")
    folder = tmp_path_factory.mktemp("project")
    code, listed = _run(["git", "ls-files", "-co", "--exclude-standard", "-z"], ROOT, env)
    if code != 0:
        _give_up("this is no clone of the repository")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    _commit(folder, env)
    return folder


def _commit(folder: Path, env: Mapping[str, str]) -> None:
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "all"]):
        code, told = _run(["git", *command], folder, env)
        assert code == 0, told


def _try(
    hook: str, files: Mapping[str, str], folder: Path, project: Path, env: Mapping[str, str]
) -> tuple[int, str]:
    for name, source in files.items():
        shutil.copyfile(DATA / source, folder / name)
    _commit(folder, env)
    told = _run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(project), hook, "--all-files"],
        folder,
        env,
    )
    if any(one in told[1] for one in NO_INDEX):
        _give_up("no package index answers")
    return told


def test_check(project: Path, env: dict[str, str], tmp_path: Path) -> None:
    files = {"a.review": "broken.review", "b.review": "good.review", "c.txt": "broken.review"}
    code, told = _try("reviewfmt-check", files, tmp_path, project, env)
    assert code == 1, told
    assert "a.review:9:15: RF105 " in told
    assert "2 files checked: 1 error" in told


@pytest.mark.parametrize("hook", ["reviewfmt-check", "reviewfmt-format"])
def test_what_is_excluded_is_left_out(
    hook: str, project: Path, env: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "reviewfmt.toml").write_text('exclude = ["a.review"]\n', encoding="utf-8")
    code, told = _try(hook, {"a.review": "broken.review"}, tmp_path, project, env)
    assert code == 0, told


def test_format(project: Path, env: dict[str, str], tmp_path: Path) -> None:
    files = {"a.review": "good.review"}
    code, told = _try("reviewfmt-format", files, tmp_path, project, env)
    assert code == 0, told
    loose = (DATA / "good.review").read_text(encoding="utf-8").replace("\n\n", "\n\n\n")
    (tmp_path / "a.review").write_text(loose, encoding="utf-8")
    assert _run(["git", "add", "--all"], tmp_path, env)[0] == 0
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(project), "reviewfmt-format"]
    code, told = _run([*command, "--all-files"], tmp_path, env)
    assert code == 1, told
    assert "files were modified by this hook" in told
    assert (tmp_path / "a.review").read_bytes() == (DATA / "good.review").read_bytes()
