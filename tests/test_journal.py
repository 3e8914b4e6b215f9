"""What a run leaves that is killed between an output and the list that has it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewfmt.batch.journal import JOURNAL, noted
from reviewfmt.batch.manifest import NAME, hold
from reviewfmt.batch.output import write_output
from reviewfmt.cli import run
from reviewfmt.files import FileError

TESTS = Path(__file__).parent
GOOD = (TESTS / "data" / "cli" / "good.review").read_bytes()
OTHER = GOOD.replace(b"Harbour Lights", b"Harbour Nights")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)


def _killed(*arguments: str) -> int:
    """Run the command line, which is killed when it has written an output named `lost`."""
    source = os.pathsep.join([str(TESTS.parent / "src"), *sys.path])
    return subprocess.run(
        [sys.executable, str(TESTS / "killing.py"), *arguments],
        env={**os.environ, "PYTHONPATH": source},
        capture_output=True,
        timeout=120,
        check=False,
    ).returncode


def _listed(folder: str = "out") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(folder, NAME).read_bytes())["outputs"]
    return found


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("format", ["json", "review", "plain"])
def test_an_output_that_no_list_has_is_known_to_the_next_run(format: str) -> None:
    """A format without a mark of its own, whose source changes before the next run."""
    Path("in").mkdir()
    Path("in/a.review").write_bytes(GOOD)
    Path("in/lost.review").write_bytes(GOOD)
    command = ["convert", "in", "-t", format, "-o", "out", "-j1", "-q"]
    assert _killed(*command) == -signal.SIGKILL
    lost = next(Path("out").glob("lost.*"))
    before = lost.read_bytes()
    assert not Path("out", NAME).exists() or lost.name not in _listed()
    Path("in/lost.review").write_bytes(OTHER)
    assert run(command) == 0
    assert lost.read_bytes() != before
    assert _listed()[lost.name]["source"] == "../in/lost.review"
    assert not Path("out", JOURNAL).exists()


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_an_output_that_was_changed_after_the_run_was_killed_stays(
    capfd: pytest.CaptureFixture[str],
) -> None:
    Path("in").mkdir()
    Path("in/lost.review").write_bytes(GOOD)
    command = ["convert", "in", "-t", "json", "-o", "out", "-j1", "-q"]
    assert _killed(*command) == -signal.SIGKILL
    Path("out/lost.json").write_bytes(b"mine")
    assert run(command) == 2
    assert "exists, and .reviewfmt.json does not list it" in capfd.readouterr().err
    assert Path("out/lost.json").read_bytes() == b"mine"


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_an_output_whose_source_is_gone_since_is_named() -> None:
    Path("in").mkdir()
    Path("in/a.review").write_bytes(GOOD)
    Path("in/lost.review").write_bytes(GOOD)
    command = ["convert", "in", "-t", "json", "-o", "out", "-j1", "-q"]
    assert _killed(*command) == -signal.SIGKILL
    Path("in/lost.review").unlink()
    assert run([*command, "--prune"]) == 0
    assert not Path("out/lost.json").exists()


def test_a_run_that_is_stopped_leaves_no_journal() -> None:
    class Stopped(BaseException):
        pass

    def stopped() -> None:
        with hold("out") as manifest:
            write_output("out/a", b"1", manifest.expected("out/a", source="in/a", format="json"))
            assert list(noted("out")) == [("a", "../in/a", "json", _one())]
            raise Stopped

    with pytest.raises(Stopped):
        stopped()
    assert _listed() == {"a": {"source": "../in/a", "format": "json", "sha256": _one()}}
    assert not Path("out", JOURNAL).exists()


def _one() -> str:
    from hashlib import sha256

    return sha256(b"1").hexdigest()


_NAMES = st.sampled_from(["a", "b", "../x", "", "/x", "c/..", "\0", "\ud800", ".reviewfmt.json"])
_LINES = st.lists(
    st.one_of(
        st.binary(max_size=40),
        st.tuples(_NAMES, _NAMES, _NAMES, st.sampled_from([_one(), "x", ""])).map(
            lambda values: json.dumps(values).encode()
        ),
        st.sampled_from([b"[" * 5000, b"[1,2,3,4]", b"null", b'["a"]']),
    ),
    max_size=6,
)


@given(_LINES)
def test_any_journal_is_read_and_only_outputs_that_stand_are_taken(lines: list[bytes]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a").write_bytes(b"1")
        Path(folder, "b").write_bytes(b"2")
        Path(folder, JOURNAL).write_bytes(b"\n".join(lines))
        with hold(folder) as manifest:
            assert set(manifest.outputs) <= {"a"}
            with pytest.raises(FileError):
                write_output(f"{folder}/b", b"3", manifest.expected(f"{folder}/b"))
        assert not Path(folder, JOURNAL).exists()


def test_a_journal_that_is_a_link_is_not_read_or_written() -> None:
    Path("out").mkdir()
    Path("mine").write_bytes(b"")
    Path("out", JOURNAL).symlink_to("../mine")
    with hold("out") as manifest:
        write_output("out/a", b"1", manifest.expected("out/a"))
    assert Path("mine").read_bytes() == b""
