"""Findings in an EPUB, a docx or an odt name the part and the place that a person finds."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reviewfmt.cli import main
from reviewfmt.converter import read_document
from reviewfmt.diagnostic import Diagnostic, ReviewError
from reviewfmt.writer import dumps
from tests.unseen import packed

_FILE = Path(__file__).parent / "data" / "accounting" / "archives.toml"
CASES = tomllib.loads(_FILE.read_text(encoding="utf-8"))["case"]


def _told(found: Diagnostic) -> str:
    message = found.message.partition(", ")[0] if found.code == "RF507" else found.message
    said = message.partition(": ")[2] if found.code == "RF506" else message
    return f"{found.where} {found.code} {said}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_loss_names_its_part(case: dict[str, Any]) -> None:
    data = packed(case["source"].lstrip(), case["format"])
    reading = read_document(data, case["format"], "a")
    assert [_told(one) for one in reading.losses] == case["found"]
    if "review" in case:
        assert dumps(reading.review) == case["review"].lstrip()


def test_an_error_in_a_book_names_its_part() -> None:
    source = CASES[0]["source"].lstrip().replace("Verdict: ", "Verdict: 11/10 ")
    with pytest.raises(ReviewError) as caught:
        read_document(packed(source, "epub"), "epub", "a.epub")
    first = caught.value.diagnostics[0]
    assert str(first).startswith(f"a.epub, EPUB/text/ch002.xhtml:3:13: {first.code} ")


def _checked(case: dict[str, Any], form: str, folder: Path) -> str:
    path = folder / f"a.{case['format']}"
    path.write_bytes(packed(case["source"].lstrip(), case["format"]))
    return CliRunner().invoke(main, ["check", "--output-format", form, str(path)]).stdout


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["format"])
def test_every_report_names_the_part(case: dict[str, Any], tmp_path: Path) -> None:
    places = {told.partition(" RF")[0] for told in case["found"]}
    path = f"{tmp_path}/a.{case['format']}"
    for form in ("concise", "full", "junit"):
        said = _checked(case, form, tmp_path)
        assert [one for one in places if f"{one}: " not in said] == [], said
    assert f"{path}, {min(places)}: " in _checked(case, "concise", tmp_path)
    parts = {one.split(":")[0] for one in places}
    found = json.loads(_checked(case, "json", tmp_path))
    assert parts <= {one["part"] for one in found}
    if case["format"] == "epub":
        assert places <= {f"{one['part']}:{one['line']}:{one['column']}" for one in found}
    results = json.loads(_checked(case, "sarif", tmp_path))["runs"][0]["results"]
    names = {
        logical["fullyQualifiedName"]
        for one in results
        for logical in one["locations"][0].get("logicalLocations", ())
    }
    assert places <= names
    for form in ("github", "gitlab"):
        said = _checked(case, form, tmp_path)
        assert [one for one in parts if one not in said] == []
