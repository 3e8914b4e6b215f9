"""Books of many reviews, held to the standards: epubcheck, Nu, Ace by DAISY, axe in Chromium.

Needs what `test_looks.py` and `test_ace.py` need.
"""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from reviewfmt.cli import run
from reviewfmt.model import Review
from reviewfmt.writer import dumps
from tests.external.test_ace import ACE
from tests.external.test_looks import CHROMIUM, REAL, ROOT, _tools, faults  # noqa: F401 - a fixture
from tests.grown import grown
from tests.test_checkers import _OF_THE_AUTHOR, NU, checked, java

SAMPLES = sorted((ROOT / "samples").glob("*.review"))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples, and the real page if it is there, bound in every way."""
    return bound(tmp_path_factory.mktemp("shelf"), [*map(str, SAMPLES), *map(str, REAL)])


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a book of 200 reviews that Hypothesis has grown."""
    folder = tmp_path_factory.mktemp("many")
    reviews: list[Review] = grown(200)
    for at, review in enumerate(reviews):
        (folder / f"r{at:03}.review").write_text(dumps(review), encoding="utf-8")
    return bound(folder, [str(folder)])


def bound(folder: Path, paths: list[str]) -> Path:
    for suffix in ("epub", "html"):
        assert run(["book", "-q", *paths, "-o", str(folder / f"shelf.{suffix}")]) == 0
    return folder


@pytest.mark.parametrize("name", ["shelf", "many"])
def test_epubcheck_finds_nothing(name: str, request: pytest.FixtureRequest) -> None:
    found = checked(request.getfixturevalue(name) / "shelf.epub")
    assert found["messages"] == []
    assert found["returncode"] == 0


@pytest.mark.parametrize("name", ["shelf", "many"])
def test_nu_finds_nothing(name: str, request: pytest.FixtureRequest) -> None:
    page = request.getfixturevalue(name) / "shelf.html"
    done = java(NU, "--format", "json", "--stdout", "--exit-zero-always", page)
    messages = json.loads(done.stdout)["messages"]
    assert [one for one in messages if not any(it in one["message"] for it in _ALLOWED)] == []


_ALLOWED = (*_OF_THE_AUTHOR, "Normalization Form", "data-target")


def test_ace_finds_nothing(shelf: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [str(ACE), "--silent", "-f", "-o", str(tmp_path), str(shelf / "shelf.epub")],
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    told = tmp_path / "report.json"
    assert told.is_file(), done.stdout + done.stderr
    result = json.loads(told.read_text(encoding="utf-8"))
    found = [
        f"{page['earl:testSubject']['url']}: {one['earl:test']['dct:title']}"
        for page in result["assertions"]
        for one in page["assertions"]
    ]
    assert found == []


def test_nothing_is_wrong_with_the_pages(shelf: Path, tmp_path: Path) -> None:
    pages = [shelf / "shelf.html"]
    with zipfile.ZipFile(shelf / "shelf.epub") as book:
        sheet = book.read("EPUB/styles/stylesheet1.css").decode()
        names = ("text/title", "nav", "text/ch001", "text/ch016", "text/compared", "text/index")
        for name in names:
            text = book.read(f"EPUB/{name}.xhtml").decode()
            head, _, rest = text.partition('  <link rel="stylesheet"')
            styled = f"{head}<style>{sheet}</style>{rest.partition('/>')[2]}"
            pages.append(tmp_path / f"{Path(name).name}.xhtml")
            pages[-1].write_text(styled, encoding="utf-8")
    assert others(faults(pages, "quick")) == {}


def test_nothing_is_wrong_with_a_long_page_of_many(many: Path, tmp_path: Path) -> None:
    some = sorted(map(str, many.glob("*.review")))[:20]
    bound(tmp_path, some)
    assert others(faults([tmp_path / "shelf.html"], "quick")) == {}


def others(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return what is wrong beside what is the author's, and what no page of a book has."""
    kept = {
        name: [one for one in said if "valid-lang:" not in one and "region:" not in one]
        for name, said in found.items()
    }
    return {name: said for name, said in kept.items() if said}
