"""`--watch`: real runs of the command, that wait for files to change."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reviewfmt.cli import run, watched
from reviewfmt.cli.inputs import configured
from tests.budget import IN_WHOLE

pytest.importorskip("watchfiles")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")

TESTS = Path(__file__).parent
CLI = TESTS / "data" / "cli"
GOOD = (CLI / "good.review").read_bytes()
OTHER = GOOD.replace(b"Harbour Lights", b"Harbour Nights")
BROKEN = (CLI / "broken.review").read_bytes()
WAITS = "reviewfmt: watching for changes, Ctrl-C ends it"
INTERRUPTED = (130, [""])
"""The exit code of Ctrl-C, and a line end behind the ^C that a terminal shows."""

_LONGEST = 60


class Watched:
    """A command that watches, and what it says, line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def said(self) -> list[str]:
        """Return what is said up to when it waits again, or ends."""
        lines = []
        while (line := self._lines.get(timeout=_LONGEST)) not in (WAITS, None):
            lines.append(str(line))
        return lines

    def interrupted(self) -> tuple[int, list[str]]:
        """Press Ctrl-C; returns the exit code, and what is still said."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=_LONGEST)
        return code, self.said()


@contextmanager
def watching(*arguments: str) -> Iterator[Watched]:
    source = os.pathsep.join([str(TESTS.parent / "src"), *sys.path])
    process = subprocess.Popen(
        [sys.executable, "-m", "reviewfmt", *arguments, "--watch"],
        env={**os.environ, "PYTHONPATH": source, "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # A shell that starts these tests in the background leaves Ctrl-C ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        yield Watched(process)
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.review").write_bytes(GOOD)
    (tmp_path / "in/b.review").write_bytes(GOOD)


@IN_WHOLE
def test_check_looks_again_at_what_changes(tmp_path: Path) -> None:
    with watching("check", "in", "--output-format", "concise") as one:
        assert one.said() == ["2 files checked: clean"]
        (tmp_path / "in/a.review").write_bytes(BROKEN)
        changed, *found, summary = one.said()
        assert changed == "reviewfmt: in/a.review changed"
        assert found
        assert all(line.startswith("in/a.review:") for line in found)
        assert summary.startswith("1 file checked: ")
        (tmp_path / "in/new").mkdir()
        (tmp_path / "in/.c.review.swp").write_bytes(BROKEN)
        (tmp_path / "in/notes.txt").write_bytes(BROKEN)
        (tmp_path / "in/b.review").write_bytes(OTHER)
        assert one.said() == ["reviewfmt: in/b.review changed", "1 file checked: clean"]
        (tmp_path / "in/new/c.review").write_bytes(GOOD)
        assert one.said() == ["reviewfmt: in/new/c.review changed", "1 file checked: clean"]
        (tmp_path / "in/a.review").unlink()
        assert one.said() == ["reviewfmt: in/a.review changed"]
        (tmp_path / "reviewfmt.toml").write_text("strict = 1\n")
        fault = "reviewfmt: reviewfmt.toml:1: strict is 1, expected true or false"
        assert one.said() == ["reviewfmt: reviewfmt.toml changed", fault]
        (tmp_path / "reviewfmt.toml").write_text("strict = true\n")
        assert one.said() == ["reviewfmt: reviewfmt.toml changed", "2 files checked: clean"]
        assert one.interrupted() == INTERRUPTED


def test_a_file_that_an_editor_replaces(tmp_path: Path) -> None:
    """Many editors write another file, and give it the name of the old one."""
    (tmp_path / "c.review").write_bytes(GOOD)
    with watching("check", "c.review", "--output-format", "concise") as one:
        assert one.said() == ["1 file checked: clean"]
        for data in (OTHER, GOOD):
            (tmp_path / "c.tmp").write_bytes(data)
            (tmp_path / "c.tmp").replace(tmp_path / "c.review")
            assert one.said() == ["reviewfmt: c.review changed", "1 file checked: clean"]
        assert one.interrupted() == INTERRUPTED


def test_convert_makes_again_what_changes(tmp_path: Path) -> None:
    """What it writes itself, below the folder that it watches, is no change."""
    with watching("convert", "in", "-t", "json", "-o", "in/out", "--prune") as one:
        assert one.said() == ["reviewfmt: 2 converted"]
        first = (tmp_path / "in/out/a.json").read_bytes()
        (tmp_path / "in/a.review").write_bytes(OTHER)
        changed = "reviewfmt: in/a.review changed"
        assert one.said() == [changed, "reviewfmt: 1 converted, 1 unchanged"]
        assert (tmp_path / "in/out/a.json").read_bytes() != first
        (tmp_path / "in/b.review").unlink()
        gone = "reviewfmt: in/out/b.json: its source in/b.review is gone: removed"
        assert one.said() == ["reviewfmt: in/b.review changed", gone]
        (tmp_path / "in/out/a.json").write_bytes(b"mine")
        (tmp_path / "in/a.review").write_bytes(GOOD)
        stays = "in/out/a.json: was changed since reviewfmt wrote it; --force replaces it"
        assert one.said() == [changed, f"reviewfmt: {stays}"]
        assert one.interrupted() == INTERRUPTED


def test_a_cover_that_changes_makes_its_book_anew(tmp_path: Path) -> None:
    cover = "Fog Review\n\nLanguage: en\nPublished: 2024-05-02\nCover: a.png\n\nVerdict: 7/10\n"
    (tmp_path / "in/a.review").write_text(cover)
    (tmp_path / "in/b.review").unlink()
    with watching("convert", "in/a.review", "-o", "a.epub") as one:
        assert any("RF509" in line for line in one.said())
        (tmp_path / "in/a.png").write_bytes(b"none")
        changed, lost = one.said()
        assert changed == "reviewfmt: in/a.png changed"
        assert "a.png is not a PNG, JPEG, GIF or WebP picture" in lost
        assert one.interrupted() == INTERRUPTED


CONFIG = 'baseline = "known.json"\nvocabulary = ["own.toml"]\ninclude = [".txt"]\n'


@pytest.mark.parametrize(
    ("path", "matters", "for_all"),
    [
        ("in/a.review", True, False),
        ("in/deep/A.REVIEW", True, False),
        ("in/a.txt", True, False),
        ("in/a.md", False, False),
        ("in/.a.review", False, False),
        ("in/.hidden/a.review", False, False),
        ("in/.reviewfmt_cache/check-0.json", False, False),
        ("in/.reviewfmt.tmp", False, False),
        ("a.review", False, False),
        ("named.md", True, False),
        ("out/a.review", False, False),
        ("in/out/a.review", False, False),
        ("in/outer/a.review", True, False),
        ("in/reviewfmt.toml", True, True),
        ("pyproject.toml", True, True),
        ("own.toml", True, True),
        ("in/.gitignore", True, True),
        ("known.json", True, True),
        ("other.json", False, False),
        ("in/cover.png", True, True),
        ("in/out/cover.png", False, False),
    ],
)
def test_what_is_heeded(path: str, matters: bool, for_all: bool, tmp_path: Path) -> None:
    (tmp_path / "reviewfmt.toml").write_text(CONFIG)
    (tmp_path / "own.toml").write_text('language = "eo"\n')
    (tmp_path / "named.md").touch()
    one = watched.WatchedPaths(
        ["in", "named.md"], configured, (".review",), ("in/out", None), (None,), (".png",)
    )
    assert one(str(tmp_path / path)) is matters
    assert (matters and one.is_for_all(str(tmp_path / path))) is for_all


@pytest.mark.parametrize("terminal", [True, False])
def test_the_screen_of_a_terminal_is_cleared_and_nothing_else(
    terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleared: list[bool] = []
    monkeypatch.setattr("click.clear", lambda: cleared.append(True))
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: terminal)
    watched._clear()
    assert cleared == [True] * terminal


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "-", "--watch"], "--watch watches files, not standard input"),
        (
            ["check", "in", "--watch", "--diff"],
            "--watch keeps running, and --diff is for a single run",
        ),
        (["convert", "in/a.review", "-t", "json", "--watch"], "give -o FILE or -o FOLDER"),
        (["check", "in", "--watch", "--config", "none.toml"], "none.toml:1: cannot be read"),
    ],
)
def test_what_cannot_be_watched(
    arguments: list[str], told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert told in capfd.readouterr().err


def test_without_the_package_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert run(["check", "in", "--watch"]) == 2
    told = 'reviewfmt: --watch needs the package watchfiles: pip install "reviewfmt[watch]"\n'
    assert capfd.readouterr().err == told
