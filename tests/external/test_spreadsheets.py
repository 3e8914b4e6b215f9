"""Spreadsheets: LibreOffice Calc opens our CSV, runs nothing of it, and shows what was written.

Needs LibreOffice Calc (`soffice`), which no Python package holds: `.ci/run` installs it and sets
REVIEWFMT_EXTERNAL=1, with which nothing here may be skipped.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from reviewfmt.cli import run
from reviewfmt.columns.delimited import CsvWriter, unguarded
from reviewfmt.columns.rows import Row
from reviewfmt.columns.schema import EPISODES

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "columns" / "formulas.toml"
TEXTS = [case["text"] for case in tomllib.loads(DATA.read_text(encoding="utf-8"))["case"]]
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
COMMA, SEMICOLON, TAB = 44, 59, 9

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


class Cell(NamedTuple):
    """A cell as the spreadsheet holds it: its type, its text, and its formula if it has one."""

    type: str
    text: str
    formula: str | None


@pytest.fixture(autouse=True, scope="module")
def _tools() -> None:
    if SOFFICE is not None and (Path(SOFFICE).resolve().parent / "libsclo.so").exists():
        return
    missing = "LibreOffice Calc is not installed; .ci/run installs it"
    if os.environ.get("REVIEWFMT_EXTERNAL"):
        pytest.fail(missing)
    pytest.skip(missing)


def opened(path: Path, separator: int = COMMA, *, eager: bool = False) -> list[list[Cell]]:
    """Return what Calc reads in a file of CSV; it evaluates every formula that it finds.

    If it is `eager`, it takes for a number or a date whatever looks like one, too.
    """
    into = path.parent / f"{path.stem}-{separator}-{eager}"
    choices = f"{separator},34,76,1,,0,false,{str(eager).lower()},false,false,false,,true"
    command = [
        str(SOFFICE),
        f"-env:UserInstallation=file://{path.parent}/profile",
        *("--headless", f"--infilter=CSV:{choices}"),
        *("--convert-to", "fods", "--outdir", str(into), str(path)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    tree = ElementTree.parse(into / f"{path.stem}.fods")
    return [list(_cells(row)) for row in tree.iter(f"{_TABLE}table-row")]


def _cells(row: ElementTree.Element) -> Iterator[Cell]:
    for one in row.findall(f"{_TABLE}table-cell"):
        cell = Cell(
            one.get(f"{_OFFICE}value-type", ""),
            "\n".join(map(_shown, one.findall(f"{_TEXT}p"))),
            one.get(f"{_TABLE}formula"),
        )
        for _ in range(int(one.get(f"{_TABLE}number-columns-repeated", "1"))):
            yield cell


def _shown(element: ElementTree.Element) -> str:
    text = element.text or ""
    for one in element:
        if one.tag == f"{_TEXT}s":
            text += " " * int(one.get(f"{_TEXT}c", "1"))
        elif one.tag == f"{_TEXT}tab":
            text += "\t"
        else:
            text += _shown(one)
        text += one.tail or ""
    return text


def row(title: str) -> Row:
    found: Row = {one.name: None for one in EPISODES.columns}
    said: Row = {"source": "a.review", "position": 0, "entry": 1, "work": "Fog", "work_key": "fog"}
    scored: Row = {"number": -2.5, "score": "4/5", "score_value": 4.0, "score_share": 0.8}
    return {**found, **said, "work_kind": "series", "title": title, "note": title, **scored}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sheets") / "episodes.csv"
    with path.open("wb") as file:
        writer = CsvWriter(file, EPISODES)
        writer.write(map(row, TEXTS))
        writer.close()
    return path


@pytest.mark.parametrize("separator", [COMMA, SEMICOLON, TAB])
@pytest.mark.parametrize("eager", [False, True])
def test_no_cell_is_a_formula(written: Path, separator: int, eager: bool) -> None:
    found = opened(written, separator, eager=eager)
    assert len(found) > len(TEXTS)
    assert [cell for cells in found for cell in cells if cell.formula is not None] == []


def test_texts_that_are_not_guarded_are_formulas(tmp_path: Path) -> None:
    """What shows that this spreadsheet would run a title, were it to stand as it is."""
    path = tmp_path / "raw.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([text] for text in TEXTS)
    formulas = [cell.formula for cells in opened(path) for cell in cells if cell.formula]
    assert len(formulas) >= 3


def test_texts_are_read_back(written: Path) -> None:
    names, *rows = opened(written)
    assert tuple(cell.text for cell in names) == EPISODES.names
    for text, cells in zip(TEXTS, rows, strict=True):
        by_name = dict(zip(EPISODES.names, cells, strict=False))
        for name in ("title", "note"):
            read = unguarded(by_name[name].text)
            assert read == text.replace("\r", "\n"), name
            assert by_name[name].type == ("string" if text else "")


def test_numbers_stay_numbers(written: Path) -> None:
    _, *rows = opened(written)
    for cells in rows:
        by_name = dict(zip(EPISODES.names, cells, strict=False))
        for name, value in {"number": "-2.5", "score_value": "4", "score_share": "0.8"}.items():
            assert (by_name[name].type, by_name[name].text) == ("float", value)
        assert (by_name["score"].type, by_name["score"].text) == ("string", "4/5")


def test_a_review_becomes_such_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    review = "Fog Review\n\nEpisode 1: =1+1 -| 4/5\nEpisode 2: @SUM(1) -| 4/5\n\nVerdict: 7/10\n"
    Path("a.review").write_text(review, encoding="utf-8")
    table = tmp_path / "a.csv"
    assert run(("convert", "a.review", "-o", "a.csv", "--table", "episodes", "-q")) == 0
    names, *rows = opened(table)
    at = [cell.text for cell in names].index("title")
    assert [unguarded(cells[at].text) for cells in rows] == ["=1+1", "@SUM(1)"]
    assert all(cell.formula is None for cells in rows for cell in cells)
