"""Pages as Lighthouse judges them: nothing it asks for is missing, and nothing moves as they load.

Needs Chromium and Lighthouse: `.ci/run` installs both and sets REVIEWFMT_EXTERNAL=1, with which
nothing here may be skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from reviewfmt.cli import run

ROOT = Path(__file__).parents[2]
LIGHTHOUSE = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CATEGORIES = ("accessibility", "best-practices", "seo")
MADE = {
    "pages/": ("convert", "-t", "html", "-o", "pages/"),
    "shelf.html": ("book", "-o", "shelf.html"),
    "site/": ("site", "-o", "site/"),
}
"""What makes a page, by how its path begins."""

PAGES = (
    *("pages/cowboy-bebop.html", "pages/shiomachi-diner.html", "pages/thimble-and-thorn.html"),
    *("shelf.html", "site/", "site/dustbowl-radio/"),
)
"""Two guides, a page in Japanese, one with ratings and a list; the long page; index and grid."""


@pytest.fixture(autouse=True)
def _tools() -> None:
    if LIGHTHOUSE.is_file() and shutil.which("node") and CHROMIUM:
        return
    missing = "Chromium or Lighthouse is not installed; .ci/run installs both"
    if os.environ.get("REVIEWFMT_EXTERNAL"):
        pytest.fail(missing)
    pytest.skip(missing)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of what is asked for."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address at which the folder of the test is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def judged(address: str, report: Path) -> dict[str, Any]:
    """Return what Lighthouse says of a page."""
    done = subprocess.run(
        [
            *("node", str(LIGHTHOUSE), address, "--quiet", "--output=json"),
            f"--output-path={report}",
            f"--only-categories={','.join(CATEGORIES)}",
            "--only-audits=cumulative-layout-shift",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env={**os.environ, "CHROME_PATH": str(CHROMIUM)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert report.is_file(), done.stderr[-2000:]
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


def failing(report: dict[str, Any]) -> list[str]:
    """Return the audits of the categories that a page fails, each with what it says."""
    assert "runtimeError" not in report, report["runtimeError"]
    names = [one["id"] for name in CATEGORIES for one in report["categories"][name]["auditRefs"]]
    assert len(names) > 80
    audits = (report["audits"][name] for name in names)
    return [
        f"{one['id']}: {one['title']}: {one.get('details', {}).get('items')}"
        for one in audits
        if one["score"] is not None and one["score"] < 1
    ]


@pytest.mark.parametrize("page", PAGES)
def test_no_audit_fails_and_nothing_moves(
    page: str, site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = next(command for start, command in MADE.items() if page.startswith(start))
    assert run([*command, str(ROOT / "samples"), "--quiet", "--exclude", "README.md"]) == 0
    report = judged(f"{site}/{page}", tmp_path / "report.json")
    assert failing(report) == []
    assert report["audits"]["cumulative-layout-shift"]["numericValue"] == 0


def test_what_fails_is_seen(site: str, tmp_path: Path) -> None:
    page = "<!DOCTYPE html><title>x</title><p style='color:#ccc'>x</p><img src=none.png>"
    (tmp_path / "wrong.html").write_text(page, "utf-8")
    said = [one.partition(":")[0] for one in failing(judged(f"{site}/wrong.html", tmp_path / "r"))]
    assert {"image-alt", "html-has-lang", "errors-in-console", "meta-description"} <= set(said)
