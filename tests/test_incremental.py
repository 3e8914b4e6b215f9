"""What has not changed is not done again: the cases of tests/data/incremental, and their law.

Whatever a run knows of an earlier one, it reports and writes what it would without it.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewfmt import assets
from reviewfmt.batch import fingerprint
from reviewfmt.batch.cache import NAME, Cache
from reviewfmt.batch.fingerprint import Source, State
from reviewfmt.batch.manifest import NAME as LIST
from reviewfmt.batch.manifest import Manifest
from reviewfmt.batch.packed_findings import packed, unpacked
from reviewfmt.cli import cached, checking, converting, run, unchanged
from reviewfmt.converter import pandoc
from reviewfmt.diagnostic import Diagnostic, Edit, Fix, Severity
from reviewfmt.linter import check_data
from reviewfmt.rules import RULES
from reviewfmt.span import NOWHERE, Span
from tests.budget import CASES

TESTS = Path(__file__).parent
DATA = TESTS / "data" / "incremental"
CLI = TESTS / "data" / "cli"
GIF = bytes.fromhex(
    "474946383961 01000100 800000 000000 ffffff 21f90401000000 002c0000000001000100000202440100 3b"
)
NAMED = {
    "@good": (CLI / "good.review").read_bytes(),
    "@broken": (CLI / "broken.review").read_bytes(),
    "@warns": (CLI / "empty-field.review").read_bytes(),
    "@good.json": (CLI / "good.json").read_bytes(),
    "@other": (CLI / "good.review").read_bytes().replace(b"Lights", b"Nights"),
    "@losing": (CLI / "good.review").read_bytes() + b"\nShare this article\n",
    "@gif": GIF,
    "@gif2": GIF.replace(b"\xff\xff\xff", b"\xff\xff\xfe"),
}
FILES = {"in/a.review": "@good", "in/b.review": "@broken", "in/c.review": "@warns"}


def _put(path: Path, value: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if value == "gone":
        path.unlink()
    elif value.startswith("size:"):
        path.touch()
        os.truncate(path, int(value[5:]))
    elif value == "again:":
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    elif value.startswith("sub:"):
        old, new = value.removeprefix("sub:").split("=>")
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    elif value.startswith("same times: "):
        times = path.stat()
        _put(path, value.removeprefix("same times: "))
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    else:
        path.write_bytes(NAMED.get(value, value.encode()))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for module in (cached, unchanged):  # whoever edits the program while this runs makes no other
        monkeypatch.setattr(module, "program", lambda: "this")
    for name in ("NO_COLOR", "FORCE_COLOR", "CI", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that `check` looks at, as it does."""
    paths: list[str] = []
    real = checking._of_bytes

    def counted(data: bytes, path: str, *more: Any) -> Any:
        paths.append(path)
        return real(data, path, *more)

    monkeypatch.setattr(checking, "_of_bytes", counted)
    return paths


def _cases(name: str, least: int) -> list[Any]:
    cases = tomllib.loads((DATA / name).read_text("utf-8"))["case"]
    assert len(cases) >= least
    return [pytest.param(case, id=case["name"]) for case in cases]


def _ran(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = run(arguments)
    sys.stdout.flush()
    return code, *capfd.readouterr()


@pytest.fixture(params=["by content", "by state"])
def _known(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the tests write is too new to be known by its state, unless any file is old enough."""
    if request.param == "by state":
        monkeypatch.setattr(fingerprint, "STILL", 0)


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize("case", _cases("check.toml", 15))
def test_check_case(
    case: dict[str, Any], tmp_path: Path, looked: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    for name, value in {**FILES, **case.get("files", {})}.items():
        _put(tmp_path / name, value)
    for step in case["run"]:
        for name, value in step.get("edit", {}).items():
            _put(tmp_path / name, value)
        check = ["check", *step.get("paths", ["in"]), *step.get("args", [])]
        ran = _ran(check, capfd)
        assert ran[0] == step["exit"], ran[2]
        assert sorted(looked) == step["checked"]
        looked.clear()
        assert ran == _ran([*check, "--no-cache"], capfd)
        looked.clear()


_CONVERTED = {"in/a.review": "@good", "in/c.review": "@losing"}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that `convert` converts, as it does."""
    paths: list[str] = []
    real = converting.Convert._begin

    def counted(self: Any, job: Any) -> Any:
        paths.append(job.task.source)
        return real(self, job)

    monkeypatch.setattr(converting.Convert, "_begin", counted)
    return paths


def _outputs(folder: str) -> dict[str, bytes]:
    paths = (path for path in Path(folder).rglob("*") if path.is_file() and path.name != LIST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.usefixtures("_known")
@pytest.mark.parametrize("case", _cases("convert.toml", 15))
def test_convert_case(
    case: dict[str, Any],
    tmp_path: Path,
    made: list[str],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in {**_CONVERTED, **case.get("files", {})}.items():
        if value != "gone":
            _put(tmp_path / name, value)
    for step in case["run"]:
        for name, value in step.get("edit", {}).items():
            _put(tmp_path / name, value)
        if "env" in step:
            monkeypatch.setenv("SOURCE_DATE_EPOCH", step["env"])
        arguments = step.get("args", ["-t", "json"])
        code, out, err = _ran(["convert", "in", *arguments, "-o", "out"], capfd)
        assert code == step["exit"], err
        assert sorted(made) == step["made"]
        for part in step.get("stderr_has", ()):
            assert part in err
        for part in step.get("stdout_has", ()):
            assert part in out
        if step.get("fresh", True):
            asked = [one for one in arguments if one not in ("--prune", "--force")]
            again = _ran(["convert", "in", *asked, "-o", "fresh"], capfd)
            assert (code, out) == again[:2]
            assert _without_sums(err) == _without_sums(again[2])
            fresh = _outputs("fresh")
            assert fresh.items() <= _outputs("out").items()
            shutil.rmtree("fresh")
        made.clear()


def _without_sums(said: str) -> list[str]:
    return [line for line in said.splitlines() if "converted" not in line and "is gone" not in line]


def test_an_output_that_was_just_written_is_known_by_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later run that finds the list younger than the output goes by the state of the file."""
    _put(tmp_path / "in/a.review", "@good")
    convert = ["convert", "in", "-t", "json", "-o", "out"]
    assert run(convert) == 0
    stands = Manifest._is_unchanged
    asked: list[str] = []

    def counted(self: Manifest, path: str, output: Any) -> bool:
        asked.append(path)
        return stands(self, path, output)

    monkeypatch.setattr(Manifest, "_is_unchanged", counted)
    assert run(convert) == 0
    assert asked == ["out/a.json"]
    monkeypatch.setattr(fingerprint, "STILL", 0)
    assert run(convert) == 0
    assert run(convert) == 0
    assert asked == ["out/a.json"]


def test_a_run_that_makes_nothing_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written() -> list[tuple[int, int]]:
        files = (path.stat() for path in (tmp_path / "out").iterdir())
        return [(one.st_ino, one.st_mtime_ns) for one in files]

    monkeypatch.setattr(fingerprint, "STILL", 0)
    _put(tmp_path / "in/a.review", "@good")
    run(["convert", "in", "-t", "json", "-o", "out"])
    before = written()
    run(["convert", "in", "-t", "json", "-o", "out"])
    assert len(before) == 2
    assert written() == before


def test_what_is_known_by_its_state_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """That is what makes a run over thousands of unchanged files fast."""
    monkeypatch.setattr(fingerprint, "STILL", 0)
    cover = "Fog Review\n\nLanguage: en\nCover: fog.gif\n\nCalm.\n\nVerdict: 7/10\n"
    _put(tmp_path / "in/a.review", cover)
    _put(tmp_path / "in/fog.gif", "@gif")
    convert = ["convert", "in", "-t", "epub", "-o", "out"]
    assert run(convert) == 0
    said = capfd.readouterr()
    for module in ("used_files", "manifest"):
        monkeypatch.setattr(f"reviewfmt.batch.{module}.read_file", None)
    assert run(convert) == 0
    assert capfd.readouterr() == said
    os.utime(tmp_path / "in/fog.gif")
    with pytest.raises(TypeError):
        run(convert)


def test_another_program_makes_everything_anew(
    tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(tmp_path / "in/a.review", "@good")
    convert = ["convert", "in", "-t", "json", "-o", "out"]
    run(convert)
    monkeypatch.setattr(unchanged, "program", lambda: "another")
    run(convert)
    run(convert)
    assert made == ["in/a.review"] * 2


# -- the cache --------------------------------------------------------------------------------


def _shelf(folder: Path) -> Path:
    (shelf,) = (folder / NAME).glob("check-*.json")
    return shelf


def _kept(folder: Path) -> dict[str, Any]:
    """Return the entries of the one shelf of a folder."""
    _, *lines, _ = _shelf(folder).read_text().splitlines()
    return dict(map(json.loads, lines))


def _many(folder: Path) -> None:
    for name, value in FILES.items():
        _put(folder / name, value)


def test_the_state_of_a_file_counts_only_when_it_had_been_still(
    tmp_path: Path, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As git does it: a file that may change again in the same tick is known by its content."""
    _put(tmp_path / "in/a.review", "@good")
    run(["check", "in"])
    assert _kept(tmp_path) == {"in/a.review": fingerprint.digest(NAMED["@good"])}
    monkeypatch.setattr(fingerprint, "STILL", 0)
    run(["check", "in"])
    entry = _kept(tmp_path)["in/a.review"]
    found = (tmp_path / "in/a.review").stat()
    times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
    assert entry.partition(" ")[2] == f"{found.st_size} {times} {found.st_ino}"
    monkeypatch.setattr(checking, "read", None)  # a file that is known by its state is not read
    assert run(["check", "in"]) == 0
    assert looked == ["in/a.review"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["in/a.review"],
        ["in/a.review", "in/c.review"],
        ["in", "--no-cache"],
        ["in", "--fix"],
        ["in", "--diff"],
        ["in", "--output-format", "json", "--lines"],
        ["-"],
    ],
    ids=" ".join,
)
def test_no_folder_is_made_that_nobody_asked_for(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _many(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(NAMED["@good"])))
    run(["check", *arguments])
    assert {path.name for path in tmp_path.iterdir()} == {"in"}


def test_many_files_that_are_named_are_kept_too(tmp_path: Path, looked: list[str]) -> None:
    names = [f"{number}.review" for number in range(20)]
    for name in names:
        _put(tmp_path / name, "@good")
    assert run(["check", *names]) == run(["check", *names]) == 0
    assert sorted(looked) == sorted(names)


def test_the_cache_says_what_it_is(tmp_path: Path) -> None:
    """Backups pass by what has the tag of cachedir standard, and git what it is to ignore."""
    _many(tmp_path)
    run(["check", "in"])
    tag = (tmp_path / NAME / "CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    subprocess.run(["git", "init", "-q"], check=True, cwd=tmp_path)
    told = subprocess.run(
        ["git", "status", "--porcelain"], check=True, cwd=tmp_path, capture_output=True
    )
    assert told.stdout == b"?? in/\n"


def _damaged(data: bytes) -> list[bytes]:
    half = len(data) // 2
    flipped = [data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] for at in (3, 40, half)]
    other = b"[" * 100_000
    forged = [b"{}", b"[]", b'["in/a.review", 7]', b'["in/b.review", ["x", {}]]', other, b"\xff"]
    marked = [_marked(b'"reviewfmt check"\n' + one + b"\n") for one in forged]
    return [b"", data[:1], data[:half], data[:-1], data + b" ", *flipped, *forged, *marked]


def _marked(data: bytes) -> bytes:
    """Return the lines of a shelf with the digest that ends it."""
    return data + f'"{fingerprint.digest(data)}"\n'.encode()


@pytest.mark.parametrize("number", range(20))
def test_a_cache_that_is_damaged_is_made_anew(
    number: int, tmp_path: Path, looked: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    _many(tmp_path)
    first = _ran(["check", "in"], capfd)
    data = _shelf(tmp_path).read_bytes()
    _shelf(tmp_path).write_bytes(_damaged(data)[number])
    assert _ran(["check", "in"], capfd) == first
    assert _shelf(tmp_path).read_bytes() == data
    looked.clear()
    assert _ran(["check", "in"], capfd) == first
    assert looked == []


def test_a_cache_may_be_deleted_at_any_moment(
    tmp_path: Path, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _many(tmp_path)
    assert run(["check", "in"]) == 1
    shutil.rmtree(tmp_path / NAME)
    looked.clear()
    assert run(["check", "in"]) == 1
    assert len(looked) == 3
    _put(tmp_path / "in/a.review", "@warns")
    note = cached.Remembered.note

    def deleted(self: Any, outcome: Any) -> None:
        shutil.rmtree(tmp_path / NAME, ignore_errors=True)
        note(self, outcome)

    monkeypatch.setattr(cached.Remembered, "note", deleted)
    assert run(["check", "in"]) == 1
    assert _shelf(tmp_path).is_file()


@pytest.mark.skipif(os.name == "nt", reason="POSIX links")
@pytest.mark.parametrize("kind", ["a file", "a link out", "a broken link"])
def test_what_cannot_be_the_folder_of_a_cache_is_passed_by(
    kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    here = tmp_path / "here"
    _many(here)
    os.chdir(here)
    (tmp_path / "out").mkdir()
    if kind == "a file":
        (here / NAME).write_text("mine")
    else:
        (here / NAME).symlink_to("../out" if kind == "a link out" else "../gone")
    expected = _ran(["check", "in", "--no-cache"], capfd)
    assert _ran(["check", "in"], capfd) == expected
    assert list((tmp_path / "out").iterdir()) == []
    assert not (tmp_path / "gone").exists()
    assert (kind == "a file") == ((here / NAME).is_file())


@pytest.mark.parametrize("kind", ["read-only", "full"])
def test_a_folder_that_cannot_be_written_means_no_cache(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    _many(tmp_path)
    expected = _ran(["check", "in", "--no-cache"], capfd)
    number = 30 if kind == "read-only" else 28

    def refused(*_arguments: Any, **_options: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Cache, "_make" if kind == "read-only" else "_drop_old", refused)
    if kind == "full":
        monkeypatch.setattr("reviewfmt.batch.cache.write_file", refused)
    assert _ran(["check", "in"], capfd) == expected


def test_runs_at_once_tear_nothing(tmp_path: Path) -> None:
    """Each run reports all that is wrong; what they leave is a whole shelf."""
    for number in range(6):
        _put(tmp_path / f"in/{number}.review", "@broken" if number % 2 else "@good")
    check = [sys.executable, "-m", "reviewfmt", "check", "in", "--output-format", "concise"]
    source = os.pathsep.join([str(TESTS.parent / "src"), *sys.path])
    environment = {**os.environ, "PYTHONPATH": source}
    runs = [
        subprocess.Popen(check, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    said = {(*one.communicate(timeout=120), one.returncode) for one in runs}
    assert len(said) == 1
    assert said.pop()[2] == 1
    data = _shelf(tmp_path).read_bytes()
    assert data == _marked(data[: data.rindex(b"\n", 0, -1) + 1])
    assert len(_kept(tmp_path)) == 6
    assert {path.name for path in (tmp_path / NAME).iterdir()} == {
        "CACHEDIR.TAG",
        ".gitignore",
        _shelf(tmp_path).name,
    }


def test_files_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    _many(tmp_path)
    _put(tmp_path / "other/d.review", "@good")
    run(["check", "in", "other"])
    _put(tmp_path / "in/a.review", "gone")
    _put(tmp_path / "other/e.review", "@good")
    run(["check", "other"])
    assert set(_kept(tmp_path)) == {
        "in/b.review",
        "in/c.review",
        "other/d.review",
        "other/e.review",
    }


def test_a_cache_of_many_files_takes_little_memory(tmp_path: Path) -> None:
    """Less than 700 bytes a file: the entry itself has 170, its name 70, the table of both 60."""
    import tracemalloc

    number = 2_000
    state = fingerprint.State(7_200, 1_700_000_000_000_000_000, 1_700_000_000_000_000_000, 7)
    paths = [str(tmp_path / f"{at:06}.review") for at in range(number)]
    for _ in range(2):
        tracemalloc.start()
        cache = Cache(str(tmp_path / NAME), str(tmp_path))
        for at, path in enumerate(paths):
            known = cache.get("0" * 32, path)
            cache.put("0" * 32, path, fingerprint.Source(f"{at:064x}", state), [])
        cache.save()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 700 * number
    assert known is not None


def test_shelves_that_nobody_uses_go(tmp_path: Path) -> None:
    _many(tmp_path)
    folder = tmp_path / NAME
    folder.mkdir()
    month = time.time() - 31 * 86_400
    for number in range(20):
        name = f"check-{number:032x}.json"
        (folder / name).write_text("{}")
        os.utime(folder / name, (month, month) if number < 3 else None)
    (folder / "mine").write_text("mine")
    run(["check", "in"])
    left = {path.name for path in folder.glob("check-*")}
    assert len(left) == 16
    assert not left & {f"check-{number:032x}.json" for number in range(3)}
    assert (folder / "mine").read_text() == "mine"


@pytest.mark.parametrize(
    ("config", "at"),
    [
        ({"reviewfmt.toml": "strict = true\n"}, "."),
        ({"reviewfmt.toml": 'cache-dir = "kept/here"\n'}, "kept/here"),
        ({"pyproject.toml": '[tool.reviewfmt]\ncache-dir = "kept"\n'}, "kept"),
        ({"in/reviewfmt.toml": "strict = true\n"}, "in"),
        ({}, "."),
    ],
)
def test_the_cache_stands_beside_the_configuration(
    config: dict[str, str], at: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _many(tmp_path)
    for name, text in config.items():
        _put(tmp_path / name, text)
    run(["check", "in"])
    folder = tmp_path / at if "kept" in at else tmp_path / at / NAME
    assert (folder / "CACHEDIR.TAG").is_file()
    if at == "in":
        os.chdir("in")
    capfd.readouterr()
    assert _ran(["cache", "dir"], capfd) == (0, f"{folder.resolve()}\n", "")


@pytest.mark.parametrize("path", ["/tmp/x", "../x", "a/../../x", ".", "./", "C:/x", "", 1])
def test_the_cache_stands_below_the_configuration(
    path: object, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A configuration may come from a stranger: it is not to write into the folders of others."""
    _many(tmp_path)
    _put(tmp_path / "reviewfmt.toml", f"cache-dir = {json.dumps(path)}\n")
    code, _, said = _ran(["check", "in"], capfd)
    assert code == 2
    assert said.startswith(
        f"reviewfmt: reviewfmt.toml:1: cache-dir is {json.dumps(path)}, expected"
    )


@pytest.mark.skipif(os.name == "nt", reason="POSIX links")
def test_a_folder_with_anything_else_in_it_is_no_cache(tmp_path: Path) -> None:
    """Git would pass by all that is in it."""
    _many(tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "link").symlink_to("../")
    for path in ("in", "link/x"):
        _put(tmp_path / "reviewfmt.toml", f'cache-dir = "{path}"\n')
        before = {one.name for one in (tmp_path / "in").iterdir()}
        assert run(["check", "in"]) == 1
        assert {one.name for one in (tmp_path / "in").iterdir()} == before
        assert not (tmp_path.parent / "x").exists()


def test_cache_clear_removes_the_cache_and_nothing_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _many(tmp_path)
    assert _ran(["cache", "clear"], capfd) == (
        0,
        "",
        f"reviewfmt: {NAME}: there is no cache\n",
    )
    run(["check", "in"])
    capfd.readouterr()
    assert _ran(["cache", "clear"], capfd) == (0, "", f"reviewfmt: {NAME}: removed\n")
    assert {path.name for path in tmp_path.iterdir()} == {"in"}
    run(["check", "in"])
    (tmp_path / NAME / "mine").write_text("mine")
    assert run(["cache", "clear"]) == 0
    assert {path.name for path in (tmp_path / NAME).iterdir()} == {"mine"}
    capfd.readouterr()
    told = f"reviewfmt: {NAME}: is not a cache of reviewfmt\n"
    assert _ran(["cache", "clear"], capfd) == (2, "", told)
    _put(tmp_path / "reviewfmt.toml", 'cache-dir = "in"\n')
    assert _ran(["cache", "clear"], capfd)[0] == 2
    assert len(list((tmp_path / "in").iterdir())) == 3


# -- the key ----------------------------------------------------------------------------------


def test_another_program_knows_nothing(
    tmp_path: Path, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _many(tmp_path)
    run(["check", "in"])
    looked.clear()
    monkeypatch.setattr(cached, "program", lambda: "another")
    run(["check", "in"])
    assert len(looked) == 3


def test_the_program_is_every_byte_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its code, its grammar and vocabulary, Python, what is installed, the pandoc that is named."""
    package = [Path(one) for one in assets.folders()]
    assert {"reviewfmt", "grammar", "schemas"} <= {path.resolve().name for path in package}
    _put(tmp_path / "package/a.py", "a = 1\n")
    _put(tmp_path / "package/deep/words.toml", "a = 1\n")
    monkeypatch.setattr(assets, "folders", lambda: [str(tmp_path / "package")])
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site")])
    seen = [fingerprint.program()]

    def assert_another(is_another: bool = True) -> None:
        assert (fingerprint.program() not in seen) is is_another
        seen.append(fingerprint.program())

    assert_another(False)
    _put(tmp_path / "package/__pycache__/a.pyc", "")
    assert_another(False)
    for name, text in (("a.py", "a = 2\n"), ("deep/words.toml", "a = 2\n"), ("new.py", "")):
        _put(tmp_path / "package" / name, text)
        assert_another()
    (tmp_path / "package/new.py").rename(tmp_path / "package/newer.py")
    assert_another()
    (tmp_path / "site/lark-1.2.dist-info").mkdir(parents=True)
    assert_another()
    (tmp_path / "site/lark-1.2.dist-info").rename(tmp_path / "site/lark-1.3.dist-info")
    assert_another()
    monkeypatch.setenv(fingerprint.PANDOC, str(tmp_path / "pandoc"))
    assert_another()
    _put(tmp_path / "pandoc", "3")
    assert_another()
    monkeypatch.setattr(sys, "version_info", (3, 99))
    assert_another()
    assert fingerprint.PANDOC == pandoc.CHOICE


# -- findings as JSON -------------------------------------------------------------------------

_TEXT = st.text(max_size=5)
_SPANS = st.builds(Span, *[st.integers(0, 99)] * 6) | st.just(NOWHERE)
_FIXES = st.builds(
    Fix,
    st.lists(st.builds(Edit, st.integers(0, 9), st.integers(0, 9), _TEXT), max_size=2).map(tuple),
    st.booleans(),
    _TEXT,
)
_FOUND = st.builds(
    Diagnostic,
    st.sampled_from(list(RULES)),
    _TEXT,
    _SPANS,
    st.sampled_from(Severity),
    st.none() | _TEXT,
    st.none() | _FIXES,
    st.just("a.review"),
    st.lists(_SPANS, max_size=2).map(tuple),
    st.none() | _TEXT,
)
_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-1, 3), _TEXT, st.sampled_from(list(RULES))),
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(_TEXT, inner, max_size=2),
)


@settings(max_examples=CASES)
@given(st.lists(_FOUND, max_size=3))
def test_findings_are_kept_whole(found: list[Diagnostic]) -> None:
    kept = json.loads(json.dumps(packed(found)))
    assert unpacked(kept, "a.review") == tuple(found)


def test_every_part_of_a_finding_is_kept() -> None:
    """A field that a finding gains is a field that is kept, else this does not build it."""
    assert len(fields(Diagnostic)) == 9
    assert [one.name for one in fields(Fix)] == ["edits", "safe", "message"]
    assert [one.name for one in fields(Edit)] == ["start", "end", "replacement"]


@settings(max_examples=CASES)
@given(_JSON)
def test_anything_else_is_refused(values: Any) -> None:
    try:
        found = unpacked(values, "a")
    except ValueError:
        return
    assert unpacked(json.loads(json.dumps(packed(found))), "a") == found


def test_a_cache_is_read_at_once(tmp_path: Path) -> None:
    """Reading what is known of a file must cost far less than checking it."""
    cache = Cache(str(tmp_path / NAME), str(tmp_path))
    state = State(7_000, time.time_ns(), time.time_ns(), 1_234_567)
    source = Source("0" * 64, state)
    for number in range(2_000):
        cache.put("0" * 32, f"{tmp_path}/in/{number}.review", source, [])
    cache.save()
    text = NAMED["@good"].decode()
    begun = time.process_time()
    again = Cache(str(tmp_path / NAME), str(tmp_path))
    known = [again.get("0" * 32, f"{tmp_path}/in/{number}.review") for number in range(2_000)]
    read = time.process_time() - begun
    assert all(known)
    begun = time.process_time()
    for _ in range(20):
        check_data(text.encode(), "a.review")
    assert read / 2_000 < (time.process_time() - begun) / 20
