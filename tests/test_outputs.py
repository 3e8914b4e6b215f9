"""A folder of outputs from run to run: the cases of tests/data/outputs, and two runs at once."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewfmt.batch.manifest import NAME, Manifest, hold
from reviewfmt.batch.output import write_output
from reviewfmt.cli import run
from reviewfmt.converter import FORMATS
from reviewfmt.converter.stamp import is_intact, stamped
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import FileError
from tests.budget import CASES

TESTS = Path(__file__).parent
CLI = TESTS / "data" / "cli"
GOOD = (CLI / "good.review").read_bytes()
NAMED = {
    "@good": GOOD,
    "@other": GOOD.replace(b"Harbour Lights", b"Harbour Nights"),
    "@broken": (CLI / "broken.review").read_bytes(),
    "@good.json": (CLI / "good.json").read_bytes(),
    "@marked": b'<head>\n<meta name="generator" content="reviewfmt 0.1.0">',
    "deep:": b"[" * 100_000,
}

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX locks")


def _cases() -> list[Any]:
    cases = tomllib.loads((TESTS / "data" / "outputs" / "cases.toml").read_text("utf-8"))["case"]
    assert len(cases) > 30
    return [pytest.param(case, id=case["name"]) for case in cases]


def _put(path: Path, value: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if value == "gone":
        path.unlink()
    elif value == "dir:":
        path.mkdir()
    elif value.startswith("link:"):
        path.symlink_to(value[5:])
    elif value.startswith("hex:"):
        path.write_bytes(bytes.fromhex(value[4:]))
    elif value == "crlf:":
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    elif value == "zip:":  # one text of an archive changed, as a tool would
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as old:
            members = {one: old.read(one) for one in old.namelist()}
        with zipfile.ZipFile(path, "w") as new:
            for name, data in members.items():
                new.writestr(name, data.replace(b"Nights", b"Lights"))
    elif value.startswith("copy:"):
        path.write_bytes((path.parent / value[5:]).read_bytes())
    elif value.startswith("s:"):
        _, old_text, new_text = value.encode().split(b":")
        path.write_bytes(path.read_bytes().replace(old_text, new_text, 1))
    elif value.startswith("+"):
        path.write_bytes(path.read_bytes() + value[1:].encode())
    else:
        path.write_bytes(NAMED.get(value, value.encode()))


def _write(manifest: Manifest, path: str, data: bytes) -> None:
    written = write_output(path, data, manifest.expected(path))
    manifest.note(path, written, source=f"in/{Path(path).name}", format="json")


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("case", _cases())
def test_case(case: dict[str, Any], tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name, value in case["files"].items():
        _put(tmp_path / name, value)
    for step in case["run"]:
        for name, value in step.get("edit", {}).items():
            _put(tmp_path / name, value)
        before = _files(tmp_path)
        code = run(step["args"])
        sys.stdout.flush()
        said = capfd.readouterr()
        assert code == step["exit"], said.err
        for part in step.get("stderr_has", ()):
            assert part in said.err
        for part in step.get("stdout_has", ()):
            assert part in said.out
        told = [line for line in said.err.splitlines(True) if "converted" not in line]
        assert "".join(told) == step.get("stderr", "".join(told))
        _assert_after(before, _files(tmp_path), step.get("after", {}))
        if "no_folder" in step:
            assert not (tmp_path / step["no_folder"]).exists()
    if "listed" in case:
        assert _listed(tmp_path / "out") == case["listed"]


def _assert_after(
    before: dict[str, bytes], after: dict[str, bytes], expected: dict[str, str]
) -> None:
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed == expected.keys()
    for name, value in expected.items():
        if value == "gone":
            assert name not in after
        elif value != "new":
            assert after[name] == value.encode()


def _listed(folder: Path) -> dict[str, str]:
    """Return the sources of the outputs that a list has; the sums are those of the files."""
    text = (folder / NAME).read_text("utf-8")
    data = json.loads(text)
    assert text.startswith('{\n "version": 2,\n "outputs": {\n')
    assert len(text.splitlines()) == 5 + len(data["outputs"])  # one a line: git merges them
    assert list(data["outputs"]) == sorted(data["outputs"])
    sources = {}
    for name, said in data["outputs"].items():
        assert {"source", "format", "sha256"} <= said.keys()
        assert f".{name.rpartition('.')[2]}" == FORMATS[said["format"]].suffixes[0]
        sources[name] = said["source"]
    return sources


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_replaced_and_no_change_is_lost(
    format: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _put(tmp_path / "in/a.review", "@good")
    convert = ["convert", "in", "-t", format, "-o", "out"]
    made = tmp_path / "out" / f"a{FORMATS[format].suffixes[0]}"
    assert run(convert) == 0
    first = made.read_bytes()
    sums = json.loads((tmp_path / "out" / NAME).read_bytes())["outputs"]
    assert [one["sha256"] for one in sums.values()] == [sha256(first).hexdigest()]
    _put(tmp_path / "in/a.review", "@other")
    assert run(convert) == 0, capfd.readouterr().err
    second = made.read_bytes()
    assert second != first
    made.write_bytes(second + b" ")
    _put(tmp_path / "in/a.review", "@good")
    assert run(convert) == 2
    assert f"{made.name}: was changed since reviewfmt wrote it" in capfd.readouterr().err
    assert made.read_bytes() == second + b" "


def test_a_mark_is_of_all_but_itself() -> None:
    """Whatever is changed, added or cut off, in the mark too, the file is not as it was written."""
    page = b"<!DOCTYPE html>\n<p>a</p>\n</html>\n"
    front = b'---\ngenerator: reviewfmt\ntitle: "a"\n---\n\na\n'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a", "a")
    made = [(page, "html"), (front, "markdown"), *((packed.getvalue(), one) for one in ARCHIVES)]
    for data, format in made:
        mark = stamped(data, FORMATS[format])
        assert is_intact(mark), format
        assert is_intact(data) is None
        assert stamped(data, FORMATS[format]) == mark
        for at in range(len(mark)):
            for changed in (mark[:at], mark[:at] + b"~" + mark[at:], mark[:at] + mark[at + 1 :]):
                assert not is_intact(changed) or changed == mark, (format, at)
        assert not is_intact(mark + b"\n")
        assert not is_intact(mark + mark)


ARCHIVES = [row.name for row in FORMATS.values() if row.binary]


@settings(max_examples=CASES)
@given(st.binary(), st.sampled_from([b"", b"---\ngenerator: reviewfmt\n", b"PK\x03\x04"]))
def test_any_file_has_a_mark_or_none(data: bytes, head: bytes) -> None:
    assert not is_intact(head + data)


_TEXT = st.one_of(
    st.text(max_size=4), st.sampled_from(["a", "s/a", "../a", "/a", "\ud800", "\udc80", "0" * 64])
)
_VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(0, 2), _TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(_TEXT, inner, max_size=2)),
)
_MADE = st.tuples(_TEXT, _TEXT, _VALUE, _VALUE | st.lists(st.tuples(_TEXT, _TEXT, _VALUE)), _VALUE)
_OUTPUT = st.one_of(
    _VALUE,
    st.fixed_dictionaries(dict.fromkeys(("source", "format", "sha256"), _TEXT)),
    st.fixed_dictionaries(
        {"source": _TEXT, "format": _TEXT, "sha256": st.just("0" * 64)},
        optional={"state": _VALUE, "made": _MADE | _VALUE},
    ),
)
_LIST = st.one_of(
    _VALUE,
    st.fixed_dictionaries(
        {"version": st.sampled_from([1, 2, True]), "outputs": st.dictionaries(_TEXT, _OUTPUT)}
    ),
)


@settings(max_examples=CASES)
@given(st.one_of(st.binary(), _LIST.map(lambda value: json.dumps(value).encode())))
def test_any_list_is_read_or_refused(data: bytes) -> None:
    """One that is read is written again, and nothing of it leads out of the folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "out").mkdir()
        (folder / "out" / NAME).write_bytes(data)
        (folder / "a").write_bytes(b"mine")
        try:
            with hold(str(folder / "out")) as manifest:
                for stale in manifest.stale():
                    manifest.remove(stale.path)
                for name in list(manifest.outputs):
                    manifest.kept(f"{folder}/out/{name}", source=f"{folder}/a", key="a")
                _write(manifest, f"{folder}/out/b", b"1")
            said = ""
        except ReviewError as error:
            said = str(error)
        if said:
            assert said.startswith(f"{folder}/out/{NAME}:")
        else:
            text = (folder / "out" / NAME).read_bytes().decode("utf-8", "surrogateescape")
            assert "b" in json.loads(text)["outputs"]
        assert (folder / "a").read_bytes() == b"mine"


@posix
def test_two_runs_at_once_list_all_that_both_wrote(tmp_path: Path) -> None:
    for side in "xy":
        for number in range(8):
            _put(tmp_path / side / f"{side}{number}.review", "@good")
    source = os.pathsep.join([str(TESTS.parent / "src"), *sys.path])
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "reviewfmt", "convert", *arguments, "-t", "json", "-o", "out"],
            env={**os.environ, "PYTHONPATH": source},
            stderr=subprocess.PIPE,
        )
        for arguments in (["x"], ["y"], ["x", "--metadata", "author=B"])
    ]
    for one in runs:
        said = one.communicate(timeout=120)[1]
        assert one.returncode == 0, said
    names = {f"{side}{number}.json" for side in "xy" for number in range(8)}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*names, NAME}
    listed = json.loads((tmp_path / "out" / NAME).read_bytes())["outputs"]
    for name in names:
        data = (tmp_path / "out" / name).read_bytes()
        assert listed[name]["sha256"] == sha256(data).hexdigest()


@posix
def test_a_run_waits_for_another_and_says_so(tmp_path: Path) -> None:
    _put(tmp_path / "in/a.review", "@good")
    with hold("out"):
        waiting = subprocess.Popen(
            [sys.executable, "-m", "reviewfmt", "convert", "in", "-t", "json", "-o", "out"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS.parent / "src")])},
            stderr=subprocess.PIPE,
        )
        assert waiting.stderr is not None
        told = waiting.stderr.readline()
        assert told == b"reviewfmt: waiting for another run that writes in out\n"
        assert not (tmp_path / "out/a.json").exists()
    assert waiting.communicate(timeout=60)[1] == b""
    assert (tmp_path / "out/a.json").exists()


class _Stopped(BaseException):
    pass


def _written_and_stopped() -> None:
    with hold("out") as manifest:
        _write(manifest, "out/a", b"1")
        raise _Stopped


def test_a_run_that_is_stopped_remembers_what_it_wrote(tmp_path: Path) -> None:
    with pytest.raises(_Stopped):
        _written_and_stopped()
    with hold("out") as manifest:
        assert manifest.knows("out/a")
        _write(manifest, "out/a", b"2")
    assert (tmp_path / "out/a").read_bytes() == b"2"


def test_what_is_not_written_is_not_listed(tmp_path: Path) -> None:
    (tmp_path / "out/a").mkdir(parents=True)
    with hold("out") as manifest:
        with pytest.raises(FileError, match="it is a folder"):
            _write(manifest, "out/a", b"1")
        assert not manifest.knows("out/a")
    assert not (tmp_path / "out" / NAME).exists()


@posix
def test_a_stale_output_behind_a_link_out_of_the_folder_stays(tmp_path: Path) -> None:
    """A folder of outputs became a link elsewhere: what is there is not ours to remove."""
    with hold("out") as manifest:
        _write(manifest, "out/s/a", b"1")
    (tmp_path / "out/s").rename(tmp_path / "elsewhere")
    (tmp_path / "out/s").symlink_to("../elsewhere")
    with hold("out") as manifest:
        (stale,) = manifest.stale()
        assert stale.changed
        with pytest.raises(FileError):
            manifest.remove(stale.path)
    assert (tmp_path / "elsewhere/a").read_bytes() == b"1"
