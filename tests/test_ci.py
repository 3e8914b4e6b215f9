"""A day in CI, where it takes more than arguments and files: modes, encodings, places, Windows."""

from __future__ import annotations

import json
import ntpath
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from reviewfmt import batch, config, patterns
from reviewfmt.batch.manifest import NAME
from reviewfmt.cli import report_paths, run
from reviewfmt.cli.differences import Difference, patch, readable
from reviewfmt.cli.report_paths import Where
from reviewfmt.cli.reports import report
from reviewfmt.config import ConfigError, parse_config
from reviewfmt.linter import check_data
from tests.unprivileged import heeding_modes

DATA = Path(__file__).parent / "data" / "cli"
SRC = Path(__file__).parents[1] / "src"
GOOD = (DATA / "good.review").read_bytes()
LOOSE = b"A Show Review\n\nVerdict = 8/10\n"

pytestmark = pytest.mark.usefixtures("_here")


@pytest.fixture
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("CI", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)


# -- what cannot be read ------------------------------------------------------------------------


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """Give what runs a command that modes bind, among a closed file and a closed folder."""
    (tmp_path / "a.review").write_bytes(LOOSE)
    for name in ("d/nord/x.review", "d/unr.review", "d/b.review", "e/a.review"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(LOOSE)
    (tmp_path / "d/nord").chmod(0)
    (tmp_path / "d/unr.review").chmod(0)
    (tmp_path / "e").chmod(0o500)

    def called(*arguments: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "reviewfmt", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(SRC)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            preexec_fn=heeding_modes(),
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    yield called
    for name in ("d/nord", "e"):
        (tmp_path / name).chmod(0o700)


NORD = "d/nord:1:1: RF100 the folder cannot be searched: permission denied\n"
UNR = "d/unr.review:1:1: RF100 the file cannot be read: permission denied\n"


def test_check_reports_what_it_cannot_read_and_checks_the_rest(
    closed: Callable[..., tuple[int, str, str]],
) -> None:
    code, out, err = closed("check", "a.review", "d", "--output-format", "concise")
    assert (code, err) == (2, "3 files checked: 2 errors, 6 warnings\n")
    assert out.endswith(NORD)
    assert UNR in out
    assert "d/b.review" in out


def test_check_of_a_named_file_that_cannot_be_read(
    closed: Callable[..., tuple[int, str, str]],
) -> None:
    arguments = ("check", "a.review", "d/unr.review", "d/nord", "--output-format", "concise")
    code, out, _err = closed(*arguments, "--exit-zero", "--select", "RF4", "--ignore", "RF4")
    assert (code, out) == (2, UNR + NORD)


def test_format_writes_the_rest(
    tmp_path: Path, closed: Callable[..., tuple[int, str, str]]
) -> None:
    code, out, err = closed("format", "d", "a.review", "e")
    assert (code, out) == (2, "")
    told = "reviewfmt: e/a.review: cannot be written: permission denied\n"
    assert err == f"{UNR}{told}{NORD}2 rewritten\n"
    for name in ("a.review", "d/b.review"):
        assert (tmp_path / name).read_bytes() != LOOSE
    assert (tmp_path / "e/a.review").read_bytes() == LOOSE


def test_convert_writes_the_rest(
    tmp_path: Path, closed: Callable[..., tuple[int, str, str]]
) -> None:
    code, _out, err = closed("convert", "d", "-t", "json", "-o", "out")
    assert code == 2
    assert UNR in err
    assert NORD in err
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"b.json", NAME}


def test_what_is_no_folder_to_write_in(
    tmp_path: Path, closed: Callable[..., tuple[int, str, str]]
) -> None:
    code, _out, err = closed("check", "a.review", "-o", "e/report.txt")
    assert (code, err) == (
        2,
        "reviewfmt: e/report.txt: cannot be written: permission denied\n",
    )


# -- a diff is a patch, in the encoding of its file ---------------------------------------------

TEXT = "A Show Review – ċ਀霧\r\n\r\nIt is \u010a good.\r\n\r\nVerdict = 8/10"


@pytest.mark.skipif(shutil.which("patch") is None, reason="no patch here")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_diff_applies(
    encoding: str, end: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    mark = "\ufeff" if encoding.startswith("utf-16") else ""
    data = (mark + TEXT.replace("\r\n", end)).encode(encoding)
    (tmp_path / "a.review").write_bytes(data)
    assert run(["format", "a.review", "--diff"]) == 1
    diff = capfdbinary.readouterr().out
    assert run(["format", "a.review"]) == 0
    made = (tmp_path / "a.review").read_bytes()
    assert made.decode(encoding).startswith(mark)
    (tmp_path / "a.review").write_bytes(data)
    command = ["patch", "--quiet", "--binary", "-p0"]
    subprocess.run(command, cwd=tmp_path, input=diff, check=True)
    assert (tmp_path / "a.review").read_bytes() == made != data


def test_format_answers_in_the_encoding_of_its_input(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    import io

    data = ("\ufeff" + TEXT).encode("utf-16-le")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert run(["format", "-"]) == 0
    told = capfdbinary.readouterr().out.decode("utf-16-le")
    assert told.startswith("\ufeffA Show Review – ċ਀霧\r\n")
    assert told.endswith("Verdict - 8/10\r\n")


def test_a_diff_for_people_is_text() -> None:
    one = Difference("a\x1b.review", "x\ny\r\x07".encode("utf-16"), "x\nz\n".encode("utf-16"))
    assert readable(one, False) == (
        "--- a␛.review\n+++ a␛.review\n@@ -1,2 +1,2 @@\n x\n-y␍␇\n"
        "\\ No newline at end of file\n+z\n"
    )
    assert readable(Difference("a", b"x\n", "\ufeffx\n".encode()), False) == "a: encoding\n"
    assert patch(Difference("a b", b"x\xff\n", b"y\n")).endswith(b"-x\xff\n+y\n")


def test_line_ends_that_change_are_seen() -> None:
    assert "-x␍\n+x\n" in readable(Difference("a", b"x\r\n", b"x\n"), False)
    assert "␍" not in readable(Difference("a", b"x\r\ny\r\n", b"x\r\nz\r\n"), False)


# -- patterns of the command line ---------------------------------------------------------------


def test_exclude_is_seen_from_where_the_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "sub").mkdir(parents=True)
        for path in ("a.review", "sub/a.review"):
            (tmp_path / name / path).write_bytes(GOOD)
    for name in ("one", "two"):
        monkeypatch.chdir(tmp_path / name)
        assert run(["check", "..", "--exclude", "/a.review,/sub/"]) == 0
        assert capsys.readouterr().err == "2 files checked: clean\n"


# -- places and fingerprints --------------------------------------------------------------------


def _prints(name: str, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> list[Any]:
    run(["check", *arguments, "--output-format", name])
    found = json.loads(capsys.readouterr().out)
    if name == "sarif":
        return [one["partialFingerprints"] for one in found["runs"][0]["results"]]
    return [one["fingerprint"] for one in found]


@pytest.mark.parametrize("name", ["gitlab", "sarif"])
@pytest.mark.parametrize("top", ["git", "variable", "none"])
def test_a_fingerprint_does_not_depend_on_where_it_was_made(
    name: str,
    top: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "repo" / "sub"
    folder.mkdir(parents=True)
    (folder / "a.review").write_bytes(GOOD.replace(b"Author", b"Autor"))
    (folder / "b.review").write_bytes(LOOSE)
    if top == "git":
        (tmp_path / "repo" / ".git").mkdir()
    if top == "variable":
        monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "repo"))
    made = []
    for here, paths in (
        (folder, ["a.review", "b.review"]),
        (folder, ["../sub/./a.review", str(folder / "b.review")]),
        (tmp_path, ["repo"]),
        (tmp_path / "repo", ["sub/a.review", "sub/b.review"]),
    ):
        monkeypatch.chdir(here)
        made.append(_prints(name, paths, capsys))
    assert made[0]
    assert made == [made[0]] * 4
    assert len({str(one) for one in made[0]}) == len(made[0])


def test_a_moved_clone_keeps_its_fingerprints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one", "two"):
        (tmp_path / name / ".git").mkdir(parents=True)
        (tmp_path / name / "a.review").write_bytes(LOOSE)
    assert _prints("gitlab", ["one"], capsys) == _prints("gitlab", ["two"], capsys)


def test_a_name_in_nfd_has_the_fingerprint_of_nfc() -> None:
    one, two = (
        json.loads(report("gitlab").render([check_data(LOOSE, name)], False))[0]["fingerprint"]
        for name in (unicodedata.normalize(form, "café.review") for form in ("NFC", "NFD"))
    )
    assert one == two


def test_the_workspace_that_holds_the_file_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "one"))
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path / "two"))
    (tmp_path / "three" / ".git").mkdir(parents=True)
    for name in ("one", "two", "three"):
        assert Where().path(f"{name}/sub/a.review") == "sub/a.review"
        assert Where().name(str(tmp_path / name / "sub" / "a.review")) == "sub/a.review"
    assert Where().path("four/a.review") == "four/a.review"
    assert Where().name("four/a.review") == "a.review"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_workspace_that_is_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "real" / "a.review").symlink_to("../elsewhere.review")
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path / "link"))
    for path in ("real/a.review", "link/a.review", str(tmp_path / "link/a.review")):
        assert Where().path(path) == Where().name(path) == "a.review"
    assert Where().path("-") == "-"


# -- Windows, as far as others can show it ------------------------------------------------------


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Let the modules that name paths think that they run on Windows; returns the variables."""
    environ: dict[str, str] = {}
    fake = SimpleNamespace(
        path=ntpath, sep="\\", curdir="C:\\Repo\\sub", environ=environ, fsencode=str.encode
    )
    for module in (report_paths, patterns):
        monkeypatch.setattr(module, "os", fake)
    return environ


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("C:\\Repo\\sub\\a.review", "sub/a.review"),
        ("c:\\repo\\SUB\\a.review", "SUB/a.review"),
        ("C:/Repo/sub/deep/a b.review", "sub/deep/a b.review"),
        ("D:\\other\\a.review", "D:/other/a.review"),
        ("C:\\Repository\\a.review", "C:/Repository/a.review"),
        ("\\\\server\\share\\a.review", "//server/share/a.review"),
    ],
)
def test_paths_of_windows(path: str, expected: str, windows: dict[str, str]) -> None:
    windows["GITHUB_WORKSPACE"] = "C:\\Repo"
    assert Where().path(path) == expected


def test_reports_of_windows(windows: dict[str, str]) -> None:
    windows["GITHUB_WORKSPACE"] = "C:\\Repo"
    checked = [
        check_data(LOOSE, name)
        for name in ("C:\\Repo\\sub\\a.review", "D:\\b c.review", "\\\\s\\d\\a")
    ]
    assert "::warning file=sub/a.review,line=" in report("github").render(checked, False)
    assert '"path": "sub/a.review"' in report("gitlab").render(checked, False)
    told = report("sarif").render(checked, False)
    assert '"uri": "sub/a.review"' in told
    assert '"uri": "file:///D:/b%20c.review"' in told
    assert '"uri": "file://s/d/a"' in told


@pytest.mark.parametrize(
    ("path", "base", "expected"),
    [
        ("C:\\Repo\\old\\a.review", "C:\\Repo", "old/a.review"),
        ("c:\\repo\\old\\a.review", "C:\\Repo", "old/a.review"),
        ("C:\\Other\\a.review", "C:\\Repo", "Other/a.review"),
        ("D:\\x\\a.review", "C:\\Repo", "x/a.review"),
    ],
)
def test_patterns_on_windows(path: str, base: str, expected: str, windows: dict[str, str]) -> None:
    assert patterns.below(path, base) == expected
    made = patterns.of_git(["old/\r\n", "x\r\n"], base)
    assert bool(made.says(path)) is (expected.split("/")[0] in ("old", "x"))


def test_a_configuration_as_windows_writes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b'\xef\xbb\xbfstrict = true\r\nexclude = ["old/"]\r\n'
    made = parse_config(data, "reviewfmt.toml", own=True)
    assert made is not None
    assert (made.strict, made.exclude) == (True, ("old/",))
    with pytest.raises(ConfigError, match=r"\Areviewfmt.toml:3: unknown key"):
        parse_config(data + b"strct = true\r\n", "reviewfmt.toml", own=True)

    def other_drive(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    (Path.cwd() / "reviewfmt.toml").write_bytes(b"baseline = 'known.json'\r\n")
    monkeypatch.setattr(os.path, "relpath", other_drive)
    assert config.load().baseline_path == str(Path.cwd() / "known.json")


def test_git_ignores_with_line_ends_of_windows(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_bytes(b"old/\r\n*.tmp.review\r\n")
    for name in ("old/a.review", "b.tmp.review", "c.review"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(GOOD)
    assert batch.discover(["."]).files == ("c.review",)


def test_the_classifiers_name_the_systems_that_are_tested() -> None:
    import tomllib

    project = tomllib.loads((SRC.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    systems = [one for one in project["classifiers"] if one.startswith("Operating System")]
    assert systems == ["Operating System :: POSIX :: Linux"]


# -- the example of the issue -------------------------------------------------------------------


def test_a_pipe_of_windows_gets_utf_8(tmp_path: Path) -> None:
    """The locale of a process that a pipe on Windows has: the document comes out whole."""
    (tmp_path / "a.review").write_text(TEXT, encoding="utf-8", newline="")
    with (tmp_path / "a.review").open("rb") as stdin:
        done = subprocess.run(
            [sys.executable, "-m", "reviewfmt", "format", "-"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONIOENCODING": "cp932"},
            stdin=stdin,
            capture_output=True,
            check=True,
        )
    assert done.stdout.decode().startswith("A Show Review – ċ਀霧\r\n")
