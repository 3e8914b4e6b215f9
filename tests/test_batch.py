"""What is reached and what is not: links, pipes, devices, sizes; the cases of tests/data/reach."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.batch import cache
from reviewfmt.batch.manifest import NAME
from reviewfmt.cli import run

DATA = Path(__file__).parent / "data"
CLI = DATA / "cli"
NAMED = {
    "good": (CLI / "good.review").read_bytes(),
    "good.json": (CLI / "good.json").read_bytes(),
    "unformatted": (CLI / "good.review").read_bytes().replace(b"\n\n", b"\n\n\n\n"),
    "fixable": (CLI / "empty-field.review").read_bytes(),
}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX links, pipes and sockets")


def _cases() -> list[Any]:
    cases = tomllib.loads((DATA / "reach" / "cases.toml").read_text(encoding="utf-8"))["case"]
    assert len(cases) > 35
    return [pytest.param(case, id=case["name"]) for case in cases]


def _make(path: Path, value: str) -> None:
    kind, colon, rest = value.partition(":")
    path.parent.mkdir(parents=True, exist_ok=True)
    if not colon:
        path.write_bytes(NAMED.get(value, value.encode()))
    elif kind == "link":
        path.symlink_to(rest)
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)  # relative: the path of a socket is short
    elif kind == "dir":
        path.mkdir()
    elif kind == "size":
        path.touch()
        os.truncate(path, int(rest))
    else:
        path.write_bytes(value.encode())


def _state(folder: Path) -> dict[str, object]:
    """Every path below `folder`: a link as where it leads, a file as its bytes or its size.

    Lists of outputs are left to test_outputs.py, caches to test_incremental.py.
    """
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        if path.name == NAME or cache.NAME in path.parts:
            continue
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = ("link", str(path.readlink()))
        elif path.is_file():
            size = path.stat().st_size
            found[name] = path.read_bytes() if size < 1_000_000 else size
        elif not path.is_dir():
            found[name] = "neither"
    return found


@pytest.mark.parametrize("case", _cases())
def test_reach(
    case: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for name, value in case.get("files", {}).items():
        _make(here / name, value)
    before = _state(tmp_path)
    code = run(case["args"])
    sys.stdout.flush()
    said = capfd.readouterr()
    assert (code, said.err if code != case["exit"] else "") == (case["exit"], "")
    for stream, text in (("stdout", said.out), ("stderr", said.err)):
        assert text == case.get(stream, text)
        for part in case.get(f"{stream}_has", ()):
            assert part in text
    for name, value in case.get("after", {}).items():
        path = here / name
        assert path.read_bytes() == NAMED[value]
        if not path.is_symlink():
            before[Path(os.path.relpath(path, tmp_path)).as_posix()] = NAMED[value]
    assert _state(tmp_path) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "-", "--output-format", "concise"],
        ["format", "-"],
        ["convert", "-", "-t", "json"],
        ["diff", "-", "a.review"],
    ],
)
def test_standard_input_is_limited(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.review").write_bytes(NAMED["good"])
    (tmp_path / "reviewfmt.toml").write_text("max-file-size = 1\n")
    data = io.BytesIO(b"x" * (1 << 21))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))
    assert run(arguments) == 2
    sys.stdout.flush()
    said = capfd.readouterr()
    assert "RF100 the file cannot be read: it has more than 1 MiB" in said.out + said.err
    assert data.tell() <= (1 << 20) + 1


def test_the_folder_that_is_checked_holds_no_code(tmp_path: Path) -> None:
    """`python -P -m reviewfmt`, and the script, import nothing from the folder they run in."""
    for name in ("click", "lark", "json", "reviewfmt"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(77)\n")
    (tmp_path / "a.review").write_bytes(NAMED["good"])
    source = str(Path(__file__).parents[1] / "src")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "reviewfmt", "check", "a.review"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([source, *sys.path[1:]])},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"1 file checked: clean\n")
