"""One file, read under a limit and written whole: what a file keeps that is replaced."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewfmt import files
from reviewfmt.cli import run
from reviewfmt.files import (
    MIB,
    TEMPORARY,
    FileError,
    leads_out,
    read_file,
    read_stream,
    write_file,
    write_whole,
)

CLI = Path(__file__).parent / "data" / "cli"
GOOD = (CLI / "good.review").read_bytes()
UNFORMATTED = GOOD.replace(b"\n\n", b"\n\n\n\n")
FIXABLE = (CLI / "empty-field.review").read_bytes()

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX owners, modes and links")
root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
)

MENDING = {
    "format": (["format", "a.review"], UNFORMATTED),
    "check --fix": (["check", "a.review", "--fix"], FIXABLE),
    "convert": (["convert", "b.json", "-o", "a.review", "--force"], UNFORMATTED),
    "check -o": (["check", "b.review", "--output-format", "json", "-o", "a.review"], b""),
    "check --write-baseline": (["check", "b.review", "--write-baseline", "a.review"], b""),
}
"""The commands that replace a file, and what is in it before."""


@pytest.fixture(params=MENDING)
def mending(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[str], Path, bytes]:
    """A command that writes to a file, the file, and its bytes."""
    arguments, data = MENDING[request.param]
    monkeypatch.chdir(tmp_path)
    shutil.copy(CLI / "good.json", tmp_path / "b.json")
    (tmp_path / "b.review").write_bytes(UNFORMATTED)
    target = tmp_path / "a.review"
    target.write_bytes(data)
    return arguments, target, data


Mending = tuple[list[str], Path, bytes]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o664, 0o4755])
def test_the_mode_stays(mending: Mending, mode: int) -> None:
    arguments, target, data = mending
    target.chmod(mode)
    assert run(arguments) in (0, 1)
    assert target.read_bytes() != data
    assert stat.S_IMODE(target.stat().st_mode) == mode


@posix
@root
@pytest.mark.parametrize(("owner", "group"), [(1234, 100), (0, 100), (1234, 0)])
def test_the_owner_stays(mending: Mending, owner: int, group: int) -> None:
    arguments, target, data = mending
    os.chown(target, owner, group)
    assert run(arguments) in (0, 1)
    found = target.stat()
    assert target.read_bytes() != data
    assert (found.st_uid, found.st_gid) == (owner, group)


@posix
@pytest.mark.parametrize("links", [1, 2])
def test_hard_links_are_not_parted(
    mending: Mending, links: int, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, target, data = mending
    others = [target.with_name(f"link{number}") for number in range(links)]
    for other in others:
        os.link(target, other)
    assert run(arguments) == 2
    said = f"cannot be written: it has {links + 1} hard links, and replacing it would part them"
    assert said in capsys.readouterr().err
    assert target.read_bytes() == data
    assert all(other.samefile(target) for other in others)


@posix
@pytest.mark.parametrize("mode", [0o444, 0o400, 0o555])
def test_a_read_only_file_stays(
    mending: Mending, mode: int, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, target, data = mending
    target.chmod(mode)
    assert run(arguments) == 2
    assert "a.review: cannot be written: it is read-only" in capsys.readouterr().err
    assert target.read_bytes() == data
    assert stat.S_IMODE(target.stat().st_mode) == mode


@posix
def test_the_file_of_another_user_is_not_taken_over(
    mending: Mending, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file of another user stays, with a message, where its owner cannot be kept."""
    arguments, target, data = mending
    made = os.fstat

    def of_another(descriptor: int) -> os.stat_result:
        found = list(made(descriptor))
        found[stat.ST_UID] += 1
        return os.stat_result(found)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", refuse)
    monkeypatch.setattr(os, "fstat", of_another)
    monkeypatch.setattr(os.path, "samestat", lambda one, other: True)
    assert run(arguments) == 2
    said = "it belongs to another user, and replacing it would make it yours"
    assert said in capsys.readouterr().err
    assert target.read_bytes() == data


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes here")
def test_attributes_stay(mending: Mending) -> None:
    arguments, target, _ = mending
    try:
        os.setxattr(target, "user.note", b"kept")
    except OSError:
        pytest.skip("no extended attributes in this file system")
    assert run(arguments) in (0, 1)
    assert os.getxattr(target, "user.note") == b"kept"


def test_a_failure_gives_one_exit_code(
    mending: Mending, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, target, data = mending

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    assert run(arguments) == 2
    assert "a.review: cannot be written: no space left on device" in capsys.readouterr().err
    assert target.read_bytes() == data
    assert not target.with_name(TEMPORARY).exists()


# What a run that was killed has left


def _make_link(path: Path) -> None:
    path.symlink_to("elsewhere")


@posix
@pytest.mark.parametrize(
    "make", [Path.touch, lambda path: path.write_bytes(b"half"), _make_link, os.mkfifo]
)
def test_what_was_left_is_removed(
    mending: Mending, make: Callable[[Path], object], tmp_path: Path
) -> None:
    arguments, target, data = mending
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"mine")
    make(target.with_name(TEMPORARY))
    assert run(arguments) in (0, 1)
    assert target.read_bytes() != data
    assert not os.path.lexists(target.with_name(TEMPORARY))
    assert elsewhere.read_bytes() == b"mine"


@posix
def test_a_run_at_work_is_waited_for(tmp_path: Path) -> None:
    """Two runs write to one folder: the second waits for the first, and both are whole."""
    import fcntl

    left = tmp_path / TEMPORARY
    with left.open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        writer = threading.Thread(target=write_file, args=(str(tmp_path / "a"), b"new"))
        writer.start()
        writer.join(0.2)
        assert writer.is_alive()
        assert left.exists()
    writer.join(20)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert not left.exists()


@posix
def test_a_run_that_does_not_end_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    monkeypatch.setattr(files, "_LONGEST_WAIT", 0.1)
    with (tmp_path / TEMPORARY).open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(FileError, match="another run is writing in this folder"):
            write_whole(str(tmp_path / "a"), b"new")


WRITER = """
import sys
from reviewfmt.files import write_whole
for number in range(60):
    write_whole(sys.argv[1], sys.argv[2].encode() * 5000)
    write_whole(sys.argv[1] + str(number % 3), sys.argv[2].encode() * 5000)
"""


@posix
def test_many_runs_at_once_leave_whole_files(tmp_path: Path) -> None:
    source = str(Path(files.__file__).parents[1])
    target = tmp_path / "a"
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(target), sign],
            env={**os.environ, "PYTHONPATH": source},
            stderr=subprocess.PIPE,
        )
        for sign in "xyz"
    ]
    for one in runs:
        assert one.communicate(timeout=120)[1] == b""
        assert one.returncode == 0
    wholes = {sign * 5000 for sign in ("x", "y", "z")}
    assert {path.name for path in tmp_path.iterdir()} == {"a", "a0", "a1", "a2"}
    assert {path.read_text() for path in tmp_path.iterdir()} <= wholes


# Reading


@pytest.mark.parametrize(("size", "limit"), [(0, 0), (5, 5), (5, 6)])
def test_what_is_within_the_limit_is_read(size: int, limit: int, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * size)
    assert read_file(str(tmp_path / "a"), limit) == b"x" * size


@pytest.mark.parametrize(
    ("size", "limit", "said"), [(6, 5, "5 bytes"), (1 << 21, 1 << 20, "1 MiB")]
)
def test_what_is_over_the_limit_is_refused(
    size: int, limit: int, said: str, tmp_path: Path
) -> None:
    (tmp_path / "a").write_bytes(b"x" * size)
    with pytest.raises(OSError, match=f"it has more than {said}, the limit"):
        read_file(str(tmp_path / "a"), limit)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc here")
def test_a_file_that_has_no_size_is_read_to_the_limit() -> None:
    assert b"Name:" in read_file("/proc/self/status")
    with pytest.raises(OSError, match="more than 10 bytes"):
        read_file("/proc/self/status", 10)


@posix
@pytest.mark.parametrize(
    ("path", "out"),
    [("a", False), ("s/b", False), ("l/b", True), ("../a", True), ("up", True), ("s/../a", False)],
)
def test_what_leads_out(path: str, out: bool, tmp_path: Path) -> None:
    top = tmp_path / "top"
    (top / "s").mkdir(parents=True)
    (tmp_path / "topper").mkdir()
    (top / "l").symlink_to(tmp_path / "topper")
    (top / "up").symlink_to("..")
    assert leads_out(str(top / path), str(top)) is out


def test_reading_takes_the_memory_of_the_file_and_not_of_the_limit(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "a"
    path.write_bytes(b"x" * 7_000)
    tracemalloc.start()
    data = read_file(str(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert data == path.read_bytes()
    assert peak < MIB


@pytest.mark.parametrize("size", [0, 1, 9_999, 10_000, None])
def test_a_stream_is_read_to_its_end_whatever_size_is_expected(size: int | None) -> None:
    data = b"x" * 10_000
    assert read_stream(io.BytesIO(data), 10_000, "a", size) == data
    with pytest.raises(OSError, match="it has more than 9999 bytes, the limit"):
        read_stream(io.BytesIO(data), 9_999, "a", size)
