"""The parts of the server that know no editor: messages, configurations, closed files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewfmt.cli import run
from reviewfmt.linter import check
from reviewfmt.server.analysis import Analysis
from reviewfmt.server.closed import Closed, gone, name_of
from reviewfmt.server.configured import Configured
from reviewfmt.server.links import uri_of
from reviewfmt.server.wire import Broken, Framer
from tests.budget import SOME

TITLE = "Harbour Lights Season 1 Review\n\n"
BROKEN = f"{TITLE}Story: N/5\n\nVerdict: 18/10\n"


# -- messages -----------------------------------------------------------------------------------


def framed(*contents: bytes) -> bytes:
    return b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(one), one) for one in contents)


@settings(max_examples=min(SOME, 500))
@given(st.lists(st.binary(min_size=1, max_size=20), max_size=5), st.integers(1, 7))
def test_messages_come_whole_however_they_are_cut(contents: list[bytes], step: int) -> None:
    data = framed(*contents)
    framer = Framer()
    found = [one for at in range(0, len(data), step) for one in framer.feed(data[at : at + step])]
    assert found == contents


@settings(max_examples=min(SOME, 500))
@given(st.binary(max_size=60), st.binary(min_size=1, max_size=9))
def test_behind_rubbish_the_second_message_is_found(rubbish: bytes, content: bytes) -> None:
    """What is broken may swallow one message, and no more."""
    if b"length" in rubbish.lower():
        return
    framer = Framer()
    found = [*framer.feed(rubbish + framed(content)), *framer.feed(framed(b"second", b"third"))]
    assert found[-2:] == [b"second", b"third"]
    assert all(isinstance(one, Broken) or one == content for one in found[:-2])


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"content-length: 2\r\n\r\n{}", [b"{}"]),
        (b"Content-Length:2\n\n{}", [b"{}"]),
        (b"Content-Type: x\r\nContent-Length: 2\r\n\r\n{}", [b"{}"]),
        (b"Content-Length: 2\r\nContent-Type: x\r\n\r\n{}", [b"{}"]),
        (b"Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n{}", [b"{}"]),
        (b"Content-Length: -2\r\n\r\n{}\r\n", [Broken]),
        (b"hello\r\nhello\r\n\r\n", [Broken]),
        (b"}Content-Length: 2\r\n\r\n{}", [Broken, b"{}"]),
        (b"Content-Length: 999999999999\r\n\r\nabc", [Broken]),
        (b"x" * 200_000, [Broken]),
    ],
)
def test_headers(data: bytes, found: list[object]) -> None:
    told = [type(one) if isinstance(one, Broken) else one for one in Framer().feed(data)]
    assert told == found


def test_a_message_that_is_too_large_is_passed_over_without_being_held() -> None:
    framer = Framer()
    size = 300 * 1024 * 1024
    assert len(list(framer.feed(b"Content-Length: %d\r\n\r\n" % size))) == 1
    for _ in range(size // 1_000_000):
        assert list(framer.feed(b"x" * 1_000_000)) == []
        assert len(framer._data) == 0
    rest = size % 1_000_000
    assert list(framer.feed(b"x" * rest + framed(b"{}"))) == [b"{}"]


# -- configurations -----------------------------------------------------------------------------


def codes(configured: Configured, path: Path, text: str = BROKEN) -> list[str]:
    config = configured.of(str(path))
    found = check(text, None, config.settings_for(str(path)))
    keep = configured.keep(str(path))
    return [one.code for one in (found if keep is None else keep(text, found))]


def write(path: Path, text: str) -> Path:
    """Write a file so that its stamp changes."""
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_configuration_is_read_anew_when_it_changes(tmp_path: Path) -> None:
    told: list[str] = []
    configured = Configured(told.append)
    review = tmp_path / "reviews" / "a.review"
    config = tmp_path / "reviewfmt.toml"
    assert "RF401" in codes(configured, review)
    write(config, 'ignore = ["RF4"]\n')
    assert codes(configured, review) == ["RF107", "RF105"]
    first = configured.generation
    write(config, 'ignore = ["RF4"]\nselect = [7]\n')
    assert codes(configured, review) == ["RF107", "RF105"]
    assert codes(configured, review) == ["RF107", "RF105"]
    assert len(told) == 1
    assert "reviewfmt.toml:2: " in told[0]
    assert told[0].endswith("; the last valid version stays in use")
    write(config, 'ignore = ["RF4", "RF105"]\n')
    assert codes(configured, review) == ["RF107"]
    assert configured.generation > first
    write(config, "maximum = 0\n")
    assert codes(configured, review) == ["RF107"]
    assert len(told) == 2
    config.unlink()
    assert "RF401" in codes(configured, review)


def test_a_configuration_that_was_never_good_is_none(tmp_path: Path) -> None:
    told: list[str] = []
    configured = Configured(told.append)
    write(tmp_path / "reviewfmt.toml", 'ignore = ["RF4"]\n')
    write(tmp_path / "inner" / "reviewfmt.toml", "ignore = [\n")
    assert codes(configured, tmp_path / "a.review") == ["RF107", "RF105"]
    assert codes(configured, tmp_path / "inner" / "a.review") == ["RF107", "RF105"]
    assert codes(configured, tmp_path / "inner" / "b.review") == ["RF107", "RF105"]
    assert len(told) == 1


def test_what_a_baseline_knows_is_not_shown(tmp_path: Path) -> None:
    review = write(tmp_path / "a.review", BROKEN)
    known = tmp_path / "known.json"
    assert run(["check", str(review), "--write-baseline", str(known), "-q", "--exit-zero"]) == 0
    write(tmp_path / "reviewfmt.toml", 'baseline = "known.json"\n')
    told: list[str] = []
    configured = Configured(told.append)
    assert codes(configured, review) == []
    assert codes(configured, review, BROKEN.replace("18/10", "19/10")) == ["RF105"]
    write(known, "[]")
    assert codes(configured, review) == []
    assert len(told) == 1
    assert "not a baseline" in told[0]
    known.unlink()
    assert codes(configured, review) == []
    assert "cannot be read" in told[1]
    configured.forget()
    assert "RF105" in codes(configured, review)


# -- closed files ---------------------------------------------------------------------------------


def test_closed_files_are_those_that_check_finds_and_have_its_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.review", BROKEN)
    write(tmp_path / "b" / "c.review", f"{TITLE}Verdict: 8/10\n")
    write(tmp_path / "b" / "notes.txt", BROKEN)
    write(tmp_path / ".hidden" / "d.review", BROKEN)
    write(tmp_path / "out" / "e.review", BROKEN)
    (tmp_path / "latin.review").write_bytes(b"Caf\xe9 Review\n")
    write(tmp_path / "reviewfmt.toml", 'exclude = ["out"]\nignore = ["RF403"]\n')
    closed = Closed(Configured())
    paths = closed.paths([str(tmp_path)])
    found = {
        os.path.relpath(path, tmp_path): [
            (one["range"]["start"]["line"] + 1, one["code"])
            for one in closed.report(path, uri_of(path), None).items or ()
        ]
        for path in paths
    }
    run(["check", str(tmp_path), "--output-format", "json", "--no-cache", "-q"])
    expected: dict[str, list[tuple[int, str]]] = {path: [] for path in found}
    for one in json.loads(capsys.readouterr().out):
        name = os.path.relpath(one["path"], tmp_path)
        expected[name].append((one["line"], one["code"]))
    assert found == expected
    assert sorted(found) == ["a.review", "b/c.review", "latin.review"]


def test_a_file_that_has_not_changed_is_not_read_again(tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.review", BROKEN))
    configured = Configured()
    closed = Closed(configured)
    first = closed.report(path, "file:///a", None)
    assert first.items
    assert closed.is_as_known(path, first.result)
    assert closed.report(path, "file:///a", first.result).items is None
    assert not closed.is_as_known(path, "another")
    configured.forget()
    assert not closed.is_as_known(path, first.result)
    assert closed.report(path, "file:///a", first.result).items is None
    Path(path).unlink()
    assert closed.report(path, "file:///a", first.result).items == []
    closed.forget([path])
    assert not closed.is_as_known(path, first.result)


def test_a_folder_with_the_name_of_a_review_is_reported(tmp_path: Path) -> None:
    closed = Closed(Configured())
    fifo = tmp_path / "a.review"
    os.mkfifo(fifo)
    (found,) = closed.report(str(fifo), "file:///a", None).items or [{}]
    assert found["code"] == "RF100"


def test_files_that_are_gone_are_named() -> None:
    assert list(gone(["a", "b"], ["b", "c"])) == ["a"]
    assert name_of([]) != name_of([{"code": "RF105"}])


def test_an_analysis_reads_once() -> None:
    analysis = Analysis(BROKEN)
    assert analysis.parsed is analysis.parsed
    assert analysis.findings is analysis.findings
    assert analysis.with_text(TITLE).settings is analysis.settings
