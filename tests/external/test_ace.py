"""Ace by DAISY on the EPUBs of the samples: no accessibility violation.

Needs Chromium and `@daisy/ace`, which no Python package holds: `.ci/run` installs both and sets
REVIEWFMT_EXTERNAL=1, with which nothing here may be skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ACE = ROOT / "node_modules" / ".bin" / "ace-puppeteer"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SAMPLES = sorted((ROOT / "samples").glob("*.review"))


@pytest.fixture(autouse=True)
def _tools() -> None:
    if ACE.exists() and CHROMIUM is not None:
        return
    missing = "Ace by DAISY or Chromium is not installed; .ci/run installs both"
    if os.environ.get("REVIEWFMT_EXTERNAL"):
        pytest.fail(missing)
    pytest.skip(missing)


def test_the_samples_are_found() -> None:
    assert len(SAMPLES) >= 13


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_no_violation(sample: Path, tmp_path: Path) -> None:
    from reviewfmt.converter import read, write

    book = tmp_path / f"{sample.stem}.epub"
    book.write_bytes(write(read(sample.read_bytes(), "review"), "epub"))
    report = tmp_path / "report"
    done = subprocess.run(
        [str(ACE), "--silent", "-f", "-o", str(report), str(book)],
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    told = report / "report.json"
    assert told.is_file(), done.stdout + done.stderr
    result = json.loads(told.read_text(encoding="utf-8"))
    found = [
        f"{page['earl:testSubject']['url']}: {one['earl:test']['dct:title']}:"
        f" {one['earl:result']['dct:description']}"
        for page in result["assertions"]
        for one in page["assertions"]
    ]
    assert found == []
    assert result["earl:result"]["earl:outcome"] == "pass"
