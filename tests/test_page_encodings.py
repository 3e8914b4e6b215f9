"""The encoding of a page: `convert`, `adopt`, `corpus` and the library find the same one."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from reviewfmt.cli import run
from reviewfmt.corpus.reading import rows_of
from reviewfmt.corpus.records import HTML, Asked, Record
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.pages import page_text
from reviewfmt.pages.documents import read_document

DATA = Path(__file__).parent / "data" / "pages" / "encodings.toml"
CASES = tomllib.loads(DATA.read_text(encoding="utf-8"))["case"]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])


def _data(case: dict[str, Any]) -> bytes:
    return str(case["page"]).encode(case["encoding"])


def _told(found: Diagnostic, case: dict[str, Any]) -> None:
    if "error" in case:
        assert (found.code, found.message) == ("RF118", case["error"])
        assert [found.span.line, found.span.column] == case["at"]
        assert "--encoding" in str(found.help)
    else:
        assert (found.code, found.message) == ("RF507", case["change"])


@each_case
def test_a_page_is_read_in_its_encoding(case: dict[str, Any]) -> None:
    if "error" in case:
        with pytest.raises(ReviewError) as caught:
            page_text(_data(case))
        (found,) = caught.value.diagnostics
        _told(found, case)
        return
    text, changed = page_text(_data(case))
    assert text == case["page"]
    assert len(changed) == ("change" in case)
    for one in changed:
        _told(one, case)


@pytest.mark.parametrize("format", ["html", "page"])
@each_case
def test_the_library_finds_it(case: dict[str, Any], format: str) -> None:
    if "error" in case:
        with pytest.raises(ReviewError) as caught:
            read_document(_data(case), format, "a.html")
        _told(caught.value.diagnostics[0], case)
        return
    reading = read_document(_data(case), format, "a.html")
    assert str(reading.review.title.work) in case["page"]
    found = [one for one in reading.losses if "UTF-8" in one.message]
    assert len(found) == ("change" in case)
    for one in found:
        _told(one, case)
        assert one.path == "a.html"


@each_case
def test_a_corpus_finds_it(case: dict[str, Any]) -> None:
    rows = rows_of(Record("in", 0, HTML, _data(case)), Asked()).rows
    (record,) = rows["records"]
    said = [str(one["message"]) for one in rows["findings"] if one["code"] in ("RF118", "RF507")]
    assert said == [case[key] for key in ("error", "change") if key in case]
    assert (record["outcome"] == "failed") == ("error" in case)


@each_case
def test_the_commands_find_it(
    case: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.html").write_bytes(_data(case))
    for command in (("convert", "-t", "review"), ("adopt", "-o", "out")):
        code = run((*command, "a.html"))
        err = capfd.readouterr().err
        assert code == ("error" in case)
        line, column = case.get("at", (1, 1))
        for key in ("error", "change"):
            if key in case:
                assert err.startswith(f"a.html:{line}:{column}: ")
                assert case[key] in err
        named = ("--encoding", case["encoding"])
        assert run((*command, "a.html", *named, "--force")) == 0
        assert "UTF-8" not in capfd.readouterr().err
