"""Runs the commands that a page of the documentation shows, and compares what they print.

A page takes part if a folder of its name is in tests/data/docs: the files there are those that
the commands find. In the page, a block of `console` has commands behind `$ ` and what they print; a
line `…` stands for any lines. A block whose first line names a file, such as `review fog.review`,
writes that file. Other blocks of `python` are run, and must not fail. `python -m tests.documented
docs/PAGE.md` puts what was printed into the page.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
FOLDERS = ROOT / "tests" / "data" / "docs"

_BLOCK = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ANY = "…"
_LONGEST = 120
_LONG_AGO = 1_714_608_000

ENVIRONMENT = {"COLUMNS": "100", "SOURCE_DATE_EPOCH": str(_LONG_AGO), "NO_COLOR": "1"}
"""The variables that the commands of a page run with, besides those of the test."""


def documented_pages() -> list[Path]:
    """Return the pages whose commands are run."""
    return sorted(DOCS / f"{folder.name}.md" for folder in FOLDERS.iterdir() if folder.is_dir())


def played_here(
    text: str,
    files: Path | None,
    folder: Path,
    patch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> str:
    """Return a text as `played` does; the commands run in this process, in `folder`."""
    from reviewfmt.cli import run

    def quick(arguments: list[str]) -> str:
        capfd.readouterr()
        run(arguments)
        sys.stdout.flush()
        return "".join(capfd.readouterr())

    patch.chdir(folder)
    patch.delenv("CI", raising=False)
    for name, value in ENVIRONMENT.items():
        patch.setenv(name, value)
    return played(text, files, folder, quick)


def played(
    text: str,
    files: Path | None,
    folder: Path,
    quick: Callable[[list[str]], str] | None = None,
    programs: Path = Path(sys.executable).parent,
) -> str:
    """Return a page with what its commands print in `folder`, which gets a copy of `files`.

    Where the page's own lines agree with that, they stay. Each command is run by the shell, but
    for those of reviewfmt alone where `quick` runs them: it takes the arguments in `folder`, with
    the variables of `ENVIRONMENT`, and returns what is printed. The shell finds commands in
    `programs` first.
    """
    if files is not None:
        shutil.copytree(files, folder, dirs_exist_ok=True)
        for path in folder.rglob("*"):
            if path.name == ".gitkeep":
                path.unlink()
            else:
                os.utime(path, (_LONG_AGO, _LONG_AGO))  # what is new is not taken for unchanged
    environment = {
        **{key: value for key, value in os.environ.items() if key not in ("CI", "PYTHONPATH")},
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        **ENVIRONMENT,
    }

    def ran(command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_LONGEST,
            check=False,
        )

    def block(match: re.Match[str]) -> str:
        language, name, body = match.groups()
        if name is not None and re.search(r"[./]", name):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(body, encoding="utf-8")
        if language == "python" and name is None:
            done = ran(["python", "-c", body])
            return match[0] if done.returncode == 0 else f"```python\n{body}\n{done.stdout}```"
        if language != "console":
            return match[0]
        steps = re.split(r"^(?=\$ )", body, flags=re.MULTILINE)
        return f"```console\n{''.join(map(step, steps))}```"

    def step(shown: str) -> str:
        if not shown.startswith("$ "):
            return shown
        command, said = _parted(shown[2:])
        if quick is not None and re.fullmatch(r"reviewfmt [^|<>&;$\\\n]*", command):
            told = quick(shlex.split(command)[1:]).splitlines()
        else:
            told = ran(["bash", "-c", command]).stdout.splitlines()
        return shown if _agrees(said, told) else "\n".join((f"$ {command}", *told)) + "\n"

    return _BLOCK.sub(block, text)


def _parted(shown: str) -> tuple[str, list[str]]:
    """Return a command, which may go on behind a backslash, and the lines that it prints."""
    lines = shown.splitlines()
    end = next(at for at, line in enumerate(lines) if not line.endswith("\\")) + 1
    return "\n".join(lines[:end]), lines[end:]


def _agrees(said: list[str], told: list[str]) -> bool:
    """Tell whether lines that a page shows are those that were printed."""
    runs: list[list[str]] = [[]]
    for line in said:
        if line == _ANY:
            runs.append([])
        else:
            runs[-1].append(line)
    if len(runs) == 1:
        return said == told
    first, *between, last = runs
    if len(first) + len(last) > len(told) or told[: len(first)] != first:
        return False
    at, end = len(first), len(told) - len(last)
    if told[end:] != last:
        return False
    for run in between:
        while told[at : at + len(run)] != run:
            at += 1
            if at + len(run) > end:
                return False
        at += len(run)
    return True


def main() -> None:
    """Put what the commands print into the pages that the command line names.

    Pages of docs whose commands are not run stay as they are.
    """
    known = documented_pages()
    for page in map(Path, sys.argv[1:]):
        if page.resolve().parent == DOCS and page.resolve() not in known:
            continue
        with TemporaryDirectory() as folder:
            text = page.read_text(encoding="utf-8")
            files = FOLDERS / page.stem if page.resolve() in known else None
            made = played(text, files, Path(folder))
        if made != text:
            page.write_text(made, encoding="utf-8")
            print(f"{page}: changed")


if __name__ == "__main__":
    main()
