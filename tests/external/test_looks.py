"""Pages in Chromium, in both colour schemes, on a telephone, a tablet and a screen.

No violation that axe finds, no message, no request but for the pictures that a review shows,
nothing wider than the window. Needs Chromium,
and puppeteer-core and axe-core, which come with `@daisy/ace`: `.ci/run` installs them and sets
REVIEWFMT_EXTERNAL=1, with which nothing here may be skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from reviewfmt.converter import read, write
from reviewfmt.model import Review
from tests.grown import grown
from tests.test_pandoc_ast import CASES, load

ROOT = Path(__file__).parents[2]
REAL = sorted((ROOT.parent / "shared" / "real").glob("*.txt"))
MODULES = ROOT / "node_modules"
GROWN = 200
SCRIPT = Path(__file__).parent / "looks.mjs"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SHOWN = tomllib.loads((ROOT / "tests/data/published/pages.toml").read_text("utf-8"))["case"]


@pytest.fixture(autouse=True)
def _tools() -> None:
    if (MODULES / "puppeteer-core").is_dir() and shutil.which("node") and CHROMIUM:
        return
    missing = "Chromium or puppeteer-core is not installed; .ci/run installs both"
    if os.environ.get("REVIEWFMT_EXTERNAL"):
        pytest.fail(missing)
    pytest.skip(missing)


def looked_at(pages: list[Path], mode: str = "full") -> dict[str, list[str]]:
    """Return what is wrong with each page, by its name; `mode` is one of looks.mjs."""
    done = subprocess.run(
        ["node", str(SCRIPT), str(MODULES), str(CHROMIUM), mode, *map(str, pages)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    found = dict(map(json.loads, done.stdout.splitlines()))
    assert len(found) == len(pages), done.stderr[-2000:]
    return {Path(path).stem: said for path, said in found.items()}


def pages_of(reviews: dict[str, Review], folder: Path) -> list[Path]:
    pages = []
    for name, review in reviews.items():
        pages.append(folder / f"{name}.html")
        pages[-1].write_bytes(write(review, "html"))
    return pages


def faults(pages: list[Path], mode: str = "full") -> dict[str, list[str]]:
    return {name: said for name, said in looked_at(pages, mode).items() if said}


def test_nothing_is_wrong_with_a_page(tmp_path: Path) -> None:
    samples = sorted(ROOT.glob("samples/*.review"))
    reviews = {
        **{path.stem: read(path.read_bytes(), "review") for path in samples},
        **{path.stem: read(path.read_bytes(), "review") for path in REAL},
    }
    assert len(samples) > 15
    assert faults(pages_of(reviews, tmp_path)) == {}


def test_nothing_is_wrong_with_a_page_of_a_case(tmp_path: Path) -> None:
    reviews = {
        **{path.stem: load(path) for path in CASES},
        **{f"shown-{at}": read(one["review"].encode(), "review") for at, one in enumerate(SHOWN)},
    }
    assert len(reviews) > 35
    assert faults(pages_of(reviews, tmp_path), "quick") == {}


def test_nothing_is_wrong_with_a_grown_page(tmp_path: Path) -> None:
    reviews = {f"grown-{at}": known(review) for at, review in enumerate(grown(GROWN))}
    assert faults(pages_of(reviews, tmp_path), "quick") == {}


def known(review: Review) -> Review:
    """Return a review in a language that axe knows: of a private one it says that nobody does."""
    if not str(review.metadata.language).startswith("x-"):
        return review
    return replace(review, metadata=replace(review.metadata, language="en"))


def test_what_is_wrong_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text(
        "<!DOCTYPE html><title>x</title><p style='width:4000px'>x</p><img src=none.png>", "utf-8"
    )
    (said,) = looked_at([page]).values()
    assert any(one.endswith("wider than the window") for one in said)
    assert any("image-alt: " in one for one in said)
    assert any(one.startswith("request: ") for one in said)
    assert any(one.startswith("console: ") for one in said)
