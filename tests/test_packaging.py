"""The wheel, built from the sdist: all it needs is inside, and it works away from the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from reviewfmt.version import VERSION
from tests.budget import IN_WHOLE

ROOT = Path(__file__).parents[1]
REVIEW = (Path(__file__).parent / "data" / "cli" / "good.review").read_text(encoding="utf-8")


def _run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    assert [path.name for path in folder.glob("*.tar.gz")] == [f"reviewfmt-{VERSION}.tar.gz"]
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_what_it_needs(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("grammar", "schemas"):
        shipped = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and not path.name.startswith(".")
        }
        assert shipped
        assert {f"reviewfmt/{name}" for name in shipped} <= names
    source = ROOT / "src"
    files = {
        path.relative_to(source).as_posix()
        for path in (source / "reviewfmt").rglob("*")
        if path.is_file()
        and not any(
            part.startswith((".", "__pycache__")) for part in path.relative_to(source).parts
        )
    }
    assert "reviewfmt/py.typed" in files
    assert files <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    tops = {name.split("/")[0] for name in names}
    assert tops == {"reviewfmt", f"reviewfmt-{VERSION}.dist-info"}


@IN_WHOLE
def test_a_second_build_gives_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    """Nothing of the folder, the times of its files or their rights is in the wheel."""
    tree = tmp_path / "elsewhere"
    for name in ("src", "grammar", "schemas"):
        passed = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tree / name, ignore=passed, copy_function=shutil.copyfile)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copyfile(ROOT / name, tree / name)
    for path in tree.rglob("*.py"):
        path.chmod(0o600)
        os.utime(path, (10**9, 10**9))
    command = (sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir")
    _run(*command, tmp_path, tree, cwd=tmp_path)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_the_lock_holds_what_development_asks_for() -> None:
    """`make lock` writes it; each line is an exact version with its hashes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = [*project["project"]["dependencies"]]
    wanted += project["project"]["optional-dependencies"]["fast"]
    wanted += [one for name in ("bench", "lint", "test", "dev") for one in groups[name]]
    text = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==([^\s;]+)[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)
    locked = {canonicalize_name(name): version for name, version in pins}
    assert len(locked) > 30
    for one in wanted:
        if isinstance(one, str):
            asked = Requirement(one)
            assert asked.specifier.contains(locked[canonicalize_name(asked.name)]), one


def test_the_wheel_works_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """Its dependencies are those of the running Python, lent by a .pth; reviewfmt is its own."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    purelib = _run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path
    ).stdout.strip()
    _run(
        *(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index"),
        *("--disable-pip-version-check", "--quiet", wheel),
        cwd=tmp_path,
    )
    (Path(purelib) / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    script = python.with_name("reviewfmt.exe" if os.name == "nt" else "reviewfmt")
    work = tmp_path / "work"
    work.mkdir()
    (work / "a.review").write_text(REVIEW, encoding="utf-8")
    where = _run(python, "-c", "import reviewfmt; print(reviewfmt.__file__)", cwd=work).stdout
    assert Path(where.strip()).is_relative_to(home.resolve()) or str(home) in where
    assert _run(script, "--version", cwd=work).stdout == f"reviewfmt {VERSION}\n"
    assert _run(script, "check", "a.review", cwd=work).stderr == "1 file checked: clean\n"
    _run(script, "convert", "a.review", "-o", "a.json", cwd=work)
    _run(script, "convert", "a.json", "-o", "b.review", cwd=work)
    assert (work / "b.review").read_text(encoding="utf-8") == REVIEW
    for suffix in ("md", "html", "epub"):
        _run(script, "convert", "a.review", "-o", f"a.{suffix}", cwd=work)
        assert (work / f"a.{suffix}").stat().st_size > 200
