"""How pandoc is run: which one, how long, in how much memory, and what it gets to see."""

from __future__ import annotations

import io
import os
import socket
import sys
import threading
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.cli import run
from reviewfmt.converter import FORMATS, bounds, pandoc, read, write
from reviewfmt.converter.bounds import Outcome, run_bounded, seconds_for
from reviewfmt.converter.nesting import depth_of
from reviewfmt.diagnostic import ReviewError
from reviewfmt.files import MIB
from tests.budget import IN_WHOLE

DATA = Path(__file__).parent / "data"
GOOD = (DATA / "cli" / "good.review").read_bytes()
NESTING = tomllib.loads((DATA / "reach" / "nesting.toml").read_text(encoding="utf-8"))["case"]

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX scripts")
limits = pytest.mark.skipif(sys.platform != "linux", reason="limits that the system holds")


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(pandoc.CHOICE, raising=False)
    resolved = pandoc.pandoc_path
    resolved.cache_clear()
    yield
    resolved.cache_clear()


def program(folder: Path, script: str, name: str = "pandoc") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def refusal(data: bytes, source: str, to: str | None = None) -> tuple[str, str]:
    with pytest.raises(ReviewError) as caught:
        write(read(data, source), to or "review")
    (found,) = caught.value.diagnostics
    return found.code, found.message


# Which one


IMPOSTOR = 'case "$*" in *version*) echo "pandoc 99.9"; echo;; *) cat >/dev/null; echo FAKE;; esac'


@posix
@pytest.mark.parametrize("entry", ["{bin}", ".", ""])
def test_no_pandoc_of_the_path_is_run(
    entry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = write(read(GOOD, "review"), "html")
    program(tmp_path / "bin", IMPOSTOR)
    monkeypatch.chdir(tmp_path / "bin")
    path = entry.replace("{bin}", str(tmp_path / "bin"))
    monkeypatch.setenv("PATH", os.pathsep.join([path, os.environ["PATH"]]))
    monkeypatch.setenv("PYPANDOC_PANDOC", str(tmp_path / "bin" / "pandoc"))
    pandoc.pandoc_path.cache_clear()
    assert write(read(GOOD, "review"), "html") == expected
    assert Path(pandoc.pandoc_path()).is_absolute()


@posix
def test_a_pandoc_that_is_named_is_run_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.review").write_bytes(GOOD)
    monkeypatch.chdir(tmp_path)
    other = program(tmp_path / "bin", f'exec "{pandoc.pandoc_path()}" "$@"')
    pandoc.pandoc_path.cache_clear()
    monkeypatch.setenv(pandoc.CHOICE, str(other))
    assert run(["convert", "a.review", "-o", "a.html"]) == 0
    told = f"pandoc at {other} is used, as REVIEWFMT_PANDOC asks: outputs may differ"
    assert capsys.readouterr().err == f"reviewfmt: {told}\n"
    assert run(["convert", "a.review", "-o", "a.json"]) == 0
    assert capsys.readouterr().err == ""


@posix
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo pandoc 2.17.1.1; echo", "names pandoc 2.17; expected version 3.6 or later, below 4"),
        ("echo pandoc 3.5; echo", "names pandoc 3.5; expected version 3.6 or later, below 4"),
        ("echo pandoc 4.0; echo", "names pandoc 4.0; expected version 3.6 or later, below 4"),
        ("echo pandoc; echo", "which is not pandoc"),
        ("echo not pandoc 3.9", "which is not pandoc"),
        ("exit 1", "which is not pandoc"),
    ],
)
def test_the_version_of_a_pandoc_that_is_named_is_checked(
    script: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(pandoc.CHOICE, str(program(tmp_path, script)))
    code, message = refusal(GOOD, "review", "html")
    assert code == "RF501"
    assert said in message


@posix
@pytest.mark.parametrize("named", ["pandoc", "./pandoc", "bin/pandoc", "/nowhere/pandoc", "/tmp"])
def test_a_pandoc_is_named_by_its_whole_path(
    named: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    program(tmp_path, IMPOSTOR)
    program(tmp_path / "bin", IMPOSTOR)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(pandoc.CHOICE, named)
    told = f"REVIEWFMT_PANDOC is {named!r}, expected the whole path of a pandoc"
    assert refusal(GOOD, "review", "html") == ("RF501", told)
    Path("a.review").write_bytes(GOOD)
    for outputs in (["-o", "a.docx"], ["-t", "docx", "-o", "out"]):
        assert run(["convert", "a.review", *outputs]) == 2
        assert capsys.readouterr().err == f"reviewfmt: {told}\n"
    assert not {*tmp_path.iterdir()} & {tmp_path / "a.docx", tmp_path / "out"}


# Its bounds


@IN_WHOLE
@limits
def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_MEMORY", 96 * MIB)
    large = b"x *y* " * 800_000
    told = "takes more than 96 MiB of memory to"
    assert refusal(large, "markdown") == ("RF508", f"markdown {told} read")
    document = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {},
        "blocks": [{"t": "Para", "c": [{"t": "Str", "c": "x" * 40_000_000}]}],
    }
    with pytest.raises(ReviewError, match=f"RF500 html {told} write"):
        pandoc.write_document(FORMATS["html"], document, 0)


GREEDY = "import sys\nheld = bytearray(400 << 20)\nsys.stdout.write(str(len(held)))"


@limits
@pytest.mark.parametrize(("memory", "works"), [(1024, True), (200, False)])
def test_memory_is_bounded_from_outside(memory: int, works: bool) -> None:
    """Whatever the program: it needs no limit of its own."""
    done = run_bounded([sys.executable, "-c", GREEDY], b"", os.environ, 20, memory * MIB)
    assert (done.code == 0, done.output == b"419430400") == (works, works)


@limits
def test_the_system_holds_the_limits(tmp_path: Path) -> None:
    """A run goes on when we are killed, and has its bounds then, too."""
    script = "cat >/dev/null; cat /proc/self/limits"
    done = run_bounded([str(program(tmp_path, script))], b"x", os.environ, 7, 100 * MIB)
    found = {line[:26].strip(): line[26:].split()[:2] for line in done.output.decode().split("\n")}
    assert found["Max data size"] == [str(125 * MIB)] * 2
    assert found["Max cpu time"] == ["8", "8"]
    assert found["Max file size"] == ["0", "0"]


@posix
@pytest.mark.parametrize("script", ["exec sleep 60", "cat >/dev/null; exec sleep 60"])
@IN_WHOLE
def test_time_is_bounded(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = program(tmp_path, script)
    monkeypatch.setattr(pandoc, "pandoc_path", lambda: str(path))
    monkeypatch.setattr(pandoc, "seconds_for", lambda _: 0.3)
    told = "html took more than 0.3 seconds to"
    assert refusal(b"<p>x" * 50_000, "html") == ("RF508", f"{told} read")
    assert refusal(GOOD, "review", "html") == ("RF500", f"{told} write")


@IN_WHOLE
def test_a_page_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pandoc reads a page so long in so short a time, even if this process has to wait."""
    monkeypatch.setattr(bounds, "_LEAST", 0.002)
    monkeypatch.setattr(bounds, "_PER_MIB", 0.0)
    told = "html took more than 0.002 seconds to read"
    assert refusal(b"<p>x" * 50_000, "html") == ("RF508", told)


@pytest.mark.parametrize(
    ("size", "seconds"), [(0, 10), (MIB // 2, 15), (3 * MIB, 40), (8 * MIB, 60), (90 * MIB, 60)]
)
def test_the_deadline_grows_with_the_input(size: int, seconds: float) -> None:
    assert seconds_for(size) == seconds


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_the_input_is_bounded(format: str) -> None:
    told = f"{format} has more than 8 MiB, the limit for reading it"
    assert refusal(b"x" * (8 * MIB + 1), format) == ("RF508", told)


# Nesting


def nested(case: dict[str, Any], times: int) -> bytes:
    text = case["open"] * times + "a" + case.get("close", "") * times
    return str(text).encode()


@pytest.mark.parametrize("case", NESTING, ids=lambda case: case["name"])
def test_what_nests_too_deep_is_not_read(
    case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pandoc, "run_bounded", None)
    told = f"{case['format']} is nested too deep to be read"
    assert refusal(nested(case, 300), case["format"]) == ("RF508", told)


@pytest.mark.parametrize("case", NESTING, ids=lambda case: case["name"])
def test_what_people_nest_is_not_too_deep(case: dict[str, Any]) -> None:
    assert not depth_of(nested(case, 30), case["format"]).too_deep


@pytest.mark.parametrize(
    ("data", "format", "slow"),
    [
        (b"<ul><li>" * 7, "html", True),
        (b"<ul><li>a</li></ul>" * 50, "html", False),
        (b"<table><tr><td>" * 7, "html", True),
        (b"<li>a" * 500, "html", False),
        (b"<p>a<br>" * 500, "html", False),
        (b"<b/>" * 500, "html", False),
        (b">" * 7, "markdown", True),
        (b"- a\n" * 500, "markdown", False),
        (b"[a](b) " * 500, "markdown", False),
        (b"[a\n\n" * 500, "markdown", False),
    ],
)
def test_lists_and_tables_that_nest_have_less_time(data: bytes, format: str, slow: bool) -> None:
    assert depth_of(data, format).is_slow is slow
    assert not depth_of(data, format).too_deep


@pytest.mark.parametrize(("opening", "seconds"), [(b"<ul><li>", 10), (b"<li>", 20)])
def test_the_deadline_of_a_document(
    opening: bytes, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = []

    def end(command: list[str], data: bytes, env: object, seconds: float, memory: int) -> Outcome:
        given.append(seconds)
        return Outcome(0, b"", seconds, too_long=True)

    monkeypatch.setattr(pandoc, "run_bounded", end)
    data = (opening * 9).ljust(MIB)
    told = f"html took more than {seconds} seconds to read"
    assert refusal(data, "html") == ("RF508", told)
    assert given == [pytest.approx(seconds, abs=0.01)]


@pytest.mark.parametrize("tag", ["div", "w:tbl"])
def test_the_members_of_an_archive_are_looked_at(tag: str) -> None:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("a.xhtml", f"<{tag}>" * 300)
        archive.writestr("b.png", "<b>" * 9000)
    assert depth_of(book.getvalue(), "epub").too_deep
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("b.png", "<b>" * 9000)
        archive.writestr("a.xhtml", f"<{tag}/>" * 300)
    assert not depth_of(book.getvalue(), "epub").too_deep


# What it says and sees


@posix
@pytest.mark.parametrize("code", [1, 44, 64, 77, 99])
@pytest.mark.parametrize("way", ["read", "write"])
def test_its_own_words_do_not_reach_the_user(
    code: int, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = r"printf '\033[2J/etc/passwd ::error::hostile\n' >&2"
    path = program(tmp_path, f"cat >/dev/null; {words}; exit {code}")
    monkeypatch.setattr(pandoc, "pandoc_path", lambda: str(path))
    found, message = refusal(b"<p>x", "html") if way == "read" else refusal(GOOD, "review", "html")
    assert found == ("RF508" if way == "read" else "RF502")
    assert message.endswith(f"(exit code {code})")
    assert message.isprintable()
    assert "hostile" not in message
    assert "passwd" not in message


@posix
def test_it_sees_little_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "sesame")
    monkeypatch.setenv("GHCRTS", "-M1m")
    monkeypatch.setenv("HOME", str(tmp_path))
    path = program(tmp_path, "cat >/dev/null; env")
    monkeypatch.setattr(pandoc, "pandoc_path", lambda: str(path))
    said = write(read(GOOD, "review"), "html")
    assert b"SOURCE_DATE_EPOCH=" in said
    for name in (b"SECRET_TOKEN", b"GHCRTS", b"HOME"):
        assert name not in said


@pytest.fixture
def callers() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, and who has called it."""
    called: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        ended = threading.Event()

        def listen() -> None:
            while not ended.is_set():
                try:
                    one, address = server.accept()
                except TimeoutError:
                    continue
                called.append(str(address))
                one.close()

        listener = threading.Thread(target=listen)
        listener.start()
        yield server.getsockname()[1], called
        ended.set()
        listener.join()


PAGE = """<title>A Show Season 1 Review – Calm</title><link rel=stylesheet href="{0}">
<base href="{0}"><p>Calm.</p><iframe src="{0}"></iframe><img src="{0}"><embed src="{0}">
<object data="{0}"></object><script src="{0}"></script><video src="{0}" poster="{0}"></video>
<svg><image href="{0}"/></svg><h2>Verdict</h2><p>7/10</p>"""
TEXT = """---
title: A Show Season 1 Review – Calm
cover-image: {0}
css: {0}
bibliography: {0}
csl: {0}
header-includes: {0}
include-before: {0}
---

Calm. ![a]({0}) <img src="{0}"> <iframe src="{0}"></iframe>

<iframe src="{0}"></iframe>

{{{{< include {0} >}}}}

## Verdict

7/10
"""
REVIEW = """A Show Season 1 Review – Calm

Author: Ana
Cover: {0}
Css: {0}
Cover-Image: {0}
Stylesheet: {0}
Bibliography: {0}
Header-Includes: {0}

Calm.

![a picture]({0})

Verdict: 7/10
"""


@pytest.mark.parametrize("kind", ["address", "path", "file"])
@pytest.mark.parametrize(("format", "text"), [("html", PAGE), ("markdown", TEXT)])
def test_reading_reads_nothing_else(
    format: str, text: str, kind: str, tmp_path: Path, callers: tuple[int, list[str]]
) -> None:
    port, called = callers
    secret = tmp_path / "secret.html"
    secret.write_text("<p>open sesame</p>")
    where = {"address": f"http://127.0.0.1:{port}/x", "path": str(secret), "file": secret.as_uri()}
    review = read(text.format(where[kind]).encode(), format)
    assert "sesame" not in repr(review)
    assert called == []


def _with_links(data: bytes, where: str) -> bytes:
    """An EPUB or docx with what asks for `where` in each way that its kind knows."""
    made = io.BytesIO()
    asked = "".join(
        f'<{tag} {attribute}="{where}"></{tag}>'
        for tag, attribute in (("img", "src"), ("iframe", "src"), ("object", "data"))
    )
    relation = (
        '<Relationship Id="rId990" TargetMode="External" Target="{}" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/{}"/>'
    )
    relations = "".join(relation.format(where, kind) for kind in ("image", "attachedTemplate"))
    blip = (
        "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        '<a:blip r:link="rId990" r:embed="rId990"/></pic:blipFill></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p><w:sectPr"
    )
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            text = text.replace(b"</body>", asked.encode() + b"</body>")
            text = text.replace(b"</Relationships>", relations.encode() + b"</Relationships>")
            text = text.replace(b"<w:sectPr", blip.encode(), 1)
            new.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["address", "path", "file"])
@pytest.mark.parametrize("format", ["epub", "docx"])
def test_reading_an_archive_reads_nothing_else(
    format: str, kind: str, tmp_path: Path, callers: tuple[int, list[str]]
) -> None:
    port, called = callers
    secret = tmp_path / "secret.html"
    secret.write_text("<p>open sesame</p>")
    where = {"address": f"http://127.0.0.1:{port}/x", "path": str(secret), "file": secret.as_uri()}
    data = _with_links(write(read(GOOD, "review"), format), where[kind])
    assert where[kind].encode() in b"".join(_members(data))
    assert "sesame" not in repr(read(data, format))
    assert called == []


def _members(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist()]


@pytest.mark.parametrize("kind", ["address", "path"])
@pytest.mark.parametrize("format", [name for name, row in FORMATS.items() if row.writer])
def test_writing_reads_nothing_else(
    format: str, kind: str, tmp_path: Path, callers: tuple[int, list[str]]
) -> None:
    port, called = callers
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"open sesame")
    where = f"http://127.0.0.1:{port}/x.png" if kind == "address" else str(secret)
    data = write(read(REVIEW.format(where).encode(), "review"), format)
    if FORMATS[format].binary:
        data = b"".join(_members(data))
    assert b"open sesame" not in data
    assert b"b3BlbiBzZXNhbWU" not in data  # the same, as a data address
    assert called == []


def test_a_picture_does_not_go_where_it_would_be_fetched() -> None:
    """Whatever makes the document: the address of a picture is no part of one that embeds."""
    picture = {"t": "Image", "c": [["", [], []], [], ["/etc/hostname", ""]]}
    document = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {},
        "blocks": [{"t": "Para", "c": [picture]}],
    }
    for row in FORMATS.values():
        if row.binary:
            with pytest.raises(ReviewError, match="a picture would be fetched"):
                pandoc.write_document(row, document, 0)
