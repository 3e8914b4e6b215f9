"""The command line, from its arguments to its exit code: the cases of tests/data/cli/*.toml."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.batch import cache, discover, manifest
from reviewfmt.cli import run
from reviewfmt.files import FileError, write_whole
from reviewfmt.syntax.boilerplate import read_boilerplate
from reviewfmt.syntax.vocabulary import read_vocabulary
from reviewfmt.syntax.words import built_in

DATA = Path(__file__).parent / "data" / "cli"
SRC = Path(__file__).parents[1] / "src"


def _cases() -> list[Any]:
    found = []
    for path in sorted(DATA.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            found.append(pytest.param(case, id=f"{path.stem}: {case['name']}"))
    assert len(found) > 80
    return found


def _bytes(value: str) -> bytes:
    if value.startswith("@"):
        return (DATA / value[1:]).read_bytes()
    if value.startswith("hex:"):
        return bytes.fromhex(value[4:])
    return value.encode()


def _make(folder: Path, files: dict[str, str]) -> None:
    for name, value in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if value == "dir:":
            path.mkdir(exist_ok=True)
        elif value.startswith("link:"):
            path.symlink_to(value[5:])
        else:
            path.write_bytes(_bytes(value))


def _state(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
        if (path.is_file() or path.is_symlink())
        and path.name != manifest.NAME
        and cache.NAME not in path.parts
    }


_HEEDED = (
    *("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH"),
    *("CI", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"),
)


@pytest.fixture
def _plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in _HEEDED:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("_plain")
@pytest.mark.parametrize("case", _cases())
def test_case(
    case: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    _make(tmp_path, case.get("files", {}))
    before = _state(tmp_path)
    stdin = io.TextIOWrapper(io.BytesIO(_bytes(case.get("stdin", ""))))
    monkeypatch.setattr(sys, "stdin", stdin)
    for key, value in case.get("env", {}).items():
        monkeypatch.setenv(key, value.replace("HERE", str(tmp_path)))
    monkeypatch.chdir(tmp_path / case.get("in", "."))
    code = run(case["args"])
    sys.stdout.flush()
    said = capfd.readouterr()
    assert (code, said.err if code != case["exit"] else "") == (case["exit"], "")
    for stream, text in (("stdout", said.out), ("stderr", said.err)):
        if stream in case:
            assert text == _bytes(case[stream]).decode()
        for part in case.get(f"{stream}_has", ()):
            assert part in text
        for part in case.get(f"{stream}_lacks", ()):
            assert part not in text
    assert "Traceback" not in said.err
    after = before | {name: _bytes(value) for name, value in case.get("after", {}).items()}
    if not case.get("any_after"):
        assert _state(tmp_path) == after


def _start(arguments: list[str], folder: Path, **options: Any) -> subprocess.Popen[bytes]:
    environment = {key: value for key, value in os.environ.items() if key not in _HEEDED}
    environment["PYTHONPATH"] = str(SRC)
    environment.update(options.pop("env", {}))
    return subprocess.Popen(
        [sys.executable, "-m", "reviewfmt", *arguments],
        cwd=folder,
        env=environment,
        stdin=options.pop("stdin", subprocess.DEVNULL),
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        **options,
    )


def test_module_runs(tmp_path: Path) -> None:
    _make(tmp_path, {"a.review": "@broken.review"})
    process = _start(["check", "a.review"], tmp_path)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (1, b"1 file checked: 1 error\n")
    assert out.startswith(b"a.review:9:15: RF105 ")
    assert b"\x1b" not in out


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
@pytest.mark.parametrize("arguments", [["rule"], ["check", "many.review"], ["schema"]])
def test_a_closed_pipe_is_quiet(arguments: list[str], tmp_path: Path) -> None:
    _make(tmp_path, {"many.review": "@broken.review"})
    reader, writer = os.pipe()
    os.close(reader)
    process = _start(arguments, tmp_path, stdout=writer)
    os.close(writer)
    err = process.communicate(timeout=120)[1]
    assert err in (b"", b"1 file checked: 1 error\n")
    assert process.returncode in (0, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_at_standard_output(tmp_path: Path) -> None:
    _make(tmp_path, {"a.review": "@good.review"})
    with Path("/dev/full").open("wb") as full:
        process = _start(["convert", "a.review", "-t", "json"], tmp_path, stdout=full)
        err = process.communicate(timeout=120)[1]
    assert process.returncode == 2
    assert err == b"reviewfmt: standard output: no space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 128 + signal.SIGTERM)]
)
def test_an_interrupt_leaves_nothing_behind(number: int, code: int, tmp_path: Path) -> None:
    import fcntl
    import termios

    _make(tmp_path, {"b.json": "old"})
    reader, writer = os.pipe()
    os.write(writer, b"A Show Review")
    process = _start(
        ["convert", "-", "-o", "b.json", "--force"],
        tmp_path,
        stdin=reader,
        # A shell's background job, and so all that it starts, may ignore it.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )
    waiting = b"1"
    while int.from_bytes(waiting, sys.byteorder):  # until the other side reads
        waiting = fcntl.ioctl(reader, termios.FIONREAD, bytes(4))
        time.sleep(0.01)
    process.send_signal(number)
    err = process.communicate(timeout=60)[1]
    os.close(reader)
    os.close(writer)
    assert process.returncode == code
    assert b"Traceback" not in err
    assert _state(tmp_path) == {"b.json": b"old"}


@pytest.mark.skipif(os.name == "nt", reason="POSIX scripts")
@pytest.mark.usefixtures("_plain")
@pytest.mark.parametrize(
    ("pandoc", "code"),
    [(None, "RF501"), ("#!/bin/sh\nkill -9 $$\n", "RF502"), ("#!/bin/sh\nexit 3\n", "RF502")],
)
def test_pandoc_missing_killed_failing(
    pandoc: str | None,
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fake = tmp_path / "pandoc"
    if pandoc is not None:
        fake.write_text(pandoc)
        fake.chmod(0o755)
    monkeypatch.setattr("reviewfmt.converter.pandoc.pandoc_path", lambda: str(fake))
    _make(tmp_path, {"a.review": "@good.review", "b.html": "old"})
    before = _state(tmp_path)
    assert run(["convert", "a.review", "-o", "b.html", "--force"]) == 1
    assert capsys.readouterr().err.startswith(f"a.review:1:1: {code} pandoc ")
    assert _state(tmp_path) == before


@pytest.mark.skipif(os.name == "nt", reason="POSIX limits")
def test_a_full_disk_leaves_the_target(tmp_path: Path) -> None:
    import resource

    _make(tmp_path, {"a.review": "@good.review", "b.json": "old"})
    before = _state(tmp_path)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    process = _start(
        ["convert", "a.review", "-o", "b.json", "--force"],
        tmp_path,
        preexec_fn=limit,
        env={"PYTHONDONTWRITEBYTECODE": "1"},
    )
    err = process.communicate(timeout=120)[1]
    assert process.returncode == 2
    assert err.startswith(b"reviewfmt: b.json: cannot be written: ")
    assert _state(tmp_path) == before


def test_write_whole_keeps_the_target_when_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(str(target), b"new")
    assert _state(tmp_path) == {"a": b"old"}


def test_write_whole_keeps_mode_and_link(tmp_path: Path) -> None:
    target, link = tmp_path / "a", tmp_path / "link"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to("a")
    write_whole(str(link), b"new")
    assert link.is_symlink()
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o640)


def test_an_unreadable_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `open` refuses is a finding; root can read anything, so the refusal is made here."""
    _make(tmp_path, {"a.review": "@good.review"})
    monkeypatch.chdir(tmp_path)

    def refuse(path: str, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("reviewfmt.files.open", refuse, raising=False)
    code = run(["check", "a.review", "--output-format", "concise"])
    told = "a.review:1:1: RF100 the file cannot be read: permission denied\n"
    assert (code, capsys.readouterr().out) == (2, told)


@pytest.mark.usefixtures("_plain")
def test_a_file_that_vanishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is gone between the search and the reading: told, and the others are checked."""
    _make(tmp_path, {"in/a.review": "@good.review", "in/b.review": "@broken.review"})

    def vanish(*given: Any) -> Any:
        found = discover(*given)
        (tmp_path / "in/a.review").unlink()
        return found

    monkeypatch.setattr("reviewfmt.cli.inputs.discover", vanish)
    assert run(["check", "in", "--output-format", "concise"]) == 2
    out, err = capsys.readouterr()
    first, second = out.splitlines()
    assert first == (
        "in/a.review:1:1: RF100 the file cannot be read: no such file or directory"
    ).replace("/", os.sep)
    assert "RF105" in second
    assert err == "2 files checked: 2 errors\n"


@pytest.mark.usefixtures("_plain")
def test_a_file_that_cannot_be_mended_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One file refuses: it is reported and stays, the other is mended, and the exit code is 2."""
    _make(tmp_path, {"a.review": "@empty-field.review", "b.review": "@empty-field.review"})

    def refuse(path: str, data: bytes, **asked: Any) -> None:
        if path == "a.review":
            raise FileError(f"{path}: cannot be written: read-only file system")
        write_whole(path, data, **asked)

    monkeypatch.setattr("reviewfmt.cli.fixing.write_whole", refuse)
    assert run(["check", "a.review", "b.review", "--fix", "--output-format", "concise"]) == 2
    out, err = capsys.readouterr()
    assert out.startswith("a.review:6:1: RF418 ")
    assert err == (
        "reviewfmt: a.review: cannot be written: read-only file system\n"
        "2 files checked: 1 warning; 1 finding fixed\n"
    )
    assert _state(tmp_path) == {
        "a.review": _bytes("@empty-field.review"),
        "b.review": _bytes("@good.review"),
    }


@pytest.mark.skipif(shutil.which("patch") is None, reason="no patch here")
@pytest.mark.usefixtures("_plain")
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_diff_is_a_patch(end: str, tmp_path: Path) -> None:
    """What `patch` makes of the diff is what --fix would have made, the last line's end too."""
    text = _bytes("@doubled-word.review").decode().replace("\n", end).rstrip()
    (tmp_path / "a.review").write_bytes(text.encode())
    process = _start(["check", "a.review", "--diff", "--unsafe-fixes"], tmp_path)
    diff = process.communicate(timeout=120)[0]
    assert process.returncode == 1
    patch = ["patch", "--quiet", "--binary", "-p0"]
    subprocess.run(patch, cwd=tmp_path, input=diff, check=True)
    patched = (tmp_path / "a.review").read_bytes()
    assert (
        patched
        == _bytes("@doubled-word-fixed.review").decode().replace("\n", end).rstrip().encode()
    )


@pytest.mark.parametrize("no_color", ["", "1"])
def test_no_color(no_color: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from reviewfmt.cli.console import colored

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", "xterm")
    assert colored("auto", Terminal()) is (no_color == "")
    assert colored("auto", io.StringIO()) is False
    assert colored("always", io.StringIO()) is True
    assert colored("never", Terminal()) is False


@pytest.mark.usefixtures("_plain")
@pytest.mark.parametrize("form", ["html", "epub", "markdown"])
def test_published_outputs_are_replaced(form: str, tmp_path: Path) -> None:
    _make(tmp_path, {"a.review": "@good.review"})
    assert run(["convert", "a.review", "-t", form, "-o", "out/x"]) == 0
    first = (tmp_path / "out/x").read_bytes()
    assert run(["convert", "a.review", "-t", form, "-o", "out/x", "--metadata", "author=B"]) == 0
    assert (tmp_path / "out/x").read_bytes() != first


@pytest.mark.usefixtures("_plain")
def test_sarif_is_sarif(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The shape that code scanning asks for; its own schema is checked where it is at hand."""
    _make(tmp_path, {"a b.review": "@broken.review", "w.review": "@warned.review"})
    assert run(["check", "a b.review", "w.review", "--output-format", "sarif"]) == 1
    log = json.loads(capsys.readouterr().out)
    results = log["runs"][0]["results"]
    assert [(one["ruleId"], one["level"]) for one in results] == [
        ("RF105", "error"),
        ("RF401", "warning"),
    ]
    place = results[0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "a%20b.review", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 9, "startColumn": 15, "endLine": 9, "endColumn": 20}
    schema = Path(__file__).parents[2] / "shared" / "vendor" / "sarif-schema-2.1.0.json"
    if not schema.exists():
        pytest.skip("SARIF's own schema is not at hand; the shape above holds")
    import jsonschema

    jsonschema.Draft7Validator(json.loads(schema.read_text())).validate(log)


@pytest.mark.usefixtures("_plain")
def test_junit_is_well_formed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from xml.etree import ElementTree

    _make(tmp_path, {"a&<b>.review": "@broken.review", "g.review": "@good.review"})
    assert run(["check", "a&<b>.review", "g.review", "--output-format", "junit"]) == 1
    suites = ElementTree.fromstring(capsys.readouterr().out)
    assert (suites.get("tests"), suites.get("failures")) == ("2", "1")
    assert [suite.get("name") for suite in suites] == ["a&<b>.review", "g.review"]


@pytest.mark.usefixtures("_plain")
def test_gitlab_fingerprints_differ_and_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _make(tmp_path, {"a.review": "@broken.review", "w.review": "@warned.review"})
    run(["check", "a.review", "w.review", "--output-format", "gitlab"])
    first = json.loads(capsys.readouterr().out)
    moved = _bytes("@broken.review").replace(b"\n\n", b"\n\n\n")
    (tmp_path / "a.review").write_bytes(moved)
    run(["check", "a.review", "w.review", "--output-format", "gitlab"])
    second = json.loads(capsys.readouterr().out)
    assert [one["check_name"] for one in first] == ["RF105", "RF401"]
    assert [one["severity"] for one in first] == ["major", "minor"]
    prints = [one["fingerprint"] for one in first]
    assert len(set(prints)) == 2
    assert prints == [one["fingerprint"] for one in second]
    assert first[0]["location"]["positions"] != second[0]["location"]["positions"]


@pytest.mark.usefixtures("_plain")
def test_github_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _make(tmp_path, {"a,b.review": "@broken.review"})
    assert run(["check", "a,b.review", "--output-format", "github"]) == 1
    told = capsys.readouterr().out
    place = "::error file=a%2Cb.review,line=9,col=15,endLine=9,endColumn=19,title=reviewfmt RF105"
    assert told.startswith(f"{place}::RF105 ")
    assert told.count("\n") == 1


def test_the_files_of_words_that_the_page_shows_read() -> None:
    page = (SRC.parent / "docs" / "configuration.md").read_text(encoding="utf-8")
    _, boilerplate, vocabulary = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert read_boilerplate(boilerplate)["top"] == ("all reviews", "newsletter")
    words = built_in().with_more([read_vocabulary(vocabulary, set(built_in().fields.values()))])
    assert words.labels["epizodo"] == "Episode"
    assert words.fields["aŭtoro"] == "author"
